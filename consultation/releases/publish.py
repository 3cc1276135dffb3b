"""What one run publishes for a form: written aside, sealed, then put in place as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from consultation.forms.form import Form
from consultation.machine.access import give_release
from consultation.machine.settings import Folders, database_in
from consultation.machine.swap import clear_leftovers, replaced_as_a_whole
from consultation.notices.facts import PackState, read_facts
from consultation.notices.left_out import Parts, facts_without, problems_of
from consultation.notices.rereading import Rereading
from consultation.public.assembling import public_results, why_nothing_is_public
from consultation.releases.freezing import finish_interrupted_freeze, frozen_releases
from consultation.releases.inputs import inputs_of
from consultation.releases.manifest import (
    Manifest,
    fingerprint,
    problems_of_files,
    read_manifest,
    seal,
    verify,
)
from consultation.runs.remembering import ReadExport
from consultation.warehouse.store.connection import Connection
from consultation.warehouse.tables.publications import Tables, tables_of
from consultation.words.errors import OrganiserError
from consultation.words.french import schema_text, sentence
from schemas.form import ENDED

if TYPE_CHECKING:
    from consultation.charts import Picture
    from consultation.charts.chart import Chart

__all__ = ["FormSummary", "ReadExport", "publish", "verify"]


@dataclass(frozen=True)
class FormSummary:
    """How a form's run ended, in numbers: no answer, no name.

    `counts` has received, one count per box of the flow, and sendable; `previous_counts` are
    those of the release that was in place, None when there was none. `exports` are all that were
    read, in the order of their contents; `left_out` is what could not be made, and why.
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
    """The form's release is in place; left untouched when it already has the same inputs and all of
    its parts, unless it is to be written anew."""
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
    is_unchanged = (
        not is_anew
        and previous is not None
        and previous.fingerprint == stamp
        and not previous.left_out
        and _is_as_final(previous, facts.pack)
        and not problems_of_files(release)
        and database_in(release).exists()
    )
    left_out: Mapping[str, str] = {}
    if not is_unchanged:
        # What writes files takes half a second to load, which a run without any need not.
        from consultation.releases.contents import write_all_that_can_be, write_contents

        with replaced_as_a_whole(release) as folder:
            write = partial(write_contents, connection, facts, form, folders, frozen, executor)
            public = partial(_write_public, tables, form)
            left_out, told = write_all_that_can_be(write, public, folder)
            facts = facts_without(facts, left_out)
            seal(folder, {**told, "fingerprint": stamp, "inputs": inputs})
            give_release(folder, folders)
    return FormSummary(
        form_id=form.form_id,
        title=form.title,
        outcome="unchanged" if is_unchanged else "published",
        release=release,
        counts=facts.counts,
        previous_counts=previous.counts if previous else None,
        warnings=(*facts.warnings, *_public_notices(tables, form)),
        exports=facts.exports,
        rereading=facts.rereading,
        pack=facts.pack,
        is_example=form.is_example,
        left_out=problems_of(left_out),
    )


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


def _write_public(tables: Tables, form: Form, release: Path, parts: Parts) -> None:
    """The release has its public folder, where the form file asks for one and enough answered; it
    says today's figures, whatever was published before."""
    if not form.publish.public or why_nothing_is_public(tables, form):
        return
    from consultation.charts import picture_of
    from consultation.public.public_folder import PUBLIC, README, write_public_folder

    def draw(chart: Chart) -> Picture | None:
        return parts.make(f"{PUBLIC}/images/{chart.id}.svg", picture_of, chart)

    write_public_folder(public_results(tables, form), release / PUBLIC, draw)
    with (release / README).open("a", encoding="utf-8") as readme:
        readme.write(schema_text("lisezmoi-public.txt"))


def _public_notices(tables: Tables, form: Form) -> tuple[str, ...]:
    """What is said beside the numbers: why there is no public folder where one was asked for, and
    which keys of the form file do nothing any more."""
    ended = (key for key in ENDED if getattr(form.publish, key) is not None)
    told = (
        why_nothing_is_public(tables, form),
        *(sentence("public", "ended_key", key=key) for key in ended),
    )
    return tuple(filter(None, told))
