"""sql/README.md says what the published database holds."""

from __future__ import annotations

import re

import pytest

from consultation.notices.codebook import CODED
from consultation.questions.queries import ready_queries
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


def test_every_table_has_its_columns_and_example_rows(fresh):
    sections = re.split(r"^### ", fresh, flags=re.MULTILINE)[1:]

    assert len(sections) > 30
    for section in sections:
        assert re.search(r"^\| `\w+` \| [A-Z]", section, flags=re.MULTILINE), section[:40]
    without_rows = {section.split("`")[1] for section in sections if "no row here" in section}
    # Nobody has decided, asked or quoted anything in the example; its form never changed, and its
    # note has no blank.
    decided = {table for table in without_rows if table.partition(".")[0] in ("coding", "quotes")}
    decided |= {f"statistics.{name}" for name in CODED}
    assert without_rows - decided <= {
        "clean.decisions",
        "form.blanks",
        "clean.unasked",
        "respondents.decisions",
        "respondents.deletions",
        "respondents.same_people",
        "respondents.withdrawals",
    }


def test_every_column_has_a_meaning(fresh):
    meanings = re.findall(r"^\| `(\w+)` \| [A-Z]{4}[^|]* \|([^|]*)\|", fresh, flags=re.MULTILINE)

    assert len(meanings) > 150
    assert [column for column, meaning in meanings if not meaning.strip()] == []


def test_every_ready_made_question_is_listed(fresh):
    for query in ready_queries():
        assert f"| `{query.name}` | {query.title} |" in fresh


def test_nobody_real_is_an_example(fresh):
    assert "@" not in fresh
