"""Watching: what is new, what changed, and how servers are asked."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from newsroom import FEED, ONE, THREE, TWO, Reply, World, attack, item, kinds

from dateline.desk import WatchSettings, forget_watched, list_watched
from dateline.errors import LedgerLocked, ReaderError, UsageError
from dateline.ledger import open_ledger


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with open_ledger(tmp_path / "ledger.sqlite") as ledger:
        made = World(ledger)
        made.publish(item(ONE, title="Attack in Karsum"), item(TWO))
        made.write(ONE, attack())
        made.write(TWO, "Dockers marched through Velnik.")
        yield made


def count(world: World) -> tuple[int, int]:
    counts = world.ledger.view().counts()
    return counts.documents, counts.revisions


def test_new_articles_are_saved_with_how_they_came(world):
    heard = world.round()
    assert kinds(heard) == [("new", ONE), ("new", TWO)]
    assert (heard[1].title, heard[1].events, heard[1].feed) == ("Attack in Karsum", 1, FEED)
    view = world.ledger.view()
    document = view.document(ONE)
    assert (document.title, document.publisher, document.id) == ("Attack in Karsum", "Karsum Herald", heard[1].document)
    (custody,) = view.revisions(document.id)[0].custody
    assert (custody.how, custody.source, custody.at) == ("fetched", ONE, world.clock.now)
    assert custody.by.startswith("dateline ") and view.raw(custody.raw_sha256) == attack().encode()
    assert not list(world.ledger.verify())


def test_what_did_not_change_is_asked_for_by_its_tag_and_not_read_again(world):
    world.round()
    assert world.net.paths(robots=True) == ["https://herald.example/robots.txt", FEED, ONE, TWO]
    heard = world.round()
    assert [(one.kind, one.why) for one in heard] == [("feed", "not modified")]
    assert [ask.etag for _, ask in world.net.asked] == [world.net.replies[FEED].etag]
    assert world.net.paths() == [FEED]


def test_an_article_that_changes_three_times(world):
    told = [world.round()]
    for killed in ("three", "four", "five"):
        world.clock.pass_by(minutes=40)
        world.write(ONE, attack(killed))
        told.append(world.round())
    revisions = [one for round in told for one in round if one.kind == "revision"]
    assert [one.source for one in revisions] == [ONE, ONE, ONE]
    changes = [(change.slot, change.before, change.after) for one in revisions for change in one.changes]
    assert [(slot, before[:5], after[:5]) for slot, before, after in changes] == [
        ("killed", "2 (di", "3 (di"), ("killed", "3 (di", "4 (di"), ("killed", "4 (di", "5 (di"),
    ]  # fmt: skip
    assert count(world) == (2, 5)


def test_articles_are_looked_at_again_less_and_less(world):
    world.publish(item(ONE))
    world.settings = WatchSettings(every=timedelta(days=4), min_delay_s=0.0)
    world.round()
    looks: list[timedelta] = []
    begin = world.clock.now
    watcher = world.watcher(FEED).run(once=False)
    for heard in watcher:
        if heard.kind == "unchanged":
            looks.append(heard.at - begin)
        if world.clock.now - begin > timedelta(days=7):
            break
    hours = [look.total_seconds() / 3600 for look in looks]
    assert len(hours) == 8 and hours == sorted(hours)
    gaps = [b - a for a, b in zip([0.0, *hours], hours, strict=False)]
    assert all(2**n / 2 <= gap < 2**n / 2 * 1.2 + 0.05 for n, gap in enumerate(gaps))


def test_an_old_article_is_read_once(world):
    world.publish(item(ONE, more="<pubDate>Mon, 01 Apr 2024 10:00:00 GMT</pubDate>"))
    assert kinds(world.round()) == [("new", ONE)]
    world.net.paths()
    world.clock.pass_by(days=3)
    world.round()
    assert world.net.paths() == [FEED]
    assert str(world.ledger.view().document(ONE).published) == "2024-04-01"


def test_a_new_stamp_in_the_feed_is_followed_at_once(world):
    world.round()
    world.clock.pass_by(minutes=5)
    world.write(ONE, attack("three"))
    world.publish(item(ONE, title="Attack in Karsum: three dead"), item(TWO))
    heard = world.round()
    assert kinds(heard) == [("revision", ONE)]
    assert heard[0].why == "2 entries, 0 new, 1 changed"


def test_the_same_text_at_two_addresses_and_in_two_feeds(world):
    other = "https://post.example/atom"
    world.publish(item(ONE), url=other)
    assert kinds(world.round(FEED, other)) == [("new", ONE), ("new", TWO)]
    assert world.net.paths().count(ONE) == 1


def test_what_the_ledger_had_is_known(world):
    world.round()
    assert forget_watched(world.ledger, [FEED, "https://nobody.example/"]) == ("https://nobody.example/",)
    assert list_watched(world.ledger) == ()
    assert kinds(world.round()) == [("known", ONE), ("known", TWO)]
    assert count(world) == (2, 2)


def test_an_article_that_is_taken_off_stays_and_is_told(world):
    world.round()
    world.clock.pass_by(hours=1)
    del world.net.replies[ONE]
    (gone,) = [one for one in world.round() if one.kind == "gone"]
    assert gone.source == ONE and "stays in the ledger" in gone.why and gone.document
    world.clock.pass_by(hours=1)
    world.net.paths()
    assert not kinds(world.round(), "gone") and ONE not in world.net.paths()
    assert world.ledger.view().text(world.ledger.view().document(ONE).revision) == attack()


def test_what_fails_is_tried_again_later_and_at_last_no_more(world):
    world.net.replies[ONE] = Reply(status=404)
    heard = world.round()
    heard = [one for one in heard if one.kind == "failed"]
    assert [one.source for one in heard] == [ONE]
    world.net.paths()
    assert not kinds(world.round()) and ONE not in world.net.paths()  # not yet
    last = heard[-1]
    tries = 1
    while last.until is not None:
        world.clock.now = last.until
        (last,) = [one for one in world.round() if one.kind == "failed"]
        tries += 1
    assert tries == 9 and last.until is None and "not tried again" in last.why
    world.write(ONE, attack())
    assert not kinds(world.round(), "new")
    world.publish(item(ONE, title="Changed"), item(TWO))
    assert kinds(world.round(), "new") == [("new", ONE)]  # the feed says something else: that is a reason to try


def test_a_feed_without_addresses_is_its_own_document(world):
    words = "<description>&lt;p&gt;{}&lt;/p&gt;</description><dc:creator>A. Writer</dc:creator>"
    world.publish(
        item(id="n1", title="Attack", more=words.format(attack())),
        item(id="n2", title="", more="<description>1</description>"),
    )
    heard = world.round()
    assert kinds(heard) == [("new", f"{FEED}#n1"), ("refused", f"{FEED}#n2")]
    view = world.ledger.view()
    document = view.document(heard[1].document)
    assert (document.url, document.title, document.publisher) == (None, "Attack", "Karsum Herald")
    assert view.text(document.revision) == f"Attack\n\n{attack()}"
    (custody,) = view.revisions(document.id)[0].custody
    assert (custody.how, custody.source) == ("feed", f"{FEED}#n1")
    world.publish(item(id="n1", title="Attack", more=words.format(attack("four"))))
    assert kinds(world.round()) == [("revision", f"{FEED}#n1")]
    assert count(world) == (1, 2)


def test_a_deleted_document_is_not_taken_again(world):
    world.round()
    with world.ledger.writer() as writer:
        writer.delete(ONE, who="ann", reason="asked to")
    world.clock.pass_by(hours=1)
    world.write(ONE, attack("three"))
    (refused,) = [one for one in world.round() if one.kind == "refused"]
    assert refused.source == ONE and "deleted" in refused.why
    world.clock.pass_by(hours=3)
    assert not kinds(world.round(), "refused")


def test_a_fault_of_the_reader_ends_nothing(world):
    world.write(ONE, "break the reader")
    assert kinds(world.round()) == [("failed", ONE), ("new", TWO)]


def test_a_reader_that_is_missing_ends_it(world):
    def missing(document, /, *, issues=()):
        raise ReaderError("The reader is not installed.")

    world.read = missing
    with pytest.raises(ReaderError):
        world.round()
    assert count(world) == (0, 0)


def test_an_article_that_is_no_text(world):
    world.net.replies[ONE] = Reply("<html><body></body></html>", media_type="text/html")
    heard = [one for one in world.round() if one.kind == "failed"]
    assert "no article" in heard[0].why or "HTML" in heard[0].why


def test_a_moved_feed_is_asked_where_it_is_now(world):
    new = "https://new.example/feed.xml"
    world.net.replies[new] = world.net.replies[FEED]
    world.net.replies[FEED] = Reply(status=301, headers={"Location": new})
    heard = world.round()
    assert ("moved", FEED) in kinds(heard) and new in next(one.why for one in heard if one.kind == "moved")
    world.net.paths()
    world.round()
    assert world.net.paths() == [new]
    (watched,) = list_watched(world.ledger)
    assert (watched.source, watched.address) == (FEED, new)


def test_a_feed_that_moved_to_what_is_none_stays_where_it_was(world):
    world.net.replies["https://parked.example/"] = Reply("<html><body>For sale</body></html>", media_type="text/html")
    world.net.replies[FEED] = Reply(status=301, headers={"Location": "https://parked.example/"})
    assert [one.kind for one in world.round()] == ["failed"]
    assert [one.address for one in list_watched(world.ledger)] == [FEED]


def test_a_feed_that_is_elsewhere_for_now_stays_where_it_is(world):
    new = "https://new.example/feed.xml"
    world.net.replies[new] = world.net.replies[FEED]
    world.net.replies[FEED] = Reply(status=302, headers={"Location": new})
    assert not kinds(world.round(), "moved")
    world.net.paths()
    world.round()
    assert world.net.paths() == [FEED, new]


def test_redirects_without_end(world):
    world.net.replies[ONE] = Reply(status=302, headers={"Location": ONE})
    (failed,) = [one for one in world.round() if one.kind == "failed"]
    assert "redirects more than 5 times" in failed.why
    world.net.replies[ONE] = Reply(status=302, headers={"Location": "file:///etc/hostname"})
    world.clock.pass_by(hours=1)
    (refused,) = [one for one in world.round() if one.kind == "refused"]
    assert "neither http nor https" in refused.why


def test_a_feed_that_is_gone_for_good_is_not_asked_again(world):
    world.net.replies[FEED] = Reply(status=410)
    assert kinds(world.round(), "failed") == [("failed", FEED)]
    world.net.paths()
    world.clock.pass_by(days=9)
    (note,) = world.round()
    assert note.kind == "note" and "--forget" in note.why and world.net.paths() == []


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (
            '<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><rss><channel><title>&b;</title></channel></rss>',
            "entities",
        ),
        ("<html><head></head><body></body></html>", "no feed"),
        (b"x" * 20_000_001, "over the limit"),
    ],
)
def test_a_feed_that_is_none_is_told_and_tried_later(world, body, words):
    world.net.replies[FEED] = Reply(body, media_type="text/xml")
    (told,) = world.round()
    assert told.kind in {"failed", "refused"} and words in told.why and told.until is not None
    world.net.paths()
    (waiting,) = world.round()
    assert waiting.kind == "waiting" and waiting.until == told.until and world.net.paths() == []


def test_broken_xml_gives_what_can_be_read(world):
    body = world.net.replies[FEED].body
    world.net.replies[FEED] = Reply(body[: body.index("</item><item>")], media_type="text/xml")
    heard = world.round()
    assert kinds(heard) == [("note", FEED), ("new", ONE)]
    assert "broken at line" in heard[1].why


def test_the_limits_of_a_host(world):
    world.settings = WatchSettings(min_delay_s=2.0, max_per_host=4)
    other = "https://post.example/1"
    world.publish(item(ONE), item(TWO), item(THREE), item(other))
    for url in (THREE, other):
        world.write(url, f"Nobody was hurt at {url}.")
    heard = world.round()
    # robots.txt, the feed and two articles are four requests; the other host is not concerned.
    assert sorted(kinds(heard, "new")) == sorted([("new", ONE), ("new", other), ("new", TWO)])
    (waiting,) = [one for one in heard if one.kind == "waiting"]
    assert "as many as are allowed; 1 article of it wait" in waiting.why
    times = [at for at, ask in world.net.asked if "herald.example" in ask.url]
    assert all(b - a >= timedelta(seconds=2) for a, b in pairwise(times))
    assert kinds(world.round(), "new") == [("new", THREE)]


def test_a_host_that_all_articles_lead_to_is_spared_too(world):
    world.settings = WatchSettings(min_delay_s=3.0)
    urls = [f"https://herald.example/{n}" for n in range(3)]
    world.publish(*map(item, urls))
    for n, url in enumerate(urls):
        world.net.replies[url] = Reply(status=302, headers={"Location": f"https://real.example/{n}"})
        world.write(f"https://real.example/{n}", f"Words of {n}.")
    assert len(kinds(world.round(), "new")) == 3
    times = [at for at, ask in world.net.asked if "real.example" in ask.url]
    assert len(times) == 4 and all(b - a >= timedelta(seconds=3) for a, b in pairwise(times))


def test_a_busy_server_is_left_alone_as_long_as_it_asks(world):
    world.net.replies[ONE] = Reply(status=429, headers={"Retry-After": "7200"})
    heard = world.round()
    (waiting,) = [one for one in heard if one.kind == "waiting"]
    assert waiting.until == world.clock.now + timedelta(hours=2) and "2 articles of it wait" in waiting.why
    world.net.paths()
    world.clock.pass_by(hours=1)
    world.write(ONE, attack())
    assert kinds(world.round(), "waiting") and world.net.paths(robots=True) == []
    world.clock.pass_by(hours=1, seconds=1)
    assert kinds(world.round()) == [("new", ONE), ("new", TWO)]


def test_a_busy_server_that_names_a_date(world):
    world.net.replies[FEED] = Reply(status=503, headers={"Retry-After": "Wed, 01 May 2024 18:00:00 GMT"})
    (waiting,) = world.round()
    assert f"{waiting.until:%H:%M}" == "18:00" and "503" in waiting.why


def test_a_host_that_cannot_be_reached_is_not_asked_for_each_article(world):
    urls = [f"https://herald.example/{n}" for n in range(9)]
    world.publish(*map(item, urls))
    for url in urls:
        world.net.replies[url] = Reply(fault="it took longer than 20 s; try again later or save it as a file.")
    heard = world.round()
    assert len(kinds(heard, "failed")) == 3 and len(world.net.paths()) == 1 + 3
    (waiting,) = [one for one in heard if one.kind == "waiting"]
    assert "could not be reached 3 times" in waiting.why and "6 articles" in waiting.why


def test_a_feed_that_fails_is_asked_less_and_less(world):
    world.net.replies[FEED] = Reply(status=500)
    waits = []
    for _ in range(8):
        (told,) = world.round()
        waits.append((told.until - world.clock.now).total_seconds() / 60)
        world.clock.now = told.until
    assert all(
        least <= wait <= 1.2 * least
        for wait, least in zip(waits, (30, 60, 120, 240, 480, 960, 1440, 1440), strict=True)
    )


def test_robots_txt_is_obeyed(world):
    rules = "User-agent: *\nDisallow: /1\nUser-agent: dateline\nDisallow: /2$\nCrawl-delay: 30\n"
    world.net.replies["https://herald.example/robots.txt"] = Reply(rules)
    heard = world.round()
    assert kinds(heard) == [("new", ONE), ("refused", TWO)] and "robots.txt" in heard[-1].why
    assert 30.0 in world.clock.slept
    # Whoever gives the program another name is still us.
    world.settings = WatchSettings(min_delay_s=0.0, user_agent="Desk/1.0 (desk@example.org)")
    forget_watched(world.ledger, [FEED])
    assert kinds(world.round()) == [("refused", ONE), ("refused", TWO)]


def test_robots_txt_is_fetched_once_a_day(world):
    for _ in range(3):
        world.round()
        world.clock.pass_by(hours=7)
    assert world.net.paths(robots=True).count("https://herald.example/robots.txt") == 1
    world.clock.pass_by(hours=7)
    world.round()
    assert "https://herald.example/robots.txt" in world.net.paths(robots=True)


def test_without_robots_txt_nothing_is_known_and_nothing_is_fetched(world):
    world.net.replies["https://herald.example/robots.txt"] = Reply(status=500)
    (told,) = world.round()
    assert told.kind == "failed" and "robots.txt gives 500" in told.why and world.net.paths() == []


def test_a_public_feed_leads_into_no_private_network(world):
    inside = "http://10.0.0.7/admin"
    world.net.private.add("10.0.0.7")
    world.net.replies[inside] = Reply("Passwords of the harbour office.")
    world.net.replies[TWO] = Reply(status=302, headers={"Location": inside})
    world.publish(item(ONE), item(TWO), item(inside))
    heard = world.round()
    assert sorted(kinds(heard)) == [("new", ONE), ("refused", inside), ("refused", TWO)]
    assert all("private" in one.why for one in heard if one.kind == "refused")
    world.settings = WatchSettings(min_delay_s=0.0, allow_private=True)
    forget_watched(world.ledger, [FEED])
    assert not kinds(world.round(), "refused")


def test_a_private_feed_may_name_its_own_host_and_no_other(world):
    feed, own = "http://intranet:8080/feed", "http://intranet:8080/1"
    port, other = "http://intranet:9200/_all", "http://printer/"
    world.net.private |= {"intranet", "printer"}
    world.publish(item(own), item(port), item(other), item(ONE), url=feed)
    for url in (own, port, other):
        world.write(url, f"Words at {url}.")
    heard = world.round(feed)
    assert sorted(kinds(heard)) == sorted([("new", own), ("new", ONE), ("refused", port), ("refused", other)])


def test_many_articles_are_announced_and_taken_host_by_host(world):
    urls = [f"https://{host}.example/{n}" for host in ("herald", "post") for n in range(10)]
    world.publish(*map(item, urls))
    for url in urls:
        world.write(url, f"Nobody was hurt at {url}.")
    world.settings = WatchSettings(min_delay_s=2.0)
    heard = world.round()
    (due,) = [one for one in heard if one.kind == "due"]
    assert due.why == "20 articles of 2 hosts are to be fetched"
    order = [one.source.split(".")[0] for one in heard if one.kind == "new"]
    assert (
        len(order) == 20 and sum(a != b for a, b in pairwise(order)) >= 17
    )  # while one host rests, the other is asked
    assert sum(world.clock.slept) < 2.0 * 13


def test_it_is_the_same_over_every_store(ledger):
    world = World(ledger)
    world.publish(item(ONE))
    world.write(ONE, attack())
    assert kinds(world.round()) == [("new", ONE)]
    world.clock.pass_by(hours=1)
    world.write(ONE, attack("three"))
    assert kinds(world.round()) == [("revision", ONE)]
    assert [(one.entries, one.texts) for one in list_watched(ledger)] == [(1, 1)]


def test_an_article_cannot_pass_itself_off_as_another(world):
    record = '{"url": "https://herald.example/1", "publisher": "Karsum Herald", "text": "Gunmen attacked nobody."}'
    evil = "https://evil.example/feed"
    world.net.replies["https://evil.example/1"] = Reply(record, media_type="application/json")
    world.net.replies["https://evil.example/2"] = Reply(
        '<html><head><link rel="canonical" href="https://herald.example/1"></head><body><article><h1>Nobody</h1>'
        "<p>Dockers marched through Velnik over unpaid wages on Monday, the harbour union said.</p></article></body></html>",
        media_type="text/html",
    )
    world.publish(item("https://evil.example/1"), item("https://evil.example/2"), item(TWO), url=evil)
    heard = world.round(FEED, evil)
    assert ("new", "https://evil.example/2") in kinds(heard)
    assert count(world)[1] == 3 and world.ledger.view().document(ONE).revisions == 1
    # And a feed of other people's articles is not their publisher.
    assert world.ledger.view().document(TWO).publisher in {None, "Karsum Herald"}


def test_a_feed_that_a_list_named_and_then_the_user(world):
    feed = "http://intranet/feed"
    world.net.private.add("intranet")
    world.publish(url=feed)
    assert [one.kind for one in world.round(listed=(feed,))] == ["refused"]
    assert [one.kind for one in world.round(feed)] == ["feed"]


def test_a_list_leads_into_no_private_network(world):
    feed = "http://intranet/feed"
    world.net.private.add("intranet")
    world.publish(item(ONE), url=feed)
    (refused,) = world.round(listed=(feed,))
    assert refused.kind == "refused" and "private" in refused.why


def test_a_name_that_was_public_does_not_turn_private(world):
    world.round()
    world.net.private.add("herald.example")
    world.clock.pass_by(hours=2)
    heard = world.round()
    assert {one.kind for one in heard} == {"refused"}


def test_positions_move_only_after_the_text_is_saved(world):
    def stop(ask, limits):
        if ask.url == TWO:
            raise KeyboardInterrupt
        return world.net(ask, limits)

    with pytest.raises(KeyboardInterrupt):
        list(world.watcher(FEED, ask=stop).run(once=True))
    assert count(world) == (1, 1)
    world.net.paths()
    assert kinds(world.round()) == [("new", TWO)]
    assert world.net.paths() == [FEED, TWO]


def test_positions_of_another_version_begin_anew(world):
    world.round()
    with world.ledger.writer() as writer:
        writer.save_positions("feed", {FEED: '{"other": 1}'})
        writer.save_positions("feed article", dict.fromkeys(world.ledger.positions("feed article"), "no JSON"))
    assert kinds(world.round()) == [("known", ONE), ("known", TWO)]


@pytest.mark.parametrize("given", ["ftp://x.example/f", "news.xml", "", "https://", "https://ann:word@x.example/f"])
def test_what_is_no_address_of_a_feed(world, given):
    with pytest.raises(UsageError):
        world.watcher(given)


def test_the_address_of_a_feed_may_be_written_as_programs_do(world):
    world.round("feed:" + FEED + "#top")
    assert [one.source for one in list_watched(world.ledger)] == [FEED]


def test_the_list_says_where_each_feed_stands(world):
    world.net.replies["https://herald.example/robots.txt"] = Reply("User-agent: *\nDisallow: /2\n")
    world.round()
    (one,) = list_watched(world.ledger)
    assert (one.title, one.entries, one.texts, one.waiting, one.problem) == ("Karsum Herald", 2, 1, 1, "")
    assert [source for source, _ in one.refusals] == [TWO]
    assert one.checked == world.clock.now and one.due > one.checked


def test_one_watcher_a_ledger(world):
    running = world.watcher(FEED).run(once=True)
    next(running)
    with pytest.raises(LedgerLocked, match="Another `dateline watch`"):
        world.round()
    assert [one.kind for one in running] == ["new", "new"]
    assert kinds(world.round()) == []


def test_a_watcher_that_was_killed_is_no_hindrance(world):
    holder = {"token": "x", "machine": socket.gethostname(), "process": 2**22 + 1, "until": "2999-01-01T00:00:00Z"}
    elsewhere = holder | {"machine": "elsewhere", "until": (world.clock.now + timedelta(minutes=9)).isoformat()}
    with world.ledger.writer() as writer:
        writer.save_positions("watch", {"watcher": json.dumps(holder)})
    assert kinds(world.round(), "new")
    with world.ledger.writer() as writer:
        writer.save_positions("watch", {"watcher": json.dumps(elsewhere)})
    with pytest.raises(LedgerLocked, match="elsewhere"):
        world.round()
    world.clock.pass_by(minutes=10)
    world.round()


def test_rounds_go_on_until_nothing_is_left(world):
    world.net.replies[FEED] = Reply(status=410)
    assert [one.kind for one in world.watcher(FEED).run(once=False)] == ["failed"]
