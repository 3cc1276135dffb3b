"""The documents that state figures, and registre.csv with the source of each figure and quote.

The documents are 00-note-de-methode.pdf and 01-contribution-collective.docx.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

from consultation.forms.note_blanks import CONTRIBUTION, NOTE
from consultation.machine.csv_files import write_csv
from consultation.machine.disk import write_bytes
from consultation.machine.references import REFERENCE
from consultation.packs.contribution.claims import (
    DOCUMENT,
    Claim,
    claims_in,
    with_ids,
    without_marks,
    write_register,
)
from consultation.packs.contribution.coded import quoted_references
from consultation.packs.contribution.template_names import Names, present_values
from consultation.packs.contribution.word_file import word_file
from consultation.packs.contribution.word_looks import Properties
from consultation.packs.index import form_of, reasons_of
from consultation.packs.plain_text import written
from consultation.packs.typesetting import note_pdf
from consultation.packs.typesetting.document_values import Block, Note, Paragraph, Table
from consultation.packs.verification.checking import problems_of
from consultation.packs.verification.sources import claims_of, uncounted_claims
from consultation.warehouse.tables.publications import Tables
from consultation.words.errors import OrganiserError
from consultation.words.french import sentence

MODEL = "modele"
NOTE_FILE = "00-note-de-methode.pdf"
ROWS = 40
"""The most rows of a table in the note. The annex has all rows."""


def write_note(
    tables: Tables, folder: Path, own_text: Path, values: Callable[[], Names]
) -> tuple[Claim, ...]:
    """Write the note of method to `folder`, and return its claims.

    `own_text` is the form's own template. If that file is missing, our default template is used.
    `values` computes the values that a template can name. Raises OrganiserError if the template
    can't be filled, or the PDF can't be made.
    """
    title, blocks = written(values(), own_text, NOTE)
    document = title, tuple(shorten_tables(blocks))
    note = Note(*without_marks(document), reasons_of(tables))
    write_bytes(folder / NOTE_FILE, note_pdf(note))
    return with_ids(claims_in(document), NOTE_FILE)


def shorten_tables(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the blocks of a document, with each table cut to `ROWS` rows. A paragraph after a cut
    table gives the number of rows left out."""
    for block in blocks:
        more = len(block.rows) - ROWS if isinstance(block, Table) else 0
        if isinstance(block, Table) and more > 0:
            yield replace(block, rows=block.rows[:ROWS])
            yield Paragraph(sentence("note", "more_rows", row_count=more))
        else:
            yield block


def write_contribution(
    tables: Tables,
    folder: Path,
    own_text: Path,
    claims_of_note: Iterable[Claim],
    values: Callable[[], Names],
) -> None:
    """Write the collective contribution and the register to the pack's folder.

    `values` computes the values that templates can name. Raises OrganiserError if the template
    can't be filled, if the text has the reference of a contribution that is not quoted
    (`template_reference`), or if a claim is false (see `refuse_false_claims`).
    """
    where = own_text.name if own_text.exists() else CONTRIBUTION
    document = written(values(), own_text, CONTRIBUTION)
    for reference in REFERENCE.findall(str(without_marks(document))):
        if reference not in quoted_references(tables):
            raise OrganiserError("template_reference", where=where, reference=reference)
    claims = with_ids(claims_in(document), DOCUMENT)
    content = word_file(document, claims, _properties(tables), reasons_of(tables))
    write_bytes(folder / DOCUMENT, content)
    write_register(folder, (*claims_of_note, *claims))
    refuse_false_claims(folder, where)


def refuse_false_claims(folder: Path, where: str) -> None:
    """Raise OrganiserError `claims_do_not_hold` if the pack's tables contradict a claim of its
    register.

    Raise `claims_do_not_hold.touching` if the tables agree with the register, but the text in a
    bookmark of 01-contribution-collective.docx doesn't. `where` is the file that the error names.
    """
    wrong, code = uncounted_claims(folder), "claims_do_not_hold"
    if not wrong and any(claim.document == DOCUMENT for claim in claims_of(folder)):
        wrong = [problem.claim_id for problem in problems_of(folder / DOCUMENT)]
        code = "claims_do_not_hold.touching"
    if wrong:
        count, first = len(wrong), wrong[:5]
        raise OrganiserError(code, where=where, claim_count=count, claims=first)


def write_model(release: Path, values: Callable[[], Names]) -> None:
    """Write the default templates of the contribution and the note to `organisation/modele/`, for
    organisers to change.

    noms.csv lists every name that a placeholder can have, with its current value.
    """
    folder = release / "organisation" / MODEL
    folder.mkdir(mode=0o700, parents=True)
    for name in (CONTRIBUTION, NOTE):
        write_bytes(folder / name, files("schemas").joinpath(name).read_bytes())
    names = dict(present_values(values()))
    rows = ((f"{{{{ {name} }}}}", value) for name, value in names.items())
    write_csv(folder / "noms.csv", ("Nom", "Valeur actuelle"), rows)


def _properties(tables: Tables) -> Properties:
    form, (details,) = form_of(tables), tables["form.form"].records
    return Properties(
        title=sentence("contribution", "title", form=form.title),
        author=details["organisation"] or "",
        identifier=f"faire-masse:{form.form_id}",
        date=form.date,
    )
