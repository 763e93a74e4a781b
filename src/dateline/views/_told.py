"""Told: everything that the ledger holds of one event, as one value that pages are made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from dateline.model import Account, Dispute, EventRef, Judgement, Link, LinkedEvent, Origin, Status, TollEntry
    from dateline.views._correction import Correction


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One event. `accounts` are what counts: of each document the text that was obtained last; where no such text tells it
    any more, those of the last texts that did (`is_dropped`).

    `earlier` are accounts of texts that were replaced; they count for the history of tolls only. `documents` maps the id of a
    text to that of its document. `left_out` accounts were too many to weigh. `links` are those between its accounts.
    `accounts` hold what people corrected in place of what was read; `corrections` tell both.
    """

    linked: LinkedEvent
    accounts: tuple[Account, ...]
    earlier: tuple[Account, ...]
    is_dropped: bool
    documents: Mapping[str, str]
    origins: tuple[Origin, ...]
    tolls: tuple[TollEntry, ...]
    disputes: tuple[Dispute, ...]
    statuses: tuple[Status, ...]
    judgements: tuple[Judgement, ...]
    grades: Mapping[str, str]
    links: tuple[Link, ...] = ()
    left_out: int = 0
    corrections: tuple[Correction, ...] = ()

    @property
    def lead(self) -> Account:
        """The account that the page is headed by: the surest, then the earliest of equals."""
        return max(self.accounts, key=_fullness)

    @property
    def is_rejected(self) -> bool:
        """Whether a person said of every account that counts that it is no such event, and nobody took that back later."""
        last: dict[EventRef, str] = {}
        for judgement in sorted(self.judgements, key=lambda j: j.at):
            if is_verdict(judgement):
                last |= dict.fromkeys(judgement.events, judgement.kind)
        return all(last.get(account.ref) == "reject" for account in self.accounts)

    @property
    def recorded(self) -> datetime:
        """When its first account was recorded."""
        return min(account.recorded for account in (*self.accounts, *self.earlier))


def is_verdict(judgement: Judgement) -> bool:
    """Whether it accepts or rejects an event, or says that neither holds any more."""
    return judgement.kind in ("accept", "reject") or (judgement.kind == "restore" and not judgement.slot)


def _fullness(account: Account) -> tuple[bool, float]:
    event = account.event
    slots = (event.when, event.where, event.actors, event.targets, event.weapon, event.casualties)
    told = sum(1 for slot in slots if slot)
    return event.ground != "background", told / len(slots) + event.confidence
