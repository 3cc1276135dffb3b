"""What a person sees at a terminal while a run works: lines, how long each step took, and a bar
where a step takes long. Where nobody watches, the lines alone."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from typing import TYPE_CHECKING

from consultation.machine.progress import listened_to
from consultation.runs.advance import advance_in_words
from consultation.words.french import sentence, short_duration

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress, TaskID

# Below these, a bar would only flicker.
FEWEST = 20
SECONDS = 1.0


class Terminal:
    """The terminal on which a run is watched."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._bar: Progress | None = None
        self._steps: dict[str, TaskID] = {}
        self._since = time.monotonic()

    def print(self, line: str) -> None:
        """Print a line, with the time since the line before if it is a step. A bar is removed
        first."""
        self.end_bar()
        now = time.monotonic()
        took, self._since = now - self._since, now
        is_step = line.startswith("  ") and "\n" not in line
        if is_step and took >= SECONDS:
            line += f" ({short_duration(timedelta(seconds=took))})"
        print(line, file=sys.stderr, flush=True)

    def show(self, what: str, done: int, total: int) -> None:
        """Draw or update the bar of a step. All bars go with the end of the last one."""
        if total < FEWEST:
            return
        if self._bar is None:
            self._bar = _new_bar(self._console)
            self._bar.start()
        if done == 0 and what in self._steps:
            self._bar.remove_task(self._steps.pop(what))
        if what not in self._steps:
            self._steps[what] = self._bar.add_task(what, total=total)
        self._bar.update(self._steps[what], completed=done)
        if self._bar.finished:
            self.end_bar()

    def end_bar(self) -> None:
        """Remove the bars."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None
            self._steps.clear()


def _new_bar(console: Console) -> Progress:
    from rich.progress import BarColumn, Progress, ProgressColumn, Task
    from rich.text import Text

    class Words(ProgressColumn):
        """« document 120/311, encore 8 s »."""

        def render(self, task: Task) -> Text:
            words = advance_in_words(task.description, int(task.completed), int(task.total or 0))
            if task.time_remaining is not None:
                left = short_duration(timedelta(seconds=task.time_remaining))
                words += sentence("progress", "left", duration=left)
            return Text(f"  {words}")

    return Progress(Words(), BarColumn(bar_width=30), console=console, transient=True)


_watched: list[Terminal] = []


@contextmanager
def watch_runs(*, is_wanted: bool = True) -> Iterator[None]:
    """Runs of the block are shown as to somebody who watches, if standard error is a terminal."""
    if not (is_wanted and sys.stderr.isatty()):
        yield
        return
    from rich.console import Console

    # Not the stream that takes out what a terminal obeys: a bar is made of it, and of our words.
    terminal = Terminal(Console(file=sys.__stderr__))
    _watched.append(terminal)
    try:
        with listened_to(terminal.show):
            yield
    finally:
        terminal.end_bar()
        _watched.remove(terminal)


def show_line(line: str) -> None:
    """Print a line on standard error."""
    # Someone who closes their terminal, or pipes into `head`, does not stop a publication.
    with suppress(OSError):
        if _watched:
            _watched[-1].print(line)
        else:
            print(line, file=sys.stderr, flush=True)
