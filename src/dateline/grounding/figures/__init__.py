"""Spans that count people -> Figure: how many at least and at most, by the codebook's rulings."""

from dateline.grounding.figures._figure import CasualtyKind, read_figure
from dateline.grounding.figures._find import find_figures
from dateline.grounding.figures._others import combine, others, part_named

__all__ = ["CasualtyKind", "combine", "find_figures", "others", "part_named", "read_figure"]
