"""compare_revisions: what a later text of the same document says differently, told as changes of claims."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dateline.linking._retract import find_notices
from dateline.linking._word import fold
from dateline.model import Change, Evidence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dateline.model import Claim, Dossier, Event, Figure, Party, Where

_TOLLS: Final = ("killed", "injured", "missing", "arrested", "displaced", "abducted")
# Two tellings of one act in two texts of one document: triggers, words and slots in common, each at most this much.
_LEAST: Final = 0.35


def compare_revisions(before: Dossier, after: Dossier) -> tuple[Change, ...]:
    """The changes from one text of a document to the next: its notices first, then event by event in the later order.

    An event of both is found by its type and words. A change in what an article corrects or withdraws has the kind of
    that notice where the notice names the later value, or withdraws all; a value that only goes is dropped.
    """
    notices = find_notices(after.document.text)
    old = {notice.quote for notice in find_notices(before.document.text)}
    changes: list[Change] = [
        Change(
            kind=notice.kind,
            event="",
            slot="document",
            before="",
            after=" ".join(notice.quote.split()),
            evidence=Evidence(start=notice.start, end=notice.end, quote=notice.quote),
        )
        for notice in notices
        if notice.quote not in old
    ]
    pairs = _pair(before.events, after.events)
    matched = {id(a) for a, _ in pairs}
    of = {id(b): a for a, b in pairs}
    for event in after.events:
        earlier = of.get(id(event))
        if earlier is None:
            changes.append(_event_change("added", event))
        else:
            changes += _compare(earlier, event)
    withdrawn = any(notice.kind == "retracted" and notice.quote not in old for notice in notices)
    for event in before.events:
        if id(event) not in matched:
            changes.append(_event_change("retracted" if withdrawn else "dropped", event))
    told = " ".join(notice.quote for notice in notices if notice.quote not in old and notice.kind == "corrected")
    return tuple(_mark(change, told) for change in changes)


def _mark(change: Change, notice: str) -> Change:
    """A changed value that the notice names is a correction."""
    if not notice or change.kind != "changed" or change.slot == "document":
        return change
    words = set(fold(notice).split())
    new = [w for w in fold(change.after).split() if w not in fold(change.before).split()]
    if new and all(w in words or (w in _WORD_OF_NUMBER and _WORD_OF_NUMBER[w] in words) for w in new):
        return Change(
            kind="corrected",
            event=change.event,
            slot=change.slot,
            before=change.before,
            after=change.after,
            evidence=change.evidence,
        )
    return change


_WORD_OF_NUMBER: Final = {
    str(n): word for n, word in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())
}


def _event_change(kind: str, event: Event) -> Change:
    evidence = None
    if kind == "added" and event.mentions:
        first = event.mentions[0]
        evidence = Evidence(start=first.start, end=first.end, quote=first.quote)
    told = event.mentions[0].quote if event.mentions else event.summary
    return Change(
        kind=kind,  # type: ignore[arg-type]
        event=event.summary,
        slot="event",
        before="" if kind == "added" else told,
        after=told if kind == "added" else "",
        evidence=evidence,
    )


def _pair(before: Sequence[Event], after: Sequence[Event]) -> list[tuple[Event, Event]]:
    """One to one, the most alike first; ties in the order of the texts."""
    scores = sorted(
        ((-_alike(a, b), i, j) for i, a in enumerate(before) for j, b in enumerate(after) if _alike(a, b) >= _LEAST),
    )
    used_i: set[int] = set()
    used_j: set[int] = set()
    pairs: list[tuple[Event, Event]] = []
    for _, i, j in scores:
        if i not in used_i and j not in used_j:
            used_i.add(i)
            used_j.add(j)
            pairs.append((before[i], after[j]))
    return pairs


def _alike(a: Event, b: Event) -> float:
    """0 to 1: half for the words of the mentions, the rest for type, triggers and parties."""
    words = _jaccard(
        {w for m in a.mentions for w in fold(m.quote).split()}, {w for m in b.mentions for w in fold(m.quote).split()}
    )
    triggers = _jaccard({fold(m.trigger.text) for m in a.mentions}, {fold(m.trigger.text) for m in b.mentions})
    parties = _jaccard(_party_words(a), _party_words(b))
    return 0.4 * words + 0.2 * (a.type == b.type) + 0.2 * triggers + 0.2 * parties


def _jaccard(a: set[str], b: set[str]) -> float:
    return len(a & b) / len(a | b) if a | b else 0.0


def _party_words(event: Event) -> set[str]:
    return {w for p in (*event.actors, *event.targets) for w in fold(p.name).split()}


def _compare(before: Event, after: Event) -> Iterator[Change]:
    summary = after.summary
    if before.realis != after.realis:
        first = after.mentions[0] if after.mentions else None
        evidence = Evidence(start=first.start, end=first.end, quote=first.quote) if first else None
        yield _change(summary, "realis", before.realis, after.realis, evidence)
    if before.type != after.type:
        yield _change(summary, "type", before.type, after.type, None)
    for kind in _TOLLS:
        old: tuple[Figure, ...] = getattr(before.casualties, kind) if before.casualties else ()
        new: tuple[Figure, ...] = getattr(after.casualties, kind) if after.casualties else ()
        if [(f.low, f.high) for f in old] != [(f.low, f.high) for f in new]:
            left, right = _source_of(before, old), _source_of(after, new)
            yield _change(summary, kind, _figures(old) + left, _figures(new) + right, new[0].evidence if new else None)
    yield from _parties(summary, "actor", before.actors, after.actors)
    yield from _parties(summary, "target", before.targets, after.targets)
    yield from _parties(summary, "where", before.where, after.where)
    one, other = before.weapon, after.weapon
    if (one.kind if one else "") != (other.kind if other else ""):
        yield _change(
            summary, "weapon", one.kind if one else "", other.kind if other else "", other.evidence if other else None
        )
    then, now = before.when, after.when
    if (then.edtf if then else "") != (now.edtf if now else ""):
        yield _change(
            summary, "when", then.edtf if then else "", now.edtf if now else "", now.evidence if now else None
        )
    yield from _claims(summary, before.claims, after.claims)


def _parties(
    summary: str, slot: str, before: Sequence[Party | Where], after: Sequence[Party | Where]
) -> Iterator[Change]:
    old, new = {fold(p.name): p for p in before}, {fold(p.name): p for p in after}
    gone = [p for key, p in old.items() if key not in new]
    come = [p for key, p in new.items() if key not in old]
    if gone or come:
        yield _change(
            summary,
            slot,
            ", ".join(p.name for p in gone),
            ", ".join(p.name for p in come),
            come[0].evidence if come else None,
        )


def _claims(summary: str, before: Sequence[Claim], after: Sequence[Claim]) -> Iterator[Change]:
    """Claims by who makes them: new tellers, tellers that are gone, and what the same teller now says otherwise."""
    old, new = _by_teller(before), _by_teller(after)
    for teller, claims in new.items():
        if teller not in old:
            if teller:
                yield Change(
                    kind="added",
                    event=summary,
                    slot="claim",
                    before="",
                    after=_tell(claims[0]),
                    evidence=claims[0].evidence,
                )
            continue
        earlier = old[teller]
        for what in ("stance", "hedge"):
            was, now = {getattr(c, what) for c in earlier}, {getattr(c, what) for c in claims}
            if was != now and len(was) == len(now) == 1:
                (left,), (right,) = was, now
                name = claims[0].sources[0].name if claims[0].sources else "the article"
                yield _change(summary, f"claim: {what}", f"{name}: {left}", f"{name}: {right}", claims[0].evidence)
    for teller, claims in old.items():
        if teller and teller not in new:
            yield Change(kind="dropped", event=summary, slot="claim", before=_tell(claims[0]), after="", evidence=None)


def _by_teller(claims: Sequence[Claim]) -> dict[str, list[Claim]]:
    found: dict[str, list[Claim]] = {}
    for claim in claims:
        found.setdefault(fold(claim.sources[0].name) if claim.sources else "", []).append(claim)
    return found


def _tell(claim: Claim) -> str:
    name = claim.sources[0].name if claim.sources else "the article"
    hedge = ", hedged" if claim.hedge == "hedged" else ""
    return f"{name} {claim.stance}{hedge}: “{' '.join(claim.evidence.quote.split())}”"


def _source_of(event: Event, figures: Sequence[Figure]) -> str:
    """Who gives a figure, in brackets."""
    for figure in figures[:1]:
        for claim in event.claims:
            inside = claim.evidence.start < figure.evidence.end and figure.evidence.start < claim.evidence.end
            if claim.sources and inside and "casualties" in claim.about:
                return f" ({claim.sources[0].name})"
    return ""


def _figures(figures: Sequence[Figure]) -> str:
    return ", ".join(_bounds(figure) for figure in figures)


def _bounds(figure: Figure) -> str:
    if figure.low == figure.high:
        return str(figure.low)
    if figure.high is None:
        return f"at least {figure.low}"
    return f"up to {figure.high}" if figure.low is None else f"{figure.low} to {figure.high}"


def _change(event: str, slot: str, before: str, after: str, evidence: Evidence | None) -> Change:
    kind = "changed" if before and after else "added" if after else "dropped"
    return Change(kind=kind, event=event, slot=slot, before=before, after=after, evidence=evidence)
