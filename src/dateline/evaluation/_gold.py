"""read_gold: a folder of articles that people coded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from dateline.errors import UsageError
from dateline.evaluation._record import EventRecord, code_events

if TYPE_CHECKING:
    from pathlib import Path

    from dateline.evaluation._coded import CodedEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldArticle:
    """One coded article: `document` is the file with its text, `events` what a person found in it."""

    id: str
    document: Path
    text: str
    events: tuple[CodedEvent, ...]


class _Coding(msgspec.Struct):
    id: str
    events: list[EventRecord]


class _Article(msgspec.Struct):
    text: str


def read_gold(folder: Path) -> tuple[GoldArticle, ...]:
    """The articles of `folder`, sorted by file name: `ann/<name>.json` is the coding of `docs/<name>.json`.

    Raises UsageError where there are none, or one of the files cannot be read.
    """
    codings = sorted((folder / "ann").glob("*.json"))
    if not codings:
        raise UsageError(f"{folder}: there are no coded articles; name a folder with docs/*.json and ann/*.json.")
    return tuple(_read_article(path, folder / "docs" / path.name) for path in codings)


def _read_article(coding_file: Path, document_file: Path) -> GoldArticle:
    try:
        coding = msgspec.json.decode(coding_file.read_bytes(), type=_Coding)
    except (OSError, msgspec.MsgspecError) as fault:
        raise UsageError(f"{coding_file}: it is not a coding of an article ({fault}).") from fault
    try:
        text = msgspec.json.decode(document_file.read_bytes(), type=_Article).text
    except (OSError, msgspec.MsgspecError) as fault:
        raise UsageError(f"{document_file}: it is not an article with a field `text` ({fault}).") from fault
    return GoldArticle(id=coding.id, document=document_file, text=text, events=code_events(text, coding.events))
