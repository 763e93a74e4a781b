"""Event, Document and Party in a real browser, over a real server: what one sees, does with the mouse and does with keys."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

pytest.importorskip("playwright.sync_api", reason="browser tests need playwright")
pytest.importorskip("fastapi", reason="the workbench needs the extra `web`")

import seed
from looked import PHONE, check, open_at, picture
from playwright.sync_api import expect
from served import serving
from typer.testing import CliRunner

from dateline import desk
from dateline.cli._app import app
from dateline.ledger import open_ledger

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Page

LIGHTHOUSE = "https://post.example/lighthouse"


def event_of(served: Any, words: str) -> str:
    view = served.ledger.view()
    teller = desk.Teller(view)
    return next(e.id for e in view.linked() if words in teller.tell(e).lead.event.summary)


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Any, str]]:
    """A server over one event of sixty reports, and the id of the event."""
    clock = seed.Ticking()
    with open_ledger(tmp_path_factory.mktemp("crowded") / "l.sqlite", clock=clock) as ledger:
        clock.now = datetime(2024, 4, 29, 12, tzinfo=UTC)
        dossiers = [
            seed.report(
                f"Report {n}: youths threw stones at the lighthouse of Odrin on Monday, {teller} said.",
                word="threw", actor="youths", place=("Odrin", "BGR", 43.0, 25.0), teller=teller,
                published=date(2024, 4, 29), url=f"https://paper{n}.example/1", publisher=f"Paper {n}",
                title=f"Stones at the lighthouse, as paper {n} has it",
            )
            for n in range(60)
            for teller in [("the coast guard", "the mayor", "a keeper", "the harbour master")[n % 4]]
        ]  # fmt: skip
        desk.ingest(ledger, [seed.coded(one, at=clock.now) for one in dossiers])
        events = [event.id for event in ledger.view().linked()]
        if len(events) > 1:
            desk.merge(ledger, events, who="tests")
        (event,) = ledger.view().linked()
        with serving(ledger) as served:
            yield served, event.id


# Event


def test_an_event_is_headed_by_its_status_and_how_that_comes_about(page: Page, server: Any) -> None:
    open_at(page, f"{server.url}/event/{event_of(server, 'Lake Kariba')}")
    head = page.locator(".event-head")
    expect(head.locator("h1")).to_contain_text("Lake Kariba")
    expect(head.locator(".badge")).to_have_text("corroborated")
    expect(head).to_contain_text("5 reports, 1 origin that claims to know")
    expect(head).to_contain_text("credibility 3 of 6")
    check(page)
    picture(page, "event")


def test_words_are_one_click_away_and_lead_into_their_text(page: Page, server: Any) -> None:
    open_at(page, f"{server.url}/event/{event_of(server, 'market in Nakuru')}")
    cell = page.locator('[data-cell="where"]')
    cell.locator("summary").first.click()
    quote_ = cell.locator("q").first
    expect(quote_).to_be_visible()
    words = quote_.inner_text()
    cell.locator("a", has_text="in the text").first.click()
    page.wait_for_selector("html[data-ready]", state="attached")
    assert "/document/" in page.url
    sought = page.locator(".run.sought")
    assert words.strip("“”") in "".join(sought.all_inner_texts())
    expect(page.locator("#info")).to_contain_text("Nakuru")
    expect(sought.first).to_be_in_viewport()


def test_an_empty_part_says_that_nobody_said_it(page: Page, server: Any) -> None:
    open_at(page, f"{server.url}/event/{event_of(server, 'Lake Kariba')}")
    expect(page.locator('[data-cell="who"]')).to_contain_text("No report says who did it.")
    expect(page.locator("[data-cell][data-empty]")).to_have_count(2)


def test_the_matrix_opens_the_words_of_a_cell(page: Page, server: Any) -> None:
    open_at(page, f"{server.url}/event/{event_of(server, 'village of Dalgan')}")
    clash = page.locator(".matrix-clash").first
    expect(clash).to_contain_text("contradicted, 1")
    cell = page.locator(".matrix-cell").first
    cell.click()
    expect(cell).to_have_attribute("aria-expanded", "true")
    under = page.locator(f"#{cell.get_attribute('aria-controls')}")
    expect(under.locator("q").first).to_be_visible()
    cell.press("Enter")
    expect(under).to_be_hidden()
    expect(page.locator("#disputes")).to_contain_text("denied")
    check(page)
    picture(page, "event-disputed")


def test_the_ribbon_shows_what_was_known_then(page: Page, server: Any) -> None:
    open_at(page, f"{server.url}/event/{event_of(server, 'market in Nakuru')}")
    expect(page.locator('[data-cell="toll"]')).to_contain_text("9 killed")
    slider = page.locator("#ribbon-slider")
    slider.focus()
    slider.press("Home")
    expect(page.locator('[data-cell="toll"]')).to_contain_text("3 killed")
    expect(page.locator("#known-head")).to_contain_text("This is what was known at")
    expect(page.locator(".event-head")).to_contain_text("1 report,")
    assert "as_of=" in page.url
    page.reload()
    page.wait_for_selector("html[data-ready]", state="attached")
    expect(page.locator('[data-cell="toll"]')).to_contain_text("3 killed")
    page.keyboard.press("]")
    expect(page.locator('[data-cell="toll"]')).to_contain_text("at least 7 killed")
    page.get_by_text("Two versions side by side").click()
    page.select_option("#version-A", "0")
    page.select_option("#version-B", "2")
    toll = page.locator(".two tr", has=page.locator("th", has_text="Toll"))
    expect(toll).to_contain_text("differs")
    expect(toll.locator("del")).to_have_text(["3 killed"])
    expect(toll.locator("ins").first).to_have_text("9 killed")
    check(page)
    picture(page, "event-versions")


def test_the_keys_walk_an_event(page: Page, server: Any) -> None:
    open_at(page, f"{server.url}/event/{event_of(server, 'market in Nakuru')}")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    page.keyboard.press("Enter")
    expect(page.locator(".disclose[open]")).to_have_count(1)
    page.keyboard.press("e")
    assert page.locator(".disclose:not([open])").count() == 0
    page.keyboard.press("m")
    expect(page.locator("#matrix")).to_be_in_viewport()
    page.keyboard.press("?")
    expect(page.locator("dialog")).to_contain_text("an earlier version")


def test_why_its_reports_are_one_event_is_asked_for_when_it_is_opened(page: Page, server: Any) -> None:
    open_at(page, f"{server.url}/event/{event_of(server, 'market in Nakuru')}")
    page.get_by_text("The pairs of reports that were compared").click()
    expect(page.locator(".pairs")).to_contain_text("3 pairs")
    page.locator(".pairs li summary").first.click()
    expect(page.locator(".pairs table").first).to_contain_text("for it, +")


def test_a_decision_is_made_and_taken_back(page: Page, fresh_server: Any) -> None:
    event = event_of(fresh_server, "market in Nakuru")
    open_at(page, f"{fresh_server.url}/event/{event}")
    page.get_by_role("button", name="No event …").click()
    page.get_by_label("Why, for whoever").fill("a drill")
    check(page)
    page.get_by_role("button", name="Reject it").click()
    expect(page.locator("#judgements")).to_contain_text("a drill")
    expect(page.locator(".event-head")).to_contain_text("A person rejected this")
    page.locator(".toast").get_by_role("button", name="Undo").click()
    expect(page.locator(".event-head")).not_to_contain_text("A person rejected this")
    page.get_by_role("button", name="Grade … health ministry").first.click()
    page.select_option("#grade-letter", "B")
    page.get_by_role("button", name="Grade it").click()
    expect(page.locator("#matrix")).to_contain_text("grade B, usually reliable")
    assert fresh_server.ledger.view().grades() == {"health ministry": "B"}


def test_sixty_reports_of_one_event(page: Page, crowded: tuple[Any, str]) -> None:
    served, event = crowded
    open_at(page, f"{served.url}/event/{event}")
    expect(page.locator(".event-head")).to_contain_text("60 reports")
    expect(page.locator(".event-head")).to_contain_text("20 reports more tell it and were not weighed")
    expect(page.locator("#reports tbody tr")).to_have_count(40)
    check(page)
    picture(page, "event-many")


def test_an_event_that_is_not_there_says_so(page: Page, server: Any) -> None:
    open_at(page, f"{server.url}/event/ffffffffffffffff")
    expect(page.locator(".empty")).to_contain_text("Not found")
    check(page)


# Document


def test_an_event_and_its_words_lead_to_each_other(page: Page, server: Any) -> None:
    open_at(page, f"{server.url}/event/{event_of(server, 'market in Nakuru')}")
    page.locator(".reports a").nth(1).click()
    page.wait_for_selector("html[data-ready]", state="attached")
    expect(page.locator(".doc-event.on")).to_have_count(1)
    expect(page.locator('.run[data-tag~="where"]')).to_have_text("Nakuru")
    page.locator(".run", has_text="went off").click()
    expect(page.locator("#info")).to_contain_text("bombing")
    page.locator(".doc-event-cells").get_by_role("button", name="Nakuru, KEN").click()
    expect(page.locator(".run[data-chosen]")).to_have_text("Nakuru")
    expect(page.locator("#info")).to_contain_text("Nakuru, KEN")
    check(page)
    picture(page, "document")


def test_the_keys_walk_a_document(page: Page, server: Any) -> None:
    open_at(page, f"{server.url}/event/{event_of(server, 'storm a clinic')}")
    page.locator(".reports a", has_text="Two attacks").click()
    page.wait_for_selector("html[data-ready]", state="attached")
    page.keyboard.press("Escape")
    expect(page.locator(".doc-event.on")).to_have_count(0)
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator(".doc-event.on")).to_have_attribute("data-number", "2")
    page.keyboard.press("k")
    expect(page.locator(".doc-event.on")).to_have_attribute("data-number", "1")
    page.keyboard.press("n")
    first = page.locator("#info").inner_text()
    page.keyboard.press("n")
    assert page.locator("#info").inner_text() != first
    page.keyboard.press("p")
    assert page.locator("#info").inner_text() == first


def test_a_role_is_switched_off_by_the_legend(page: Page, server: Any) -> None:
    open_at(page, f"{server.url}/document/{server.ledger.view().document(LIGHTHOUSE).id}")
    assert page.locator('.run[data-role="place"]').count() == 1
    page.get_by_role("button", name="where").click()
    assert page.locator('.run[data-role="place"]').count() == 0
    page.get_by_role("button", name="where").click()
    assert page.locator('.run[data-role="place"]').count() == 1


def test_an_older_text_is_shown_on_request(page: Page, server: Any) -> None:
    open_at(page, f"{server.url}/document/{server.ledger.view().document(LIGHTHOUSE).id}")
    expect(page.locator("#text")).to_contain_text("Fishermen threw")
    expect(page.locator("#text")).not_to_contain_text("hurt two keepers")
    expect(page.locator(".changes")).to_contain_text("Youths")
    check(page)
    picture(page, "document-revised")
    page.get_by_role("link", name="Show this text").click()
    page.wait_for_selector("html[data-ready]", state="attached")
    expect(page.locator("#text")).to_contain_text("hurt two keepers")
    expect(page.locator(".note")).to_contain_text("an older text")
    page.get_by_role("link", name="Show the present one").click()
    expect(page.locator("#text")).to_contain_text("Fishermen threw")


def test_a_deleted_document_has_a_tombstone(page: Page, fresh_server: Any) -> None:
    document = next(iter(fresh_server.ledger.view().documents()))
    desk.regather_without(fresh_server.ledger, document.id, who="ada", reason="a private person asked")
    open_at(page, f"{fresh_server.url}/document/{document.id}")
    expect(page.locator(".tombstone")).to_contain_text("a private person asked")
    page.get_by_text("Hashes of 1 text").click()
    expect(page.locator(".tombstone .mono").first).to_have_text(document.revision)
    check(page)
    picture(page, "document-deleted")


# Party


def test_a_party_with_its_counterparts_as_graph_and_as_table(page: Page, server: Any) -> None:
    open_at(page, f"{server.url}/actor?name=gunmen")
    expect(page.locator("h1")).to_have_text("gunmen")
    names = page.locator(".twin tbody th a").all_inner_texts()
    assert len(names) == page.locator(".graph .node").count() and "two nurses" in names
    page.get_by_role("button", name="1 event: it acted on, two nurses").click()
    expect(page.locator("#events tbody tr")).to_have_count(1)
    expect(page.locator("#events .chip")).to_contain_text("two nurses")
    page.keyboard.press("x")
    expect(page.locator("#events .chip")).to_have_count(0)
    page.locator(".graph .node", has_text="a guard").locator("circle").click()
    expect(page.locator("#events tbody tr")).to_contain_text(["guard"])
    page.get_by_role("button", name="acted", exact=True).click()
    expect(page.locator("#event-list")).to_contain_text("No event of this kind")
    check(page)
    picture(page, "actor")


def test_a_party_that_nobody_names(page: Page, server: Any) -> None:
    open_at(page, f"{server.url}/actor?name=Nobody%20at%20all")
    expect(page.locator(".empty")).to_contain_text("No event has this party")
    check(page)


# Report


@pytest.mark.parametrize("scripts", [True, False], ids=["with script", "without"])
def test_a_report_is_read_with_and_without_a_script(
    open_page: Callable[..., Page], server: Any, tmp_path: Path, scripts: bool
) -> None:
    path = tmp_path / "report.html"
    given = ["report", "Maiduguri", "--ledger", server.ledger.name, "--as-of", "2024-05-03", "-o", str(path)]
    done = CliRunner().invoke(app, given)
    assert done.exit_code == 0, done.output
    page = open_page(java_script_enabled=scripts, viewport=PHONE)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    expect(page.locator(".event").nth(1)).to_contain_text("“two nurses”")
    expect(page.locator(".map .disc")).to_have_count(2)
    assert asked == [path.as_uri()]
    if scripts:
        page.get_by_role("button", name="Fold").first.click()
        expect(page.locator(".event").first.locator(".cells")).to_be_hidden()
        page.locator(".timeline a").first.click()
        expect(page.locator(".event").first.locator(".cells")).to_be_visible()
        check(page)


# All of them, in every look


@pytest.mark.parametrize("look", ["dark", "phone"])
def test_awkward_names_break_nothing(open_page: Callable[..., Page], server: Any, look: str) -> None:
    page = (
        open_page(color_scheme="dark") if look == "dark" else open_page(viewport=PHONE, is_mobile=True, has_touch=True)
    )
    title = None
    for words in ("<script>", "Provisional Coordinating", "village of Dalgan"):
        event = event_of(server, words)
        open_at(page, f"{server.url}/event/{event}")
        page.keyboard.press("e")
        check(page)
        picture(page, f"event-{look}")
        title = page.title()
        page.locator(".reports a").first.click()
        page.wait_for_selector("html[data-ready]", state="attached")
        check(page)
        assert page.evaluate("[...document.links].every((a) => /^https?:$/.test(a.protocol))")
        picture(page, f"document-{look}")
    assert title != "owned"
    for name in (seed.LONG, seed.RIGHT_TO_LEFT, seed.SCRIPT):
        open_at(page, f"{server.url}/actor?name={quote(name)}")
        expect(page.locator("h1")).to_have_text(name)
        check(page)
        assert page.title() != "owned"
    picture(page, f"actor-{look}")
