"""web-annotation: every piece of evidence as a W3C Web Annotation (JSON-LD): what a stretch of a text was read as.

`TextQuoteSelector` finds the words in the page, `TextPositionSelector` in the text as it was read: its positions count code
points of the text that `state.cached` names, and no page as a browser shows it has the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from dateline.exports._evidence import list_evidence, note_earlier
from dateline.exports._identity import link_event, make_urn
from dateline.exports._known import web
from dateline.exports._value import Format, Loss

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime
    from typing import BinaryIO

    from dateline.exports._evidence import Piece
    from dateline.exports._value import Context
    from dateline.model import Account
    from dateline.views import Told

CONTEXT: Final = "http://www.w3.org/ns/anno.jsonld"
# Words before and after a quote that tell it from the same words elsewhere in the page; as many as Hypothesis takes.
AROUND: Final = 32


def write(events: Iterable[Told], out: BinaryIO, context: Context, note: Callable[[Loss], None]) -> int:
    """Counts annotations. The total stands in the collection only where it is known before, so it is left out."""
    head = {
        "@context": CONTEXT,
        "id": make_urn("annotations", str(context.made)),
        "type": "AnnotationCollection",
        "label": "Evidence of events",
        "generator": {"id": make_urn("program", context.program), "type": "Software", "name": context.program},
        "generated": _stamp(context.made),
    }
    page = {"id": make_urn("annotation page", str(context.made)), "type": "AnnotationPage"}
    out.write(msgspec.json.encode(head)[:-1] + b',"first":' + msgspec.json.encode(page)[:-1] + b',"items":[')
    note(
        Loss(
            event="",
            field="derived",
            why="what is derived of several reports (status, origins, disputes) stands in no text and is left out",
        )
    )
    written = 0
    for told in events:
        note_earlier(told, note)
        for account in told.accounts:
            for number, piece in enumerate(list_evidence(account.event)):
                item = msgspec.json.encode(_annotate(told, account, number, piece, context))
                out.write((b",\n" if written else b"\n") + item)
                written += 1
            if account.event.when is not None and account.event.when.evidence is None:
                why = f"{account.event.when.edtf} is the date of publication and stands in no words of {account.ref.revision}"
                note(Loss(event=told.linked.id, field="when", why=why))
    out.write(b"\n]}}\n")
    return written


def _annotate(told: Told, account: Account, number: int, piece: Piece, context: Context) -> dict[str, object]:
    ref, text = account.ref, account.document.text
    cached = make_urn("text", ref.revision)
    body: list[dict[str, object]] = [
        {"type": "TextualBody", "value": piece.role, "purpose": "classifying"},
        {"type": "TextualBody", "value": piece.label, "purpose": "tagging"},
        {"type": "TextualBody", "value": piece.value, "purpose": "describing", "format": "text/plain"},
        {"id": link_event(context.base_url, told.linked.id) or make_urn("event", told.linked.id), "purpose": "linking"},
    ]
    quote: dict[str, object] = {"type": "TextQuoteSelector", "exact": piece.quote}
    # The standard has a prefix and a suffix of some length or none.
    for side, words in (
        ("prefix", text[max(0, piece.start - AROUND) : piece.start]),
        ("suffix", text[piece.end :][:AROUND]),
    ):
        if words:
            quote[side] = words
    return {
        "id": make_urn("annotation", told.linked.id, ref.revision, str(ref.start), str(number)),
        "type": "Annotation",
        "motivation": "identifying",
        "created": _stamp(account.recorded),
        "body": body,
        "target": {
            "type": "SpecificResource",
            "source": web(account.document.url) or cached,
            "state": {"type": "TimeState", "sourceDate": _stamp(account.seen), "cached": cached},
            "selector": [quote, {"type": "TextPositionSelector", "start": piece.start, "end": piece.end}],
        },
    }


def _stamp(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


FORMAT: Final = Format(
    name="web-annotation", title="Every piece of evidence as a W3C Web Annotation", suffix=".jsonld",
    media_type='application/ld+json;profile="http://www.w3.org/ns/anno.jsonld"', write=write,
)  # fmt: skip
