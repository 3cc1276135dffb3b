"""Volumes of the contributions, in the order of their references, which does not tell who wrote
first.

Which volume a contribution is in follows from its reference alone, and pages are counted from 1 in
each volume: a contribution more, or one that is erased, changes no other volume than its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor
from itertools import groupby, islice
from pathlib import Path
from typing import TypeVar

from consultation.machine.disk import write_bytes
from consultation.machine.executors import AHEAD
from consultation.machine.progress import counter
from consultation.machine.swap import remove
from consultation.packs.typesetting import volume_pdf
from consultation.packs.typesetting.documents import Contribution, Volume
from consultation.packs.typesetting.many import Unmade, each_made, failure, write_contributions
from consultation.pseudonyms import share_of

A_VOLUME = 160
"""Contributions that a volume has at most in the mean; half as many at least.

A reader of PDF opens 500 pages at once. The shares of a space of references differ: of 160 in the
mean, one volume in a million has 225. With a page and a half each they have 340 pages, so that some
may be of 30 pages; from three pages each in the mean, volumes are longer. The length of what is
written does not decide: a longer answer would move others to another volume.
"""

AT_ONCE = 64
"""Volumes whose contributions are in memory together."""

A_PROCESS = 4
"""Volumes that one process makes."""

FEW_AHEAD = 4
"""Processes begun ahead, where each volume takes the bytes of its documents with it, some 6 MB."""

Thing = TypeVar("Thing")


def volumes_of(
    form_title: str,
    contributions: Iterable[Contribution],
    count: int,
    banner: tuple[str, ...],
    *,
    is_alone: bool,
) -> Iterator[list[Volume]]:
    """So many contributions, given in the order of references, in volumes, a few at a time."""
    volumes = volume_count(count)
    shares = groupby(contributions, key=lambda one: share_of(one.reference, volumes))
    return _a_few(
        (
            Volume(form_title, share + 1, volumes, tuple(group), banner, is_alone)
            for share, group in shares
        ),
        AT_ONCE,
    )


def volume_count(count: int) -> int:
    """How many volumes so many contributions take: a power of two, so that it seldom changes."""
    return 1 << (-(-count // A_VOLUME) - 1).bit_length()


def write_volumes(
    executor: Executor, documents: Path, volumes: Sequence[Volume], folder: Path
) -> frozenset[str]:
    """`recueil-01.pdf` of each is in the folder, put together from the documents of its
    contributions, which are in the folder `documents`; returns nobody, for no stand-in is made.

    Raises Unmade as `write_contributions` does.
    """
    filled = ((one, _documents_in(documents, one)) for one in volumes)
    unmade = [
        (volume, failure(volume.caption, is_late=is_late))
        for volume, is_late in _failures_to_make(executor, filled, len(volumes), folder, FEW_AHEAD)
    ]
    if unmade:
        raise Unmade(unmade)
    return frozenset()


def write_alone(executor: Executor, volumes: Sequence[Volume], folder: Path) -> frozenset[str]:
    """The same of volumes that alone have the documents, each typeset at once and, where that
    fails, from documents made for it; returns the references of the contributions that stand-ins
    were made of."""
    left = volumes
    for _ in range(2):  # a process may have died for another's sake
        filled = ((one, ()) for one in left)
        left = [one for one, _ in _failures_to_make(executor, filled, len(left), folder, AHEAD)]
    if not left:
        return frozenset()
    made_for_it = folder / "contributions"
    made_for_it.mkdir()
    try:
        each = [one for volume in left for one in volume.contributions]
        set_aside = write_contributions(executor, each, made_for_it)
        write_volumes(executor, made_for_it, left, folder)
    finally:
        remove(made_for_it)
    return set_aside


def _failures_to_make(
    executor: Executor,
    filled: Iterable[tuple[Volume, Sequence[bytes]]],
    count: int,
    folder: Path,
    ahead: int,
) -> Iterator[tuple[Volume, bool]]:
    """The volumes are there, but for those returned, which could not be made; and whether time was
    short for them."""
    tell = counter("documents", count)
    batches = _a_few(filled, A_PROCESS)
    for (volume, _), pdf, is_late in each_made(executor, _pdf_of, batches, ahead):
        if pdf is None:
            yield volume, is_late
        else:
            write_bytes(folder / volume.file_name, pdf)
            tell()


def _pdf_of(filled: tuple[Volume, Sequence[bytes]]) -> bytes:
    return volume_pdf(*filled)


def _documents_in(folder: Path, volume: Volume) -> list[bytes]:
    return [(folder / one.file_name).read_bytes() for one in volume.contributions]


def _a_few(things: Iterable[Thing], together: int) -> Iterator[list[Thing]]:
    given = iter(things)
    while some := list(islice(given, together)):
        yield some
