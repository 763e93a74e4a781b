"""Place words to places, offline: GeoNames in one compact file, and the project's own table of sites and regions.

A text goes in, with the stretches that name places; a `Where` or None comes out for each. The flow: `_fold` makes
look-up keys, `_store` reads the file, `_lexicon` adds sites, country words and spelling variants, `_scan` finds known
names in a text, `_signs` and `_finding` tell which of them are places where they stand, `_rank` settles which place of
a name is meant, `_context` reads what the whole document speaks of, `_phrase` takes a phrase apart and `_ground` puts
it together. `_build` makes the file.
"""

from dateline.grounding.gazetteer._gazetteer import Gazetteer, PlaceSpan

__all__ = ["Gazetteer", "PlaceSpan"]
