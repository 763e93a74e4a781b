"""Gazetteer: place words to places, offline."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Final

from dateline.errors import UsageError
from dateline.grounding.gazetteer._context import Context, CountryHints, Names, read_context, read_names
from dateline.grounding.gazetteer._ground import Grounder
from dateline.grounding.gazetteer._lexicon import Lexicon
from dateline.grounding.gazetteer._store import Place, Store
from dateline.model import Where

DATA_FILE: Final = Path(__file__).parent / "data" / "gazetteer.bin"
LAST_TEXTS: Final = 8  # some hundred kilobytes; more than the threads that share a gazetteer on most machines


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceSpan:
    """A place name found in a text: `text[start:end]`, and what it was settled on.

    `lat` and `lon` are a point that stands for the place, for wide ones too; None where the tables have none.
    """

    start: int
    end: int
    name: str
    country: str
    level: str
    geonames_id: int | None
    lat: float | None
    lon: float | None


class Gazetteer:
    """Read-only and safe to share between threads; the data file is opened at the first look-up."""

    def __init__(self, path: Path = DATA_FILE) -> None:
        self._path = path

    @classmethod
    def load(cls) -> Gazetteer:
        """The gazetteer that ships with the package."""
        return cls()

    @cached_property
    def _lexicon(self) -> Lexicon:
        return Lexicon(Store(self._path))

    @cached_property
    def _names(self) -> Callable[[str], Names]:
        """The names of a text; those of the last texts are kept, since an article is asked for more than once."""

        @lru_cache(maxsize=LAST_TEXTS)
        def read(text: str) -> Names:
            return read_names(text, self._lexicon)

        return read

    @cached_property
    def _contexts(self) -> Callable[[str, tuple[tuple[str, int], ...]], Context]:
        """What the names of a text say together; kept for the last texts, as the names are."""

        @lru_cache(maxsize=LAST_TEXTS)
        def read(text: str, hints: tuple[tuple[str, int], ...]) -> Context:
            return read_context(text, self._names(text), dict(hints))

        return read

    def _context(self, text: str, hints: CountryHints) -> Context:
        counted = hints if isinstance(hints, Mapping) else Counter(hints)
        return self._contexts(text, tuple(sorted(counted.items())))

    def find_places(
        self, text: str, *, demonyms: bool = False, country_hints: CountryHints = ()
    ) -> tuple[PlaceSpan, ...]:
        """Place names in `text`, in reading order, without overlaps: those that the gazetteer knows with good reason.

        Persons' names and names that could be several places without a sign of which are left out, and so are
        nationality words, unless `demonyms` asks for them: then each stands for its country. `country_hints` as for
        `ground_places`; where both are given the same, the text is read once.
        """
        found: list[PlaceSpan] = []
        for item in self._context(text, country_hints).seen:
            place = item.place
            if place is None and demonyms:
                place = item.mention.adjective or self._lexicon.land(item.mention.demonym or "")
            if place is not None:
                found.append(_span(item.mention.start, item.mention.end, item.mention.text, place))
        return tuple(found)

    def is_nationality(self, words: str) -> bool:
        """Whether words are made from a country's name, as "Iraqi" is, and are not that name; a town may be called so."""
        countries = [place for place in self._lexicon.find(words) if place.level == "country"]
        return self._lexicon.demonym(words) is not None and not countries

    def name_places(self, text: str, spans: Sequence[tuple[int, int]]) -> tuple[PlaceSpan | None, ...]:
        """The likeliest place of each name `text[start:end]`, in the order of `spans`; None where there is no hint.

        For spans that are known to be names of places. Unlike `ground_places` it never abstains: a name that the tables
        lack gets the place that the text names inside or nearest to it. It says where a wide place lies too, and takes
        a nationality word for its country.
        Raises UsageError for a stretch outside the text.
        """
        _check(text, spans)
        if not spans:
            return ()
        places = Grounder(text, self._lexicon, self._context(text, ())).name(spans)
        return tuple(
            _span(start, end, text[start:end], place) if place else None
            for (start, end), place in zip(spans, places, strict=True)
        )

    def ground_places(
        self, text: str, spans: Sequence[tuple[int, int]], *, country_hints: CountryHints = ()
    ) -> tuple[Where | None, ...]:
        """The place of each stretch `text[start:end]`, in the order of `spans`; None for one that names no place.

        All spans of one document are given together, so that they and the rest of the text help each other; the
        result for a span does not depend on the order. `country_hints`: alpha-3 codes (with counts, or repeated) that
        the caller found in the text by other means. Raises UsageError for a stretch outside the text.
        """
        _check(text, spans)
        if not spans:
            return ()
        return Grounder(text, self._lexicon, self._context(text, country_hints)).ground(spans)


def _check(text: str, spans: Sequence[tuple[int, int]]) -> None:
    for start, end in spans:
        if not 0 <= start < end <= len(text):
            raise UsageError(f"no stretch {start}:{end} in a text of {len(text)} characters")


def _span(start: int, end: int, name: str, place: Place) -> PlaceSpan:
    known = place.lat == place.lat and (place.lat, place.lon) != (0.0, 0.0)  # not a number, or a country without one
    return PlaceSpan(
        start=start,
        end=end,
        name=name,
        country=place.country,
        level=place.level,
        geonames_id=place.geonames_id,
        lat=place.lat if known else None,
        lon=place.lon if known else None,
    )
