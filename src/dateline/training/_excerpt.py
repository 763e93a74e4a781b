"""Coded articles -> short excerpts with what of the coding stands in them.

Flashes and single sentences are read too, and whole articles alone do not teach what they look like: a reader trained on
nothing shorter took half the words of a one-sentence text for events.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dateline.reading.token import split_sentences

if TYPE_CHECKING:
    import random

MOST_SENTENCES = 3


def cut_excerpt(
    doc: dict[str, Any], coding: dict[str, Any], chance: random.Random
) -> tuple[dict[str, Any], dict[str, Any]]:
    """One to MOST_SENTENCES sentences in a row, anywhere in the article, with the events, slots and claims whose words
    are all in them."""
    sentences = [(a, b) for a, b in split_sentences(doc["text"]) if any(c.isalpha() for c in doc["text"][a:b])]
    count = chance.randint(1, min(MOST_SENTENCES, len(sentences)))
    first = chance.randrange(len(sentences) - count + 1)
    text: str = doc["text"][sentences[first][0] : sentences[first + count - 1][1]]
    events = [kept for event in coding["events"] if (kept := _keep(event, text))]
    name = f"{doc['id']}#{first}+{count}"
    return {**doc, "id": name, "text": text}, {**coding, "id": name, "events": events}


def _keep(event: dict[str, Any], text: str) -> dict[str, Any] | None:
    """The part of an event that the text tells; None where it names it nowhere."""
    mentions = [m for m in event["mentions"] if m["quote"] in text]
    if not mentions:
        return None

    def inside(items: list[dict[str, Any]] | None) -> list[dict[str, Any]]:
        return [item for item in items or () if item["quote"] in text]

    tolls = {kind: found for kind, items in (event["casualties"] or {}).items() if (found := inside(items))}
    return {
        **event,
        "mentions": mentions,
        "when": event["when"] if event["when"] and event["when"]["quote"] in text else None,
        "where": inside(event["where"]),
        "actors": inside(event["actors"]),
        "targets": inside(event["targets"]),
        "weapon": event["weapon"] if event["weapon"] and event["weapon"]["quote"] in text else None,
        "casualties": tolls or None,
        "claims": [c for c in inside(event["claims"]) if len(inside(c["sources"])) == len(c["sources"])],
    }
