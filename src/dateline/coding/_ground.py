"""Ground: what the words say of an event's place in the story, weighed with how long before the report it was."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from dateline.model import label

if TYPE_CHECKING:
    from datetime import date

    from dateline.model import Ground, When

# Log-odds of background against news, by days between the event and the publication, next to the odds of all events:
# counted over the 118 dated training articles (for example 7 % background within a day, 99 % after a year), the
# extremes softened because the reader's own score already knows a part of it.
_BY_DAYS: Final = ((1, -1.5), (6, -2.0), (29, 0.2), (89, 1.7), (364, 2.3))
_LONG_AGO: Final = 3.5
_AHEAD: Final = 0.0
_BY_DEFAULT: Final = -1.2  # undated, and taken as news of the publication day
_UNDATED: Final = 0.3


def settle_ground(probabilities: tuple[float, ...], when: When | None, published: date | None) -> Ground:
    """`probabilities` in the order of the reader's labels. Without a publication day the reader's word stands alone."""
    background = min(max(probabilities[label.GROUND.index("background")], 1e-4), 1 - 1e-4)
    odds = math.log(background / (1.0 - background)) + _weight(when, published)
    if odds > 0.0:
        return "background"
    main, related = probabilities[label.GROUND.index("main")], probabilities[label.GROUND.index("related")]
    return "main" if main >= related else "related"


def _weight(when: When | None, published: date | None) -> float:
    if published is None:
        return 0.0
    if when is None:
        return _UNDATED
    if when.evidence is None:
        return _BY_DEFAULT
    days = (published - when.latest).days
    if days < 0:
        # An interval that runs up to the report, or an open one, is judged by its beginning.
        return _AHEAD if when.earliest >= published else _weight_of((published - when.earliest).days)
    return _weight_of(days)


def _weight_of(days: int) -> float:
    return next((weight for most, weight in _BY_DAYS if days <= most), _LONG_AGO)
