"""Positions of work that are changed only where nobody else has changed them."""

from __future__ import annotations

from dateline.ledger import open_ledger


def test_positions_are_swapped_all_or_none(where):
    with open_ledger(where, wait_s=2) as ledger, ledger.writer() as writer:
        assert writer.swap_positions("k", {"a": None}, {"a": "1", "b": "1"})
        assert not writer.swap_positions("k", {"a": None}, {"a": "2"})
        assert not writer.swap_positions("k", {"a": "1", "b": "other"}, {"a": "2", "c": "2"})
        assert ledger.positions("k") == {"a": "1", "b": "1"} and ledger.positions("j") == {}
        assert writer.swap_positions("k", {"a": "1", "b": "1", "c": None}, {"a": "2", "b": None})
        assert ledger.positions("k") == {"a": "2"}
