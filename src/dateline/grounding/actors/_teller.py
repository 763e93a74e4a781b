"""Who a source is: the codebook's kind of teller, from head noun, title and the registry's sector."""

from __future__ import annotations

from dateline.grounding.actors._context import PartyContext, build_context
from dateline.grounding.actors._page import Page
from dateline.grounding.actors._phrase import read_phrase, source_of_sector
from dateline.grounding.actors._quantity import strip_quantity
from dateline.grounding.actors._record import Actor
from dateline.grounding.actors._words import word_set
from dateline.model import Party

# A private person or body that is itself a party to the event; offices, forces and the press keep their own kind.
_PRIVATE = frozenset(("other", "witness", "expert"))
_UNNAMED = word_set("reports reported reportedly allegedly unconfirmed rumours rumors")


def source_kind(
    text: str,
    start: int,
    end: int,
    *,
    party: Party,
    in_post: bool,
    is_party: bool = False,
    context: PartyContext | None = None,
) -> str:
    """The kind of teller of a claim whose source is text[start:end], grounded as `party`.

    `in_post` says that the words stand in an embedded social-media post, `is_party` that the source is an actor or
    target of the event. `context` is that of the document; it is made anew where none is given.
    """
    if in_post:
        return "social-post"
    if context is None or context.text != text:
        context = build_context(text, published=None)
    kind = _kind(context, start, end, party)
    return "party-to-event" if is_party and kind in _PRIVATE else kind


def _kind(context: PartyContext, start: int, end: int, party: Party) -> str:
    page = context.page
    first, last = page.span(start, end)
    if first >= last:
        return "other"
    first = strip_quantity(page, first, last)
    actor = page.registry.get(party.actor_id) if party.actor_id else None
    if _is_outlet(page, first, last, actor):
        return "social-post" if actor is not None and actor.platform else "media"
    if actor is not None and actor.kind != "person":
        return source_of_sector(actor.sector) or "other"
    phrase = read_phrase(page, first, last)
    if last - first == 1 and (page.lower[first] in _UNNAMED or (phrase.word is None and not page.capital[first])):
        return "unnamed"  # "reports", "attributed": nobody is named
    person = context.people.get(party.name)
    told = person.source if person is not None and person.source else phrase.source if phrase.word is not None else ""
    if told == "other" and phrase.word is not None and "people" in phrase.word.use:
        return "witness"  # people of no office who are asked have mostly seen it
    return told or source_of_sector(party.sector) or "other"


def _is_outlet(page: Page, first: int, last: int, actor: Actor | None) -> bool:
    """Whether the source is one of the media, or one of its people ("the BBC's Jane Doe")."""
    if actor is not None and actor.kind == "media":
        return True
    owner = page.named_of[first]
    if owner is None or owner.actor.kind != "media" or owner.actor.platform:
        return False
    return owner.last < last and page.lower[owner.last] == "'s"
