"""What the objects of a STIX bundle are made of: ids, labels, times, references, and the vocabularies of the standard."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from dateline.exports._identity import make_uuid
from dateline.exports._known import web
from dateline.exports._tab import clean

if TYPE_CHECKING:
    from dateline.exports._known import Known
    from dateline.views import Report

# Of objects that are the same whenever they are written, and say nothing of time.
ALWAYS: Final = datetime(2000, 1, 1, tzinfo=UTC)
# STIX 2.1, appendix A: the Admiralty's credibility on STIX's scale of confidence; 6 is not specified, so it is left out.
CONFIDENCE: Final = {1: 90, 2: 70, 3: 50, 4: 30, 5: 10}
OPINIONS: Final = {"denies": "strongly-disagree", "doubts": "disagree", "unknown": "neutral"}
JUDGED: Final = {"accept": "strongly-agree", "reject": "strongly-disagree"}
# Our sectors -> STIX's classes of identity and, where it has one, its sector of industry. It is open what others are.
CLASSES: Final = {
    "GOV": ("organization", "government-national"), "MIL": ("organization", "defense"), "COP": ("organization", "government"),
    "LEG": ("organization", "government-national"), "JUD": ("organization", "government"), "SPY": ("organization", "government"),
    "PTY": ("organization", ""), "OPP": ("group", ""), "REB": ("group", ""), "UAF": ("group", ""), "CVL": ("class", ""),
    "JRN": ("organization", "communications"), "MED": ("organization", "healthcare"), "EDU": ("organization", "education"),
    "BUS": ("organization", "commercial"), "LAB": ("group", ""), "REL": ("group", ""), "REF": ("class", ""),
    "IGO": ("organization", "government"), "NGO": ("organization", "non-profit"),
}  # fmt: skip


def make_id(kind: str, *parts: str) -> str:
    return f"{kind}--{make_uuid(f'stix {kind}', *parts)}"


def make_labels(known: Known) -> list[str]:
    return [
        f"dateline:type={known.row.type}",
        *([f"dateline:mode={known.row.mode}"] if known.row.mode else []),
        f"dateline:realis={known.row.realis}",
        f"dateline:status={known.page.status}",
        f'admiralty-scale:information-credibility="{known.page.credibility}"',
    ]


def rate(known: Known) -> dict[str, int]:
    value = CONFIDENCE.get(known.page.credibility)
    return {} if value is None else {"confidence": value}


def time(known: Known) -> dict[str, datetime]:
    return {"created": known.changes[0], "modified": known.changes[-1]}


def last(known: Known) -> dict[str, datetime]:
    """The days of an event that was done, from the first to the end of the last, as the times of its relationships."""
    when = known.when
    if when is None or known.row.realis != "actual" or when.latest >= when.latest.max:
        return {}
    start = datetime(when.earliest.year, when.earliest.month, when.earliest.day, tzinfo=UTC)
    last = datetime(when.latest.year, when.latest.month, when.latest.day, tzinfo=UTC)
    return {"start_time": start, "stop_time": last + timedelta(days=1)}


def refer(report: Report) -> dict[str, str]:
    found = {
        "source_name": clean(report.publisher or report.title or "document").strip() or "document",
        "description": clean(report.title or ""),
        "url": web(report.url),
        "external_id": report.account.revision,
    }
    return {name: value for name, value in found.items() if value}
