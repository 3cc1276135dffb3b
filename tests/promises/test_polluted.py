"""Polluted files (tests/cases/polluted.py): no answer is wrong unsaid, nearly all are right."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable

import pytest

from consultation.exports import match_columns
from consultation.words.errors import OrganiserError
from tests.cases.polluted import (
    FORM,
    HEADER,
    HEADINGS,
    Polluted,
    file_pollutions,
    row_pollutions,
    rows,
)
from tests.cases.reading import form, opened

ANSWERS = rows(83, seed=1)
OF = form("", FORM)


class Score:
    """Rows of files that were read: right, wrong unsaid, and lost without a word."""

    def __init__(self) -> None:
        self.files = self.rows = self.right = self.refused_rows = 0
        self.wrong: list[str] = []
        self.unsaid: list[str] = []

    def see(self, folder, polluted: Polluted) -> None:
        """One file counts."""
        self.files += 1
        self.rows += len(polluted.answers)
        try:
            export = opened(folder, polluted.content, OF)
            columns = match_columns(export, OF).columns
            records = list(export.records())
        except OrganiserError:
            self.refused_rows += len(polluted.answers)
            return
        order = {column.field.id: column.heading.position for column in columns}
        places = [order[f"q{number}"] for number in range(len(HEADINGS))]
        believed = Counter(
            tuple(record.cells[place] for place in places)
            for record in records
            if not record.rule and len(record.cells) == len(columns)
        )
        written = Counter(map(tuple, polluted.answers))
        right = (believed & written).total()
        self.right += right
        if believed - written:
            self.wrong.append(polluted.name)
        if len(polluted.answers) - right > len(records) - believed.total():
            self.unsaid.append(polluted.name)

    def __str__(self) -> str:
        return (
            f"{self.files} files, {self.rows} rows: {self.right / self.rows:.2%} right,"
            f" {self.refused_rows} in files refused, wrong unsaid in {len(self.wrong)} files"
        )


def scored(folder, files: Iterable[Polluted]) -> Score:
    score = Score()
    for polluted in files:
        score.see(folder, polluted)
    print(score)
    return score


def is_of_the_header(polluted: Polluted) -> bool:
    return int(polluted.name.split()[1]) < len(HEADER)


def test_pollutions_of_the_file_are_read_or_told(tmp_path):
    score = scored(tmp_path, file_pollutions(ANSWERS))

    assert (score.wrong, score.unsaid) == ([], [])
    # Refused: pasted tables, other quotes, and a header that is not in the first three rows.
    assert score.right > 0.4 * score.rows


def test_pollutions_of_a_row_cost_that_row(tmp_path):
    chosen = random.Random(5).sample(list(row_pollutions(ANSWERS)), 150)  # noqa: S311
    score = scored(tmp_path, (one for one in chosen if not is_of_the_header(one)))

    assert (score.wrong, score.unsaid) == ([], [])
    assert score.right >= score.rows - score.refused_rows - score.files


def test_a_polluted_header_is_read_right_or_refused(tmp_path):
    score = scored(tmp_path, filter(is_of_the_header, row_pollutions(ANSWERS[:20])))

    assert (score.wrong, score.unsaid) == ([], [])
    assert score.right % 20 == 0  # of each file all rows, or none


@pytest.mark.exhaustive
def test_all_2344_pollutions(tmp_path):
    """Measured: 95.5 % right, none wrong, every loss told."""
    score = scored(tmp_path, [*file_pollutions(ANSWERS), *row_pollutions(ANSWERS)])

    assert score.files == 2_344
    assert (score.wrong, score.unsaid) == ([], [])
    assert score.right > 0.95 * score.rows
