"""find_origins: who first said what the claims of several accounts pass on."""

from __future__ import annotations

import re
from hashlib import sha256
from itertools import combinations
from typing import TYPE_CHECKING, Final, TypeVar

from dateline.linking._count import read_counts
from dateline.linking._credit import find_credits, is_agency
from dateline.linking._passage import LEAST_WORDS, shared_passages, shared_run, weight
from dateline.linking._statement import Span, Statement, alike_tellers, state, told_at
from dateline.linking._word import split_words, weigh
from dateline.model import Origin, Relay

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dateline.model import Account, OriginHow

Unit = tuple[int, Span]  # the number of a statement, and one of its sentences

# One teller's words in two reports: this long a run, or a quotation, is one utterance.
RUN_OF_TELLER: Final = 4
# Words without a common teller must be a longer run, of words that together are rare, to be one utterance by themselves.
RUN_OF_ANYBODY: Final = 8
WEIGHT_OF_ANYBODY: Final = 18.0
# A word of this weight stands in fewer than one text of twenty.
RARE: Final = 3.0
SHARED_RARE: Final = 2  # rare words that one teller must repeat of an event for two reports to be of one statement
_EXACT: Final = frozenset(("cause", "actor", "target", "weapon", "where", "when"))
_QUOTED: Final = re.compile(r"[\"“]([^\"”“]{3,})[\"”]|(?<!\w)[‘']([^‘’']{6,})[’']")
_ID_LENGTH: Final = 16
_T = TypeVar("_T", Unit, str)


def find_origins(accounts: Sequence[Account]) -> tuple[Origin, ...]:
    """The origins of all claims of one event's accounts, those with a teller first, each in order of the telling.

    Two claims have one origin where the same teller says the same of the same event (in the same words, of the same slot, or in
    words as rare), or where texts carry the same words at such length that one was copied. What an article says in its own voice
    is an origin of its own, unless it is wire copy. A teller who says several things of an event is the origin of each.
    """
    statements = tuple(sorted(state(accounts), key=lambda s: (told_at(s.account), s.ref.number)))
    told = [n for n, s in enumerate(statements) if s.teller]
    silent = [n for n, s in enumerate(statements) if not s.teller]
    return (*_told_origins(statements, told), *_own_origins(statements, silent))


def _told_origins(statements: Sequence[Statement], told: Sequence[int]) -> list[Origin]:
    joins: list[tuple[Unit, Unit, str]] = []
    for a, b in combinations(told, 2):
        if statements[a].ref.event.revision != statements[b].ref.event.revision:
            joins += _join(statements, a, b)
    units: list[Unit] = [(n, span) for n in told for span in statements[n].sentences]
    groups = _components(units, ((a, b) for a, b, _ in joins))
    crossing = [g for g in groups if len({statements[n].ref.event.revision for n, _ in g}) > 1]
    placed = {unit for group in crossing for unit in group}
    found = [_make(statements, group, _reasons(joins, group)) for group in crossing]
    found += [_make(statements, group, ()) for group in _alone(statements, told, placed)]
    return sorted(found, key=lambda o: [s.ref for s in statements].index(o.claims[0]))


def _join(statements: Sequence[Statement], left: int, right: int) -> list[tuple[Unit, Unit, str]]:
    """What two statements of two texts have in common, sentence by sentence where words tell, else as wholes."""
    a, b = statements[left], statements[right]
    same = alike_tellers(a, b)
    found: list[tuple[Unit, Unit, str]] = []
    for span in a.sentences:
        for other in b.sentences:
            reason = _same_words(_words(a, span), _words(b, other), same=same)
            if reason:
                found.append(((left, span), (right, other), reason))
    if found or not same or not a.own or not b.own:
        return found
    reason = _same_matter(a, b)
    return [((left, a.own[0]), (right, b.own[0]), reason)] if reason else []


def _same_words(left: str, right: str, *, same: bool) -> str:
    if same:
        for quotation in quotations(left):
            for other in quotations(right):
                if quotation == other and any(weigh(word) >= RARE for word in quotation):
                    return f"the same quotation: “{' '.join(quotation)}”"
    run = shared_run(left, right)
    least = RUN_OF_TELLER if same else RUN_OF_ANYBODY
    if len(run) >= least and weight(run) >= (2 * RARE if same else WEIGHT_OF_ANYBODY):
        return f"the same words: “{' '.join(run)}”"
    return ""


def _same_matter(a: Statement, b: Statement) -> str:
    """Why two statements of one teller are one: the same slot, the same figure, or as rare words."""
    teller = a.teller.name if a.teller else ""
    slots = sorted(set(a.claim.about) & set(b.claim.about) & _EXACT)
    if slots and a.teller and a.teller.proper:  # “police” of two reports need not be the same officer
        return f"{teller} on the same thing: {', '.join(slots)}"
    figures = {(c.kind, c.low, c.high) for c in read_counts(a.words)}
    shared = figures & {(c.kind, c.low, c.high) for c in read_counts(b.words)}
    if shared:
        return f"{teller} gives the same figure: {sorted(shared, key=str)[0][0]}"
    rare = _rare(a.words) & _rare(b.words)
    if len(rare) >= SHARED_RARE:
        return f"{teller} says the same: {', '.join(sorted(rare)[:4])}"
    return ""


def _alone(statements: Sequence[Statement], told: Sequence[int], placed: set[Unit]) -> list[list[Unit]]:
    """What no other text passes on: one group for what one teller of one text says of the same things."""
    left: dict[int, list[Unit]] = {}
    for n in told:
        own = [(n, span) for span in statements[n].own if (n, span) not in placed]
        crossed = any((n, span) in placed for span in statements[n].sentences)
        further = [] if crossed else [(n, span) for span in statements[n].further]
        if own or further:
            left[n] = [*own, *further]
    joins: list[tuple[Unit, Unit]] = [(units[0], unit) for units in left.values() for unit in units[1:]]
    for a, b in combinations(left, 2):
        one, other = statements[a], statements[b]
        if one.ref.event.revision == other.ref.event.revision and alike_tellers(one, other):
            about = set(one.claim.about) & set(other.claim.about) - {"event"}
            if about or set(one.own) & set(other.own):
                joins.append((left[a][0], left[b][0]))
    return _components([unit for units in left.values() for unit in units], joins)


def _own_origins(statements: Sequence[Statement], silent: Sequence[int]) -> list[Origin]:
    """The article's own voice: one origin for each text, and one for all that carry the same copy."""
    documents: dict[str, Account] = {}
    for n in silent:
        documents.setdefault(statements[n].ref.event.revision, statements[n].account)
    copied: list[tuple[str, str]] = []
    reasons: dict[str, list[str]] = {}
    for a, b in combinations(documents, 2):
        pairs = shared_passages(documents[a].document.text, documents[b].document.text)
        held = [(x, y) for x, y in pairs if _holds(statements, silent, a, (x.start, x.end))]
        if held and any(_holds(statements, silent, b, (y.start, y.end)) for _, y in held):
            copied.append((a, b))
            words = documents[a].document.text[held[0][0].start : held[0][0].end]
            reason = f"{len(held)} passage(s) in the same words, as “{' '.join(words.split()[:LEAST_WORDS])} …”"
            reasons.setdefault(a, []).append(reason)
    found: list[Origin] = []
    for group in _components(list(documents), copied):
        own = [n for n in silent if statements[n].ref.event.revision in group]
        units = [(n, statements[n].own[0]) for n in own if statements[n].own]
        if units:
            because = tuple(dict.fromkeys(r for revision in group for r in reasons.get(revision, ())))
            found.append(_make(statements, units, because, copied=len(group) > 1))
    return found


def _holds(statements: Sequence[Statement], silent: Sequence[int], revision: str, span: Span) -> bool:
    """Whether a passage of a text holds one of the claims."""
    return any(
        s < span[1] and span[0] < e
        for n in silent
        if statements[n].ref.event.revision == revision
        for s, e in statements[n].own
    )


def _make(
    statements: Sequence[Statement], units: Iterable[Unit], because: Sequence[str], *, copied: bool = False
) -> Origin:
    quotes: dict[int, list[str]] = {}
    for n, span in sorted(units):
        words = " ".join(_words(statements[n], span).split())
        if words not in quotes.setdefault(n, []):
            quotes[n].append(words)
    members = [statements[n] for n in quotes]
    first = members[0]
    teller = _best_named(members)
    agencies = tuple(dict.fromkeys(a for s in members for a in find_credits(s.account.document)))
    name = teller.name if teller else ((agencies[0] if copied and agencies else first.account.document.publisher) or "")
    told = " ".join(quotes[next(iter(quotes))])
    digest = sha256(f"{first.ref.event.revision}:{first.ref.number}:{name}:{told}".encode()).hexdigest()
    return Origin(
        id=digest[:_ID_LENGTH],
        name=name,
        kind=teller.kind if teller else "media",
        how=_how(members, because, agencies, copied=copied),
        claims=tuple(s.ref for s in members),
        because=tuple(dict.fromkeys((*because, *_passed_on(members)))),
        quotes=tuple(" ".join(words) for words in quotes.values()),
        relays=_relays(members, because),
    )


def _best_named(members: Sequence[Statement]):
    """The teller as the report names them that says most who they are; the first of equals."""
    known = [s.teller for s in members if s.teller]
    return max(known, key=lambda t: len(t.proper), default=None)


def _how(members: Sequence[Statement], because: Sequence[str], agencies: Sequence[str], *, copied: bool) -> OriginHow:
    if members[0].teller is None:
        return ("agency copy" if agencies else "same words") if copied else "own reporting"
    if any(is_agency(teller.name) for s in members for teller in s.chain[1:]):
        return "agency copy"
    return "same words" if any(reason.startswith("the same ") for reason in because) else "relay"


def _passed_on(members: Sequence[Statement]) -> Iterable[str]:
    for s in members:
        if len(s.chain) > 1:
            yield f"{s.chain[0].name or 'somebody'} by way of {' and '.join(t.name for t in s.chain[1:])}"


def _relays(members: Sequence[Statement], because: Sequence[str]) -> tuple[Relay, ...]:
    """Each claim under the earliest one; a report that names an agency after which others copied stays under it too."""
    first = members[0]
    steps = [Relay(claim=first.ref, parent=None, because=_describe(first, "the earliest report of it here"))]
    reason = because[0] if because else "the same teller on the same thing"
    for s in members[1:]:
        same = s.ref.event.revision == first.ref.event.revision
        why = "the same report" if same else reason
        steps.append(Relay(claim=s.ref, parent=first.ref, because=_describe(s, why)))
    return tuple(steps)


def _describe(s: Statement, why: str) -> str:
    document = s.account.document
    where = document.publisher or document.id
    when = f", {document.published.isoformat()}" if document.published else ""
    return f"{where}{when}: {why}"


def _reasons(joins: Iterable[tuple[Unit, Unit, str]], group: Iterable[Unit]) -> tuple[str, ...]:
    inside = set(group)
    return tuple(dict.fromkeys(reason for a, b, reason in joins if a in inside and b in inside))


def _components(items: Sequence[_T], joins: Iterable[tuple[_T, _T]]) -> list[list[_T]]:
    """The items that hang together, each group and the groups in the order of `items`."""
    group: dict[_T, list[_T]] = {item: [item] for item in items}
    for a, b in joins:
        if group[a] is not group[b]:
            group[a].extend(group[b])
            for item in group[b]:
                group[item] = group[a]
    seen: dict[int, list[_T]] = {}
    order = {item: n for n, item in enumerate(items)}
    for item in items:
        seen.setdefault(id(group[item]), group[item])
    return [sorted(members, key=order.__getitem__) for members in seen.values()]


def quotations(text: str) -> list[tuple[str, ...]]:
    return [split_words(a or b) for a, b in _QUOTED.findall(text)]


def _rare(text: str) -> frozenset[str]:
    return frozenset(word for word in split_words(text) if weigh(word) >= RARE and not word.isdigit())


def _words(s: Statement, span: Span) -> str:
    return s.account.document.text[span[0] : span[1]]
