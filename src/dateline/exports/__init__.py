"""What is known, in the formats that other tools read: one file a format, one registry.

_value      what a format is, and what it notes as lost
_registry   the formats by name
"""

from dateline.exports._registry import FORMATS, get_format
from dateline.exports._value import Context, Format, Loss, Writes

__all__ = ["FORMATS", "Context", "Format", "Loss", "Writes", "get_format"]
