"""How likely a known name is a place where it stands: two logistic models over the signs of `_signs`.

The first weighs the words alone, the second also how far the other names of the text speak for the place. The weights
were fitted (L2 penalty 3, all signs 0 or 1) on the known names of 265 news texts with marked place names: Local-Global
Lexicon, TR-News and GeoWebNews (milangritta, Pragmatic-Guide-to-Geoparsing-Evaluation). No sign is a single name. In
five-fold cross-validation by text, 88 % of the names found are places and 91 % of the places are found.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

THRESHOLD: Final = 0.4  # of the first model; 0.3 to 0.5 find about as many names rightly
SUPPORTED_THRESHOLD: Final = 0.4  # of the second; 0.35 to 0.45 give the same F in cross-validation by text
BIAS: Final = (0.28, 1.21)
# Each sign with its weight in the first and in the second model.
WEIGHTS: Final[Mapping[str, tuple[float, float]]] = MappingProxyType(
    {
        "abroad-0": (0.0, -1.09),
        "abroad-1": (0.0, -0.23),
        "abroad-2": (0.0, 1.23),
        "abroad-3": (0.0, 0.69),
        "abroad-4": (0.0, 0.08),
        "after:age": (-0.3, -0.39),
        "after:auxiliary": (-0.28, -0.31),
        "after:based": (0.62, 0.64),
        "after:body": (0.6, 0.48),
        "after:capital": (-0.4, -0.46),
        "after:comma": (0.24, 0.11),
        "after:container": (0.81, 0.77),
        "after:end": (0.02, -0.02),
        "after:family": (-1.21, -0.9),
        "after:given": (-0.52, -0.32),
        "after:hyphen": (0.13, -0.05),
        "after:initial": (-0.7, -0.56),
        "after:mark": (0.19, 0.32),
        "after:noun": (1.03, 0.81),
        "after:other": (0.06, 0.17),
        "after:owner": (-0.49, -0.49),
        "after:past": (-0.88, -0.87),
        "after:people": (1.48, 1.31),
        "after:site": (-0.44, -0.37),
        "after:speech": (-1.61, -1.25),
        "after:street": (-0.01, -0.25),
        "after:unit": (1.16, 1.28),
        "after:water": (0.49, 0.33),
        "before:and": (0.54, 0.48),
        "before:by": (-0.61, -0.54),
        "before:capital": (-0.88, -0.61),
        "before:comma": (0.09, 0.18),
        "before:comma-place": (0.39, 0.22),
        "before:common": (-0.67, -0.54),
        "before:direction": (0.85, 0.6),
        "before:for": (0.33, 0.47),
        "before:from": (0.82, 0.6),
        "before:given": (-0.96, -0.75),
        "before:hyphen": (-0.45, -0.58),
        "before:in": (1.61, 1.22),
        "before:initial": (0.38, 0.25),
        "before:mark": (-1.03, -0.74),
        "before:of": (0.16, -0.03),
        "before:or": (0.19, 0.07),
        "before:other": (-0.44, -0.42),
        "before:owner": (-0.11, 0.23),
        "before:start": (-0.29, -0.11),
        "before:than": (-0.0, 0.02),
        "before:that": (-0.46, -0.44),
        "before:the": (-0.0, 0.2),
        "before:title": (-0.43, -0.37),
        "before:to": (0.7, 0.72),
        "before:water": (0.21, 0.08),
        "before:with": (0.06, -0.22),
        "close-0": (0.0, -0.86),
        "close-1": (0.0, 0.09),
        "close-2": (0.0, 0.03),
        "close-3": (0.0, 0.31),
        "dateline": (0.86, 0.89),
        "is:code": (-0.47, -0.39),
        "is:common": (-0.97, -0.6),
        "is:family": (-0.65, -0.63),
        "is:free": (0.31, 0.39),
        "is:given": (-0.36, -0.3),
        "is:noun": (-0.09, 0.1),
        "is:upper": (0.05, 0.07),
        "kind:capital": (1.9, 1.52),
        "kind:city-1": (-1.69, -0.71),
        "kind:city-2": (-0.09, -0.01),
        "kind:city-3": (-1.16, -0.36),
        "kind:city-4": (-1.35, -0.74),
        "kind:city-5": (-0.61, -0.46),
        "kind:city-6": (0.62, 0.45),
        "kind:city-7": (-0.29, -0.55),
        "kind:country": (3.02, 1.84),
        "kind:district-1": (-0.68, -0.16),
        "kind:district-4": (0.37, 0.39),
        "kind:district-5": (0.87, 0.42),
        "kind:district-6": (1.13, 0.57),
        "kind:many": (0.65, 0.19),
        "kind:other-3": (-0.15, -0.03),
        "kind:other-4": (-1.81, -1.41),
        "kind:other-5": (-1.01, -0.57),
        "kind:other-6": (-0.46, -0.23),
        "kind:other-7": (-0.29, -0.27),
        "kind:own-site": (-0.74, -1.37),
        "kind:own-wide": (0.41, 0.31),
        "kind:province": (2.02, 1.4),
        "land-0": (0.0, 0.04),
        "land-1": (0.0, -0.27),
        "land-2": (0.0, -0.0),
        "land-3": (0.0, -0.26),
        "land-4": (0.0, -0.2),
        "people-0": (0.0, -0.84),
        "people-1": (0.0, -0.1),
        "people-2": (0.0, -0.16),
        "people-3": (0.0, 0.05),
        "people-4": (0.0, 0.43),
        "people-5": (0.0, 0.2),
        "province-0": (0.0, -0.91),
        "province-1": (0.0, -0.78),
        "province-2": (0.0, 0.43),
        "province-3": (0.0, 0.84),
        "text:again": (0.1, 0.05),
        "text:family": (-1.64, -1.45),
        "text:given": (-1.12, -1.07),
        "text:lower": (-0.54, -0.24),
        "text:placed": (1.23, 0.89),
        "words:more": (0.22, 0.04),
        "words:one": (-0.22, -0.04),
    }
)


def likelihood(signs: Sequence[str], *, supported: bool = False) -> float:
    """The probability that a name with these signs is a place, 0 to 1; `supported`: with the signs of its support."""
    weigh = int(supported)
    total = BIAS[weigh] + sum(WEIGHTS[sign][weigh] for sign in signs if sign in WEIGHTS)
    return 1 / (1 + math.exp(-total))
