"""What a later text of one document says differently."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from dateline.linking import compare_revisions, find_notices

BEFORE = "A suspected suicide bomber killed two people in Jos, police said."
AFTER = "A suicide bomber killed at least four people in Jos, the hospital said."


def dossiers(build: Any) -> tuple[Any, Any]:
    before = build.event(
        BEFORE,
        "killed",
        build.said(quote=BEFORE.rstrip("."), by=[("police", "police")], about="event casualties", hedge="hedged"),
        killed=[(2, 2, "two people")],
    )
    after = build.event(
        AFTER,
        "killed",
        build.said(quote=AFTER.rstrip("."), by=[("the hospital", "medical")], about="event casualties"),
        killed=[(4, None, "at least four people")],
    )
    return build.dossier(BEFORE, before), build.dossier(AFTER, after)


def test_a_change_is_told_as_a_change_of_claims(build: Any) -> None:
    changes = [(c.kind, c.slot, c.before, c.after) for c in compare_revisions(*dossiers(build))]
    assert ("changed", "killed", "2 (police)", "at least 4 (the hospital)") in changes
    assert [
        (kind, before.split()[0]) for kind, slot, before, _ in changes if slot == "claim" and kind == "dropped"
    ] == [("dropped", "police")]
    assert any(kind == "added" and after.startswith("the hospital asserts") for kind, _, _, after in changes)


def test_a_hedge_that_goes(build: Any) -> None:
    text, later = "Rebels may have fired, Ana Ruiz said.", "Rebels fired, Ana Ruiz said."
    before = build.dossier(
        text,
        build.event(text, "fired", build.said(quote=text.rstrip("."), by=[("Ana Ruiz", "witness")], hedge="hedged")),
    )
    after = build.dossier(
        later, build.event(later, "fired", build.said(quote=later.rstrip("."), by=[("Ana Ruiz", "witness")]))
    )
    (change,) = compare_revisions(before, after)
    assert (change.slot, change.before, change.after) == ("claim: hedge", "Ana Ruiz: hedged", "Ana Ruiz: none")


def test_events_come_and_go(build: Any) -> None:
    before, after = dossiers(build)
    text = AFTER + " Later the governor closed all markets."
    more = build.dossier(text, *after.events, build.event(text, "closed all markets", id="e2", type="COERCE"))
    added = [c for c in compare_revisions(before, more) if c.slot == "event"]
    assert [(c.kind, c.after) for c in added] == [("added", "closed all markets")] and added[0].evidence is not None
    assert [c.kind for c in compare_revisions(more, before) if c.slot == "event"] == ["dropped"]


def test_a_correction_and_a_retraction_are_told_first(build: Any) -> None:
    before, after = dossiers(build)
    text = AFTER + " Correction: an earlier version of this story gave the number of dead as two, not four."
    corrected = compare_revisions(before, build.dossier(text, *after.events))
    assert (corrected[0].kind, corrected[0].slot) == ("corrected", "document")
    text = "We have withdrawn this story, which could not be confirmed."
    gone = compare_revisions(before, build.dossier(text))
    assert [c.kind for c in gone] == ["retracted", "retracted"] and gone[1].before == "killed"


def test_notices() -> None:
    text = "Rain fell. Editor's note: this article was amended on Monday. The ministry retracted the report of floods."
    assert [(n.kind, n.quote.split()[0]) for n in find_notices(text)] == [("corrected", "Editor's")]
    assert [n.kind for n in find_notices("Kill notice: do not use the item on the dam.")] == ["retracted"]
    assert not find_notices("The mayor said the story of the town was long. She gave a report.")


def test_the_same_text_has_no_changes(build: Any) -> None:
    before, after = dossiers(build)
    assert not compare_revisions(before, before) and not compare_revisions(after, after)


@given(low=st.integers(0, 50), high=st.integers(0, 50))
def test_a_figure_changes_both_ways(build: Any, low: int, high: int) -> None:
    def dossier(number: int) -> Any:
        text = f"A flood killed {number} people in Jos."
        return build.dossier(
            text, build.event(text, "killed", type="INCIDENT", killed=[(number, number, f"{number} people")])
        )

    changes = compare_revisions(dossier(low), dossier(high))
    wanted = [] if low == high else [("changed", "killed", str(low), str(high))]
    assert [(c.kind, c.slot, c.before, c.after) for c in changes if c.slot == "killed"] == wanted
