"""What a form file may not hold, and what is said of it: tests/cases/refusals/forms.txt."""

from __future__ import annotations

import random

import pytest

from tests.cases.errors import error_of
from tests.cases.form_lines import TOP
from tests.cases.places import BUNDLED
from tests.refusals import ACCEPTED, outcome, refusals


@pytest.mark.parametrize("case", refusals("forms"), ids=lambda case: case.name)
def test_a_form_file_is_refused_in_the_words_that_were_reviewed(case):
    assert outcome("forms", case.fragment) == case.told, "python -m tests.refusals"


@pytest.mark.parametrize(
    ("key", "values"),
    [
        ("retention.until", ('"P"', '"P6"', "6", '"p6m"')),
        ("pack.documents_max", ("-1", "true", '["all"]')),
        ("source.url", ('"https://framaforms.org/"', '"https://["')),
        ("closes_at", ('"2022-03-11"', "2022", "2022-03-11T23:59:59+01:00")),
    ],
)
def test_no_other_value_of_the_key_is_taken(key, values):
    for value in values:
        assert f"clé `{key}`" in outcome("forms", f"…\n{key} = {value}")


def test_a_file_of_choices_stays_in_the_folder_of_the_form_even_through_a_link(
    read, tmp_path_factory, tmp_path
):
    outside = tmp_path_factory.mktemp("elsewhere") / "x.toml"
    outside.write_text("x = []")
    (tmp_path / "x.toml").symlink_to(outside)

    lines = 'questions.a = { kind = "choice", headers = "A", choices_file = "x.toml" }'
    assert "n’est pas un fichier du dossier" in error_of(read, lines).what


def test_an_account_s_password_is_not_repeated():
    assert "secret" not in outcome("forms", '…\nsource.url = "https://a:secret@example.org/node/1"')


def test_a_file_of_another_encoding_is_told_with_the_line(read):
    error = error_of(read, (TOP + 'ignored = "été"').encode("cp1252"))

    assert (error.where, "UTF-8" in error.what) == ("essai.toml, ligne 4", True)


def test_a_file_made_to_exhaust_the_reader_is_refused():
    told = [outcome("forms", f"…\nignored = {'[' * deep}{']' * deep}") for deep in (300, 3000)]

    assert "Écrivez un texte" in told[0]
    assert "cette ligne n’est pas lisible" in told[1]


@pytest.mark.parametrize("seed", range(20))
def test_a_damaged_file_never_ends_in_a_traceback(seed):
    chance = random.Random(seed)  # noqa: S311
    text = BUNDLED.read_text()
    at = chance.randrange(len(text))
    piece = chance.choice(['"', "[", "]", "{", "=", "\n", "é", "\\", '"""', "[[a]]\n", "3"])
    told = outcome("forms", text[:at] + piece + text[at + chance.randrange(20) :])

    assert told == ACCEPTED or "\n  essai.toml" in told
