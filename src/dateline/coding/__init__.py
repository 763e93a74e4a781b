"""Reading and grounding -> events: mentions become events, attributions become claims."""

from dateline.coding._code import code_events
from dateline.coding._grounding import Grounding
from dateline.coding._settings import Settings

__all__ = ["Grounding", "Settings", "code_events"]
