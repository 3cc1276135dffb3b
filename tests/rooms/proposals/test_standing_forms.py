"""A form file that stands, perhaps written by hand: read back into the six questions, edited by
their answers; and which form an export belongs to."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consultation.decisions.belonging import matching_forms
from consultation.exports import read_export
from consultation.forms.form import read_form
from consultation.proposals import propose
from consultation.proposals.declared import StandingForm, ask_again
from consultation.proposals.given_answers import Answers
from consultation.proposals.page_file import lines_to_write, page_text
from consultation.proposals.six_questions import ask_about
from consultation.proposals.topics import key_of
from tests.cases.drafts import LONG, export_of, problems, sent, some
from tests.cases.nasty_exports import answers_to, declared_by
from tests.cases.places import BUNDLED, CASES, FRAMAFORMS
from tests.cases.runs import COMPACT, FIRST

BY_HAND = sorted((CASES / "forms").glob("*.toml"))
COMPLETE, RULES, DOTTED = (
    CASES / "forms" / f"{name}.toml" for name in ("complet", "regles", "pointe")
)
ANY_FILE = settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
REASONS = key_of(
    "Pour quelles raisons vous opposez-vous à la vidéosurveillance automatisée (VSA) ?"
)
IDEAS = key_of("Vos arguments contre la VSA")


@pytest.fixture
def standing(tmp_path):
    """The six questions about a form file, in a folder of its own."""

    def asked(path: Path, export: Path | None = None) -> StandingForm:
        shutil.copytree(path.parent, tmp_path, dirs_exist_ok=True)
        return ask_again(tmp_path / path.name, export)

    return asked


def pages_own(path: Path) -> Path:
    """The same declarations, in a file that the page wrote."""
    path.write_text(page_text(tomllib.loads(path.read_text("utf-8"))), encoding="utf-8")
    return path


class TestReadBack:
    @pytest.mark.parametrize("path", [*BY_HAND, BUNDLED], ids=lambda path: path.stem)
    def test_what_was_read_given_back_declares_the_same(self, path, standing):
        asked = standing(path)
        text = asked.form_text(sent(asked))

        assert tomllib.loads(text) == tomllib.loads(path.read_text("utf-8"))
        assert lines_to_write(asked.file.text, text) == ""
        again = ask_again(pages_own(asked.path))
        assert again.form_text(sent(again)) == again.file.text == text

    def test_the_page_of_own_words_is_ticked_and_unticked_and_what_no_screen_asks_stays(
        self, standing, tmp_path_factory
    ):
        path, most = tmp_path_factory.mktemp("formulaire") / BUNDLED.name, {"documents_max": 300}
        path.write_bytes(BUNDLED.read_bytes() + b"\n[pack]\ndocuments_max = 300\n")
        for ticked, declared in ((True, {"own_words_page": True}), (False, {})):
            asked = standing(path)
            assert tomllib.loads(asked.form_text(sent(asked)))["pack"].items() >= most.items()
            text = asked.form_text(sent(asked) | {"pack": {"own_words_page": ticked}})
            assert tomllib.loads(text)["pack"] == most | declared
            path.write_text(text, encoding="utf-8")

    def test_a_file_is_the_page_s_until_a_person_changes_a_character_of_it(self, standing):
        asked = standing(COMPLETE)
        assert not asked.is_written_by_page
        for changed in ("", "\n", "# relu\n"):
            pages_own(asked.path)
            with asked.path.open("a", encoding="utf-8") as file:
                file.write(changed)
            assert ask_again(asked.path).is_written_by_page is (changed == "")

    def test_what_no_question_shows_is_told(self, standing):
        assert [one.partition("\u00a0:")[0] for one in standing(COMPLETE).unseen] == [
            *("le fuseau horaire (time_zone)", "le nombre de réponses attendu ([expected])"),
            "les durées de conservation ([retention])",
            "les réglages du dossier",
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
    def test_the_lines_to_write_are_the_tables_that_the_answers_change(self, standing):
        asked = standing(BUNDLED)
        answers = sent(asked) | {"recipient": 'La "CNIL"'}
        answers["consent"]["states"][key_of("oui_nom")] = "anonymous"
        answers["roles"] = {}
        answers["ignored"] += [key for key in sent(asked)["roles"].values() if key]
        lines = lines_to_write(asked.file.text, asked.form_text(answers)).splitlines()

        assert r'recipient = "La \"CNIL\""' in lines
        assert [line for line in lines if line.startswith("[")] == ["[consent]"]
        assert 'own_name        = ["Oui, en mon nom"]' in lines
        assert lines[-1] == "# À ôter du fichier\u00a0: [roles]"

    def test_a_column_moves_from_one_use_to_another(self, standing):
        asked = standing(BUNDLED)
        answers = sent(asked)
        commune = answers["roles"].pop("commune")
        answers["ignored"].append(IDEAS)
        answers["audience"] = answers["audience"] | {commune: "organisation"}
        del answers["audience"][IDEAS]

        was = tomllib.loads(asked.file.text)
        said = tomllib.loads(asked.form_text(answers))
        left = {"Source", "source", "Vos arguments contre la VSA", "vos_arguments"}
        assert {*said["ignored"]} == left
        assert "commune" not in said["roles"]
        assert said["questions"]["commune"]["audience"] == "organisation"
        assert said["questions"].keys() == was["questions"].keys() - {"vos_arguments"} | {"commune"}

    def test_a_new_wording_joins_those_of_before(self, standing, tmp_path):
        export = tmp_path / "reponses.tsv"
        columns = {("", "On envoie ?"): some("Oui", "Non"), ("", "Sous quel nom ?"): some("Aucun")}
        export.write_bytes(export_of(columns))
        asked = standing(RULES, export)
        new, old, other = map(key_of, ("On envoie ?", "Envoyer ?", "Sous quel nom ?"))
        answers = sent(asked)
        answers["ignored"], answers["audience"] = [], dict.fromkeys((old, other))

        text = asked.form_text(answers | {"rewords": {new: old}})
        was = page_text(tomllib.loads(asked.file.text)).splitlines()
        assert {*text.splitlines()[1:]} - {*was} == {'headers = ["Envoyer ?", "On envoie ?"]'}
        assert [*problems(asked, answers | {"rewords": {new: new}})] == [("rewords", new)]

    @pytest.mark.parametrize("name", [FIRST, COMPACT])
    def test_a_draft_that_nobody_edited_is_taken_over_as_a_new_form(self, name, tmp_path):
        export, path = FRAMAFORMS / name, tmp_path / "essai.toml"
        path.write_text(propose(export).text, encoding="utf-8")
        asked, new = ask_again(path, export), ask_about(export, "essai")

        made = [tomllib.loads(each.form_text(sent(new))) for each in (asked, new)]
        assert made[0] == made[1]

    def test_what_a_rule_still_names_can_t_be_left_aside(self, standing):
        asked, name = standing(RULES), key_of("Sous quel nom ?")
        answers = sent(asked)
        del answers["audience"][name]
        answers["ignored"].append(name)

        assert [*problems(asked, answers)] == [("consent", "rules", "0", name)]

    @ANY_FILE
    @given(st.data())
    @pytest.mark.parametrize("path", [COMPLETE, RULES, DOTTED], ids=lambda path: path.stem)
    def test_any_answers_are_said_and_all_else_is_kept(self, path, standing, data):
        asked = standing(path)
        answers = data.draw(answers_to(asked)) | {"closes_at": "2027-01-31"}
        asked.path.write_bytes(asked.form_text(answers).encode())
        again = ask_again(asked.path)
        tables = [[one for one in each.unseen if "[" in one] for each in (asked, again)]

        assert again.is_written_by_page
        assert declared_by(again, again.guess) == declared_by(asked, Answers(**answers))
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
            titles = st.sampled_from(("Autre", "[consent]", "#"))
            answers["title"] = was["title"] = data.draw(titles)

        assert tomllib.loads(asked.form_text(answers)) == was

    def test_a_closing_day_that_durations_count_from_can_t_be_taken_away(self, standing):
        asked = standing(COMPLETE)

        assert [*problems(asked, sent(asked) | {"closes_at": ""})] == [("closes_at",)]


class TestWhichForm:
    def test_an_export_belongs_to_the_form_that_knows_most_of_its_columns(self):
        forms = [read_form(path) for path in (*BY_HAND, BUNDLED)]
        for name in (FIRST, COMPACT):
            (match,) = matching_forms(read_export(FRAMAFORMS / name), forms)
            assert (match.form_id, match.is_whole) == (BUNDLED.stem, True)
            assert "Absentes" not in match.why

    def test_what_is_unknown_and_what_lacks_is_told(self, tmp_path):
        path = tmp_path / "reponses.tsv"
        columns = {("", "Envoyer ?"): some("Oui"), ("", "Idée"): LONG}
        path.write_bytes(export_of(columns | {("", "Sous quel nom ?"): some("Aucun")}))
        (match,) = matching_forms(read_export(path), [read_form(RULES), read_form(BUNDLED)])

        told = "2 de ses colonnes sur 3 sont celles de ce formulaire. Inconnues : colonne 11 (K),"
        assert match.form_id == "regles"
        assert match.why.replace("\u00a0", " ") == f"{told} « Idée »."
        assert matching_forms(read_export(path), [read_form(BUNDLED)]) == ()
