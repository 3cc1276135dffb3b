"""sql/README.md says what the published database holds."""

from __future__ import annotations

import re

import pytest

from consultation.notices.codebook import CODED
from tests.dictionary import BEGIN, README, dictionary, with_dictionary


@pytest.fixture(scope="module")
def fresh() -> str:
    return dictionary()


def test_the_dictionary_is_not_stale(fresh):
    readme = README.read_text(encoding="utf-8")

    assert readme == with_dictionary(readme, fresh), "make dictionary"


def test_what_is_written_by_hand_stays():
    assert with_dictionary(f"À la main.\n\n{BEGIN}\n\nold\n", "new\n") == (
        f"À la main.\n\n{BEGIN}\n\nnew\n"
    )
    assert with_dictionary("À la main.\n", "new\n") == f"À la main.\n\n{BEGIN}\n\nnew\n"


def test_the_example_fills_every_table_that_it_can_with_nobody_real(fresh):
    sections = re.split(r"^### ", fresh, flags=re.MULTILINE)[1:]
    without_rows = {section.split("`")[1] for section in sections if "no row here" in section}

    assert len(sections) > 30
    # Nobody has decided, asked or quoted anything in the example; its form never changed, and its
    # note has no blank.
    decided = {table for table in without_rows if table.partition(".")[0] in ("coding", "quotes")}
    decided |= {f"statistics.{name}" for name in CODED}
    assert without_rows - decided <= {
        *("clean.decisions", "clean.unasked", "form.blanks", "respondents.decisions"),
        *("respondents.deletions", "respondents.same_people", "respondents.withdrawals"),
    }
    assert "@" not in fresh
