"""actor_code: a party in the codes of CAMEO: country, then role."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dateline.exports._country import find_country

if TYPE_CHECKING:
    from dateline.model import Party

# Our sectors -> CAMEO's codes of roles. Its MED is media and its HLH health; it has no code for the unknown.
ROLES: Final = {
    "GOV": "GOV", "MIL": "MIL", "COP": "COP", "LEG": "LEG", "JUD": "JUD", "SPY": "SPY", "PTY": "PTY", "OPP": "OPP",
    "REB": "REB", "UAF": "UAF", "CVL": "CVL", "JRN": "MED", "MED": "HLH", "EDU": "EDU", "BUS": "BUS", "LAB": "LAB",
    "REL": "REL", "REF": "REF", "IGO": "IGO", "NGO": "NGO", "UNK": "",
}  # fmt: skip


def find_role(party: Party) -> str:
    return ROLES.get(party.sector, "")


def find_home(party: Party) -> str:
    """CAMEO's country code, which differs from ISO's for four countries; "" where the allegiance is not known."""
    return find_country(party.country).cameo or party.country


def encode_actor(party: Party) -> str:
    """Country and role together, such as IRQREB; "" where neither is known."""
    return find_home(party) + find_role(party)
