"""Thousands of documents, in processes that can be stopped and that give their memory back."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path
from typing import Any, TypeVar

from consultation.errors import OrganiserError
from consultation.machine.disk import REFUSALS, refused
from consultation.packs.typesetting.documents import Contribution, Place, Volume

PROCESSES = 2
"""At once: what two cores can do."""

BATCH = 250
"""Contributions that one process typesets, one after another."""

SECONDS = 300
"""For one process; a batch or a volume takes a few."""

CONTRIBUTIONS_A_VOLUME = 500
PAGES_A_VOLUME = 500
"""A compile takes 0.7 MB a page."""

# A process per core: threads of typst in each would only wait for one another.
_ONE_THREAD = ("env", "RAYON_NUM_THREADS=1")
_ROOT = Path(__file__).parents[3]

Task = dict[str, Any]
Thing = TypeVar("Thing")
Result = TypeVar("Result")


def write_contributions(
    contributions: Sequence[Contribution],
    folder: Path,
    *,
    processes: int = PROCESSES,
    seconds: float = SECONDS,
) -> dict[str, int]:
    """`<reference>.pdf` of each is in the folder; the pages of each, by reference.

    Raises OrganiserError `typesetting_failed` or `typesetting_timeout`, which name the reference.
    """
    references = [each.reference for each in contributions]
    if len({each.casefold() for each in references}) < len(references):
        raise ValueError("two contributions have the same reference")
    starts = range(0, len(contributions), BATCH)
    batches = [contributions[start : start + BATCH] for start in starts]

    def typeset(batch: Sequence[Contribution]) -> list[int]:
        names = [f"contribution {each.reference}" for each in batch]
        task = {"folder": str(folder.absolute()), "contributions": [asdict(one) for one in batch]}
        return _typeset(task, names, seconds)

    pages = [count for counts in _each(typeset, batches, processes) for count in counts]
    return dict(zip(references, pages, strict=True))


def volumes_of(
    form_title: str,
    contributions: Sequence[Contribution],
    pages: Mapping[str, int],
    banner: tuple[str, ...] = (),
) -> tuple[Volume, ...]:
    """The contributions in volumes, in the order given; page numbers go on through all of them.

    `pages` is what `write_contributions` gave. A volume has at most 500 contributions and, unless
    one alone has more, at most 500 pages.
    """
    shares = list(_shares(contributions, pages))
    return tuple(
        Volume(form_title, number, len(shares), places, banner)
        for number, places in enumerate(shares, start=1)
    )


def write_volumes(
    volumes: Sequence[Volume],
    folder: Path,
    *,
    processes: int = PROCESSES,
    seconds: float = SECONDS,
) -> tuple[Path, ...]:
    """`recueil-01.pdf` and so on are in the folder, each made by a process of its own.

    Raises OrganiserError `typesetting_failed` or `typesetting_timeout`, which name the file.
    """

    def typeset(volume: Volume) -> Path:
        task = {"folder": str(folder.absolute()), "volume": asdict(volume)}
        _typeset(task, [volume.file_name], seconds)
        return folder / volume.file_name

    return tuple(_each(typeset, volumes, processes))


def _shares(
    contributions: Iterable[Contribution], pages: Mapping[str, int]
) -> Iterator[tuple[Place, ...]]:
    page = first = 1
    share: list[Place] = []
    for contribution in contributions:
        after = page + pages[contribution.reference]
        if share and (len(share) == CONTRIBUTIONS_A_VOLUME or after - first > PAGES_A_VOLUME):
            yield tuple(share)
            share, first = [], page
        share.append(Place(contribution, page))
        page = after
    if share:
        yield tuple(share)


def _each(work: Callable[[Thing], Result], things: Sequence[Thing], processes: int) -> list[Result]:
    """The work done on each thing, some at once; the first failure stops those not begun."""
    pool = ThreadPoolExecutor(processes)
    try:
        return list(pool.map(work, things))
    finally:
        pool.shutdown(cancel_futures=True)


def _typeset(task: Task, names: list[str], seconds: float) -> list[int]:
    """The pages of each document of the task, done by a process that lives so many seconds."""
    command = [*_ONE_THREAD, sys.executable, "-m", "consultation.packs.typesetting.worker"]
    try:
        done = subprocess.run(  # noqa: S603  our own module
            command,
            input=json.dumps({**task, "parent": os.getpid()}).encode("ascii"),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # a crash of typst could quote a text
            cwd=_ROOT,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as expired:
        undone = _first_undone(expired.stdout, names)
        raise OrganiserError("typesetting_timeout", where=undone) from None
    told = [json.loads(line) for line in done.stdout.splitlines()]
    pages = [document["pages"] for document in told if "pages" in document]
    if done.returncode != 0 or len(pages) != len(names):
        undone = names[min(len(pages), len(names) - 1)]
        raise _refused_by_disk(told) or OrganiserError("typesetting_failed", where=undone)
    return pages


def _refused_by_disk(told: list[Task]) -> OrganiserError | None:
    """What to tell when the disk would not take a document: the last line says so."""
    last = told[-1] if told else {}
    if last.get("errno") not in REFUSALS:
        return None
    return refused(last["errno"], str(last["file"]))


def _first_undone(output: bytes | None, names: list[str]) -> str:
    return names[min((output or b"").count(b"\n"), len(names) - 1)]
