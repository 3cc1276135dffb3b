"""A 3 kB export cut at any byte: refused, set apart, or whole records up to there."""

from __future__ import annotations

import gzip

import pytest

from consultation.words.errors import OrganiserError
from tests.cases.reading import form, opened_alone
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
        export = opened_alone(content, FORM)
        records = list(export.records())
    except OrganiserError:
        return [], True
    believed = [r.cells for r in records if not r.rule and len(r.cells) == len(HEADER[2])]
    is_said = len(believed) < len(records) or "last_line_end" in export.notes
    return believed, is_said


def ends(rows: list[list[str]], write, first: list[list[str]]) -> set[int]:
    """Where the header's rows and each record end."""
    return {len(write(first + rows[:count])) for count in range(len(rows) + 1)}


EXPORTS = {
    "quoted": (QUOTED, ends(ROWS, delimited, HEADER)),
    "saved again": (SAVED_AGAIN, ends(ROWS, semicolons, HEADER)),
}
# A prime, so that every kind of place is met.
STEP = 11


def unsaid_cuts(content: bytes, whole_at: set[int], step: int) -> list[int]:
    """The cuts that cost an answer without a word; other answers than the export's fail."""
    unsaid = []
    # Some lines of answers look like rows of the export.
    lines = {place + 1 for place, byte in enumerate(content) if byte == ord("\n")}
    for end in sorted({*range(0, len(content), step), *lines}):
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
    assert outcome(EXPORTS[name][0]) == (ROWS, False)
    assert unsaid_cuts(*EXPORTS[name], step) == []


def test_a_cut_compressed_export_and_a_cut_workbook_are_refused(tmp_path):
    packed = gzip.compress(QUOTED, mtime=0)
    book = workbook(tmp_path / "export.xlsx", HEADER + ROWS[:8]).read_bytes()

    for content, step in ((packed, 3), (book, 7)):
        places = range(0, len(content), step)
        assert [end for end in places if outcome(content[:end]) != ([], True)] == []
