"""Weights, files, feeds, signatures: what is sent, and how it is kept from being there twice."""

from __future__ import annotations

import json
import threading
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.alerts import (
    KINDS,
    LEVELS,
    Alert,
    Quoted,
    append_alert,
    find_level,
    post_alert,
    read_secret,
    say_alert,
    say_digest,
    sign,
    weigh,
    write_feed,
)
from dateline.errors import UsageError

NOW = datetime(2024, 5, 1, 12, tzinfo=UTC)
ATOM = "{http://www.w3.org/2005/Atom}"


def make(key: str = "k1", *, title: str = "Shelling in Karsum", made: datetime = NOW, **parts) -> Alert:
    quote = Quoted(
        words="Two died.", publisher="Karsum Herald", title="Two dead", url="https://h.example/1", published=None
    )
    values = {
        "key": key, "rule": "r", "kind": "new", "severity": "low", "weight": 20, "event": "3f2a91c0aa", "title": title,
        "before": "", "became": "claimed", "why": "Only police say so.", "status": "claimed", "credibility": 3, "origins": 1,
        "reports": 1, "type": "ASSAULT", "mode": "", "when": "2024-04-29", "place": "Karsum", "country": "TUR", "lat": 37.0,
        "lon": 35.0, "killed": 2, "quotes": (quote,), "entry": 7, "made": made,
    }  # fmt: skip
    return Alert(**(values | parts))


@given(st.sampled_from(KINDS), st.integers(0, 9), st.integers(0, 500), st.booleans())
def test_weight_never_falls_with_origins_or_toll(kind, origins, killed, actual):
    def weight(origins: int, killed: int | None) -> int:
        return weigh(
            kind=kind, origins=origins, killed=killed, realis="actual" if actual else "future", status="claimed"
        )

    assert 0 <= weight(origins, killed) <= weight(origins + 1, killed) <= 100
    assert weight(origins, None) <= weight(origins, killed) <= weight(origins, killed + 1)


def test_levels_rise_with_the_weight_and_all_are_reached():
    levels = [LEVELS.index(find_level(weight)) for weight in range(101)]
    assert levels == sorted(levels) and set(levels) == set(range(4))
    massacre = weigh(kind="toll-raised", origins=3, killed=40, realis="actual", status="confirmed")
    rumour = weigh(kind="new", origins=1, killed=None, realis="hypothetical", status="claimed")
    assert (find_level(massacre), find_level(rumour)) == ("critical", "low")


def test_a_file_has_each_alert_once(tmp_path):
    path = tmp_path / "a.jsonl"
    assert append_alert(path, make("a")) and append_alert(path, make("b"))
    assert not append_alert(path, make("a"))
    assert [json.loads(line)["key"] for line in path.read_text().splitlines()] == ["a", "b"]


@settings(max_examples=30)
@given(st.integers(1, 700))
def test_a_line_that_was_cut_off_is_written_anew(tmp_path_factory, cut):
    path = tmp_path_factory.mktemp("cut") / "a.jsonl"
    append_alert(path, make("a"))
    whole = path.read_bytes()
    append_alert(path, make("b"))
    second = path.read_bytes()[len(whole) :]
    path.write_bytes(whole + second[: min(cut, len(second) - 1)])
    assert append_alert(path, make("b"))
    assert path.read_bytes() == whole + second


def test_somebody_elses_line_without_an_end_stays(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"# notes of the desk")
    append_alert(path, make("a"))
    assert path.read_text().splitlines()[0] == "# notes of the desk" and len(path.read_text().splitlines()) == 2


def test_threads_and_their_files_take_turns(tmp_path):
    path = tmp_path / "a.jsonl"
    threads = [
        threading.Thread(target=lambda start=start: [append_alert(path, make(f"k{start + n}")) for n in range(10)])
        for start in (0, 5)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    keys = [json.loads(line)["key"] for line in path.read_text().splitlines()]
    assert sorted(keys) == sorted({f"k{n}" for n in range(15)})


def test_a_feed_is_read_by_a_reader_of_feeds(tmp_path):
    feedparser = pytest.importorskip("feedparser")
    path = tmp_path / "a.xml"
    alerts = [make(f"k{n}", made=NOW + timedelta(minutes=n)) for n in range(250)]
    write_feed(path, alerts, rule="coast", updated=NOW)
    feed = feedparser.parse(path.read_bytes())
    assert not feed.bozo and feed.feed.title == "dateline: coast" and len(feed.entries) == 200
    first = feed.entries[0]
    assert (first.id, first.link) == ("urn:dateline:alert:k249", "https://h.example/1")
    assert "Shelling in Karsum" in first.title and "“Two died.”" in first.content[0].value
    assert path.stat().st_mode & 0o777 == 0o644 and [p.name for p in tmp_path.iterdir()] == ["a.xml"]


@given(st.text(max_size=40), st.text(max_size=20))
def test_any_words_make_a_whole_feed(tmp_path_factory, title, url):
    path = tmp_path_factory.mktemp("feed") / "a.xml"
    quote = Quoted(words=title, publisher=title, title=title, url="http://" + url, published=None)
    write_feed(path, [make(title=title, quotes=(quote,))], rule="r", updated=NOW)
    (entry,) = ElementTree.parse(path).getroot().findall(f"{ATOM}entry")
    assert entry.find(f"{ATOM}id").text == "urn:dateline:alert:k1"


def test_an_address_that_is_no_address_of_the_web_is_no_link(tmp_path):
    quote = Quoted(words="x", publisher=None, title=None, url="javascript:alert(1)", published=None)
    write_feed(tmp_path / "a.xml", [make(quotes=(quote,))], rule="r", updated=NOW)
    assert "link" not in (tmp_path / "a.xml").read_text()


def test_a_signature_by_the_book():
    # printf '1700000000.{}' | openssl dgst -sha256 -hmac key
    known = "v1=9d713ed406bb7076d4123f0dc2c39d2df5c654ed4b0cd56b52c8b4c940bd63ae"
    assert sign(b"key", 1_700_000_000, b"{}") == known
    assert (
        sign(b"key", 1_700_000_001, b"{}") != sign(b"key", 1_700_000_000, b"{}") != sign(b"kez", 1_700_000_000, b"{}")
    )


def test_secrets_come_from_a_file_or_the_environment_and_are_never_shown(tmp_path):
    (tmp_path / "s").write_text("hush\n")
    assert read_secret(f"file:{tmp_path}/s") == b"hush" == read_secret("env:S", environment={"S": "hush"})
    assert read_secret("") is None
    (tmp_path / "empty").write_text("\n")
    for given_ in ("env:NONE", f"file:{tmp_path}/none", f"file:{tmp_path}/empty"):
        with pytest.raises(UsageError):
            read_secret(given_, environment={})

    def fail(url, body, headers):
        assert b"hush" not in body and all("hush" not in value for value in headers.values())
        raise TimeoutError("timed out")

    sent = post_alert(make(), "https://desk.example/", secret=b"hush", now=NOW, post=fail)
    assert not sent.is_done and not sent.is_final and "hush" not in sent.problem


@pytest.mark.parametrize(
    ("status", "is_done", "is_final"),
    [(200, True, True), (204, True, True), (301, False, True), (404, False, True), (408, False, False),
     (429, False, False), (500, False, False), (503, False, False)],
)  # fmt: skip
def test_what_an_answer_means(status, is_done, is_final):
    sent = post_alert(make(), "https://desk.example/", secret=None, now=NOW, post=lambda *_: status)
    assert (sent.is_done, sent.is_final) == (is_done, is_final)


def test_in_words():
    assert say_alert(make()) == (
        "[low] New: Shelling in Karsum\n"
        "  claimed · 1 origin, 1 report · event 3f2a91c0\n"
        "  Only police say so.\n"
        "  “Two died.” — Karsum Herald, https://h.example/1\n"
    )
    told = say_digest([make(kind="toll-raised", before="2 killed", became="4 killed"), make()], since=NOW)
    assert told.startswith("2 changes of 1 event since 2024-05-01 12:00 UTC\n") and "2 killed → 4 killed" in told
    assert say_digest([], since=NOW) == "Nothing of that has changed since 2024-05-01 12:00 UTC.\n"
