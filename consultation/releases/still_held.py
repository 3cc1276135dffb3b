"""What frozen releases still hold of somebody who asked to be withdrawn since."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from consultation.notices.for_allies import CORPUS, FOLDER, PROJECT
from consultation.packs.index_file import DOCUMENTS, VOLUMES
from consultation.releases.freezing import Frozen


def still_held(
    frozen: Iterable[Frozen], references: Iterable[str]
) -> tuple[tuple[str, str, str], ...]:
    """Where frozen packs and addenda still hold these contributions: the reference, the name of
    the frozen release, and the path of a file within it.

    `recueil-*.pdf` stands for several volumes: only reading them says which one it is.
    """
    wanted = sorted(set(references))
    return tuple(
        (reference, release.name, file)
        for release in sorted(frozen, key=lambda release: release.number)
        for reference in wanted
        for file in _files_with(release, reference)
    )


def _files_with(release: Frozen, reference: str) -> Iterator[str]:
    """The files of a frozen release in which a contribution stands."""
    for folder in [release.pack, *sorted(release.path.glob("additif-*"))]:
        tables = [
            table for table in sorted(folder.rglob("*.csv")) if _has_reference(table, reference)
        ]
        if tables:
            documents = sorted(folder.glob(f"{DOCUMENTS}/{reference}.pdf"))
            books = sorted(folder.glob("*.xlsx"))
            notes = [*sorted(folder.glob("0*.pdf")), *_volumes(folder)]
            texts = [folder / FOLDER / name for name in (PROJECT, CORPUS)]
            present = [path for path in texts if path.exists()]
            yield from (
                _path_within(release, path)
                for path in [*documents, *tables, *books, *notes, *present]
            )


def _has_reference(table: Path, reference: str) -> bool:
    """Whether a cell of a table is the reference."""
    # What somebody added to a letter is a cell of one of them, and may be of any length.
    csv.field_size_limit(sys.maxsize)
    with table.open(encoding="utf-8", newline="") as file:
        return any(reference in row for row in csv.reader(file))


def _volumes(pack: Path) -> list[Path]:
    volumes = sorted(pack.glob(VOLUMES))
    return volumes if len(volumes) < 2 else [pack / VOLUMES]


def _path_within(release: Frozen, path: Path) -> str:
    return path.relative_to(release.path).as_posix()
