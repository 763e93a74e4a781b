"""The template of MUC-4: its slots, and the fills that stand in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

SlotKind = Literal["date", "location", "set", "string", "number"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A slot that is scored. `parents` says for a set fill which more general fills are partly right for it."""

    name: str
    kind: SlotKind
    parents: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])


@dataclass(frozen=True, slots=True, kw_only=True)
class Fill:
    """A value, and the strings that its cross-reference may have; strings are without their quotation marks."""

    value: str
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Filler:
    """One filler of a slot: its alternatives. An `optional` one is no miss where it is not given."""

    fills: tuple[Fill, ...]
    optional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """An incident. Slots that have no filler, or to which none applies, are not in `slots`."""

    message_id: str
    number: int
    optional: bool = False
    slots: Mapping[str, tuple[Filler, ...]]


def _parents(*families: str) -> Mapping[str, tuple[str, ...]]:
    """From lines "general > special > more special", each fill with all that is above it."""
    found: dict[str, tuple[str, ...]] = {}
    for family in families:
        above: tuple[str, ...] = ()
        for level in family.split(" > "):
            for name in level.split(" | "):
                found[name] = above
            above = (*above, *level.split(" | ")[:1])
    return MappingProxyType(found)


_INCIDENTS: Final = "ATTACK > ARSON | BOMBING | KIDNAPPING | HIJACKING | ROBBERY | FORCED WORK STOPPAGE"
# The hierarchies are those of the task description and of the scoring guidelines, section 3.2.
SLOTS: Final = (
    Slot(name="inc_date", kind="date"),
    Slot(name="inc_loc", kind="location"),
    Slot(name="inc_type", kind="set", parents=_parents(_INCIDENTS)),
    Slot(name="inc_stage", kind="set"),
    Slot(name="inc_instr_id", kind="string"),
    Slot(
        name="inc_instr_type",
        kind="set",
        parents=_parents(
            "GUN > MACHINE GUN | MORTAR | HANDGUN | RIFLE",
            "EXPLOSIVE > GRENADE | MOLOTOV COCKTAIL",
            "EXPLOSIVE > BOMB > VEHICLE BOMB | DYNAMITE | MINE | AERIAL BOMB",
            "EXPLOSIVE > PROJECTILE > MISSILE | ROCKET",
        ),
    ),
    Slot(name="perp_inc_cat", kind="set"),
    Slot(name="perp_ind_id", kind="string"),
    Slot(name="perp_org_id", kind="string"),
    Slot(
        name="perp_org_conf",
        kind="set",
        parents=_parents("SUSPECTED OR ACCUSED > SUSPECTED OR ACCUSED BY AUTHORITIES"),
    ),
    Slot(name="phys_tgt_id", kind="string"),
    Slot(
        name="phys_tgt_type",
        kind="set",
        parents=_parents("POLITICAL FIGURE OFFICE OR RESIDENCE > GOVERNMENT OFFICE OR RESIDENCE"),
    ),
    Slot(name="phys_tgt_num", kind="number"),
    Slot(name="phys_tgt_nation", kind="set"),
    Slot(name="phys_tgt_effect", kind="set", parents=_parents("DESTROYED > SOME DAMAGE")),
    Slot(name="phys_tgt_total_num", kind="number"),
    Slot(name="hum_tgt_name", kind="string"),
    Slot(name="hum_tgt_desc", kind="string"),
    Slot(
        name="hum_tgt_type",
        kind="set",
        parents=_parents(
            "POLITICAL FIGURE > GOVERNMENT OFFICIAL > FORMER GOVERNMENT OFFICIAL",
            "ACTIVE MILITARY > FORMER ACTIVE MILITARY",
        ),
    ),
    Slot(name="hum_tgt_num", kind="number"),
    Slot(name="hum_tgt_nation", kind="set"),
    Slot(
        name="hum_tgt_effect",
        kind="set",
        parents=MappingProxyType({"NO INJURY OR DEATH": ("NO INJURY", "NO DEATH"), "NO DEATH": ("NO INJURY",)}),
    ),
    Slot(name="hum_tgt_total_num", kind="number"),
)
SLOT_NAMES: Final = tuple(slot.name for slot in SLOTS)
