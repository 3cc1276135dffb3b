"""01-contribution-collective.docx and registre.csv: what the collective says, and where each figure
and quote of the pack's documents comes from."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib.resources import files
from pathlib import Path

from consultation.forms.note_blanks import DEFAULT as NOTE
from consultation.machine.csv_files import write_csv
from consultation.machine.disk import write_bytes
from consultation.machine.settings import Folders
from consultation.packs.contribution.claims import DOCUMENT, Claim, write_register
from consultation.packs.contribution.coded import quoted_references
from consultation.packs.contribution.filled_template import Properties, Template, fill
from consultation.packs.contribution.template_names import Names, present_values
from consultation.packs.contribution.unquotable import documents_in, refuse_unquotable
from consultation.packs.index import form_of, reasons_of
from consultation.packs.verification.checking import problems_of
from consultation.packs.verification.sources import claims_of, uncounted_claims
from consultation.warehouse.tables.publications import Tables
from consultation.warehouse.tables.written_texts import Asked
from consultation.words.errors import OrganiserError
from consultation.words.french import sentence

DEFAULT = "contribution-collective.docx"
MODEL = "modele"


def write_contribution(
    tables: Tables,
    folder: Path,
    folders: Folders,
    claims_of_note: Iterable[Claim],
    answers: Asked,
    values: Callable[[], Names],
) -> None:
    """The collective contribution and the register are in the pack, beside the tables that they
    come from; `values` gives what holes lead to.

    Raises OrganiserError where the template can't be filled, quotes by itself who may not be quoted
    (`answers`), and `claims_do_not_hold` where what was written can't be computed again from the
    pack.
    """
    template = _template(folders.template(form_of(tables).form_id))
    document, claims = fill(
        template, values(), _properties(tables), reasons_of(tables), quoted_references(tables)
    )
    if template.name != DEFAULT:
        contents = (template.content, document)  # places are those that their authors see, first
        read = (each for content in contents for each in documents_in(content, template.name))
        refuse_unquotable(template.name, read, values(), answers())
    write_bytes(folder / DOCUMENT, document)
    every_claim = (*claims_of_note, *claims)
    write_register(folder, every_claim)
    refuse_false_claims(folder, template.name)


def refuse_false_claims(folder: Path, where: str) -> None:
    """Raises OrganiserError `claims_do_not_hold` where the pack's tables don't give a claim of its
    register, or where the contribution would be read otherwise than they say."""
    wrong, code = uncounted_claims(folder), "claims_do_not_hold"
    if not wrong and any(claim.document == DOCUMENT for claim in claims_of(folder)):
        problems = problems_of(folder / DOCUMENT)
        wrong = [claim_id for problem in problems for claim_id in problem.claim_ids]
        code = "claims_do_not_hold.touching"
    if wrong:
        count, first = len(wrong), wrong[:5]
        raise OrganiserError(code, where=where, claim_count=count, claims=first)


def write_model(release: Path, own: Path, values: Callable[[], Names]) -> None:
    """What organisers take to change the document and the note is in their folder: its template,
    the note's usual words, and every name for a hole, whether or not they can be made of them."""
    folder = release / "organisation" / MODEL
    folder.mkdir(mode=0o700, parents=True)
    write_bytes(folder / DEFAULT, _template(own).content)
    write_bytes(folder / NOTE, files("schemas").joinpath(NOTE).read_bytes())
    names = dict(present_values(values()))
    rows = ((f"{{{{ {name} }}}}", value) for name, value in names.items())
    write_csv(folder / "noms.csv", ("Nom", "Valeur actuelle"), rows)


def _template(own: Path) -> Template:
    if own.exists():
        return Template(own.name, own.read_bytes())
    return Template(DEFAULT, files("schemas").joinpath(DEFAULT).read_bytes())


def _properties(tables: Tables) -> Properties:
    form, (told,) = form_of(tables), tables["form.form"].records
    return Properties(
        title=sentence("contribution", "title", form=form.title),
        author=told["organisation"] or "",
        identifier=f"faire-masse:{form.form_id}",
        date=form.date,
    )
