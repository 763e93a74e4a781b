"""Clusters of accounts: what people judged stands above scores, and the order of links changes nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import combinations
from typing import Literal

from hypothesis import given
from hypothesis import strategies as st

from dateline.linking import cluster, name_event
from dateline.model import EventRef, Judgement, Link, LinkedEvent

REFS = tuple(EventRef(revision=f"r{number}", start=number, end=number + 4) for number in range(8))
START = datetime(2024, 3, 1, tzinfo=UTC)


def join(left: int, right: int, score: float) -> Link:
    return Link(kind="same-event", left=REFS[left], right=REFS[right], score=score, because=())


def judge(kind: Literal["merge", "split"], *numbers: int, hour: int = 0) -> Judgement:
    at = START + timedelta(hours=hour)
    return Judgement(id=f"{kind}{hour}", kind=kind, who="ann", at=at, events=tuple(REFS[n] for n in numbers))


def numbers(events: tuple[LinkedEvent, ...]) -> list[list[int]]:
    return [[REFS.index(member) for member in event.members] for event in events]


def test_sure_links_make_one_event_and_doubtful_ones_do_not() -> None:
    found = cluster(REFS[:4], [join(0, 1, 0.9), join(2, 3, 0.1)], ())
    assert numbers(found) == [[0, 1], [2], [3]]


def test_the_id_is_the_first_accounts_and_stays_as_others_join() -> None:
    before = cluster(REFS[:2], [join(0, 1, 0.9)], ())
    after = cluster(REFS[:3], [join(0, 1, 0.9), join(1, 2, 0.9), join(0, 2, 0.8)], ())
    assert before[0].id == after[0].id == name_event(REFS[0])


def test_one_sure_link_does_not_chain_two_events() -> None:
    low = [join(0, 2, 0.05), join(0, 3, 0.05), join(1, 3, 0.05)]
    found = cluster(REFS[:4], [join(0, 1, 0.95), join(2, 3, 0.95), join(1, 2, 0.7), *low], ())
    assert numbers(found) == [[0, 1], [2, 3]]


def test_a_merge_wins_over_low_scores() -> None:
    assert numbers(cluster(REFS[:2], [join(0, 1, 0.01)], [judge("merge", 0, 1)])) == [[0, 1]]


def test_a_split_wins_over_high_scores_and_over_what_they_share() -> None:
    links = [join(a, b, 0.99) for a, b in combinations(range(3), 2)]
    found = cluster(REFS[:3], links, [judge("split", 0, 2)])
    assert len(found) == 2
    assert not any({REFS[0], REFS[2]} <= set(event.members) for event in found)


def test_the_later_of_two_judgements_holds() -> None:
    first, then = judge("split", 0, 1), judge("merge", 0, 1, hour=1)
    assert numbers(cluster(REFS[:2], [], [then, first])) == [[0, 1]]
    assert numbers(cluster(REFS[:2], [join(0, 1, 0.9)], [judge("merge", 0, 1), judge("split", 0, 1, hour=1)])) == [
        [0],
        [1],
    ]


def test_what_is_not_recorded_is_not_looked_at() -> None:
    assert numbers(cluster(REFS[:1], [join(0, 1, 0.9)], [judge("merge", 0, 1)])) == [[0]]
    assert cluster((), [join(0, 1, 0.9)], ()) == ()


PAIRS = st.sampled_from(list(combinations(range(len(REFS)), 2)))
LINKS = st.dictionaries(PAIRS, st.floats(0, 1), max_size=20)
SPLITS = st.lists(PAIRS, max_size=3, unique=True)


@given(LINKS, SPLITS, st.randoms(use_true_random=False))
def test_the_order_of_links_and_judgements_changes_nothing(
    scores: dict[tuple[int, int], float], splits: list[tuple[int, int]], chance: object
) -> None:
    links = [join(a, b, score) for (a, b), score in scores.items()]
    judgements = [judge("split", a, b, hour=hour) for hour, (a, b) in enumerate(splits)]
    found = cluster(REFS, links, judgements)
    chance.shuffle(links)  # type: ignore[attr-defined]
    flipped = [Link(kind=one.kind, left=one.right, right=one.left, score=one.score, because=()) for one in links]
    assert cluster(REFS, flipped, judgements[::-1]) == found
    members = [member for event in found for member in event.members]
    assert sorted(members) == sorted(REFS)
    for a, b in splits:
        assert not any({REFS[a], REFS[b]} <= set(event.members) for event in found)
