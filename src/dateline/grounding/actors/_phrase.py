"""A noun phrase -> its head, and the sector, kind of teller and country that its words give."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.grounding.actors._page import DEMONYM, Named, Page
from dateline.grounding.actors._record import Word
from dateline.grounding.actors._registry import WordHit
from dateline.grounding.actors._words import word_set

# Words after which a noun phrase only tells more of the thing named before them.
CUTS = word_set(
    "of for in from at by with on near who that which whose whom to against inside outside around across during after "
    "before loyal belonging led based under including where while as aboard carrying including accused suspected "
    "believed wearing linked affiliated between behind over among along throughout not is was were are had has have "
    "praying visiting living working wounded injured killed held seeking fleeing travelling traveling armed and or"
)
# After a noun such a word begins a clause ("men wearing masks", "a source familiar with the matter").
_CLAUSE_WORDS = word_set("familiar close aged responsible able loyal opposed allied due here there")
_CLAUSE_ENDINGS = ("ing", "ed")
# A side that one is on counts for more than the office or rank held there ("rebel general", "EU foreign ministers").
_SIDES = frozenset(("REB", "OPP", "IGO", "PTY"))
_OFFICES = frozenset(("GOV", "MIL"))
# Such a word says that no single country is meant ("western governments", "foreign journalists", "Arab ministers").
_WIDE = word_set(
    "international foreign western west european europeans african arab arabs asian american-led global world regional "
    "multinational islamic gulf nordic baltic balkan scandinavian transnational worldwide un eu nato soviet"
)
_TIED = word_set("affiliated linked led based aligned loyal")
_TIED_BY = word_set("with to by in at on")
_JOINS = frozenset(("and", "or"))
_MODIFIER_CUTS = word_set("armed wounded injured killed suspected accused visiting and or under led loyal")
_INNER_MARKS = frozenset(("'s", "&", "/", "'", "\u2019", '"', "\u201c", "\u201d", "-", "."))
_APOSTROPHES = frozenset(("'", "\u2019"))
_MAX_DEPTH = 2  # "a spokesman for the head of the office of the president" is as deep as phrases go
_OWNED_BY = word_set("of for from by to at loyal with in")


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """What a phrase says: `word` is its head noun, `named` the actor that is its head; "" says nothing."""

    first: int
    last: int
    core_first: int
    core_last: int
    word: Word | None = None
    named: Named | None = None
    sector: str = ""
    source: str = ""
    country: str = ""
    international: bool = False


def find_cut(page: Page, first: int, last: int) -> int:
    """Where the part of the phrase that names the thing ends: before the first preposition or relative word."""
    starts, ends = page.tokens.starts, page.tokens.ends
    for i in range(first + 1, last):
        if starts[i] == ends[i - 1] + 1 and page.text[ends[i - 1]] == "-":
            continue  # "government-backed", "London-based"
        if _begins_clause(page, i, last) or _is_cut(page, first, i, last):
            return i
    return last


def _begins_clause(page: Page, i: int, last: int) -> bool:
    """Whether a participle or such word after a noun begins a clause at token `i`."""
    word = page.lower[i]
    if i + 1 >= last or page.capital[i] or not (word in _CLAUSE_WORDS or word.endswith(_CLAUSE_ENDINGS)):
        return False
    if page.word_of[i] is not None or page.word_of[i - 1] is None or not page.lower[i + 1][0].isalpha():
        return False
    return page.word_of[i + 1] is None or word in _CLAUSE_WORDS


def _is_cut(page: Page, first: int, i: int, last: int) -> bool:
    word, named, noun = page.lower[i], page.named_of[i], page.word_of[i]
    if not word[0].isalnum():
        return word not in _INNER_MARKS
    if word not in CUTS or page.capital[i]:
        return False
    if word in _TIED and i + 1 < last and page.named_of[i - 1] is not None and page.lower[i + 1] not in _TIED_BY:
        return False  # "the al-Qaeda affiliated group", not "a group affiliated with"
    if (named is not None and named.first < i < named.last) or (noun is not None and noun.first < i < noun.last):
        return False
    if word in _JOINS:
        # "US and British troops", "a corrupt and brutal police force": two adjectives of one noun
        before = page.named_of[i - 1]
        adjective = page.word_of[i - 1] is None and (before is None or before.actor.kind in ("state", "territory"))
        return not (adjective and any(page.word_of[k] is not None for k in range(i + 1, last)))
    return not (word in _MODIFIER_CUTS and i - first < 2)


def read_phrase(page: Page, first: int, last: int, *, depth: int = 0) -> Phrase:
    """Reads the tokens `first`..`last`. The head is the last noun before the first preposition, after the last "'s"."""
    cut = find_cut(page, first, last)
    core = _core_start(page, first, cut)
    named, noun = _head(page, first, core, cut)
    word = noun.word if noun is not None else None
    country, owner = _country_in(page, first, cut)
    sector = source = ""
    if named is not None:
        sector, country = named.actor.sector, named.actor.country
    elif word is not None and noun is not None:
        sector, source = word.sector, word.source
        side, kind = _side(page, first, noun.first)
        if side and sector in _OFFICES and word.state_body != "government" and (side != "IGO" or sector == "GOV"):
            sector, source = side, kind
    if named is None and (word is None or "inherit" in word.use or "weak-head" in word.use):
        end = noun.first if noun is not None else cut
        heir = _Heir(sector, source, country)
        sector, source, country = heir.take(page, (first, core, end, cut, last), word, depth)
    international = sector == "IGO" or (owner is not None and owner.actor.sector == "IGO")
    if not country and named is None and not international:
        international = _is_wide(page, core, cut, noun)
    if not country and not international and cut < last and page.lower[cut] not in _JOINS:
        country, owner = _country_in(page, cut + 1, last)
        international = not country and owner is not None and owner.actor.sector == "IGO"
    return Phrase(
        first=first,
        last=last,
        core_first=core,
        core_last=cut,
        word=word,
        named=named,
        sector=sector,
        source=source,
        country=country,
        international=international,
    )


def _core_start(page: Page, first: int, cut: int) -> int:
    """The first token after the last possessive ("Iran's" | "foreign minister")."""
    for i in range(cut - 1, first, -1):
        if page.lower[i] == "'s" or (page.lower[i] in _APOSTROPHES and page.lower[i - 1].endswith("s")):
            named = page.named_of[i]
            if (named is None or named.last <= i or named.first == i) and i + 1 < cut:
                return i + 1
            return first
    return first


def _head(page: Page, first: int, core: int, cut: int) -> tuple[Named | None, WordHit | None]:
    """The actor that ends the core, or the last common noun in it."""
    named = page.named_of[cut - 1] if cut > first else None
    if named is not None and (named.last > cut or named.first < first or named.form == DEMONYM):
        named = None
    for i in range(cut - 1, core - 1, -1):
        noun = page.word_of[i]
        if noun is None or noun.first < core or noun.last > cut or "plain-title" in noun.word.use:
            continue
        if named is not None and noun.last == cut and noun.first >= named.first:
            return named, None  # the noun is a part of the name
        return named, noun
    return named, None


@dataclass(frozen=True, slots=True)
class _Heir:
    """Sector, teller kind and country of a head that takes them from what it belongs to."""

    sector: str
    source: str
    country: str

    def take(
        self, page: Page, bounds: tuple[int, int, int, int, int], word: Word | None, depth: int
    ) -> tuple[str, str, str]:
        first, core, end, cut, last = bounds
        other, kind, place = _owner_sector(page, first, core, end)
        deeper = word is None or "inherit" in word.use
        if not other and deeper and cut + 1 < last and page.lower[cut] in _OWNED_BY and depth < _MAX_DEPTH:
            inner = read_phrase(page, cut + 1, last, depth=depth + 1)
            place = inner.country
            # "people of Iran" are not its government, "the head of Iran's mission" is of it
            if word is not None or inner.named is None or inner.named.actor.kind not in ("state", "territory"):
                other, kind = inner.sector, inner.source or source_of_sector(inner.sector)
        sector, source = self.sector, self.source
        if other and (word is not None or core > first or other != "GOV"):
            if not sector or word is None or "inherit" in word.use or word.sector == "UNK":
                sector = other
            if word is not None and ("inherit" in word.use or not source):
                source = kind or word.source
        return sector, source, self.country or place


def _is_wide(page: Page, core: int, cut: int, head: WordHit | None) -> bool:
    """Whether an adjective of the phrase says that no single country is meant."""
    for i in range(core, cut):
        noun = page.word_of[i]
        if page.lower[i] in _WIDE and (noun is None or (noun is head and noun.last - noun.first == 1)):
            return True
    return False


def _side(page: Page, first: int, end: int) -> tuple[str, str]:
    """The side named right before a head, and its kind of teller; "" for none."""
    if end <= first:
        return "", ""
    named, noun = page.named_of[end - 1], page.word_of[end - 1]
    if named is not None and named.actor.sector in _SIDES and named.actor.kind != "person":
        return named.actor.sector, source_of_sector(named.actor.sector)
    if named is None and noun is not None and noun.first >= first and noun.word.sector in _SIDES:
        return noun.word.sector, "armed-group" if noun.word.sector == "REB" else noun.word.source
    return "", ""


_SOURCE_OF_SECTOR = {
    "GOV": "official", "LEG": "official", "JUD": "official", "SPY": "official", "MIL": "military", "COP": "police",
    "REB": "armed-group", "UAF": "armed-group", "JRN": "media", "MED": "medical", "NGO": "activist-ngo", "IGO": "igo",
}  # fmt: skip


def source_of_sector(sector: str) -> str:
    """The kind of teller that a member of a sector is, "" where the sector does not say."""
    return _SOURCE_OF_SECTOR.get(sector, "")


def _country_in(page: Page, first: int, last: int) -> tuple[str, Named | None]:
    """The country of the first actor named there that has one, and that actor or the first without one."""
    owner: Named | None = None
    i = first
    while i < last:
        named = page.named_of[i]
        if named is None:
            i += 1
            continue
        if named.actor.country and named.actor.kind != "media":
            return named.actor.country, named
        owner = owner or named
        i = named.last
    return "", owner


def _owner_sector(page: Page, first: int, core: int, end: int) -> tuple[str, str, str]:
    """Sector, teller kind and country of what stands before the head: "rebel" commander, "Iran's" envoy."""
    for i in range(end - 1, first - 1, -1):
        noun = page.word_of[i]
        named = page.named_of[i]
        told = noun is not None and noun.first >= first and noun.last <= end and noun.word.sector not in ("", "UNK")
        if noun is not None and told and (named is None or named.actor.kind in ("state", "territory")):
            return noun.word.sector, noun.word.source, ""
        if named is not None and named.first >= first and named.last <= end:
            actor = named.actor
            if actor.sector != "UNK" and (actor.kind not in ("state", "territory") or i < core):
                return actor.sector, source_of_sector(actor.sector), actor.country
    return "", "", ""
