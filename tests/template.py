"""The template of the collective contribution, made from its words: `python -m tests.template`
rewrites schemas/contribution-collective.docx; a test fails when it is stale.

The words are those of schemas/contribution-collective.txt; here are the looks: real styles, so that
organisers change them in a word processor.
"""

from __future__ import annotations

from io import BytesIO

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from consultation.machine.archives import archive_of, parts_of
from consultation.words.french import with_no_break_spaces
from tests.cases.places import ROOT

WORDS = ROOT / "schemas" / "contribution-collective.txt"
TEMPLATE = WORDS.with_suffix(".docx")
STYLES = {
    "# ": "Title",
    "## ": "Heading 1",
    "### ": "Heading 2",
    "#### ": "Heading 3",
    "- ": "List Bullet",
    "> ": "Quote",
}
COLOR = RGBColor(0x1F, 0x3F, 0x55)


def template() -> bytes:
    """The template: the same bytes each time."""
    document = Document()
    _set_looks(document)
    _drop_the_rest(document)
    for line in filter(None, map(str.strip, WORDS.read_text(encoding="utf-8").splitlines())):
        mark = next((mark for mark in STYLES if line.startswith(mark)), "")
        document.add_paragraph(_typographic(line.removeprefix(mark)), STYLES.get(mark, "Normal"))
    made = BytesIO()
    document.save(made)
    return archive_of(parts_of(made))


def _typographic(line: str) -> str:
    """No-break spaces in what is read, not in what commands (`{%p if x %}`)."""
    parts = line.replace("{%", "\0{%").replace("%}", "%}\0").split("\0")
    return "".join(p if p.startswith("{%") else with_no_break_spaces(p) for p in parts)


def _set_looks(document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "fr-FR")
    _set_font(document.styles["Normal"], 11)
    document.styles["Normal"].paragraph_format.space_after = Pt(6)
    for name, size in (("Title", 22), ("Heading 1", 15), ("Heading 2", 12), ("Heading 3", 11)):
        style = document.styles[name]
        _set_font(style, size)
        style.font.color.rgb, style.font.bold = COLOR, True
        style.paragraph_format.keep_with_next = True
        for border in list(style.element.iter(qn("w:pBdr"))):
            border.getparent().remove(border)
    quote = document.styles["Quote"]
    quote.font.italic, quote.font.color.rgb = True, RGBColor(0x26, 0x26, 0x26)
    quote.paragraph_format.left_indent = quote.paragraph_format.right_indent = Cm(0.8)
    _number_pages(section.footer.paragraphs[0])


def _set_font(style, size: int) -> None:
    """Fonts that a word processor has, on any system, or replaces by one as wide."""
    style.font.name, style.font.size = "Arial", Pt(size)
    fonts = style.element.rPr.rFonts
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)


def _number_pages(paragraph) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for words, field in (("Contribution collective — page ", "PAGE"), (" sur ", "NUMPAGES")):
        paragraph.add_run(words)
        number = OxmlElement("w:fldSimple")
        number.set(qn("w:instr"), field)
        paragraph._p.append(number)
        number.append(paragraph.add_run("1")._r)


def _drop_the_rest(document) -> None:
    """What python-docx puts in every document, and no word processor needs."""
    for rels in (document.part.rels, document.part.package.rels):
        for name, rel in list(rels.items()):
            if rel.reltype.rpartition("/")[2] in ("stylesWithEffects", "customXml", "thumbnail"):
                del rels[name]
    for style in list(document.styles.element.iter(qn("w:style"))):
        if style.type == WD_STYLE_TYPE.TABLE and style.name not in ("Normal Table", "Table Grid"):
            style.getparent().remove(style)


if __name__ == "__main__":
    TEMPLATE.write_bytes(template())
