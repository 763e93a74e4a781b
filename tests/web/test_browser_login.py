"""Logging in as a person does, and what a hostile text does to the pages that show it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pytest

pytest.importorskip("playwright.sync_api", reason="browser tests need playwright")

from looked import picture
from served import SETTINGS, serving

from dateline.ledger import Filter, Ledger
from dateline.web import Token

if TYPE_CHECKING:
    from playwright.sync_api import Page

TOKEN: Final = "reader-token-of-many-letters"


def test_a_person_logs_in_with_a_token(seeded: Ledger, page: Page) -> None:
    tokens = (Token(role="reader", name="Rea", token=TOKEN),)
    with serving(seeded, replace(SETTINGS, tokens=tokens)) as served:
        page.goto(f"{served.url}/explore")
        assert page.url == f"{served.url}/login"
        assert page.evaluate("document.activeElement.id") == "token"
        page.fill("#token", "a wrong token")
        page.keyboard.press("Enter")
        page.wait_for_selector("#wrong:visible")
        picture(page, "login")
        page.fill("#token", TOKEN)
        page.keyboard.press("Enter")
        page.wait_for_url(f"{served.url}/")
        assert page.evaluate("fetch('/api/v1/session').then(r => r.json()).then(s => s.who)") == "Rea"
        assert page.evaluate("document.cookie") == ""
        assert TOKEN not in page.url


@pytest.mark.parametrize("address", ["/explore", "/event/{event}", "/document/{document}"])
def test_a_hostile_text_does_nothing(seeded: Ledger, page: Page, address: str) -> None:
    """Its names and its address hold scripts that would change the page's title; `page` fails on anything that was stopped."""
    event = next(iter(seeded.view().linked(Filter(text="seized ferry", country="BGR"))))
    document = seeded.view().account(event.members[0]).document.url or ""
    found = seeded.view().document(document)
    with serving(seeded) as served:
        page.goto(served.url + address.format(event=event.id, document=found.id))
        page.wait_for_selector("text=onerror", state="attached")
        page.wait_for_timeout(300)
        assert page.title() != "owned" and page.locator("img[src=x]").count() == 0
        assert page.locator("a[href^='javascript:' i]").count() == 0
        assert page.evaluate("[...document.scripts].every(s => new URL(s.src).origin === location.origin)")
