"""Versions of the code: checksums that tell when what was computed must be computed again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable

CODE = ("consultation", "schemas", "sql")


# Also what documents are typeset with: their templates, fonts and the default words of the note.
CODE_SUFFIXES = (".py", ".sql", ".toml", ".txt", ".typ", ".ttf")


# Packages and modules that decide the typed rows of a stored export, the form file apart. A test
# follows the imports of the ingestion: nothing that types may be missing here.
TYPING_CODE = (
    "consultation.exports",
    "consultation.forms",
    "consultation.responses",
    "consultation.warehouse.store.ingestion",
    "consultation.warehouse.store.typed",
    "schemas.form",
    "schemas.tables",
)
FAMILIES_CODE = ("consultation.families", "consultation.warehouse.build.wordings")
REDACTION_CODE = ("consultation.redaction", "consultation.warehouse.build.redacting")


@cache
def code_version() -> str:
    """The program's version and a checksum of the code that decides what is published."""
    return f"{version('faire-masse')}+{_digest(_all_code())[:12]}"


@cache
def typing_version() -> str:
    """A checksum of the code that gives stored records their meaning.

    Not the whole program's: a new sheet or select types nothing anew.
    """
    return _digest_of(TYPING_CODE)


@cache
def families_version() -> str:
    """A checksum of the code that finds families in texts."""
    return _digest_of(FAMILIES_CODE)


@cache
def redaction_version() -> str:
    """A checksum of the code that masks what must not leave."""
    return _digest_of(REDACTION_CODE)


def _digest_of(code: tuple[str, ...]) -> str:
    return _digest(
        (name, content) for name, content in _all_code() if is_in(_module_of(name), code)
    )[:12]


def is_in(module: str, packages: tuple[str, ...]) -> bool:
    """Whether a module is one of the packages, or in one of them."""
    return any(module == package or module.startswith(f"{package}.") for package in packages)


def _module_of(path: str) -> str:
    """The module of a file, or of the data beside it: `consultation/forms/form.py`."""
    return path.rpartition(".")[0].replace("/", ".")


def _all_code() -> list[tuple[str, bytes]]:
    return [found for package in CODE for found in _code_files(files(package), package)]


def _digest(code: Iterable[tuple[str, bytes]]) -> str:
    digest = hashlib.sha256()
    for name, content in code:
        digest.update(f"{name} {hashlib.sha256(content).hexdigest()}\n".encode())
    return digest.hexdigest()


def _code_files(folder: Traversable, prefix: str) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        name = f"{prefix}/{entry.name}"
        if entry.is_dir() and entry.name not in ("__pycache__", "forms"):
            found += _code_files(entry, name)
        elif entry.name.endswith(CODE_SUFFIXES):
            found.append((name, entry.read_bytes()))
    return found
