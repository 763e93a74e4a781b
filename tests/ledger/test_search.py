"""Search: words, phrases and words that must not occur, in documents, events and claims."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sample import LATER, Said, attack, custody, document, dossier, march

from dateline.errors import UsageError
from dateline.ledger import Filter, Ledger


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    with ledger.writer() as writer:
        writer.save(attack(), custody=custody())
        writer.save(march(), custody=custody())
    return ledger


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("bakery", ["documents", "claims"]),
        ("BAKERIES", ["documents", "claims"]),
        ("attack", ["documents", "events", "claims"]),
        ('"district police"', ["documents", "claims"]),
        ('"police district"', []),
        ("gunmen -hospital", ["documents", "events", "claims"]),
        ("gunmen -bakery", ["events"]),
        ("gunmen dockers", []),
        ("two killed Karsum", ["documents", "claims"]),
        ("kársum", ["documents", "events", "claims"]),
    ],
)
def test_words_are_found(filled: Ledger, words: str, kinds: list[str]) -> None:
    assert [hit.kind for hit in filled.view().search(words)] == kinds


def test_a_hit_says_where_and_shows_its_words(filled: Ledger) -> None:
    doc, event, claim = filled.view().search("marched")
    assert doc.title == "Dockers on the street"
    assert "marched through Velnik" in doc.snippet
    assert event.ref == claim.ref
    assert event.snippet.startswith("Dockers: marched")
    assert claim.claim == 0
    assert claim.document == doc.document


def test_accents_do_not_matter(ledger: Ledger) -> None:
    text = "Ouvriers marched in São Miguel da Ré."
    with ledger.writer() as writer:
        writer.save(dossier(document(text), [Said(word="marched")]), custody=custody())
    for words in ("sao miguel", "São", '"da re"'):
        assert next(hit.kind for hit in ledger.view().search(words)) == "documents"


def test_kinds_and_filters_narrow_a_search(filled: Ledger) -> None:
    view = filled.view()
    assert [hit.kind for hit in view.search("said", kinds=["documents"])] == ["documents", "documents"]
    assert [hit.title for hit in view.search("said", Filter(type="PROTEST"), kinds=["claims"])] == [
        "Dockers on the street"
    ]
    assert [hit.title for hit in view.search("said", Filter(country="TUR"), kinds=["documents"])] == [
        "Two killed in Karsum"
    ]
    assert len(view.search("said", Filter(limit=1), kinds=["documents"])) == 1
    assert view.search("said", Filter(text="wages"), kinds=["documents"])[0].title == "Dockers on the street"


def test_only_the_newest_text_is_searched_unless_all_are_asked_for(filled: Ledger) -> None:
    with filled.writer() as writer:
        writer.save(attack(LATER), custody=custody())
    view = filled.view()
    assert view.search('"district police"') == ()
    assert [hit.kind for hit in view.search('"district police"', Filter(revisions="all"))] == ["documents", "claims"]


@pytest.mark.parametrize("words", ["", "   ", '""', "-gunmen", "?!"])
def test_a_search_needs_a_word(filled: Ledger, words: str) -> None:
    with pytest.raises(UsageError, match="word"):
        filled.view().search(words)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=30))
def test_no_words_break_the_search(ledger: Ledger, words: str) -> None:
    ledger.view().search(f"gunmen {words}")


def test_the_index_can_be_rebuilt(filled: Ledger) -> None:
    before = filled.view().search("gunmen")
    with filled.writer() as writer:
        writer.rebuild_search()
    assert filled.view().search("gunmen") == before
    assert list(filled.verify()) == []
