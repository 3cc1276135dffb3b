"""What poppler's tools, which share nothing with typst, find in a PDF."""

import os
import re
import shutil
import subprocess
import unicodedata

import pytest

# Where CI is set, its absence is a failure.
needs_poppler = pytest.mark.skipif(
    shutil.which("pdftotext") is None and not os.environ.get("CI"),
    reason="poppler-utils is not installed",
)


def words_of(pdf: bytes, *options: str) -> str:
    """The text, as a person who copies it gets it; pages end with a form feed."""
    return _run(["pdftotext", "-enc", "UTF-8", *options, "-", "-"], pdf)


def pages_of(pdf: bytes) -> list[str]:
    """The text, page by page."""
    return words_of(pdf).removesuffix("\f").split("\f")


def boxes(pdf: bytes) -> list[tuple[float, ...]]:
    """Left, top, right and bottom of each word, in points."""
    numbers = re.findall(
        r'<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)"',
        _run(["pdftotext", "-bbox", "-", "-"], pdf),
    )
    return [tuple(map(float, box)) for box in numbers]


def properties(pdf: bytes) -> dict[str, str]:
    """What pdfinfo says of the document."""
    rows = _run(["pdfinfo", "-enc", "UTF-8", "-"], pdf).splitlines()
    return {key: value.strip() for key, _, value in (row.partition(":") for row in rows)}


def structure(pdf: bytes) -> list[str]:
    """The tags, in order."""
    rows = _run(["pdfinfo", "-struct", "-"], pdf).splitlines()
    return [tag[1] for row in rows if (tag := re.match(r" *([A-Z][A-Za-z0-9]*)", row))]


def _run(command: list[str], pdf: bytes) -> str:
    done = subprocess.run(command, input=pdf, capture_output=True, check=True)
    return done.stdout.decode("utf-8", "replace")  # pdfinfo prints UTF-16 titles as they are


def folded(text: str) -> str:
    """The text without what printing may change: spaces and invisible signs."""
    visible = (
        character
        for character in unicodedata.normalize("NFC", text)
        if not character.isspace() and unicodedata.category(character) not in ("Cf", "Cc", "Zs")
    )
    return unicodedata.normalize("NFC", "".join(visible))
