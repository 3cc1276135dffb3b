"""Everything that determines a release, as its manifest lists it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

from consultation.forms.form import Form
from consultation.machine.checksums import checksum
from consultation.machine.code_versions import code_version
from consultation.machine.references import mark_in
from consultation.machine.settings import Folders
from consultation.notices.facts import PackState
from consultation.releases.freezing import Frozen
from consultation.runs.tombstones import read_register
from consultation.warehouse.store.form_tables import THRESHOLDS
from consultation.warehouse.tables.publications import Row, Tables


def inputs_of(
    tables: Tables, form: Form, folders: Folders, frozen: Sequence[Frozen], pack: PackState | None
) -> dict[str, Any]:
    """Everything that determines the release, by name: `form` → SHA-256 of the form file and of its
    files of choices, `key` → digest of the key of references…"""
    note = folders.note_text(form.form_id)
    contribution = folders.contribution_text(form.form_id)
    return {
        "code": code_version(),
        "form": form.sha256,
        "is_example": form.is_example,
        "has_real_answers": tables["facts.totals"].records[0]["has_real_answers"],
        "parameters": THRESHOLDS,
        "exports": _files(tables["raw.exports"].records, "export_id"),
        "fetches": _fetches(tables["raw.fetches"].records),
        "decisions": _files(tables["raw.decision_files"].records, "file_id"),
        "restored_from": [
            row["backup_at"].isoformat() for row in tables["raw.restorations"].records if pack
        ],
        "lost_files": [row["file_id"] for row in tables["raw.lost_files"].records if pack],
        "refusals": _refusals(tables),
        "key": mark_in(folders.data).read_text(encoding="ascii").strip(),
        "note": checksum(note) if note.exists() else None,
        "contribution": checksum(contribution) if contribution.exists() else None,
        "frozen": [[release.name, release.number, release.fingerprint] for release in frozen],
        **_erasures_of(folders, form),
    }


def _refusals(tables: Tables) -> list[list[str | None]]:
    """The files that were left out, as lists of name, SHA-256, reason and advice. They are sorted,
    so that their order of arrival doesn't matter."""
    named = ("file_name", "export_id", "what", "advice")
    refusals = ([row[name] for name in named] for row in tables["raw.refusals"].records)
    return sorted(refusals, key=str)


def _erasures_of(folders: Folders, form: Form) -> dict[str, str]:
    """A digest of the erased people and of the files that the recipient has to replace or delete.
    An erasure changes the digest, so that the run publishes a new release. Empty if nobody was
    erased."""
    register = read_register(folders.data, form.form_id)
    if not register.key_mark:
        return {}
    lines = sorted((*register.submissions, *register.addresses))
    lines += (f"{notice.name} {notice.deleted} {notice.replaced}" for notice in register.to_tell)
    return {"erased": hashlib.sha256("\n".join(lines).encode()).hexdigest()}


def _files(rows: Iterable[Row], key: str) -> list[dict[str, str]]:
    """The name and the SHA-256 (column `key` of `rows`) of each file, sorted by SHA-256."""
    files = [{"sha256": row[key], "file": row["file_name"]} for row in rows]
    return sorted(files, key=lambda file: (file["sha256"], file["file"]))


def _fetches(rows: Iterable[Row]) -> list[list[Any]]:
    """The results of fetches, sorted by SHA-256: a list of SHA-256, file name, time and number of
    answers for each. True follows if the time came from a wrong clock (`is_ahead`)."""
    fetches = [
        [row["export_id"], row["file_name"], row["fetched_at"].isoformat(), row["answer_count"]]
        + [True] * bool(row["is_ahead"])
        for row in rows
    ]
    return sorted(fetches, key=lambda fetch: fetch[0] or "")
