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
SUPPORTED_THRESHOLD: Final = 0.37  # of the second; 0.35 to 0.45 give the same F in cross-validation by text
BIAS: Final = (0.56, 1.38)
# Each sign with its weight in the first and in the second model.
WEIGHTS: Final[Mapping[str, tuple[float, float]]] = MappingProxyType(
    {
        "after:age": (-0.29, -0.41),
        "after:auxiliary": (-0.26, -0.34),
        "after:based": (0.63, 0.56),
        "after:body": (0.59, 0.52),
        "after:capital": (-0.39, -0.34),
        "after:comma": (0.24, 0.11),
        "after:container": (0.8, 0.75),
        "after:end": (0.02, -0.09),
        "after:family": (-1.21, -0.98),
        "after:given": (-0.53, -0.35),
        "after:hyphen": (0.12, -0.05),
        "after:initial": (-0.69, -0.62),
        "after:mark": (0.18, 0.31),
        "after:noun": (1.03, 0.81),
        "after:other": (0.05, 0.12),
        "after:owner": (-0.5, -0.46),
        "after:past": (-0.88, -0.79),
        "after:people": (1.48, 1.39),
        "after:site": (-0.43, -0.34),
        "after:speech": (-1.59, -1.3),
        "after:street": (-0.03, -0.14),
        "after:unit": (1.14, 1.28),
        "after:water": (0.5, 0.35),
        "before:and": (0.54, 0.48),
        "before:by": (-0.62, -0.53),
        "before:capital": (-0.9, -0.71),
        "before:comma": (0.06, 0.12),
        "before:comma-place": (0.39, 0.23),
        "before:common": (-0.68, -0.59),
        "before:direction": (0.91, 0.66),
        "before:for": (0.36, 0.53),
        "before:from": (0.81, 0.49),
        "before:given": (-0.96, -0.74),
        "before:hyphen": (-0.43, -0.47),
        "before:in": (1.62, 1.33),
        "before:initial": (0.37, 0.27),
        "before:mark": (-1.01, -0.73),
        "before:of": (0.17, 0.01),
        "before:or": (0.2, 0.06),
        "before:other": (-0.45, -0.42),
        "before:owner": (-0.14, 0.1),
        "before:start": (-0.3, -0.15),
        "before:than": (0.01, 0.03),
        "before:that": (-0.46, -0.39),
        "before:the": (0.0, 0.12),
        "before:title": (-0.43, -0.32),
        "before:to": (0.69, 0.66),
        "before:water": (0.2, 0.12),
        "before:with": (0.07, -0.17),
        "close-0": (0.0, -0.92),
        "close-1": (0.0, -0.01),
        "close-2": (0.0, 0.13),
        "close-3": (0.0, 0.22),
        "dateline": (0.84, 0.88),
        "is:code": (-0.37, -0.37),
        "is:common": (-1.19, -0.86),
        "is:family": (-0.86, -0.93),
        "is:given": (-0.48, -0.36),
        "is:noun": (-0.15, -0.0),
        "is:upper": (0.07, -0.01),
        "kind:capital": (1.88, 1.67),
        "kind:city-1": (-1.69, -0.88),
        "kind:city-2": (-0.09, -0.02),
        "kind:city-3": (-1.17, -0.33),
        "kind:city-4": (-1.35, -0.8),
        "kind:city-5": (-0.62, -0.46),
        "kind:city-6": (0.61, 0.45),
        "kind:city-7": (-0.3, -0.65),
        "kind:country": (2.95, 1.85),
        "kind:district-1": (-0.7, -0.06),
        "kind:district-4": (0.37, 0.33),
        "kind:district-5": (0.9, 0.46),
        "kind:district-6": (1.16, 0.54),
        "kind:many": (0.64, 0.14),
        "kind:other-3": (-0.15, -0.04),
        "kind:other-4": (-1.81, -1.39),
        "kind:other-5": (-1.02, -0.54),
        "kind:other-6": (-0.48, -0.45),
        "kind:other-7": (-0.29, -0.31),
        "kind:own": (-0.19, -0.67),
        "kind:province": (1.99, 1.32),
        "land-0": (0.0, -0.22),
        "land-1": (0.0, -0.12),
        "land-2": (0.0, 0.61),
        "land-3": (0.0, -0.26),
        "land-4": (0.0, 0.0),
        "people-0": (0.0, -0.98),
        "people-1": (0.0, -0.13),
        "people-2": (0.0, -0.23),
        "people-3": (0.0, -0.09),
        "people-4": (0.0, 0.28),
        "people-5": (0.0, 0.58),
        "province-0": (0.0, -0.8),
        "province-1": (0.0, -0.79),
        "province-2": (0.0, 0.05),
        "province-3": (0.0, 0.97),
        "text:again": (0.09, 0.07),
        "text:family": (-1.67, -1.48),
        "text:given": (-1.2, -1.22),
        "text:lower": (-0.56, -0.29),
        "text:placed": (1.24, 1.01),
        "words:more": (0.2, 0.03),
        "words:one": (-0.2, -0.03),
    }
)


def likelihood(signs: Sequence[str], *, supported: bool = False) -> float:
    """The probability that a name with these signs is a place, 0 to 1; `supported`: with the signs of its support."""
    weigh = int(supported)
    total = BIAS[weigh] + sum(WEIGHTS[sign][weigh] for sign in signs if sign in WEIGHTS)
    return 1 / (1 + math.exp(-total))
