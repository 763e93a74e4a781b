"""A story as one HTML file: self-contained, escaped, the same for the same moment, and readable without a script."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import sys
from dataclasses import replace
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

import dateline
from dateline import desk
from dateline.cli._app import app
from dateline.exports.report import Report, make_report, read_base
from dateline.exports.report._map import Base, Placed, cut_ring, draw_map, is_placed
from dateline.exports.report._markup import el, join, link
from dateline.ledger import open_ledger
from dateline.model import Evidence, Where
from dateline.views import make_sheet, make_story

sys.path.append(str(Path(__file__).parents[2] / "views"))
sys.path.append(str(Path(__file__).parents[2] / "desk"))

from telling import account, told

from reports import Said, coded, first, march, other, report, revised  # isort: skip

AT = datetime(2024, 5, 2, 9, tzinfo=UTC)
SQUARE = (("Land", (((20.0, 30.0), (50.0, 30.0), (50.0, 50.0), (20.0, 50.0)),)),)
BASE = Base(countries=SQUARE, source="drawn by hand")
EVIL = "</style><script>alert(1)</script>\"'<img src=x onerror=alert(1)>&\x00"


class Page(HTMLParser):
    """What a browser would make of it: tags with their attributes, and the text."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.inside = ""
        self.code: dict[str, str] = {}
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.inside = tag

    def handle_endtag(self, tag):
        self.inside = ""

    def handle_data(self, data):
        if self.inside in ("style", "script"):
            self.code[self.inside] = self.code.get(self.inside, "") + data
        else:
            self.text.append(data)

    def all(self, tag):
        return [attributes for name, attributes in self.tags if name == tag]

    def words(self):
        return " ".join("".join(self.text).split())


def make(*events, query="bakery", **more):
    story = make_story(query, events, relations={}, because={}, since=None, before={})
    sheets = {one.linked.id: make_sheet(one) for one in events}
    given_ = {"as_of": AT, "program": "dateline 1", "readers": ("reader 2",), **more}
    return Report(story=story, sheets=sheets, **given_)


def two():
    attack = told(account(revised(), minute=2), account(other(), minute=1), earlier=(account(first()),), id="a" * 16)
    return attack, told(account(march()), id="b" * 16)


@pytest.fixture(scope="module")
def page():
    return Page(make_report(make(*two(), asked="country TUR", entry=7, sealed="ab12"), BASE))


def test_it_says_what_is_known_by_whom_in_which_words(page):
    words = page.words()
    for wanted in (
        "Story: bakery", "As known at 2 May 2024, 09:00 UTC", "2 events in 3 reports", "Red Sickle", "4 killed",
        "“attacked”", "Karsum hospital", "a text since replaced, Karsum Herald", "No report gives a figure.",
        "line 7, SHA-256 ab12", "country TUR", "drawn by hand", "not graded",
    ):  # fmt: skip
        assert wanted in words, wanted


def test_nothing_is_loaded_from_anywhere(page):
    assert not [tag for tag, _ in page.tags if tag in ("link", "img", "iframe", "object", "embed", "base", "form")]
    assert all("src" not in attributes for _, attributes in page.tags)
    assert "url(" not in page.code["style"] and "@import" not in page.code["style"]
    assert not re.search(r"\b(fetch|XMLHttpRequest|import)\b", page.code["script"])


def test_the_policy_lets_only_its_own_style_and_script_through(page):
    (policy,) = [m["content"] for m in page.all("meta") if m.get("http-equiv") == "Content-Security-Policy"]
    for name in ("style", "script"):
        digest = base64.b64encode(hashlib.sha256(page.code[name].encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'") and "unsafe" not in policy
    assert not [a for _, a in page.tags if "style" in a or any(key.startswith("on") for key in a)]


def test_every_link_inside_leads_somewhere_and_every_link_outside_is_of_the_web(page):
    ids = {attributes["id"] for _, attributes in page.tags if "id" in attributes}
    for attributes in page.all("a"):
        address = attributes["href"]
        assert address[1:] in ids if address.startswith("#") else address.startswith("https://")


def test_it_is_the_same_to_the_byte():
    assert make_report(make(*two()), BASE) == make_report(make(*two()), BASE)
    assert make_report(make(*two()), BASE) == make_report(make(*reversed(two())), BASE)
    assert make_report(make(*two()), BASE) != make_report(make(*two(), as_of=AT.replace(day=3)), BASE)


def test_words_that_are_markup_stay_words():
    text = f"{EVIL[:-1]} attacked a bakery in Karsum on Monday, the district police said."
    dossier = report(text, Said(word="attacked", place="Karsum"), url="javascript:alert(1)", publisher=EVIL, title=EVIL)
    event = replace(dossier.events[0], summary=EVIL)
    made = make_report(make(told(account(replace(dossier, events=(event,)))), query=EVIL), BASE)
    page = Page(made)
    assert len(page.all("script")) == len(page.all("style")) == 1 and not page.all("img")
    assert "onerror=alert(1)>&" in page.words() and "javascript:" not in made.split("</style>")[1].split("<script>")[0]
    assert made.encode().isascii() is False and "\x00" not in made


anything = st.text(st.characters(exclude_categories=()))


@given(anything, anything)
def test_no_text_becomes_markup(words, value):
    made = el("p", words, title=value, class_="x")
    page = Page(made)
    assert [tag for tag, _ in page.tags] == ["p"] and set(page.tags[0][1]) == {"title", "class"}
    made.encode()


@given(st.text())
def test_only_addresses_of_the_web_are_links(address):
    made = link(address, "words")
    assert made.startswith("<span") or re.match(r"(?i)\s*https?://", address)


def test_attributes_that_are_not_given_are_left_out():
    assert el("a", "x", href=None, hidden=True, draggable=False, aria_label="y") == '<a hidden aria-label="y">x</a>'
    assert join("a<b", None, [el("br"), ["&", 3]]) == "a&lt;b<br>&amp;3"


def place(lat, lon, *, level="city", km=5.0):
    found = Evidence(start=0, end=1, quote="x")
    return Where(
        name="X",
        country="TUR",
        admin1=None,
        level=level,
        lat=lat,
        lon=lon,
        radius_km=km,
        geonames_id=None,
        evidence=found,
    )


def test_a_country_is_no_point_on_the_map():
    assert is_placed(place(37.0, 35.0)) and not is_placed(place(37.0, 35.0, level="country"))
    assert not is_placed(place(None, None)) and not is_placed(None)
    assert draw_map([], BASE) == ""


def test_a_disc_is_as_large_as_the_place_is_uncertain():
    near, far = (
        Placed(number=1, title="a", where=place(37.0, 35.0, km=40.0)),
        Placed(number=2, title="b", where=place(39.0, 38.0, km=80.0)),
    )
    radii = [float(r) for r in re.findall(r'class="disc"[^>]* r="([\d.]+)"', draw_map([near, far], BASE))]
    assert radii[0] == pytest.approx(2 * radii[1], rel=0.02)


coordinate = st.tuples(st.floats(-89, 89), st.floats(-179, 179))


@given(st.lists(coordinate, min_size=1, max_size=6))
def test_all_places_lie_on_the_map_whole(points):
    drawn = draw_map([Placed(number=n, title="", where=place(*point)) for n, point in enumerate(points)], BASE)
    width, height = map(float, re.findall(r'viewBox="0 0 (\d+) (\d+)"', drawn)[0])
    for x, y in re.findall(r'class="dot" cx="([-\d.]+)" cy="([-\d.]+)"', drawn):
        assert 0 <= float(x) <= width and -0.6 <= float(y) <= height + 0.6


@given(st.lists(st.tuples(st.floats(-50, 50), st.floats(-50, 50)), min_size=3, max_size=9))
def test_a_ring_that_is_cut_stays_inside(ring):
    for x, y in cut_ring(ring, (-10.0, -10.0, 10.0, 10.0)):
        assert -10.001 <= x <= 10.001 and -10.001 <= y <= 10.001
    inside = [(x / 10, y / 10) for x, y in ring]
    assert cut_ring(inside, (-10.0, -10.0, 10.0, 10.0)) == inside


def test_the_base_map_of_the_package_is_read():
    path = Path(dateline.__file__).parent / "web" / "static" / "data" / "world.json"
    base = read_base(json.loads(path.read_bytes()))
    turkey = next(rings for name, rings in base.countries if name.startswith("Tur") and name.endswith(("key", "kiye")))
    west, east = min(x for ring in turkey for x, _ in ring), max(x for ring in turkey for x, _ in ring)
    assert 25 < west < 27 and 44 < east < 46 and "Natural Earth" in base.source


def test_the_command_writes_the_same_file_for_the_same_moment(tmp_path):
    where = tmp_path / "l.sqlite"
    with open_ledger(where, clock=lambda: datetime(2024, 5, 1, 12, tzinfo=UTC)) as ledger:
        for one in (first(), other(), march()):
            desk.ingest(ledger, coded(one))
    run = CliRunner()
    for name in ("one.html", "two.html"):
        given_ = ["report", "bakery", "--ledger", str(where), "--as-of", "2024-05-02", "-o", str(tmp_path / name)]
        done = run.invoke(app, given_)
        assert done.exit_code == 0, done.output
    one = (tmp_path / "one.html").read_bytes()
    assert (
        one == (tmp_path / "two.html").read_bytes()
        and b"Red Sickle" in one
        and date(2024, 5, 2).isoformat().encode() in one
    )
    printed = run.invoke(app, ["report", "bakery", "--ledger", str(where), "--as-of", "2024-05-02"])
    assert printed.stdout_bytes == one


def test_the_command_names_a_story_that_is_not_there(tmp_path):
    where = tmp_path / "l.sqlite"
    open_ledger(where).close()
    done = CliRunner().invoke(app, ["report", "nothing", "--ledger", str(where), "-o", str(tmp_path / "x.html")])
    assert done.exit_code == 2 and "nothing" in done.stderr and not (tmp_path / "x.html").exists()
