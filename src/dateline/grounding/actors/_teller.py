"""Who a source is: the codebook's kind of teller, from head noun, title and the registry's sector."""

from __future__ import annotations

from dateline.grounding.actors._context import PartyContext, build_context
from dateline.grounding.actors._ground import strip_quantity
from dateline.grounding.actors._phrase import read_phrase, source_of_sector
from dateline.model import Party

_UNNAMED = frozenset("reports report reported reportedly allegedly unconfirmed rumours rumors".split())


def source_kind(
    text: str, start: int, end: int, *, party: Party, in_post: bool, context: PartyContext | None = None
) -> str:
    """The kind of teller of a claim whose source is text[start:end], grounded as `party`.

    `in_post` says that the words stand in an embedded social-media post. `context` is made anew where none is given.
    """
    if in_post:
        return "social-post"
    if context is None:
        context = build_context(text, published=None)
    page = context.page
    first, last = page.span(start, end)
    if first >= last or page.text != text:
        return "other"
    first = strip_quantity(page, first, last)
    words = set(page.lower[first:last])
    actor = page.registry.get(party.actor_id) if party.actor_id else None
    if actor is not None:
        if actor.kind == "media":
            return "media"
        if actor.kind == "person":
            return _of_person(context, page.words(first, last), party)
        if (kind := source_of_sector(actor.sector)) and actor.kind != "group":
            return kind
        if actor.sector == "REB":
            return "armed-group"
    phrase = read_phrase(page, first, last)
    if phrase.word is not None:
        if words & _UNNAMED and last - first <= 2:
            return "unnamed"
        if phrase.source:
            return phrase.source
    return _of_person(context, party.name, party)


def _of_person(context: PartyContext, name: str, party: Party) -> str:
    told = context.people.get(party.name) or context.people.get(name)
    if told is not None and told.source:
        return told.source
    return source_of_sector(party.sector) or "other"
