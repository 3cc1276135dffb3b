"""A consent question replaced in mid-campaign: what is advised, followed to the letter, works."""

from __future__ import annotations

import re

import pytest

from tests.cases.drafts import export_of
from tests.cases.runs import new_run

OLD, NEW = "Accord d'envoi", "Acceptez-vous l'envoi ?"
FORM = f"""
title = "Titre"
recipient = "Mairie"
time_zone = "Europe/Paris"

[consent]
headers = ["{OLD}", "accord"]
own_name = ["Oui, en mon nom"]
anonymous = ["Oui"]
reflection_only = ["Non"]

[questions.idee]
kind = "text"
headers = ["Une idée ?"]
audience = "all"
"""
# What was answered to the old question, to the new one; what may be sent.
ANSWERS = [
    ("", "", "unclear"),  # SID 0: refused
    ("Oui", "", "anonymous"),
    ("Non", "", "reflection_only"),
    ("", "Oui, en mon nom", "own_name"),
    ("", "Non", "reflection_only"),
    ("Oui", "Non", "reflection_only"),
    ("Non", "Oui", "reflection_only"),
    ("Oui, en mon nom", "Oui", "anonymous"),
    ("", "", "unclear"),
]
IDEA = ("", "Une idée ?")


@pytest.fixture
def run(tmp_path):
    """A form whose first export had the old question, and whose second has both."""
    old = {("", OLD): ["", "Oui", "Non"], IDEA: ["a", "b", "c"]}
    both = {
        ("", OLD): [first for first, _, _ in ANSWERS],
        ("", NEW): [second for _, second, _ in ANSWERS],
        IDEA: [f"idée {n}" for n in range(len(ANSWERS))],
    }
    made = new_run(tmp_path, form_id="essai", form=FORM)
    made.write("1.tsv", export_of(old))
    made.write("2.tsv", export_of(both))
    return made


def test_both_columns_are_read_by_the_lines_that_are_advised_and_no_refusal_is_sent(run):
    spelled = FORM.replace('"accord"]', f'"accord", "{NEW}"]')
    run.form_file.write_text(spelled, encoding="utf-8")
    refusals = run.build("clean.submissions")

    (refused,) = refusals
    assert refused.code == "ambiguous_heading"
    advice, _, lines = refused.advice.partition("\n")
    assert "ôtez `headers` et les listes de réponses" in advice
    kept = re.sub(r"(?m)^(headers|own_name|anonymous|reflection_only) = .*(Oui|Non|accord).*\n", "",
                  spelled)  # fmt: skip
    assert OLD not in kept
    run.form_file.write_text(f"{kept}\n{lines}\n", encoding="utf-8")

    assert run.build("clean.submissions") == []
    found = run.query("select sid, consent from clean.submissions order by sid")
    assert found == [(n, state) for n, (_, _, state) in enumerate(ANSWERS) if n]
