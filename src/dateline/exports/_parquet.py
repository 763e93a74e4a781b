"""The tables of events, claims and sources as Apache Parquet, each column with its type; needs the extra `tables`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from dateline.errors import UsageError
from dateline.exports._table import each_row
from dateline.exports._value import Context, Format, Loss

if TYPE_CHECKING:
    from dateline.exports._table import Table
    from dateline.views import Told

EXTRA: Final = "tables"
# Rows that are held before they are written: some megabytes of claims, and enough for compression to pay.
_GROUP: Final = 4_000


def make_parquet(table: Table) -> Format:
    """The table as a Parquet format."""

    def write(events: Iterable[Told], out: BinaryIO, context: Context, note: Callable[[Loss], None]) -> int:
        pa, parquet = _load()
        kinds: dict[str, Any] = {
            "text": pa.string(),
            "integer": pa.int64(),
            "number": pa.float64(),
            "truth": pa.bool_(),
            "day": pa.date32(),
            "time": pa.timestamp("us", tz="UTC"),
        }
        made = {"dateline": context.program, "made": context.made.isoformat()}
        schema = pa.schema([(c.name, kinds[c.kind]) for c in table.columns], metadata=made)
        written = 0
        with parquet.ParquetWriter(pa.output_stream(out), schema, compression="zstd") as writer:
            rest = each_row(table, events, context, note)
            while rows := tuple(islice(rest, _GROUP)):
                columns = [
                    pa.array(values, type=field.type)
                    for values, field in zip(zip(*rows, strict=True), schema, strict=True)
                ]
                writer.write_table(pa.Table.from_arrays(columns, schema=schema))
                written += len(rows)
        return written

    return Format(
        name=f"parquet-{table.name}",
        title=f"{table.title}, as Parquet",
        suffix=".parquet",
        media_type="application/vnd.apache.parquet",
        write=write,
        extra=EXTRA,
    )


def _load() -> tuple[Any, Any]:
    try:
        import pyarrow as pa  # noqa: PLC0415
        from pyarrow import parquet  # noqa: PLC0415
    except ImportError as error:
        raise UsageError("Parquet needs the extra: pip install 'dateline[tables]'.") from error
    return pa, parquet
