"""typst, with our templates and fonts and nothing of the machine's."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import typst

from consultation.errors import OrganiserError

HERE = Path(__file__).parent
_BEGINNING = 4_096
_PAGE_TREE = re.compile(rb"\A%PDF-1\.7\n[^\n]*\n+1 0 obj\n<</Type/Pages/Count (\d+)/")


@cache
def compiler(template: str | None = None) -> typst.Compiler:
    """One compiler per template and process, so that fonts are read once."""
    templates = HERE / "templates"
    main = templates / template if template else None
    return typst.Compiler(main, root=templates, font_paths=_fonts())


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[HERE / "fonts"])


def export_pdf(compiler: typst.Compiler, data: str, source: bytes | None = None) -> bytes:
    """The document as tagged PDF/UA-1; it holds no date: the same values give the same bytes."""
    inputs = {"data": data}
    if source is None:
        pdf = compiler.compile(sys_inputs=inputs, format="pdf", pdf_standards=["ua-1"])
    else:
        pdf = compiler.compile(source, sys_inputs=inputs, format="pdf", pdf_standards=["ua-1"])
    if not isinstance(pdf, bytes):
        raise TypeError("one PDF is one run of bytes")
    return pdf


def pdf_of(template: str, data: dict[str, Any], where: str) -> bytes:
    """The PDF of a template filled with data.

    Raises OrganiserError `typesetting_failed`, with nothing of what typst says: it quotes texts.
    """
    try:
        return export_pdf(compiler(template), json.dumps(data, ensure_ascii=False))
    except typst.TypstError:
        raise OrganiserError("typesetting_failed", where=where) from None


def page_count_of(path: Path) -> int:
    """Pages of the PDF in a file."""
    with path.open("rb") as file:
        return page_count(file.read(_BEGINNING))


def page_count(pdf: bytes) -> int:
    """Pages of a PDF made here: typst writes the page tree first."""
    found = _PAGE_TREE.match(pdf)
    if found is None:
        raise ValueError("not a PDF made here")
    return int(found[1])
