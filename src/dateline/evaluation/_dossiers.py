"""score_dossiers: dossiers against articles that people coded, slot by slot."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final, cast

import msgspec

from dateline.errors import UsageError
from dateline.evaluation._align import align
from dateline.evaluation._calibration import Judged
from dateline.evaluation._gold import read_gold
from dateline.evaluation._match import pair_fills
from dateline.evaluation._record import EventRecord, code_events
from dateline.evaluation._scoreboard import ArticleScore, Miss, Scoreboard, Tally
from dateline.evaluation._slots import SLOTS
from dateline.model import Dossier

if TYPE_CHECKING:
    from pathlib import Path

    from dateline.evaluation._gold import GoldArticle

TASK: Final = "dossiers"


class _DocumentRecord(msgspec.Struct):
    id: str


class _DossierRecord(msgspec.Struct):
    """A dossier as JSON: the part that is compared."""

    document: _DocumentRecord
    events: list[EventRecord]


def read_rows(path: Path) -> list[dict[str, Any]]:
    """The dossiers of a JSON Lines file, one a line, as JSON objects. Raises UsageError, which names the line."""
    rows: list[dict[str, Any]] = []
    try:
        with path.open("rb") as stream:
            for number, line in enumerate(stream, start=1):
                if line.strip():
                    try:
                        rows.append(msgspec.json.decode(line, type=dict[str, Any]))
                    except msgspec.MsgspecError as fault:
                        raise UsageError(f"{path}: line {number} is not a dossier ({fault}).") from fault
    except OSError as fault:
        raise UsageError(f"{path}: it cannot be read ({fault.strerror}).") from fault
    return rows


def score_dossiers(gold: Path, dossiers: Mapping[str, Dossier] | Iterable[Mapping[str, Any]]) -> Scoreboard:
    """The scores of `dossiers` against the folder `gold` (see `read_gold`).

    `dossiers` are by document id, or a row of JSON each. An article without a dossier counts as one without events;
    a dossier without a coded article is not looked at. Raises UsageError where the gold or a row is malformed.
    """
    records = _records(dossiers)
    articles: list[ArticleScore] = []
    misses: list[Miss] = []
    for article in read_gold(gold):
        score, missed = _score_article(article, records.get(article.id))
        articles.append(score)
        misses += missed
    return Scoreboard(task=TASK, articles=tuple(articles), misses=tuple(misses))


def _records(dossiers: Mapping[str, Dossier] | Iterable[Mapping[str, Any]]) -> dict[str, list[EventRecord]]:
    """The events of each dossier: one way for both forms, since a dossier of Python becomes its own JSON first."""
    rows: Iterable[object]
    if isinstance(dossiers, Mapping):
        by_id = cast(Mapping[str, Dossier], dossiers)
        rows = (msgspec.to_builtins(dossier) for dossier in by_id.values())
    else:
        rows = dossiers
    found: dict[str, list[EventRecord]] = {}
    for number, row in enumerate(rows, start=1):
        try:
            record = msgspec.convert(row, _DossierRecord)
        except msgspec.ValidationError as fault:
            raise UsageError(f"dossier {number}: it is not one of format 1 ({fault}).") from fault
        found[record.document.id] = record.events
    return found


def _score_article(article: GoldArticle, answer: list[EventRecord] | None) -> tuple[ArticleScore, list[Miss]]:
    tallies = {slot.name: Tally() for slot in SLOTS}
    misses: list[Miss] = []
    judged: list[Judged] = []
    for wanted, given in align(article.events, code_events(article.text, answer or ())):
        if given and given.confidence is not None:
            right_type = wanted is not None and wanted.type == given.type
            judged.append(Judged(confidence=given.confidence, right=right_type))
        for slot in SLOTS:
            want = slot.fills(wanted) if wanted else ()
            gave = slot.fills(given) if given else ()
            right, left = pair_fills(want, gave, slot.alike)
            here = Tally(right=right, given=len(gave), wanted=len(want))
            tallies[slot.name] = Tally.total((tallies[slot.name], here))
            if wanted:
                misses += [
                    Miss(document_id=article.id, event=wanted.summary, slot=slot.name, wanted=slot.describe(fill))
                    for fill in left
                ]
    score = ArticleScore(
        document_id=article.id,
        answered=answer is not None,
        slots=tallies,
        judged=tuple(judged),
        events=len(article.events),
    )
    return score, misses
