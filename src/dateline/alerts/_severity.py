"""weigh: a change -> how much it weighs, 0 to 100, and the level that it is called by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from dateline.model import Realis, StatusName

Level = Literal["low", "medium", "high", "critical"]
LEVELS: Final[tuple[Level, ...]] = ("low", "medium", "high", "critical")

# What a change weighs by itself. Set by hand so that, of one event, what a desk acts on first stands first: a value that it
# relies on is withdrawn, then more dead, then confirmed, then contradicted, then one more who says so, then a first word.
_KIND: Final = {
    "retracted": 45, "toll-raised": 40, "confirmed": 40, "contradicted": 35, "denied": 35, "corroborated": 30,
    "new": 20, "revised": 15,
}  # fmt: skip
# For each origin after the first, up to three: behind that, one more changes what is done with it by little.
_PER_ORIGIN: Final = 5
_MOST_ORIGINS: Final = 3
# By the dead that the reports bear out: one, five (where many data sets begin to call it a massacre or an attack of weight), ...
_BY_TOLL: Final = ((100, 40), (20, 30), (5, 20), (1, 10))
_NO_NEWS: Final = 15  # taken off what is planned, possible, said not to have happened, remembered or only analysed
# Where each level begins.
_LEVEL_FROM: Final[dict[Level, int]] = {"critical": 70, "high": 50, "medium": 30, "low": 0}


def weigh(*, kind: str, origins: int, killed: int | None, realis: Realis, status: StatusName) -> int:
    """The weight: it never falls where more origins bear the event out or more people are dead."""
    weight = _KIND[kind] + _PER_ORIGIN * min(max(0, origins - 1), _MOST_ORIGINS)
    weight += next((points for least, points in _BY_TOLL if killed is not None and killed >= least), 0)
    if realis != "actual" or status in ("only analysed", "only remembered"):
        weight -= _NO_NEWS
    return max(0, min(100, weight))


def find_level(weight: int) -> Level:
    return next(level for level, least in _LEVEL_FROM.items() if weight >= least)
