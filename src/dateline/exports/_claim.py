"""csv-claims: one row a claim, with its words and where they stand in the text, and the origin that it passes on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dateline.exports._flat import join
from dateline.exports._table import Column, Row, Table
from dateline.exports._value import Context, Loss
from dateline.model import ClaimRef
from dateline.views import make_event_page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dateline.views import Told

COLUMNS: Final = (
    Column(name="event_id", kind="text", says="the id of the event in the ledger"),
    Column(name="document_id", kind="text", says="the document that makes or passes on the claim"),
    Column(name="revision_id", kind="text", says="the text of that document in which it stands"),
    Column(name="claim", kind="integer", says="the number of the claim among those of this event in this text, from 1"),
    Column(name="about", kind="text", says="the parts of the event that it speaks of"),
    Column(name="stance", kind="text", says="asserts, confirms, denies, doubts or unknown"),
    Column(name="hedge", kind="text", says="none or hedged"),
    Column(name="source", kind="text", says="who says it; empty where the text says it in its own voice"),
    Column(name="source_kind", kind="text", says="official, military, police, witness …"),
    Column(name="via", kind="text", says="through whom it came, the outermost last"),
    Column(name="quote", kind="text", says="the words of the claim"),
    Column(name="start", kind="integer", says="where the words begin in the text, in code points"),
    Column(name="end", kind="integer", says="where they end"),
    Column(name="origin_id", kind="text", says="the origin that it passes on; one origin is one voice, however often told"),
    Column(name="origin", kind="text", says="the name of the origin"),
    Column(name="origin_how", kind="text", says="own reporting, relay, same words or agency copy"),
    Column(name="grade", kind="text", says="the Admiralty's A to F that you gave the origin; F where none was given"),
    Column(name="publisher", kind="text", says="who published the document"),
    Column(name="published", kind="day", says="when"),
    Column(name="url", kind="text", says="where it was found"),
    Column(name="recorded", kind="time", says="when the text was recorded"),
)  # fmt: skip


def _rows(told: Told, context: Context, note: Callable[[Loss], None]) -> Iterator[Row]:
    del context
    page = make_event_page(told)
    # The first origin of a claim; of a claim of two sentences there may be more.
    voices: dict[ClaimRef, list[int]] = {}
    for number, origin in enumerate(told.origins):
        for ref in origin.claims:
            voices.setdefault(ref, []).append(number)
    for account in told.accounts:
        document = account.document
        for number, claim in enumerate(account.event.claims):
            found = voices.get(ClaimRef(event=account.ref, number=number), [])
            voice = page.voices[found[0]] if found else None
            if len(found) > 1:
                others = join(page.voices[n].name for n in found[1:])
                why = f"claim {number + 1} of {account.ref.revision} also passes on: {others}"
                note(Loss(event=told.linked.id, field="origin", why=why))
            yield (
                told.linked.id, told.documents[account.ref.revision], account.ref.revision, number + 1,
                join(claim.about) or None, claim.stance, claim.hedge,
                claim.sources[0].name if claim.sources else None, claim.sources[0].kind if claim.sources else None,
                join(source.name for source in claim.sources[1:]) or None,
                claim.evidence.quote, claim.evidence.start, claim.evidence.end,
                voice.id if voice else None, (voice.name or "own reporting") if voice else None,
                voice.how if voice else None, voice.grade if voice else None,
                document.publisher, document.published, document.url, account.recorded,
            )  # fmt: skip
    if told.earlier:
        count = sum(len(account.event.claims) for account in told.earlier)
        why = f"{count} claims of texts that were replaced since are left out"
        note(Loss(event=told.linked.id, field="claims", why=why))


TABLE: Final = Table(
    name="claims",
    title="Claims, one a row: who says what of which event, in which words",
    columns=COLUMNS,
    rows=_rows,
    standing=(
        Loss(event="", field="relays", why="the steps of a relay back to the earliest are left out, the origin is kept"),
        Loss(event="", field="event", why="the parts of the event itself are left out: csv-events has them"),
    ),
)  # fmt: skip
