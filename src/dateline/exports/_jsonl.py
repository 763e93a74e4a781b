"""jsonl: the whole ledger without loss, to be read again by `dateline import`; see `dateline.ledger._dump` for its lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, BinaryIO, Final

from dateline.exports._value import Context, Format, Loss

if TYPE_CHECKING:
    from dateline.views import Told


def write(events: Iterable[Told], out: BinaryIO, context: Context, note: Callable[[Loss], None]) -> int:
    del events, note
    written = 0
    for line in context.view.dump(program=context.program):
        out.write(line)
        written += 1
    return written


FORMAT: Final = Format(
    name="jsonl",
    title="The whole ledger without loss, to be read again by `dateline import`",
    suffix=".jsonl",
    media_type="application/jsonl",
    write=write,
    whole=True,
)
