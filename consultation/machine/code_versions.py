"""Versions of the code: checksums whose change shows that results must be computed again."""

from __future__ import annotations

import hashlib
import sys
import unicodedata
from collections.abc import Iterator
from functools import cache, partial
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

CODE = ("consultation", "schemas", "sql")


# Templates, fonts and default words of documents count as code too.
CODE_SUFFIXES = (".py", ".sql", ".toml", ".txt", ".typ", ".ttf")
# Not code: the form files that people declare, and invented answers.
NO_CODE = ("schemas/forms", "schemas/exemple")


# Packages and modules that decide the typed rows of a stored export, the form file apart. A test
# follows the imports of the ingestion: nothing that types may be missing here.
TYPING_CODE = (
    "consultation.exports",
    "consultation.forms",
    "consultation.machine.compression",
    "consultation.machine.untrusted_archives",
    "consultation.responses",
    "consultation.warehouse.store.ingestion",
    "consultation.warehouse.store.layouts",
    "consultation.warehouse.store.typed",
    "consultation.warehouse.store.unnumbered",
    "schemas.form",
    "schemas.form_values",
    "schemas.limits",
    "schemas.tables",
    "schemas.tools",
)
FAMILIES_CODE = (
    "consultation.families",
    "consultation.warehouse.tables.wordings",
    "consultation.words.folding",
)
REDACTION_CODE = ("consultation.redaction", "consultation.warehouse.tables.redacting")
TYPESETTING_CODE = ("consultation.packs.typesetting",)


@cache
def code_version() -> str:
    """The program's version, and a checksum of the code, templates and fonts in the folders `CODE`:
    `1.0.0+b7c9f1cc36f1`. The folder flows/ is left out, since it computes no published result."""
    return f"{version('faire-masse')}+{_digest(CODE)}"


@cache
def program_version() -> str:
    """A version that changes with `code_version`, with Python, and with every installed package:
    `1.0.0+b7c9f1cc36f1+04d2a9e01b77`."""
    folders = {Path(folder) for folder in sys.path if folder}
    packages = sorted(path.name for folder in folders for path in folder.glob("*.dist-info"))
    environment = hashlib.sha256("\n".join([sys.version, *packages]).encode()).hexdigest()[:12]
    return f"{code_version()}+{environment}"


@cache
def typesetting_version() -> str:
    """The versions of everything that documents are made with: typst, Unicode in Python, and a
    checksum of our code, templates and fonts. `0.15.2 14.0.0 0362…`."""
    return f"{version('typst')} {unicodedata.unidata_version} {_digest(TYPESETTING_CODE)}"


def is_in(module: str, packages: tuple[str, ...]) -> bool:
    """True if a module is one of the packages, or inside a package: `consultation.forms.form`,
    `("consultation.forms",)` → True."""
    return any(module == package or module.startswith(f"{package}.") for package in packages)


@cache
def _digest(packages: tuple[str, ...]) -> str:
    """A checksum, 12 hexadecimal digits, over the files of some packages and modules."""
    lines = [
        f"{path} {checksum}\n"
        for path, checksum in checksums().items()
        if is_in(path.rpartition(".")[0].replace("/", "."), packages)
    ]
    return hashlib.sha256("".join(lines).encode()).hexdigest()[:12]


@cache
def checksums() -> dict[str, str]:
    """Path of each file of the code, `consultation/forms/form.py`, → its SHA-256."""
    return {
        path: hashlib.sha256(file.read_bytes()).hexdigest()
        for package in CODE
        for path, file in _files(files(package), package)
    }


def _files(folder: Traversable, path: str) -> Iterator[tuple[str, Traversable]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        below = f"{path}/{entry.name}"
        if entry.is_dir() and entry.name != "__pycache__" and below not in NO_CODE:
            yield from _files(entry, below)
        elif entry.name.endswith(CODE_SUFFIXES):
            yield below, entry


typing_version = partial(_digest, TYPING_CODE)
"""Return a checksum of the code that converts stored records to typed rows. An edit of other code,
such as a new sheet or select, does not change it: the rows need not be converted again."""
families_version = partial(_digest, FAMILIES_CODE)
"""Return a checksum of the code that finds families in texts."""
redaction_version = partial(_digest, REDACTION_CODE)
"""Return a checksum of the code that masks texts."""
