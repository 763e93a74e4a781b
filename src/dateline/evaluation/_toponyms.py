"""score_toponyms: the gazetteer's place names against gold toponyms, found and placed within 161 km."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

import msgspec

from dateline.evaluation._result import Fault, Result, harmonic, per_cent, read_lines
from dateline.grounding.gazetteer import Gazetteer
from dateline.model import distance_km

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

TASK: Final = "toponyms"
NEAR_KM: Final = 161.0  # 100 miles, the usual bound of the field since Leidner (2007)
# Marked stretches that are no toponyms: bodies, common nouns and persons who bear a place's name.
NO_TOPONYMS: Final = frozenset({"Non_Toponym", "Literal_Expression", "Non_Lit_Expression", "Homonym"})
_AROUND: Final = 40  # letters of the text shown on either side of a fault


class ToponymRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A gold toponym. Without coordinates it is a name that the markers could not place."""

    start: int
    end: int
    type: str | None = None
    geonames_id: str | int | None = None
    lat: float | None = None
    lon: float | None = None


class ToponymItem(msgspec.Struct, frozen=True, kw_only=True):
    """A text of the set."""

    id: str
    text: str
    toponyms: tuple[ToponymRecord, ...]


class Placed(Protocol):
    """A name of the text that a program put on the map."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def geonames_id(self) -> int | None: ...
    @property
    def lat(self) -> float | None: ...
    @property
    def lon(self) -> float | None: ...


class ToponymAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """What a program gave for a text: the names that it found itself, and one place for each gold name (see `wanted`)."""

    found: tuple[Placed, ...]
    named: tuple[Placed | None, ...]


def wanted(item: ToponymItem) -> tuple[ToponymRecord, ...]:
    """The toponyms with coordinates: those that are scored."""
    return tuple(t for t in item.toponyms if t.lat is not None and t.lon is not None)


def score_toponyms(folder: Path) -> Result:
    """The figures of the gazetteer on the texts of `folder`. Nationality words count as names, as in those sets."""
    gazetteer = Gazetteer.load()
    answers: list[tuple[ToponymItem, ToponymAnswer]] = []
    for item in read_lines(folder, ToponymItem):
        named = gazetteer.name_places(item.text, [(t.start, t.end) for t in wanted(item)])
        answers.append((item, ToponymAnswer(found=gazetteer.find_places(item.text, demonyms=True), named=named)))
    return compare(answers)


def compare(answers: Sequence[tuple[ToponymItem, ToponymAnswer]]) -> Result:
    """Accuracy@161 km (Gritta et al. 2020, "A pragmatic guide to geoparsing evaluation"), names given and end to end.

    `gold_names_accuracy`: of the gold names with coordinates, given as such, those that were placed within NEAR_KM;
    a name left without a place counts as wrong. `precision`, `recall`, `f1`: end to end, of the names found in the
    plain text those that overlap a gold name (one to one, the same extent before the longest overlap) and lie within
    NEAR_KM of it; `found_f1` asks for the overlap alone. A name found where the gold has a toponym without coordinates
    counts neither way.
    """
    total = given = overlapping = right = named = 0
    faults: list[Fault] = []
    for item, answer in answers:
        gold = wanted(item)
        total += len(gold)
        for want, got in zip(gold, answer.named, strict=True):
            named += is_right(want, got)
            if not is_right(want, got):
                faults.append(_fault(item, "gold name", want, got))
        pairs = _pair(gold, answer.found)
        for want, got in pairs:
            given += 1
            overlapping += 1
            right += is_right(want, got)
            if not is_right(want, got):
                faults.append(_fault(item, "misplaced", want, got))
        met = {(want.start, want.end) for want, _ in pairs}
        faults += [_fault(item, "missed", want, None) for want in gold if (want.start, want.end) not in met]
        spent = {(got.start, got.end) for _, got in pairs}
        for got in answer.found:
            if (got.start, got.end) not in spent and not _is_unplaced(item, got):
                given += 1
                faults.append(_fault(item, "invented", None, got))
    figures = {
        "f1": harmonic(per_cent(right, given), per_cent(right, total)),
        "precision": per_cent(right, given),
        "recall": per_cent(right, total),
        "found_f1": harmonic(per_cent(overlapping, given), per_cent(overlapping, total)),
        "gold_names_accuracy": per_cent(named, total),
    }
    return Result(task=TASK, items=len(answers), figures=figures, faults=tuple(faults))


def is_right(want: ToponymRecord, got: Placed | None) -> bool:
    """Whether a place is the gold's: the same GeoNames entry (at distance 0), or within NEAR_KM of its point."""
    if got is None:
        return False
    if got.geonames_id is not None and str(got.geonames_id) == str(want.geonames_id):
        return True
    apart = distance_km(want, got)
    return apart is not None and apart <= NEAR_KM


def _pair(gold: Sequence[ToponymRecord], found: Sequence[Placed]) -> list[tuple[ToponymRecord, Placed]]:
    overlaps: list[tuple[bool, int, int, int]] = []  # other extent, minus the letters in common, gold, found
    for i, want in enumerate(gold):
        for j, got in enumerate(found):
            letters = min(want.end, got.end) - max(want.start, got.start)
            if letters > 0:
                overlaps.append(((want.start, want.end) != (got.start, got.end), -letters, i, j))
    pairs: dict[int, int] = {}
    for _, _, i, j in sorted(overlaps):
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    return [(gold[i], found[j]) for i, j in pairs.items()]


def _is_unplaced(item: ToponymItem, got: Placed) -> bool:
    return any(
        t.lat is None and t.type not in NO_TOPONYMS and t.start < got.end and got.start < t.end for t in item.toponyms
    )


def _fault(item: ToponymItem, kind: str, want: ToponymRecord | None, got: Placed | None) -> Fault:
    place = want or got
    assert place is not None
    return Fault(
        item_id=item.id,
        kind=kind,
        wanted=_show(item.text, want),
        given=_show(item.text, got),
        context=item.text[max(0, place.start - _AROUND) : place.end + _AROUND],
    )


def _show(text: str, place: ToponymRecord | Placed | None) -> str:
    return "" if place is None else f"{text[place.start : place.end]} = {place.geonames_id} {place.lat} {place.lon}"
