"""What frozen releases still hold of somebody who asked to be withdrawn since."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Iterator
from operator import itemgetter
from pathlib import Path

from consultation.notices.for_allies import FOLDER, PROJECT
from consultation.packs.index_file import DOCUMENTS, VOLUMES
from consultation.releases.freezing import Frozen


def still_held(
    frozen: Iterable[Frozen], references: Iterable[str]
) -> tuple[tuple[str, str, str], ...]:
    """Where frozen packs and addenda still hold these contributions: the reference, the name of
    the frozen release, and the path of a file within it.

    `recueil-*.pdf` stands for several volumes: only reading them says which one it is.
    """
    wanted = frozenset(references)
    if not wanted:
        return ()
    return tuple(
        held
        for release in sorted(frozen, key=lambda release: release.number)
        for held in sorted(_held_in(release, wanted), key=itemgetter(0))
    )


def _held_in(release: Frozen, wanted: frozenset[str]) -> Iterator[tuple[str, str, str]]:
    """The files of a frozen release in which each of the contributions stands; each table is read
    once for all of them."""
    for folder in [release.pack, *sorted(release.path.glob("additif-*"))]:
        tables = {table: _references_in(table, wanted) for table in sorted(folder.rglob("*.csv"))}
        texts = folder / FOLDER / PROJECT
        beside = [
            *sorted(folder.glob("*.xlsx")),
            *sorted(folder.glob("0*.pdf")),
            *_volumes(folder),
            *([texts] if texts.exists() else []),
        ]
        for reference in set[str]().union(*tables.values()):
            documents = sorted(folder.glob(f"{DOCUMENTS}/{reference}.pdf"))
            holding = [table for table, found in tables.items() if reference in found]
            for path in [*documents, *holding, *beside]:
                yield reference, release.name, _path_within(release, path)


def _references_in(table: Path, wanted: frozenset[str]) -> set[str]:
    """Those of the references that are a cell of the table."""
    # What somebody added to a letter is a cell of one of them, and may be of any length.
    csv.field_size_limit(sys.maxsize)
    with table.open(encoding="utf-8", newline="") as file:
        return {cell for row in csv.reader(file) for cell in wanted.intersection(row)}


def _volumes(pack: Path) -> list[Path]:
    volumes = sorted(pack.glob(VOLUMES))
    return volumes if len(volumes) < 2 else [pack / VOLUMES]


def _path_within(release: Frozen, path: Path) -> str:
    return path.relative_to(release.path).as_posix()
