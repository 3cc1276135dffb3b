"""A Prefect server that somebody else runs, and all that reaches it."""

from __future__ import annotations

import json
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any

from flows.server.blank_database import lay_blank_database
from tests.cases.command import environment
from tests.cases.served import free_port, wait_until

PROGRAM = """
import sys, uvicorn
from prefect.server.api.server import create_app

heard = open(sys.argv[2], "ab", buffering=0)
app = create_app(final=True)

async def listening(scope, receive, send):
    async def hear():
        message = await receive()
        heard.write(repr(message).encode() + b"\\n")
        for part in ("body", "bytes", "text"):
            said = message.get(part) or b""
            heard.write((said if isinstance(said, bytes) else said.encode()) + b"\\n")
        return message

    if scope["type"] != "lifespan":
        heard.write(repr([scope[name] for name in ("path", "query_string", "headers")]).encode())
    await app(scope, hear, send)

uvicorn.run(listening, host="127.0.0.1", port=int(sys.argv[1]), log_level="error")
"""


@dataclass(frozen=True)
class TheirServer:
    """Its address, and the file of what it heard."""

    address: str
    file: Path
    process: subprocess.Popen[bytes]

    @property
    def heard(self) -> bytes:
        """Every request that reached it: paths, headers, bodies, messages."""
        return self.file.read_bytes()

    def asked(self, path: str, body: object) -> Any:
        """What its API answers; where its database is busy it is asked again, as Prefect's client
        does."""
        request = urllib.request.Request(  # noqa: S310
            f"{self.address}/{path}",
            data=json.dumps(body).encode(),
            headers={"Content-Type": "application/json"},
        )
        for seconds in (1, 2, 4, 8, 0):
            try:
                with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310
                    return json.load(answer)
            except urllib.error.HTTPError as error:
                if error.code != HTTPStatus.SERVICE_UNAVAILABLE or not seconds:
                    raise
                time.sleep(seconds)
        raise AssertionError

    def runs(self) -> list[tuple[str, str]]:
        """The name and the state of each flow run that is due, the first first."""
        runs = self.asked("flow_runs/filter", {"sort": "EXPECTED_START_TIME_ASC"})
        states = [(run["name"], run["state_type"]) for run in runs]
        return [state for state in states if state[1] != "SCHEDULED"]


@contextmanager
def their_server(folder: Path) -> Iterator[TheirServer]:
    """A server in that folder, started apart from all that is ours; gone after the block."""
    port, file = free_port(), folder / "heard"
    folder.mkdir()
    lay_blank_database(folder)
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(port), str(file)],
        env=environment(PREFECT_HOME=str(folder), DO_NOT_TRACK="1", PREFECT_UI_ENABLED="false"),
    )
    server = TheirServer(f"http://127.0.0.1:{port}/api", file, process)

    def answers() -> bool:
        try:
            return server.asked("flow_runs/count", {}) == 0
        except OSError:
            return False

    try:
        wait_until(answers, 120)
        yield server
    finally:
        process.kill()
        process.wait()
