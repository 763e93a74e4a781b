"""score: the figures of the program on texts that people coded; the work of `dateline score`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from dateline.cli._clean import clean
from dateline.cli._report import Report
from dateline.cli._work import Outcome

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dateline.cli._work import MakesPipeline
    from dateline.evaluation import ArticleScore, Result, Scoreboard, Tally


def score(
    task: str, folder: Path, *, dossiers: Path | None, make: MakesPipeline, stderr: TextIO, progress: bool
) -> Scoreboard | Result:
    """The scores of the installed program, or of a file of dossiers. Raises UsageError, ReaderError, RegistryError.

    `dossiers` is that file; for stories it is the folder of their articles and codings.
    """
    from dateline import evaluation  # noqa: PLC0415
    from dateline.errors import UsageError  # noqa: PLC0415

    if dossiers is not None and task != "stories":
        if task != "dossiers":
            raise UsageError(
                f"--dossiers is for dossiers and stories; {task} is scored on what the program finds itself."
            )
        if dossiers.is_dir():
            raise UsageError(f"{dossiers}: it is a folder; name a file of dossiers, one a line.")
        return evaluation.score_dossiers(folder, evaluation.read_rows(dossiers))
    report = Report(stderr, quiet=False, progress=progress, total=None)

    def advance(done: int, total: int, name: str) -> None:
        del done
        report.expect(total)
        report.add(Outcome(source=name))

    try:
        if task == "stories" and dossiers is not None:
            return evaluation.score_stories(folder, dossiers, lambda: make(threads=0), progress=advance)
        return evaluation.run(task, folder, lambda: make(threads=0), progress=advance)
    finally:
        report.close()


def status(board: Scoreboard | Result) -> int:
    """The exit status: 1 where an input could not be read."""
    return 1 if getattr(board, "unread", ()) else 0


def show_board(board: Scoreboard | Result, *, by_article: bool, coverage: bool, misses: int) -> str:
    """The score as plain text: the figures, then the articles and the first `misses` misses, where asked for."""
    from dateline.evaluation import Result, to_coverage, to_table  # noqa: PLC0415

    if isinstance(board, Result):
        return _show_result(board, misses)
    blocks = [f"{board.task}: {board.items} of {len(board.articles)} articles answered\n\n{to_table(board)}"]
    if by_article:
        blocks.append(_show_articles(board))
    if coverage:
        blocks.append(to_coverage(board))
    if misses:
        blocks.append(_show_misses(board, misses))
    if board.unread:
        blocks.append("\n".join(("could not be read:", *(f"  {clean(line)}" for line in board.unread))))
    return "\n\n".join(blocks) + "\n"


def to_json(board: Scoreboard | Result, *, by_article: bool, coverage: bool, misses: int) -> bytes:
    """One JSON object: the figures, with `articles`, `coverage` and `misses` where asked for."""
    import msgspec  # noqa: PLC0415

    from dateline import evaluation  # noqa: PLC0415

    if isinstance(board, evaluation.Result):
        found, missed = board.to_json(), board.faults
    else:
        found, missed = evaluation.to_json(board), board.misses
        if by_article:
            found["articles"] = [_article(article) for article in board.articles]
        if coverage:
            found["coverage"] = [msgspec.to_builtins(row) for row in board.coverage]
        if board.unread:
            found["unread"] = list(board.unread)
    if misses:
        found["misses"] = [msgspec.to_builtins(miss) for miss in missed[:misses]]
    return msgspec.json.encode(found) + b"\n"


def _show_result(result: Result, misses: int) -> str:
    """A line a figure; then the first faults, each with the text around it."""
    width = max(len(name) for name in result.figures)
    blocks = [
        f"{result.task}: {result.items} items",
        "\n".join(f"{name:<{width}}{figure:>9.2f}" for name, figure in result.figures.items()),
    ]
    if misses:
        lines = [f"misses, {min(misses, len(result.faults))} of {len(result.faults)}:"]
        for fault in result.faults[:misses]:
            said = "; ".join(
                (f"wanted {fault.wanted}",) * bool(fault.wanted) + (f"given {fault.given}",) * bool(fault.given)
            )
            lines.append(clean(f"{fault.item_id}  {fault.kind}: {said}"))
            if fault.context:
                lines.append(f"    {clean(fault.context)}")
        blocks.append("\n  ".join(lines))
    return "\n\n".join(blocks) + "\n"


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
