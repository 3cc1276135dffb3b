"""Runs, erasures and freezes that the page starts: each is a command in its own process, with its
output in a file.

The process outlives the page. A person who closes the page and opens it again finds the run ended,
or still going on. Prefect's server takes as long to start as a whole run with nothing new, so the
page keeps it after the first run.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path

from consultation.care.erasure_letters import LETTERS
from consultation.machine.lock import is_running
from consultation.machine.settings import Folders
from consultation.runs.journal import Act, RunRecord, read_journal
from consultation.words.errors import OrganiserError
from consultation.words.french import sentence
from flows import STARTED_BY_PAGE
from flows.server.embedded_server import OwnServer, start_server
from flows.server.known_servers import PAGE, named_server, present_server

# -P: a folder named `flows` where the page was opened is not ours.
COMMANDS = (sys.executable, "-P", "-m", "flows.commands")


@dataclass
class RunProcess:
    """The present or last run, erasure or freeze, started by this page or by somebody else. For the
    acts of others, only the journal is known."""

    folders: Folders
    _process: subprocess.Popen[bytes] | None = None
    _server: OwnServer | None = None
    _asked: tuple[Act, str] = ("run", "")
    _starting: threading.Lock = field(default_factory=threading.Lock)

    @property
    def log(self) -> Path:
        """The path of the file with the output of the last act that a page started."""
        return self.folders.data / "page" / "passage.txt"

    @property
    def goes_on(self) -> bool:
        """True while an act goes on, whoever started it."""
        return self._is_alive or is_running(self.folders.data)

    @property
    def _is_alive(self) -> bool:
        return self._process is not None and self._process.poll() is None

    @property
    def last(self) -> RunRecord | None:
        """The journal's record of the act that began last. None if the journal has none."""
        return read_journal(self.folders).last

    @property
    def present(self) -> tuple[Act, str]:
        """The current or last act, and the id of its consultation: `("freeze", "vsa-2022")`. The id
        is empty for an act on all consultations. `("run", "")` if there was no act."""
        last = self.last
        if self._is_alive:
            return self._asked
        return (last.act, last.form_id) if last else ("run", "")

    @property
    def what(self) -> str:
        """A French sentence on the current or last act: « Un passage est en cours »."""
        return sentence("acts", self.present[0])

    @property
    def is_ours(self) -> bool:
        """True if a page started the current or last act. Then `log` has its output."""
        return self._is_alive or (self.last is not None and self.last.started_by == "page")

    @property
    def starter(self) -> str:
        """The words for where the current act was started, in French: the page, a command, the
        service."""
        last = self.last
        starter = "page" if self.is_ours else last.started_by if last else "command"
        return sentence("starters", starter)

    @property
    def _places(self) -> list[str]:
        names = ("inbox", "data", "outputs", "forms")
        return [f"--{name}={getattr(self.folders, name)}" for name in names]

    def refuse_while_going_on(self) -> None:
        """Raise OrganiserError("already_running") while an act goes on."""
        if self.goes_on:
            raise OrganiserError("already_running.page", starter=self.starter)

    def start(self, act: Act = "run", form_id: str = "", *options: str) -> None:
        """Start an act: a run, or another act on the consultation `form_id`. `options` are added to
        its command: `--yes`. Raises OrganiserError("already_running") while an act goes on."""
        with self._starting:  # two clicks are two threads
            self.refuse_while_going_on()
            self._asked = act, form_id
            command = "erase" if act == "foresee" else act
            self._start([command, *filter(None, [form_id]), *options])

    def _start(self, words: list[str]) -> None:
        self.log.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with self.log.open("w", encoding="utf-8") as log:
            is_flow = words[0] != "freeze"
            if is_flow and named_server() is None and present_server(self.folders.data) is None:
                self._server = start_server(self.folders.data, PAGE)
            self._process = subprocess.Popen(  # noqa: S603
                [*COMMANDS, *words, *self._places],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                env={**os.environ, STARTED_BY_PAGE: "1", "PYTHONUNBUFFERED": "1"},
            )

    @property
    def said(self) -> str:
        """The output of the last act that a page started, as one text. The letters to send after an
        erasure are left out."""
        return "\n".join(self.lines()).partition(LETTERS)[0]

    def let_server_go(self) -> None:
        """Tell the Prefect server that the page keeps, if any, to end after the current run."""
        if self._server is not None:
            self._server.bid_farewell()

    def lines(self) -> list[str]:
        """The output of the last act that a page started, in lines. A line that is not finished is
        left out."""
        try:
            output = self.log.read_text(encoding="utf-8", errors="replace")
        except FileNotFoundError:
            return []
        return output.split("\n")[:-1]
