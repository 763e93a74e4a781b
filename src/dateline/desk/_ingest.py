"""ingest: dossiers -> the ledger: saved, compared with the few that could be of the same events, and gathered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING, Final

import msgspec

from dateline.desk._beside import find_beside
from dateline.desk._gather import JOINING, gather
from dateline.errors import Deleted
from dateline.ledger import StoredProfile, list_refs, prepare, revision_id
from dateline.linking import Profile, Scorer, block_keys, make_side, profile_events
from dateline.model import FieldMatch, Link

if TYPE_CHECKING:
    from dateline.ledger import Custody, Ledger, Saved, View
    from dateline.linking import Side
    from dateline.model import Dossier, EventRef, LinkedEvent

# Of those that share a key the likeliest are compared, as many as `linking.Index` compares.
MOST_COMPARED: Final = 16
# As many are asked for, to see which of the shared keys are rare.
MOST_ASKED: Final = 64
# An event without a single link above this can join nothing: none of its links is recorded.
WORTH_KEEPING: Final = 0.2
# A later text of the same document tells the same act where type and words agree by this much.
SAME_WORDS: Final = 0.6
_SAME_TEXT: Final = 0.98


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """A dossier to be saved, with how its text was obtained and what its events are compared by."""

    dossier: Dossier
    custody: Custody
    profiles: tuple[StoredProfile, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What came of one dossier. `joined` are events that others had told before and that it tells too."""

    saved: Saved
    events: tuple[LinkedEvent, ...]
    joined: tuple[str, ...]


def encode_profiles(dossier: Dossier) -> tuple[StoredProfile, ...]:
    """What the ledger keeps to compare a dossier's events by."""
    revision = revision_id(dossier.document)
    refs = list_refs(dossier, revision)
    found: dict[EventRef, StoredProfile] = {}
    for ref, made in zip(refs, profile_events(dossier, revision=revision), strict=True):
        profile = replace(made, ref=ref)  # the ledger's name for it, should the two ever differ
        found.setdefault(ref, StoredProfile(ref=ref, data=msgspec.msgpack.encode(profile), keys=block_keys(profile)))
    return tuple(found.values())


def decode_profile(stored: StoredProfile) -> Profile:
    """Raises msgspec.MsgspecError for one of another version."""
    return msgspec.msgpack.decode(stored.data, type=Profile)


@cache
def load_scorer() -> Scorer:
    """The scorer that is installed, read once."""
    return Scorer.load()


def ingest(ledger: Ledger, coded: Sequence[Coded], *, by: str = "dateline", again: bool = False) -> tuple[Kept, ...]:
    """Saves all of them in one transaction, then links and gathers; for each event the work has a bound.

    When this returns all of it is recorded; where it is interrupted, what was saved stays and `relink` does the rest. `again`
    takes back documents that were deleted. Raises LedgerError, UsageError.
    """
    ready = [prepare(one.dossier, one.custody, one.profiles) for one in coded]
    with ledger.writer() as writer:
        saved = writer.save_all(ready, again=again)
    view = ledger.view()
    linked = view.linked_ids([ref for one in saved for ref in one.refs])
    fresh = [
        (one, result)
        for one, result in zip(coded, saved, strict=True)
        if result.is_new or result.is_recoded or any(ref not in linked for ref in result.refs)
    ]
    links = list(_link_all(view, fresh))
    links += find_beside(view, links)
    if links:
        with ledger.writer() as writer:
            writer.save_links(links, by=by)
    touched = [ref for _, result in fresh for ref in result.refs]
    # Another text of a document changes what the events of the text before come to, though it may not tell them.
    touched += [ref for result in saved if result.previous for ref in (*_refs_of(view, result.previous), *result.refs)]
    touched = list(dict.fromkeys(touched))
    events = gather(ledger, touched, by=by) if touched else ()
    of = {ref: event for event in events for ref in event.members}
    new = {ref for _, result in fresh for ref in result.refs}
    return tuple(_tell_kept(result, of, new) for result in saved)


def _tell_kept(saved: Saved, of: dict[EventRef, LinkedEvent], new: set[EventRef]) -> Kept:
    mine = tuple({of[ref].id: of[ref] for ref in saved.refs if ref in of}.values())
    joined = tuple(
        event.id
        for event in mine
        if event.members[0] not in saved.refs
        and {ref.revision for ref in event.members} - {saved.revision, saved.previous}
    )
    del new
    return Kept(saved=saved, events=mine, joined=joined)


def _refs_of(view: View, revision: str) -> tuple[EventRef, ...]:
    try:
        return list_refs(view.dossier(revision), revision)
    except Deleted:
        return ()


def _link_all(view: View, fresh: Sequence[tuple[Coded, Saved]]) -> Iterator[Link]:
    """The links of new accounts, each pair once."""
    scorer = load_scorer()
    done: set[frozenset[EventRef]] = set()
    for one, result in fresh:
        same = dict(_match_previous(view, one.dossier, result)) if result.is_new and result.previous else {}
        for stored in one.profiles:
            own = make_side(decode_profile(stored))
            others = _find_others(view, stored, len(one.profiles))
            links = [scorer.join(other, own) for other in others]
            partners = [o for o, link in zip(others, links, strict=True) if link.score >= JOINING]
            if stored.ref in same:
                links = [k for k in links if k.left != same[stored.ref]]
                links.append(_same_text(same[stored.ref], stored.ref))
            if max((k.score for k in links), default=0.0) >= WORTH_KEEPING:
                links += _between(view, scorer, partners)
                for link in links:
                    pair = frozenset((link.left, link.right))
                    if pair not in done:
                        done.add(pair)
                        yield link


def _find_others(view: View, stored: StoredProfile, own: int) -> list[Side]:
    """The likeliest events of other texts, those with the rarest shared keys first, as `linking.Index` has them.

    Events of the same text share most keys, so as many more are asked for.
    """
    asked = view.candidates(stored.keys, most=MOST_ASKED + own)
    found = [candidate for candidate in asked if candidate.ref.revision != stored.ref.revision]
    holders = Counter(key for candidate in found for key in candidate.keys)
    found.sort(
        key=lambda candidate: -sum(1 / (1 + holders[key]) for key in candidate.keys)
    )  # stable: first recorded first
    sides: list[Side] = []
    for candidate in found[:MOST_COMPARED]:
        try:
            sides.append(make_side(decode_profile(candidate)))
        except msgspec.MsgspecError:
            continue  # of another version of linking: `relink` makes it anew
    return sides


def _between(view: View, scorer: Scorer, partners: Sequence[Side]) -> Iterator[Link]:
    """Links between those that a newcomer may bring together, where they share a key and were not compared before."""
    if len(partners) < 2:
        return
    refs = [side.profile.ref for side in partners]
    known = {frozenset((link.left, link.right)) for link in view.links(refs)}
    keys = {side.profile.ref: set(block_keys(side.profile)) for side in partners}
    for a, b in combinations(partners, 2):
        left, right = a.profile.ref, b.profile.ref
        if left.revision != right.revision and frozenset((left, right)) not in known and keys[left] & keys[right]:
            yield scorer.join(a, b)


def _match_previous(view: View, dossier: Dossier, saved: Saved) -> Iterator[tuple[EventRef, EventRef]]:
    """Events of the document's text before that are told in nearly the same words: new account -> old account."""
    assert saved.previous is not None
    try:
        before = view.dossier(saved.previous)
    except Deleted:
        return  # the document was taken back with another text
    old = list(zip(list_refs(before, saved.previous), before.events, strict=True))
    pairs: list[tuple[float, EventRef, EventRef]] = []
    for ref, event in zip(saved.refs, dossier.events, strict=True):
        for other, earlier in old:
            if event.type == earlier.type and event.mentions and earlier.mentions:
                likeness = max(
                    SequenceMatcher(None, a.quote, b.quote, autojunk=False).ratio()
                    for a in event.mentions[:3]
                    for b in earlier.mentions[:3]
                )
                if likeness >= SAME_WORDS:
                    pairs.append((-likeness, ref, other))
    taken: set[EventRef] = set()
    for _, ref, other in sorted(pairs):
        if ref not in taken and other not in taken:
            taken |= {ref, other}
            yield ref, other


def _same_text(earlier: EventRef, later: EventRef) -> Link:
    why = FieldMatch(
        field="document", left="the earlier text", right="the later text, in nearly the same words", weight=4.0
    )
    return Link(kind="same-event", left=earlier, right=later, score=_SAME_TEXT, because=(why,))
