"""The form file, rule by rule: what it may hold, and what it means."""

from __future__ import annotations

import hashlib
import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultation.forms.form import read_form, spelling_of
from tests.cases.form_lines import QUESTION, TOP, only_question
from tests.cases.places import CASES

EXAMPLES = CASES / "forms"
LEAVING = QUESTION.replace("headers", 'audience = "all"\nheaders')


@pytest.fixture(scope="module")
def form():
    """A form file that uses every key."""
    return read_form(EXAMPLES / "complet.toml")


class TestWhatAFormFileMeans:
    def test_a_label_is_also_what_an_xlsx_leaves_of_it_where_that_names_one_choice(self, read):
        """Framaforms deletes emoji there; of « 👍 » alone nothing is left."""
        form = read(
            '[questions.a]\nkind = "choice"\nheaders = "A"\n[questions.a.choices]\n'
            'oui = "Oui 👍"\nnon = ["Non 👎", "Nan 🙅"]\nbof = "Bof 🙂"\nbof2 = "Bof 🙃"\n'
            'pouce = "👍"\nmoi = "Moi 🙋"\nmoi_seul = "Moi"\n'
        )

        assert {option.id: set(option.spellings) for option in only_question(form).choices} == {
            "oui": {"oui", "Oui 👍", "Oui"},
            "non": {"non", "Non 👎", "Nan 🙅", "Non", "Nan"},
            "bof": {"bof", "Bof 🙂"},
            "bof2": {"bof2", "Bof 🙃"},
            "pouce": {"pouce", "👍"},
            "moi": {"moi", "Moi 🙋"},
            "moi_seul": {"moi_seul", "Moi"},
        }

    def test_top_and_roles_of_which_one_spelling_may_be_written_without_a_list(self, form):
        assert (form.form_id, form.title) == ("complet", "Quelles caméras dans la ville ?")
        assert (form.recipient, form.time_zone) == ("Mairie", "Indian/Reunion")
        assert form.closes_at.isoformat() == "2026-05-31T20:00:00"
        assert (form.ignored, form.roles["name"]) == (("Source",), ("Nom",))
        assert form.roles["email"] == ("Adresse électronique", "courriel")
        assert [*form.roles] == ["email", "name", "collective", "commune", "postcode", "phone"]

    def test_consent_reads_one_question(self, form):
        consent = form.consent

        assert consent.headers == ("Transmettre à la mairie ?", "envoi")
        ids = " ".join(state.id for state in consent.states)
        assert ids == "own_name collective_name anonymous reflection_only"
        assert consent.states[2].spellings == {"anonymous", "Oui, sans mon nom", "Oui, anonymement"}
        assert (consent.requires, consent.rules) == ((("donnees", "ok"),), ())

    def test_consent_by_rules_keeps_their_order(self):
        consent = read_form(EXAMPLES / "regles.toml").consent

        assert (consent.headers, consent.states) == ((), ())
        assert [(rule.state, rule.when) for rule in consent.rules] == [
            ("own_name", (("envoi", "oui"), ("sous_quel_nom", "le_mien"))),
            ("anonymous", (("envoi", "oui"),)),
        ]

    def test_questions_keep_the_order_of_the_file_and_choices_theirs_whatever_their_ids(self, form):
        lieux, avis, *_ = form.questions
        kinds = [question.kind for question in form.questions]
        closed = [question.id for question in form.questions if question.is_closed]

        assert [question.position for question in form.questions] == [*range(1, 11)]
        assert " ".join(kinds) == "choices grid text text choice choices number date time file"
        assert closed == ["lieux", "avis", "suite", "donnees"]
        assert [choice.label for choice in lieux.choices] == ["École", "Gare", "Marché, halles"]
        assert [choice.id for choice in avis.choices] == ["2", "1", "0"]

    def test_a_title_is_the_first_heading_and_a_label_the_first_spelling_else_the_id(self, form):
        lieux, avis, *_ = form.questions
        ecole, marche = avis.items
        assert (lieux.title, avis.title) == ("Lieux équipés", "Votre avis")
        assert lieux.other == ("Autre lieu",)
        assert [choice.label for choice in avis.choices] == ["Pour", "Contre", "0"]
        assert (ecole.label, ecole.spellings) == ("Devant l’école", {"ecole", "Devant l'école"})
        assert marche.spellings == {"marche", "Au marché"}

    def test_a_plain_date_opens_at_its_first_second_and_closes_at_its_last(self, form, read):
        closed = read("closes_at = 2022-03-11").closes_at

        assert form.questions[0].asked_from.isoformat() == "2026-04-15T00:00:00"
        assert closed.isoformat() == "2022-03-11T23:59:59"

    @pytest.mark.parametrize(
        ("duration", "until"),
        [
            ("P1M", date(2024, 2, 29)),  # the last day of a shorter month
            ("P1Y", date(2025, 1, 31)),
            ("P2W", date(2024, 2, 14)),
            ("P1Y1M1D", date(2025, 3, 1)),
            ("P9999Y", None),  # beyond all calendars
        ],
    )
    def test_a_duration_is_counted_from_the_closing_day(self, duration, until, read):
        form = read(f'closes_at = 2024-01-31T12:00:00\nretention.until = "{duration}"')

        assert form.kept_until == until

    def test_a_page_is_known_by_its_address(self, read):
        for url in ("https://framaforms.org/node/17", "http://127.0.0.1:8080/node/17"):
            assert read(f'[source]\nurl = " {url}?page=2#haut "').source == url

    def test_totals_are_numbers_without_quotes_too(self, read):
        scale = QUESTION.replace("oui = ", "1 = ").replace("non = ", "2 = ")
        totals = read(f'{scale}groups = {{ "Opposé·es" = [1, "2"] }}')

        assert only_question(totals).groups == {"Opposé·es": ("1", "2")}

    @pytest.mark.parametrize(("line", "most"), [("", 2_000), ("= 1", 1), ('= "all"', "all")])
    def test_each_of_two_thousand_has_its_document_unless_said(self, line, most, read):
        form = read("[pack]\n" + (f"documents_max {line}" if line else ""))

        assert form.pack.documents_max == most

    def test_every_question_with_choices_that_leaves_is_published_unless_some_are_named(self, read):
        """A box that the consent requires, only where it is named."""
        form = LEAVING + LEAVING.replace("questions.a", "questions.b").replace('"A"', '"B"')
        consent = '[consent]\nheaders = "E"\nanonymous = "Oui"\nrequires = { b = "oui" }\n'
        asked = '[pack]\norganisation = "Collectif"\n[publish]\npublic = true\n'
        named = f'{asked}public_questions = ["b"]\n'

        assert read(asked + form).publish.public_questions == ["a", "b"]
        assert read(asked + consent + form).publish.public_questions == ["a"]
        for top in (named, named + consent):
            assert read(top + form).publish.public_questions == ["b"]

    def test_families_are_looked_for_in_texts_unless_said_otherwise(self, form, read):
        assert not only_question(read(f"{QUESTION}families = false")).families
        with_families = [question.id for question in form.questions if question.families]

        assert with_families == ["arguments"]

    def test_what_nobody_decided_stays_with_the_organisers(self, form, read):
        assert {one.audience for one in form.questions} == {"organisation"}
        assert [one.id for one in form.questions if one.is_confirmed] == ["suite"]
        assert only_question(read(LEAVING)).audience == "all"

    def test_what_is_expected_and_how_long_it_is_kept_may_be_left_out(self, form):
        assert (form.expected_min, form.expected_max) == (20, 500)
        assert form.kept_until == date(2026, 11, 30)

        path = EXAMPLES / "minimal.toml"
        form = read_form(path)
        assert (form.closes_at, form.consent, form.category, form.kept_until) == (None,) * 4
        assert (form.ignored, form.roles, form.expected_min) == ((), {}, None)
        assert form.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()

    def test_the_checksum_changes_with_a_file_of_choices(self, read, tmp_path):
        text = '[questions.a]\nkind = "choice"\nheaders = "A"\nchoices_file = "a.toml"'
        sums = set()
        for choices in ("x = []", "x = []\ny = []"):
            (tmp_path / "a.toml").write_text(choices)
            sums |= {read(text).sha256, read(text).reading_sha256}

        assert len(sums) == 4

    def test_the_checksum_of_the_reading_is_that_of_what_says_how_answers_are_read(self, read):
        plain = read(QUESTION)
        beside = read(f'{QUESTION}\n# Un mot.\n[pack]\norganisation = "Les Riveraines"')

        assert beside.reading_sha256 == plain.reading_sha256 != read(LEAVING).reading_sha256

    def test_the_mark_of_windows_editors_and_their_line_ends_change_nothing(self, read):
        plain = read(QUESTION)
        edited = read(b"\xef\xbb\xbf" + (TOP + QUESTION).replace("\n", "\r\n").encode())

        assert (edited.title, edited.questions) == (plain.title, plain.questions)


class TestSpelled:
    @pytest.mark.parametrize(
        "text",
        ["  Oui, d'accord ", "Oui,\u00a0d’accord", "Oui,\r\n\td'accord", "Oui,\u202fd'accord"],
    )
    def test_white_space_and_apostrophes_do_not_count(self, text):
        assert spelling_of(text) == "Oui, d'accord"

    def test_case_counts_and_whether_accents_are_composed_does_not(self):
        assert spelling_of("e\u0301te\u0301") == spelling_of("été") != spelling_of("Été")

    @given(st.text())
    def test_it_is_its_own_spelling(self, text):
        once = spelling_of(text)
        assert spelling_of(once) == once
        assert unicodedata.is_normalized("NFC", once)
        assert "’" not in once
        assert once.split() == once.split(" ") or once == ""

    @given(st.text(), st.sampled_from([" ", "\u00a0", "\u202f", "\t", "\n", "\r\n"]), st.text())
    def test_any_run_of_white_space_is_one_space(self, before, space, after):
        assert spelling_of(before + space * 2 + after) == spelling_of(f"{before} {after}")
