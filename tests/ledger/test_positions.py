"""Positions: how far some work has got, overwritten and outside the log."""

from __future__ import annotations

from dateline.ledger import Ledger


def test_positions_are_kept_by_kind_overwritten_and_forgotten(ledger: Ledger) -> None:
    entry = ledger.view().entry
    with ledger.writer() as writer:
        writer.save_positions("feed", {"https://a.example/rss": "1", "https://b.example/rss": "2"})
        writer.save_positions("archive", {"https://a.example/rss": "9"})
        writer.save_positions("feed", {"https://a.example/rss": "3", "https://b.example/rss": None})
    assert ledger.positions("feed") == {"https://a.example/rss": "3"}
    assert ledger.positions("archive") == {"https://a.example/rss": "9"}
    assert ledger.positions("nothing") == {}
    assert ledger.view().entry == entry
    assert not list(ledger.verify())
