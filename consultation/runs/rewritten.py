"""Which files were rewritten without the people who were erased: `.data/<form>.reecrits.json`.

An export or a file of decisions stays known by the bytes that were dropped, so that neither the
rewritten file nor the old one, dropped again, is read as a new one. The list holds checksums,
numbers of lines and of records, and tombstones: nothing that anybody said, nor who they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from consultation.exports.parts import Rewriting, Rewritings
from consultation.machine.json_files import read_state, replace_json

SUFFIX = ".reecrits.json"


def rewritten_list(data: Path, form_id: str) -> Path:
    """Where the list of a form is, in a data folder."""
    return data / f"{form_id}{SUFFIX}"


def read_rewritings(data: Path, form_id: str) -> Rewritings:
    """The form's rewritten files; none where nobody was ever erased.

    Raises OrganiserError when the list can't be read: people might be counted twice.
    """
    path = rewritten_list(data, form_id)
    return read_state(path, dict[str, Rewriting], "erasure_register") or {}


def note_rewriting(data: Path, form_id: str, sha256: str, rewriting: Rewriting) -> None:
    """The list says how the file of this SHA-256 came to be. To be called before the file is there.

    What is known of it already stays: the same bytes may come of several files.
    """
    known = read_rewritings(data, form_id)
    if sha256 not in known:
        write_rewritings(data, form_id, {**known, sha256: rewriting})


def write_rewritings(data: Path, form_id: str, rewritings: Rewritings) -> None:
    """The list is on the disk, whole."""
    replace_json(rewritten_list(data, form_id), dict(sorted(rewritings.items())))


def merged_rewritings(one: Rewritings, other: Rewritings) -> Rewritings:
    """What either list knows: for a data folder that came back from a backup."""
    return {**other, **one}


def original_of(sha256: str, rewritings: Rewritings) -> str:
    """The file that it was when it was dropped, by its SHA-256."""
    return rewritings[sha256].original if sha256 in rewritings else sha256


def known_checksums(checksums: Iterable[str], rewritings: Rewritings) -> frozenset[str]:
    """By which files, as they were dropped, the store may know one of these checksums."""
    return frozenset(original_of(one, rewritings) for one in checksums)


def rewriting_of(
    previous: str, gone: Mapping[int, str], lines: tuple[tuple[int, int], ...], known: Rewritings
) -> Rewriting:
    """How a file came to be of the `previous` one, which may have been rewritten itself."""
    before = known.get(previous)
    if before is None:
        return Rewriting(previous, previous, gone, lines)
    return replace(before, previous=previous, gone={**before.gone, **gone}, lines=lines)
