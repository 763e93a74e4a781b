"""Relations between the events of one document, where the text's own words give them."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, Final

from dateline.model import Relation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dateline.coding._draft import Draft
    from dateline.model import Document, Reading, RelationKind

_RESPONSE: Final = re.compile(
    r"\b(?:in (?:response|retaliation|reaction|reply|revenge)(?: to| for)?|in protest (?:at|against|over)|to avenge|avenging|"
    r"in the wake of|retaliat\w+ for|condemn\w*|denounc\w*|welcom\w*)\b",
    re.I,
)
_AFTER: Final = re.compile(
    r"\b(?:after|following|since|came a day after|came hours after|days after|hours after)\b", re.I
)
_BEFORE: Final = re.compile(
    r"\b(?:before|ahead of|prior to|prompting|prompted|triggering|triggered|sparking|sparked|leading to|led to)\b", re.I
)
# Who condemns or praises an act answers it; who demands or threatens one names what is still to come.
_ANSWERS: Final = frozenset(("ACCUSE", "SUPPORT"))
# Characters between two triggers for the words between them to speak of both, and words between an act of speech and
# what it is about. Set by reading training articles.
NEAR: Final = 90
OBJECT_REACH: Final = 4


def relate(
    document: Document, reading: Reading, drafts: Sequence[Draft], ids: Sequence[str]
) -> dict[int, tuple[Relation, ...]]:
    """Number of an event -> its relations; each pair of events is related once."""
    owner = {number: n for n, draft in enumerate(drafts) for number in draft.triggers}
    order = sorted(owner, key=lambda number: reading.triggers[number].start)
    found: dict[int, list[Relation]] = {}
    seen: set[frozenset[int]] = set()

    def add(first: int, kind: RelationKind, second: int) -> None:
        pair = frozenset((first, second))
        if first != second and pair not in seen:
            seen.add(pair)
            found.setdefault(first, []).append(Relation(kind=kind, event=ids[second]))

    for left, right in itertools.pairwise(order):
        a, b = reading.triggers[left], reading.triggers[right]
        if a.sentence != b.sentence or b.start - a.end > NEAR or b.start <= a.end:
            continue
        words = document.text[a.start : b.start]
        one, two = owner[left], owner[right]
        if _RESPONSE.search(words) or (
            drafts[one].type in _ANSWERS
            and drafts[two].type not in _ANSWERS
            and drafts[two].realis == "actual"
            and len(document.text[a.end : b.start].split()) <= OBJECT_REACH
        ):
            add(one, "response-to", two)
        elif _AFTER.search(words):
            add(one, "follows", two)
        elif _BEFORE.search(words):
            add(two, "follows", one)
    return {number: tuple(relations) for number, relations in found.items()}
