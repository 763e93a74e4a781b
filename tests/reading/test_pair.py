"""What two spans have to do with each other: names, distances, order, shared fillers."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dateline.model import label
from dateline.reading._pair import (
    SHARED_ROLES,
    SpanRows,
    event_pairs,
    mention_keys,
    role_pairs,
    shared_roles,
    trigger_keys,
)


def _rows(starts: list[int]) -> SpanRows:
    start = np.asarray(starts, dtype=np.int64)
    return SpanRows(start=start, end=start + 1, sentence=start // 20, key=np.arange(len(starts)))


def _spans(text: str, *words: str) -> list[tuple[int, int]]:
    return [(text.find(w), text.find(w) + len(w)) for w in words]


def test_a_surname_is_called_as_the_full_name_is() -> None:
    text = "General Idris Kamara fell. Kamara's guards fled; he was buried as Mr Kamara."
    spans = _spans(text, "General Idris Kamara", "Kamara's", "guards", "he", "Mr Kamara")
    keys = mention_keys(text, spans, ["party"] * 5)
    assert keys[0] == keys[1] == keys[4]
    assert len(set(keys.tolist())) == 3


def test_a_pronoun_is_called_like_nobody_else() -> None:
    text = "he said he left"
    assert len(set(mention_keys(text, [(0, 2), (8, 10)], ["party", "party"]).tolist())) == 2


def test_a_toll_is_called_by_all_of_its_words() -> None:
    text = "seven people died and two people were hurt"
    keys = mention_keys(text, _spans(text, "seven people", "two people"), ["toll", "toll"])
    assert keys[0] != keys[1]


def test_the_same_word_in_two_layers_is_two_things() -> None:
    text = "Aleppo"
    keys = mention_keys(text, [(0, 6), (0, 6)], ["party", "place"])
    assert keys[0] != keys[1]


def test_forms_of_one_verb_are_called_alike() -> None:
    text = "killed killing bombed"
    keys = trigger_keys(text, _spans(text, "killed", "killing", "bombed"))
    assert keys[0] == keys[1] != keys[2]


def test_order_counts_what_stands_between() -> None:
    party = np.asarray([label.MENTION_LAYERS.index("party")] * 3)
    pairs = role_pairs(_rows([10, 30]), _rows([5, 12, 40]), party)
    edges = label.ORDER_EDGES

    def bucket(value: int) -> int:
        return int(np.searchsorted(edges, value, side="right"))

    # From the trigger at 10: one mention before it, the next behind it, and one more.
    assert pairs.rank[0].tolist() == [bucket(-1), bucket(0), bucket(1)]
    # The mention at 40 stands behind the other trigger.
    assert pairs.between[0].tolist() == [bucket(0), bucket(1), bucket(2)]


@given(st.lists(st.integers(0, 400), min_size=1, max_size=12), st.lists(st.integers(0, 400), max_size=12))
def test_every_pair_has_a_row_of_every_table(triggers: list[int], mentions: list[int]) -> None:
    layer = np.arange(len(mentions)) % len(label.MENTION_LAYERS)
    pairs = role_pairs(_rows(triggers), _rows(mentions), layer)
    for table, count in (
        (pairs.distance, label.DISTANCE_BUCKETS),
        (pairs.sentence, label.SENTENCE_GAP_BUCKETS),
        (pairs.rank, label.ORDER_BUCKETS),
        (pairs.between, label.ORDER_BUCKETS),
    ):
        assert table.shape == (len(triggers), len(mentions))
        assert ((table >= 0) & (table < count)).all()


@given(st.integers(1, 6), st.integers(0, 6), st.integers(0, 2**31))
def test_what_is_shared_is_symmetric_and_at_most_one(triggers: int, mentions: int, seed: int) -> None:
    draw = np.random.default_rng(seed)
    roles = draw.random((triggers, mentions, len(label.ROLES)), dtype=np.float32)
    shared = shared_roles(roles, draw.integers(0, max(1, mentions), mentions))
    assert shared.shape == (triggers, triggers, len(SHARED_ROLES))
    assert np.allclose(shared, shared.transpose(1, 0, 2), atol=1e-6)
    assert ((shared >= 0) & (shared <= 1)).all()


def test_two_triggers_share_a_victim_whatever_he_is_called() -> None:
    roles = np.zeros((2, 2, len(label.ROLES)), dtype=np.float32)
    target = label.ROLES.index("target")
    roles[0, 0, target] = roles[1, 1, target] = 0.9
    alike = shared_roles(roles, np.asarray([0, 0]))
    apart = shared_roles(roles, np.asarray([0, 1]))
    column = SHARED_ROLES.index(target)
    assert alike[0, 1, column] > 0.8
    assert apart[0, 1, column] == 0


def test_event_pairs_know_the_same_word() -> None:
    pairs = event_pairs(
        SpanRows(start=np.asarray([3, 90]), end=np.asarray([4, 91]), sentence=np.zeros(2), key=np.zeros(2))
    )
    assert pairs.alike.tolist() == [[1, 1], [1, 1]]
    assert pairs.distance[0, 0] < pairs.distance[0, 1]
