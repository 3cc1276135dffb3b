"""The pack for the regulator: what each person agreed to send, from their database alone."""

from __future__ import annotations

import shutil
from pathlib import Path

from consultation.notices.pack_reasons import reasons_of
from consultation.packs import annex, documents, index, note, sealing
from consultation.packs.index_file import PACK
from consultation.settings import Folders
from consultation.warehouse.build.consenting import consenting_database
from consultation.warehouse.store.connection import Connection, execute


def clear_pack(form_id: str, folders: Folders) -> None:
    """What a pack was made from is gone: nobody agrees any more that anything be sent."""
    for path in (folders.consenting_database(form_id), *_leftovers(folders, form_id)):
        path.unlink(missing_ok=True)
    shutil.rmtree(folders.documents(form_id), ignore_errors=True)


def _leftovers(folders: Folders, form_id: str) -> list[Path]:
    database = folders.consenting_database(form_id)
    return list(database.parent.glob(f"{database.name}.*"))


def has_pack(connection: Connection) -> bool:
    """Whether anybody agreed that anything be sent."""
    return bool(execute(connection, "select 1 from sending.contributions limit 1"))


def write_pack(connection: Connection, form_id: str, folders: Folders, release: Path) -> None:
    """The folder `soumission/` is in the release, sealed, from the database of consenting
    contributions alone.

    `connection` is the working database's: that database is made from it first.
    """
    folder = release / PACK
    folder.mkdir(mode=0o700)
    database = folders.consenting_database(form_id)
    with consenting_database(connection, database, reasons_of(connection)) as consenting:
        documents.write_documents(consenting, folder, folders.documents(form_id))
        own_text = folders.note_text(form_id)
        note.write_note(consenting, folder, own_text if own_text.exists() else None)
        index.write_index(consenting, folder)
        annex.write_annex(consenting, folder)
        sealing.seal_pack(consenting, folder, folders.signing_key)
