"""The pack for the regulator: what each person agreed to send, from their database alone."""

from __future__ import annotations

from pathlib import Path

from consultation.french import counted
from consultation.manifest import PACK
from consultation.packs import annex, documents, index, note, sealing
from consultation.rereading import rereading_of
from consultation.settings import Folders
from consultation.warehouse.connection import Connection, execute
from consultation.warehouse.consenting import consenting_database

__all__ = ["has_pack", "reasons_of", "write_pack"]


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


def reasons_of(connection: Connection) -> tuple[str, ...]:
    """Why the pack is not final: what was not read again, by the exports or by people."""
    return (*rereading_of(connection).sentences, *_unread_texts(connection))


def _unread_texts(connection: Connection) -> tuple[str, ...]:
    unread = execute(
        connection,
        "select count(*) filter (where readings.state != 'applied')"
        " from sending.readings as readings cross join form.form as form"
        " where form.has_required_review",
    )[0][0]
    if not unread:
        return ()
    texts = counted(unread, "texte n'a pas encore été relu", "textes n'ont pas encore été relus")
    return (f"{texts} avant transmission (feuille À relire de synthese.xlsx).",)
