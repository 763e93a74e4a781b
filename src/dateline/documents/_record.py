"""JSON values -> documents: one object, a list of objects, one line."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import cast

from dateline.documents._columns import AS_NAMED, Columns
from dateline.documents._document import from_text
from dateline.documents._limits import Limits
from dateline.documents._moment import read_moment
from dateline.documents._part import read_part
from dateline.documents._text import normalise
from dateline.errors import NotReadable
from dateline.model import Document, Issue, Severity

_FIELDS = ("id", "url", "publisher", "author", "title")
_DAY = re.compile(r"\s*(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?\s*", re.DOTALL)
_COMPACT_DAY = re.compile(r"\s*(\d{4})(\d{2})(\d{2})(?:T.*)?\s*", re.DOTALL)
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_].*)?", re.DOTALL)


def parse_json(text: str, *, source: str) -> object:
    """The value of a JSON text; raises NotReadable that says where it breaks."""
    try:
        return cast(object, json.loads(text))
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise NotReadable(source, f"it is not valid JSON at {where} ({error.msg}); mend it there.") from None
    except RecursionError:
        raise NotReadable(source, "its JSON is nested too deeply; give objects with a field `text`.") from None
    except ValueError as error:  # a number with too many digits
        raise NotReadable(source, f"its JSON cannot be read ({error}); give objects with a field `text`.") from None


def read_record(
    value: object, *, source: str, limits: Limits, columns: Columns = AS_NAMED
) -> tuple[Document, tuple[Issue, ...]]:
    """The document of one JSON object, or of the `document` in a dossier.

    Fields: id, url, publisher, author, title, published (ISO 8601 day or instant), issued (instant), language (BCP 47)
    and text; others are not read; `columns` says under which names they stand. A field of a wrong type is left out with an issue
    `field-ignored`; a missing or wrong `text` raises NotReadable.
    """
    if not isinstance(value, dict):
        raise NotReadable(
            source, f"it is {_kind(value)}, not an object with a field `text`; give one object a document."
        )
    record = cast(dict[str, object], value)
    if "text" not in record and isinstance(record.get("document"), dict):
        record = cast(dict[str, object], record["document"])
    record = columns.rename(record)
    text = record.get("text")
    if not isinstance(text, str):
        what = "has no field `text`" if text is None else f"has a field `text` that is {_kind(text)}"
        raise NotReadable(source, f"the object {what}; put the article there as a string.")
    issues: list[Issue] = []
    fields: dict[str, str] = {}
    for name in _FIELDS:
        given = record.get(name)
        if name == "id" and isinstance(given, int) and not isinstance(given, bool):
            given = str(given)
        if isinstance(given, str):
            if clean := normalise(given).replace("\n", " ").strip():
                fields[name] = clean
        elif given is not None:
            issues.append(_ignored(f"Field `{name}` is {_kind(given)}, not a string, and was left out."))
    published = _read_day(record.get("published"), issues)
    language = _read_language(record.get("language"), issues)
    part, cut = read_part(text, limits=limits)
    issued = read_moment(record.get("issued") or record.get("published"))
    document = from_text(part, published=published, issued=issued, language=language, **fields)
    return document, (*issues, *cut)


def _read_day(given: object, issues: list[Issue]) -> date | None:
    if given is None or given == "":
        return None
    match = (_DAY.fullmatch(given) or _COMPACT_DAY.fullmatch(given)) if isinstance(given, str) else None
    if match:
        try:
            return date(int(match[1]), int(match[2]), int(match[3]))
        except ValueError:
            pass
    issues.append(_ignored("Field `published` is not a day such as 2021-03-04 and was left out."))
    return None


def _read_language(given: object, issues: list[Issue]) -> str | None:
    if given is None or given == "":
        return None
    if isinstance(given, str) and (match := _LANGUAGE.fullmatch(given.strip())):
        return match[1].lower()
    issues.append(_ignored("Field `language` is not a code such as `en` and was left out."))
    return None


def _ignored(message: str) -> Issue:
    return Issue(code="field-ignored", severity=Severity.WARNING, message=message)


def _kind(value: object) -> str:
    if value is None:
        return "null"
    kinds: dict[type, str] = {
        dict: "an object",
        list: "a list",
        str: "a string",
        bool: "true or false",
        int: "a number",
    }
    return kinds.get(type(value), "a number")
