"""A template that organisers edit in a word processor + what it names -> the document, each figure
and quote of it in a bookmark; the same bytes each time."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from io import BytesIO
from zipfile import BadZipFile

from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from jinja2.exceptions import TemplateError
from lxml.etree import XMLSyntaxError, _Element, fromstring, tostring

from consultation.machine.archives import archive_of, parts_of
from consultation.packs.contribution.bookmarks import (
    banner_of,
    place_bookmarks,
    place_charts,
    text_of,
)
from consultation.packs.contribution.claims import MARKS, Claim
from consultation.packs.contribution.holes import Holes, Pen, UnknownName
from consultation.packs.contribution.template_names import Names, unknown_hole
from consultation.packs.verification.unsourced import REFERENCE
from consultation.words.errors import OrganiserError

_MAIN = "word/document.xml"
_KEPT = "/officeDocument"
_DROPPED = ("/customXml", "/glossaryDocument", "/people")
"""What a word processor keeps beside the text, and shows nobody: names, dates, pieces of text."""
_HOLE = re.compile(r"\{[{%].*?[}%]\}")
_QUOTES = re.compile("«\\s*|\\s*»")
_TEXT_PARTS = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_COMMENTS = "word/comments.xml"
_LEFTOVERS = re.compile(
    rb"<w:(?:del|ins|moveFrom|moveTo|commentReference|commentRangeStart)[ />]"
    rb"|<w:(?:vanish|specVanish|webHidden)(?:/>| w:val=\"(?:1|true|on)\")"
)


@dataclass(frozen=True)
class Template:
    """A template: what messages call it, and its bytes."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Properties:
    """What a file says of itself."""

    title: str
    author: str
    identifier: str
    date: dt.datetime


class _Document(DocxTemplate):  # type: ignore[misc]
    def patch_xml(self, xml: str) -> str:
        """The text with whole holes; quotation marks in them as commands have them, for word
        processors type French ones."""
        return _HOLE.sub(lambda hole: _QUOTES.sub('"', hole[0]), super().patch_xml(xml))

    def fix_tables(self, xml: str) -> _Element:
        """The body; docxtpl alone would mend, and lose, what a misplaced tag breaks."""
        fromstring(xml)
        body: _Element = super().fix_tables(xml)
        return body


def fill(
    template: Template,
    values: Names,
    properties: Properties,
    banner: Collection[str],
    quotable: Collection[str],
) -> tuple[bytes, tuple[Claim, ...]]:
    """The document and its claims, in its order.

    `banner` says why it is not final, above all else; `quotable` are the references that may stand
    in it. Raises OrganiserError `template_damaged`, `template_misspelt`, `template_unknown_hole`,
    `template_leftovers` or `template_reference`, which name the template.
    """
    pen = Pen()
    parts = parts_of(BytesIO(_render(template, values, properties, pen)))
    _refuse_leftovers(template, parts)
    roots = {name: fromstring(parts[name]) for name in parts if _TEXT_PARTS.fullmatch(name)}
    for root in roots.values():
        place_charts(root, pen.drawn)
        _refuse_references(template, root, quotable)
    claims = place_bookmarks(roots.values())
    if banner:
        roots[_MAIN][0].insert(0, banner_of(banner))
    for name, root in roots.items():
        parts[name] = tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
    if any(mark.encode() in content for content in parts.values() for mark in MARKS):
        raise OrganiserError("template_misplaced", where=template.name)
    return archive_of(parts), claims


# What jinja and docxtpl raise where a template says something that can't be done.
_MISSPELT = (
    TemplateError,
    TypeError,
    ValueError,
    ArithmeticError,
    RecursionError,
    XMLSyntaxError,
)


def _render(template: Template, values: Names, properties: Properties, pen: Pen) -> bytes:
    made = BytesIO()
    try:
        document = _Document(BytesIO(template.content))
        document.init_docx()
    except (BadZipFile, PackageNotFoundError, KeyError, ValueError, XMLSyntaxError):
        raise OrganiserError("template_damaged", where=template.name) from None
    try:
        document.render(values.entries, Holes(pen), autoescape=True)
    except UnknownName as unknown:
        raise unknown_hole(template.name, unknown.path, values) from None
    except _MISSPELT:
        raise OrganiserError("template_misspelt", where=template.name) from None
    _describe(document, properties)  # afterwards: a title may hold what a hole begins with
    document.save(made)
    return made.getvalue()


def _describe(document: _Document, properties: Properties) -> None:
    """The file's properties are ours, and no others: a template's say who wrote it, and when."""
    package, body = document.docx.part.package.rels, document.docx.part.rels
    for name in [name for name, link in package.items() if not link.reltype.endswith(_KEPT)]:
        del package[name]
    for name in [name for name, link in body.items() if link.reltype.endswith(_DROPPED)]:
        del body[name]
    for variables in list(document.docx.settings.element.iter(qn("w:docVars"))):
        variables.getparent().remove(variables)
    core = document.docx.core_properties
    core.title, core.author = properties.title[:255], properties.author[:255]
    core.identifier, core.language = properties.identifier, "fr-FR"
    core.created = core.modified = core.last_printed = properties.date
    core.last_modified_by = core.comments = core.keywords = core.category = core.subject = ""
    core.content_status = core.version = ""
    core.revision = 1


def _refuse_leftovers(template: Template, parts: Mapping[str, bytes]) -> None:
    """Raises OrganiserError where the template holds what its authors no longer see, and readers of
    the document would: comments, tracked changes, hidden text."""
    has_comments = b"<w:comment " in parts.get(_COMMENTS, b"")
    texts = (content for name, content in parts.items() if _TEXT_PARTS.fullmatch(name))
    if has_comments or any(_LEFTOVERS.search(content) for content in texts):
        raise OrganiserError("template_leftovers", where=template.name)


def _refuse_references(template: Template, root: _Element, quotable: Collection[str]) -> None:
    """Raises OrganiserError where the document names a contribution that it may not quote."""
    for reference in REFERENCE.findall(text_of(root)):
        if reference not in quotable:
            raise OrganiserError("template_reference", where=template.name, reference=reference)
