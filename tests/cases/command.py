"""The installed command, started as a person starts it; or called, which takes no process."""

import contextlib
import io
import os
import subprocess
import sys
from pathlib import Path
from unittest.mock import patch

from flows.commands.cli import main
from tests.cases.places import REFERENCE_KEY, ROOT

COMMAND = Path(sys.executable).with_name("faire-masse")

# What a developer's or a CI's environment would change.
FOREIGN = ("CI", "DO_NOT_TRACK", "PREFECT_", "FAIRE_MASSE_", "PYTEST_")


def environment(**extra: str) -> dict[str, str]:
    """As on an organiser's machine."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith(FOREIGN)}
    key = {"FAIRE_MASSE_KEY_FILE": str(REFERENCE_KEY)}
    return {**ours, **key, **extra}


def faire_masse(*arguments: object, folder: Path = ROOT, wrapper=(), **extra: str):
    """The finished command: its exit code and what it wrote."""
    return subprocess.run(
        [*wrapper, str(COMMAND), *map(str, arguments)],
        cwd=folder,
        env=environment(**extra),
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )


def call_command(*arguments: object, folder: Path = ROOT, **extra: str):
    """What the command would answer, in this process: where the words count, and the process does
    not, a quarter of a second is saved."""
    streams = [io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(2)]
    umask = os.umask(0o022)
    with (
        patch.dict(os.environ, environment(**extra), clear=True),
        contextlib.chdir(folder),
        contextlib.redirect_stdout(streams[0]),
        contextlib.redirect_stderr(streams[1]),
    ):
        try:
            code = main([str(each) for each in arguments])
        except SystemExit as ended:
            code = ended.code
        finally:
            os.umask(umask)
    outputs = [each.buffer.getvalue().decode() for each in streams]
    return subprocess.CompletedProcess(arguments, code, *outputs)


def modules_loaded_by(arguments: list[str]) -> set[str]:
    ended = faire_masse(*arguments, wrapper=(sys.executable, "-X", "importtime"))
    return {line.rpartition("|")[2].strip() for line in ended.stderr.splitlines()}
