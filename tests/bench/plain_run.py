"""Calls the plain functions of a run one after another, without Prefect, and times each.

Run in a process of its own by measure.py; prints one line of JSON.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

STAGES = ("ingest", "build", "check", "publish")


@contextlib.contextmanager
def _timed(stage: str, found: dict[str, Any]) -> Iterator[None]:
    """Notes the seconds of the block and the greatest resident memory within it."""
    _forget_peak()
    started = time.monotonic()
    yield
    found["seconds"][stage] = round(time.monotonic() - started, 3)
    found["peaks"][stage] = _peak()


def _forget_peak() -> None:
    """Starts a new peak of this process's memory, where the system lets it."""
    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")


def _peak() -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:"))


def _imported(name: str) -> ModuleType | None:
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        if error.name and name.startswith(error.name):
            return None  # not written yet
        raise


def timed_run(stages: ModuleType, folders: Any, form_id: str, found: dict[str, Any]) -> None:
    """The stages of a run on every file of the form's inbox, timed into `found`."""
    exports = sorted((folders.inbox / form_id).iterdir())
    steps: dict[str, Callable[[], object]] = {
        "ingest": lambda: [stages.ingest_export(folders, form_id, path) for path in exports],
        "build": lambda: stages.build_tables(folders, form_id),
        "check": lambda: stages.run_checks(folders, form_id),
        "publish": lambda: stages.publish_release(folders, form_id),
    }
    for stage, step in steps.items():
        with _timed(stage, found):
            step()


def main(words: list[str] | None = None) -> None:
    """Runs the stages and prints what was found."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for folder in ("inbox", "data", "outputs", "forms"):
        parser.add_argument(f"--{folder}", type=Path, required=True)
    parser.add_argument("--form-id", required=True)
    parser.add_argument("--stages", default="consultation.stages")
    asked = parser.parse_args(words)
    found: dict[str, Any] = {"seconds": {}, "peaks": {}, "missing": None}
    try:
        _run(asked, found)
    finally:  # the stages that did run are worth knowing
        print(json.dumps(found))


def _run(asked: argparse.Namespace, found: dict[str, Any]) -> None:
    with _timed("import", found):
        stages, settings = _imported(asked.stages), _imported("consultation.settings")
    if stages is None or settings is None:
        found["missing"] = asked.stages
        return
    names = ("inbox", "data", "outputs", "forms")
    folders = settings.folders(**{name: str(getattr(asked, name)) for name in names})
    timed_run(stages, folders, asked.form_id, found)


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    main()
