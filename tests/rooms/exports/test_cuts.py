"""A 3 kB export cut at any byte: refused, set apart, or whole records up to there."""

from __future__ import annotations

import gzip
import tempfile
from pathlib import Path

import pytest

from consultation.words.errors import OrganiserError
from tests.cases.reading import form, opened
from tests.cases.sampling import foremost
from tests.cases.webform import delimited, header, semicolons, workbook

TEXTS = [
    "",
    "court",
    "des arbres, des bancs ; et de l'ombre",
    'elle a dit "non", puis ""rien""',
    "une réponse\r\nsur deux lignes",
    "41;Nîmes;recopié;X;\r\n42;Lyon;recopié;;X\r\nfin",
    '"',
    "🌻 été",
]
HEADER = header(
    [("", "Commune"), ("", "Vos idées"), ("Raisons", "Coût"), ("", "Climat")], submission=["SID"]
)
ROWS = [
    [str(number), "Nîmes" if number % 3 else "", TEXTS[number % 8] * (1 + number % 2), "X", ""]
    for number in range(41, 99)
]
FORM = form()


QUOTED = delimited(HEADER + ROWS)
SAVED_AGAIN = semicolons(HEADER + ROWS)


def outcome(content: bytes) -> tuple[list[list[str]], bool]:
    """The records that are believed, and whether something is said to be lost."""
    try:
        with tempfile.TemporaryDirectory() as folder:
            export = opened(Path(folder), content, FORM)
            records = list(export.records())
    except OrganiserError:
        return [], True
    believed = [r.cells for r in records if not r.rule and len(r.cells) == len(HEADER[2])]
    is_said = len(believed) < len(records) or "last_line_end" in export.notes
    return believed, is_said


def ends(rows: list[list[str]], write, first: list[list[str]]) -> set[int]:
    """Where the header's rows and each record end."""
    return {len(write(first + rows[:count])) for count in range(len(rows) + 1)}


def test_the_examples_are_of_three_kilobytes_and_whole():
    assert 3_000 < len(QUOTED) < 4_500
    assert outcome(QUOTED) == (ROWS, False)
    assert outcome(SAVED_AGAIN) == (ROWS, False)


EXPORTS = {
    "quoted": (QUOTED, ends(ROWS, delimited, HEADER)),
    "saved again": (SAVED_AGAIN, ends(ROWS, semicolons, HEADER)),
}
# A prime, so that every kind of place is met.
STEP = 11


def unsaid_cuts(content: bytes, whole_at: set[int], step: int) -> list[int]:
    """The cuts that cost an answer without a word; other answers than the export's fail."""
    unsaid = []
    for end in range(0, len(content), step):
        believed, is_said = outcome(content[:end])
        assert believed == ROWS[: len(believed)]
        # Between CR and LF the record is as whole as after both.
        is_between = content[end - 1 : end] == b"\r" and end + 1 in whole_at
        if not is_said and end not in whole_at and not is_between:
            unsaid.append(end)
    return unsaid


@pytest.mark.parametrize("step", foremost([STEP, 1], STEP))
@pytest.mark.parametrize("name", EXPORTS)
def test_no_cut_yields_fewer_or_other_answers_unsaid(name, step):
    """At a record's end nothing can be told; anywhere else the file is refused, or the record
    that was cut is rejected, and those before it are intact."""
    assert unsaid_cuts(*EXPORTS[name], step) == []


def test_a_cut_inside_lines_that_look_like_rows_never_makes_rows_of_them():
    """The answer that copies two rows of the export, cut after each of its lines."""
    place = SAVED_AGAIN.index("recopié".encode())
    for _ in range(4):
        place = SAVED_AGAIN.index(b"\n", place) + 1
        believed, is_said = outcome(SAVED_AGAIN[:place])
        assert is_said or believed == ROWS[: len(believed)]
        assert all(cells in ROWS for cells in believed)


def test_a_cut_compressed_export_is_refused():
    packed = gzip.compress(QUOTED, mtime=0)

    assert [end for end in range(0, len(packed), 3) if outcome(packed[:end]) != ([], True)] == []


def test_a_cut_workbook_is_refused(tmp_path):
    content = workbook(tmp_path / "export.xlsx", HEADER + ROWS[:8]).read_bytes()

    assert [end for end in range(0, len(content), 7) if outcome(content[:end]) != ([], True)] == []
