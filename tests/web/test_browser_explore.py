"""Now, Explore and Story in a real browser, over a real server: what one sees, does with the mouse and does with keys.

DATELINE_BENCHMARK=1 prints how long ten thousand events take.
"""

from __future__ import annotations

import json
import os
import random
import re
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

pytest.importorskip("playwright.sync_api", reason="browser tests need playwright")
pytest.importorskip("fastapi", reason="the workbench needs the extra `web`")

import seed
from looked import PHONE, check, open_at, picture
from playwright.sync_api import expect

from dateline import desk

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

LONG_AGO = "2024-04-29T13:00:00Z"
TOWNS = (
    ("Karsum", "TUR", 37.0, 35.0),
    ("Velnik", "BGR", 43.0, 25.0),
    ("Maro", "SDN", 13.2, 30.2),
    ("Balo", "COL", 4.6, -74.1),
)


def make_marks(many: int) -> dict[str, Any]:
    """Events of our own making, the same each time."""
    dice = random.Random(7)
    rows: list[dict[str, Any]] = []
    for n in range(many):
        name, country, lat, lon = dice.choice(TOWNS)
        day = date(2022, 1, 1) + timedelta(days=int(1400 * dice.random() ** 0.6))
        level = dice.choices(("city", "site", "province", "country"), weights=(60, 15, 15, 10))[0]
        is_dated = dice.random() > 0.04
        last = day + timedelta(days=dice.choice((0, 0, 0, 6)))
        killed = dice.choice((None, None, 0, 2, 9))
        at = f"2025-{dice.randint(1, 12):02d}-{dice.randint(1, 28):02d}T10:00:00Z"
        kind = dice.choice(("ASSAULT", "ASSAULT", "PROTEST", "COERCE", "AGREE", "ACCUSE", "INCIDENT"))
        status = dice.choice(("claimed", "claimed", "corroborated", "confirmed", "disputed", "denied", "retracted"))
        rows.append(
            {
                "id": f"{n:016x}", "title": f"{kind.title()} in {name}, number {n} of many that were told of", "type": kind,
                "mode": "", "status": status, "realis": "actual", "attempt": False, "credibility": 3,
                "certainty": dice.choice((0.2, 0.5, 0.8, 1.0)), "origins": dice.randint(1, 5), "reports": dice.randint(1, 6),
                "earliest": day.isoformat() if is_dated else None, "latest": last.isoformat() if is_dated else None,
                "precision": "unknown" if not is_dated else "day" if last == day else "days", "place": name,
                "country": country, "level": level, "lat": lat + dice.gauss(0, 1.2), "lon": lon + dice.gauss(0, 1.5),
                "radius_km": {"city": 8.0, "site": 1.0, "province": 90.0, "country": 500.0}[level],
                "actors": [dice.choice(("Red Sickle", "Northern Front", seed.RIGHT_TO_LEFT, seed.LONG))],
                "targets": [dice.choice(("bakers", "dockers"))], "weapon": "", "killed_low": killed, "killed_high": killed,
                "injured_low": None, "injured_high": None, "disputes": int(status == "disputed"),
                "sources": [dice.choice(("district police", "Karsum hospital")), "Shore Post"], "kinds": ["police"],
                "reported": [day.isoformat()], "recorded": at, "changed": at,
            }
        )  # fmt: skip
    columns = {name: [row[name] for row in rows] for name in rows[0]} if rows else {}
    return {"entry": 1, "total": many, "rejected": 0, "dropped": 0, "pending": 0, "columns": columns}


@pytest.fixture(scope="module")
def many() -> str:
    return json.dumps(make_marks(10_000))


def answer_marks(page: Page, body: str) -> None:
    page.route("**/api/v1/marks*", lambda route: route.fulfill(body=body, content_type="application/json"))


def seen(page: Page, moment: str = LONG_AGO) -> None:
    page.add_init_script(f"localStorage.getItem('dateline-seen') ?? localStorage.setItem('dateline-seen', '{moment}')")


# Now


def test_now_tells_what_changed_before_what_is_new(page: Page, server: Any) -> None:
    seen(page)
    open_at(page, server.url)
    expect(page.locator("section h2").first).to_contain_text("Status changed")
    changed = page.locator(".now-section").first.locator(".item").first
    expect(changed).to_contain_text("Fishermen threw in Odrin")
    expect(changed.locator(".badge")).to_have_text(["claimed", "retracted"])
    expect(page.get_by_role("heading", name="New events")).to_be_visible()
    # What an article says is text and never a tag.
    expect(page.get_by_role("link", name=seed.SCRIPT)).to_be_visible()
    assert page.title() == "Now · dateline"
    check(page)
    picture(page, "now")
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator(".item-title").nth(1)).to_be_focused()
    page.keyboard.press("s")
    expect(page.get_by_role("heading", name="Nothing new")).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="Nothing new")).to_be_visible()


def test_now_offers_what_comes_in_and_moves_nothing(page: Page, fresh_server: Any) -> None:
    seen(page)
    open_at(page, fresh_server.url)
    shown = page.locator(".item-title").all_text_contents()
    dossier = seed.report(
        "Smugglers attacked a ferry in Odrin on Friday, the harbour master said.", word="attacked", actor="Smugglers",
        place=("Odrin", "BGR", 43.0, 25.0), teller="the harbour master", published=date(2024, 5, 3),
        url="https://post.example/ferry", title="Ferry attacked",
    )  # fmt: skip
    desk.ingest(fresh_server.ledger, [seed.coded(dossier, at=seed.datetime(2024, 5, 3, tzinfo=seed.UTC))])
    expect(page.locator(".now-news")).to_contain_text("1 new", timeout=15_000)
    assert page.locator(".item-title").all_text_contents() == shown
    page.keyboard.press("n")
    expect(page.get_by_role("link", name="Smugglers attacked in Odrin")).to_be_visible()


def test_now_says_why_it_shows_nothing(page: Page, server: Any) -> None:
    empty = {
        "since": LONG_AGO,
        "until": None,
        "entry": 0,
        "documents": 0,
        "events": 0,
        "changed": 0,
        "left_out": 0,
        "items": [],
    }
    page.route("**/api/v1/now*", lambda route: route.fulfill(json=empty))
    session = {"who": "ada", "role": "editor", "csrf": "x", "entry": 0, "counts": {"documents": 0}}
    page.route("**/api/v1/session", lambda route: route.fulfill(json=session))
    open_at(page, server.url)
    expect(page.get_by_role("heading", name="Nothing has been read yet")).to_be_visible()
    fault = {"error": {"code": "locked", "message": "Another program holds the ledger.", "details": {}}}
    page.route("**/api/v1/now*", lambda route: route.fulfill(status=503, json=fault))
    page.get_by_role("button", name="6 hours").click()
    expect(page.locator(".empty")).to_contain_text("Another program holds the ledger.")


# Explore


def test_explore_has_one_filter_that_the_address_keeps(page: Page, server: Any) -> None:
    open_at(page, f"{server.url}/explore")
    counts = page.locator("#counts")
    expect(counts).to_contain_text(re.compile(r"^\d+ events"))
    check(page)
    picture(page, "explore")
    page.locator("label.facet-line", has_text="Bulgaria").click()
    expect(page).to_have_url(re.compile("country=BGR"))
    expect(counts).to_contain_text(" of ")
    page.locator("#filter-since").fill("2024-04-30")
    page.locator("#filter-since").press("Tab")
    expect(page).to_have_url(re.compile("since=2024-04-30"))
    expect(counts).to_contain_text(re.compile("^4 of"))
    # A country is no place: it stands at the side, with a count, and never on the map.
    expect(page.locator(".rail")).to_contain_text("Not on the map: 1")
    expect(page.locator(".events tbody tr[data-i]")).to_have_count(4)
    address = page.url
    page.reload()
    expect(counts).to_contain_text(re.compile("^4 of"))
    assert page.url.split("&at=")[0] == address.split("&at=")[0]
    page.go_back()
    page.get_by_role("button", name="Without Bulgaria").wait_for()
    page.get_by_role("button", name="Clear", exact=True).click()
    expect(counts).to_contain_text(re.compile(r"^\d+ events"))


def test_explore_by_keys_alone(page: Page, server: Any) -> None:
    open_at(page, f"{server.url}/explore")
    page.keyboard.press("/")
    expect(page.locator("#filter-text")).to_be_focused()
    page.keyboard.type("stones")
    expect(page.locator("#counts")).to_contain_text(re.compile("^1 of"))
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    expect(page.locator(".events tr[aria-selected=true]")).to_have_count(1)
    expect(page.locator(".chosen")).to_contain_text("Odrin")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("next event of the table")
    page.keyboard.press("Escape")
    page.keyboard.press("m")
    page.keyboard.press("n")
    expect(page.locator(".map-card")).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**/event/*")


def test_explore_chooses_in_all_its_parts_at_once(page: Page, server: Any) -> None:
    open_at(page, f"{server.url}/explore")
    page.locator(".events tbody tr[data-i]", has_text="Fishermen").locator("td").first.click()
    expect(page.locator(".chosen .card-title")).to_contain_text("Fishermen threw in Odrin")
    expect(page).to_have_url(re.compile("event="))
    page.reload()
    expect(page.locator(".chosen .card-title")).to_contain_text("Fishermen threw in Odrin")
    expect(page.locator(".events tr[aria-selected=true]")).to_contain_text("Fishermen")
    page.get_by_role("button", name="What is near").click()
    expect(page).to_have_url(re.compile("near=43"))
    expect(page.locator("#counts")).to_contain_text(" of ")
    assert page.title() == "Explore · dateline"


def test_explore_draws_days_and_areas(page: Page, server: Any) -> None:
    open_at(page, f"{server.url}/explore")
    box = page.locator("#time").bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.95, box["y"] + 40, steps=4)
    page.mouse.up()
    expect(page).to_have_url(re.compile(r"since=20\d\d-\d\d-\d\d&until=20"))
    expect(page.locator("#counts")).to_contain_text(" of ")
    page.keyboard.press("x")
    page.get_by_role("button", name="Draw an area").click()
    area = page.locator("#map").bounding_box()
    assert area
    page.mouse.move(area["x"] + 100, area["y"] + 60)
    page.mouse.down()
    page.mouse.move(area["x"] + area["width"] - 60, area["y"] + area["height"] - 30, steps=4)
    page.mouse.up()
    expect(page).to_have_url(re.compile("bounds="))
    # The exports of the server know no area, and say so.
    page.get_by_text("Export", exact=True).click()
    expect(page.locator(".menu-body").filter(has_text="rows as CSV")).to_contain_text("the area drawn")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="rows as CSV").click()
    text = Path(waiting.value.path()).read_text(encoding="utf-8-sig")
    assert text.startswith("id,day,title,type,status")


def test_explore_with_ten_thousand_events(page: Page, server: Any, many: str) -> None:
    answer_marks(page, many)
    open_at(page, f"{server.url}/explore")
    counts = page.locator("#counts")
    expect(counts).to_contain_text(re.compile(r"^10,000 events; [\d,]+ without a point on the map"))
    rows = page.locator(".events tbody tr[data-i]")
    assert rows.count() < 80
    page.locator(".events-scroll").evaluate("(box) => { box.scrollTop = box.scrollHeight; }")
    expect(page.locator(".events tr[aria-rowindex='10001']")).to_be_visible()
    expect(page.locator("table.events")).to_have_attribute("aria-rowcount", "10001")
    check(page)
    picture(page, "explore-10000")
    page.get_by_role("button", name="Killed").click()
    page.locator(".events-scroll").evaluate("(box) => { box.scrollTop = 0; }")
    expect(rows.first.locator("td.num").first).to_have_text("9")
    page.locator("label.facet-line", has_text="Colombia").click()
    expect(counts).to_contain_text(" of 10,000 events")
    # Every country keeps its count while one of them is chosen.
    expect(page.locator("label.facet-line", has_text="Sudan").locator(".facet-count")).not_to_have_text("0")
    if os.environ.get("DATELINE_BENCHMARK"):
        for name in ("denied", "disputed", "confirmed"):
            page.locator("label.facet-line", has_text=name).click()
            page.wait_for_timeout(300)
        taken = page.evaluate(
            "performance.getEntriesByType('measure').map((one) => [one.name, Math.round(one.duration)])"
        )
        print(f"\nten thousand events, milliseconds: {taken}")


def test_explore_on_a_phone_in_the_dark(open_page: Callable[..., Page], server: Any, many: str) -> None:
    page = open_page(viewport=PHONE, color_scheme="dark", has_touch=True)
    answer_marks(page, many)
    open_at(page, f"{server.url}/explore")
    expect(page.locator("#counts")).to_contain_text("10,000 events")
    check(page)
    picture(page, "explore-phone-dark")
    page.get_by_role("button", name="Table", exact=True).click()
    page.locator(".events tbody tr[data-i]").first.locator("td").first.click()
    expect(page.locator(".events tr[aria-selected=true]")).to_have_count(1)


def test_explore_without_events(page: Page, server: Any) -> None:
    answer_marks(page, json.dumps(make_marks(0)))
    session = {"who": "ada", "role": "editor", "csrf": "x", "entry": 0, "counts": {"documents": 0, "linked_events": 0}}
    page.route("**/api/v1/session", lambda route: route.fulfill(json=session))
    open_at(page, f"{server.url}/explore")
    expect(page.locator("#counts")).to_contain_text("0 events")
    expect(page.get_by_role("heading", name="No events yet")).to_be_visible()
    check(page)


MATCHING = """async (data) => {
  const { Marks, toDay, UNKNOWN } = await import("/static/marks.js");
  const { EMPTY, readFilter, writeFilter } = await import("/static/filter.js");
  let state = 11;
  const dice = (many) => (state = (state * 48271) % 2147483647) % many;
  const some = (list) => list.filter(() => dice(3) === 0);
  const marks = new Marks(data);
  const c = data.columns;
  const faults = [];
  for (let turn = 0; turn < 60; turn++) {
    const filter = {
      ...EMPTY,
      since: dice(2) ? `202${2 + dice(4)}-0${1 + dice(9)}-1${dice(9)}` : "", until: dice(3) ? "" : "2025-06-30",
      type: some(["ASSAULT", "PROTEST", "AGREE"]), status: some(["claimed", "denied"]), country: some(["TUR", "SDN", "COL"]),
      party: dice(3) ? "" : "NÓRTHERN front", source: dice(3) ? "" : "hospital", text: dice(2) ? "" : "a&b=c \\"d\\" +e",
      bounds: dice(4) ? null : [-80, -10, 40, 44.5], near: dice(4) ? null : { lat: 37, lon: 35, km: 120 },
    };
    const back = readFilter(`?${writeFilter(filter)}`);
    if (JSON.stringify(back) !== JSON.stringify(filter)) faults.push(["address", filter, back]);
    const { shown, facets } = marks.match({ ...filter, text: "" });
    const passes = (i, without) =>
      (!(filter.since || filter.until) || c.earliest[i]) &&
      (!filter.since || c.latest[i] >= filter.since) &&
      (!filter.until || c.earliest[i] <= filter.until) &&
      (without === "type" || !filter.type.length || filter.type.includes(c.type[i])) &&
      (!filter.status.length || filter.status.includes(c.status[i])) &&
      (!filter.country.length || filter.country.includes(c.country[i])) &&
      (!filter.party || [...c.actors[i], ...c.targets[i]].includes("Northern Front")) &&
      (!filter.source || c.sources[i].includes("Karsum hospital")) &&
      (!(filter.bounds || filter.near) || c.level[i] !== "country") &&
      (!filter.bounds || (c.lon[i] >= -80 && c.lon[i] <= 40 && c.lat[i] >= -10 && c.lat[i] <= 44.5)) &&
      (!filter.near || (c.radius_km[i] <= 120 && km(c.lat[i], c.lon[i]) <= 120));
    const km = (lat, lon) => {
      const r = Math.PI / 180;
      const across = Math.cos(37 * r) * Math.cos(lat * r) * Math.cos((lon - 35) * r);
      return 6371 * Math.acos(Math.min(1, Math.sin(37 * r) * Math.sin(lat * r) + across));
    };
    const wanted = c.id.map((_, i) => i).filter((i) => passes(i));
    if (wanted.join() !== [...shown].join()) faults.push(["shown", filter, wanted.length, shown.length]);
    for (const [type, many] of facets.type) {
      const counted = c.id.filter((_, i) => c.type[i] === type && passes(i, "type")).length;
      if (counted !== many) faults.push(["facet", type, counted, many]);
    }
  }
  return faults;
}"""


def test_a_filter_survives_the_address_and_lets_through_what_it_says(page: Page, server: Any) -> None:
    page.goto(f"{server.url}/story")
    assert page.evaluate(MATCHING, make_marks(400)) == []


# Story


def test_a_story_tells_what_is_new_since_one_last_looked(page: Page, fresh_server: Any) -> None:
    open_at(page, f"{fresh_server.url}/story?q=Galway")
    expect(page.locator(".story-event")).to_have_count(2)
    expect(page.locator(".story-event").nth(1)).to_contain_text("Belongs here: the same report tells it as event 1")
    expect(page.locator(".story-summary")).to_contain_text("you have not looked at this story before")
    check(page)
    picture(page, "story")
    page.keyboard.press("s")
    expect(page.locator(".story-summary")).to_contain_text("nothing new since you last looked")
    page.keyboard.press("j")
    expect(page.locator(".story-title").first).to_be_focused()
    page.goto(f"{fresh_server.url}/story?q=zeppelin")
    expect(page.get_by_role("heading", name="Nothing fits")).to_be_visible()
    page.goto(f"{fresh_server.url}/story")
    expect(page.locator(".lately")).to_contain_text("Galway")


def test_pages_on_a_phone_keep_their_width(open_page: Callable[..., Page], server: Any) -> None:
    page = open_page(viewport=PHONE, color_scheme="dark")
    seen(page, "2000-01-01T00:00:00Z")
    open_at(page, server.url)
    expect(page.locator(".item").first).to_be_visible()
    check(page)
    picture(page, "now-phone-dark")
    open_at(page, f"{server.url}/story?q=Odrin")
    check(page)
    # The switch is kept for the next page.
    page.get_by_role("button", name="Turn to light colours").click()
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") == "light"
