"""run: reads the articles of a gold folder and scores what came out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Final, Protocol

from dateline.documents import load
from dateline.errors import UsageError
from dateline.evaluation._dossiers import TASK, score_dossiers
from dateline.evaluation._gold import read_gold
from dateline.evaluation._scoreboard import Scoreboard

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from dateline.model import Document, Dossier, Issue

Progress = Callable[[int, int, str], None]  # articles done, articles in all, the id of the one just done


class Reads(Protocol):
    """Whatever turns a document into a dossier: `dateline.pipeline.Pipeline` does."""

    def read(self, document: Document, *, issues: Sequence[Issue] = ()) -> Dossier: ...


def run(task: str, folder: Path, pipeline: Reads, *, progress: Progress | None = None) -> Scoreboard:
    """The scores of `pipeline` on the gold of `folder`; `task` is one of TASKS. Raises UsageError."""
    if task not in TASKS:
        raise UsageError(f"there is no task {task!r}; the tasks are: {', '.join(TASKS)}.")
    return TASKS[task](folder, pipeline, progress)


def _run_dossiers(folder: Path, pipeline: Reads, progress: Progress | None) -> Scoreboard:
    articles = read_gold(folder)
    dossiers: dict[str, Dossier] = {}
    unread: list[str] = []
    for number, article in enumerate(articles, start=1):
        for loaded in load([str(article.document)]):
            if loaded.error:
                unread.append(str(loaded.error))
            if loaded.document:
                # Gold is keyed by its coding; a document that names itself otherwise is still this article.
                document = replace(loaded.document, id=article.id)
                dossiers[article.id] = pipeline.read(document, issues=loaded.issues)
        if progress:
            progress(number, len(articles), article.id)
    return replace(score_dossiers(folder, dossiers), unread=tuple(unread))


TASKS: Final[dict[str, Callable[[Path, Reads, Progress | None], Scoreboard]]] = {TASK: _run_dossiers}
