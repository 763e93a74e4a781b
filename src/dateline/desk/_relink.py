"""relink: all events linked and gathered anew, from what they are compared by."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import msgspec

from dateline.desk._beside import find_beside
from dateline.desk._gather import join_all, save
from dateline.desk._ingest import WORTH_KEEPING, decode_profile, encode_profiles, load_scorer
from dateline.linking import Index, cluster, settle_links

if TYPE_CHECKING:
    from dateline.ledger import Ledger, View
    from dateline.linking import Profile
    from dateline.model import EventRef, Link, LinkedEvent

_CHUNK: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Relinked:
    """What came of it: how many accounts, links and events there are, and how many accounts changed their event."""

    accounts: int
    links: int
    events: int
    shared: int
    moved: int


def relink(ledger: Ledger, *, by: str, tick: Callable[[int], None] = lambda _: None) -> Relinked:
    """Compares and gathers all anew; judgements hold. `tick` is told how many accounts are done. Raises LedgerError."""
    view = ledger.view()
    index, scorer = Index(), load_scorer()
    refs: list[EventRef] = []
    links: list[Link] = []
    for profile in _profiles(ledger, view, by=by):
        refs.append(profile.ref)
        found = index.link(profile, scorer)
        if max((link.score for link in found), default=0.0) >= WORTH_KEEPING:
            links += found
        index.add(profile)
        if len(refs) % _CHUNK == 0:
            tick(len(refs))
    links += _of_revisions(view, refs, {frozenset((k.left, k.right)) for k in links})
    links += list(find_beside(view, links))
    with ledger.writer() as writer:
        for at in range(0, len(links), _CHUNK):
            writer.save_links(links[at : at + _CHUNK], by=by)
    before = {
        ref: event
        for at in range(0, len(refs), _CHUNK)
        for ref, event in view.linked_ids(refs[at : at + _CHUNK]).items()
    }
    events = tuple(_cluster_all(ledger.view(), refs, links))
    save(ledger, events, {}, by=by)
    after = {ref: event.id for event in events for ref in event.members}
    return Relinked(
        accounts=len(refs),
        links=len(links),
        events=len(events),
        shared=sum(1 for event in events if len({ref.revision for ref in event.members}) > 1),
        moved=sum(1 for ref, event in after.items() if before.get(ref, event) != event),
    )


def _profiles(ledger: Ledger, view: View, *, by: str) -> Iterator[Profile]:
    """The profile of each event that counts, in the order of recording; made anew where it is missing or of another version."""
    chunk: list[EventRef] = []
    for ref in view.refs():
        chunk.append(ref)
        if len(chunk) == _CHUNK:
            yield from _of_chunk(ledger, view, chunk, by=by)
            chunk = []
    yield from _of_chunk(ledger, view, chunk, by=by)


def _of_chunk(ledger: Ledger, view: View, refs: list[EventRef], *, by: str) -> Iterator[Profile]:
    found: dict[EventRef, Profile] = {}
    for stored in view.profiles(refs):
        try:
            found[stored.ref] = decode_profile(stored)
        except msgspec.MsgspecError:
            continue
    stale = sorted({ref.revision for ref in refs if ref not in found})
    for revision in stale:
        made = [one for one in encode_profiles(view.dossier(revision)) if one.ref in set(refs)]
        with ledger.writer() as writer:
            writer.save_profiles(made, by=by)
        found |= {one.ref: decode_profile(one) for one in made}
    yield from (found[ref] for ref in refs if ref in found)


def _of_revisions(view: View, refs: list[EventRef], known: set[frozenset[EventRef]]) -> Iterator[Link]:
    """The links between texts of one document, which were found by their words and not by their profiles."""
    for at in range(0, len(refs), _CHUNK):
        for link in view.links(refs[at : at + _CHUNK], least=0.5):
            pair = frozenset((link.left, link.right))
            if pair not in known and any(reason.field == "document" for reason in link.because):
                known.add(pair)
                yield link


def _cluster_all(view: View, refs: list[EventRef], links: list[Link]) -> Iterator[LinkedEvent]:
    judgements = view.judgements()
    order = {ref: n for n, ref in enumerate(refs)}
    by_ref: dict[EventRef, list[Link]] = {}
    for link in links:
        by_ref.setdefault(link.left, []).append(link)
        by_ref.setdefault(link.right, []).append(link)
    for group in join_all(refs, links, judgements):
        ordered = sorted(group, key=order.__getitem__)
        inside = {frozenset((k.left, k.right)): k for ref in ordered for k in by_ref.get(ref, ())}
        accounts = list(view.accounts_of(ordered)) if len(ordered) > 1 else []
        yield from cluster(ordered, settle_links(accounts, list(inside.values())), judgements)
