"""The codebook as data: event types, modes, sectors and other code lists, with the crosswalks to other schemes."""

from dateline.ontology._ontology import Ontology
from dateline.ontology._term import EventType, Mode, Sector, SectorGroup, Term

__all__ = ["EventType", "Mode", "Ontology", "Sector", "SectorGroup", "Term"]
