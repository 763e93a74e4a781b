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
BIAS: Final = (0.26, 1.36)
# Each sign with its weight in the first and in the second model.
WEIGHTS: Final[Mapping[str, tuple[float, float]]] = MappingProxyType(
    {
        "abroad-0": (0.0, -0.85),
        "abroad-1": (0.0, -0.17),
        "abroad-2": (0.0, 1.13),
        "abroad-3": (0.0, 0.47),
        "abroad-4": (0.0, 0.07),
        "after:age": (-0.3, -0.39),
        "after:auxiliary": (-0.26, -0.29),
        "after:based": (0.62, 0.6),
        "after:body": (0.6, 0.48),
        "after:capital": (-0.39, -0.38),
        "after:comma": (0.25, 0.14),
        "after:container": (0.8, 0.75),
        "after:end": (0.02, -0.05),
        "after:family": (-1.21, -0.95),
        "after:given": (-0.52, -0.33),
        "after:hyphen": (0.11, -0.09),
        "after:initial": (-0.7, -0.55),
        "after:mark": (0.19, 0.3),
        "after:noun": (1.04, 0.85),
        "after:other": (0.06, 0.15),
        "after:owner": (-0.49, -0.47),
        "after:past": (-0.89, -0.87),
        "after:people": (1.48, 1.34),
        "after:site": (-0.44, -0.34),
        "after:speech": (-1.6, -1.27),
        "after:street": (-0.01, -0.09),
        "after:unit": (1.16, 1.14),
        "after:water": (0.5, 0.32),
        "before:and": (0.54, 0.44),
        "before:by": (-0.61, -0.55),
        "before:capital": (-0.89, -0.74),
        "before:comma": (0.07, 0.19),
        "before:comma-place": (0.38, 0.17),
        "before:common": (-0.68, -0.51),
        "before:direction": (0.9, 0.6),
        "before:for": (0.35, 0.49),
        "before:from": (0.81, 0.54),
        "before:given": (-0.96, -0.7),
        "before:hyphen": (-0.43, -0.48),
        "before:in": (1.61, 1.29),
        "before:initial": (0.37, 0.24),
        "before:mark": (-1.01, -0.66),
        "before:of": (0.18, 0.08),
        "before:or": (0.19, 0.06),
        "before:other": (-0.45, -0.45),
        "before:owner": (-0.14, 0.18),
        "before:start": (-0.31, -0.16),
        "before:than": (0.0, -0.02),
        "before:that": (-0.46, -0.42),
        "before:the": (-0.0, 0.16),
        "before:title": (-0.43, -0.38),
        "before:to": (0.69, 0.72),
        "before:water": (0.21, 0.09),
        "before:with": (0.07, -0.19),
        "close-0": (0.0, -0.95),
        "close-1": (0.0, 0.01),
        "close-2": (0.0, 0.02),
        "close-3": (0.0, 0.19),
        "dateline": (0.86, 0.87),
        "is:code": (-0.36, -0.26),
        "is:common": (-0.99, -0.64),
        "is:family": (-0.65, -0.66),
        "is:free": (0.32, 0.38),
        "is:given": (-0.36, -0.26),
        "is:noun": (-0.09, 0.11),
        "is:upper": (0.05, 0.06),
        "kind:capital": (1.88, 1.6),
        "kind:city-1": (-1.7, -0.74),
        "kind:city-2": (-0.09, -0.01),
        "kind:city-3": (-1.17, -0.3),
        "kind:city-4": (-1.36, -0.84),
        "kind:city-5": (-0.62, -0.46),
        "kind:city-6": (0.61, 0.42),
        "kind:city-7": (-0.3, -0.64),
        "kind:country": (2.99, 1.7),
        "kind:district-1": (-0.69, -0.21),
        "kind:district-4": (0.37, 0.38),
        "kind:district-5": (0.89, 0.48),
        "kind:district-6": (1.16, 0.52),
        "kind:many": (0.65, 0.14),
        "kind:other-3": (-0.15, -0.03),
        "kind:other-4": (-1.82, -1.48),
        "kind:other-5": (-1.02, -0.48),
        "kind:other-6": (-0.47, -0.31),
        "kind:other-7": (-0.29, -0.32),
        "kind:own": (-0.21, -0.64),
        "kind:province": (2.01, 1.36),
        "land-0": (0.0, 0.43),
        "land-1": (0.0, -0.1),
        "land-2": (0.0, 0.02),
        "land-3": (0.0, -0.8),
        "land-4": (0.0, -0.19),
        "people-0": (0.0, -0.95),
        "people-1": (0.0, -0.15),
        "people-2": (0.0, -0.26),
        "people-3": (0.0, -0.09),
        "people-4": (0.0, 0.25),
        "people-5": (0.0, 0.47),
        "province-0": (0.0, -0.96),
        "province-1": (0.0, -0.83),
        "province-2": (0.0, 0.11),
        "province-3": (0.0, 0.96),
        "text:again": (0.09, 0.02),
        "text:family": (-1.65, -1.47),
        "text:given": (-1.13, -1.13),
        "text:lower": (-0.55, -0.29),
        "text:placed": (1.24, 1.01),
        "words:more": (0.18, 0.02),
        "words:one": (-0.18, -0.02),
    }
)


def likelihood(signs: Sequence[str], *, supported: bool = False) -> float:
    """The probability that a name with these signs is a place, 0 to 1; `supported`: with the signs of its support."""
    weigh = int(supported)
    total = BIAS[weigh] + sum(WEIGHTS[sign][weigh] for sign in signs if sign in WEIGHTS)
    return 1 / (1 + math.exp(-total))
