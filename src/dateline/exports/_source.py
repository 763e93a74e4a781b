"""csv-sources: one row a report: which document tells which event, where it came from and when it was recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dateline.exports._table import Column, Row, Table
from dateline.exports._value import Context, Loss

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dateline.views import Told

COLUMNS: Final = (
    Column(name="event_id", kind="text", says="the id of the event in the ledger"),
    Column(name="document_id", kind="text", says="the id of the document in the ledger"),
    Column(name="revision_id", kind="text", says="the id of the text that tells the event"),
    Column(name="counts", kind="truth", says="false for a text that was replaced since"),
    Column(name="title", kind="text", says="its headline"),
    Column(name="publisher", kind="text", says="who published it"),
    Column(name="author", kind="text", says="who wrote it"),
    Column(name="published", kind="day", says="when it was published"),
    Column(name="language", kind="text", says="its language"),
    Column(name="url", kind="text", says="where it was found"),
    Column(name="seen", kind="time", says="when the text was first obtained"),
    Column(name="recorded", kind="time", says="when it was recorded"),
    Column(name="text_sha256", kind="text", says="the SHA-256 of the text as read, in UTF-8"),
    Column(name="characters", kind="integer", says="the length of the text in code points"),
    Column(name="ground", kind="text", says="whether the event is its main news, related, or background"),
    Column(name="confidence", kind="number", says="how sure the reader is of the event there, 0 to 1"),
    Column(name="trigger", kind="text", says="the word that names the act"),
    Column(name="quote", kind="text", says="the clause that states the event"),
    Column(name="start", kind="integer", says="where the clause begins in the text, in code points"),
    Column(name="end", kind="integer", says="where it ends"),
)  # fmt: skip


def _rows(told: Told, context: Context, note: Callable[[Loss], None]) -> Iterator[Row]:
    del context
    counting = {account.ref for account in told.accounts}
    for account in (*told.accounts, *told.earlier):
        document, event = account.document, account.event
        mention = event.mentions[0] if event.mentions else None
        if len(event.mentions) > 1:
            why = f"the first of {len(event.mentions)} mentions in {account.ref.revision} is written"
            note(Loss(event=told.linked.id, field="mentions", why=why))
        yield (
            told.linked.id, told.documents[account.ref.revision], account.ref.revision, account.ref in counting,
            document.title, document.publisher, document.author, document.published, document.language, document.url,
            account.seen, account.recorded, document.sha256, len(document.text), event.ground, event.confidence,
            mention.trigger.text if mention else None, mention.quote if mention else None,
            mention.start if mention else None, mention.end if mention else None,
        )  # fmt: skip


TABLE: Final = Table(
    name="sources",
    title="Sources, one a row: which document tells which event",
    columns=COLUMNS,
    rows=_rows,
    standing=(Loss(event="", field="text", why="the texts themselves are left out: jsonl has them"),),
)
