"""The documents of the pack: a document per contribution, and volumes of all contributions. Beyond
`documents_max` contributions, there are only volumes.

A volume holds whole weeks, so that new answers change the last volumes only. If a week is too large
for a volume, the reference of each contribution decides its volume, so that an additional
contribution changes no other volume. Pages are counted from 1 in each volume.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from functools import partial
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import Literal

from consultation.machine.disk import share_file
from consultation.machine.executors import prepared_ahead
from consultation.machine.references import share_of
from consultation.packs.contribution_values import read_contributions, surroundings
from consultation.packs.index_file import DOCUMENTS, Documents
from consultation.packs.kept import Kept, KeptDocuments
from consultation.packs.typesetting.document_values import Volume
from consultation.packs.typesetting.many import write_documents as typeset
from consultation.warehouse.tables.publications import Tables

A_VOLUME = 160
"""The most contributions in a volume. If a week is divided among volumes, the most on average.

PDF readers open 500 pages at once. References divide a week unevenly: with 160 contributions on
average, one volume in a million has 225. At a page and a half each, these are 340 pages. The limit
counts contributions and not pages, since a longer answer would move others to another volume.
"""

AT_ONCE = 64
"""The number of volumes that are typeset together. As many more are read meanwhile."""


def write_documents(
    tables: Tables,
    folder: Path,
    cache: Path,
    executor: Executor,
    documents_max: int | Literal["all"] = "all",
) -> Documents:
    """Write `contributions/<reference>.pdf` for each contribution, and the volumes
    `recueil-01.pdf`…

    If there are more than `documents_max` contributions, only the volumes are written (`"all"` sets
    no limit). Afterwards, `cache` holds the documents of this pack, and no other. A document whose
    typed texts can't be printed is replaced by a placeholder. Raises OrganiserError if a document
    can't be made for another reason.
    """
    cached = KeptDocuments(cache, partial(typeset, executor))
    numbers = numbers_of(
        (row["reference"], row["first_week"])
        for row in tables["pack.document_contributions"].each_record()
    )
    is_alone = documents_max != "all" and len(numbers) > documents_max
    if not is_alone:
        (folder / DOCUMENTS).mkdir(parents=True, exist_ok=True)
    sums: dict[str, str] = {}
    pages: dict[str, tuple[str, int]] = {}
    set_aside: set[str] = set()
    for volumes in prepared_ahead(_volumes_of(tables, numbers)):
        each = [alone for volume in volumes if not is_alone for alone in volume.contributions]
        made, incomplete = cached.gather([*each, *volumes])
        names = {volume.file_name: volume.file_name for volume in volumes}
        names |= {alone.file_name: f"{DOCUMENTS}/{alone.file_name}" for alone in each}
        for file_name, name in names.items():
            share_file(made[file_name].path, folder / name)
            sums[name] = made[file_name].sha256
        if is_alone:
            pages |= _places_in(volumes, made)
        set_aside |= incomplete
    cached.delete_the_rest()
    return Documents(frozenset(set_aside), pages, sums)


def _places_in(volumes: Sequence[Volume], made: Mapping[str, Kept]) -> dict[str, tuple[str, int]]:
    """The file and the first page of each contribution in the volumes, by reference:
    `{"4GZ7-K2QM-X9TR": ("recueil-01.pdf", 12)}`. `made` has the written volumes by file name."""
    return {
        contribution.reference: (volume.file_name, page)
        for volume in volumes
        for contribution, page in zip(
            volume.contributions, made[volume.file_name].begins, strict=True
        )
    }


def numbers_of(contributions: Iterable[tuple[str, dt.date | None]]) -> list[int]:
    """The volume number of each contribution: four contributions of two weeks → `[1, 1, 1, 1]`.
    `contributions` are pairs of reference and week, in the order of volumes.

    A volume holds whole weeks, at most `A_VOLUME` contributions in all. A larger week is divided
    among several volumes of its own.
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
    """The number of volumes for a week of `count` contributions, with a mean of at most 160 in
    each: 161 → 2, 400 → 4. It is rounded up to a power of two, so that it seldom changes."""
    return 1 << (-(-count // A_VOLUME) - 1).bit_length()


def _volumes_of(tables: Tables, numbers: Sequence[int]) -> Iterator[list[Volume]]:
    """Yield the volumes in lists of at most `AT_ONCE`. `numbers` are the volume numbers of the
    contributions, in order."""
    around = surroundings(tables)
    numbered = zip(numbers, read_contributions(tables, around), strict=True)
    volumes = (
        Volume(
            around.form_title,
            number,
            numbers[-1],
            tuple(contribution for _, contribution in group),
            around.banner,
        )
        for number, group in groupby(numbered, key=itemgetter(0))
    )
    while some := list(islice(volumes, AT_ONCE)):
        yield some
