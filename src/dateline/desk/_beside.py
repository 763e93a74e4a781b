"""beside: texts that tell one main event -> links between their other events, which share too little to be found one by one."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from dateline.errors import Deleted
from dateline.ledger import list_refs
from dateline.linking import ANCHOR, link_beside

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dateline.ledger import View
    from dateline.model import EventRef, Link

# The other texts, those of the surest links first, that the events of one text are laid beside: a text of an event that
# hundreds tell has no more to do than one of an event that a dozen tell, and its events meet the others' through these.
MOST_TEXTS: Final = 12


def find_beside(view: View, links: Sequence[Link]) -> Iterator[Link]:
    """`links` are new ones, by single pairs; what follows from them is not yet recorded either."""
    told: Counter[str] = Counter()
    done: set[tuple[str, str]] = set()
    of_text: dict[str, tuple[EventRef, ...]] = {}
    by_texts: dict[tuple[str, str], list[Link]] = {}
    for link in links:
        if link.kind == "same-event":
            by_texts.setdefault(_texts(link), []).append(link)
    for link in sorted(links, key=lambda link: (-link.score, link.left, link.right)):
        texts = _texts(link)
        if link.score < ANCHOR:
            break
        if (
            texts[0] == texts[1]
            or texts in done
            or texts not in by_texts
            or max(told[text] for text in texts) >= MOST_TEXTS
        ):
            continue
        done.add(texts)
        told.update(texts)
        for text in texts:
            if text not in of_text:
                of_text[text] = _list_events(view, text)
        accounts = view.accounts_of([ref for text in texts for ref in of_text[text]])
        if len({account.document.id for account in accounts}) > 1:
            yield from link_beside(accounts, by_texts[texts])


def _texts(link: Link) -> tuple[str, str]:
    a, b = link.left.revision, link.right.revision
    return (a, b) if a <= b else (b, a)


def _list_events(view: View, revision: str) -> tuple[EventRef, ...]:
    try:
        return list_refs(view.dossier(revision), revision)
    except Deleted:
        return ()
