"""export: the events of a ledger that fit -> a file in a format, and what the format could not carry."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

from dateline import __version__, desk
from dateline.api._filter import Filters, make_filter
from dateline.errors import UsageError
from dateline.exports import Loss, get_format

if TYPE_CHECKING:
    from dateline.api._ledger import Ledger
    from dateline.desk import Exported


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A file that was written: how many records of how many events, its SHA-256, and what the format could not carry."""

    path: Path
    done: Exported
    losses: tuple[Loss, ...]

    @property
    def records(self) -> int:
        return self.done.records


def export(ledger: Ledger, format: str, path: str | Path, **filters: Unpack[Filters]) -> Written:
    """Writes the events that fit in a format: "acled", "csv-events", "geojson", "parquet-claims" … (`dateline export --list`).

    The file appears when it is whole; one of that name is replaced. A ledger that may be written tells of the export in its log.
    Raises UsageError for an unknown format or filter, for a missing extra (it names it) and where the file cannot be written.
    """
    chosen_format = get_format(format)
    chosen = make_filter(filters)
    target = Path(path).expanduser()
    losses: list[Loss] = []
    try:
        number, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    except OSError as error:
        raise UsageError(f"{target} cannot be written ({error.strerror}).") from error
    try:
        with os.fdopen(number, "wb") as out:
            done = desk.export(
                ledger.book,
                chosen_format,
                out,
                note=losses.append,
                made=datetime.now(UTC),
                program=f"dateline {__version__}",
                who=ledger.who,
                chosen=chosen,
                as_of=ledger.moment,
                log=not ledger.is_read_only,
            )
        os.chmod(name, 0o666 & ~_umask())  # noqa: PTH101
        os.replace(name, target)  # noqa: PTH105
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return Written(path=target, done=done, losses=tuple(losses))


def _umask() -> int:
    """What a file that is made in the usual way would not be allowed; reading it means setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
