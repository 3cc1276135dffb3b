"""The six questions of a new form: what is guessed of an export, and the form file that answers
make."""

from __future__ import annotations

import tempfile
import tomllib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from consultation.exports import match_columns, read_export
from consultation.forms.form import read_form
from consultation.proposals.declared import ask_again
from consultation.proposals.given_answers import Answers
from consultation.proposals.six_questions import NewForm, ask_about
from tests.cases.drafts import ALL_SIX, LONG, NAMES, Draft, export_of, problems, sent, some
from tests.cases.nasty_exports import answers_to, declared_by, exports
from tests.cases.places import FRAMAFORMS

CONSENT = "Acceptez-vous que votre réponse soit envoyée ?"
COLUMNS = {
    ("", "Nom"): NAMES,
    ("", "E-mail"): [f"canari{n}@example.org" for n in range(30)],
    ("", "Vous êtes"): some("Citoyen", "Association"),
    ("Raisons", "Prix"): some("X"),
    ("", "Autre raison"): ["canari"],
    ("", "Une idée ?"): LONG,
    ("", CONSENT): some("Oui, en mon nom", "Oui, sans mon nom", "Non"),
    ("", "Dossier"): [f"{n}-canari" for n in range(30)],
}


@pytest.fixture
def asked(tmp_path) -> NewForm:
    path = tmp_path / "reponses.tsv"
    path.write_bytes(export_of(COLUMNS))
    return ask_about(path, "essai")


def key(asked, heading: str) -> str:
    return next(topic.key for topic in asked.topics if heading in topic.headings)


class TestGuesses:
    def test_each_answer_comes_with_its_reason(self, asked):
        fields = {field for _, _, field in asked.guess.uses()} | {("title",), ("closes_at",)}

        assert fields <= asked.reasons.keys()
        assert all(asked.reasons.values())

    def test_eight_answers_are_enough_for_lists_that_a_heading_asks_for(self, tmp_path):
        path = tmp_path / "reponses.tsv"
        columns = {("", "Vous êtes"): some("Citoyen", "Association", times=4)}
        columns["", CONSENT] = some("Oui, anonymement", "Oui, en mon nom", times=4)
        columns["", "Quel lieu ?"] = some("Gare", "École", times=4)
        columns["", "Dites un mot"] = [*["peur"] * 3, "colère", "honte", "honte", "ras", ""]
        path.write_bytes(export_of(columns))
        asked = ask_about(path, "essai")
        guess = asked.guess

        assert [*guess.consent.states.values()] == ["anonymous", "own_name"]
        assert guess.category.question == key(asked, "Vous êtes")
        assert [topic.question.kind for topic in asked.topics] == ["choice"] * 3 + ["text"]

    def test_lists_show_their_values_and_counts_and_nothing_else_is_shown(self, asked):
        shown = {topic.headings[0]: [value[2:] for value in topic.values] for topic in asked.topics}

        assert shown.pop(CONSENT) == [(one, 10) for one in ("Non", *COLUMNS["", CONSENT][:2])]
        assert shown.pop("Vous êtes") == [("Association", 10), ("Citoyen", 10)]
        assert shown.pop("Raisons") == [("Prix", 10)]
        assert set(map(tuple, shown.values())) == {()}
        assert "canari" not in repr((asked.topics, asked.guess, asked.reasons))


class TestTheFormFile:
    @pytest.mark.parametrize("name", ALL_SIX)
    def test_the_guesses_as_answers_make_the_draft_once_it_is_woken_up(self, name, tmp_path):
        asked = ask_about(FRAMAFORMS / name, "essai")
        made = tomllib.loads(asked.form_text(sent(asked)))
        awake = tomllib.loads(Draft(FRAMAFORMS / name, tmp_path).awake())

        # In a draft people still take the columns that they wake up out of `ignored`.
        named = [*awake["consent"]["headers"], *(h for one in awake["roles"].values() for h in one)]
        awake["ignored"] = [one for one in awake["ignored"] if one not in named]
        (category,) = [
            one
            for one, said in awake["questions"].items()
            if said["headers"] == awake["category"]["headers"]
        ]
        del awake["questions"][category]
        assert made == awake

    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
    @given(exports(), st.data())
    @pytest.mark.slow
    def test_whatever_the_headings_and_the_answers_it_says_them(self, content, data):
        with tempfile.TemporaryDirectory() as folder:
            export, file = Path(folder) / "reponses.tsv", Path(folder) / "essai.toml"
            export.write_bytes(content)
            asked = ask_about(export, "essai")
            for _ in range(2):  # a new form file, then other answers in the same one
                answers = data.draw(answers_to(asked))
                file.write_bytes(asked.form_text(answers).encode())
                form = read_form(file)
                # Without Framaforms' own columns, a form that is known may move the header.
                assume(read_export(export, form).headings == read_export(export).headings)
                again = ask_again(file, export)

                assert declared_by(again, again.guess) == declared_by(asked, Answers(**answers))
                assert match_columns(read_export(export), form).missing == ()
                asked = again

    def test_the_sides_of_a_scale_are_declared_told_and_kept_as_corrected(self, tmp_path):
        path, form = tmp_path / "reponses.tsv", tmp_path / "pont.toml"
        points = ("Très favorable", "Plutôt favorable", "Sans avis", "Plutôt défavorable")
        points += ("Très défavorable",)
        path.write_bytes(export_of({("", "Le pont"): some(*points, times=12)}))
        asked = ask_about(path, "pont")
        form.write_text(asked.form_text(sent(asked)), encoding="utf-8")
        (told,) = asked.unseen
        assert told.replace("\u00a0", " ") == (
            "les totaux de « Le pont », dits avant ses choix (groups) : "
            "Favorables = Plutôt favorable + Très favorable ; "
            "Défavorables = Très défavorable + Plutôt défavorable"
        )
        assert {*read_form(form).questions[0].groups} == {"Favorables", "Défavorables"}
        corrected = form.read_text("utf-8").replace("Favorables ", "Pour ").replace('"Pour', "Pour")
        form.write_text(corrected, encoding="utf-8")
        again = ask_again(form, path)
        form.write_text(again.form_text(sent(again)), encoding="utf-8")
        assert [*read_form(form).questions[0].groups] == ["Pour", "Défavorables"]


class TestRefusals:
    def test_each_names_the_field_that_it_is_about(self, asked):
        name, mail, idea, group = (
            key(asked, one) for one in ("Nom", "E-mail", "Une idée ?", "Raisons")
        )
        shape = {"title": " ", "closes_at": "31/01/2027", "retention": 1, "audience": {idea: "moi"}}
        meaning = {
            "roles": {"name": idea, "email": group, "phone": "0" * 12},
            "audience": {idea: "all"},
            "ignored": [name, mail, key(asked, "Dossier")],
            "category": {"question": key(asked, "Vous êtes"), "collectives": ["maire"]},
            "kinds": {idea: "grid"},
        }

        assert problems(asked, sent(asked) | shape).keys() == {
            *(("title",), ("closes_at",), ("retention",), ("audience", idea))
        }
        assert problems(asked, sent(asked) | meaning).keys() == {
            *(("audience", idea), ("roles", "email"), ("roles", "phone"), ("kinds", idea)),
        }
        assert problems(asked, sent(asked) | {"category": meaning["category"]}).keys() == {
            ("category", "collectives")
        }

    def test_a_column_that_nothing_is_said_of_is_refused_rather_than_lost(self, asked):
        said = "rien ne dit ce que devient «\u00a0Dossier\u00a0»."
        found = problems(asked, sent(asked) | {"ignored": []})

        assert found == {("ignored", key(asked, "Dossier")): said}

    def test_what_the_form_file_itself_forbids_is_said_by_its_field(self, asked):
        answers = sent(asked)
        answers["consent"]["typed"] = {"anonymous": ["own_name"]}

        assert problems(asked, answers).keys() == {("consent", "states")}
        # A consent question whose answers nobody placed can be saved.
        answers["consent"] = sent(asked)["consent"] | {"states": {}}
        assert tomllib.loads(asked.form_text(answers))["consent"] == {"headers": [CONSENT]}

    def test_answers_that_nobody_gave_yet_are_typed_and_once(self, asked):
        answers, mail = sent(asked), "au nom de mon collectif"
        answers["consent"]["typed"] = {"collective_name": ["Oui, " + mail], "anonymous": ["Non "]}

        assert problems(asked, answers).keys() == {("consent", "typed", "anonymous")}
        del answers["consent"]["typed"]["anonymous"]
        made = tomllib.loads(asked.form_text(answers))["consent"]
        assert made["collective_name"] == ["Oui, au nom de mon collectif"]

    def test_no_reason_and_no_refusal_repeats_what_was_sent(self, asked):
        said = problems(asked, sent(asked) | {"title": "canari", "closes_at": "canari"})

        assert "canari" not in str(said)
