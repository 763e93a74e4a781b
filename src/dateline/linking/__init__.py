"""Dossiers -> same event, same origin, contradiction, revision: proposals with reasons, and what follows from them.

_profile    an event -> what it says that can be compared with another's
_block      which events are worth a comparison
_score      two profiles -> how sure it is that they are of one event, and why
_cluster    links and human judgements -> events with their accounts
_lead       the event that an article is about
"""

from dateline.linking._block import block_keys
from dateline.linking._cluster import cluster, name_event
from dateline.linking._field import NAMES as FIGURE_NAMES
from dateline.linking._field import Side, make_side, measure
from dateline.linking._lead import pick_lead
from dateline.linking._profile import PartyMark, PlaceMark, Profile, TollMark, profile_events, refer
from dateline.linking._score import SCORER_FORMAT, Scorer, Steps, Weights

__all__ = [
    "FIGURE_NAMES",
    "SCORER_FORMAT",
    "PartyMark",
    "PlaceMark",
    "Profile",
    "Scorer",
    "Side",
    "Steps",
    "TollMark",
    "Weights",
    "block_keys",
    "cluster",
    "make_side",
    "measure",
    "name_event",
    "pick_lead",
    "profile_events",
    "refer",
]
