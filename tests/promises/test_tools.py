"""Exports of other tools than Framaforms, from the file to the counts."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path

import pytest

from tests.cases.runs import Run, new_run
from tests.cases.tool_files import FILES, FORM, TRUTH, tool_file

FORM_ID = "outils"


def run_of(folder: Path, *exports: Path, form: str = FORM) -> Run:
    run = new_run(folder, *exports, form_id=FORM_ID, form=form)
    assert run.build() == []
    return run


def counted(run: Run, question: str, value: str = "text") -> dict[str, int]:
    """How many finished answers have each value of a question, none as an empty text."""
    return dict(
        run.query(
            f"select coalesce({value}, ''), count(*) from clean.submissions as submissions"
            " left join clean.answers as answers"
            " on answers.submission_id = submissions.submission_id"
            f" and answers.question_id = '{question}'"
            " left join form.choices as choices"
            " on choices.choice_id = answers.choice_id"
            " and choices.question_id = answers.question_id"
            " where not is_draft group by 1"
        )
    )


@pytest.mark.parametrize("tool", FILES)
def test_the_example_of_each_tool_gives_the_true_numbers(tool, tmp_path):
    truth = TRUTH[FILES[tool]]
    run = run_of(tmp_path, tool_file(tool))

    assert run.query("select count(*), count(*) filter (is_draft) from clean.submissions") == [
        (truth["rows"], truth["drafts"])
    ]
    names = {"anonymous": "Oui", "reflection_only": "Non", "unclear": ""}
    consents = counted(run, "none", "consent")
    assert {names[state]: count for state, count in consents.items()} == truth["consent"]
    assert counted(run, "nom", "label") == truth["publish_name"]
    assert counted(run, "lieux", "label") == {**truth["themes"], "": truth["no_theme"]}
    assert counted(run, "ville") == truth["town"]
    assert counted(run, "inquietude", "number::integer::varchar") == truth["worry"]
    assert counted(run, "code") == truth["postcode"]
    mails = run.query("select count(email) from typed.submissions where not is_draft")
    assert mails == [(truth["with_mail"],)]
    texts = run.query("select text from typed.answers where question_id = 'avis'")
    typed = Counter(text.replace("\r\n", "\n") for text in truth["texts_as_typed"] if text)
    assert Counter(text for (text,) in texts) == typed
    told = [dt.datetime.fromisoformat(truth[name]).astimezone(dt.UTC) for name in ("first", "last")]
    times = run.query("select min(submitted_at), max(submitted_at) from clean.submissions")
    assert times == [tuple(moment.replace(tzinfo=None) for moment in told)]
    assert run.query("from clean.set_aside_cells") == []
