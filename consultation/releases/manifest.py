"""The inputs and files of a release: manifest.json and SHA256SUMS, and their verification."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import BaseModel, ConfigDict

from consultation.machine.checksums import (
    FREEZE,
    SUMS,
    checksum,
    checksums_in,
    read_sums,
    write_sums,
)
from consultation.machine.json_files import read_json, write_json
from consultation.machine.settings import PACK, database_in
from consultation.notices.facts import PackState
from consultation.packs.index_file import INDEX, problems_of_index
from consultation.packs.verification.draws import problems_of_draws
from consultation.warehouse.published.last_sending import Sending
from consultation.warehouse.published.published_copy import is_as_in_parquet
from consultation.words.french import date, sentence

MANIFEST = "manifest.json"
DATABASE = str(database_in(Path()))

say = partial(sentence, "verification")


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class ListedFile(_Frozen):
    """A file of a release, with its size in bytes and its checksum."""

    path: str
    size: int
    sha256: str


class ListedTask(NamedTuple):
    """A task before sending: its words (`task`), the number of things left to do, and the title of
    the workbook's sheet where it is done."""

    task: str
    todo_count: int
    sheet: str | None


class Manifest(_Frozen):
    """The content of manifest.json, which describes a release.

    - `inputs`: everything that determines the release. `fingerprint`: a checksum of the inputs.
    - `left_out`: path of a part that could not be made → the reason.
    - `tasks` (first page of a-decider.xlsx) and `news` (« Nouveautés »), for the local page.
    - `sending`: the number of contributions that this release sends, by consent, and digests of the
      parts of the form file that decide it.
    - `last_sent`: the value `sending` of the last release that was no PROJET or was frozen, to
      compare with a later form file.
    """

    form_id: str
    title: str
    fingerprint: str
    inputs: Mapping[str, Any]
    counts: Mapping[str, int]
    pack: PackState | None
    left_out: Mapping[str, str] = {}
    tasks: tuple[ListedTask, ...] = ()
    news: tuple[str, ...] = ()
    sending: Sending | None = None
    last_sent: Sending | None = None
    files: tuple[ListedFile, ...]

    @property
    def is_example(self) -> bool:
        """True if the release contains invented answers."""
        return self.inputs.get("is_example") is True

    @property
    def has_real_answers(self) -> bool:
        """True if the release may contain real answers. Only a release known to have none gives
        False."""
        return self.inputs.get("has_real_answers") is not False


class Freeze(_Frozen):
    """gel.json of a frozen release.

    `number` is its rank in the order of freezing, from 1. `sha256sums` is the checksum of its list
    of files. `frozen_on` is unknown for older releases. `reduced_on` is the day when an erasure
    left only its lists.
    """

    name: str
    number: int
    fingerprint: str
    sha256sums: str
    is_project: bool
    frozen_on: dt.date | None = None
    reduced_on: dt.date | None = None


def fingerprint(inputs: dict[str, Any]) -> str:
    """A checksum of all the inputs of a release: `{"a": 1}` → `f9d86028c6e0…`. Equal
    fingerprints mean equal releases."""
    return hashlib.sha256(json.dumps(inputs, sort_keys=True).encode()).hexdigest()


def seal(folder: Path, values: Mapping[str, Any]) -> None:
    """Write manifest.json, with the values `values` and a list of the files, then SHA256SUMS.
    Checksums in the pack's own SHA256SUMS are not computed again."""
    own = folder / PACK / SUMS
    known = read_sums(own) if own.exists() else {}
    sums = checksums_in(folder, {f"{PACK}/{name}": digest for name, digest in known.items()})
    sums.pop(MANIFEST, None)  # of a folder that is sealed again
    described = [
        ListedFile(path=name, size=(folder / name).stat().st_size, sha256=digest)
        for name, digest in sums.items()
    ]
    write_json(folder / MANIFEST, Manifest.model_validate({**values, "files": described}))
    write_sums(folder, sums)


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest of a release. None if it is missing or can't be read."""
    return read_json(folder / MANIFEST, Manifest)


def files_of(manifest: Manifest | None) -> frozenset[str]:
    """The SHA-256 of each file that a release was made from: exports, files of decisions, and files
    that were read before the working database was lost. Empty without a release."""
    if manifest is None:
        return frozenset()
    inputs = manifest.inputs
    read = (*inputs["exports"], *inputs["decisions"])
    return frozenset((*(file["sha256"] for file in read), *inputs["lost_files"]))


def verify(folder: Path) -> list[str]:
    """The problems of a folder, in French: files that differ from SHA256SUMS, a database that
    differs from its Parquet files, and draws by lot whose shares don't follow from their counts.
    Empty if sound."""
    return [
        *problems_of_files(folder),
        *_problems_of_database(folder),
        *problems_of_draws(folder),
    ]


def problems_of_files(folder: Path) -> list[str]:
    """The differences between a folder and its SHA256SUMS, in French. Empty if sound.

    The folder is a release, frozen or not, or a pack alone. A pack's index must list each document
    with its checksum, and no other. For a release that an erasure reduced, the reduction is
    reported instead of the missing files.
    """
    sums = folder / SUMS
    if not sums.is_file():
        return [say("no_sums", folder=folder, sums=SUMS)]
    try:
        expected = read_sums(sums)
    except ValueError:
        return [say("unreadable", file=sums)]
    digests, reduced_on = checksums_in(folder), _reduced_on(folder)
    names = {
        "missing": () if reduced_on else expected.keys() - digests.keys(),
        "unlisted": digests.keys() - expected.keys(),
        "changed": {
            name for name, digest in digests.items() if expected.get(name, digest) != digest
        },
    }
    problems = [say(problem, file=name) for problem in names for name in sorted(names[problem])]
    if reduced_on:
        reduced = say("reduced", folder=folder.name, day=date(reduced_on))
        return [reduced, *problems, *_problems_of_freeze(folder)]
    return [*problems, *_problems_of_freeze(folder), *_problems_of_pack(folder, digests)]


def _reduced_on(folder: Path) -> dt.date | None:
    """The day when an erasure reduced the frozen release that contains the folder. None if it
    did not."""
    frozen = read_json(folder / FREEZE, Freeze) or read_json(folder.parent / FREEZE, Freeze)
    return frozen.reduced_on if frozen else None


def _problems_of_database(folder: Path) -> list[str]:
    if not (folder / DATABASE).with_name("parquet").is_dir():
        return []
    if not (folder / DATABASE).exists():
        return [say("missing", file=DATABASE)]
    return [] if is_as_in_parquet(folder / DATABASE) else [say("changed", file=DATABASE)]


def _problems_of_freeze(folder: Path) -> list[str]:
    """The difference between the list of files of a frozen release and the checksum of that list in
    gel.json, in French. Empty if there is none, or if the folder is no frozen release."""
    freeze = folder / FREEZE
    if not freeze.is_file():
        return []
    frozen = read_json(freeze, Freeze)
    if frozen is None:
        return [say("unreadable", file=FREEZE)]
    if frozen.sha256sums != checksum(folder / SUMS):
        return [say("other_sums", file=SUMS)]
    return []


def _problems_of_pack(folder: Path, digests: Mapping[str, str]) -> list[str]:
    """The differences between the index of a pack and its documents, in French. `folder` is a pack,
    or a release with a pack."""
    if INDEX in digests:
        return problems_of_index(folder, digests)
    prefix = f"{PACK}/"
    within = {
        name.removeprefix(prefix): digest
        for name, digest in digests.items()
        if name.startswith(prefix)
    }
    return problems_of_index(folder / PACK, within) if within else []
