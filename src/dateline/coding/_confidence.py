"""How far an event can be trusted: a logistic curve over what the reader was sure of."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from dateline.coding._draft import Draft

# Fitted by logistic regression on the 2,977 events that reader 8 read out of the 21 training articles that were held out and the
# 150 texts of the corpus that are kept for testing, each of the two weighed alike; how far the confidences hold elsewhere is
# said in docs/evaluation.md.
INTERCEPT: Final = -7.74
OF_SCORE: Final = 6.63
OF_TYPE: Final = 2.57
OF_MENTIONS: Final = 1.33


def weigh(draft: Draft) -> tuple[float, float, float]:
    """The three things that the curve looks at: the best trigger's score, the type's, the logarithm of the mentions."""
    return draft.score, draft.type_score, math.log(len(draft.triggers))


def confidence(draft: Draft) -> float:
    """Probability that an event like this stands in a careful coder's list with this type."""
    score, kind, mentions = weigh(draft)
    return round(1.0 / (1.0 + math.exp(-(INTERCEPT + OF_SCORE * score + OF_TYPE * kind + OF_MENTIONS * mentions))), 3)
