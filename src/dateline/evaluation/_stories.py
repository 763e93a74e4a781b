"""score_stories: what several reports on one event show together, against stories that people coded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from dateline.errors import UsageError
from dateline.evaluation._align import align
from dateline.evaluation._figures import Tally, score_all
from dateline.evaluation._given import read_document, read_given
from dateline.evaluation._record import EventRecord, code_events
from dateline.evaluation._result import Fault, Result, harmonic
from dateline.evaluation._story import GoldStory, count_b3, read_stories
from dateline.evaluation._tell import tell
from dateline.linking import Scorer, refer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from dateline.evaluation._reads import Reads
    from dateline.model import Dossier, EventRef

TASK: Final = "stories"
END_TO_END: Final = "end_to_end_"


def score_stories(
    folder: Path,
    dossiers: Path,
    opens: Callable[[], Reads] | None = None,
    *,
    progress: Callable[[int, int, str], None] | None = None,
    grouped: bool = False,
) -> Result:
    """The figures of the stories of `folder`, whose articles are `dossiers`/docs and their codings `dossiers`/ann.

    With the codings as the dossiers; then, where `opens` makes a reader, the same figures with what it reads in the texts,
    their names begun with `end_to_end_`. `grouped` takes the gold's clusters in place of the program's, to measure what
    follows them. Raises UsageError where the gold is missing or malformed.
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


def _score(
    stories: Sequence[GoldStory],
    coded: Mapping[str, Mapping[str, Dossier]],
    given: Mapping[str, Mapping[str, Dossier]],
    *,
    grouped: bool,
) -> tuple[dict[str, float], list[Fault]]:
    tally, scorer = Tally(), Scorer.load()
    b3: list[tuple[float, float, int]] = []
    for story in stories:
        groups = {(article, event): group.id for group in story.clusters for article, event in group.members}
        events = tell(given[story.story].values(), scorer, groups=groups if grouped else None)
        names = _name_events(coded[story.story], given[story.story])
        items = [[names[ref] for ref in one.linked.members] for one in events]
        gold = [[f"{article} {event}" for article, event in group.members] for group in story.clusters]
        precision, recall = count_b3(gold, items)
        b3.append((precision, recall, sum(len(group) for group in gold)))
        tally.faults += _cluster_faults(story, items)
        texts = {article: dossier.document.text for article, dossier in coded[story.story].items()}
        score_all(story, events, _match_clusters(story, items), texts, tally)
    size = sum(number for *_, number in b3) or 1
    precision, recall = (sum(row[side] * row[2] for row in b3) / size for side in (0, 1))
    return {
        "cluster_b3_f1": 100 * harmonic(precision, recall),
        "toll_f1": tally.f1("toll"),
        "origin_f1": tally.f1("origin"),
        "origin_all_f1": tally.f1("origin_all"),
        "contradiction_f1": tally.f1("contradiction"),
        "status_accuracy": tally.accuracy("status"),
    }, tally.faults


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
