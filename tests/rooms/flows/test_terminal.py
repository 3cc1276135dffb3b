"""What a person sees while a run works: at a terminal, and where there is none."""

from __future__ import annotations

import contextlib
import os
import pty
import re
import sys
from datetime import timedelta

import pytest

from consultation.machine.progress import counter
from consultation.words.french import short_duration
from flows import terminal


def work() -> None:
    """Two steps side by side of thirty things, then one."""
    tell, tell_other = counter("documents", 30), counter("families", 30)
    for _ in range(30):
        tell()
    tell_other(30)
    terminal.show_line("  fichiers\u00a0: publiés")


def read_whole(descriptor: int) -> bytes:
    """What a terminal that nobody writes to any more still has to show."""
    pieces = []
    with os.fdopen(descriptor, "rb", buffering=0) as reader, contextlib.suppress(OSError):
        while piece := reader.read(65536):
            pieces.append(piece)
    return b"".join(pieces)


@pytest.fixture
def screen(monkeypatch):
    """Does the work at a terminal; returns what was written there."""

    def shown(*, is_wanted: bool) -> str:
        ours, theirs = pty.openpty()
        with os.fdopen(theirs, "w") as stream:
            monkeypatch.setattr(sys, "stderr", stream)
            monkeypatch.setattr(sys, "__stderr__", stream)
            monkeypatch.setenv("TERM", "xterm")
            monkeypatch.setattr(terminal, "SECONDS", 0.0)
            with terminal.watch_runs(is_wanted=is_wanted):
                work()
        return read_whole(ours).decode()

    return shown


def test_a_bar_says_how_far_documents_are_and_a_step_how_long_it_took(screen):
    written = screen(is_wanted=True)

    assert "document 30/30" in written
    assert "texte comparé 30/30" in written
    last = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", written).rstrip().splitlines()[-1]
    assert re.fullmatch(r"  fichiers\u00a0: publiés \(\d+\u00a0s\)", last)


def test_there_is_no_bar_for_json(screen):
    assert screen(is_wanted=False) == "  fichiers\u00a0: publiés\r\n"


def test_there_are_lines_and_nothing_else_where_there_is_no_terminal(capsys):
    with terminal.watch_runs():
        work()

    assert capsys.readouterr().err == "  fichiers\u00a0: publiés\n"


def test_durations_fit_beside_a_bar():
    spans = (0.2, 8, 65, 3725)
    told = [short_duration(timedelta(seconds=seconds)).replace("\u00a0", " ") for seconds in spans]

    assert told == ["1 s", "8 s", "1 min 05", "1 h 02"]
