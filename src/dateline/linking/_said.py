"""Said: a value of a slot as one account gives it, and values as a dispute lays them side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dateline.linking._clause import sentences_of
from dateline.model import SlotValue

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dateline.linking._teller import Teller
    from dateline.model import Account, EventRef


class Said(NamedTuple):
    """A value of a slot as one statement or account gives it, in these words."""

    value: str
    account: EventRef
    quote: str
    teller: Teller | None


def set_beside(said: Iterable[Said]) -> tuple[SlotValue, ...]:
    """The values in order of the first that gives each; accounts and quotes of a value go together."""
    by_value: dict[str, list[Said]] = {}
    for one in said:
        if one not in by_value.setdefault(one.value, []):
            by_value[one.value].append(one)
    return tuple(
        SlotValue(value=value, accounts=tuple(s.account for s in ones), quotes=tuple(s.quote for s in ones))
        for value, ones in by_value.items()
    )


def whole_sentence(account: Account, at: int) -> str:
    (start, end), *_ = sentences_of(account.document.text, at, at + 1) or ((0, 0),)
    return " ".join(account.document.text[start:end].split())
