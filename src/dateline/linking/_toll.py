"""list_tolls: every figure that the accounts of one event give, each with who gives it, as a history."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from dateline.linking._clause import sentences_of, split_sentences
from dateline.linking._count import read_counts
from dateline.linking._statement import Statement, state, told_at
from dateline.model import Evidence, TollEntry

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dateline.linking._count import Count
    from dateline.linking._statement import Span
    from dateline.model import Account, Figure

KINDS: Final = ("killed", "injured", "missing", "arrested", "displaced", "abducted")
# Told of a part of the hurt; a dossier has no field for them, so they are read from the text.
PART_KINDS: Final = ("critical", "hospitalised")
_HARM: Final = ("ASSAULT", "INCIDENT")


def list_tolls(accounts: Sequence[Account]) -> tuple[TollEntry, ...]:
    """The figures of one event, in order of publication, then of recording, then of the text.

    A figure is the dossier's, or is read from the words of a claim about casualties, from a mention of the event, or (those in
    danger of their lives, and those in hospital) from the sentences around them. Who gives it is the teller of the claim that
    it stands in. The same figure by the same teller counts once for each account.
    """
    statements = state(accounts)
    found: list[TollEntry] = []
    for account in sorted(accounts, key=told_at):
        own = [s for s in statements if s.ref.event == account.ref]
        found += _list(account, own)
    return tuple(found)


def _list(account: Account, statements: Sequence[Statement]) -> list[TollEntry]:
    text = account.document.text
    entries: list[TollEntry] = []
    taken: list[tuple[str, int, int]] = []
    casualties = account.event.casualties
    if casualties:
        for kind in KINDS:
            for figure in getattr(casualties, kind):
                evidence = figure.evidence
                seen = _look_again(text, kind, figure)
                if seen:
                    entries.append(_enter(account, statements, *seen, evidence))
                    taken.append((seen[0], evidence.start, evidence.end))
    if casualties or account.event.type in _HARM:
        known = [e.low for e in entries if e.kind == "injured" and e.low == e.high]
        for count in _read(account, statements):
            if any(kind == count.kind and start < count.end and count.start < end for kind, start, end in taken):
                continue
            bounds = _whole(count, known)
            if bounds and not _is_part(count, text, entries):
                evidence = Evidence.of(text, count.start, count.end)
                entries.append(_enter(account, statements, count.kind, *bounds, evidence))
    kept: dict[tuple[str, int | None, int | None, str], TollEntry] = {}
    for entry in sorted(entries, key=lambda e: e.evidence.start):
        kept.setdefault((entry.kind, entry.low, entry.high, entry.source), entry)
    return list(kept.values())


# Whom a total counts: a smaller figure of any others (“32 foreigners killed”) is a part of it.
_ANYBODY: Final = re.compile(r"\b(?:people|persons?|victims?|patients?|others|more|casualties)\b", re.IGNORECASE)


def _is_part(count: Count, text: str, entries: Sequence[TollEntry]) -> bool:
    """Whether a figure read from the text is a part of a total that the dossier has."""
    totals = [entry.low for entry in entries if entry.kind == count.kind and entry.low]
    if not totals or count.high is None or count.high >= max(totals):
        return False
    words = text[count.start : count.end]
    return len(words.split()) > 2 and not _ANYBODY.search(words)


def _whole(count: Count, totals: Sequence[int | None]) -> tuple[int | None, int | None] | None:
    """The bounds of a count. “The other six were not in danger” says of a total of eight that two were."""
    if not count.negated:
        return count.low, count.high
    if count.rest and count.low is not None and count.low == count.high and totals and totals[0] is not None:
        left = totals[0] - count.low
        return (left, left) if left > 0 else None
    return None


def _read(account: Account, statements: Sequence[Statement]) -> Iterator[Count]:
    """The counts of the text that are of this event, each once."""
    text = account.document.text
    seen: set[tuple[str, int, int]] = set()
    for span, kinds in _stretches(account, statements):
        for start, end in sentences_of(text, *span):  # the whole sentence says what a count is of
            for count in read_counts(text[start:end]):
                placed = replace(count, start=start + count.start, end=start + count.end)
                if placed.kind not in kinds or placed.start >= span[1] or placed.end <= span[0]:
                    continue
                if not any(k == placed.kind and s < placed.end and placed.start < e for k, s, e in seen):
                    seen.add((placed.kind, placed.start, placed.end))
                    yield placed


def _stretches(account: Account, statements: Sequence[Statement]) -> Iterator[tuple[Span, tuple[str, ...]]]:
    for statement in statements:
        about = statement.claim.about
        if "casualties" in about:
            evidence = statement.claim.evidence
            yield (evidence.start, evidence.end), (*KINDS, *PART_KINDS)
            for span in statement.further:
                yield span, (*KINDS, *PART_KINDS)
    for mention in account.event.mentions:
        yield (mention.start, mention.end), (*KINDS, *PART_KINDS)
    if account.event.ground == "main":
        for span in _around(account, statements):
            yield span, PART_KINDS


def _around(account: Account, statements: Sequence[Statement]) -> tuple[Span, ...]:
    """The sentences from the first to the last that tell the event's harm, and one on either side."""
    text = account.document.text
    spots = [(m.start, m.end) for m in account.event.mentions]
    spots += [(s.claim.evidence.start, s.claim.evidence.end) for s in statements if "casualties" in s.claim.about]
    if account.event.casualties:
        spots += [(f.evidence.start, f.evidence.end) for kind in KINDS for f in getattr(account.event.casualties, kind)]
    if not spots:
        return ()
    sentences = split_sentences(text)
    touched = [sentences.index(span) for start, end in spots for span in sentences_of(text, start, end)]
    if not touched:
        return ()
    return sentences[max(0, min(touched) - 1) : max(touched) + 2]


def _enter(
    account: Account, statements: Sequence[Statement], kind: str, low: int | None, high: int | None, evidence: Evidence
) -> TollEntry:
    teller = _teller_of(statements, evidence)
    return TollEntry(
        kind=kind,
        low=low,
        high=high,
        account=account.ref,
        source=teller.name if teller else "",
        source_kind=teller.kind if teller else "",
        evidence=evidence,
    )


def _look_again(text: str, kind: str, figure: Figure) -> tuple[str, int | None, int | None] | None:
    """A dossier's figure as its sentence tells it: the fate that stands there, and the whole of “six nurses and two drivers”.

    None for a figure of those to whom it did not happen.

    Of 109 figures that people coded and that are read here too, two differed in their fate.
    """
    start, end = figure.evidence.start, figure.evidence.end
    read = [
        replace(count, start=s + count.start, end=s + count.end)
        for s, e in sentences_of(text, start, end)
        for count in read_counts(text[s:e])
    ]
    touched = [count for count in read if count.start < end and start < count.end]
    there = [count for count in touched if not count.negated]
    if touched and not there:
        return None
    same = [count for count in there if count.kind == kind]
    for count in same:
        if count.start < start and count.low == count.high and (figure.low or 0) < (count.low or 0):
            return kind, count.low, count.high
    if there and not same:
        return there[0].kind, there[0].low, there[0].high
    return kind, figure.low, figure.high


def _teller_of(statements: Sequence[Statement], evidence: Evidence):
    """Who gives a figure: the teller of the closest claim about casualties that its words stand in."""
    fit = [
        s for s in statements if "casualties" in s.claim.about and s.spoken and s.touches(evidence.start, evidence.end)
    ]
    best = min(fit, key=lambda s: (not s.chain, s.claim.evidence.end - s.claim.evidence.start), default=None)
    return best.teller if best else None
