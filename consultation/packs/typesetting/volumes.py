"""Volumes of the contributions, in the order of the week of their first answer, then of their
references.

A volume holds whole weeks, so that new answers change the last ones only; a week too large for one
is shared out by references alone, so that one contribution more or less changes no other volume
than its own. Pages are counted from 1 in each.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import TypeVar

from consultation.machine.disk import write_bytes
from consultation.machine.progress import counter
from consultation.machine.references import share_of
from consultation.machine.swap import remove
from consultation.packs.typesetting import volume_pdf
from consultation.packs.typesetting.document_values import Contribution, Volume
from consultation.packs.typesetting.many import each_made, failure, write_contributions

A_VOLUME = 160
"""Contributions that a volume has at most; of a week that has more, in the mean.

A reader of PDF opens 500 pages at once. The shares of a space of references differ: of 160 in the
mean, one volume in a million has 225. With a page and a half each they have 340 pages; from three
pages each in the mean, volumes are longer. The length of what is written does not decide: a longer
answer would move others to another volume.
"""

AT_ONCE = 64
"""Volumes whose contributions are in memory together."""

A_PROCESS = 4
"""Volumes that one process makes."""

Thing = TypeVar("Thing")
Week = dt.date | None


def numbers_of(contributions: Iterable[tuple[str, Week]]) -> list[int]:
    """The number of the volume of each contribution, from 1; they are given by their references
    and weeks, in the order of volumes.

    Weeks follow one another in a volume as long as they fit; one that has more contributions than
    a volume has volumes of its own.
    """
    numbers: list[int] = []
    last = room = 0
    for _, week in groupby(contributions, key=itemgetter(1)):
        references = [reference for reference, _ in week]
        if len(references) <= room:
            numbers += [last] * len(references)
            room -= len(references)
            continue
        volumes = volume_count(len(references))
        numbers += [last + 1 + share_of(reference, volumes) for reference in references]
        last, room = last + volumes, A_VOLUME - len(references)
    return numbers


def volume_count(count: int) -> int:
    """How many volumes a week of so many contributions takes: a power of two, so that it seldom
    changes."""
    return 1 << (-(-count // A_VOLUME) - 1).bit_length()


def volumes_of(
    form_title: str,
    contributions: Iterable[Contribution],
    numbers: Sequence[int],
    banner: tuple[str, ...],
) -> Iterator[list[Volume]]:
    """The volumes of the contributions, which are given in their order with the number of the
    volume of each, a few at a time."""
    numbered = zip(numbers, contributions, strict=True)
    return _a_few(
        (
            Volume(form_title, number, numbers[-1], tuple(one for _, one in group), banner)
            for number, group in groupby(numbered, key=itemgetter(0))
        ),
        AT_ONCE,
    )


def write_volumes(executor: Executor, volumes: Sequence[Volume], folder: Path) -> frozenset[str]:
    """`recueil-01.pdf` of each is in the folder; returns the references of the contributions that
    stand-ins are there of: each is typeset alone where its volume fails.

    Raises OrganiserError as `write_contributions` does.
    """
    left = [volume for volume, _ in _failures_to_make(executor, volumes, folder)]
    if not left:
        return frozenset()
    set_aside = _not_typeset(executor, left, folder / "contributions")
    again = [volume.standing_in(set_aside) for volume in left]
    for volume, is_late in _failures_to_make(executor, again, folder):
        raise failure(volume.caption, is_late=is_late)
    return set_aside


def _not_typeset(executor: Executor, volumes: Iterable[Volume], folder: Path) -> frozenset[str]:
    """The references of the contributions that can't be typeset; nothing stays in the folder."""
    folder.mkdir()
    try:
        each = [one for volume in volumes for one in volume.contributions]
        return write_contributions(executor, each, folder)
    finally:
        remove(folder)


def _failures_to_make(
    executor: Executor, volumes: Sequence[Volume], folder: Path
) -> Iterator[tuple[Volume, bool]]:
    """The volumes are there, but for those returned, which could not be made; and whether time was
    short for them."""
    tell = counter("documents", len(volumes))
    for volume, pdf, is_late in each_made(executor, volume_pdf, _a_few(volumes, A_PROCESS)):
        if pdf is None:
            yield volume, is_late
        else:
            write_bytes(folder / volume.file_name, pdf)
            tell()


def _a_few(things: Iterable[Thing], together: int) -> Iterator[list[Thing]]:
    given = iter(things)
    while some := list(islice(given, together)):
        yield some
