"""read_folder: files of messages and of key templates -> the two, paired by message."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from dateline.errors import UsageError
from dateline.evaluation.muc4._template import SLOT_NAMES, SLOTS, Fill, Filler, Template

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

MONTHS: Final = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
CENTURY: Final = 1900  # the years of the messages have two digits
_MESSAGE: Final = re.compile(r"^((?:DEV|TST\d)-MUC\d-\d{4})\b.*$", re.MULTILINE)
_KEY: Final = re.compile(r"^0\.[ \t]+MESSAGE: ID[ \t]+(\S+)", re.MULTILINE)
_SLOT_LINE: Final = re.compile(r"^(\d{1,2})\.[ \t]")
_FILL_COLUMN: Final = 36  # where the fills of a key begin
_FIRST_SLOT: Final = 2  # slots 0 and 1 name the message and the template
# "PLACE, 18 FEB 90 (AGENCY) -- [TEXT] the first words": what stands before the text proper.
_HEADER: Final = re.compile(
    r"\s*(?P<place>[^,\[]{2,60}?),\s+(?:(?P<day>\d{1,2})\s+(?P<month>[A-Z]{3})\w*\.?\s*(?P<year>\d\d)?|NO DATE)\b"
    r"(?:\s*[\[(](?P<agency>[^)]{0,120})\))?\s*--?\s*"
)
_OPENING: Final = re.compile(r"(?:\[[^\]]*\]\s*)*\[(?:TEXT|SUMMARY|EXCERPTS?)\]\s*|(?:\[[^\]]*\]\s*)+")
_TOKEN: Final = re.compile(r'"(?:\\"|[^"])*"|[:/()]|[^":/()]+')


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A message: `text` is without its header, one line a paragraph, in capital letters as it came."""

    id: str
    place: str
    published: date | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A message and its key templates; none for a message without a relevant incident."""

    message: Message
    keys: tuple[Template, ...]


def read_folder(folder: Path) -> tuple[Item, ...]:
    """All messages below `folder` that have a key, in order of their ids.

    Which file holds messages and which keys is seen from its form. Messages of test sets go before those of the
    development set: where there are any of the first, the others are left out. Raises UsageError where none is left.
    """
    messages: dict[str, Message] = {}
    keys: dict[str, list[Template]] = {}
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        try:
            text = path.read_text("latin-1")
        except OSError as fault:
            raise UsageError(f"{path}: it cannot be read ({fault.strerror}).") from fault
        if _KEY.search(text):
            for name, template in read_keys(text, source=path.name):
                keys.setdefault(name, []).extend([template] if template else [])
        elif _MESSAGE.match(text.lstrip()):
            messages.update((message.id, message) for message in read_messages(text))
    names = sorted(keys.keys() & messages.keys())
    names = [name for name in names if name.startswith("TST")] or names
    if not names:
        raise UsageError(f"{folder}: it has no messages with key templates of MUC-4.")
    return tuple(Item(message=messages[name], keys=tuple(keys[name])) for name in names)


def read_messages(text: str) -> Iterator[Message]:
    """The messages of a file, each begun by a line with its id."""
    starts = list(_MESSAGE.finditer(text))
    for start, after in zip(starts, [*starts[1:], None], strict=True):
        yield _message(start[1], text[start.end() : after.start() if after else len(text)])


def _message(name: str, body: str) -> Message:
    header = _HEADER.match(body)
    published = _day(header["day"], header["month"], header["year"]) if header else None
    rest = body[header.end() :] if header else body
    opening = _OPENING.match(rest)
    rest = rest[opening.end() :] if opening else rest
    paragraphs = (" ".join(part.split()) for part in re.split(r"\n\s*\n", rest))
    place = " ".join(header["place"].split()) if header else ""
    return Message(id=name, place=place, published=published, text="\n\n".join(filter(None, paragraphs)))


def _day(day: str | None, month: str | None, year: str | None) -> date | None:
    if not day or not year or month not in MONTHS:
        return None
    try:
        return date(CENTURY + int(year), MONTHS.index(month) + 1, int(day))
    except ValueError:
        return None


def read_keys(text: str, *, source: str) -> Iterator[tuple[str, Template | None]]:
    """The id of the message of each template of a key file, with the template; None for an irrelevant message."""
    starts = list(_KEY.finditer(text))
    for start, after in zip(starts, [*starts[1:], None], strict=True):
        lines = text[start.start() : after.start() if after else len(text)].splitlines()
        yield start[1], _template(start[1], lines, source=source)


def _template(name: str, lines: Iterable[str], *, source: str) -> Template | None:
    rows: dict[int, list[str]] = {}
    number = -1
    for line in lines:
        if line.startswith(";"):
            continue
        begun = _SLOT_LINE.match(line)
        if begun:
            number = int(begun[1])
        if number >= 0 and line[_FILL_COLUMN:].strip() and (begun or line[0] in " \t"):
            # A few lines of the keys begin their fill a column early or late.
            rows.setdefault(number, []).append(line[_FILL_COLUMN - 1 :].strip() if begun else line.strip())
    (which, *_) = rows.get(1, ["*"])
    if which.startswith("*"):
        return None
    head = which.split()
    if not head[0].isdigit() or max(rows) >= len(SLOTS) + _FIRST_SLOT:
        raise UsageError(f"{source}: the template {which!r} of {name} is not of the form of MUC-4.")
    slots: dict[str, tuple[Filler, ...]] = {}
    for slot in SLOTS:
        found = [read_filler(row, slot.kind) for row in rows.get(SLOT_NAMES.index(slot.name) + _FIRST_SLOT, [])]
        if fillers := tuple(filler for filler in found if filler):
            slots[slot.name] = fillers
    return Template(message_id=name, number=int(head[0]), optional="OPTIONAL" in which, slots=MappingProxyType(slots))


def read_filler(row: str, kind: str) -> Filler | None:
    """A line of a key. None for "-" and "*"; a null among the alternatives makes the filler optional."""
    text = row.strip()
    optional = text.startswith("?")
    text = text.lstrip("? ")
    if text in ("", "-", "*"):
        return None
    if kind in ("date", "location"):
        fills = [Fill(value=" ".join(part.split())) for part in _alternatives(text)]
    else:
        fills = list(_fills(text))
    some = tuple(fill for fill in fills if fill.value not in ("", "-", "*"))
    return Filler(fills=some, optional=optional or len(some) < len(fills)) if some else None


def _alternatives(text: str) -> Iterator[str]:
    """The parts between strokes that are in no brackets, without brackets around the whole."""
    depth, start = 0, 0
    for place, letter in enumerate(f"{text}/"):
        depth += (letter == "(") - (letter == ")")
        if letter == "/" and (depth == 0 or place == len(text)):
            part = text[start:place].strip()
            start = place + 1
            yield part[1:-1].strip() if part.startswith("(") and part.endswith(")") else part


def _fills(text: str) -> Iterator[Fill]:
    """`A / B: "x" / "y"`: each value before a colon goes with every string after it, up to the next value."""
    groups: list[list[str]] = [[]]
    for token in _TOKEN.findall(text):
        word = token.strip()
        if word == ":":
            groups.append([])
        elif word and word not in "/()":
            groups[-1].append(" ".join(word.split()))
    values = groups[0]
    if len(groups) == 1:
        yield from (Fill(value=_plain(value)) for value in values)
        return
    for place, group in enumerate(groups[1:], start=2):
        cut = len(group)
        if place < len(groups):
            # What is in no quotation marks begins the next pair; where all is, the last string does.
            bare = [i for i, word in enumerate(group) if not word.startswith('"') and word != "-"]
            cut = bare[0] if bare else len(group) - 1
        tags = tuple(_plain(word) for word in group[:cut])
        yield from (Fill(value=_plain(value), tags=tags) for value in values)
        values = group[cut:]


def _plain(word: str) -> str:
    return (
        word[1:-1].replace('\\"', '"').strip() if word.startswith('"') and word.endswith('"') and word != '"' else word
    )
