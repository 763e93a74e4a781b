"""Ground the place phrases of one document together."""

# ruff: noqa: PLR0911 - one return for each way that a phrase can be read
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.grounding.gazetteer._draft import CONTAINERS, Anchor, Draft, radius_of, write_where
from dateline.grounding.gazetteer._named import NameReader
from dateline.grounding.gazetteer._phrase import Phrase, is_event_noun, is_no_place, level_of, possessive_at, take_apart
from dateline.grounding.gazetteer._rank import choose
from dateline.grounding.gazetteer._refer import DOMINANT, refer_back
from dateline.grounding.gazetteer._scan import Word, end_of_street, is_of_street
from dateline.grounding.gazetteer._store import Place
from dateline.grounding.gazetteer._words import COUNTRY_NOUNS, DIRECTIONS, DISTRICT_NOUNS
from dateline.model import Where


class Grounder(NameReader):
    """Grounds the spans of one text; lives for one call."""

    def ground(self, spans: Sequence[tuple[int, int]]) -> tuple[Where | None, ...]:
        drafts = self._drafts(spans)
        return tuple(write_where(self._text, span, draft) for span, draft in zip(spans, drafts, strict=True))

    def name(self, spans: Sequence[tuple[int, int]]) -> tuple[Place | None, ...]:
        """The likeliest place of each name: as the text's own names were settled, else by a name inside it or near it."""
        seen = {(item.mention.start, item.mention.end): item.place for item in self._context.seen if item.place}
        return tuple(
            seen.get(span) or self._name(*span) or self._inner(*span) or self._nearest(*span) for span in spans
        )

    def _drafts(self, spans: Sequence[tuple[int, int]]) -> tuple[Draft | None, ...]:
        """What each span was read as, in the order of `spans`."""
        drafts: dict[tuple[int, int], Draft | None] = {}
        for span in sorted(set(spans)):
            draft = self._read(*span)
            drafts[span] = (
                refer_back(span, draft, drafts, self._context, self._lexicon) if draft and draft.anaphor else draft
            )
        return tuple(drafts[span] for span in spans)

    def _read(self, start: int, end: int) -> Draft | None:
        phrase = take_apart(self._text, start, end, self._lexicon)
        if phrase is None or not phrase.head:
            return None
        if phrase.offset_km is not None:
            return self._offset(phrase)
        outer = self._anchors(*tail) if (tail := self._tail(phrase)) else ()
        outer = (*outer, *self._neighbours(start, end))
        draft = self._head(phrase, phrase.head, outer)
        if draft is None and phrase.tail and phrase.relation != "," and not outer:
            return self._read(*phrase.tail)  # "cities across the country"
        land = next((a.place.country for a in outer if a.place.country), "")
        if draft and not draft.country and draft.place and draft.level == "region" and phrase.relation != "between":
            return replace(draft, country=land)
        return draft

    def _tail(self, phrase: Phrase) -> tuple[int, int] | None:
        """The stretch that contains the head; of a crossing ("Third Avenue and Pike in Seattle") what stands behind it."""
        if phrase.tail and phrase.relation == "and" and is_of_street(self._text, phrase.head[-1].start - 1):
            crossed = take_apart(self._text, *phrase.tail, self._lexicon)
            return crossed.tail if crossed else None
        return phrase.tail

    def _offset(self, phrase: Phrase) -> Draft | None:
        """ "30 km north of X": X's coordinates, with the distance as radius."""
        anchors = self._anchors(phrase.head[0].start, phrase.end)
        if not anchors:
            return None
        place, name = anchors[0].place, self._text[phrase.start : phrase.end]
        km = phrase.offset_km or 0.0
        radius = max(km, radius_of(place) or 0.0) + (25.0 if not km else 0.0)
        return Draft(name=name, level="region" if not km else "site", country=place.country, at=place, radius=radius)

    def _head(self, phrase: Phrase, words: tuple[Word, ...], outer: tuple[Anchor, ...]) -> Draft | None:
        """Settle the head of a phrase inside its containers."""
        text, outer_places = self._text, [a.place for a in outer]
        whole = self._known(words, outer_places)
        if whole:
            return whole
        owner = possessive_at(text, words)
        if owner is not None:
            inner = self._anchors(words[0].start, words[owner].end, outer)
            return self._head(phrase, words[owner + 1 :], (*inner, *outer) if inner != outer else outer)
        of = next((n for n, w in enumerate(words) if w.text == "of" and 0 < n < len(words) - 1), None)
        if of is not None:
            done = self._of(phrase, words[:of], words[of + 1 :], outer)
            if done:
                return done
        lands = [(n, code) for n, w in enumerate(words) if (code := self._lexicon.demonym(w.text))]
        if lands:
            land = self._lexicon.land(lands[-1][1])
            rest = tuple(w for n, w in enumerate(words) if n not in {n for n, _ in lands})
            if land and not rest:
                return Draft(name=land.name, level="country", country=land.country, place=land)
            noun = words[-1].text.lower()
            # "the US embassy" belongs to the US and stands elsewhere; "the Iraqi capital" is in Iraq.
            abroad = noun in ("embassy", "consulate", "base", "checkpoint", "troops", "court")
            if land and rest and abroad and (outer or noun != "court"):
                return self._mixed(phrase, words, outer, owner=land.country)
            if land and rest:
                return self._head(phrase, rest, (*outer, Anchor(place=land, text=land.name)))
        return self._mixed(phrase, words, outer)

    def _of(
        self, phrase: Phrase, left: tuple[Word, ...], right: tuple[Word, ...], outer: tuple[Anchor, ...]
    ) -> Draft | None:
        """ "the town of X", "the Chelsea neighbourhood of Manhattan", "the supreme court of X"."""
        noun = left[-1].text.lower()
        level = level_of(noun)
        lands = [land for w in left if (code := self._lexicon.demonym(w.text)) and (land := self._lexicon.land(code))]
        proper = any(w.upper and not self._lexicon.demonym(w.text) for w in left)
        containers = (*outer, *(Anchor(place=land, text=land.name) for land in lands))
        if level != "city" and (proper or (level == "site" and not is_event_noun(noun))):
            inner = self._anchors(right[0].start, right[-1].end, containers)
            return self._head(phrase, left, inner) if inner else None
        if (
            level == "city"
            or level in ("province", "district", "country")
            or is_event_noun(noun)
            or level in ("neighbourhood", "region")
        ):
            inside = take_apart(self._text, right[0].start, right[-1].end, self._lexicon)
            if inside is None or not inside.head:
                return None
            draft = self._head(inside, inside.head, containers)
            if draft and draft.place is None and draft.at is None and level in ("city", "district", "province"):
                return replace(draft, level=level)
            if draft and noun in DIRECTIONS and draft.level == "country":
                return replace(
                    draft,
                    level="region",
                    name=f"{noun}ern {draft.name}" if not noun.endswith("ern") else f"{noun} {draft.name}",
                )
            if draft and draft.anaphor and noun in DIRECTIONS:
                return replace(draft, level="region")
            return draft
        return None

    def _mixed(
        self, phrase: Phrase, words: tuple[Word, ...], outer: tuple[Anchor, ...], owner: str = ""
    ) -> Draft | None:
        """Heads of unknown names and common nouns, with known names among them or not."""
        text = self._text
        caps = next((n for n, w in enumerate(words) if w.upper), None)
        noun = words[-1].text.lower()
        level = level_of(noun)
        if caps is None:
            return self._generic(phrase, words, outer)
        if caps:
            kept = words[caps - 1 :] if words[caps - 1].text.lower() in DIRECTIONS else words[caps:]
            inner = self._known(kept, [a.place for a in outer]) or self._known(words[caps:], [a.place for a in outer])
            if inner:
                return inner
            words = words[caps:]
        anchors = self._anchors(words[0].start, words[-1].end, outer)
        street = end_of_street(text, words, 0) > 0
        own = () if owner or street else anchors[: len(anchors) - len(outer)]
        level = "site" if street else level
        name = text[words[0].start : words[-1].end]
        if own and is_event_noun(noun):
            return self._settle(own[0].place, own[0].text)
        if own and level is None and not words[-1].upper:
            # "Syria's poorer rural …", "the Baltic enclave": the known name is all that can be used.
            return self._settle(own[0].place, own[0].text)
        if level == "city" and phrase.relation == "," and outer and outer[0].place.level in ("city", "province"):
            return self._settle(outer[0].place, outer[0].text)
        if any(a.place.level == "city" for a in outer) or (outer and level == "site"):
            # A container outside the head settles where it is; a name inside it may be a person's or a saint's.
            lands = {a.place.country for a in outer}
            own = tuple(a for a in own if a.place.country in lands and not any(b.place.level == "city" for b in outer))
        sole = own[0] if len(own) == 1 else None
        if sole and name.endswith(sole.text) and sole.place.level in ("city", "country", "province", "region"):
            return self._settle(sole.place, sole.text)
        if (not own and level == "neighbourhood") or noun in DISTRICT_NOUNS | {"area"}:
            name = text[words[0].start : words[-2].end] if len(words) > 1 and noun not in DISTRICT_NOUNS else name
        draft = self._unknown(name, level, (*own, *outer), phrase)
        return replace(draft, country="") if draft and owner and not outer and draft.country == owner else draft

    def _unknown(self, name: str, level: str | None, outer: tuple[Anchor, ...], phrase: Phrase) -> Draft | None:
        """A name that the gazetteer lacks: the container's country, and its coordinates where it is a city."""
        city = next((a for a in outer if a.place.level in CONTAINERS), None)
        land = next((a.place.country for a in outer if a.place.country), "")
        if city:
            inner = (
                level
                if level in ("site", "neighbourhood")
                else ("neighbourhood" if level in ("district", "region") else "site")
            )
            if level == "city" or (level is None and phrase.relation == "near"):
                return Draft(name=name, level="city", country=land)
            full = name if city.text in name else f"{name}, {city.text}"
            return Draft(
                name=full, level=inner, country=city.place.country, at=city.place, radius=radius_of(city.place)
            )
        likely = None if outer else choose(self._lexicon.find_like(name), self._around)
        if likely and level is None:
            return self._settle(likely, name)
        return Draft(name=name, level=level or "city", country=land or self._around.dominant(DOMINANT) or "")

    def _generic(self, phrase: Phrase, words: tuple[Word, ...], outer: tuple[Anchor, ...]) -> Draft | None:
        """A head of common nouns only: "the capital", "a market" (in Kabul), "the square"."""
        noun = words[-1].text.lower()
        level = level_of(noun)
        name = self._text[words[0].start : words[-1].end]
        land = next((a.place.country for a in outer if a.place.country), "")
        first = outer[0] if outer else None
        if noun == "capital":
            code = land or self._around.dominant(0.0) or ""
            capital = self._lexicon.capital(code) if code else None
            if (
                first
                and first.place.level == "city"
                and (capital is None or first.place.geonames_id == capital.geonames_id or phrase.relation == ",")
            ):
                return self._settle(first.place, first.text)
            return self._settle(capital, capital.name) if capital else None
        if is_no_place(words) or is_event_noun(noun) or noun in COUNTRY_NOUNS:
            if first:
                return self._settle(first.place, first.text)
            return Draft(name=name, level="country", anaphor=noun) if noun in COUNTRY_NOUNS else None
        if level == "city":
            if first and phrase.relation == "," and first.place.level == "city":
                return self._settle(first.place, first.text)
            return (
                Draft(name=name, level="city", country=land)
                if outer
                else Draft(name=name, level="city", anaphor="city")
            )
        if level in ("site", None) and first:
            if first.place.level in ("country", "region", "province", "sea") and level is None:
                return self._settle(first.place, first.text)
            return self._unknown(name, "site", outer, phrase)
        if first and level in ("neighbourhood", "region"):
            city = first.place.level == "city"
            return self._settle(first.place, first.text) if city else Draft(name=name, level="region", country=land)
        if level == "site":
            return Draft(
                name=name,
                level="site",
                anaphor=noun if phrase.definite else "",
                country=self._around.dominant(DOMINANT) or "",
            )
        if level in ("province", "district"):
            return Draft(name=name, level=level, anaphor=level)
        return None
