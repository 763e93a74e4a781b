"""State: a country or territory by its ISO code -> the names, numbers and regions that ACLED and UCDP give it.

`data/states.tsv` holds facts of public lists: ISO 3166-1, Gleditsch and Ward's list of independent states, and the regions of the
two data sets.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_FILE: Final = Path(__file__).parent / "data" / "states.tsv"


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """`numeric` is ISO 3166-1's number, `gw` Gleditsch and Ward's; None where there is none."""

    alpha3: str
    numeric: int | None
    name: str
    acled_region: str
    gw: int | None
    ucdp_region: str
    ucdp_name: str


@cache
def load_states() -> Mapping[str, State]:
    """All of them by their alpha-3 code."""
    found: dict[str, State] = {}
    for line in _FILE.read_text(encoding="utf-8").splitlines()[1:]:
        alpha3, numeric, name, acled_region, gw, ucdp_region, ucdp_name = line.split("\t")
        found[alpha3] = State(
            alpha3=alpha3,
            numeric=int(numeric) if numeric else None,
            name=name,
            acled_region=acled_region,
            gw=int(gw) if gw else None,
            ucdp_region=ucdp_region,
            ucdp_name=ucdp_name or name,
        )
    return MappingProxyType(found)


def find_state(alpha3: str) -> State | None:
    return load_states().get(alpha3)
