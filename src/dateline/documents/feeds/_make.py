"""What all formats end in: entries with an id, not too many, each once."""

from __future__ import annotations

import hashlib
from datetime import datetime

from dateline.documents.feeds._tag import plain
from dateline.documents.feeds._value import MOST_ENTRIES, Entry

_LONGEST_ID = 1_000


def make_entry(
    *,
    id: str,
    url: str | None,
    title: str,
    author: str = "",
    published: datetime | None = None,
    updated: datetime | None = None,
    summary: str = "",
    content: str = "",
) -> Entry | None:
    """None for an entry that says nothing: no address and no words."""
    title = plain(title)
    if url is None and not (title or summary or content):
        return None
    id = " ".join(id.split())
    if not id or len(id) > _LONGEST_ID:
        id = url or hashlib.sha256("\n".join((title, summary, content)).encode("utf-8", "replace")).hexdigest()
    return Entry(
        id=id,
        url=url,
        title=title,
        author=plain(author),
        published=published,
        updated=updated,
        summary=summary,
        content=content,
    )


def settle_entries(found: list[Entry | None], problems: list[str]) -> tuple[Entry, ...]:
    """Each id once, the first; what is left out is one of the problems."""
    entries: dict[str, Entry] = {}
    empty = twice = 0
    for entry in found:
        if entry is None:
            empty += 1
        elif entry.id in entries:
            twice += 1
        else:
            entries[entry.id] = entry
    if empty:
        problems.append(f"{empty} of its entries say nothing and name no address")
    if twice:
        problems.append(f"{twice} of its entries have the id of another one and were left out")
    if len(entries) > MOST_ENTRIES:
        problems.append(f"of its {len(entries)} entries the first {MOST_ENTRIES} were read")
    return tuple(entries.values())[:MOST_ENTRIES]
