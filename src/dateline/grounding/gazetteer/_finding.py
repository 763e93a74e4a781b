"""How likely a known name is a place where it stands: two logistic models over the signs of `_signs`.

The first weighs the words alone, the second also how far the other names of the text speak for the place. The weights
were fitted (L2 penalty 3, all signs 0 or 1) on the known names of 265 news texts with marked place names: Local-Global
Lexicon, TR-News and GeoWebNews (milangritta, Pragmatic-Guide-to-Geoparsing-Evaluation). No sign is a single name.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

THRESHOLD: Final = 0.4  # of the first model; 0.3 to 0.5 find about as many names rightly
SUPPORTED_THRESHOLD: Final = 0.4  # of the second; 0.35 to 0.45 give the same F in cross-validation by text
BIAS: Final = (0.26, 1.3)
# Each sign with its weight in the first and in the second model.
WEIGHTS: Final[Mapping[str, tuple[float, float]]] = MappingProxyType(
    {
        "abroad-0": (0.0, -0.87),
        "abroad-1": (0.0, -0.17),
        "abroad-2": (0.0, 1.18),
        "abroad-3": (0.0, 0.49),
        "abroad-4": (0.0, 0.11),
        "after:age": (-0.3, -0.42),
        "after:auxiliary": (-0.26, -0.31),
        "after:based": (0.62, 0.68),
        "after:body": (0.6, 0.49),
        "after:capital": (-0.39, -0.39),
        "after:comma": (0.25, 0.16),
        "after:container": (0.8, 0.75),
        "after:end": (0.02, -0.01),
        "after:family": (-1.21, -0.92),
        "after:given": (-0.52, -0.32),
        "after:hyphen": (0.11, -0.06),
        "after:initial": (-0.7, -0.55),
        "after:mark": (0.19, 0.31),
        "after:noun": (1.04, 0.84),
        "after:other": (0.06, 0.14),
        "after:owner": (-0.49, -0.47),
        "after:past": (-0.89, -0.92),
        "after:people": (1.48, 1.31),
        "after:site": (-0.44, -0.35),
        "after:speech": (-1.6, -1.27),
        "after:street": (-0.01, -0.14),
        "after:unit": (1.16, 1.15),
        "after:water": (0.5, 0.33),
        "before:and": (0.54, 0.45),
        "before:by": (-0.61, -0.57),
        "before:capital": (-0.89, -0.69),
        "before:comma": (0.07, 0.13),
        "before:comma-place": (0.38, 0.21),
        "before:common": (-0.68, -0.53),
        "before:direction": (0.9, 0.63),
        "before:for": (0.35, 0.57),
        "before:from": (0.81, 0.56),
        "before:given": (-0.96, -0.75),
        "before:hyphen": (-0.43, -0.42),
        "before:in": (1.61, 1.31),
        "before:initial": (0.37, 0.23),
        "before:mark": (-1.01, -0.73),
        "before:of": (0.18, 0.03),
        "before:or": (0.19, 0.07),
        "before:other": (-0.45, -0.45),
        "before:owner": (-0.14, 0.18),
        "before:start": (-0.31, -0.16),
        "before:than": (0.0, 0.0),
        "before:that": (-0.46, -0.45),
        "before:the": (-0.0, 0.19),
        "before:title": (-0.43, -0.39),
        "before:to": (0.69, 0.7),
        "before:water": (0.21, 0.07),
        "before:with": (0.07, -0.2),
        "close-0": (0.0, -0.91),
        "close-1": (0.0, 0.03),
        "close-2": (0.0, 0.06),
        "close-3": (0.0, 0.26),
        "dateline": (0.86, 0.87),
        "is:code": (-0.36, -0.24),
        "is:common": (-0.99, -0.67),
        "is:family": (-0.65, -0.6),
        "is:free": (0.32, 0.36),
        "is:given": (-0.36, -0.34),
        "is:noun": (-0.09, 0.08),
        "is:upper": (0.05, 0.09),
        "kind:capital": (1.88, 1.79),
        "kind:city-1": (-1.7, -0.75),
        "kind:city-2": (-0.09, -0.01),
        "kind:city-3": (-1.17, -0.32),
        "kind:city-4": (-1.36, -0.87),
        "kind:city-5": (-0.62, -0.59),
        "kind:city-6": (0.61, 0.45),
        "kind:city-7": (-0.3, -0.51),
        "kind:country": (2.99, 1.72),
        "kind:district-1": (-0.69, -0.2),
        "kind:district-4": (0.37, 0.37),
        "kind:district-5": (0.89, 0.4),
        "kind:district-6": (1.16, 0.54),
        "kind:many": (0.65, 0.18),
        "kind:other-3": (-0.15, -0.03),
        "kind:other-4": (-1.82, -1.53),
        "kind:other-5": (-1.02, -0.62),
        "kind:other-6": (-0.47, -0.23),
        "kind:other-7": (-0.29, -0.3),
        "kind:own": (-0.21, -0.68),
        "kind:province": (2.01, 1.35),
        "land-0": (0.0, 0.24),
        "land-1": (0.0, -0.26),
        "land-2": (0.0, -0.07),
        "land-3": (0.0, -0.47),
        "land-4": (0.0, -0.18),
        "people-0": (0.0, -0.91),
        "people-1": (0.0, -0.06),
        "people-2": (0.0, -0.05),
        "people-3": (0.0, 0.03),
        "people-4": (0.0, 0.29),
        "people-5": (0.0, 0.14),
        "province-0": (0.0, -0.93),
        "province-1": (0.0, -0.87),
        "province-2": (0.0, 0.43),
        "province-3": (0.0, 0.81),
        "text:again": (0.09, 0.03),
        "text:family": (-1.65, -1.41),
        "text:given": (-1.13, -1.06),
        "text:lower": (-0.55, -0.25),
        "text:placed": (1.24, 1.02),
        "words:more": (0.18, 0.0),
        "words:one": (-0.18, -0.0),
    }
)


def likelihood(signs: Sequence[str], *, supported: bool = False) -> float:
    """The probability that a name with these signs is a place, 0 to 1; `supported`: with the signs of its support."""
    weigh = int(supported)
    total = BIAS[weigh] + sum(WEIGHTS[sign][weigh] for sign in signs if sign in WEIGHTS)
    return 1 / (1 + math.exp(-total))
