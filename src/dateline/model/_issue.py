"""Issue: what could not be read, resolved or trusted in the data; a value, never an exception."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dateline.model._evidence import Evidence


class Severity(StrEnum):
    INFO = "info"  # worth knowing, nothing lost
    WARNING = "warning"  # a part could not be read or resolved
    ERROR = "error"  # the document as a whole could not be read


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """`code` is a stable, searchable name such as `time-unresolved`; `message` a plain sentence for a person."""

    code: str
    severity: Severity
    message: str
    evidence: Evidence | None = None
