"""Codings of texts that are not the project's own: offsets into a public set's text, and not a word of it.

`codings/*.jsonl` holds one text a line: `document` (`SET/ID`), `sha256` of the text, `events` as the codebook has them with
[start, end] in place of each quote.
"""

from __future__ import annotations

import hashlib
import json
import re
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from dateline.errors import RegistryError
from dateline.evaluation.muc4 import Message, Words, read_messages, restore_case
from dateline.training._untokenise import untokenise

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator, Sequence
    from pathlib import Path

    Coded = tuple[dict[str, Any], dict[str, Any]]

# What stands for words of the text, wherever it is in a coding.
QUOTED: Final = frozenset({"quote", "trigger"})
MUC4: Final = "muc4"
DOSSIERS: Final = "dossiers"  # articles that came with a coding: what is here was looked over by a second coder
_DATE_IN_NAME: Final = re.compile(r"\d{4}-\d\d-\d\d")


def hide(coding: dict[str, Any], document: str, text: str) -> dict[str, Any]:
    """The coding without the text's words."""
    events = [_swap(event, lambda words: _offsets(words, text)) for event in coding["events"]]
    return {"document": document, "sha256": _digest(document, text), "events": events}


def show(hidden: dict[str, Any], text: str) -> dict[str, Any]:
    """The coding with the text's words. RegistryError where the text is not the one that was coded."""
    if hidden["sha256"] != _digest(hidden["document"], text):
        raise RegistryError(
            f"{hidden['document']}: the text is not the one that was coded; take the set's published files"
        )
    events = [_swap(event, lambda span: text[span[0] : span[1]]) for event in hidden["events"]]
    return {"id": hidden["document"], "codebook": 1, "events": events, "not_events": [], "unresolved": []}


def read_overlays(folder: Path, gold: Path) -> list[Coded]:
    """All coded texts of the public sets below `gold` that `folder` codes and that are at hand, in order of their names."""
    rows = [
        json.loads(line)
        for path in sorted(folder.glob("*.jsonl"))
        for line in path.read_text("utf8").splitlines()
        if line
    ]
    if not rows:
        return []
    texts = dict(read_texts(gold, {row["document"] for row in rows}))
    return [
        ({**texts[row["document"]], "id": row["document"]}, show(row, texts[row["document"]]["text"]))
        for row in rows
        if row["document"] in texts
    ]


def read_texts(gold: Path, wanted: Container[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The texts of the public sets that are `wanted`, by `SET/ID`."""
    for name, make in _list_texts(gold):
        if name in wanted:
            yield name, make()


def _list_texts(gold: Path) -> Iterator[tuple[str, Callable[[], dict[str, Any]]]]:
    """Every text of the sets that can be coded, and what makes it a document: to restore the case of all of MUC-4 takes long."""
    for name, part in (("toponyms", "dev"), ("attribution", "train"), ("event-places", "dev")):
        path = f"{name}/{part}.jsonl"
        if (gold / path).is_file():
            for line in (gold / path).read_text("utf8").splitlines():
                row = json.loads(line)
                dated = _DATE_IN_NAME.search(str(row["id"]))
                yield f"{name}/{row['id']}", partial(_document, row["text"], published=dated[0] if dated else None)
    tokens = gold / "arguments" / "train-tokens.jsonl"
    if tokens.is_file():
        for line in tokens.read_text("utf8").splitlines():
            row = json.loads(line)
            yield f"arguments/{row['docid']}", partial(_tokenised, row["tokens"])
    words = Words.load()
    for path in sorted((gold / MUC4 / "dev").glob("dev-*")):
        for message in read_messages(path.read_text("latin-1")):
            yield f"{MUC4}/{message.id}", partial(_message, message, words)
    for path in sorted((gold / "re3d").glob("*/documents.json")):
        for line in path.read_text("utf8").splitlines():
            row = json.loads(line)
            yield f"re3d/{row['_id']}", partial(_document, row["text"])
    for path in sorted((gold / DOSSIERS / "train" / "docs").glob("*.json")):
        yield f"{DOSSIERS}/{path.stem}", partial(_article, path)


def _article(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text("utf8"))


def _tokenised(tokens: Sequence[str]) -> dict[str, Any]:
    return _document(untokenise(tokens))


def _message(message: Message, words: Words) -> dict[str, Any]:
    day = message.published.isoformat() if message.published else None
    return _document(restore_case(message.text, words), published=day)


def _document(text: str, *, published: str | None = None) -> dict[str, Any]:
    return {"published": published, "publisher": None, "title": None, "text": text.strip(), "language": "en"}


def _digest(document: str, text: str) -> str:
    """Of the text; where a program made its small letters, of its capitals, so that a better program changes nothing."""
    same = text.upper() if document.startswith(f"{MUC4}/") else text
    return hashlib.sha256(same.encode()).hexdigest()


def _offsets(words: str, text: str) -> list[int]:
    start = text.index(words)
    return [start, start + len(words)]


def _swap(value: Any, change: Callable[[Any], Any]) -> Any:
    if isinstance(value, list):
        return [_swap(item, change) for item in value]
    if isinstance(value, dict):
        return {key: change(item) if key in QUOTED else _swap(item, change) for key, item in value.items()}
    return value
