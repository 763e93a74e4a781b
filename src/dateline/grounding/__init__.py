"""A span -> what it refers to: When, Where, Party, Figure, Weapon."""

from dateline.grounding._document import DocumentGrounding

__all__ = ["DocumentGrounding"]
