"""A noun phrase -> its head, and the sector, kind of teller and country that its words give."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.grounding.actors._page import DEMONYM, Named, Page
from dateline.grounding.actors._record import Word
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
# Of these only the first part is what acts; "and" joins two that both act.
_JOINS = frozenset(("and", "or"))
_MODIFIER_CUTS = word_set("armed wounded injured killed suspected accused visiting and or under led loyal")
_OWNED_BY = word_set("of for from by to at loyal with in")


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """What a phrase says. `head` is its noun, `named` the actor that it is about if it is one itself; "" says nothing."""

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
    for i in range(first + 1, last):
        word = page.lower[i]
        if (word in _CLAUSE_WORDS or word.endswith(_CLAUSE_ENDINGS)) and not page.capital[i] and i + 1 < last:
            noun = page.word_of[i - 1]
            if (
                page.word_of[i] is None
                and noun is not None
                and page.lower[i + 1][0].isalpha()
                and (page.word_of[i + 1] is None or word in _CLAUSE_WORDS)
            ):
                return i
        if word in CUTS and not page.capital[i]:
            named = page.named_of[i]
            noun = page.word_of[i]
            if named is not None and named.first < i < named.last:
                continue
            if noun is not None and noun.first < i < noun.last:
                continue
            if word in _MODIFIER_CUTS and (i == first or (word not in _JOINS and i - first < 2)):
                continue
            return i
        if not word[0].isalnum() and word not in ("'s", "&", "/", "'", "’", '"', "“", "”", "-", "."):
            return i
    return last


def read_phrase(page: Page, first: int, last: int, *, depth: int = 0) -> Phrase:
    """Reads the tokens `first`..`last`. The head is the last noun before the first preposition, after the last "'s"."""
    cut = find_cut(page, first, last)
    core = first
    for i in range(cut - 1, first, -1):
        if page.lower[i] == "'s" or (page.lower[i] in ("'", "’") and page.lower[i - 1].endswith("s")):
            named = page.named_of[i]
            if named is None or named.last <= i or named.first == i:
                core = i + 1 if i + 1 < cut else first
            break
    named = page.named_of[cut - 1] if cut > first else None
    if named is not None and (named.last > cut or named.first < first or named.form == DEMONYM):
        named = None
    noun = None
    for i in range(cut - 1, core - 1, -1):
        found = page.word_of[i]
        if found is not None and found.first >= core and found.last <= cut and "plain-title" not in found.word.use:
            noun = found
            break
    if named is not None and noun is not None and noun.last == cut and noun.first >= named.first:
        noun = None  # the noun is a part of the name
    word = noun.word if noun is not None else None
    country, owner = _country_in(page, first, cut)
    sector = source = ""
    if named is not None:
        sector = named.actor.sector
        country = named.actor.country
    elif word is not None:
        sector, source = word.sector, word.source
    inherits = named is None and (word is None or "inherit" in word.use or "weak-head" in word.use)
    if inherits:
        end = noun.first if noun is not None else cut
        other, kind, place = _owner_sector(page, first, core, end)
        deeper = word is None or "inherit" in word.use
        if not other and deeper and cut + 1 < last and page.lower[cut] in _OWNED_BY and depth < 2:
            inner = read_phrase(page, cut + 1, last, depth=depth + 1)
            other, kind = inner.sector, inner.source or source_of_sector(inner.sector)
            place = inner.country
            if inner.named is not None and inner.named.actor.kind in ("state", "territory") and word is None:
                other = kind = ""
        if other and (word is not None or core > first or other not in ("GOV",)):
            sector = other if not sector or word is None or "inherit" in word.use or word.sector == "UNK" else sector
            if word is not None and ("inherit" in word.use or not source):
                source = _inherited_source(word, kind)
        country = country or place
    if word is not None and noun is not None and named is None and "plain-title" not in word.use:
        side, kind = _side(page, first, noun.first)
        if side and (sector in _OFFICES or not sector) and (side != "IGO" or sector == "GOV"):
            sector, source = side, kind
    international = sector == "IGO" or (owner is not None and owner.actor.sector == "IGO")
    if not country and named is None:
        international = international or any(
            page.lower[i] in _WIDE
            and (page.word_of[i] is None or (page.word_of[i] is noun and noun.last - noun.first == 1))
            for i in range(core, cut)
        )
    if not country and not international and cut < last and page.lower[cut] not in _JOINS:
        country, owner = _country_in(page, cut + 1, last)
        if not country and owner is not None and owner.actor.sector == "IGO":
            international = True
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


def _inherited_source(word: Word, kind: str) -> str:
    if word.source == "unnamed" and kind == "official":
        return "unnamed"  # "government sources" are told apart from officials by whoever needs it
    return kind or word.source


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
        if noun is not None and noun.first >= first and noun.word.sector not in ("", "UNK") and noun.last <= end:
            if named is None or named.actor.kind in ("state", "territory"):
                return noun.word.sector, noun.word.source, ""
        if named is not None and named.first >= first and named.last <= end:
            actor = named.actor
            if actor.sector != "UNK" and (actor.kind not in ("state", "territory") or i < core):
                return actor.sector, source_of_sector(actor.sector), actor.country
    return "", "", ""
