"""An archive: every page with its address, bytes and time; everything else by name; nothing ends the run."""

from __future__ import annotations

import gzip
import io
import json
import zlib
from datetime import UTC, date, datetime
from functools import cache

import pytest
from crawl import Crawl, make_page
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.documents import Limits, Loaded, load
from dateline.documents.archives import _member, begins_archive, read_archive
from dateline.errors import NotReadable, NotText, TooLarge

WANTED = ["https://lamp.example/0", "https://lamp.example/1", "https://lamp.example/2"]


def read(data: bytes, *, mark: str | None = None, limits: Limits | None = None) -> list[Loaded]:
    return list(
        read_archive(io.BytesIO(data), source="a.warc.gz", limits=limits or Limits(), find_mark=lambda _name: mark)
    )


def urls(found: list[Loaded]) -> list[str | None]:
    return [one.document.url for one in found if one.document]


def codes(found: list[Loaded]) -> list[str]:
    return [one.issues[0].code for one in found if one.document is None]


def three(*, packed: bool = True) -> Crawl:
    crawl = Crawl(packed=packed)
    for number, url in enumerate(WANTED):
        crawl.add(url, make_page(number))
    return crawl


@pytest.mark.parametrize("packed", [True, False])
def test_a_page_comes_with_its_address_bytes_day_and_time(packed):
    found = read(three(packed=packed).to_bytes())
    assert urls(found) == WANTED
    first = found[0]
    assert first.raw == make_page(0) and first.media_type == "text/html" and first.url == WANTED[0]
    assert first.seen == datetime(2021, 3, 4, 12, 30, tzinfo=UTC)
    assert first.document.published == date(2021, 3, 4) and first.document.title == "Bridge shut, report 0"
    assert "Home" not in first.document.text and "report number 0" in first.document.text
    assert first.issues == ()
    assert found[-1].issues[0].message.startswith("a.warc.gz: 4 records: 3 pages, 0 that are not read")


def test_a_page_without_a_day_has_none_though_the_crawl_has_one():
    crawl = Crawl()
    crawl.add(WANTED[0], make_page(0).replace(b"2021-03-04T10:00:00Z", b""))
    assert read(crawl.to_bytes())[0].document.published is None


def test_what_is_no_english_page_is_passed_over_by_name():
    crawl = Crawl()
    crawl.add("https://lamp.example/logo.png", b"\x89PNG", media_type="image/png")
    crawl.add("https://lamp.example/old", make_page(1), status="404 Not Found")
    crawl.add("https://lamp.example/moved", b"", status="301 Moved", headers=(("Location", "https://evil.example"),))
    crawl.add("https://lamp.example/robots.txt", b"User-agent: *\nDisallow: /x", media_type="text/plain")
    german = (
        "Der Bürgermeister sagte am Montag, dass die Brücke nach dem Unfall für eine Woche geschlossen bleibe. " * 4
    )
    crawl.add("https://lampe.example/", f"<html><body><article><p>{german}</p></article></body></html>".encode())
    crawl.add("https://lamp.example/empty", b"<html><body></body></html>")
    crawl.add("https://lamp.example/pdf", b"%PDF-1.7 \x00", media_type="text/html")
    crawl.add("https://lamp.example/none", b"   ")
    crawl.add("https://lamp.example/asked", b"x", kind="metadata", media_type="text/plain")
    found = read(crawl.to_bytes())
    assert codes(found) == [
        "not-html",
        "not-ok",
        "not-ok",
        "not-html",
        "other-language",
        "no-main-text",
        "not-readable",
        "no-main-text",
        "input-read",
    ]
    assert all(one.error is None for one in found)
    assert found[0].issues[0].message.endswith("https://lamp.example/logo.png: it is image/png, not a page or a text.")
    assert found[0].url == "https://lamp.example/logo.png"


def test_plain_texts_resources_and_texts_of_a_crawl_are_read():
    crawl = Crawl()
    text = b"The mayor of Riverton said on Monday that the bridge would stay closed after a lorry hit it."
    crawl.add("https://lamp.example/a.txt", text, media_type="text/plain")
    crawl.add("https://lamp.example/b", make_page(1), kind="resource", media_type="text/html")
    crawl.add("https://lamp.example/c", text, kind="conversion", media_type="text/plain")
    assert urls(read(crawl.to_bytes())) == [f"https://lamp.example/{name}" for name in ("a.txt", "b", "c")]


def test_the_same_bytes_again_under_the_same_address_are_a_duplicate_and_a_revisit_is_one():
    crawl = three()
    crawl.add(WANTED[0], make_page(0))
    crawl.add("https://mirror.example/0", make_page(0))
    refers = {
        "WARC-Refers-To-Target-URI": WANTED[0],
        "WARC-Refers-To-Date": "2021-03-01T00:00:00Z",
        "WARC-Profile": "http://netpreserve.org/warc/1.0/revisit/identical-payload-digest",
    }
    crawl.add(WANTED[0], b"", kind="revisit", warc=refers)
    found = read(crawl.to_bytes())
    assert urls(found) == [*WANTED, "https://mirror.example/0"]
    assert codes(found) == ["duplicate", "duplicate", "input-read"]
    assert f"{WANTED[0]} of 2021-03-01T00:00:00Z" in found[-2].issues[0].message


def test_a_later_version_of_a_page_is_no_duplicate():
    crawl = three()
    crawl.add(WANTED[0], make_page(0, "It was corrected."))
    assert urls(read(crawl.to_bytes())) == [*WANTED, WANTED[0]]


def test_a_page_that_the_crawler_cut_off_says_so():
    crawl = Crawl()
    crawl.add(WANTED[0], make_page(0), warc={"WARC-Truncated": "length"})
    assert [issue.code for issue in read(crawl.to_bytes())[0].issues] == ["page-cut"]


@pytest.mark.parametrize("how", ["gzip", "deflate", "raw deflate", "br", "gzip, gzip", "said only"])
def test_packed_bodies_are_unpacked(how):
    page = make_page(0)
    raw = zlib.compressobj(wbits=-15)
    import brotli  # noqa: PLC0415

    body, name = {
        "gzip": (gzip.compress(page), "gzip"),
        "deflate": (zlib.compress(page), "deflate"),
        "raw deflate": (raw.compress(page) + raw.flush(), "deflate"),
        "br": (brotli.compress(page), "br"),
        "gzip, gzip": (gzip.compress(gzip.compress(page)), "gzip, gzip"),
        "said only": (page, "gzip"),
    }[how]
    crawl = Crawl()
    crawl.add(WANTED[0], body, headers=(("Content-Encoding", name),))
    found = read(crawl.to_bytes())
    assert urls(found) == WANTED[:1] and found[0].raw == page


@pytest.mark.parametrize(
    "body",
    [b"%x\r\n%s\r\n0\r\n\r\n", b"%x;a=b\r\n%s\r\n0\r\n\r\n", b"%x\r\n%s"],
    ids=["whole", "with an extension", "cut off"],
)
def test_bodies_in_chunks_are_joined(body):
    page = make_page(0)
    crawl = Crawl()
    crawl.add(WANTED[0], body % (len(page), page), headers=(("Transfer-Encoding", "chunked"),))
    assert read(crawl.to_bytes())[0].raw == page


def test_a_body_that_only_says_it_is_in_chunks_is_taken_as_it_is():
    crawl = Crawl()
    crawl.add(WANTED[0], make_page(0), headers=(("Transfer-Encoding", "chunked"),))
    assert read(crawl.to_bytes())[0].raw == make_page(0)


@pytest.mark.parametrize("packed_as", ["", "gzip", "br"])
def test_a_page_over_the_limit_is_refused_and_the_next_is_read(packed_as):
    import brotli  # noqa: PLC0415

    big = b"<html><p>" + b"word " * 200_000
    body = {"": big, "gzip": gzip.compress(big), "br": brotli.compress(big)}[packed_as]
    crawl = Crawl()
    crawl.add("https://lamp.example/big", body, headers=(("Content-Encoding", packed_as),) if packed_as else ())
    crawl.add(WANTED[0], make_page(0))
    found = read(crawl.to_bytes(), limits=Limits(max_page_bytes=100_000))
    assert isinstance(found[0].error, TooLarge) and "https://lamp.example/big" in found[0].error.reason
    assert urls(found) == WANTED[:1]


def test_a_block_far_over_the_limit_is_passed_over_without_being_held():
    crawl = Crawl()
    crawl.add("https://lamp.example/film", b"x" * 3_000_000, media_type="text/html")
    crawl.add(WANTED[0], make_page(0))
    found = read(crawl.to_bytes(), limits=Limits(max_page_bytes=1_000_000))
    assert isinstance(found[0].error, TooLarge) and urls(found) == WANTED[:1]


def test_a_record_that_unpacks_without_end_is_given_up(monkeypatch):
    monkeypatch.setattr(_member, "MOST_UNPACKED", 2_000_000)
    crawl = Crawl()
    head = b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://b.example/\r\nContent-Length: 5000000\r\n\r\n"
    crawl.add_bytes(head + b"\0" * 5_000_000 + b"\r\n\r\n")
    crawl.add(WANTED[0], make_page(0))
    found = read(crawl.to_bytes())
    assert codes(found)[0] == "record-broken" and "unpacks to more than 2 MB" in found[0].error.reason
    assert urls(found) == WANTED[:1]


def test_a_damaged_member_is_named_and_the_others_are_read():
    crawl = three()
    data = bytearray(crawl.to_bytes())
    middle = crawl.place(2) + len(crawl.parts[2]) // 2
    data[middle : middle + 20] = b"\xff" * 20
    found = read(bytes(data))
    assert urls(found) == [WANTED[0], WANTED[2]]
    broken = next(one for one in found if one.error)
    assert isinstance(broken.error, NotReadable) and broken.source == f"a.warc.gz@{crawl.place(2)}"
    assert codes(found) == ["record-broken", "input-read"]


@pytest.mark.parametrize("packed", [True, False])
def test_a_file_that_ends_in_the_middle_gives_what_came_before(packed):
    crawl = three(packed=packed)
    data = crawl.to_bytes()[: crawl.place(3) + 60]
    found = read(data)
    assert urls(found) == WANTED[:2]
    assert codes(found) == ["record-broken", "input-read"]


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("change", [-7, 7, 10**9, None])
def test_a_wrong_length_is_named_and_the_next_record_is_read(packed, change):
    crawl = Crawl(packed=packed)
    body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + make_page(7)
    length = b"many" if change is None else b"%d" % (len(body) + change)
    head = b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://b.example/7\r\nContent-Length: " + length
    crawl.add_bytes(head + b"\r\n\r\n" + body + b"\r\n\r\n")
    for number, url in enumerate(WANTED):
        crawl.add(url, make_page(number))
    found = read(crawl.to_bytes())
    assert urls(found) == WANTED
    assert codes(found)[0] == "record-broken" and found[0].source == f"a.warc.gz@{crawl.place(1)}"


def test_rubbish_between_records_is_named():
    crawl = three()
    crawl.parts.insert(2, b"\x00" * 5_000 + b"\x1f\x8b\x08\x00 no member")
    found = read(crawl.to_bytes())
    assert urls(found) == WANTED and codes(found) == ["record-broken", "input-read"]


def test_a_head_without_end_is_broken():
    crawl = Crawl()
    crawl.add_bytes(b"WARC/1.0\r\n" + b"X: y\r\n" * 300_000 + b"\r\n")
    crawl.add_bytes(b"WARC/1.0\r\nX: " + b"y" * 200_000 + b"\r\n\r\n")
    crawl.add(WANTED[0], make_page(0))
    found = read(crawl.to_bytes())
    assert urls(found) == WANTED[:1] and codes(found) == ["record-broken", "record-broken", "input-read"]


def test_an_archive_packed_as_one_is_read_and_gone_on_with_in_its_middle():
    data = gzip.compress(three(packed=False).to_bytes())
    found = read(data)
    assert urls(found) == WANTED
    assert urls(read(data, mark=found[1].mark.data)) == WANTED[2:]


def test_an_empty_file_is_no_archive():
    with pytest.raises(NotText, match="no record"):
        read(b"")


@cache
def _read_three(packed: bool) -> tuple[bytes, list[Loaded]]:
    data = three(packed=packed).to_bytes()
    return data, read(data)


@settings(max_examples=12, deadline=None)
@given(st.booleans(), st.integers(min_value=0, max_value=3))
def test_going_on_from_any_mark_gives_the_rest_and_nothing_twice(packed, stop):
    data, whole = _read_three(packed)
    rest = read(data, mark=whole[stop].mark.data)
    assert [one.source for one in rest[1:]][: 3 - stop] == [one.source for one in whole[stop + 1 :]][: 3 - stop]
    assert urls(rest) == WANTED[stop + 1 :]
    assert rest[0].issues[0].code == "input-resumed"


def test_a_changed_file_is_read_from_its_start():
    crawl = three()
    mark = read(crawl.to_bytes())[-1].mark.data
    assert len(read(crawl.to_bytes(), mark=mark)) == 1
    crawl.add("https://lamp.example/new", make_page(9))
    found = read(crawl.to_bytes(), mark=mark)
    assert "has changed" in found[0].issues[0].message and urls(found)[-1] == "https://lamp.example/new"
    other = bytearray(crawl.to_bytes())
    other[30] ^= 1
    assert "has changed" in read(bytes(other), mark=found[-1].mark.data)[0].issues[0].message
    assert urls(read(crawl.to_bytes(), mark="{ no mark")) == [*WANTED, "https://lamp.example/new"]


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_no_damage_ends_the_run_or_invents_a_page(data):
    crawl = three(packed=data.draw(st.booleans()))
    whole = bytearray(crawl.to_bytes())
    at = data.draw(st.integers(0, len(whole) - 1))
    size = data.draw(st.integers(1, 40))
    if data.draw(st.booleans()):
        whole[at : at + size] = data.draw(st.binary(min_size=size, max_size=size))
    else:
        del whole[at : at + size]
    found = read(bytes(whole))
    assert found[-1].issues[0].code == "input-read"
    touched = {index for index in range(1, 4) if crawl.place(index) < at + size and at < crawl.place(index + 1)}
    assert {url for index, url in enumerate(WANTED, 1) if index not in touched} <= set(urls(found))
    assert len(urls(found)) <= 3
    places = [json.loads(one.mark.data)["place"]["at"] for one in found if one.mark]
    assert places == sorted(places)


def test_load_finds_archives_by_name_and_by_content(tmp_path):
    data = three().to_bytes()
    for name in ("a.warc.gz", "b.gz", "c.bin", "d.warc"):
        (tmp_path / name).write_bytes(data)
        assert urls(list(load([str(tmp_path / name)]))) == WANTED
    (tmp_path / "e.gz").write_bytes(gzip.compress(b"The mayor said so."))
    (found,) = load([str(tmp_path / "e.gz")])
    assert "compressed with gzip" in found.error.reason
    assert begins_archive(io.BytesIO(data)) and not begins_archive(io.BytesIO(b"\x1f\x8b\x08 no"))


def test_archives_in_a_folder_are_read(tmp_path):
    (tmp_path / "a.warc.gz").write_bytes(three().to_bytes())
    assert urls(list(load([str(tmp_path)]))) == WANTED


def test_without_the_library_there_is_a_sentence(tmp_path, monkeypatch):
    import sys  # noqa: PLC0415

    (tmp_path / "a.warc.gz").write_bytes(three().to_bytes())
    monkeypatch.setitem(sys.modules, "warcio.recordloader", None)
    (found,) = load([str(tmp_path / "a.warc.gz")])
    assert "pip install 'dateline[archives]'" in found.error.reason
