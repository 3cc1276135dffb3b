"""A form file that stands, perhaps written by hand: read back into the six questions, edited by
their answers; and which form an export belongs to."""

from __future__ import annotations

import difflib
import json
import re
import shutil
import tomllib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consultation.exports import read_export
from consultation.forms.form import read_form
from consultation.proposals import propose
from consultation.proposals.declared import StandingForm, ask_again
from consultation.proposals.given_answers import Answers, RefusedAnswers
from consultation.proposals.matches import matching_forms
from consultation.proposals.six_questions import Questionnaire, ask_about
from consultation.proposals.topics import key_of
from tests.cases.drafts import LONG, export_of, some
from tests.cases.nasty_exports import answers_to, said_by
from tests.cases.places import BUNDLED, CASES, FRAMAFORMS
from tests.cases.runs import COMPACT, FIRST

BY_HAND = sorted((CASES / "forms").glob("*.toml"))
COMPLETE, RULES, DOTTED = (
    CASES / "forms" / f"{name}.toml" for name in ("complet", "regles", "pointe")
)
ANY_FILE = settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
REASONS, IDEAS = map(
    key_of,
    (
        "Pour quelles raisons vous opposez-vous à la vidéosurveillance automatisée (VSA) ?",
        "Vos arguments contre la VSA",
    ),
)


@pytest.fixture
def standing(tmp_path):
    """The six questions about a form file, in a folder of its own."""

    def asked(path: Path, export: Path | None = None) -> StandingForm:
        shutil.copytree(path.parent, tmp_path, dirs_exist_ok=True)
        return ask_again(tmp_path / path.name, export)

    return asked


def sent(asked: Questionnaire) -> dict:
    return json.loads(asked.guess.model_dump_json())


def changed_lines(asked: StandingForm, answers: dict) -> list[str]:
    """What an edit takes out of the file and puts in."""
    was = asked.path.read_bytes().decode().splitlines()
    lines = difflib.ndiff(was, asked.form_text(answers).splitlines())
    return [line for line in lines if line[0] in "+-"]


class TestReadBack:
    @pytest.mark.parametrize("path", [*BY_HAND, BUNDLED], ids=lambda path: path.stem)
    def test_what_was_read_given_back_changes_no_byte(self, path, standing):
        asked = standing(path)

        assert asked.form_text(sent(asked)).encode() == path.read_bytes()

    def test_what_no_screen_asks_of_the_pack_stays(self, standing, tmp_path_factory):
        path = tmp_path_factory.mktemp("formulaire") / BUNDLED.name
        path.write_bytes(BUNDLED.read_bytes() + b"\n[pack]\ndocuments_max = 300\n")
        asked = standing(path)

        assert asked.form_text(sent(asked)).encode() == path.read_bytes()

    def test_what_no_question_shows_is_told(self, standing):
        assert [one.partition("\u00a0:")[0] for one in standing(COMPLETE).unseen] == [
            *("le fuseau horaire (time_zone)", "le nombre de réponses attendu ([expected])"),
            "les durées de conservation ([retention])",
            "des choix écrits dans un autre fichier (choices_file)",
            "des questions posées en cours de route (asked_from)",
            "des textes sans recherche de lettres types (families)",
        ]

    @pytest.mark.parametrize("name", [FIRST, COMPACT])
    def test_an_export_adds_counts_whatever_options_it_was_made_with(self, name, standing):
        asked = standing(BUNDLED, FRAMAFORMS / name)
        reasons = {value.text: value.cells for value in asked.topic(REASONS).values}

        assert (reasons["Surveillance de masse"], reasons["Autre"]) == (173, 25)
        assert asked.topic(IDEAS).values == ()
        assert all(topic.is_written for topic in asked.topics)


class TestEdits:
    @pytest.mark.parametrize(
        ("field", "answer", "lines"),
        [
            (
                "recipient",
                'La "CNIL"',
                ['- recipient = "CNIL"', "+ recipient = 'La \"CNIL\"'"],
            ),
            (
                f"consent.states.{key_of('oui_nom')}",
                "anonymous",
                [
                    '- own_name        = ["Oui, en mon nom", "oui_nom"]',
                    '+ own_name        = ["Oui, en mon nom"]',
                    '- anonymous       = ["Oui, anonymement", "oui_anonyme"]',
                    '+ anonymous       = ["Oui, anonymement", "oui_anonyme", "oui_nom"]',
                ],
            ),
        ],
    )
    def test_one_answer_changes_its_own_line(self, standing, field, answer, lines):
        asked = standing(BUNDLED)
        answers = sent(asked)
        *above, last = field.split(".")
        inner = answers
        for part in above:
            inner = inner[part]
        inner[last] = answer

        assert {*changed_lines(asked, answers)} == {*lines}

    def test_a_column_moves_from_one_use_to_another(self, standing):
        asked = standing(BUNDLED)
        answers = sent(asked)
        commune = answers["roles"].pop("commune")
        answers["ignored"].append(IDEAS)
        answers["audience"] = answers["audience"] | {commune: "organisation"}
        del answers["audience"][IDEAS]

        assert changed_lines(asked, answers) == [
            '- ignored   = ["Source", "source"]     # la même valeur pour tout le monde',
            '+ ignored   = ["Source", "source", "Vos arguments contre la VSA", "vos_arguments"]'
            "     # la même valeur pour tout le monde",
            '- commune    = ["Commune", "commune"]',
            *(f"- {line}" for line in ("[questions.vos_arguments]", 'kind     = "text"')),
            '- headers  = ["Vos arguments contre la VSA", "vos_arguments"]',
            *('- audience = "all"', "- "),
            *("+ ", "+ [questions.commune]", '+ kind    = "text"'),
            '+ headers = ["Commune", "commune"]',
            '+ audience = "organisation"',
        ]

    def test_a_new_wording_joins_those_of_before(self, standing, tmp_path):
        export = tmp_path / "reponses.tsv"
        columns = {("", "On envoie ?"): some("Oui", "Non"), ("", "Sous quel nom ?"): some("Aucun")}
        export.write_bytes(export_of(columns))
        asked = standing(RULES, export)
        new, old, other = map(key_of, ("On envoie ?", "Envoyer ?", "Sous quel nom ?"))
        answers = sent(asked)
        answers["ignored"], answers["audience"] = [], dict.fromkeys((old, other))

        said = changed_lines(asked, answers | {"rewords": {new: old}})
        assert [line for line in said if line[0] == "+"] == [
            '+ headers = ["Envoyer ?", "On envoie ?"]',
        ]
        with pytest.raises(RefusedAnswers) as caught:
            asked.form_text(answers | {"rewords": {new: new}})
        assert [one.field for one in caught.value.problems] == [("rewords", new)]

    @pytest.mark.parametrize("name", [FIRST, COMPACT])
    def test_a_draft_that_nobody_edited_is_woken_up_in_place(self, name, tmp_path):
        export, path = FRAMAFORMS / name, tmp_path / "essai.toml"
        path.write_text(propose(export).text, encoding="utf-8", newline="\r\n")
        asked, new = ask_again(path, export), ask_about(export, "essai")
        text = asked.form_text(json.loads(new.guess.model_dump_json()))

        assert tomllib.loads(text) == tomllib.loads(new.form_text(sent(new)))
        assert "\n#[" not in text.replace("\r", "")
        assert text.count("\r\n") == text.count("\n")

    def test_what_stands_above_a_table_stays_there_and_goes_with_it(self, standing, tmp_path):
        path = tmp_path / "essai.toml"
        top, about = '# du fichier\ntitle = "E"\n', "# des questions\n\n"
        ideas = '# de l\'idée\n[questions.idee]\nkind = "text"\nheaders = "Idée"\n'
        names = '# du nom\n[questions.nom]\nkind = "text"\nheaders = "Nom"\n'
        recipient, closes = 'recipient = "CNIL"\n', "closes_at = 2027-01-31T23:59:59\n"
        zone, left = 'time_zone = "Europe/Paris"\n', 'ignored = ["Idée"]\n'
        path.write_text("\n".join((top + recipient + zone, about + ideas, names)), "utf-8")
        asked = ask_again(path)
        answers = sent(asked) | {"closes_at": "2027-01-31"}
        answers["audience"] = {key_of("Nom"): "all"}
        answers["ignored"] = [key_of("Idée")]

        parts = (top + recipient + zone + left + closes, names + 'audience = "all"\n')
        assert asked.form_text(answers) == "\n".join(parts)

    def test_a_reason_goes_with_the_heading_below_it(self, standing, tmp_path):
        path = tmp_path / "essai.toml"
        codes = '    # un code\n    "Code",\n    "Code ",\n'
        listed = f'ignored = [\n{codes}    # une page\n    "Page",  # ici\n]\n'
        path.write_text(
            f'title = "E"\nrecipient = "C"\ntime_zone = "Europe/Paris"\n{listed}', "utf-8"
        )
        asked = ask_again(path)
        answers = sent(asked) | {"ignored": [key_of("Page")], "roles": {"name": key_of("Code")}}

        assert [line for line in changed_lines(asked, answers) if line[0] == "-"] == [
            *("-     # un code", '-     "Code",', '-     "Code ",'),
        ]

    def test_what_a_rule_still_names_can_t_be_left_aside(self, standing):
        asked = standing(RULES)
        answers = sent(asked)
        name = key_of("Sous quel nom ?")
        del answers["audience"][name]
        answers["ignored"].append(name)

        with pytest.raises(RefusedAnswers) as caught:
            asked.form_text(answers)
        assert [one.field for one in caught.value.problems] == [("consent", "rules", "0", name)]

    @ANY_FILE
    @given(st.data())
    @pytest.mark.parametrize("path", [COMPLETE, RULES, DOTTED], ids=lambda path: path.stem)
    def test_any_answers_are_said_and_all_else_is_kept_or_the_lines_are_shown(
        self, path, standing, data
    ):
        asked, shown = standing(path), ""
        answers = data.draw(answers_to(asked)) | {"closes_at": "2027-01-31"}
        try:
            asked.path.write_bytes(asked.form_text(answers).encode())
        except RefusedAnswers as refused:
            shown = refused.lines
        if path == DOTTED and shown:
            assert "closes_at" in tomllib.loads(shown)
            return
        again = ask_again(asked.path)
        tables = [[one for one in each.unseen if "[" in one] for each in (asked, again)]

        assert said_by(again, again.guess) == said_by(asked, Answers(**answers))
        assert tables[0] == tables[1]

    @ANY_FILE
    @given(st.data())
    @pytest.mark.parametrize("path", [*BY_HAND, BUNDLED], ids=lambda path: path.stem)
    def test_an_edit_touches_the_keys_that_were_asked_and_no_other(self, path, standing, data):
        asked = standing(path)
        answers, was = sent(asked), tomllib.loads(path.read_text("utf-8"))
        keys = [one.key for one in asked.topics if one.use == "question" and one.kinds != ("file",)]
        chosen = data.draw(st.sets(st.sampled_from(keys)))
        for key in chosen:
            audience = data.draw(st.sampled_from(("all", "organisation", None)))
            answers["audience"][key] = audience
            said = was["questions"][asked.topic(key).question.id]
            said.pop("audience", None)
            said |= {"audience": audience} if audience else {}
        if data.draw(st.booleans()):
            answers["title"] = was["title"] = data.draw(
                st.sampled_from(("Autre", "[consent]", "#"))
            )
        text = asked.form_text(answers)

        assert tomllib.loads(text) == was
        comments = re.compile(r"(?m)^[ \t]*(#.*)$")
        assert comments.findall(text) == comments.findall(path.read_text("utf-8"))

    def test_a_file_that_cannot_be_edited_safely_is_left_with_the_lines_to_write(self, standing):
        asked = standing(DOTTED)
        answers = sent(asked)
        answers["audience"][answers["roles"].pop("email")] = "organisation"
        answers["audience"][key_of("Une idée ?")] = "organisation"

        with pytest.raises(RefusedAnswers) as caught:
            asked.form_text(answers)
        assert [one.field for one in caught.value.problems] == [()]
        shown = tomllib.loads(caught.value.lines)
        assert "roles" not in shown
        kept = {name: one.get("audience") for name, one in shown["questions"].items()}
        assert kept == {"courriel": "organisation", "suite": None, "idee": "organisation"}

    def test_a_closing_day_that_durations_count_from_can_t_be_taken_away(self, standing):
        asked = standing(COMPLETE)
        with pytest.raises(RefusedAnswers) as caught:
            asked.form_text(sent(asked) | {"closes_at": ""})

        assert [one.field for one in caught.value.problems] == [("closes_at",)]


class TestWhichForm:
    def test_an_export_belongs_to_the_form_that_knows_most_of_its_columns(self):
        forms = [read_form(path) for path in (*BY_HAND, BUNDLED)]
        for name in (FIRST, COMPACT):
            (match,) = matching_forms(read_export(FRAMAFORMS / name), forms)
            assert (match.form_id, match.is_whole, match.missing) == (BUNDLED.stem, True, ())

    def test_what_is_unknown_and_what_lacks_is_told(self, tmp_path):
        path = tmp_path / "reponses.tsv"
        columns = {("", "Envoyer ?"): some("Oui"), ("", "Idée"): LONG}
        path.write_bytes(export_of(columns | {("", "Sous quel nom ?"): some("Aucun")}))
        (match,) = matching_forms(read_export(path), [read_form(RULES), read_form(BUNDLED)])

        assert match.form_id == "regles"
        assert match.why == (
            "2 de ses colonnes sur 3 sont celles de ce formulaire. "
            "Inconnues\u00a0: colonne 11 (K), «\u00a0Idée\u00a0»."
        )
        assert matching_forms(read_export(path), [read_form(BUNDLED)]) == ()
