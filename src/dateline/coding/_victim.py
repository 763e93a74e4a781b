"""A named person dies once: groups of triggers that tell the same death are one event."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import numpy as np

from dateline.coding._slot import same_name
from dateline.model import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dateline.coding._grounding import Grounding
    from dateline.model import Document, Party, Reading

# Least score of a person as the target of a word for a death: a little above what the target slot itself asks. Not tuned.
VICTIM: Final = 0.4
ALIKE: Final = (
    0.25  # least same-event probability of an attack and a death in one sentence: an abduction is another event
)
_DEATH: Final = re.compile(
    r"\b(?:kill|slain|slay|assassinat|murder|death|dead|dies?\b|died\b|execut|martyr|gunned|beheaded|lynch)", re.I
)
_TARGET: Final = label.ROLES.index("target")
_ASSAULT: Final = label.EVENT_TYPES.index("ASSAULT")
_ACTUAL: Final = label.REALIS.index("actual")


def join_deaths(
    document: Document, reading: Reading, groups: Sequence[list[int]], grounding: Grounding
) -> list[list[int]]:
    """The same groups, those of ASSAULT that tell the death of the same person joined, in order of first trigger.

    A group tells it by a word for a death, or by an attack on the person in the sentence of such a word.
    """
    victims = [_victims(document, reading, group, grounding) for group in groups]
    told = [(n, who) for group, found in zip(groups, victims, strict=True) for who in found for n in group]
    for number, group in enumerate(groups):
        if told and not victims[number]:
            victims[number] = [
                who
                for who in _persons(reading, group, grounding)
                if any(_same(who, other) and _near(reading, n, group) for n, other in told)
            ]
    joined: list[tuple[list[int], list[Party]]] = []
    for group, found in zip(groups, victims, strict=True):
        twin = next((row for row in joined if any(_same(a, b) for a in row[1] for b in found)), None)
        if twin is None:
            joined.append((list(group), list(found)))
        else:
            twin[0].extend(group)
            twin[1].extend(found)
    return sorted((sorted(group) for group, _ in joined), key=lambda group: group[0])


def _same(a: Party, b: Party) -> bool:
    return same_name(a.name, a.actor_id, b.name, b.actor_id)


def _near(reading: Reading, trigger: int, group: Sequence[int]) -> bool:
    return any(
        reading.triggers[n].sentence == reading.triggers[trigger].sentence and reading.same[n, trigger] >= ALIKE
        for n in group
    )


def _victims(document: Document, reading: Reading, group: Sequence[int], grounding: Grounding) -> list[Party]:
    deadly = [
        n
        for n in group
        if _DEATH.match(document.text, reading.triggers[n].start)
        and reading.triggers[n].realis[_ACTUAL] == max(reading.triggers[n].realis)
    ]
    return _persons(reading, deadly, grounding)


def _persons(reading: Reading, group: Sequence[int], grounding: Grounding) -> list[Party]:
    """The persons whom some trigger of an attack has for its target."""
    found: list[Party] = []
    for number in group:
        types = reading.triggers[number].types
        if types[_ASSAULT] < max(types):
            continue
        for row in np.flatnonzero(reading.roles[number, :, _TARGET] >= VICTIM).tolist():
            mention = reading.mentions[row]
            if mention.layer == "party" and grounding.is_person(mention.start, mention.end):
                found.append(grounding.party(mention.start, mention.end))
    return found
