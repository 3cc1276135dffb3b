"""Frozen releases without those who were erased: each is made again, from its own inputs, beside
the one that held them, which then goes.

The working database no longer has their rows. A copy of it goes back to the exports and decisions
that the frozen release was made from, under the form file of then; nobody who answered later
enters. References are those of before: they depend on the key alone. The program is today's, and
the note for the regulator says so where it is another.

Killed at any moment, the frozen release is the one of before or the one made again, whole; to do it
once more finishes.
"""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from consultation.forms.form import Form, read_form
from consultation.machine.access import give_release, make_closed
from consultation.machine.checksums import checksum
from consultation.machine.disk import CODES, copy_file
from consultation.machine.executors import Processes
from consultation.machine.references import key_of, mark_in
from consultation.machine.settings import Folders
from consultation.machine.swap import remove
from consultation.notices.facts import PackState, read_facts
from consultation.packs.index_file import PACK
from consultation.packs.rectification import NAME, ChangedFiles, Rectified, write_rectification
from consultation.releases.contents import write_as_before, write_contents
from consultation.releases.erased import IsErased, may_hold, releases_holding
from consultation.releases.freezing import (
    Frozen,
    finish_interrupted_freeze,
    frozen_releases,
    made_again,
)
from consultation.releases.frozen_forms import forms_of
from consultation.releases.inputs import inputs_of
from consultation.releases.manifest import Manifest, ToldPack, fingerprint, read_manifest, seal
from consultation.warehouse.published.last_sending import note_last_sending, present_sending
from consultation.warehouse.store import store
from consultation.warehouse.store.connection import Connection, open_database
from consultation.warehouse.store.earlier_state import go_back, missing_files
from consultation.warehouse.tables.checks import run_checks
from consultation.warehouse.tables.publications import tables_of
from consultation.warehouse.tables.rebuilding import rebuild, retype
from consultation.words.errors import OrganiserError
from consultation.words.french import sentence


@dataclass(frozen=True)
class Rectification:
    """What became of a frozen release that held somebody erased: `is_done`, or why it is still to
    be done, in French. `files` of what was sent are to be replaced or deleted."""

    name: str
    is_done: bool
    reason: str = ""
    files: ChangedFiles = field(default_factory=ChangedFiles)

    def sentences(self) -> Iterator[str]:
        """What people are told of it: the documents to be deleted are named here, and in no file
        that stays."""
        if not self.is_done:
            yield self.reason
            return
        counts = {"replaced_count": len(self.files.replaced), "name": self.name, "note": NAME}
        yield sentence("rectification", "done", **counts)
        for file in self.files.deleted:
            yield sentence("rectification", "done_delete", file=file)


def rectify_releases(
    folders: Folders, form_id: str, is_erased: IsErased, today: dt.date
) -> tuple[Rectification, ...]:
    """Every frozen release that held somebody erased is made again without them, if it can be.

    To be called under the run lock, once nobody erased is in the working database any more. Raises
    OrganiserError when the disk refuses.
    """
    finish_interrupted_freeze(folders.outputs, form_id)
    remove(_folder_aside(folders))  # of a rectification that was killed at its very end
    # An addendum compares with the frozen release before: that one first.
    return tuple(
        _rectification(folders, form_id, frozen, is_erased, today)
        for frozen in releases_holding(folders, form_id, is_erased)
    )


def _folder_aside(folders: Folders) -> Path:
    """Where the copy of the working database is while a frozen release is made again."""
    return folders.data / ".rectification"


def _rectification(
    folders: Folders, form_id: str, frozen: Frozen, is_erased: IsErased, today: dt.date
) -> Rectification:
    manifest = read_manifest(frozen.path)
    try:
        if manifest is None:
            raise OrganiserError("frozen_damaged", where=frozen.path.name, folder=frozen.path.name)
        with _as_it_was(folders, frozen, manifest) as (connection, form, aside):
            files = _make_again(connection, form, aside, frozen, manifest, today)
    except OrganiserError as error:
        if error.code in CODES:  # of the disk: nothing else goes on either
            raise
        return Rectification(frozen.name, is_done=False, reason=error.message)
    if may_hold(frozen, is_erased):
        raise OrganiserError("still_in_frozen", where=frozen.path.name)
    return Rectification(frozen.name, is_done=True, files=files)


@contextmanager
def _as_it_was(
    folders: Folders, frozen: Frozen, manifest: Manifest
) -> Iterator[tuple[Connection, Form, Folders]]:
    """A copy of the working database, built as when the frozen release was made; the form of then,
    and folders where only the copy is, the outputs being those in place.

    Raises OrganiserError when the exports, the decisions or the form file of then are lost.
    """
    form_id, database = manifest.form_id, folders.database(manifest.form_id)
    forms = forms_of(folders, manifest, frozen.name)
    if forms is None:
        raise OrganiserError("frozen_inputs_lost.form", where=frozen.path.name)
    if not database.exists():
        raise OrganiserError("frozen_inputs_lost.data", where=frozen.path.name)
    aside = replace(
        folders,
        data=_folder_aside(folders),
        forms=forms,
        key_file=folders.reference_key,
    )
    remove(aside.data)
    make_closed(aside.data)
    try:
        for path in (database, database.with_name(f"{database.name}.wal"), mark_in(folders.data)):
            if path.exists():
                shutil.copyfile(path, aside.data / path.name)
        form = read_form(aside.form_file(form_id))
        with open_database(aside.database(form_id), folders.outputs) as connection:
            _build(connection, form, aside, frozen, manifest)
            yield connection, form, aside
    finally:
        remove(aside.data)


def _build(
    connection: Connection, form: Form, aside: Folders, frozen: Frozen, manifest: Manifest
) -> None:
    store.prepare(connection)
    missing = missing_files(connection, manifest.inputs)
    if missing:
        raise OrganiserError("frozen_inputs_lost.files", where=frozen.path.name, names=missing)
    go_back(connection, manifest.inputs)
    note_last_sending(connection, manifest.last_sent)
    retype(connection, form)
    key = key_of(aside.reference_key, aside.data)
    rebuild(connection, aside.database(form.form_id), key, Processes())
    run_checks(connection)


def _make_again(
    connection: Connection,
    form: Form,
    aside: Folders,
    frozen: Frozen,
    manifest: Manifest,
    today: dt.date,
) -> ChangedFiles:
    """The frozen release is made again in its place, with a note of what changed."""
    tables = tables_of(connection)
    facts = read_facts(tables)
    frozen_then = {name for name, *_ in manifest.inputs["frozen"]}
    earlier = [
        one for one in frozen_releases(aside.outputs, form.form_id) if one.name in frozen_then
    ]
    inputs = inputs_of(tables, form, aside, earlier, facts.pack)
    inputs |= {"rectified": frozen.rectified + 1}
    with made_again(frozen) as folder:
        write = partial(write_contents, connection, facts, form, aside, earlier, Processes())
        told = write_as_before(write, folder, manifest.left_out)
        files = _changed_files(frozen.path, folder)
        note = Rectified(
            form.title,
            form.recipient,
            frozen.name,
            today,
            before=_figures(manifest.counts, manifest.pack),
            after=_figures(facts.counts, facts.pack),
            files=files,
            is_by_other_code=manifest.inputs["code"] != inputs["code"],
        )
        _keep_earlier_notes(frozen, folder)
        write_rectification(folder, note)
        told |= {"sending": present_sending(connection), "last_sent": manifest.last_sent}
        seal(folder, {**told, "fingerprint": fingerprint(inputs), "inputs": inputs})
        give_release(folder, aside)
    return files


def _keep_earlier_notes(frozen: Frozen, folder: Path) -> None:
    """Notes of earlier erasures stay beside the new one: what they ask for was asked for."""
    for path in frozen.path.glob(f"{Path(NAME).stem}*.pdf"):
        is_latest = path.name == NAME
        name = f"{path.stem}-{frozen.rectified:02}.pdf" if is_latest else path.name
        copy_file(path, folder / name)


def _figures(counts: Mapping[str, int], pack: ToldPack | PackState | None) -> dict[str, int]:
    return {**counts, "sent": pack.contribution_count if pack else 0}


def _changed_files(before: Path, after: Path) -> ChangedFiles:
    """What differs in the files that may have been sent: those of the pack and of the addendum."""
    one, other = _sent_files(before), _sent_files(after)
    return ChangedFiles(
        replaced=tuple(sorted(file for file in one.keys() & other if one[file] != other[file])),
        deleted=tuple(sorted(one.keys() - other)),
        added=tuple(sorted(other.keys() - one)),
    )


def _sent_files(release: Path) -> dict[str, str]:
    return {
        path.relative_to(release).as_posix(): checksum(path)
        for folder in (release / PACK, *release.glob("additif-*"))
        for path in folder.rglob("*")
        if path.is_file()
    }
