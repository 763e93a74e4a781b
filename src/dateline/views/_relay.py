"""make_relays: the way that each origin took, from who said it first through each report that passes it on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.views import words
from dateline.views._cell import number_reports, say_where

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from dateline.model import ClaimRef, Origin, OriginHow, Relay
    from dateline.views._cell import Words
    from dateline.views._told import Told


@dataclass(frozen=True, slots=True, kw_only=True)
class RelayStep:
    """One report that carries an origin. `depth` is 0 for one that has it from no other report known; `because` is why it is
    taken to pass it on, `via` the tellers between, the one next to the report last."""

    depth: int
    report: int
    publisher: str
    published: date | None
    via: tuple[str, ...]
    because: str
    says: str
    words: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class RelayTree:
    """An origin and its steps, the tree walked from the top: a step's parent is the last before it of one less depth."""

    origin: int
    name: str
    kind: str
    how: OriginHow
    grade: str
    because: tuple[str, ...]
    steps: tuple[RelayStep, ...]


def make_relays(told: Told, grades: Sequence[str]) -> tuple[RelayTree, ...]:
    """One tree for each origin, in their order; `grades` are theirs."""
    return tuple(
        RelayTree(
            origin=number,
            name=origin.name or ("the report itself" if origin.how == "own reporting" else "somebody not named"),
            kind=words.say_kind(origin.kind) if origin.how != "own reporting" else "",
            how=origin.how,
            grade=grades[number - 1],
            because=origin.because,
            steps=tuple(_walk(told, origin)),
        )
        for number, origin in enumerate(told.origins, start=1)
    )


def _walk(told: Told, origin: Origin) -> Iterator[RelayStep]:
    numbers = number_reports(told)
    by_claim = {relay.claim: relay for relay in origin.relays}
    children: dict[ClaimRef | None, list[ClaimRef]] = {}
    claims = [ref for ref in origin.claims if ref.event in numbers]
    for ref in claims:
        parent = by_claim[ref].parent if ref in by_claim else None
        # A parent that does not count any more leaves its relay at the top.
        children.setdefault(parent if parent in claims and parent != ref else None, []).append(ref)
    done: set[ClaimRef] = set()

    def visit(ref: ClaimRef, depth: int) -> Iterator[RelayStep]:
        if ref in done:
            return
        done.add(ref)
        yield _step(told, ref, by_claim.get(ref), depth, numbers[ref.event])
        for child in children.get(ref, ()):
            yield from visit(child, depth + 1)

    for ref in children.get(None, ()):
        yield from visit(ref, 0)
    for ref in claims:  # a ring has no top: each of its steps is told all the same
        yield from visit(ref, 0)


def _step(told: Told, ref: ClaimRef, relay: Relay | None, depth: int, number: int) -> RelayStep:
    account = told.accounts[number - 1]
    claim = account.event.claims[ref.number]
    return RelayStep(
        depth=depth,
        report=number,
        publisher=account.document.publisher or account.document.title or "",
        published=account.document.published,
        via=tuple(source.name for source in claim.sources[1:]),
        because=relay.because if relay is not None and relay.parent is not None else "",
        says=words.say_stance(claim),
        words=say_where(told, account, claim.evidence, number),
    )
