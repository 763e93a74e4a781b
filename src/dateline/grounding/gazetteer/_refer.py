"""Definite phrases that refer back: "the country", "the city", "the square"."""

# ruff: noqa: PLR0911 - one return for each way that a phrase can be read
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from dateline.grounding.gazetteer._context import Context
from dateline.grounding.gazetteer._draft import Draft, draft_place
from dateline.grounding.gazetteer._lexicon import Lexicon
from dateline.grounding.gazetteer._words import COUNTRY_NOUNS

# A document that speaks of one country in this share of its place words lends it to an unnamed site or unknown name.
# On the training articles 0.5 loses half a point and 0.3 gains a tenth; the higher of the two good ones was kept.
DOMINANT: Final = 0.4


def refer_back(
    span: tuple[int, int],
    draft: Draft,
    drafts: Mapping[tuple[int, int], Draft | None],
    context: Context,
    lexicon: Lexicon,
) -> Draft | None:
    """What "the country", "the city" or "the square" stand for: the last such place named before."""
    kind = draft.anaphor or ""
    before = [item for item in context.seen if item.mention.start < span[0]]
    if kind in COUNTRY_NOUNS:
        code = context.around.dominant(DOMINANT) or next((i.country for i in reversed(before) if i.country), "")
        land = lexicon.land(code) if code else None
        if land is None:
            return None
        if draft.level == "region":
            return Draft(name=f"{draft.name} of {land.name}", level="region", country=land.country)
        return Draft(name=land.name, level="country", country=land.country, place=land)
    if kind in ("city", "province", "district"):
        last = next((i for i in reversed(before) if i.place and i.place.level == kind), None)
        return draft_place(last.place, last.mention.text, lexicon) if last and last.place else None
    for item in reversed(before):
        if item.place and item.place.site_id and item.mention.text.lower().endswith(kind):
            return draft_place(item.place, item.mention.text, lexicon)
    for earlier in sorted(drafts, reverse=True):
        known = drafts[earlier]
        if known and known.level == "site" and known.name.split(",")[0].lower().endswith(kind) and known.country:
            return known
    return replace(draft, anaphor=None)
