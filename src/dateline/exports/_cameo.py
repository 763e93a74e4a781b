"""cameo: dyads in CSV: who did what to whom on which day, in CAMEO's codes, with the words that name the act."""

from __future__ import annotations

import csv
import io
from itertools import product
from typing import TYPE_CHECKING, Final

from dateline.exports._actor_code import encode_actor
from dateline.exports._country import find_scale
from dateline.exports._known import is_taken_back, know, note_missing, note_span, note_unwritten
from dateline.exports._tab import clean
from dateline.exports._value import Format, Loss

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import BinaryIO

    from dateline.exports._known import Known
    from dateline.exports._value import Context
    from dateline.views import Told

COLUMNS: Final = (
    "date", "source", "target", "cameo", "goldstein", "quad", "trigger", "source_name", "target_name", "event_id",
)  # fmt: skip
# What a table program takes for the beginning of a formula; such a cell gets an apostrophe, which makes it text.
_FORMULA: Final = ("=", "+", "-", "@")


def write(events: Iterable[Told], out: BinaryIO, context: Context, note: Callable[[Loss], None]) -> int:
    out.write(_line(COLUMNS))
    written = 0
    for told in events:
        known = know(told, context.view)
        if is_taken_back(known, note):
            continue
        if known.lead.codes.cameo is None:
            what = known.row.type if known.row.realis == "actual" else f"{known.row.type} that is {known.row.realis}"
            note_unwritten(known, note, "event", f"CAMEO has no code for {what}")
            continue
        for row in _rows(known):
            out.write(_line(row))
            written += 1
        if known.when is None:
            note(Loss(event=known.id, field="when", why="the date is empty: none is known"))
        note_span(known, note)
        note_missing(known, note, ("claims", "disputes", "judgements", "reports", "status", "tolls", "weapon"))
    return written


def _rows(known: Known) -> Iterator[tuple[object, ...]]:
    """A row for each pair of the two sides; an unknown side is empty."""
    code = known.lead.codes.cameo
    assert code is not None
    scale = find_scale(code)
    triggers = dict.fromkeys(mention.trigger.text for mention in known.lead.mentions)
    for source, target in product(known.who or (None,), known.whom or (None,)):
        yield (
            known.when.earliest.isoformat() if known.when else "",
            encode_actor(source) if source else "",
            encode_actor(target) if target else "",
            code,
            "" if scale.goldstein is None else scale.goldstein,
            scale.quad,
            _guard("; ".join(triggers)),
            _guard(source.name) if source else "",
            _guard(target.name) if target else "",
            known.id,
        )


def _guard(text: str) -> str:
    text = " ".join(clean(text).split())
    return f"'{text}" if text.startswith(_FORMULA) else text


def _line(row: Iterable[object]) -> bytes:
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(row)
    return line.getvalue().encode()


FORMAT: Final = Format(
    name="cameo",
    title="Who did what to whom in CAMEO codes, a pair a row (CSV)",
    suffix=".csv",
    media_type="text/csv",
    write=write,
)
