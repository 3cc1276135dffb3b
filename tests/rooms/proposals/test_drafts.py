"""`faire-masse propose`: what is guessed of an export, and what a draft must never do."""

from __future__ import annotations

import re
import tempfile
import tomllib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings

from consultation.exports import read_export
from consultation.forms.form import read_form
from consultation.forms.spelling import spelling_of
from consultation.proposals import propose
from consultation.proposals.census import Profile
from tests.cases.command import call_command, faire_masse, modules_loaded_by
from tests.cases.drafts import ALL_SIX, LONG, Draft, export_of
from tests.cases.nasty_exports import exports
from tests.cases.places import FORMS, FRAMAFORMS
from tests.cases.runs import COMPACT, FIRST, VSA
from tests.cases.webform import delimited

A_GROUP_CALLED_SID = [
    ["Titre", "", "", ""],
    ["Détails de la soumission", "", "SID", ""],
    ["Séquentiel", "SID", "Vélo", "Train"],
]


def named_in(question) -> list[list[str]]:
    """The labels of the choices in each total of a question."""
    labels = {choice.id: choice.label for choice in question.choices}
    return [[labels[one] for one in members] for members in question.groups.values()]


class TestFormsMadeByWebformItself:
    @pytest.mark.parametrize("name", ALL_SIX)
    def test_every_question_gets_the_kind_that_people_gave_it(self, name, tmp_path):
        """The hand-written file decides; its consent and roles must not be questions."""
        written = read_form(FORMS / f"{VSA}.toml")
        drafted = Draft(FRAMAFORMS / name, tmp_path)
        kinds = {spelling_of(heading): kind for heading, kind in drafted.kinds().items()}

        def drafted_as(headers) -> set[str]:
            return {kinds[spelling_of(one)] for one in headers if spelling_of(one) in kinds}

        for question in written.questions:
            assert drafted_as(question.headers) == {question.kind}, question.id
        assert drafted_as(written.category.headers) == {"choice"}  # and [category] in comments
        for headers in (*written.roles.values(), written.consent.headers, written.ignored):
            assert drafted_as(headers) == {"ignored"}

    @pytest.mark.parametrize("name", [FIRST, COMPACT])
    def test_choices_consent_and_roles_are_those_that_people_declared(self, name, tmp_path):
        written = read_form(FORMS / f"{VSA}.toml")
        draft = Draft(FRAMAFORMS / name, tmp_path)
        drafted = {
            spelling_of(heading): question
            for question in draft.form.questions
            for heading in question.headers
        }

        for question in written.questions:
            found = next(drafted[h] for h in map(spelling_of, question.headers) if h in drafted)
            same = [{choice.label for choice in one.choices} for one in (found, question)]
            assert same[0] == same[1]
            assert len(found.items) == len(question.items)
            assert bool(found.other) == bool(question.other)
            assert {*map(frozenset, named_in(found))} == {*map(frozenset, named_in(question))}
        # Once woken up it reads consent and roles as people declared them too.
        awake = tomllib.loads(draft.awake())
        assert set(awake["roles"]) == set(written.roles)
        for state in written.consent.states:
            assert spelling_of(awake["consent"][state.id][0]) in state.spellings


class TestWhatIsReadAndKept:
    def test_records_of_another_width_are_told(self, tmp_path):
        path = tmp_path / "reponses.tsv"
        path.write_bytes(export_of({("", "Idée"): LONG}) + delimited([["1", "2"]]))

        assert (propose(path).records, propose(path).odd_records) == (10, 1)

    def test_only_so_many_values_of_a_column_are_kept(self):
        profile = Profile(most=50)
        profile.see((f"{n},{n + 1}", 1) for n in range(10_000))

        assert profile.filled == 10_000
        assert not any((profile.values, profile.texts, profile.joined.counts))


class TestAnyExport:
    @settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
    @given(exports())
    @example(delimited([*A_GROUP_CALLED_SID, ["1", "7", "X", ""], ["2", "8", "", "X"]]))
    def test_the_draft_loads_matches_every_column_and_is_the_same_again(self, content):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "reponses.tsv"
            path.write_bytes(content)
            drafted = Draft(path, Path(folder))

            assert propose(path).text == drafted.text
            assert len(drafted.matching.columns) == len(read_export(path).headings)
            assert drafted.matching.missing == ()
            assert re.fullmatch(r"[^\r\x00-\x09\x0b-\x1f\x7f]*\n", drafted.text)
            for question in drafted.form.questions:
                assert re.fullmatch(r"[a-z0-9_]{1,40}", question.id)

    def test_no_heading_opens_a_table_of_its_own(self, draft):
        drafted = draft({("", '"]\n[roles]\nname = "x'): LONG})

        assert "roles" not in drafted.values


class TestTheCommand:
    def test_the_draft_alone_is_on_standard_output_in_utf_8(self, tmp_path):
        ended = faire_masse("propose", FRAMAFORMS / FIRST, LC_ALL="C", PYTHONIOENCODING="ascii")

        assert ended.returncode == 0
        assert ended.stdout == propose(FRAMAFORMS / FIRST).text
        assert "rien ne pourra" in ended.stderr

    def test_nothing_of_prefect_is_loaded(self):
        assert modules_loaded_by(["propose", FRAMAFORMS / FIRST]).isdisjoint(
            {"prefect", "pydantic_settings", "duckdb"}
        )

    @pytest.mark.parametrize(
        ("arguments", "code", "sentence"),
        [
            (["nulle-part.tsv"], 1, "il n’existe pas"),
            (["tests"], 1, "ce n’est pas un fichier"),
            (["README.md"], 1, "ne sont pas l’en-tête d’un export Framaforms"),
            ([], 2, "il manque\u00a0: EXPORT"),
            (["x.tsv", "--form-id", "Été"], 2, "n’est pas une valeur possible"),
        ],
    )
    def test_what_can_t_be_done_is_said_on_standard_error(self, arguments, code, sentence):
        ended = call_command("propose", *arguments)

        assert (ended.returncode, ended.stdout) == (code, "")
        assert sentence in ended.stderr
