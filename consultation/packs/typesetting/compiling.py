"""Compile PDFs with typst, from our own templates and fonts only, not the machine's fonts."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import typst

from consultation.words.errors import OrganiserError

HERE = Path(__file__).parent
FONTS = [HERE / "fonts", HERE.parents[1] / "public" / "pictures" / "fonts"]
"""A font for Arabic, and the fonts of pictures, one of which draws every character as a box."""
_KEYWORDS = re.compile(rb"<pdf:Keywords>([\d, ]+)</pdf:Keywords>")


@cache
def _compiler() -> typst.Compiler:
    """The typst compiler, made once per process, so that it reads fonts and templates only once."""
    return typst.Compiler(root=HERE / "templates", font_paths=_fonts())


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=FONTS)


@cache
def _template(name: str) -> str:
    return (HERE / "templates" / name).read_text("utf-8")


def export_pdf(source: str, data: object) -> bytes:
    """Compile typst code to a tagged PDF/UA-1 without a date. The variable `d` of the code is
    `data`. Raises typst.TypstError if typst can't compile it, with a message that may quote texts.

    The same values give the same bytes. The data come before the code, on one line, as a JSON
    string in ASCII with each quote and backslash escaped, so that no text can end the string. They
    are not passed as system inputs, since typst would then drop its cache of the templates.
    """
    quoted = json.dumps(data).replace("\\", r"\\").replace('"', r"\"")
    main = f'#let d = json(bytes("{quoted}"))\n{source}'.encode()
    pdf = _compiler().compile(main, format="pdf", pdf_standards=["ua-1"])
    if not isinstance(pdf, bytes):
        raise TypeError("one PDF is one run of bytes")
    return pdf


def pdf_of(template: str, data: dict[str, Any], where: str) -> bytes:
    """The PDF of a template filled with data. `where` names the document in errors.

    Raises OrganiserError `typesetting_failed`, without typst's message, which quotes texts.
    """
    try:
        return export_pdf(_template(template), data)
    except BaseException as error:
        # A panic of typst's is no Exception, and its class has no module to import it from.
        if isinstance(error, typst.TypstError) or type(error).__name__ == "PanicException":
            raise OrganiserError("typesetting_failed", where=where) from None
        raise


def begins_in(pdf: bytes) -> tuple[int, ...]:
    """The first page of each contribution in a volume. They are read from the PDF's keywords: `1,
    3, 8` → (1, 3, 8). Empty for a PDF without such keywords.

    The keywords of a volume are written last in the file. So a typed text that looks like them is
    not read.
    """
    keywords = _KEYWORDS.findall(pdf)
    return tuple(map(int, keywords[-1].split(b", "))) if keywords else ()
