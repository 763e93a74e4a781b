"""Names inside place phrases: each to its place, settled by the names around it."""

# ruff: noqa: PLR0911 - one return for each way that a name can be read
from __future__ import annotations

from dataclasses import replace

from dateline.grounding.gazetteer._context import Context
from dateline.grounding.gazetteer._draft import Anchor, Draft, draft_place, radius_of
from dateline.grounding.gazetteer._fold import fold_name
from dateline.grounding.gazetteer._lexicon import Lexicon
from dateline.grounding.gazetteer._phrase import level_of
from dateline.grounding.gazetteer._rank import PROMINENT, SUPPORT, Surroundings, choose, rank
from dateline.grounding.gazetteer._scan import Word, is_of_street, is_printed_short, scan, split_words
from dateline.grounding.gazetteer._store import Place
from dateline.grounding.gazetteer._words import DIRECTIONS, DISTRICT_NOUNS, PROVINCE_NOUNS


class NameReader:
    """Settles the names of one text; lives for one call."""

    def __init__(self, text: str, lexicon: Lexicon, context: Context) -> None:
        self._text = text
        self._lexicon = lexicon
        self._context = context
        self._around: Surroundings = self._context.around

    def _settle(self, place: Place, spelled: str) -> Draft:
        return draft_place(place, spelled, self._lexicon)

    def _anchors(self, start: int, end: int, containers: tuple[Anchor, ...] = ()) -> tuple[Anchor, ...]:
        """The places named in a stretch, settled from the last to the first, each inside the ones after it."""
        found: list[Anchor] = list(containers)
        for mention in reversed(list(scan(self._text, self._lexicon, start, end))):
            if is_of_street(self._text, mention.end):
                continue
            if mention.demonym:
                land = self._lexicon.land(mention.demonym)
                if land:
                    found.insert(0, Anchor(place=land, text=land.name))
                continue
            if mention.adjective:
                found.insert(0, Anchor(place=mention.adjective, text=mention.adjective.name))
                continue
            key = fold_name(mention.text)
            place = choose(mention.candidates, self._around, containers=[a.place for a in found], name=key)
            if place is None and found:
                place = choose(mention.candidates, self._around, name=key)
            if place:
                found.insert(0, Anchor(place=place, text=mention.text))
        return tuple(found)

    def _neighbours(self, start: int, end: int) -> tuple[Anchor, ...]:
        """What the text prints right after the span (", Lebanon") or before it ("the Lebanese city of ")."""
        found: list[Anchor] = []
        for item in self._context.seen:
            mention, place = item.mention, item.place
            if mention.start >= end and place and place.level in ("country", "province"):
                if self._text[end : mention.start].strip(" \n") in (",", "(", "in", ", in"):
                    found.append(Anchor(place=place, text=mention.text))
            elif mention.end <= start and mention.demonym and start - mention.end < 30:
                between = [w.text.lower() for w in split_words(self._text, mention.end, start)]
                land = self._lexicon.land(mention.demonym)
                if land and between and between[-1] == "of" and any(level_of(w) for w in between):
                    found.append(Anchor(place=land, text=land.name))
        return tuple(found)

    def _known(self, words: tuple[Word, ...], outer: list[Place]) -> Draft | None:
        """A head that is a known name as it stands, or one with its kind ("Wardak province", "northern Mali")."""
        text, first, last = self._text, words[0], words[-1]
        name = text[first.start : last.end]
        if not any(w.upper for w in words) or (len(words) == 1 and name.lower() in DIRECTIONS):
            return None
        code, state = self._lexicon.demonym(name), self._lexicon.state(name) if len(name) <= 7 else None
        options = self._lexicon.find(name)
        if code and not any(p.level == "country" for p in options):
            return None
        found = choose((*options, *([state] if state else [])), self._around, containers=outer, name=fold_name(name))
        if found:
            return self._settle(found, name)
        noun = last.text.lower()
        wanted = level_of(noun)
        if len(words) > 1 and wanted and not (last.upper and wanted == "site"):
            stem = text[first.start : words[-2].end]
            options = (*self._lexicon.find(stem), *self._lexicon.find_like(stem))
            if noun in ("region", "area"):
                best = choose(options, self._around, containers=outer)
                if best:
                    return self._settle(best, stem)
            elif wanted in ("province", "district", "city") and first.upper:
                options = tuple(p for p in options if p.level == wanted or (wanted != "city" and p.level == "province"))
                inside = next((p for p in outer if p.level == "city"), None)
                best = choose(options, self._around, containers=outer, wanted=wanted)
                if best and not (noun == "district" and inside):
                    return self._settle(best, name if noun in PROVINCE_NOUNS | DISTRICT_NOUNS else stem)
        if first.text.lower() in DIRECTIONS and len(words) > 1:
            inner = self._known(words[1:], outer)
            if inner and inner.place:
                if inner.level in ("country", "province", "region"):
                    return Draft(
                        name=name,
                        level="region" if inner.level != "province" else "province",
                        country=inner.country,
                        place=replace(inner.place, geonames_id=None) if inner.level != "province" else inner.place,
                    )
                if inner.level == "city":
                    return Draft(
                        name=name,
                        level="neighbourhood",
                        country=inner.country,
                        at=inner.place,
                        radius=radius_of(inner.place),
                    )
                return inner
        return None

    def _name(self, start: int, end: int) -> Place | None:
        """The likeliest place of a name as it stands, however weak the evidence; None for an unknown name."""
        name = self._text[start:end]
        options = self._lexicon.find(name)
        short = self._lexicon.state(name) if len(name) <= 7 else None
        if short and (name.endswith(".") or is_printed_short(self._text, start, end, known=bool(options))):
            return short
        code = self._lexicon.demonym(name)
        if code and not any(place.level == "country" for place in options):
            return self._lexicon.land(code)
        region = self._lexicon.adjective(name)
        if region:
            return region
        outer = [a.place for a in self._neighbours(start, end)]
        ranked = rank(options, self._around, containers=outer, name=fold_name(name))
        return ranked[0][1] if ranked else choose(self._lexicon.find_like(name), self._around, containers=outer)

    def _inner(self, start: int, end: int) -> Place | None:
        """The place of the first well supported name inside a longer one ("Nevada State Museum")."""
        for mention in scan(self._text, self._lexicon, start, end):
            place = choose(mention.candidates, self._around, name=fold_name(mention.text))
            if place and (place.population >= PROMINENT or self._around.share(place.country) > SUPPORT):
                return place
        return None

    def _nearest(self, start: int, end: int) -> Place | None:
        """The town that the text names nearest to a stretch, else the nearest place of any kind."""
        known = [(min(abs(i.mention.start - end), abs(start - i.mention.end)), i.place) for i in self._context.seen]
        towns = [(far, p) for far, p in known if p and p.level in ("city", "neighbourhood", "site", "district")]
        wide = [(far, p) for far, p in known if p]
        return min(towns or wide, key=lambda item: item[0], default=(0, None))[1]
