"""load: each input is a document, a failure in plain words, or named as not read; nothing raises."""

import io
import json
import logging
import os
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.documents import Fetched, Limits, Loaded, load
from dateline.errors import DocumentError, FetchError, NotReadable, NotText, TooLarge

ENGLISH = "The mayor said on Monday that the bridge would be closed for a week after a lorry hit it."
PAGE = f"""<!doctype html><html lang="en"><head><title>Bridge shut after crash | The Lamp</title>
<meta property="og:site_name" content="The Lamp"><meta property="og:title" content="Bridge shut after crash">
<meta name="author" content="Ann Bell"><meta property="article:published_time" content="2021-03-04T10:00:00Z">
<link rel="canonical" href="https://lamp.example/bridge"></head><body><nav><a href="/">Home</a></nav><article>
<h1>Bridge shut after crash</h1><p>RIVERTON (Reuters) - {ENGLISH}</p>
<p>It was the <a href="/second">second crash</a> on the bridge this year, the <b>road office</b> said.</p>
<blockquote class="twitter-tweet"><p lang="en">We heard two bangs<br>and the windows shook
<a href="https://t.co/a1">https://t.co/a1</a> <a href="https://t.co/b2">pic.twitter.com/b2</a></p>&mdash; Sam Reed
(@samreed) <a href="https://twitter.com/samreed/status/1">March 4, 2021</a></blockquote>
<p>Drivers were asked to use the old road through the valley for the rest of the week.</p></article></body></html>"""


def _file(folder: Path, name: str, content: str | bytes) -> str:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return str(path)


def _one(source: str, **options: object) -> Loaded:
    found = list(load([source], **options))  # type: ignore[arg-type]
    assert len(found) == 1, found
    return found[0]


def _codes(loaded: Loaded) -> list[str]:
    return [issue.code for issue in loaded.issues]


def _text(loaded: Loaded) -> str:
    assert loaded.document is not None, loaded.error
    return loaded.document.text


@pytest.mark.parametrize("name", ["a.txt", "a.text", "a.md", "a", "a.news"])
def test_a_text_file(tmp_path: Path, name: str) -> None:
    found = _one(_file(tmp_path, name, "\ufeff" + ENGLISH + "\r\n"))
    assert _text(found) == ENGLISH + "\n"
    assert found.issues == ()


@pytest.mark.parametrize("name", ["a.html", "a.xhtml", "a.txt", "a"])
def test_a_page(tmp_path: Path, name: str) -> None:
    doc = _one(_file(tmp_path, name, PAGE)).document
    assert doc is not None
    assert (doc.title, doc.author, doc.publisher) == ("Bridge shut after crash", "Ann Bell", "The Lamp")
    assert (doc.published, doc.url, doc.language) == (date(2021, 3, 4), "https://lamp.example/bridge", "en")
    assert doc.issued == datetime(2021, 3, 4, 10, tzinfo=UTC)
    assert "<" not in doc.text and "](" not in doc.text and "Home" not in doc.text
    post = next(segment for segment in doc.segments if segment.kind == "post")
    assert doc.text[post.start : post.content_end] == "We heard two bangs and the windows shook"
    assert (post.handle, post.author, post.published) == ("samreed", "Sam Reed", date(2021, 3, 4))


@pytest.mark.parametrize(
    "page",
    ["<html></html>", "<html><body><p></p></body></html>", "<!doctype html>", "<html>" + "<div>" * 50_000 + "x"],
)
def test_a_page_without_an_article(tmp_path: Path, page: str) -> None:
    error = _one(_file(tmp_path, "a.html", page)).error
    assert isinstance(error, NotText | NotReadable)
    assert "give" in error.reason


def test_json_one_object_and_a_list(tmp_path: Path) -> None:
    record = {"id": 7, "url": "https://lamp.example/1", "published": "2021-03-04T10:00:00Z", "text": ENGLISH, "x": 1}
    doc = _one(_file(tmp_path, "a.json", json.dumps(record, indent=1))).document
    assert doc is not None
    assert (doc.id, doc.url, doc.published) == ("7", "https://lamp.example/1", date(2021, 3, 4))
    assert doc.issued == datetime(2021, 3, 4, 10, tzinfo=UTC)
    source = _file(tmp_path, "b.json", json.dumps([record, {"title": "no text"}, "words", {"text": ENGLISH}]))
    found = list(load([source]))
    assert [one.source for one in found] == [f"{source}[{n}]" for n in (1, 2, 3, 4)]
    assert [one.document is not None for one in found] == [True, False, False, True]
    assert all("`text`" in str(one.error) for one in found[1:3])


def test_json_fields_of_a_wrong_type_are_left_out_and_said(tmp_path: Path) -> None:
    record = {"text": ENGLISH, "title": ["x"], "published": "soon", "language": 5, "author": "", "id": True}
    found = _one(_file(tmp_path, "a.json", json.dumps(record)))
    assert _codes(found) == ["field-ignored"] * 4
    assert found.document is not None and found.document.published is None and found.document.title is None


def test_a_dossier_is_read_as_its_document(tmp_path: Path) -> None:
    dossier = {"dossier": 1, "document": {"id": "d1", "text": ENGLISH, "published": "2021-03-04"}, "events": []}
    doc = _one(_file(tmp_path, "a.json", json.dumps(dossier))).document
    assert doc is not None and (doc.id, doc.text) == ("d1", ENGLISH)


@pytest.mark.parametrize("name", ["a.jsonl", "a.ndjson", "a.json", "a"])
def test_json_lines_with_bad_lines(tmp_path: Path, name: str) -> None:
    good = json.dumps({"text": ENGLISH})
    source = _file(tmp_path, name, f'{good}\n\n{{"text": \n[1]\n{{"text": "12"}}\n{good}')
    found = list(load([source]))
    assert [one.source for one in found] == [f"{source}:{n}" for n in (1, 3, 4, 5, 6)]
    assert [type(one.error) for one in found] == [type(None), NotReadable, NotReadable, NotText, type(None)]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le"])
def test_json_lines_in_other_encodings(tmp_path: Path, encoding: str) -> None:
    lines = f"{json.dumps({'text': ENGLISH})}\n{json.dumps({'text': 'Rain. ' + ENGLISH})}\n"
    found = list(load([_file(tmp_path, "a.jsonl", lines.encode(encoding))]))
    assert [_text(one) for one in found] == [ENGLISH, "Rain. " + ENGLISH]


def test_json_lines_are_read_lazily_and_a_long_line_is_one_failure() -> None:
    line = json.dumps({"text": ENGLISH}).encode() + b"\n"
    long_line = json.dumps({"text": ENGLISH * 30}).encode() + b"\n"
    stdin = io.BytesIO(line + long_line + line * 1000)
    limits = Limits(max_bytes=1000)
    reading = load(["-"], stdin=stdin, limits=limits)
    first, second, third = next(reading), next(reading), next(reading)
    assert first.document and third.document
    assert isinstance(second.error, TooLarge) and second.source == "standard input:2"
    assert stdin.tell() < 20_000


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("{", NotReadable),
        ('{"text": "a" "b"}', NotReadable),
        ("[" * 100_000, NotReadable),
        ('{"a":' * 100_000, NotReadable),
        ('{"text": ' + "9" * 10_000 + "}", NotReadable),
        ("[]", NotText),
        ("{}", NotReadable),
        ("null", NotReadable),
        ('"text"', NotReadable),
        ('{"text": null}', NotReadable),
        ('{"text": {"a": 1}}', NotReadable),
        ('{"text": ""}', NotText),
        (b'{"text": "caf\xe9"}', NotReadable),
        ("", NotText),
    ],
)
def test_bad_json(tmp_path: Path, text: str | bytes, error: type[DocumentError]) -> None:
    found = _one(_file(tmp_path, "a.json", text))
    assert type(found.error) is error
    assert str(found.error).startswith(found.source) and str(found.error).endswith(".")


@pytest.mark.parametrize(
    ("content", "error", "words"),
    [
        (b"", NotText, "empty"),
        (b" \n\n", NotText, "empty"),
        (b"1234 5678 !", NotText, "no letter"),
        (b"%PDF-1.7 binary", NotReadable, "PDF"),
        (b"\x89PNG\r\n\x1a\n0000", NotReadable, "picture"),
        (b"PK\x03\x04 word/document.xml", NotReadable, "ZIP"),
        (b"\x1f\x8b\x08\x00", NotReadable, "gzip"),
        (b"\x00\x01\x02\x03" * 50, NotReadable, "binary"),
        (b"text and then \x00\x00 zeros and more of the text", NotReadable, "binary"),
    ],
)
def test_files_that_are_no_text(tmp_path: Path, content: bytes, error: type[DocumentError], words: str) -> None:
    for name in ("a.txt", "a"):
        found = _one(_file(tmp_path, name, content)).error
        assert type(found) is error and words in found.reason


@pytest.mark.parametrize(
    ("content", "text", "codes"),
    [
        (("The caf\u00e9 " + ENGLISH).encode("cp1252"), "The caf\u00e9 " + ENGLISH, ["encoding-guessed"]),
        (("The caf\u00e9 " + ENGLISH).encode("utf-16"), "The caf\u00e9 " + ENGLISH, []),
        (("The cafe " + ENGLISH).encode("utf-16-be"), "The cafe " + ENGLISH, []),
        (
            ("\u201cThe\u201d caf\u00e9 ").encode() + b"\xff was shut.",
            "\u201cThe\u201d caf\u00e9 \ufffd was shut.",
            ["encoding-damaged"],
        ),
    ],
)
def test_encodings(tmp_path: Path, content: bytes, text: str, codes: list[str]) -> None:
    found = _one(_file(tmp_path, "a.txt", content))
    assert _text(found) == text
    assert _codes(found) == codes


def test_a_page_in_its_declared_encoding(tmp_path: Path) -> None:
    page = PAGE.replace("<head>", '<head><meta charset="iso-8859-2">').replace("RIVERTON", "\u0141\u00d3D\u0179")
    found = _one(_file(tmp_path, "a.html", page.encode("iso-8859-2")))
    assert "\u0141\u00d3D\u0179 (Reuters)" in _text(found)
    assert found.issues == ()


def test_another_language_is_read_and_said(tmp_path: Path) -> None:
    french = "Le maire a dit lundi que le pont serait dans un mauvais \u00e9tat pour les camions et les bus."
    found = _one(_file(tmp_path, "a.txt", french))
    assert found.document is not None and found.document.language == "fr"
    assert _codes(found) == ["language-unsupported"]


def test_a_long_text_is_read_in_part_up_to_a_paragraph(tmp_path: Path) -> None:
    source = _file(tmp_path, "a.txt", (ENGLISH + "\n\n") * 20)
    found = _one(source, limits=Limits(max_chars=400))
    assert _text(found) == "\n\n".join([ENGLISH] * 4)
    assert _codes(found) == ["text-truncated"]
    assert isinstance(_one(source, limits=Limits(max_bytes=400)).error, TooLarge)


def test_a_page_over_its_limit_is_refused(tmp_path: Path) -> None:
    assert isinstance(_one(_file(tmp_path, "a.html", PAGE), limits=Limits(max_page_bytes=100)).error, TooLarge)


def test_a_page_of_too_many_elements_is_refused(tmp_path: Path) -> None:
    page = "<html><body>" + "<span>rain</span> " * 45_000
    assert isinstance(_one(_file(tmp_path, "a.html", page)).error, TooLarge)


def test_a_headline_outside_of_the_main_text_is_put_over_it(tmp_path: Path) -> None:
    headline = "<h1>Bridge shut after crash</h1>"
    outside = PAGE.replace(headline, "").replace("<nav>", f"<header>{headline}</header><nav>")
    for page in (PAGE, outside):
        text = _text(_one(_file(tmp_path, "a.html", page)))
        assert text.startswith("Bridge shut after crash\n") and text.count("Bridge shut after crash") == 1


def test_a_folder_is_read_whole_and_nothing_is_dropped(tmp_path: Path) -> None:
    _file(tmp_path, "b.txt", ENGLISH)
    _file(tmp_path, "a/z.txt", ENGLISH)
    _file(tmp_path, "a/y.pdf", b"%PDF-")
    _file(tmp_path, "c.txt", b"\x00\x00\x00")
    _file(tmp_path, ".hidden/x.txt", ENGLISH)
    (tmp_path / "loop").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "pipe.txt")
    found = list(load([str(tmp_path)]))
    seen = {str(Path(one.source).relative_to(tmp_path)): one for one in found}
    assert [name for name in seen if seen[name].document] == ["a/z.txt", "b.txt"]
    assert [name for name in seen if seen[name].error] == ["c.txt"]
    skipped = {".hidden", "a/y.pdf", "loop", "pipe.txt"}
    assert {name for name in seen if _codes(seen[name]) == ["file-skipped"]} == skipped


def test_an_empty_folder_and_a_folder_that_may_not_be_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "no file" in str(_one(str(tmp_path)).error)

    def refuse(path: object) -> Iterator[object]:
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert any("permissions" in str(one.error) for one in load([str(tmp_path)]))


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("no/such/file.txt", "no such file"),
        ("bad\x00name", "cannot be read"),
        ("x" * 5000, "cannot be read"),
        ("ftp://lamp.example/a", "only http and https"),
        ("file:///etc/hostname", "only http and https"),
        ("", "no such file"),
    ],
)
def test_paths_that_cannot_be_read(source: str, words: str) -> None:
    found = _one(source)
    assert words in str(found.error) and found.source == source


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = _file(tmp_path, "a.txt", ENGLISH)

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert "may not read it" in str(_one(source).error)


@pytest.mark.parametrize("content", [ENGLISH, PAGE, json.dumps({"text": ENGLISH}), json.dumps([{"text": ENGLISH}])])
def test_standard_input_is_told_by_its_content(content: str) -> None:
    found = _one("-", stdin=io.BytesIO(content.encode()))
    assert ENGLISH in _text(found)


def test_standard_input_that_is_not_there_or_closed() -> None:
    assert isinstance(_one("-").error, NotReadable)
    closed = io.BytesIO()
    closed.close()
    assert isinstance(_one("-", stdin=closed).error, NotReadable)


def test_prose_that_begins_like_json_is_prose() -> None:
    assert _text(_one("-", stdin=io.BytesIO(b"[Updated] " + ENGLISH.encode()))).startswith("[Updated]")


def test_an_address_is_fetched_by_what_was_handed_in() -> None:
    def fetch(source: str, limits: Limits) -> Fetched:
        if source.endswith("down"):
            raise FetchError(source, "it is down; try again later.")
        if source.endswith("broken"):
            raise ConnectionResetError("reset")
        kind = "text/html" if source.endswith("page") else "text/plain"
        body = PAGE if kind == "text/html" else ENGLISH
        return Fetched(url=source + "/", media_type=kind, charset="utf-8", body=body.encode())

    names = ("page", "text", "down", "broken")
    page, text, *bad = load([f"https://lamp.example/{name}" for name in names], fetch=fetch)
    assert page.document and page.document.url == "https://lamp.example/page/"
    assert page.document.publisher == "The Lamp"
    assert _text(text) == ENGLISH
    assert all(isinstance(one.error, FetchError) for one in bad)


def test_heavy_libraries_are_not_imported_for_a_text() -> None:
    import subprocess  # noqa: PLC0415

    code = (
        "import sys; from dateline.documents import from_text; from_text('The rain fell on the town.');"
        "print([m for m in ('trafilatura', 'urllib3', 'ssl', 'lxml', 'numpy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def _mutate(base: bytes) -> st.SearchStrategy[bytes]:
    edits = st.lists(st.tuples(st.integers(0, len(base)), st.integers(0, 60), st.binary(max_size=12)), max_size=5)

    def apply(changes: list[tuple[int, int, bytes]]) -> bytes:
        data = base
        for at, cut, put in changes:
            data = data[:at] + put + data[at + cut :]
        return data

    return edits.map(apply)


RECORDS = json.dumps([{"text": ENGLISH, "published": "2021-03-04", "id": "a"}, {"text": "Rain."}]).encode()
LINES = b"\n".join([json.dumps({"text": ENGLISH}).encode()] * 3)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["text", "id", "published", "language", "document", "x"]), inner, max_size=4)
    ),
    max_leaves=10,
)


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.binary(max_size=300)
    | _mutate(PAGE.encode())
    | _mutate(RECORDS)
    | _mutate(LINES)
    | VALUES.map(lambda value: json.dumps(value).encode()),
    st.sampled_from(["a", "a.txt", "a.html", "a.json", "a.jsonl", "-"]),
)
def test_no_bytes_raise(tmp_path: Path, data: bytes, name: str) -> None:
    source = name if name == "-" else _file(tmp_path, name, data)
    for found in load([source], stdin=io.BytesIO(data)):
        assert (found.document is None) == isinstance(found.error, DocumentError)
        if found.document is not None:
            found.document.text.encode("utf-8")
        else:
            assert str(found.error).endswith(".") and "\n" not in str(found.error)


def test_pages_leave_nothing_behind_in_the_process(tmp_path: Path) -> None:
    source = _file(tmp_path, "a.html", PAGE)
    _one(source)
    before = {name: len(logging.getLogger(name).handlers) for name in ("trafilatura", "htmldate", "courlan", "justext")}
    for _ in range(3):
        _one(source)
    assert {name: len(logging.getLogger(name).handlers) for name in before} == before
