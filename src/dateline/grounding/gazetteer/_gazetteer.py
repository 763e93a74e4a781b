"""Gazetteer: place words to places, offline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from dateline.errors import UsageError
from dateline.grounding.gazetteer._context import CountryHints, read_context
from dateline.grounding.gazetteer._ground import Grounder
from dateline.grounding.gazetteer._lexicon import Lexicon
from dateline.grounding.gazetteer._store import Store
from dateline.model import Where

DATA_FILE: Final = Path(__file__).parent / "data" / "gazetteer.bin"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceSpan:
    """A place name found in a text: `text[start:end]`, and what it was settled on."""

    start: int
    end: int
    name: str
    country: str
    level: str
    geonames_id: int | None


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

    def find_places(self, text: str) -> tuple[PlaceSpan, ...]:
        """Place names in `text`, in reading order, without overlaps: those that the gazetteer knows with good reason.

        Nationality words, persons' surnames and names that could be several places without a sign of which are left
        out.
        """
        return tuple(
            PlaceSpan(
                start=item.mention.start,
                end=item.mention.end,
                name=item.mention.text,
                country=item.country,
                level=item.place.level,
                geonames_id=item.place.geonames_id,
            )
            for item in read_context(text, self._lexicon).seen
            if item.place is not None
        )

    def ground_places(
        self, text: str, spans: Sequence[tuple[int, int]], *, country_hints: CountryHints = ()
    ) -> tuple[Where | None, ...]:
        """The place of each stretch `text[start:end]`, in the order of `spans`; None for one that names no place.

        All spans of one document are given together, so that they and the rest of the text help each other; the
        result for a span does not depend on the order. `country_hints`: alpha-3 codes (with counts, or repeated) that
        the caller found in the text by other means. Raises UsageError for a stretch outside the text.
        """
        for start, end in spans:
            if not 0 <= start < end <= len(text):
                raise UsageError(f"no stretch {start}:{end} in a text of {len(text)} characters")
        if not spans:
            return ()
        return Grounder(text, self._lexicon, country_hints).ground(spans)
