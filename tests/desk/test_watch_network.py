"""Watching a real server: what comes over the wire, and what is left after a kill."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from newsroom import World, attack, kinds
from watched import WATCH, Page, Site, serve

from dateline.desk import WatchSettings
from dateline.documents import Limits, ask_url
from dateline.ledger import open_ledger

QUICK = Limits(timeout_s=0.6, max_bytes=300_000, max_page_bytes=300_000)
HERE = Path(__file__).parent


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as made:
        made.publish("/1", "/2")
        made.put("/1", attack())
        made.put("/2", "Dockers marched through Velnik.")
        yield made


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with open_ledger(tmp_path / "ledger.sqlite") as ledger:
        made = World(ledger)
        made.settings = WatchSettings(min_delay_s=0.0, limits=QUICK)
        yield made


def look(world: World, site: Site, **options):
    return world.round(f"{site.url}/feed", ask=ask_url, **options)


def test_tags_go_back_to_the_server(world, site):
    assert [kind for kind, _ in kinds(look(world, site))] == ["new", "new"]
    assert site.paths() == ["/robots.txt", "/feed", "/1", "/2"]
    world.clock.pass_by(hours=1)
    assert [kind for kind, _ in kinds(look(world, site))] == ["unchanged", "unchanged"]
    assert [headers.get("if-none-match") for _, headers in site.asked] == [
        site.pages[path].headers["ETag"] for path in ("/feed", "/1", "/2")
    ]
    world.clock.pass_by(hours=2)
    site.put("/1", attack("three"))
    (told,) = [one for one in look(world, site) if one.kind == "revision"]
    assert [(change.slot, change.before[0], change.after[0]) for change in told.changes] == [("killed", "2", "3")]


def test_the_name_that_servers_are_told(world, site):
    world.settings = replace(world.settings, user_agent="Desk/1.0 (desk@example.org)")
    look(world, site)
    assert {headers["user-agent"] for _, headers in site.asked} == {"Desk/1.0 (desk@example.org)"}


def test_what_goes_wrong_on_the_wire(world, site):
    site.publish("/bomb", "/slow", "/busy", "/pdf", "/moved", "/1")
    site.bomb("/bomb")
    site.pages["/bomb"].headers["Content-Type"] = "text/plain"
    site.pages["/slow"] = Page(headers={"Content-Type": "text/plain"}, drip_s=2)
    site.pages["/busy"] = Page(status=429, headers={"Retry-After": "600"})
    site.pages["/pdf"] = Page(b"%PDF-", headers={"Content-Type": "application/pdf"})
    site.pages["/moved"] = Page(status=301, headers={"Location": "/2"})
    heard = {one.source.rpartition("/")[2]: one for one in look(world, site) if one.kind != "feed"}
    assert heard["bomb"].kind == "refused" and "over the limit" in heard["bomb"].why
    assert heard["slow"].kind == "failed" and "longer than 0.6 s" in heard["slow"].why
    (waiting,) = [one for one in heard.values() if one.kind == "waiting"]
    assert "429" in waiting.why and waiting.until is not None and site.paths()[-1] == "/busy"
    world.clock.pass_by(seconds=601)
    site.put("/busy", "Nobody was hurt.")
    again = {one.source.rpartition("/")[2]: one for one in look(world, site) if one.kind != "feed"}
    assert again["pdf"].kind == "failed" and "application/pdf" in again["pdf"].why
    assert (again["busy"].kind, again["moved"].kind, again["1"].kind) == ("new", "new", "new")
    assert world.ledger.view().document(f"{site.url}/2").url == f"{site.url}/2"


def test_feeds_that_do_harm(world, site):
    site.bomb("/feed")
    world.settings = replace(world.settings, limits=replace(QUICK, max_bytes=30_000_000))
    (refused,) = look(world, site)
    assert refused.kind == "refused" and "over the limit of 20 MB" in refused.why


def test_a_list_does_not_lead_to_the_loopback(world, site):
    (refused,) = world.round(listed=(f"{site.url}/feed",), ask=ask_url)
    assert refused.kind == "refused" and "private" in refused.why and site.paths() == []
    world.settings = replace(world.settings, allow_private=True)
    world.clock.pass_by(days=2)
    assert ("feed", f"{site.url}/feed") in [
        (one.kind, one.source) for one in world.round(listed=(f"{site.url}/feed",), ask=ask_url)
    ]


def test_a_kill_at_any_moment_gives_nothing_twice_and_loses_nothing(tmp_path: Path, site: Site) -> None:
    where, texts = str(tmp_path / "ledger.sqlite"), {"/1": attack(), "/2": "Dockers marched through Velnik."}
    open_ledger(where).close()
    command = [sys.executable, "-c", WATCH, str(HERE), where, f"{site.url}/feed"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    kills, status = map(int, done.stdout.split())
    assert kills >= 6 and status == 0, done.stderr
    with open_ledger(where) as ledger:
        view = ledger.view()
        counts = view.counts()
        assert (counts.documents, counts.revisions, counts.linked_events) == (2, 2, 1)
        for path, text in texts.items():
            document = view.document(site.url + path)
            assert view.text(document.revision) == text
        assert not list(ledger.verify())
        # Nothing is fetched again that was saved and remembered.
        site.paths()
        world = World(ledger)
        world.clock.now = datetime.now(UTC)
        assert kinds(look(world, site)) == [] and site.paths() == ["/feed"]
