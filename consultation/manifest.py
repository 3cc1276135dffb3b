"""What a release is made of and from: manifest.json and SHA256SUMS, and their verification."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from consultation.disk import naming, write_text
from consultation.pack_index import INDEX, problems_of_index

SUMS = "SHA256SUMS"
SIGNATURE = f"{SUMS}.sig"
MANIFEST = "manifest.json"
PACK = "soumission"
# What tells a frozen release from the others, written once it was sealed: it holds its checksum.
FREEZE = "gel.json"
# What the list itself cannot list.
UNLISTED = (SUMS, SIGNATURE, FREEZE)
CODE = ("consultation", "schemas", "sql")
# Also what documents are typeset with: their templates, fonts and the default words of the note.
CODE_SUFFIXES = (".py", ".sql", ".toml", ".txt", ".typ", ".ttf")

# What decides the typed rows of a stored export, the form file apart. A test follows the imports
# of consultation/ingestion.py: nothing that types may be missing here.
TYPING_CODE = (
    "consultation/date_order.py",
    "consultation/exports",
    "consultation/form",
    "consultation/ingestion.py",
    "consultation/responses",
    "consultation/spelling.py",
    "consultation/warehouse/typed.py",
    "schemas/form.py",
    "schemas/tables.py",
)

FAMILIES_CODE = ("consultation/families", "consultation/warehouse/wordings")
REDACTION_CODE = ("consultation/redaction", "consultation/warehouse/redacting")


def checksum(path: Path) -> str:
    """The SHA-256 of a file's bytes."""
    with naming(path), path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


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
    return _digest((name, content) for name, content in _all_code() if name.startswith(code))[:12]


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


def fingerprint(inputs: dict[str, Any]) -> str:
    """A checksum of everything that a release is a function of."""
    return hashlib.sha256(json.dumps(inputs, sort_keys=True).encode()).hexdigest()


def seal(folder: Path, manifest: dict[str, Any]) -> None:
    """manifest.json describes every file of the folder, and SHA256SUMS lists them all."""
    described = [
        {
            "path": str(path.relative_to(folder)),
            "size": path.stat().st_size,
            "sha256": checksum(path),
        }
        for path in _files(folder)
    ]
    text = json.dumps(manifest | {"files": described}, ensure_ascii=False, indent=2)
    write_text(folder / MANIFEST, text + "\n")
    write_sums(folder)


def write_sums(folder: Path) -> None:
    """SHA256SUMS lists every other file of the folder, as `sha256sum -c` reads it."""
    lines = [f"{checksum(path)}  {path.relative_to(folder)}\n" for path in _files(folder)]
    write_text(folder / SUMS, "".join(lines))


def _files(folder: Path) -> list[Path]:
    """Every file to list: a pack within a release has a list of its own, which is one of them."""
    own = {folder / name for name in UNLISTED}
    found = [path for path in folder.rglob("*") if path.is_file() and path not in own]
    return sorted(found, key=lambda path: str(path.relative_to(folder)))


def read_manifest(folder: Path) -> dict[str, Any] | None:
    """The manifest of a release; None when there is none that can be read."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return manifest if isinstance(manifest, dict) else None


def verify(folder: Path) -> list[str]:
    """What differs between a folder and its SHA256SUMS, as French sentences; nothing if sound.

    The folder is a release, frozen or not, or a pack alone: of a pack, the index must list each
    document with its checksum, and no other.
    """
    sums = folder / SUMS
    if not sums.is_file():
        return [f"{folder}\u00a0: pas de fichier {SUMS}, rien à vérifier."]
    try:
        expected = _read_sums(sums)
    except ValueError:
        return [f"{sums}\u00a0: ce fichier est illisible."]
    present = {str(path.relative_to(folder)): path for path in _files(folder)}
    digests = {name: checksum(path) for name, path in present.items()}
    problems = [
        f"{name}\u00a0: ce fichier manque." for name in sorted(expected.keys() - present.keys())
    ]
    problems += [
        f"{name}\u00a0: ce fichier n'est pas dans la liste."
        for name in sorted(present.keys() - expected.keys())
    ]
    problems += [
        f"{name}\u00a0: le contenu a changé."
        for name in sorted(present.keys() & expected.keys())
        if digests[name] != expected[name]
    ]
    return [*problems, *_problems_of_freeze(folder), *_problems_of_pack(folder, digests)]


def _problems_of_freeze(folder: Path) -> list[str]:
    """Whether a frozen release is still the one that was frozen: its list of files is the same."""
    freeze = folder / FREEZE
    if not freeze.is_file():
        return []
    try:
        frozen = json.loads(freeze.read_text(encoding="utf-8"))["sha256sums"]
    except (ValueError, KeyError, TypeError):
        return [f"{FREEZE}\u00a0: ce fichier est illisible."]
    if frozen != checksum(folder / SUMS):
        return [f"{SUMS}\u00a0: ce n'est plus la liste de la publication gelée."]
    return []


def _problems_of_pack(folder: Path, digests: Mapping[str, str]) -> list[str]:
    """What the index of the pack says otherwise, be the folder a pack or a release with one."""
    if INDEX in digests:
        return problems_of_index(folder, digests)
    prefix = f"{PACK}/"
    within = {
        name.removeprefix(prefix): digest
        for name, digest in digests.items()
        if name.startswith(prefix)
    }
    return problems_of_index(folder / PACK, within) if within else []


def _read_sums(sums: Path) -> dict[str, str]:
    """The checksum of each listed file, by its path."""
    lines = sums.read_text(encoding="utf-8").splitlines()
    pairs = [line.split("  ", 1) for line in lines]
    if any(len(pair) != 2 or len(pair[0]) != 64 for pair in pairs):
        raise ValueError
    return {name: digest for digest, name in pairs}
