"""What a release is made of and from: manifest.json and SHA256SUMS, and their verification."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from consultation.machine.checksums import (
    FREEZE,
    SUMS,
    checksum,
    listed_files,
    read_sums,
    write_sums,
)
from consultation.machine.disk import write_text
from consultation.packs.index_file import INDEX, PACK, problems_of_index

MANIFEST = "manifest.json"


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
        for path in listed_files(folder)
    ]
    text = json.dumps(manifest | {"files": described}, ensure_ascii=False, indent=2)
    write_text(folder / MANIFEST, text + "\n")
    write_sums(folder)


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
        expected = read_sums(sums)
    except ValueError:
        return [f"{sums}\u00a0: ce fichier est illisible."]
    present = {str(path.relative_to(folder)): path for path in listed_files(folder)}
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
    """Where the index and the documents differ; the folder is a pack, or a release with one."""
    if INDEX in digests:
        return problems_of_index(folder, digests)
    prefix = f"{PACK}/"
    within = {
        name.removeprefix(prefix): digest
        for name, digest in digests.items()
        if name.startswith(prefix)
    }
    return problems_of_index(folder / PACK, within) if within else []
