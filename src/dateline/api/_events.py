"""Events: what a question to the ledger gives, as rows and as dataframes."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal, overload

from dateline import __version__
from dateline.errors import UsageError
from dateline.exports import Context, get_format
from dateline.views import EventRow, make_row, sort_day

if TYPE_CHECKING:
    from dateline.ledger import View
    from dateline.views import Told

TableName = Literal["events", "claims", "sources"]


class Events(Sequence[EventRow]):
    """Events in order of time, each an EventRow; undated ones stand at the day on which they were recorded.

    `to_arrow`, `to_pandas` and `to_polars` give the same events as a table: "events" (one row an event), "claims" (one row a
    claim) or "sources" (one row for each document that tells an event). The columns are those of `dateline export
    csv-events`, `csv-claims` and `csv-sources`; docs/python.md tells each with its type. A value that is not known is null.
    """

    def __init__(self, view: View, told: Sequence[Told]) -> None:
        pairs = sorted(((make_row(one), one) for one in told), key=lambda pair: sort_day(pair[0]))
        self._view = view
        self._told = tuple(one for _, one in pairs)
        self._rows = tuple(row for row, _ in pairs)

    @overload
    def __getitem__(self, index: int) -> EventRow: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[EventRow]: ...
    def __getitem__(self, index: int | slice) -> EventRow | Sequence[EventRow]:
        return self._rows[index]

    def __len__(self) -> int:
        return len(self._rows)

    def __repr__(self) -> str:
        return f"<{len(self)} events>" if len(self) != 1 else f"<1 event: {self[0].summary}>"

    def to_arrow(self, table: TableName = "events") -> Any:
        """A pyarrow.Table. Needs the extra `tables`: raises UsageError with what to install where it is missing, and for a table
        that is none."""
        if table not in ("events", "claims", "sources"):
            raise UsageError(f"There is no table {table!r}; there are events, claims and sources.")
        try:
            from pyarrow import parquet  # noqa: PLC0415
        except ImportError as error:
            raise UsageError("Tables need the extra: pip install 'dateline[tables]'.") from error
        # The one definition of the columns and their types is the exporter's.
        packed = io.BytesIO()
        context = Context(view=self._view, made=datetime.now(UTC), program=f"dateline {__version__}")
        get_format(f"parquet-{table}").write(self._told, packed, context, lambda _: None)
        packed.seek(0)
        found: Any = parquet
        return found.read_table(packed).replace_schema_metadata(None)

    def to_pandas(self, table: TableName = "events") -> Any:
        """A pandas.DataFrame of Arrow-backed columns, so that a count that is not known stays <NA> and whole.

        Needs the extra `tables` and pandas: raises UsageError with what to install.
        """
        found = self.to_arrow(table)
        try:
            import pandas as pd  # noqa: PLC0415
        except ImportError as error:
            raise UsageError("A DataFrame of pandas needs pandas: pip install 'dateline[tables]' pandas.") from error
        mapped: Any = pd
        return found.to_pandas(types_mapper=mapped.ArrowDtype)

    def to_polars(self, table: TableName = "events") -> Any:
        """A polars.DataFrame. Needs the extra `tables` and polars: raises UsageError with what to install."""
        found = self.to_arrow(table)
        try:
            import polars as pl  # noqa: PLC0415
        except ImportError as error:
            raise UsageError("A DataFrame of polars needs polars: pip install 'dateline[tables]' polars.") from error
        made: Any = pl
        return made.from_arrow(found)
