"""derive_statuses: what is known of an event and of each of its slots, by rule, with the derivation in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dateline.linking._origin import quotations
from dateline.linking._rule import Case, count, decide, find_holders, name_all, verb
from dateline.linking._statement import Statement, state, told_at
from dateline.linking._support import Support, support
from dateline.linking._teller import count_houses, knows
from dateline.linking._word import weigh
from dateline.model import Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dateline.model import Account, Dispute, Origin, StatusName

SLOTS: Final = ("event", "actor", "target", "weapon", "when", "where", "casualties", "cause")


def derive_statuses(
    accounts: Sequence[Account],
    origins: Sequence[Origin],
    disputes: Sequence[Dispute],
    *,
    grades: Mapping[str, str] | None = None,
) -> tuple[Status, ...]:
    """The statuses of one event: the event first, then its slots, then the particulars that are in dispute or quoted.

    Independent are tellers of different houses; an article's own voice counts as a report and never as one who knows, and
    articles that carry one wire's words count once. `grades` maps names of tellers to the Admiralty's A to F.
    """
    accounts = sorted(accounts, key=told_at)
    statements = state(accounts)
    found: list[Status] = []
    for slot in _slots(accounts, statements):
        behind = support(slot, accounts, statements, origins, grades or {})
        found.append(_judge(Case(support=behind, accounts=accounts, statements=statements, disputes=disputes)))
    found += _particulars(statements, disputes)
    return tuple(found)


def _slots(accounts: Sequence[Account], statements: Sequence[Statement]) -> tuple[str, ...]:
    """The event, and each slot that is filled or that a claim is about."""
    about = {slot for s in statements for slot in s.claim.about}
    for account in accounts:
        event = account.event
        filled = {
            "actor": event.actors, "target": event.targets, "weapon": event.weapon, "when": event.when,
            "where": event.where, "casualties": event.casualties,
        }  # fmt: skip
        about |= {slot for slot, value in filled.items() if value}
    return tuple(slot for slot in SLOTS if slot == "event" or slot in about)


def _judge(case: Case) -> Status:
    behind = case.support
    status, why = decide(case)
    if behind.distrusted:
        why += f" Not counted, for their grade: {', '.join(behind.distrusted)}."
    return Status(slot=behind.slot, status=status, why=why, credibility=_credit(status, behind), origins=behind.houses)


def _particulars(statements: Sequence[Statement], disputes: Sequence[Dispute]) -> Iterator[Status]:
    """A status for each particular in dispute, and for each cause that somebody is quoted with."""
    for dispute in disputes:
        if ":" in dispute.slot:
            values = " or ".join(value.value for value in dispute.values)
            words = "; ".join(f"“{value.quotes[0]}”" for value in dispute.values)
            why = f"The reports differ: {values}. {words}"
            known = [t for v in dispute.values for t in find_holders(v.quotes, v.accounts, statements)]
            yield Status(slot=dispute.slot, status="disputed", why=why, credibility=4, origins=count_houses(known))
    seen: set[tuple[str, ...]] = set()
    for s in statements:
        if "cause" not in s.claim.about or not s.chain:
            continue
        for quotation in quotations(s.words):
            if quotation in seen or not any(weigh(word) >= 3.0 for word in quotation):
                continue
            seen.add(quotation)
            said = [o for o in statements if o.teller and quotation in quotations(o.words)]
            tellers = [o.teller for o in said if o.teller]
            houses = count_houses([t for t in tellers if knows(t)])
            status: StatusName = "corroborated" if houses > 1 else "claimed"
            texts = len({o.ref.event.revision for o in said})
            yield Status(
                slot=f"cause: {' '.join(quotation)}",
                status=status,
                why=f"{name_all(tellers)} {verb(tellers, 'say', 'says')} so; {count(texts, 'report')} of it.",
                credibility=3 if houses == 1 else 2 if houses else 6,
                origins=houses,
            )


def _credit(status: StatusName, s: Support) -> int:
    """The Admiralty's credibility of the information, 1 confirmed by others to 6 cannot be judged."""
    if status == "confirmed":
        return 1 if s.houses > 1 else 2
    if status == "corroborated":
        return 2 if s.houses > 1 else 3
    if status == "disputed":
        return 4
    if status in ("denied", "retracted"):
        return 5
    if status in ("only analysed", "only remembered"):
        return 6
    return 3 if s.flat or s.soft else 6
