"""The pack for the regulator: what each person agreed to send, from their database alone."""

from __future__ import annotations

import shutil
from concurrent.futures import Executor
from pathlib import Path

from consultation.coding.coded_texts import SENT_COLUMNS
from consultation.forms.form import Form
from consultation.notices.for_allies import write_for_allies
from consultation.packs import annex, documents, index, note, questionnaire, sealing
from consultation.packs.contribution.writing import write_contribution
from consultation.packs.index_file import PACK
from consultation.settings import Folders
from consultation.warehouse.build.publications import Tables
from consultation.warehouse.build.quotable import Asked

__all__ = ["clear_pack", "write_pack"]


def clear_pack(form_id: str, folders: Folders) -> None:
    """Delete what earlier packs were made from: nothing of the form may be sent any more."""
    for path in (folders.consenting_database(form_id), *_leftovers(folders, form_id)):
        path.unlink(missing_ok=True)
    shutil.rmtree(folders.documents(form_id), ignore_errors=True)


def _leftovers(folders: Folders, form_id: str) -> list[Path]:
    database = folders.consenting_database(form_id)
    return list(database.parent.glob(f"{database.name}.*"))


def write_pack(
    tables: Tables,
    form: Form,
    folders: Folders,
    release: Path,
    answers: Asked,
    executor: Executor,
) -> frozenset[str]:
    """The folder `soumission/` is in the release, sealed; `tables` are those of the database that
    holds only what people agreed to send, `answers` what no template may quote by itself. Returns
    the names of documents that stand-ins stand for.
    """
    folder = release / PACK
    folder.mkdir(mode=0o700)
    written = documents.write_documents(
        tables, folder, folders.documents(form.form_id), executor, form.pack.documents_max
    )
    own_text = folders.note_text(form.form_id)
    claims = note.write_note(tables, folder, own_text if own_text.exists() else None, written)
    questionnaire.write_questionnaire(tables, form, folder)
    index.write_index(tables, folder, written)
    annex.write_annex(tables, folder)
    write_for_allies(tables, folder, SENT_COLUMNS)
    write_contribution(tables, folder, folders, claims, answers)
    sealing.seal_pack(tables, folder, folders.signing_key, written)
    return written.set_aside
