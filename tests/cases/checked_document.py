"""A small pack with a register, and a document that makes its claims, which tests then edit."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from xml.sax.saxutils import escape

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from lxml import etree

from consultation.machine.csv_files import write_csv
from consultation.machine.settings import folders
from consultation.packs.contribution.claims import Claim, key_of, write_register
from consultation.packs.verification.checking import Checked, check_file

DOCUMENT = "01-contribution-collective.docx"
ANA = (
    "La nuit, la caméra de la place suit ma fille jusqu'au portail. J'ai demandé à qui vont les"
    " images : « à personne », m'a-t-on dit. On ne m'a jamais répondu."
)
BO = "Ces caméras, c'est 1 200 000 euros pour la commune, et rien pour l'école."


def _figure(claim_id: str, value: str, number: str, cell: str, kind: str) -> Claim:
    asked = "1234" if kind == "share" else ""
    key = key_of(row_id=claim_id)
    table = "statistiques/counts.csv"
    return Claim(claim_id, DOCUMENT, "figure", value, number, asked, "all", table, key, cell, kind)


def _quote(claim_id: str, reference: str, value: str) -> Claim:
    return Claim(
        claim_id,
        DOCUMENT,
        "quote",
        value,
        table="statistiques/texts.csv",
        key=key_of(reference=reference, question_id="texte"),
        column="text",
        reference=reference,
        question_id="texte",
    )


CLAIMS = (
    _figure("total", "1\u202f234", "1234", "amount", "count"),
    _figure("day", "10\u00a0mars\u00a02022", "2022-03-10", "day", "day"),
    _figure("against", "58,5\u00a0%", "0.5845", "share", "share"),
    _quote(
        "ana", "AAAA-0001-0001", "la caméra de la place suit ma fille […] On ne m'a jamais répondu"
    ),
    _figure("towns", "37", "37", "amount", "count"),
    _figure("cell", "412", "412", "amount", "count"),
    _quote("bo", "AAAA-0001-0002", "c'est 1 200 000 euros pour la commune"),
    _figure("boxed", "86", "86", "amount", "count"),
    _figure("noted", "19", "19", "amount", "count"),
    _figure("edge", "5", "5", "amount", "count"),
)
VALUES = {claim.claim_id: claim.value for claim in CLAIMS}


def pack(folder: Path, claims=CLAIMS, texts: Mapping[str, str] | None = None) -> Path:
    """A pack with the register, the cells that its figures come from, and two texts."""
    made = folder / "soumission"
    (made / "statistiques").mkdir(parents=True)
    write_register(made, claims)
    figures = [claim for claim in claims if claim.kind == "figure"]
    columns = ("row_id", "row_label", "of_count", "amount", "share", "day")
    rows = []
    for claim in figures:
        cells = (claim.number if claim.column == name else None for name in columns[3:])
        label = "La loi « 1901 » s'applique" if claim is CLAIMS[0] else "Où vous habitez"
        rows.append((claim.claim_id, label, 1234, *cells))
    write_csv(made / "statistiques" / "counts.csv", columns, rows)
    sent = {"AAAA-0001-0001": ANA, "AAAA-0001-0002": BO} if texts is None else texts
    write_csv(
        made / "statistiques" / "texts.csv",
        ("reference", "question_id", "text"),
        [(reference, "texte", text) for reference, text in sent.items()],
    )
    return made


def run(text: str, looks: str = "") -> str:
    """A run of a word processor."""
    properties = f"<w:rPr>{looks}</w:rPr>" if looks else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def mark(claim_id: str, inside: str) -> str:
    """The runs inside the bookmark of a claim."""
    number = 100 + [*VALUES, claim_id].index(claim_id)
    start = f'<w:bookmarkStart w:id="{number}" w:name="fm_{claim_id}"/>'
    return f'{start}{inside}<w:bookmarkEnd w:id="{number}"/>'


def paragraph(text: str, style: str = "") -> str:
    """A paragraph whose claims stand between braces."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    pieces = re.split(r"(\{\w+\})", text)
    runs = (piece if piece.startswith("{") else run(piece) for piece in pieces if piece)
    return f"<w:p>{properties}{''.join(runs)}</w:p>"


def table(*rows: tuple[str, ...]) -> str:
    """A table of these rows."""
    cells = ("".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def text_box(text: str) -> str:
    """A text box, and what word processors that know none show of it."""
    box = f"<w:txbxContent>{paragraph(text)}</w:txbxContent>"
    shape = (
        '<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/>'
        '<a:ext cx="1800000" cy="600000"/></a:xfrm><a:prstGeom prst="rect"/></wps:spPr>'
        f"<wps:txbx>{box}</wps:txbx><wps:bodyPr/></wps:wsp>"
    )
    return (
        '<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline>'
        '<wp:extent cx="1800000" cy="600000"/><wp:docPr id="1" name="box"/><a:graphic>'
        f'<a:graphicData uri="{_SHAPE}">{shape}</a:graphicData></a:graphic></wp:inline>'
        "</w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>"
        f"{box}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )


_SHAPE = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"


BODY = "".join(
    (
        paragraph("Qui a répondu", "Titre1"),
        paragraph("En tout, {total} personnes ont répondu avant le {day}. Parmi elles, {against}."),
        paragraph(
            "Une mère écrit : « {ana} » — Ana Invent (AAAA-0001-0001)."
            " Elle habite l'une des {towns} communes."
        ),
        paragraph("Ce que les gens écrivent", "Titre1"),
        table(("Votre avis", "Nombre de réponses"), ("Contre", "{cell}")),
        paragraph("{bo}"),
        text_box("Lettres différentes : {boxed}."),
        '<w:p><w:r><w:t>Voir la note</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>',
    )
)
NOTE = f'<w:footnote w:id="2">{paragraph("Dont {noted} sans date.")}</w:footnote>'
EDGE = paragraph("Sous {edge} règles")


def document(body: str = BODY, form_id: str = "essai", **edited: str) -> bytes:
    """The document; a claim of `edited` has that text in its bookmark, or these runs in place of
    it: XML begins with « < ». The text box says the same twice, as word processors write it."""
    claims = {
        claim_id: given if given.startswith("<") else mark(claim_id, run(given))
        for claim_id, given in {**VALUES, **edited}.items()
    }
    made = docx.Document()
    made.core_properties.identifier = f"faire-masse:{form_id}"
    made.styles["Heading 1"].element.set(qn("w:styleId"), "Titre1")
    last = made.element.body.sectPr
    for element in list(_part("body", body, claims)):
        last.addprevious(element)
    header = made.sections[0].header
    header.is_linked_to_previous = False
    header._element.extend(_part("hdr", EDGE, claims))
    content = serialize_part_xml(_part("footnotes", NOTE, claims))
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    notes = Part(PackURI("/word/footnotes.xml"), kind, content, made.part.package)
    made.part.relate_to(notes, RELATIONSHIP_TYPE.FOOTNOTES)
    saved = io.BytesIO()
    made.save(saved)
    return saved.getvalue()


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


def _part(name: str, inside: str, claims: Mapping[str, str]) -> etree._Element:
    filled = re.sub(r"\{(\w+)\}", lambda found: claims[found[1]], inside)
    return parse_xml(f"<w:{name} {_NAMES}>{filled}</w:{name}>")


_NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    f' xmlns:wps="{_SHAPE}" xmlns:v="urn:schemas-microsoft-com:vml"'
)
