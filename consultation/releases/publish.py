"""The release that a run publishes for a form: written in a temporary folder, sealed, then put
in place whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from consultation.forms.form import Form
from consultation.machine.access import close_release
from consultation.machine.settings import Folders, database_in
from consultation.machine.swap import clear_leftovers, replaced_as_a_whole
from consultation.notices.facts import Facts, PackState, read_facts
from consultation.notices.left_out import facts_without, problems_of
from consultation.notices.rereading import Rereading
from consultation.public.assembling import why_nothing_is_public
from consultation.releases.freezing import Frozen, finish_interrupted_freeze, frozen_releases
from consultation.releases.held_back import misplaced_requests
from consultation.releases.inputs import inputs_of
from consultation.releases.manifest import (
    Manifest,
    fingerprint,
    problems_of_files,
    read_manifest,
    seal,
)
from consultation.runs.remembering import ReadExport
from consultation.warehouse.published.last_sending import last_sending, present_sending
from consultation.warehouse.store.connection import Connection
from consultation.warehouse.tables.publications import Tables, tables_of
from consultation.words.errors import OrganiserError
from consultation.words.french import sentence


@dataclass(frozen=True)
class FormSummary:
    """The result of a form's run, in numbers, without answers or names.

    - `outcome`: `published` or `unchanged`.
    - `counts`: numbers of submissions by name, such as received, in each box of the flow, sendable.
    - `previous_counts`: the same numbers in the release before, `None` without such a release.
    - `exports`: all exports read, the export that reaches furthest last.
    - `rereading`: the number of known answers that the export that reaches furthest lacks.
    - `left_out`: an error for each part that could not be made.
    """

    form_id: str
    title: str
    outcome: str
    release: Path
    counts: Mapping[str, int]
    previous_counts: Mapping[str, int] | None
    warnings: tuple[str, ...]
    exports: tuple[ReadExport, ...] = ()
    rereading: Rereading | None = None
    pack: PackState | None = None
    is_example: bool = False
    left_out: tuple[OrganiserError, ...] = ()

    @property
    def latest_export(self) -> ReadExport | None:
        """The export that reaches furthest. `None` if no export was read."""
        return self.exports[-1] if self.exports else None

    @property
    def latest_full_export(self) -> ReadExport | None:
        """The full export that reaches furthest. `None` if no export is full."""
        return next((export for export in reversed(self.exports) if export.is_full), None)


def publish(
    connection: Connection,
    form: Form,
    folders: Folders,
    executor: Executor,
    *,
    is_anew: bool = False,
) -> FormSummary:
    """Publish the form's release, unless the release in place has the same inputs and all of its
    parts. With `is_anew`, publish it in any case. Raises OrganiserError if too few submissions are
    finished."""
    release = folders.release(form.form_id)
    clear_leftovers(release)
    finish_interrupted_freeze(folders.outputs, form.form_id)
    tables = tables_of(connection)
    facts = _with_misplaced_requests(read_facts(tables), folders, form.form_id)
    refuse_too_few(facts.finished_count, form)
    frozen = frozen_releases(folders.outputs, form.form_id)
    inputs = inputs_of(tables, form, folders, frozen, facts.pack)
    stamp = fingerprint(inputs)
    previous = read_manifest(release)
    is_unchanged = not is_anew and _is_in_place(release, previous, stamp, facts.pack)
    left_out: Mapping[str, str] = {}
    if not is_unchanged:
        with replaced_as_a_whole(release) as folder:
            left_out, manifest_values = _write_parts(
                folder, connection, tables, facts, form, folders, frozen, executor
            )
            facts = facts_without(facts, left_out)
            manifest_values |= _sending_told(connection, facts.pack)
            seal(folder, {**manifest_values, "fingerprint": stamp, "inputs": inputs})
            close_release(folder)
    return FormSummary(
        form_id=form.form_id,
        title=form.title,
        outcome="unchanged" if is_unchanged else "published",
        release=release,
        counts=facts.counts,
        previous_counts=previous.counts if previous else None,
        warnings=(*facts.warnings, *filter(None, (why_nothing_is_public(tables, form),))),
        exports=facts.exports,
        rereading=facts.rereading,
        pack=facts.pack,
        is_example=form.is_example,
        left_out=problems_of(left_out),
    )


def _with_misplaced_requests(facts: Facts, folders: Folders, form_id: str) -> Facts:
    """The facts with one more reason why the pack may not be sent, if requests about this form wait
    in another form's inbox."""
    files = misplaced_requests(folders, form_id)
    if facts.pack is None or not files:
        return facts
    reason = sentence("reasons", "misplaced_requests", files=files)
    return replace(facts, pack=replace(facts.pack, reasons=(*facts.pack.reasons, reason)))


def _write_parts(
    folder: Path,
    connection: Connection,
    tables: Tables,
    facts: Facts,
    form: Form,
    folders: Folders,
    frozen: Sequence[Frozen],
    executor: Executor,
) -> tuple[Mapping[str, str], dict[str, Any]]:
    """Write all parts of a release that can be made. Returns the reasons of the parts left out, by
    path, and the values for the manifest."""
    # These modules take half a second to load, and an unchanged release needs none of them.
    from consultation.releases.contents import write_all_that_can_be, write_contents, write_public

    write = partial(write_contents, connection, facts, form, folders, frozen, executor)
    return write_all_that_can_be(write, partial(write_public, tables, facts.pack, form), folder)


def _sending_told(connection: Connection, pack: PackState | None) -> dict[str, Any]:
    """The values `sending` and `last_sent` for the manifest (see `Manifest`). They are equal if the
    release can be sent. If its pack is a PROJET, `last_sent` is that of an earlier release."""
    sending = present_sending(connection)
    can_be_sent = pack is not None and not pack.reasons
    return {"sending": sending, "last_sent": sending if can_be_sent else last_sending(connection)}


def _is_in_place(
    release: Path, previous: Manifest | None, stamp: str, pack: PackState | None
) -> bool:
    """True if the release in place is the release that this run would publish:

    - its manifest (`previous`) has the fingerprint of this run's inputs, `stamp`;
    - no part was left out, and no file was changed since;
    - its pack is a PROJET for the same reasons as `pack`.
    """
    return (
        previous is not None
        and previous.fingerprint == stamp
        and not previous.left_out
        and (previous.pack is None or pack is None or previous.pack.reasons == pack.reasons)
        and not problems_of_files(release)
        and database_in(release).exists()
    )


def refuse_too_few(finished_count: int, form: Form) -> None:
    """Raise OrganiserError if fewer submissions are finished than `expected_min` of the form
    file."""
    if form.expected_min is None or finished_count >= form.expected_min:
        return
    raise OrganiserError(
        "expected_min", where=form.form_id, finished=finished_count, expected=form.expected_min
    )
