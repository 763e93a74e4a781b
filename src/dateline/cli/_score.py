"""score: the scoreboard of the reader on articles that people coded; the work of `dateline score`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from dateline.cli._clean import clean
from dateline.cli._report import Report
from dateline.cli._work import Outcome

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dateline.cli._work import MakesPipeline
    from dateline.evaluation import ArticleScore, Scoreboard, Tally


def score(
    task: str, folder: Path, *, dossiers: Path | None, make: MakesPipeline, stderr: TextIO, progress: bool
) -> Scoreboard:
    """The scores of the installed reader, or of a file of dossiers. Raises UsageError, ReaderError, RegistryError."""
    from dateline import evaluation  # noqa: PLC0415

    if dossiers is not None:
        return evaluation.score_dossiers(folder, evaluation.read_rows(dossiers))
    report = Report(stderr, quiet=False, progress=progress, total=None)

    def advance(done: int, total: int, name: str) -> None:
        del done
        report.expect(total)
        report.add(Outcome(source=name))

    try:
        return evaluation.run(task, folder, make(threads=0), progress=advance)
    finally:
        report.close()


def show_board(board: Scoreboard, *, by_article: bool, misses: int) -> str:
    """The scoreboard as plain text: the slots, then the articles and the first `misses` misses, where asked for."""
    from dateline.evaluation import to_table  # noqa: PLC0415

    blocks = [f"{board.task}: {board.items} of {len(board.articles)} articles answered\n\n{to_table(board)}"]
    if by_article:
        blocks.append(_show_articles(board))
    if misses:
        blocks.append(_show_misses(board, misses))
    if board.unread:
        blocks.append("\n".join(("could not be read:", *(f"  {clean(line)}" for line in board.unread))))
    return "\n\n".join(blocks) + "\n"


def to_json(board: Scoreboard, *, by_article: bool, misses: int) -> bytes:
    """One JSON object: the figures, with `articles` and `misses` where asked for."""
    import msgspec  # noqa: PLC0415

    from dateline import evaluation  # noqa: PLC0415

    found = evaluation.to_json(board)
    if by_article:
        found["articles"] = [_article(article) for article in board.articles]
    if misses:
        found["misses"] = [msgspec.to_builtins(miss) for miss in board.misses[:misses]]
    if board.unread:
        found["unread"] = list(board.unread)
    return msgspec.json.encode(found) + b"\n"


def _article(article: ArticleScore) -> Mapping[str, object]:
    return {"id": article.document_id, "answered": article.answered, **_per_cent(article.total)}


def _per_cent(tally: Tally) -> dict[str, float]:
    return {
        letter: round(100 * getattr(tally, name), 1)
        for letter, name in (("p", "precision"), ("r", "recall"), ("f", "f"))
    }


def _show_articles(board: Scoreboard) -> str:
    """One line an article, the worst first: that is where there is something to learn."""
    width = max([12, *(len(clean(article.document_id)) for article in board.articles)])
    lines = [f"{'article':<{width}}{'precision':>10}{'recall':>8}{'F':>7}"]
    for article in sorted(board.articles, key=lambda a: a.total.f):
        figures = _per_cent(article.total)
        note = "" if article.answered else "  no dossier"
        name = clean(article.document_id)
        lines.append(f"{name:<{width}}{figures['p']:>10.1f}{figures['r']:>8.1f}{figures['f']:>7.1f}{note}")
    return "\n".join(lines)


def _show_misses(board: Scoreboard, most: int) -> str:
    lines = [f"misses, {min(most, len(board.misses))} of {len(board.misses)}:"]
    for miss in board.misses[:most]:
        lines.append(clean(f"{miss.document_id}  {miss.slot}: {miss.wanted}  ({miss.event})"))
    return "\n  ".join(lines)
