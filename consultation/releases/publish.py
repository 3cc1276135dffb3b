"""What one run publishes for a form: written aside, sealed, then put in place as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from consultation.errors import OrganiserError
from consultation.forms.form import Form
from consultation.machine.access import give_release
from consultation.machine.checksums import checksum
from consultation.machine.code_versions import code_version
from consultation.machine.swap import clear_leftovers, replaced_as_a_whole
from consultation.notices.notices import notices_of
from consultation.notices.pack_reasons import reasons_of
from consultation.notices.rereading import Rereading, rereading_of
from consultation.organisation import folder as organisation
from consultation.packs.index_file import PACK
from consultation.packs.pack import clear_pack, has_pack, write_pack
from consultation.pseudonyms import mark_in
from consultation.releases.addenda import addendum_folder, write_addendum
from consultation.releases.freezing import finish_interrupted, frozen_releases
from consultation.releases.manifest import Manifest, fingerprint, read_manifest, seal, verify
from consultation.runs.remembering import ReadExport
from consultation.settings import Folders
from consultation.warehouse.published.released import changes_since
from consultation.warehouse.store.connection import Connection, execute
from consultation.warehouse.store.decisions import decision_files
from consultation.warehouse.store.declarations import THRESHOLDS

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

    @property
    def latest_export(self) -> ReadExport | None:
        """The export that comes last in time; None when there is none."""
        return self.exports[-1] if self.exports else None

    @property
    def latest_full_export(self) -> ReadExport | None:
        """The last full one; None when there is none."""
        return next((export for export in reversed(self.exports) if export.is_full), None)


@dataclass(frozen=True)
class PackState:
    """The pack of a release: how many contributions, and why it is not final; no reason, it is."""

    contribution_count: int
    reasons: tuple[str, ...]
    is_read: bool  # each of its texts, by a person


def publish(connection: Connection, form: Form, folders: Folders) -> FormSummary:
    """The release of the form is in place; untouched when it already was this one."""
    release = folders.release(form.form_id)
    clear_leftovers(release)
    finish_interrupted(folders.outputs, form.form_id)
    refuse_too_few(connection, form)
    frozen = frozen_releases(folders.outputs, form.form_id)
    inputs = inputs_of(connection, form, folders) | {
        "frozen": [[one.name, one.number, one.fingerprint] for one in frozen]
    }
    stamp = fingerprint(inputs)
    previous = read_manifest(release)
    counts = counts_of(connection)
    changes = None
    if previous and _means_the_same(previous, inputs):
        changes = changes_since(connection, organisation.database_in(release))
    pack = pack_state_of(connection)
    is_unchanged = previous is not None and previous.fingerprint == stamp and not verify(release)
    if not is_unchanged:
        with replaced_as_a_whole(release) as folder:
            digest = organisation.write(connection, folder, frozen)
            if has_pack(connection):
                write_pack(connection, form.form_id, folders, folder)
            else:
                clear_pack(form.form_id, folders)
            write_addendum(
                folder / PACK,
                frozen,
                addendum_folder(folder, frozen),
                form.title,
                pack.reasons if pack else (),
            )
            seal(folder, _manifest(form, inputs, stamp, counts, digest, pack))
            give_release(folder, folders)
    return FormSummary(
        form_id=form.form_id,
        title=form.title,
        outcome="unchanged" if is_unchanged else "published",
        release=release,
        counts=counts,
        previous_counts=previous.counts if previous else None,
        warnings=tuple(notices_of(connection)),
        changes=changes,
        exports=exports_of(connection),
        rereading=rereading_of(connection),
        pack=pack,
    )


def pack_state_of(connection: Connection) -> PackState | None:
    """The state of the pack; None when nobody agreed that anything be sent."""
    if not has_pack(connection):
        return None
    sent = execute(connection, "select count(*) from sending.contributions")[0][0]
    unread = execute(connection, "select 1 from sending.readings where state != 'applied' limit 1")
    return PackState(sent, reasons_of(connection), is_read=not unread)


def _means_the_same(previous: Manifest, inputs: Mapping[str, Any]) -> bool:
    """Whether the previous release was made by the same code under the same form file.

    Otherwise answers differ that nobody edited.
    """
    return all(previous.inputs.get(name) == inputs[name] for name in ("code", "form", "parameters"))


def counts_of(connection: Connection) -> dict[str, int]:
    """Submissions received, in each box, and contributions that may be sent."""
    boxes: dict[str, int] = dict(
        execute(connection, "select box, submission_count from statistics.flow")
    )
    sendable = "select count(*) from respondents.contributions where is_sendable"
    return {
        "received": sum(boxes.values()),
        **boxes,
        "sendable": execute(connection, sendable)[0][0],
    }


def exports_of(connection: Connection) -> tuple[ReadExport, ...]:
    """Every export that was read, in the order of their contents."""
    rows = execute(
        connection,
        "select file_name, is_full, record_count, greatest_sid, export_id, exported_at"
        " from clean.exports order by export_number",
    )
    return tuple(ReadExport(*row) for row in rows)


def inputs_of(connection: Connection, form: Form, folders: Folders) -> dict[str, Any]:
    """Everything that the release is a function of; of keys, only what tells one from another."""
    note = folders.note_text(form.form_id)
    exports = execute(connection, "select export_id, file_name from raw.exports order by export_id")
    refusals = execute(
        connection, "select file_name, export_id, what, advice from raw.refusals order by all"
    )
    return {
        "code": code_version(),
        "form": form.sha256,
        "parameters": THRESHOLDS,
        "exports": [{"sha256": export_id, "file": name} for export_id, name in exports],
        "decisions": [
            {"sha256": file_id, "file": name} for file_id, name in decision_files(connection)
        ],
        "refusals": [list(refusal) for refusal in refusals],
        "key": mark_in(folders.data).read_text(encoding="ascii").strip(),
        "signing_key": _public_part(folders.signing_key),
        "note": checksum(note) if note.exists() else None,
    }


def _public_part(key: Path | None) -> str | None:
    """What tells a signing key from another: its public part's checksum, where it lies beside."""
    if key is None:
        return None
    public = key.with_name(f"{key.name}.pub")
    return checksum(public) if public.exists() else "sans clé publique"


def _manifest(
    form: Form,
    inputs: dict[str, Any],
    stamp: str,
    counts: dict[str, int],
    digest: str,
    pack: PackState | None,
) -> dict[str, Any]:
    return {
        "form_id": form.form_id,
        "title": form.title,
        "fingerprint": stamp,
        "inputs": inputs,
        "counts": counts,
        "pack": asdict(pack) if pack else None,
        "database_content": digest,
    }


def refuse_too_few(connection: Connection, form: Form) -> None:
    """Fewer submissions than the form file expects stop the publication."""
    if form.expected_min is None:
        return
    finished = execute(connection, "select count(*) from clean.submissions where not is_draft")[0][
        0
    ]
    if finished < form.expected_min:
        raise OrganiserError(
            "expected_min", where=form.form_id, finished=finished, expected=form.expected_min
        )
