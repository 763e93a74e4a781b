"""Dossiers -> same event, same origin, contradiction, revision: proposals with reasons, and what follows from them.

_profile    an event -> what it says that can be compared with another's
_block      which events are worth a comparison
_score      two profiles -> how sure it is that they are of one event, and why
_cluster    links and human judgements -> events with their accounts
_lead       the event that an article is about
_index      profiles in memory, and the few of them that a new one is compared with
_value      accounts -> the figure of a toll that they bear out best
_harm       the words of an account -> how many were killed or hurt, where no figure says it
_town       accounts -> the town that they bear out best
_settle     links of pairs -> links that agree with all that the texts tell
_passage    texts -> passages that are known again in another text
_origin     the claims of an event's accounts -> who first said each
_toll       accounts -> the history of their figures
_dispute    accounts -> what cannot all be true
_status     all of these -> what is known of the event and of each slot
_revision   two texts of one document -> what changed
"""

from dateline.linking._block import block_keys
from dateline.linking._cluster import cluster, name_event
from dateline.linking._dispute import find_disputes
from dateline.linking._field import FIGURES as FIELDS
from dateline.linking._field import NAMES as FIGURE_NAMES
from dateline.linking._field import Side, make_side, measure
from dateline.linking._index import Index
from dateline.linking._lead import pick_lead
from dateline.linking._origin import find_origins
from dateline.linking._passage import Passage, likeness, passages, shared_passages
from dateline.linking._profile import PartyMark, PlaceMark, Profile, TollMark, profile_events, refer
from dateline.linking._retract import Notice, find_notices
from dateline.linking._revision import compare_revisions
from dateline.linking._score import SCORER_FORMAT, Scorer, Steps, Weights, mark_incident
from dateline.linking._settle import ANCHOR, link_beside, settle_links
from dateline.linking._status import derive_statuses
from dateline.linking._toll import list_tolls
from dateline.linking._town import PlaceName, TextPlaces, settle_town
from dateline.linking._value import Settled, settle_toll
from dateline.linking._word import load_table, split_words

__all__ = [
    "ANCHOR",
    "FIELDS",
    "FIGURE_NAMES",
    "SCORER_FORMAT",
    "Index",
    "Notice",
    "PartyMark",
    "Passage",
    "PlaceMark",
    "PlaceName",
    "Profile",
    "Scorer",
    "Settled",
    "Side",
    "Steps",
    "TextPlaces",
    "TollMark",
    "Weights",
    "block_keys",
    "cluster",
    "compare_revisions",
    "derive_statuses",
    "find_disputes",
    "find_notices",
    "find_origins",
    "likeness",
    "link_beside",
    "list_tolls",
    "load_table",
    "make_side",
    "mark_incident",
    "measure",
    "name_event",
    "passages",
    "pick_lead",
    "profile_events",
    "refer",
    "settle_links",
    "settle_toll",
    "settle_town",
    "shared_passages",
    "split_words",
]
