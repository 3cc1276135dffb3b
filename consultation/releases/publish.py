"""What one run publishes for a form: written aside, sealed, then put in place as a whole."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

from consultation.errors import OrganiserError
from consultation.forms.form import Form
from consultation.machine.access import give_release
from consultation.machine.swap import clear_leftovers, replaced_as_a_whole
from consultation.notices.facts import Facts, PackState, read_facts
from consultation.notices.rereading import Rereading
from consultation.organisation import folder as organisation
from consultation.organisation.contacts import Held
from consultation.packs.index_file import PACK
from consultation.packs.pack import clear_pack, write_pack
from consultation.releases.addenda import addendum_folder, write_addendum
from consultation.releases.freezing import Frozen, finish_interrupted_freeze, frozen_releases
from consultation.releases.inputs import inputs_of
from consultation.releases.manifest import Manifest, fingerprint, read_manifest, seal, verify
from consultation.releases.public_release import public_notices, write_public
from consultation.releases.still_held import still_held
from consultation.runs.remembering import ReadExport
from consultation.settings import Folders, database_in
from consultation.warehouse.build.consenting import consenting_database
from consultation.warehouse.build.publications import tables_of
from consultation.warehouse.build.quotable import answers_of
from consultation.warehouse.published.published_copy import write_published_copy
from consultation.warehouse.published.released import changes_since
from consultation.warehouse.store.connection import Connection

__all__ = ["FormSummary", "ReadExport", "publish", "verify"]


@dataclass(frozen=True)
class FormSummary:
    """How a form's run ended, in numbers: no answer, no name.

    `counts` has received, one count per box of the flow, and sendable; `previous_counts` are
    those of the release that was in place, None when there was none. `changes` counts the
    submissions that changed since that release, by kind (the words `change`); None when there is
    none to compare with, or when the code or the form file have changed since. `exports` are all
    that were read, in the order of their contents.
    """

    form_id: str
    title: str
    outcome: str
    release: Path
    counts: Mapping[str, int]
    previous_counts: Mapping[str, int] | None
    warnings: tuple[str, ...]
    changes: Mapping[str, int] | None = None
    exports: tuple[ReadExport, ...] = ()
    rereading: Rereading | None = None
    pack: PackState | None = None
    is_example: bool = False

    @property
    def latest_export(self) -> ReadExport | None:
        """The export that comes last in time; None when there is none."""
        return self.exports[-1] if self.exports else None

    @property
    def latest_full_export(self) -> ReadExport | None:
        """The last full one; None when there is none."""
        return next((export for export in reversed(self.exports) if export.is_full), None)


def publish(
    connection: Connection,
    form: Form,
    folders: Folders,
    executor: Executor,
    *,
    is_anew: bool = False,
) -> FormSummary:
    """The form's release is in place; left untouched when it already has the same inputs, unless
    it is to be written anew."""
    release = folders.release(form.form_id)
    clear_leftovers(release)
    finish_interrupted_freeze(folders.outputs, form.form_id)
    tables = tables_of(connection)
    facts = read_facts(tables)
    refuse_too_few(facts.finished_count, form)
    frozen = frozen_releases(folders.outputs, form.form_id)
    inputs = inputs_of(tables, form, folders, frozen, facts.pack)
    stamp = fingerprint(inputs)
    previous = read_manifest(release)
    changes = None
    if previous and _means_the_same(previous, inputs):
        changes = changes_since(connection, database_in(release))
    is_unchanged = (
        not is_anew
        and previous is not None
        and previous.fingerprint == stamp
        and _is_as_final(previous, facts.pack)
        and not verify(release)
    )
    if not is_unchanged:
        with replaced_as_a_whole(release) as folder:
            told = write_contents(connection, facts, form, folders, frozen, folder, executor)
            write_public(tables, form, folder)
            seal(folder, {**told, "fingerprint": stamp, "inputs": inputs})
            give_release(folder, folders)
    return FormSummary(
        form_id=form.form_id,
        title=form.title,
        outcome="unchanged" if is_unchanged else "published",
        release=release,
        counts=facts.counts,
        previous_counts=previous.counts if previous else None,
        warnings=(*facts.warnings, *public_notices(tables, form)),
        changes=changes,
        exports=facts.exports,
        rereading=facts.rereading,
        pack=facts.pack,
        is_example=form.is_example,
    )


def write_contents(
    connection: Connection,
    facts: Facts,
    form: Form,
    folders: Folders,
    frozen: Sequence[Frozen],
    folder: Path,
    executor: Executor,
) -> dict[str, Any]:
    """The pack, the organisers' folder and the addendum to what was frozen before are in the
    folder, not sealed yet; returns what the manifest says of them, but for what they are made
    from."""
    # The pack first: what to do tells what could not be put in it.
    set_aside = _write_pack(connection, facts, form, folders, folder, executor)
    held = still_held(frozen, facts.withdrawn_references)
    digest, told = _write_organisation(
        connection, facts, held, set_aside, folder, with_ods=form.publish.ods
    )
    reasons = facts.pack.reasons if facts.pack else ()
    write_addendum(folder / PACK, frozen, addendum_folder(folder, frozen), form.title, reasons)
    return {
        "form_id": form.form_id,
        "title": facts.form.title,
        "counts": facts.counts,
        "pack": asdict(facts.pack) if facts.pack else None,
        "database_content": digest,
        **told._asdict(),
    }


def _write_organisation(
    connection: Connection,
    facts: Facts,
    held: Held,
    set_aside: Collection[str],
    release: Path,
    *,
    with_ods: bool,
) -> tuple[str, organisation.Told]:
    """The organisers' folder is in the release; returns the digest of its database's content, and
    what its first pages say."""
    organisation.make_folder(release)
    tables = tables_of(connection)
    # DuckDB copies on its own threads while Python writes the workbooks: half of the time.
    with ThreadPoolExecutor(max_workers=1) as pool:
        copy = pool.submit(write_published_copy, connection, database_in(release))
        told = organisation.write_sheets(facts, tables, held, set_aside, release, with_ods=with_ods)
        return copy.result(), told


def _write_pack(
    connection: Connection,
    facts: Facts,
    form: Form,
    folders: Folders,
    release: Path,
    executor: Executor,
) -> Collection[str]:
    """The pack is in the release; where nobody agrees any more, nothing is kept of one.

    Returns the names of its documents that stand-ins stand for.
    """
    if facts.pack is None:
        clear_pack(form.form_id, folders)
        return ()
    database = folders.consenting_database(form.form_id)
    with consenting_database(connection, database, facts.pack.reasons, executor) as consenting:
        answers = partial(answers_of, connection)
        return write_pack(tables_of(consenting), form, folders, release, answers, executor)


def _means_the_same(previous: Manifest, inputs: Mapping[str, Any]) -> bool:
    """Whether the previous release was made by the same code, under a form file that reads answers
    alike.

    Otherwise answers differ that nobody edited.
    """
    compared = ("code", "reading", "parameters")
    return all(previous.inputs.get(name) == inputs[name] for name in compared)


def _is_as_final(previous: Manifest, pack: PackState | None) -> bool:
    """Whether nothing but the present reasons, if any, keeps the previous release back."""
    return previous.pack is None or pack is None or previous.pack.reasons == pack.reasons


def refuse_too_few(finished_count: int, form: Form) -> None:
    """Raises OrganiserError when there are fewer submissions than the form file expects."""
    if form.expected_min is None or finished_count >= form.expected_min:
        return
    raise OrganiserError(
        "expected_min", where=form.form_id, finished=finished_count, expected=form.expected_min
    )
