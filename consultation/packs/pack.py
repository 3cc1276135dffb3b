"""The pack for the regulator, made from a database that holds only what people agreed to send."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from functools import cache, partial
from pathlib import Path
from typing import TypeVar

from consultation.coding.coded_texts import SENT_COLUMNS
from consultation.forms.form import Form
from consultation.machine.checksums import write_sums
from consultation.machine.disk import write_text
from consultation.machine.settings import PACK, Folders
from consultation.notices.for_allies import FOLDER, write_for_allies
from consultation.notices.left_out import Parts
from consultation.notices.responses import responses_told
from consultation.packs import annex, documents, index, questionnaire
from consultation.packs.contribution.claims import DOCUMENT, write_register
from consultation.packs.contribution.named_values import values_of
from consultation.packs.contribution.stated_files import (
    MODEL,
    NOTE_FILE,
    refuse_false_claims,
    write_contribution,
    write_model,
    write_note,
)
from consultation.packs.index import form_of, reasons_of
from consultation.packs.index_file import EACH, OWN_WORDS, Documents
from consultation.packs.own_words.page import OwnWords
from consultation.warehouse.tables.publications import Tables
from consultation.words.french import schema_text, sentence, with_values

VERIFIER = "VERIFIER.txt"
# Shell commands that count the documents, or the volumes.
COUNTING = {"each": "ls contributions | wc -l", "in_volumes": "ls recueil-*.pdf | wc -l"}

Made = TypeVar("Made")


def write_pack(
    tables: Tables,
    form: Form,
    folders: Folders,
    release: Path,
    executor: Executor,
    parts: Parts,
    own_words: OwnWords | None = None,
) -> frozenset[str]:
    """Write and seal the folder `soumission/` of the release. Returns the references of the
    contributions whose documents are only placeholders.

    `tables` are from the database of consenting contributions only. An error in the documents, the
    index, the tables or the register is raised. Any other part that can't be made is left out and
    noted in `parts`. After a failure, the collective contribution is not made either. Without
    `own_words`, the page on which people find their own text is not made, and the file with its
    digests is deleted.
    """
    folder = release / PACK
    folder.mkdir(mode=0o700)

    def make(name: str, make_part: Callable[..., Made], *arguments: object) -> Made | None:
        return parts.make(f"{PACK}/{name}", make_part, *arguments)

    # Documents are typeset in processes; what tables say is written meanwhile.
    cache_in, most = folders.documents(form.form_id), form.pack.documents_max
    with ThreadPoolExecutor() as pool:
        typeset = pool.submit(documents.write_documents, tables, folder, cache_in, executor, most)
        make(f"{FOLDER}/", write_for_allies, tables, folder, SENT_COLUMNS)
        annex.write_tables(tables, folder)
        make(annex.ANNEX, annex.write_annex, tables, folder)
        documents_made = typeset.result()
    values = cache(partial(values_of, tables, documents_made))
    own_note, own = folders.note_text(form.form_id), folders.contribution_text(form.form_id)
    claims = make(NOTE_FILE, write_note, tables, folder, own_note, values) or ()
    make(questionnaire.NAME, questionnaire.write_questionnaire, tables, form, folder)
    if own_words:
        make(OWN_WORDS, own_words.write, tables, folder)
    else:
        folders.own_words(form.form_id).unlink(missing_ok=True)
    index.write_index(tables, folder, documents_made)
    make(index.WORKBOOK, index.write_workbook_of_index, tables, folder, documents_made)
    write_register(folder, claims)
    make(NOTE_FILE, refuse_false_claims, folder, NOTE_FILE)
    parts.make(f"organisation/{MODEL}/", write_model, release, values)
    if not parts.failures:  # its claims share a register with the note's
        make(DOCUMENT, write_contribution, tables, folder, own, claims, values)
    seal_pack(tables, folder, documents_made)
    return documents_made.set_aside


def seal_pack(tables: Tables, folder: Path, made: Documents = EACH) -> None:
    """Write VERIFIER.txt, which explains how to verify the pack and count again without our
    software. Then write SHA256SUMS with the checksums of all files. `made` are the
    documents already in the pack."""
    how, count = ("in_volumes" if made.pages else "each", form_of(tables).contribution_count)
    counts = {"count": count, "volume_count": made.volume_count, "command": COUNTING[how]}
    has_own_words = (folder / OWN_WORDS).exists()
    values = {
        "count": count,
        "documents": sentence("documents", f"count_{how}", **counts),
        "digest": sentence("documents", f"digest_{how}"),
        "responses": responses_told(tables["pack.responses"]),
        "draft": sentence("verifying", "draft") if reasons_of(tables) else "",
        "own_words": sentence("own_words", "verifier") if has_own_words else "",
    }
    write_text(folder / VERIFIER, with_values(schema_text("verifier.txt"), values))
    write_sums(folder, made.sums)
