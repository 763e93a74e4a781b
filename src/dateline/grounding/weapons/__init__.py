"""Spans that name a weapon -> Weapon: its kind in the ontology, from a lexicon of terms and models."""

from dateline.grounding.weapons._weapon import find_weapons, read_weapon

__all__ = ["find_weapons", "read_weapon"]
