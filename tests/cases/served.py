"""The real `faire-masse serve` in a folder of its own, and what its Prefect server knows."""

from __future__ import annotations

import base64
import json
import os
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.cases.command import COMMAND, environment
from tests.cases.small import FORM, FORM_ID

START_SECONDS = 120


@dataclass
class Served:
    """A folder with an inbox, and the service that watches it."""

    folder: Path
    port: int
    process: subprocess.Popen[bytes] | None = None
    witnessed: dict[str, Any] = field(default_factory=dict)

    @property
    def inbox(self) -> Path:
        return self.folder / "inbox" / FORM_ID

    @property
    def trace(self) -> Path:
        return self.folder / "trace"

    @property
    def journal(self) -> dict[str, Any]:
        file = self.folder / ".data/passages.json"
        return json.loads(file.read_text("utf-8")) if file.exists() else {"forms": {}, "runs": []}

    def start(self, cron: str, **extra: str) -> None:
        """The service answers; its calls to connect, bind and listen are traced."""
        options = ("--seccomp-bpf", "-f", "-A", "-e", "trace=connect,bind,listen")
        wrapper = ("strace", *options, "-o", str(self.trace))
        command = ["serve", "--cron", cron, "--port", str(self.port), "--forms", "forms"]
        file = self.folder / "serve.log"
        with file.open("ab") as log:
            said_before = log.tell()
            self.process = subprocess.Popen(
                [*wrapper, str(COMMAND), *command],
                cwd=self.folder,
                env=environment(**extra),
                stdout=log,
                stderr=log,
            )
        wait_until(lambda: b"Prefect" in file.read_bytes()[said_before:], START_SECONDS)

    @property
    def pid(self) -> int:
        """The service itself, below strace."""
        return self.descendants()[0]

    def descendants(self) -> list[int]:
        """The service and every process below strace, started by the processes before."""
        pids = [self.process.pid]
        for pid in pids:
            with suppress(OSError):
                for task in Path(f"/proc/{pid}/task").iterdir():
                    pids += [int(child) for child in (task / "children").read_text().split()]
        return pids[1:]

    def end(self) -> int:
        """The exit code of the service once it is told to stop."""
        os.kill(self.pid, signal.SIGTERM)
        return self.process.wait(120)

    def end_group(self) -> tuple[int, float]:
        """The exit code of the service once all its processes are told to stop at once, as systemd
        tells them, and how many seconds that took."""
        began = time.monotonic()
        for pid in self.descendants():
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGTERM)
        return self.process.wait(120), time.monotonic() - began

    def kill(self) -> None:
        """The service and all that it started are gone, as after a power cut."""
        while self.process.poll() is None:
            for pid in self.descendants():
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            time.sleep(0.2)

    def asked(self, path: str, body: dict[str, Any] | None = None) -> Any:
        """What the server's API answers."""
        password = (self.folder / ".data/prefect/mot-de-passe").read_text().strip()
        login = base64.b64encode(f"faire-masse:{password}".encode()).decode()
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/api/{path}",
            data=None if body is None else json.dumps(body).encode(),
            headers={"Authorization": f"Basic {login}", "Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
            return json.load(answer)

    def flow_runs(self, *states: str) -> list[dict[str, Any]]:
        """The runs that are in one of these states, the first first, those of each consultation
        within them apart."""
        whole = {"parent_task_run_id": {"is_null_": True}}
        sought = {"sort": "EXPECTED_START_TIME_ASC", "flow_runs": whole}
        runs = self.asked("flow_runs/filter", sought)
        return [run for run in runs if run["state_type"] in states]

    def run_that_looked_at(self, name: str, size: int) -> dict[str, Any] | None:
        """The last run of the journal, once a run has looked at the file of that size."""
        form = self.journal["forms"].get(FORM_ID, {"seen": {}})
        if form["seen"].get(name, {}).get("size") != size:
            return None
        run = self.journal["runs"][-1]
        return run if run["ended_at"] else None


def new_folder(folder: Path) -> Served:
    """An empty inbox for the small form, and a port that is free."""
    served = Served(folder, free_port())
    served.inbox.mkdir(parents=True)
    (folder / "forms").mkdir()
    (folder / "forms" / f"{FORM_ID}.toml").write_text(FORM, encoding="utf-8")
    return served


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def wait_until(happened: Callable[[], object], seconds: float) -> Any:
    """What happened, as soon as it has; within the time given."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if result := happened():
            return result
        time.sleep(0.5)
    raise AssertionError(f"nothing happened in {seconds} s")
