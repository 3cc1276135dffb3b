"""One file without the people who were erased, written elsewhere and read again: an export, a
workbook of decisions, or the lines that the local page wrote."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from consultation.decisions.given_lines import begins_as_lines
from consultation.decisions.rewriting import Left, Named, lines_without, write_workbook_without
from consultation.errors import OrganiserError
from consultation.exports import Export, match_columns, read_export
from consultation.exports.parts import Rewriting, Rewritings
from consultation.exports.rewriting import (
    Cut,
    UnreadableCopy,
    cut_of,
    expected_records,
    write_text_without,
)
from consultation.forms.form import Form
from consultation.machine.checksums import checksum
from consultation.runs.rewritten import rewriting_of
from consultation.runs.tombstones import Tombstones, fold_address
from consultation.warehouse.store.erased_records import covered_records
from consultation.workbooks.copied_rows import copy_without_rows


@dataclass(frozen=True)
class Erased:
    """Tells whom a file must not hold: the numbers of an export's records that are theirs, with
    what stands for each; and by what names files of decisions tell of them."""

    records: Callable[[Export], Mapping[int, str]]
    named: Named


@dataclass(frozen=True)
class Made:
    """What was left out of the file, how many records stay that nobody can be told from; of what
    was written, its SHA-256 (decompressed) and how it came to be."""

    gone: int
    broken: int
    sha256: str
    rewriting: Rewriting


def erased_by(
    form: Form,
    tombstones: Tombstones,
    *,
    reference: Callable[[str], bool],
    text: Callable[[str, str], bool],
    example: Callable[[str], bool],
) -> Erased:
    """Those whom tombstones cover; what these can't know, references and texts, is told besides."""
    form_id = form.form_id

    def records(export: Export) -> Mapping[int, str]:
        return covered_records(export, match_columns(export, form), form, tombstones)

    def submission(submission_id: str) -> bool:
        own, _, sid = submission_id.partition(":")
        return own == form_id and tombstones.covers(sid, None, None)

    def address(mailbox: str) -> bool:
        return tombstones.covers(None, fold_address(mailbox), None)

    return Erased(records, Named(submission, address, reference, text, example))


def made_without(path: Path, target: Path, form: Form, erased: Erased, known: Rewritings) -> Made:
    """The file without the people who were erased is in the target, if it held any.

    Raises UnreadableCopy if that can't be done well, OrganiserError when the file can't be read.
    """
    if begins_as_lines(path):
        content, left = lines_without(path.read_bytes(), form.form_id, erased.named)
        target.write_bytes(content)
        return _made_of_decisions(path, target, left, known)
    left_of_workbook = write_workbook_without(path, target, form.form_id, erased.named)
    if left_of_workbook is not None:
        return _made_of_decisions(path, target, left_of_workbook, known)
    export = read_export(path, form).known_among(known)
    gone = erased.records(export)
    cut = cut_of(export, gone)
    rewriting = rewriting_of(export.content.sha256, gone, cut.lines, known)
    sha256 = export.content.sha256
    if gone:
        try:
            _write_export(export, cut, target)
            sha256 = _checked_sha256(export, cut, target, form, rewriting)
        # openpyxl, zipfile and the disk raise a dozen unrelated types, whose texts may quote cells.
        except (OrganiserError, ValueError, TypeError, KeyError, IndexError):
            raise UnreadableCopy(len(gone)) from None
    return Made(len(gone), cut.broken, sha256, rewriting)


def _made_of_decisions(path: Path, target: Path, left: Left, known: Rewritings) -> Made:
    sha256 = checksum(target) if left.gone else ""
    return Made(left.gone, left.broken, sha256, rewriting_of(checksum(path), {}, (), known))


def _write_export(export: Export, cut: Cut, target: Path) -> None:
    if export.writing is not None:
        write_text_without(export, cut, target)
        return
    with export.content.open_bytes() as source:
        copy_without_rows(source, target, {0: cut})
    if export.content.is_compressed:
        content = target.read_bytes()
        with target.open("wb") as file, gzip.GzipFile("", "wb", fileobj=file, mtime=0) as packed:
            packed.write(content)


def _checked_sha256(
    export: Export, cut: Cut, target: Path, form: Form, rewriting: Rewriting
) -> str:
    """The SHA-256 of the export in the target, decompressed. Raises ValueError unless it has the
    columns and the records of the other without those that were cut, each on its line."""
    found = read_export(target, form)
    written = found.known_among({found.content.sha256: rewriting})
    if (written.headings, written.title, written.door) != (
        export.headings,
        export.title,
        export.door,
    ):
        raise ValueError("columns")
    expected = expected_records(export, rewriting.gone, cut)
    pairs = zip_longest(expected, written.records())
    if not all(one == other for one, other in pairs):
        raise ValueError("records")
    return written.content.sha256
