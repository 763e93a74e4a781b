"""score_stories: what several reports on one event show together, against stories that people coded."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

import msgspec

from dateline.errors import UsageError
from dateline.evaluation._align import align
from dateline.evaluation._given import read_document, read_given
from dateline.evaluation._match import pair_fills
from dateline.evaluation._record import EventRecord, code_events
from dateline.evaluation._result import Fault, Result, harmonic, per_cent
from dateline.evaluation._story import (
    GoldStory,
    SaidDispute,
    SaidOrigin,
    SaidToll,
    alike_dispute,
    alike_origin,
    alike_toll,
    answer_status,
    count_b3,
    read_stories,
    touches_origin,
)
from dateline.linking import (
    Index,
    Scorer,
    cluster,
    derive_statuses,
    find_disputes,
    find_origins,
    list_tolls,
    name_event,
    profile_events,
    refer,
    settle_links,
)
from dateline.model import Account, LinkedEvent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from dateline.evaluation._reads import Reads
    from dateline.model import Dispute, Dossier, EventRef, Link, Origin, Status, TollEntry

TASK: Final = "stories"
END_TO_END: Final = "end_to_end_"
_START: Final = datetime(2000, 1, 1, tzinfo=UTC)  # the ledger's clock of a test: only the order counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One event as the program knows it from all its accounts."""

    linked: LinkedEvent
    accounts: tuple[Account, ...]
    origins: tuple[Origin, ...]
    tolls: tuple[TollEntry, ...]
    disputes: tuple[Dispute, ...]
    statuses: tuple[Status, ...]


@dataclass(slots=True, kw_only=True)
class _Tally:
    """Sums over the stories: what is right, given and wanted of each figure."""

    right: dict[str, float] = field(default_factory=dict[str, float])
    given: dict[str, float] = field(default_factory=dict[str, float])
    wanted: dict[str, float] = field(default_factory=dict[str, float])

    def add(self, name: str, right: float, given: float, wanted: float) -> None:
        for of, number in ((self.right, right), (self.given, given), (self.wanted, wanted)):
            of[name] = of.get(name, 0.0) + number

    def f1(self, name: str) -> float:
        """In per cent; where nothing is wanted, to say nothing is right."""
        if not self.given.get(name) and not self.wanted.get(name):
            return 100.0
        right = self.right.get(name, 0.0)
        return harmonic(per_cent(right, self.given.get(name, 0.0)), per_cent(right, self.wanted.get(name, 0.0)))


def score_stories(
    folder: Path,
    dossiers: Path,
    opens: Callable[[], Reads] | None = None,
    *,
    progress: Callable[[int, int, str], None] | None = None,
    grouped: bool = False,
) -> Result:
    """The figures of the stories of `folder`, whose articles are `dossiers`/docs and their codings `dossiers`/ann.

    With the codings as the dossiers; then, where `opens` makes a reader, the same figures with what it reads in the texts, their
    names begun with `end_to_end_`. `grouped` takes the gold's clusters in place of the program's, to measure what follows them. Raises UsageError where the gold is missing or malformed.
    """
    stories = read_stories(folder)
    coded = {story.story: _code(story, dossiers) for story in stories}
    figures, faults = _score(stories, coded, coded, grouped=grouped)
    if opens is not None:
        reader = opens()
        read: dict[str, dict[str, Dossier]] = {}
        total, done = sum(len(story.articles) for story in stories), 0
        for story in stories:
            own = read.setdefault(story.story, {})
            for article, dossier in coded[story.story].items():
                own[article] = reader.read(dossier.document)
                done += 1
                if progress:
                    progress(done, total, article)
        more, further = _score(stories, coded, read, grouped=False)
        figures |= {END_TO_END + name: figure for name, figure in more.items()}
        faults += [Fault(item_id=f.item_id, kind=END_TO_END + f.kind, wanted=f.wanted, given=f.given) for f in further]
    return Result(task=TASK, items=len(stories), figures=figures, faults=tuple(faults))


def _code(story: GoldStory, dossiers: Path) -> dict[str, Dossier]:
    """The coded dossiers of a story's articles."""
    found: dict[str, Dossier] = {}
    for article in story.articles:
        coding = dossiers / "ann" / f"{article}.json"
        if not coding.is_file():
            raise UsageError(f"{dossiers}: it has no ann/{article}.json; name the folder of the coded articles.")
        found[article] = read_given(coding, read_document(dossiers / "docs" / f"{article}.json", id=article))
    return found


def tell(
    dossiers: Iterable[Dossier], scorer: Scorer, *, groups: Mapping[tuple[str, str], str] | None = None
) -> tuple[Told, ...]:
    """What the program makes of dossiers that come in in order of publication, as a ledger would keep it.

    `groups` gives each event, by document and id, the name of its cluster; without it the scorer decides.
    """
    ordered = sorted(dossiers, key=lambda d: (d.document.published is None, d.document.published or _START.date()))
    accounts: dict[EventRef, Account] = {}
    index = Index(scorer)
    links: list[Link] = []
    named: dict[str, list[EventRef]] = {}
    for number, dossier in enumerate(ordered):
        revision, moment = dossier.document.id, _START + timedelta(minutes=number)
        for event in dossier.events:
            ref = refer(event, revision=revision)
            account = Account(ref=ref, event=event, document=dossier.document, recorded=moment, seen=moment)
            if ref not in accounts and groups is not None:
                named.setdefault(groups.get((revision, event.id), f"{revision} {event.id}"), []).append(ref)
            accounts.setdefault(ref, account)
        profiles = profile_events(dossier, revision=revision)
        for profile in profiles:
            links += index.link(profile)
        for profile in profiles:
            index.add(profile)
    clusters = (
        cluster(list(accounts), settle_links(list(accounts.values()), links), ())
        if groups is None
        else tuple(LinkedEvent(id=name_event(refs[0]), members=tuple(refs)) for refs in named.values())
    )
    return tuple(told(linked, [accounts[ref] for ref in linked.members]) for linked in clusters)


def _gold_clusters(story: GoldStory) -> dict[tuple[str, str], str]:
    return {(article, event): group.id for group in story.clusters for article, event in group.members}


def told(linked: LinkedEvent, accounts: Sequence[Account]) -> Told:
    """All that follows from the accounts of one event."""
    origins, disputes = find_origins(accounts), find_disputes(accounts)
    return Told(
        linked=linked,
        accounts=tuple(accounts),
        origins=origins,
        tolls=list_tolls(accounts),
        disputes=disputes,
        statuses=derive_statuses(accounts, origins, disputes),
    )


def _score(
    stories: Sequence[GoldStory],
    coded: Mapping[str, Mapping[str, Dossier]],
    given: Mapping[str, Mapping[str, Dossier]],
    *,
    grouped: bool,
) -> tuple[dict[str, float], list[Fault]]:
    tally, faults, scorer = _Tally(), list[Fault](), Scorer.load()
    b3: list[tuple[float, float, int]] = []
    for story in stories:
        given_events = _gold_clusters(story) if grouped else None
        events = tell(given[story.story].values(), scorer, groups=given_events)
        names = _name_events(coded[story.story], given[story.story])
        items = [[names[ref] for ref in one.linked.members] for one in events]
        gold = [[f"{article} {event}" for article, event in group.members] for group in story.clusters]
        precision, recall = count_b3(gold, items)
        b3.append((precision, recall, sum(map(len, gold))))
        of = _match_clusters(story, items)
        faults += _cluster_faults(story, items)
        texts = {article: dossier.document.text for article, dossier in coded[story.story].items()}
        _score_tolls(story, events, of, tally, faults)
        _score_origins(story, events, of, texts, tally, faults)
        _score_disputes(story, events, of, texts, tally, faults)
        _score_statuses(story, events, of, tally, faults)
    size = sum(n for *_, n in b3) or 1
    precision, recall = sum(p * n for p, _, n in b3) / size, sum(r * n for _, r, n in b3) / size
    return {
        "cluster_b3_f1": 100 * harmonic(precision, recall),
        "toll_f1": tally.f1("toll"),
        "origin_f1": tally.f1("origin"),
        "origin_all_f1": tally.f1("origin_all"),
        "contradiction_f1": tally.f1("contradiction"),
        "status_accuracy": per_cent(tally.right.get("status", 0.0), tally.wanted.get("status", 0.0)),
    }, faults


def _name_events(coded: Mapping[str, Dossier], given: Mapping[str, Dossier]) -> dict[EventRef, str]:
    """Each event by the name of the gold event that it is aligned to; an invented one by a name of its own."""
    names: dict[EventRef, str] = {}
    for article, dossier in given.items():
        text = dossier.document.text
        wanted = code_events(text, _records(coded[article]))
        mine = code_events(text, _records(dossier))
        aligned = {b.id: a.id for a, b in align(wanted, mine) if a and b}
        for event in dossier.events:
            name = aligned.get(event.id, f"invented {event.id}")
            names.setdefault(refer(event, revision=article), f"{article} {name}")
    return names


def _records(dossier: Dossier) -> list[EventRecord]:
    return msgspec.convert(msgspec.to_builtins(dossier.events), list[EventRecord])


def _match_clusters(story: GoldStory, items: Sequence[Sequence[str]]) -> dict[int, str]:
    """Each of the program's events -> the gold cluster that it shares most accounts with, one to one."""
    scores = sorted(
        (-len({f"{a} {e}" for a, e in group.members} & set(own)), g, n)
        for g, group in enumerate(story.clusters)
        for n, own in enumerate(items)
    )
    found: dict[int, str] = {}
    taken: set[int] = set()
    for shared, g, n in scores:
        if shared and g not in taken and n not in found:
            taken.add(g)
            found[n] = story.clusters[g].id
    return found


def _cluster_faults(story: GoldStory, items: Sequence[Sequence[str]]) -> list[Fault]:
    wanted = [{f"{a} {e}" for a, e in group.members} for group in story.clusters]
    given = [set(group) for group in items]
    return [
        Fault(item_id=story.story, kind="cluster", wanted=" + ".join(sorted(group)), given="")
        for group in wanted
        if group not in given
    ] + [
        Fault(item_id=story.story, kind="cluster", wanted="", given=" + ".join(sorted(group)))
        for group in given
        if group not in wanted
    ]


def _score_tolls(
    story: GoldStory, events: Sequence[Told], of: Mapping[int, str], tally: _Tally, faults: list[Fault]
) -> None:
    said = [
        SaidToll(
            cluster=of.get(n, ""),
            article=entry.account.revision,
            figure=entry.kind,
            low=entry.low,
            high=entry.high,
            source=entry.source,
            quote=entry.evidence.quote,
        )
        for n, event in enumerate(events)
        for entry in event.tolls
    ]
    right, missed = pair_fills(story.tolls, said, alike_toll)
    tally.add("toll", right, len(said), len(story.tolls))
    _, extra = pair_fills(said, story.tolls, lambda a, b: alike_toll(b, a))
    faults += [Fault(item_id=story.story, kind="toll", wanted=str(toll)) for toll in missed]
    faults += [Fault(item_id=story.story, kind="toll", given=str(toll)) for toll in extra]
    for toll in story.tolls:
        best = max((alike_toll(toll, s) for s in said), default=0.0)
        if 0 < best < 1:
            faults.append(Fault(item_id=story.story, kind="toll half", wanted=str(toll)))


def _score_origins(
    story: GoldStory,
    events: Sequence[Told],
    of: Mapping[int, str],
    texts: Mapping[str, str],
    tally: _Tally,
    faults: list[Fault],
) -> None:
    """An article's own voice is nobody's testimony and is left out on both sides. What the program says of a statement
    that the gold does not trace cannot be judged: `origin_all_f1` counts it as wrong, `origin_f1` leaves it out."""
    wanted = [origin for origin in story.origins if origin.origin]
    said = [
        SaidOrigin(
            cluster=of.get(n, ""),
            name=origin.name,
            quotes=tuple(
                (claim.event.revision, words) for claim, words in zip(origin.claims, origin.quotes, strict=True)
            ),
        )
        for n, event in enumerate(events)
        for origin in event.origins
        if origin.how != "own reporting"
    ]
    traced = [s for s in said if any(touches_origin(gold, s, texts) for gold in story.origins)]
    right, missed = pair_fills(wanted, traced, lambda a, b: alike_origin(a, b, texts))
    tally.add("origin", right, len(traced), len(wanted))
    tally.add("origin_all", right, len(said), len(wanted))
    _, extra = pair_fills(traced, wanted, lambda a, b: alike_origin(b, a, texts))
    faults += [Fault(item_id=story.story, kind="origin", wanted=f"{o.origin}: {o.claim}") for o in missed]
    faults += [Fault(item_id=story.story, kind="origin", given=f"{o.name}: {o.quotes}") for o in extra]
    for origin in wanted:
        best = max((alike_origin(origin, s, texts) for s in traced), default=0.0)
        if 0 < best < 1:
            faults.append(Fault(item_id=story.story, kind="origin half", wanted=f"{origin.origin}: {origin.claim}"))


def _score_disputes(
    story: GoldStory,
    events: Sequence[Told],
    of: Mapping[int, str],
    texts: Mapping[str, str],
    tally: _Tally,
    faults: list[Fault],
) -> None:
    said = [
        SaidDispute(
            cluster=of.get(n, ""),
            slot=dispute.slot,
            values=tuple(
                tuple((ref.revision, words) for ref, words in zip(value.accounts, value.quotes, strict=True))
                for value in dispute.values
            ),
        )
        for n, event in enumerate(events)
        for dispute in event.disputes
    ]
    right, missed = pair_fills(story.contradictions, said, lambda a, b: alike_dispute(a, b, texts))
    tally.add("contradiction", right, len(said), len(story.contradictions))
    _, extra = pair_fills(said, story.contradictions, lambda a, b: alike_dispute(b, a, texts))
    faults += [Fault(item_id=story.story, kind="contradiction", wanted=f"{c.cluster} {c.slot}") for c in missed]
    faults += [
        Fault(item_id=story.story, kind="contradiction", given=f"{c.cluster} {c.slot} {c.values}") for c in extra
    ]


def _score_statuses(
    story: GoldStory, events: Sequence[Told], of: Mapping[int, str], tally: _Tally, faults: list[Fault]
) -> None:
    by_cluster = {cluster_id: [(s.slot, s.status, s.why) for s in events[n].statuses] for n, cluster_id in of.items()}
    for gold in story.status:
        answer = answer_status(gold, by_cluster.get(gold.cluster, ()))
        tally.add("status", answer == gold.status, 1, 1)
        if answer != gold.status:
            why = next((w for s, _, w in by_cluster.get(gold.cluster, ()) if s == gold.slot), "")
            faults.append(
                Fault(
                    item_id=story.story,
                    kind="status",
                    wanted=f"{gold.cluster} {gold.slot}: {gold.status} ({gold.why})",
                    given=f"{answer or 'none'} ({why})",
                )
            )
