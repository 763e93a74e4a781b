"""run: the tasks, and one door to them all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from dateline.documents import load
from dateline.errors import UsageError
from dateline.evaluation import (
    _arguments,
    _attribution,
    _dossiers,
    _event_places,
    _plover_records,
    _plover_types,
    _same_event,
    _stories,
    _timex,
    _toponyms,
    muc4,
)
from dateline.evaluation._gold import read_gold

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from dateline.evaluation._reads import Reads
    from dateline.evaluation._result import Result
    from dateline.evaluation._scoreboard import Scoreboard
    from dateline.model import Dossier

Progress = Callable[[int, int, str], None]  # items done, items in all, the id of the one just done
Opens = Callable[[], "Reads"]  # makes the reader


def run(task: str, folder: Path, opens: Opens, *, progress: Progress | None = None) -> Scoreboard | Result:
    """The scores on the gold of `folder`; `task` is one of TASKS. Raises UsageError, and what `opens` raises."""
    if task not in TASKS:
        raise UsageError(f"there is no task {task!r}; the tasks are: {', '.join(TASKS)}.")
    return TASKS[task](folder, opens, progress)


def _run_dossiers(folder: Path, opens: Opens, progress: Progress | None) -> Scoreboard:
    articles = read_gold(folder)
    pipeline = opens()
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
    return replace(_dossiers.score_dossiers(folder, dossiers), unread=tuple(unread))


def _run_muc4(folder: Path, opens: Opens, progress: Progress | None) -> Result:
    return muc4.score_muc4(folder, opens().read, progress=progress)


def _run_plover_records(folder: Path, opens: Opens, progress: Progress | None) -> Result:
    return _plover_records.score_plover_records(folder, opens().read, progress=progress)


def _run_arguments(folder: Path, opens: Opens, progress: Progress | None) -> Result:
    return _arguments.score_arguments(folder, opens(), progress=progress)


def _run_attribution(folder: Path, opens: Opens, progress: Progress | None) -> Result:
    return _attribution.score_attribution(folder, opens(), progress=progress)


def _run_plover_types(folder: Path, opens: Opens, progress: Progress | None) -> Result:
    return _plover_types.score_plover_types(folder, opens(), progress=progress)


def _run_event_places(folder: Path, opens: Opens, progress: Progress | None) -> Result:
    return _event_places.score_event_places(folder, opens(), progress=progress)


def _run_same_event(folder: Path, opens: Opens, progress: Progress | None) -> Result:
    return _same_event.score_same_event(folder, opens(), progress=progress)


def _run_stories(folder: Path, opens: Opens, progress: Progress | None) -> Result:
    return _stories.score_stories(folder, folder, opens, progress=progress)


def _run_timex(folder: Path, opens: Opens, progress: Progress | None) -> Result:
    return _timex.score_timex(folder)


def _run_toponyms(folder: Path, opens: Opens, progress: Progress | None) -> Result:
    return _toponyms.score_toponyms(folder)


# Each task by its name: what scores a folder. A task that needs no reader leaves `opens` alone.
TASKS: Final[Mapping[str, Callable[[Path, Opens, Progress | None], Scoreboard | Result]]] = MappingProxyType(
    {
        _dossiers.TASK: _run_dossiers,
        _arguments.TASK: _run_arguments,
        _attribution.TASK: _run_attribution,
        _event_places.TASK: _run_event_places,
        muc4.TASK: _run_muc4,
        _plover_records.TASK: _run_plover_records,
        _plover_types.TASK: _run_plover_types,
        _same_event.TASK: _run_same_event,
        _stories.TASK: _run_stories,
        _timex.TASK: _run_timex,
        _toponyms.TASK: _run_toponyms,
    }
)
