"""A small pack with a register, and its document, which tests then edit."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from xml.sax.saxutils import escape

import docx
from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml

from consultation.machine.csv_files import write_csv
from consultation.machine.settings import folders
from consultation.packs.contribution.claims import Claim, key_of, mark_of, write_register
from consultation.packs.contribution.word_file import word_file
from consultation.packs.contribution.word_looks import Properties
from consultation.packs.typesetting.document_values import Bullets, Heading, Paragraph, Table
from consultation.packs.verification.checking import Checked, check_file

DOCUMENT = "01-contribution-collective.docx"
ANA = (
    "La nuit, la caméra de la place suit ma fille jusqu'au portail. J'ai demandé à qui vont les"
    " images : « à personne », m'a-t-on dit. On ne m'a jamais répondu."
)
BO = "Ces caméras, c'est 1 200 000 euros pour la commune, et rien pour l'école."


def _figure(claim_id: str, value: str, number: str, cell: str, kind: str) -> Claim:
    base = "1234" if kind == "share" else ""
    key = key_of(row_id=claim_id)
    table = "statistiques/counts.csv"
    return Claim(claim_id, DOCUMENT, "figure", value, number, base, "all", table, key, cell, kind)


def _quote(claim_id: str, reference: str, value: str) -> Claim:
    about = {"reference": reference, "question_id": "texte"}
    place = {"table": "statistiques/texts.csv", "key": key_of(**about), "column": "text"}
    return Claim(claim_id, DOCUMENT, "quote", value, **place, **about)


CLAIMS = (
    _figure("total", "1\u202f234", "1234", "amount", "count"),
    _figure("day", "10\u00a0mars\u00a02022", "2022-03-10", "day", "day"),
    _figure("against", "58,5\u00a0%", "0.5845", "share", "share"),
    _quote("ana", "AAAA-0001-0001",
           "la caméra de la place suit ma fille […] On ne m'a jamais répondu"),
    _figure("towns", "37", "37", "amount", "count"),
    _figure("cell", "412", "412", "amount", "count"),
    _quote("bo", "AAAA-0001-0002", "c'est 1 200 000 euros pour la commune"),
)  # fmt: skip
VALUES = {claim.claim_id: claim.value for claim in CLAIMS}
_M = {claim.claim_id: mark_of(claim) for claim in CLAIMS}
WRITTEN = (
    "Les caméras",
    (
        Heading("Qui a répondu"),
        Bullets(
            (f"En tout, {_M['total']} réponses avant le {_M['day']}.", f"Dont {_M['against']}.")
        ),
        Paragraph(
            f"Une mère : « {_M['ana']} » — Ana Invent, dans l'une de {_M['towns']} communes."
        ),
        Table(("Votre avis", "Réponses"), (("Contre", _M["cell"]),), (5, 0)),
        Paragraph(f"« {_M['bo']} »", is_quote=True),
    ),
)


def pack(folder: Path, claims=CLAIMS, texts: Mapping[str, str] | None = None) -> Path:
    """A pack with the register, the cells that its figures come from, and two texts."""
    made = folder / "soumission"
    (made / "statistiques").mkdir(parents=True)
    write_register(made, claims)
    columns = ("row_id", "of_count", "amount", "share", "day")
    rows = []
    for claim in claims:
        if claim.kind == "figure":
            cells = (claim.number if claim.column == name else None for name in columns[2:])
            rows.append((claim.claim_id, 1234, *cells))
    write_csv(made / "statistiques" / "counts.csv", columns, rows)
    sent = {"AAAA-0001-0001": ANA, "AAAA-0001-0002": BO} if texts is None else texts
    write_csv(
        made / "statistiques" / "texts.csv",
        ("reference", "question_id", "text"),
        [(reference, "texte", text) for reference, text in sent.items()],
    )
    return made


def run(text: str, formatting: str = "") -> str:
    """A run of a word processor."""
    properties = f"<w:rPr>{formatting}</w:rPr>" if formatting else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def mark(claim_id: str, inside: str) -> str:
    """The runs inside the bookmark of a claim."""
    start = f'<w:bookmarkStart w:id="900" w:name="fm_{claim_id}"/>'
    return f'{start}{inside}<w:bookmarkEnd w:id="900"/>'


def document(form_id: str = "essai", more: str = "", **edited: str) -> bytes:
    """The document, with `more` runs in its header; a claim of `edited` has that text in its
    bookmark, or these runs in place of its bookmark: XML begins with « < »."""
    about = Properties("Les caméras", "", f"faire-masse:{form_id}", dt.datetime(2022, 3, 7))  # noqa: DTZ001
    made = docx.Document(io.BytesIO(word_file(WRITTEN, CLAIMS, about, ())))
    for claim_id, text in edited.items():
        (start,) = made.element.body.xpath(f".//w:bookmarkStart[@w:name='fm_{claim_id}']")
        paragraph, runs = start.getparent(), text if "<" in text else mark(claim_id, run(text))
        for element in _elements(runs):
            start.addprevious(element)
        for element in (start.getnext(), start.getnext().getnext(), start):
            paragraph.remove(element)
    if more:
        made.sections[0].header.paragraphs[0]._p.extend(_elements(more))
    saved = io.BytesIO()
    made.save(saved)
    return saved.getvalue()


def _elements(runs: str) -> list:
    return list(parse_xml(f"<w:p {nsdecls('w')}>{runs}</w:p>"))


def checked(folder: Path, content: bytes) -> Checked:
    """What is found in the document of these bytes, against the pack in the folder."""
    path = folder.parent / "modifié.docx"
    path.write_bytes(content)
    return check_file(path, folder, folders(outputs=folder.parent))[0]


def with_document(folder: Path, **edited: str) -> Path:
    """The pack, which has the document."""
    (folder / DOCUMENT).write_bytes(document(**edited))
    return folder


def archive(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip of these parts."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in parts.items():
            file.writestr(name, text)
    return content.getvalue()
