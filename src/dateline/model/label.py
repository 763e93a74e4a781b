"""The fixed label sets in which a Reading speaks: their order is part of the format of the trained weights."""

from __future__ import annotations

from typing import Final

EVENT_TYPES: Final = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
    "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "INCIDENT",
)  # fmt: skip
MODES: Final = {
    "CONSULT": ("visit", "third-party", "multilateral", "phone"),
    "RETREAT": ("withdraw", "release", "disarm", "ceasefire", "access", "resign"),
    "REQUEST": ("assist", "change", "yield", "meet"),
    "ACCUSE": ("disapprove", "investigate", "allege"),
    "REJECT": ("assist", "change", "yield", "meet"),
    "THREATEN": ("restrict", "arrest", "relations", "expel", "territory", "violence"),
    "PROTEST": ("demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"),
    "SANCTION": ("convict", "expel", "withdraw", "discontinue"),
    "MOBILIZE": ("troops", "weapons", "police", "militia"),
    "COERCE": (
        "seize", "restrict", "censor", "curfew", "martial-law", "arrest", "deport", "withhold", "misinformation", "cyber",
    ),
    "ASSAULT": (
        "abduct", "beat", "torture", "sexual", "targeted", "destroy", "primitive", "firearms", "explosives",
        "suicide-attack", "aerial", "drone", "heavy-weapons", "crowd-control", "unconventional",
    ),
}  # fmt: skip
MODE_LABELS: Final = ("", *(f"{kind}/{mode}" for kind, modes in MODES.items() for mode in modes))
REALIS: Final = ("actual", "future", "hypothetical", "negated")
GROUND: Final = ("main", "related", "background")
STANCE: Final = ("asserts", "confirms", "denies", "doubts", "unknown")
HEDGE: Final = ("none", "hedged")

# Span layers, each tagged on its own (B, I, O), so that a place may stand inside a party's name.
# A source is whoever a dossier's claim is given to; speaker, cue and content are every attribution's, of an event or not.
SPAN_LAYERS: Final = ("party", "place", "time", "weapon", "toll", "source", "cue", "content", "speaker")
ATTRIBUTION_LAYERS: Final = ("speaker", "cue", "content")
MENTION_LAYERS: Final = ("party", "place", "time", "weapon", "toll", "source")

TOLLS: Final = ("killed", "injured", "missing", "arrested", "displaced", "abducted")
ROLES: Final = (
    "actor", "target", "place", "time", "weapon",
    "killed", "injured", "missing", "arrested", "displaced", "abducted", "source",
)  # fmt: skip
# Which layers a role's fillers may come from.
ROLE_LAYERS: Final = {
    "actor": ("party",), "target": ("party",), "place": ("place",), "time": ("time",), "weapon": ("weapon",),
    "killed": ("toll",), "injured": ("toll",), "missing": ("toll",), "arrested": ("toll",), "displaced": ("toll",),
    "abducted": ("toll",), "source": ("source",),
}  # fmt: skip

TRIGGER_TAGS: Final = ("O", *(f"B-{kind}" for kind in EVENT_TYPES), *(f"I-{kind}" for kind in EVENT_TYPES))
TAG_WIDTH: Final = len(TRIGGER_TAGS) + 3 * len(SPAN_LAYERS)  # trigger tags, then O, B, I of each layer

# Signed distances in tokens between two spans, in buckets that widen.
DISTANCE_EDGES: Final = (-256, -128, -64, -32, -16, -8, -4, 0, 4, 8, 16, 32, 64, 128, 256)
DISTANCE_BUCKETS: Final = len(DISTANCE_EDGES) + 1
# Where a trigger stands in its document: its sentence's number, in buckets.
SENTENCE_EDGES: Final = (1, 2, 3, 5, 8, 12, 18, 26)
SENTENCE_BUCKETS: Final = len(SENTENCE_EDGES) + 1
SENTENCE_GAP_EDGES: Final = (-4, -2, -1, 0, 1, 2, 4)
SENTENCE_GAP_BUCKETS: Final = len(SENTENCE_GAP_EDGES) + 1
# How many other spans stand between two, signed by the side.
ORDER_EDGES: Final = (-4, -2, -1, 0, 1, 2, 4)
ORDER_BUCKETS: Final = len(ORDER_EDGES) + 1
