"""search: words -> the rows that have them, by FTS5 or by tsvector, with one notation for both.

Words are folded (lower case, no accents) before they are indexed and before they are looked for; both databases then take
the stem. `"two words"` must stand together, `-word` must not occur, all others must. The index can be rebuilt from the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Float, column, text

from dateline.errors import UsageError
from dateline.ledger._identity import fold
from dateline.ledger._table import Number

if TYPE_CHECKING:
    from sqlalchemy import Connection, Subquery

FOUND: Final = ("found_documents", "found_events", "found_claims")
_TERM: Final = re.compile(r'(-?)(?:"([^"]*)"|(\S+))')
_WORD: Final = re.compile(r"\w+")
_SNIPPET_BEFORE: Final = 60  # characters shown before and after the first word found
_SNIPPET_AFTER: Final = 120


def document_words(title: str | None, text: str) -> str:
    """Under what a document is found."""
    return f"{title or ''}\n{text}"


def add_words(connection: Connection, table: str, rows: Sequence[dict[str, Any]]) -> None:
    """Indexes rows of `number` and `body`."""
    if not rows:
        return
    if connection.dialect.name == "sqlite":
        statement = f"INSERT INTO {table}(rowid, body) VALUES (:number, :body)"
    else:
        statement = f"INSERT INTO {table}(number, body) VALUES (:number, to_tsvector('english', :body))"
    connection.execute(text(statement), [{"number": row["number"], "body": fold(row["body"])} for row in rows])


def remove_words(connection: Connection, table: str, rows: Iterable[dict[str, Any]]) -> None:
    """Takes rows out of the index; FTS5 without content needs the words that were put in."""
    if connection.dialect.name == "sqlite":
        statement = f"INSERT INTO {table}({table}, rowid, body) VALUES ('delete', :number, :body)"
        parameters = [{"number": row["number"], "body": fold(row["body"])} for row in rows]
    else:
        statement = f"DELETE FROM {table} WHERE number = :number"
        parameters = [{"number": row["number"]} for row in rows]
    if parameters:
        connection.execute(text(statement), parameters)


def forget_removed(connection: Connection) -> None:
    """Makes FTS5 write its segments anew: until then it keeps removed words beside a note that they are removed."""
    if connection.dialect.name == "sqlite":
        for table in FOUND:
            connection.exec_driver_sql(f"INSERT INTO {table}({table}) VALUES ('optimize')")


def empty_words(connection: Connection) -> None:
    for table in FOUND:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql(f"INSERT INTO {table}({table}) VALUES ('delete-all')")
        else:
            connection.exec_driver_sql(f"DELETE FROM {table}")


def matching(dialect: str, table: str, words: str, *, best: int | None = None) -> Subquery:
    """The rows that have the words, or the `best` of them, as a subquery of `number` and `score`.

    Raises UsageError where there is no word.
    """
    if dialect == "sqlite":
        statement = f"SELECT rowid AS number, -bm25({table}) AS score FROM {table} WHERE {table} MATCH :words"
        order = " ORDER BY rank, rowid"
    else:
        query = "to_tsquery('english', :words)"
        statement = f"SELECT number, ts_rank_cd(body, {query}) AS score FROM {table} WHERE body @@ {query}"
        order = " ORDER BY score DESC, number"
    values: dict[str, str | int] = {"words": to_query(words, sqlite=dialect == "sqlite")}
    if best is not None:
        statement += f"{order} LIMIT :best"
        values["best"] = best
    return (
        text(statement).bindparams(**values).columns(column("number", Number), column("score", Float)).subquery("found")
    )


def to_query(words: str, *, sqlite: bool) -> str:
    """The words in the notation of FTS5 or of tsquery."""
    wanted, unwanted = parse(words)
    if not wanted:
        raise UsageError("Give at least one word to look for.")
    if sqlite:
        query = " AND ".join(f'"{" ".join(phrase)}"' for phrase in wanted)
        return query + "".join(f' NOT "{" ".join(phrase)}"' for phrase in unwanted)
    parts = [f"({' <-> '.join(phrase)})" for phrase in wanted] + [f"!({' <-> '.join(phrase)})" for phrase in unwanted]
    return " & ".join(parts)


def parse(words: str) -> tuple[list[list[str]], list[list[str]]]:
    """The phrases that must occur and those that must not, each a list of folded words."""
    wanted: list[list[str]] = []
    unwanted: list[list[str]] = []
    for minus, phrase, word in _TERM.findall(words):
        found = _WORD.findall(fold(phrase or word).replace("_", " "))
        if found:
            (unwanted if minus else wanted).append(found)
    return wanted, unwanted


def snippet(body: str, words: str) -> str:
    """A line of `body` around the first of the words that occurs as written, else its beginning."""
    flat = " ".join(body.split())
    wanted, _ = parse(words)
    for word in (word for phrase in wanted for word in phrase):
        # Stems match too: the first four letters are enough to show the place.
        found = re.search(rf"\b{re.escape(word[: max(4, len(word) - 3)])}", _fold_in_place(flat))
        if found:
            start = max(0, found.start() - _SNIPPET_BEFORE)
            end = min(len(flat), found.start() + _SNIPPET_AFTER)
            return ("…" if start else "") + flat[start:end].strip() + ("…" if end < len(flat) else "")
    return flat[: _SNIPPET_BEFORE + _SNIPPET_AFTER] + ("…" if len(flat) > _SNIPPET_BEFORE + _SNIPPET_AFTER else "")


def _fold_in_place(line: str) -> str:
    """Folded letter by letter, so that offsets stay."""
    return line.lower() if line.isascii() else "".join((fold(letter) or " ")[0] for letter in line)
