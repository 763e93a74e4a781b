"""Report: what is told on standard error beside the dossiers: failures, notes, progress and a summary."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final, TextIO

from dateline.cli._clean import clean

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from dateline.cli._log import Log
    from dateline.cli._work import Outcome

# Progress is shown from this many inputs on: fewer are done before one could read it.
FEW: Final = 4
# Notes on files that are not read: the first ones are printed, the others only counted.
MOST_NOTES: Final = 5
# What is told of a file of many documents as a whole: it is no input of its own, and never left out.
_OF_A_FILE: Final = frozenset({"input-read", "input-resumed"})


class Report:
    """Counts the outcomes and tells them; `progress` is for a terminal that shows nothing else."""

    def __init__(
        self, stream: TextIO, *, quiet: bool, progress: bool, total: int | None, log: Log | None = None
    ) -> None:
        self._stream = stream
        self._quiet = quiet
        self._wants_progress = progress and not quiet
        self._total = total
        self._log = log
        self._reasons: Counter[str] = Counter()
        self._bar: tuple[Progress, TaskID] | None = None
        self.read = self.failed = self.skipped = self.events = self.issues = 0

    def add(self, outcome: Outcome) -> None:
        if self._log is not None:
            self._log.add(outcome)
            if self._log.failure:
                self.say(self._log.failure)
                self._log = None
        if outcome.note is not None and outcome.code in _OF_A_FILE:
            if not self._quiet:
                self.say(outcome.note)
            return
        if outcome.error is not None or outcome.note is not None:
            self._reasons[outcome.code] += 1
        if outcome.error is not None:
            self.failed += 1
            self.say(f"{outcome.source}: {outcome.error}")
        elif outcome.note is not None:
            self.skipped += 1
            if not self._quiet and self.skipped <= MOST_NOTES:
                self.say(f"note: {outcome.note}")
        else:
            self.read += 1
            self.events += outcome.events
            self.issues += outcome.issues
        self._advance(outcome)

    def expect(self, total: int) -> None:
        """How many inputs there will be, once that is known."""
        self._total = total

    def say(self, message: str) -> None:
        """One line; a closed or broken standard error must not end the reading."""
        line = f"dateline: {clean(message)}\n"
        try:
            if self._bar is not None:
                self._bar[0].console.out(line, end="", highlight=False)
            else:
                self._stream.write(line)
                self._stream.flush()
        except (OSError, ValueError):
            pass

    def close(self) -> None:
        """Takes the progress bar away."""
        if self._bar is not None:
            self._bar[0].stop()
            self._bar = None

    def summarise(self) -> None:
        """One line on the whole, where there was more than one input."""
        if self._quiet or self.read + self.failed + self.skipped < 2:
            return
        skipped = f", {self.skipped} skipped" if self.skipped else ""
        self.say(f"{self.read} read, {self.failed} failed{skipped}; {self.events} events, {self.issues} issues.")
        if self.skipped > MOST_NOTES:
            counted = ", ".join(f"{number} {code or 'other'}" for code, number in self._reasons.most_common())
            self.say(f"not read, by reason: {counted}.{'' if self._log else ' --log FILE names each.'}")

    def _advance(self, outcome: Outcome) -> None:
        if not self._wants_progress:
            return
        source = outcome.source
        done = self.read + self.failed + self.skipped
        if self._bar is None:
            if done < min(FEW, self._total or FEW):
                return
            self._bar = self._start()
        progress, task = self._bar
        total = self._total
        if total is None and outcome.mark is not None and outcome.mark.share > 0:
            total = max(done, round(done / outcome.mark.share))  # as the file goes on as it began
        progress.update(task, completed=done, total=total, source=clean(source)[-40:], failed=self.failed)

    def _start(self) -> tuple[Progress, TaskID]:
        from rich.console import Console  # noqa: PLC0415
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

        progress = Progress(
            TextColumn("reading"),
            BarColumn(bar_width=30),
            MofNCompleteColumn(),
            TextColumn("{task.fields[failed]} failed", markup=False),
            TimeRemainingColumn(),
            TextColumn("{task.fields[source]}", markup=False),
            console=Console(file=self._stream),
            transient=True,
        )
        progress.start()
        return progress, progress.add_task("reading", total=self._total, source="", failed=0)
