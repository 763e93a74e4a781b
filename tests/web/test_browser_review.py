"""Review and Add in a real browser: the queue, the bench, corrections by words of the text and double coding, all by keys."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

pytest.importorskip("playwright.sync_api", reason="browser tests need playwright")
pytest.importorskip("fastapi", reason="the workbench needs the extra `web`")

from looked import PHONE, check, open_at, picture
from playwright.sync_api import expect
from served import SETTINGS, Stub, serving

from dateline import desk
from dateline.model import Corrected

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Page

    from dateline.ledger import Ledger


def titles(page: Page) -> list[str]:
    return page.locator(".review-item .review-summary").all_inner_texts()


def event_of(ledger: Ledger, words: str) -> str:
    view = ledger.view()
    teller = desk.Teller(view)
    return next(e.id for e in view.linked() if words in teller.tell(e).lead.event.summary)


def kinds(ledger: Ledger) -> list[str]:
    return [one.kind for one in ledger.view().judgements()]


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_a_sitting_goes_on_by_keys_alone(page: Page, fresh_server: Any) -> None:
    open_at(page, f"{fresh_server.url}/review")
    before = titles(page)
    expect(page.locator(".review-title")).to_have_text(before[0])
    check(page)
    picture(page, "review")
    press(page, "j")
    expect(page.locator(".review-title")).to_have_text(before[1])
    press(page, "k")
    expect(page.locator(".review-title")).to_have_text(before[0])
    press(page, "a")
    expect(page.locator(".toast").last).to_contain_text("Accepted")
    expect(page.locator(".review-title")).to_have_text(before[1])
    press(page, "x")
    expect(page.locator(".toast").last).to_contain_text("Rejected")
    expect(page.locator(".review-title")).to_have_text(before[2])
    assert kinds(fresh_server.ledger) == ["accept", "reject"]
    press(page, "u")
    expect(page.locator(".review-title")).to_have_text(before[1])
    press(page, "u")
    expect(page.locator(".review-title")).to_have_text(before[0])
    assert titles(page) == before
    assert kinds(fresh_server.ledger) == ["accept", "reject", "restore", "restore"]
    press(page, "Enter")
    page.wait_for_url("**/event/**")


def test_a_filter_stays_in_the_address(page: Page, server: Any) -> None:
    open_at(page, f"{server.url}/review")
    number = len(titles(page))
    page.select_option("#f-doubt", "in dispute")
    expect(page.locator(".review-item")).not_to_have_count(number)
    assert "doubt=in+dispute" in page.url
    expect(page.locator(".review-item").first).to_contain_text("in dispute")


def test_words_chosen_by_keys_become_the_value(page: Page, fresh_server: Any) -> None:
    event = event_of(fresh_server.ledger, "Fishermen threw")
    open_at(page, f"{fresh_server.url}/review?event={event}")
    expect(page.locator(".review-title")).to_contain_text("Fishermen")
    press(page, "c")
    page.locator(".parts-choice").wait_for()
    press(page, "4")
    expect(page.locator("#correct-work")).to_contain_text("It was read as Fishermen")
    # From the words that were read: "Fishermen threw stones at the lighthouse of Odrin on Monday, the coast guard said."
    press(page, "ArrowRight", *["ArrowRight"] * 10, "Shift+ArrowRight", "Shift+ArrowRight")
    picture(page, "review-correct")
    check(page)
    press(page, "Enter")
    expect(page.locator("#chosen")).to_contain_text("the coast guard")
    press(page, "Enter")
    expect(page.locator(".toast").last).to_contain_text("Corrected")
    who = page.locator('[data-cell="who"]')
    expect(who).to_contain_text("the coast guard corrected by ada")
    expect(who.locator("del")).to_have_text("Fishermen")
    (judged,) = fresh_server.ledger.view().judgements()
    text = fresh_server.ledger.view().text(judged.events[0].revision)
    assert [text[one.start : one.end] for one in judged.values] == ["the coast guard"]
    open_at(page, f"{fresh_server.url}/event/{event}")
    expect(page.locator('[data-cell="who"] .values li').first).to_contain_text("corrected by ada")
    expect(page.locator('[data-cell="who"] del')).to_have_text("Fishermen")


def test_words_chosen_by_mouse_keep_their_letters(page: Page, fresh_server: Any) -> None:
    event = event_of(fresh_server.ledger, "met in Odrin")
    open_at(page, f"{fresh_server.url}/review?event={event}")
    expect(page.locator(".review-title")).to_contain_text("met in")
    press(page, "c")
    page.locator(".parts-choice").wait_for()
    press(page, "6")
    page.locator(".w", has_text="mayor").dblclick()
    page.get_by_role("button", name="Take these words").click()
    expect(page.locator("#chosen")).to_contain_text("mayor")
    page.locator("#correct-save").click()
    expect(page.locator('[data-cell="where"]')).to_contain_text("mayor corrected by ada")
    (judged,) = fresh_server.ledger.view().judgements()
    text = fresh_server.ledger.view().text(judged.events[0].revision)
    assert [text[one.start : one.end] for one in judged.values] == ["mayor"]


def test_a_part_may_be_empty_and_a_type_another(page: Page, fresh_server: Any) -> None:
    event = event_of(fresh_server.ledger, "Teachers strike")
    open_at(page, f"{fresh_server.url}/review?event={event}")
    expect(page.locator(".review-title")).to_contain_text("Teachers")
    press(page, "c")
    page.locator(".parts-choice").wait_for()
    press(page, "6")
    page.locator(".picker-text").wait_for()
    press(page, "n")
    expect(page.locator('[data-cell="where"]')).to_contain_text("No report says where.")
    expect(page.locator('[data-cell="where"] del')).to_contain_text("Bulgaria")
    press(page, "c")
    page.locator(".parts-choice").wait_for()
    press(page, "1")
    page.select_option("#correct-label", "REJECT/assist")
    page.locator("#correct-label").press("Enter")
    expect(page.locator('[data-cell="what"]')).to_contain_text("corrected by ada")
    press(page, "u")
    expect(page.locator('[data-cell="what"]')).not_to_contain_text("corrected")


def test_two_events_are_made_one_on_the_bench_and_parted_again(page: Page, fresh_server: Any) -> None:
    ledger = fresh_server.ledger
    event = event_of(ledger, "village of Dalgan")
    number = len(list(ledger.view().linked()))
    open_at(page, f"{fresh_server.url}/review?event={event}")
    expect(page.locator(".review-title")).to_contain_text("Dalgan")
    press(page, "s")
    expect(page.locator(".bench thead th")).to_have_count(3)
    expect(page.locator(".bench")).to_contain_text("differ")
    check(page)
    picture(page, "review-bench")
    press(page, "s")
    expect(page.locator("#bench-told")).to_contain_text("not none and not all")
    page.locator(".bench input").first.focus()
    press(page, "Space", "s")
    expect(page.locator(".toast").last).to_contain_text("Parted")
    assert len(list(ledger.view().linked())) == number + 1
    page.wait_for_function("document.querySelectorAll('.review-title').length === 1")
    press(page, "u")
    expect(page.locator(".toast").last).to_contain_text("taken back")
    assert len(list(ledger.view().linked())) == number


def test_a_source_is_graded_by_its_letter(page: Page, fresh_server: Any) -> None:
    event = event_of(fresh_server.ledger, "Fishermen threw")
    open_at(page, f"{fresh_server.url}/review?event={event}")
    expect(page.locator(".review-title")).to_contain_text("Fishermen")
    press(page, "g")
    expect(page.locator("#grade-title")).to_be_visible()
    press(page, "d")
    expect(page.locator(".toast").last).to_contain_text("graded D")
    assert fresh_server.ledger.view().grades() == {"coast guard": "D"}


def answer(page: Page, kind: str) -> None:
    page.select_option("#blind-type", kind)
    page.select_option("#blind-realis", "actual")
    page.select_option("#blind-ground", "main")


def test_two_code_blindly_and_what_differs_is_settled(open_page: Callable[..., Page], fresh: Ledger) -> None:
    with serving(fresh) as served:
        ada = open_page()
        open_at(ada, f"{served.url}/review?round=")
        ada.fill("#coder-2", "bob")
        ada.fill("#size", "2")
        ada.get_by_role("button", name="Draw them").click()
        ada.locator("#blind-text mark").wait_for()
        check(ada)
        picture(ada, "review-blind")
        for left in ("1 left", ""):
            answer(ada, "PROTEST")
            ada.locator("h2").first.click()
            press(ada, "a")
            expect(ada.locator("main")).to_contain_text(left or "shown once both are done")
    with serving(fresh, replace(SETTINGS, user="bob")) as served:
        bob = open_page()
        open_at(bob, f"{served.url}/review?round=")
        bob.get_by_role("button", name="Code").click()
        bob.locator("#blind-text mark").wait_for()
        expect(bob.locator("main")).not_to_contain_text("kappa")
        answer(bob, "ASSAULT")
        bob.locator("h2").first.click()
        press(bob, "a")
        expect(bob.locator("main")).to_contain_text("1 left")
        press(bob, "x")
        expect(bob.locator("#kappa")).to_contain_text("verdict")
        expect(bob.locator("main")).to_contain_text("What differs (2)")
        check(bob)
        bob.get_by_role("button", name="ASSAULT").click()
        expect(bob.locator("main")).to_contain_text("settled as ASSAULT by bob")


@pytest.fixture
def adding(fresh: Ledger) -> Iterator[Any]:
    with serving(fresh, load=Stub) as served:
        yield served


def test_a_pasted_text_becomes_a_dossier(page: Page, adding: Any) -> None:
    open_at(page, f"{adding.url}/add")
    check(page)
    picture(page, "add")
    page.fill("#text", "Gunmen attacked Odrin, police said.")
    page.reload()
    page.wait_for_selector("html[data-ready]", state="attached")
    assert page.input_value("#text") == "Gunmen attacked Odrin, police said."
    page.locator("#text").press("Control+Enter")
    expect(page.locator(".job-step")).to_contain_text("1 document saved")
    # The tests' linking takes it for the event of the lighthouse: that is told.
    expect(page.locator(".added-events")).to_contain_text("other documents told it before")
    picture(page, "add-done")
    assert "job=" in page.url
    page.reload()
    expect(page.locator(".added-events .card")).to_have_count(1)
    assert page.input_value("#text") == ""
    page.locator(".added h3 a").click()
    page.wait_for_url("**/document/**")


def test_files_and_faults_are_told_in_sentences(page: Page, adding: Any) -> None:
    open_at(page, f"{adding.url}/add")
    page.set_input_files(
        "#files",
        [
            {"name": "one.txt", "mimeType": "text/plain", "buffer": b"Gunmen attacked Odrin on Monday, police said."},
            {"name": "two.bin", "mimeType": "application/octet-stream", "buffer": bytes(range(256)) * 8},
        ],
    )
    page.get_by_role("button", name="Read them").click()
    expect(page.locator(".job-step")).to_contain_text("1 could not be read")
    expect(page.locator("#job details")).to_contain_text("two.bin")
    page.fill("#address", "http://127.0.0.1:1/x")
    page.get_by_role("button", name="Fetch and read it").click()
    expect(page.locator(".job")).to_have_attribute("data-state", "failed")
    expect(page.locator("#job")).to_contain_text("--allow-private")
    open_at(page, f"{adding.url}/add?job=0000")
    expect(page.locator("#job")).to_contain_text("There is no job 0000")


@pytest.mark.parametrize("address", ["/review", "/review?round=", "/add"])
def test_narrow_and_dark_nothing_is_cut(open_page: Callable[..., Page], server: Any, address: str) -> None:
    page = open_page(viewport=PHONE, color_scheme="dark")
    open_at(page, f"{server.url}{address}")
    check(page)
    picture(page, f"phone{address.replace('/', '-').replace('?', '-').rstrip('=')}")


def test_a_correction_survives_a_reload_of_the_queue(page: Page, fresh_server: Any) -> None:
    event = event_of(fresh_server.ledger, "Fishermen threw")
    (account, *_) = fresh_server.ledger.view().accounts_of(fresh_server.ledger.view().linked_event(event).members[-1:])
    desk.correct(
        fresh_server.ledger, event, revision=account.ref.revision, slot="realis", values=(Corrected(text="negated"),),
        who="ada",
    )  # fmt: skip
    open_at(page, f"{fresh_server.url}/review?event={event}")
    expect(page.locator('[data-cell="what"]')).to_contain_text("corrected by ada")
