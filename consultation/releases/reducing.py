"""Reduce frozen releases that contain an erased person to their lists, without that person.

Lists are the indexes of contributions, the checksums and the manifest. Addenda need no other file.
If the process is killed, a frozen release is either untouched or wholly reduced.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from consultation.machine.access import close_release
from consultation.machine.checksums import SUMS, checksum, read_sums, sum_line
from consultation.machine.csv_files import csv_rows, original_text, write_csv
from consultation.machine.disk import write_text
from consultation.machine.json_files import write_json
from consultation.machine.settings import Folders, database_in
from consultation.packs import index_file
from consultation.packs.index_file import DOCUMENTS, REFERENCE
from consultation.releases import addenda
from consultation.releases.freezing import (
    Frozen,
    finish_interrupted_freeze,
    frozen_as_a_whole,
    frozen_releases,
)
from consultation.releases.manifest import MANIFEST, ListedFile, read_manifest
from consultation.releases.still_held import indexes_of, listed_in
from consultation.runs.tombstones import Tombstones
from consultation.warehouse.published.released import submissions_in
from consultation.warehouse.store.erased_records import sid_of
from consultation.words.errors import OrganiserError

_COLUMNS = frozenset((*index_file.TITLES, index_file.PAGE, *addenda.TITLES, *addenda.PAGES))


def releases_holding(folders: Folders, form_id: str, tombstones: Tombstones) -> tuple[Frozen, ...]:
    """The frozen releases that contain an erased person, or whose lists or database can't be read,
    in the order of freezing. Raises OrganiserError if a release's gel.json can't be read."""
    frozen = frozen_releases(folders.outputs, form_id)
    return tuple(release for release in frozen if tombstones and _holds(release, tombstones))


def reduce_releases(
    folders: Folders, form_id: str, tombstones: Tombstones, today: dt.date
) -> tuple[str, ...]:
    """Delete all but the indexes, checksums and manifest of each frozen release that contains an
    erased person or can't be read. Returns the names of these releases. Raises OrganiserError as
    `releases_holding` does. The caller must hold the run lock."""
    finish_interrupted_freeze(folders.outputs, form_id)
    holding = releases_holding(folders, form_id, tombstones)
    for frozen in holding:
        reduced = replace(frozen, reduced_on=frozen.reduced_on or today)
        with frozen_as_a_whole(reduced) as folder:
            _write_lists(frozen.path, folder, tombstones)
            close_release(folder)
    return tuple(release.name for release in holding)


def _holds(frozen: Frozen, tombstones: Tombstones) -> bool:
    """True if the frozen release contains an erased person, or can't be read."""
    try:
        listed = (reference for index in indexes_of(frozen.path) for reference in listed_in(index))
        if any(map(tombstones.covers_reference, listed)):
            return True
        if frozen.reduced_on:
            return False
        held = submissions_in(database_in(frozen.path))
        return any(tombstones.covers(sid_of(reference), None, None) for reference in held)
    except (OrganiserError, ValueError):
        return True


def _write_lists(former: Path, folder: Path, tombstones: Tombstones) -> None:
    """Copy the lists of a release without the erased people: indexes, checksums, and the
    manifest. Checksums of inner folders come first, because the outer lists contain them."""
    for index in indexes_of(former):
        target = folder / index.relative_to(former)
        target.parent.mkdir(mode=0o700)
        with suppress(ValueError):  # a list that can't be read is not kept
            _write_index(index, target, tombstones)
    for sums in (*former.glob(f"*/{SUMS}"), former / SUMS):
        target = folder / sums.relative_to(former)
        if sums == former / SUMS:
            _write_manifest(former, folder)
        if target.parent.is_dir():
            write_text(target, "".join(_sum_lines(sums, target.parent, tombstones)))


def _write_index(index: Path, target: Path, tombstones: Tombstones) -> None:
    """Copy an index without the rows of erased people, and without the columns that addenda don't
    read, which may quote people (a family's label)."""
    titles, *rows = ([original_text(cell) for cell in row] for row in csv_rows(index))
    position = titles.index(REFERENCE)
    numbers = [number for number, title in enumerate(titles) if title in _COLUMNS]
    write_csv(
        target,
        (titles[number] for number in numbers),
        (
            tuple(row[number] for number in numbers)
            for row in rows
            if not tombstones.covers_reference(row[position])
        ),
    )


def _write_manifest(former: Path, folder: Path) -> None:
    """Copy the manifest of the release `former` into `folder`, listing only the files in `folder`.
    Tasks, news and left out parts are emptied. Nothing is written if the manifest can't be read."""
    manifest = read_manifest(former)
    if manifest is None:
        return
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    files = tuple(
        ListedFile(
            path=path.relative_to(folder).as_posix(),
            size=path.stat().st_size,
            sha256=checksum(path),
        )
        for path in paths
    )
    update = {"files": files, "left_out": {}, "tasks": (), "news": ()}
    write_json(folder / MANIFEST, manifest.model_copy(update=update))


def _sum_lines(sums: Path, folder: Path, tombstones: Tombstones) -> Iterator[str]:
    """Yield the lines of the list of checksums `sums`, except lines about documents of erased
    people. The checksum of a file in `folder` is computed again. Yield nothing if the list can't be
    read."""
    try:
        listed = read_sums(sums)
    except ValueError:
        return
    for name, digest in listed.items():
        path = folder / name
        is_document = path.parent.name == DOCUMENTS
        if not (is_document and tombstones.covers_reference(path.stem)):
            yield sum_line(checksum(path) if path.is_file() else digest, name)
