"""tell: one linked event of a view -> everything that is known of it, put together and derived anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from dateline.errors import LedgerError
from dateline.ledger import document_id
from dateline.linking import compare_revisions, derive_statuses, find_disputes, find_origins, list_tolls
from dateline.model import Status
from dateline.ontology import Ontology
from dateline.views import Told, correct_account

if TYPE_CHECKING:
    from dateline.ledger import View
    from dateline.model import Account, Codes, Dispute, Event, EventRef, Judgement, LinkedEvent, Origin
    from dateline.views import Correction

# Accounts of one event that are weighed together: origins are sought between any two statements, so that the cost grows with
# the square. Of more, the first and the newest are weighed.
MOST_WEIGHED: Final = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class _Weighed:
    """What the accounts of one event come to; the fields are those of `Told`."""

    accounts: tuple[Account, ...]
    earlier: tuple[Account, ...]
    is_dropped: bool
    documents: Mapping[str, str]
    origins: tuple[Origin, ...]
    disputes: tuple[Dispute, ...]
    statuses: tuple[Status, ...]
    left_out: int
    corrections: tuple[Correction, ...]


class Teller:
    """Tells events of one view; what it asks the ledger for many of them it asks once."""

    def __init__(self, view: View) -> None:
        self.view = view
        # What coders of a round answered is not for others' eyes, and decides nothing; see `_double`.
        self.judgements = tuple(judgement for judgement in view.judgements() if not judgement.series)
        self.grades: Mapping[str, str] = {j.source: j.grade for j in self.judgements if j.kind == "grade"}
        self._by_ref: dict[EventRef, list[Judgement]] = {}
        for judgement in self.judgements:
            for ref in judgement.events:
                self._by_ref.setdefault(ref, []).append(judgement)
        self._corrected: dict[str, list[Judgement]] = {}
        for judgement in self.judgements:
            if judgement.kind in ("correct", "restore") and judgement.events:
                self._corrected.setdefault(judgement.events[0].revision, []).append(judgement)
        self._gone: dict[EventRef, bool] = {}
        self._ontology: Ontology | None = None
        self._current: dict[str, str] = {}

    def tell(self, linked: LinkedEvent, *, accounts: Sequence[Account] | None = None, with_links: bool = False) -> Told:
        """All that is known of the event; `accounts` are its members' accounts, where the caller has them already."""
        found = self.view.accounts_of(linked.members) if accounts is None else tuple(accounts)
        weighed = self._weigh(found)
        return Told(
            linked=linked,
            accounts=weighed.accounts,
            earlier=weighed.earlier,
            is_dropped=weighed.is_dropped,
            documents=weighed.documents,
            origins=weighed.origins,
            tolls=list_tolls((*weighed.earlier, *weighed.accounts)),
            disputes=weighed.disputes,
            statuses=weighed.statuses,
            judgements=self._judgements_of(linked, found),
            grades=self.grades,
            links=self._links_of(linked) if with_links else (),
            left_out=weighed.left_out,
            corrections=weighed.corrections,
        )

    def weigh(self, accounts: Sequence[Account]) -> tuple[Status, ...]:
        """The statuses alone of the event that these accounts tell."""
        return self._weigh(tuple(accounts)).statuses

    def correct(self, account: Account) -> tuple[Account, tuple[Correction, ...]]:
        """The account as people corrected it, and what they did."""
        judged = [one for one in self._corrected.get(account.ref.revision, ()) if self._is_of(one.events[0], account)]
        return correct_account(account, judged, recode=self._recode) if judged else (account, ())

    def _is_of(self, ref: EventRef, account: Account) -> bool:
        """Whether a correction is of this account: it has its name, or a newer coding names the event by another of its words."""
        if ref == account.ref:
            return True
        if ref not in self._gone:
            self._gone[ref] = not self.view.accounts_of((ref,))
        return self._gone[ref] and any(
            mention.trigger.start < ref.end and ref.start < mention.trigger.end for mention in account.event.mentions
        )

    def _recode(self, event: Event) -> Codes:
        if self._ontology is None:
            self._ontology = Ontology.load()
        killed = event.casualties.killed if event.casualties else ()
        return self._ontology.codes(
            event.type,
            event.mode,
            weapon_kind=event.weapon.kind if event.weapon else None,
            killed=any(figure.low or figure.high or figure.low is None for figure in killed) if killed else None,
            target_sectors=[party.sector for party in event.targets],
            actor_sectors=[party.sector for party in event.actors],
            realis=event.realis,
        )

    def _weigh(self, read: tuple[Account, ...]) -> _Weighed:
        both = [self.correct(account) for account in read]
        found = tuple(account for account, _ in both)
        documents = {account.ref.revision: document_id(account.document) for account in found}
        current = [a for a in found if self._is_current(a.ref.revision, documents[a.ref.revision])]
        is_dropped = not current
        if is_dropped:
            last = {documents[a.ref.revision]: a.ref.revision for a in sorted(found, key=lambda a: a.recorded)}
            current = [a for a in found if a.ref.revision in last.values()]
        chosen = {a.ref for a in current}
        earlier = tuple(a for a in found if a.ref not in chosen)
        left_out = max(0, len(current) - MOST_WEIGHED)
        if left_out:
            current = [current[0], *current[left_out + 1 :]]
        origins = find_origins(current)
        disputes = find_disputes(current)
        statuses = derive_statuses(current, origins, disputes, grades=self.grades)
        if is_dropped:
            statuses = self._mark_dropped(statuses, current, documents)
        return _Weighed(
            accounts=tuple(current),
            earlier=earlier,
            is_dropped=is_dropped,
            documents=documents,
            origins=origins,
            disputes=disputes,
            statuses=statuses,
            left_out=left_out,
            corrections=tuple(one for _, made in both for one in made if one.account in {a.ref for a in current}),
        )

    def _is_current(self, revision: str, document: str) -> bool:
        if document not in self._current:
            try:
                self._current[document] = self.view.document(document).revision
            except LedgerError:
                self._current[document] = revision  # deleted meanwhile: nothing newer is known
        return self._current[document] == revision

    def _judgements_of(self, linked: LinkedEvent, accounts: Sequence[Account]) -> tuple[Judgement, ...]:
        found = {j.id: j for ref in linked.members for j in self._by_ref.get(ref, ())}
        tellers = {s.name.casefold() for a in accounts for claim in a.event.claims for s in claim.sources}
        found |= {j.id: j for j in self.judgements if j.kind == "grade" and j.source.casefold() in tellers}
        return tuple(sorted(found.values(), key=lambda j: (j.at, j.id)))

    def _links_of(self, linked: LinkedEvent):
        members = set(linked.members)
        return tuple(k for k in self.view.links(linked.members) if k.left in members and k.right in members)

    def _mark_dropped(
        self, statuses: tuple[Status, ...], accounts: Sequence[Account], documents: Mapping[str, str]
    ) -> tuple[Status, ...]:
        """The later text of the only report: taken back where it says so itself, else no longer told."""
        why = "The later text of the only report does not tell it any more."
        taken_back = False
        for account in accounts:
            document = documents[account.ref.revision]
            before, after = self.view.dossier(account.ref.revision), self.view.dossier(self._current[document])
            for change in compare_revisions(before, after):
                if change.slot == "document" and change.kind == "retracted":
                    taken_back, why = True, f"Its only report has been withdrawn: “{change.after}”"
        return tuple(
            (replace(s, status="retracted", credibility=5, why=why) if taken_back else replace(s, why=f"{why} {s.why}"))
            if s.slot == "event"
            else s
            for s in statuses
        )


def tell(view: View, linked: LinkedEvent, *, with_links: bool = True) -> Told:
    """All that is known of one event as of the view."""
    return Teller(view).tell(linked, with_links=with_links)
