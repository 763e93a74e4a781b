"""score_muc4: the program's templates for the messages of a folder against its keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dateline.documents import from_text
from dateline.evaluation._result import Fault, Result
from dateline.evaluation.muc4._case import Words, restore_case
from dateline.evaluation.muc4._compose import make_templates
from dateline.evaluation.muc4._read import read_folder
from dateline.evaluation.muc4._scoring import Pair, Tally, add_up, score_message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from dateline.evaluation.muc4._template import Template
    from dateline.model import Document, Dossier

TASK: Final = "muc4"


def score_muc4(
    folder: Path, read: Callable[[Document], Dossier], *, progress: Callable[[int, int, str], None] | None = None
) -> Result:
    """The figures of the row ALL TEMPLATES, and F of each slot in it, over the messages of `folder`.

    A message is read with its day of publication, its header cut off and small letters restored; where there are
    test messages, those of the development set are left out.
    """
    items = read_folder(folder)
    words = Words.load()
    pairs: list[Pair] = []
    for number, item in enumerate(items, start=1):
        message = item.message
        given: tuple[Template, ...] = ()
        if any(map(str.isalpha, message.text)):
            text = restore_case(message.text, words)
            document = from_text(text, id=message.id, published=message.published, language="en")
            given = make_templates(message, read(document), words)
        pairs += score_message(item.keys, given)
        if progress:
            progress(number, len(items), message.id)
    slots = add_up(pairs)
    total = sum(slots.values(), Tally())
    figures = {"f": total.f, "precision": total.precision, "recall": total.recall}
    figures |= {f"{name}_f": tally.f for name, tally in slots.items()}
    return Result(
        task=TASK, items=len(items), figures=figures, faults=tuple(fault for p in pairs for fault in _faults(p))
    )


def _faults(pair: Pair) -> Iterator[Fault]:
    """What is missing, spurious, or wrong in a slot of a pair."""
    if not pair.key or not pair.given:
        one = pair.key or pair.given
        assert one is not None
        said = _show(one, "inc_type", "inc_date", "inc_loc", "hum_tgt_name", "hum_tgt_desc", "phys_tgt_id")
        kind = "missing" if pair.key else "spurious"
        yield Fault(item_id=one.message_id, kind=kind, wanted=said if pair.key else "", given="" if pair.key else said)
        return
    for name, tally in pair.tallies.items():
        if tally.correct < max(tally.possible, tally.actual):
            yield Fault(
                item_id=pair.key.message_id, kind=name, wanted=_show(pair.key, name), given=_show(pair.given, name)
            )


def _show(template: Template, *names: str) -> str:
    return "; ".join(
        " / ".join(": ".join((fill.value, *fill.tags[:1])) for fill in filler.fills)
        for name in names
        for filler in template.slots.get(name, ())
    )
