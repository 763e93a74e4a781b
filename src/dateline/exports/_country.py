"""country: ISO 3166-1 alpha-3 -> the codes that other schemes have for it.

`data/country_codes.tsv` holds facts of public lists: alpha-2 and FIPS 10-4 as GeoNames gives them (CC BY 4.0), the numbers of
the Correlates of War Project's State System Membership List v2016, the codes of GDELT's CAMEO country list where they differ
from ISO's, and the subregions of the United Nations' M49 standard in the spelling of STIX's vocabulary of regions.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_DATA: Final = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """The codes of one country, also of one that is no more; "" where a scheme has none for it."""

    alpha3: str
    alpha2: str = ""
    fips: str = ""
    cow: str = ""
    cameo: str = ""
    region: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """What GDELT gives for a CAMEO code: the Goldstein value, None where its table has none, and the quad class."""

    goldstein: float | None
    quad: int


def find_country(alpha3: str) -> Country:
    """The country of this code; one without any other code where the table does not have it."""
    return _countries().get(alpha3, Country(alpha3=alpha3))


def find_scale(cameo: str) -> Scale:
    """The Goldstein value and the quad class of a CAMEO code. Raises KeyError for what is no code."""
    return _scales()[cameo]


@cache
def _countries() -> Mapping[str, Country]:
    with (_DATA / "country_codes.tsv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    return MappingProxyType({row["alpha3"]: Country(**row) for row in rows})


@cache
def _scales() -> Mapping[str, Scale]:
    """GDELT's table: Goldstein tables of other libraries differ from it in most codes."""
    with (_DATA / "cameo_scale.tsv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    return MappingProxyType(
        {
            row["cameo"]: Scale(goldstein=float(row["goldstein"]) if row["goldstein"] else None, quad=int(row["quad"]))
            for row in rows
        }
    )
