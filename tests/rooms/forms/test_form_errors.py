"""The form file, rule by rule: what it may not hold, and what the error says.

Each test of an error writes a small form and marks the faulty line with `# <-`, so that the line
which the message names is checked against the eye's.
"""

from __future__ import annotations

import random
from datetime import date
from itertools import combinations

import pytest

from consultation.forms.form import read_form
from consultation.words.errors import OrganiserError
from tests.cases.form_lines import QUESTION, TOP, only_question
from tests.cases.places import BUNDLED


class TestKeys:
    def test_an_unknown_key_is_an_error_with_the_nearest_one(self, error):
        found = error('[roles]\nmail = "Courriel" # <-', key="roles.mail")

        assert found.what == "la clé `mail` n’existe pas ici."
        assert found.advice == "Vouliez-vous écrire `email`\u00a0? Sinon, ôtez-la."

    def test_a_misspelt_key_is_one_error_not_also_a_missing_one(self, error):
        top = TOP.replace('title = "Essai"', 'titel = "Essai" # <-')

        assert error("", top, key="titel").advice.startswith("Vouliez-vous écrire `title`")

    def test_without_a_near_one_the_keys_are_listed(self, error):
        found = error(
            "[expected]\nsubmissions = { min = 1, zzz = 1 } # <-", key="expected.submissions.zzz"
        )

        assert found.advice == "Possibles\u00a0: `min`, `max`. Sinon, ôtez-la."

    def test_a_key_below_the_wrong_header_is_sent_to_its_place(self, error):
        found = error('[retention]\nignored = "x" # <-', key="retention.ignored")

        assert found.advice == "Elle se place en haut du fichier, avant tout `[…]`."

    @pytest.mark.parametrize("key", ["title", "recipient", "time_zone"])
    def test_title_recipient_and_time_zone_are_required(self, key, read):
        top = "".join(line for line in TOP.splitlines(True) if not line.startswith(key))

        with pytest.raises(OrganiserError) as caught:
            read("", top)

        assert caught.value.where == f"essai.toml, ligne 1, clé `{key}`"
        assert caught.value.advice == "Ajoutez-la en haut du fichier."

    @pytest.mark.parametrize("key", ["kind", "headers"])
    def test_a_question_has_a_kind_and_headings(self, key, error):
        lines = {"kind": 'kind = "text"', "headers": 'headers = "A"'}
        del lines[key]

        found = error(f"[questions.a] # <-\n{''.join(lines.values())}", key=f"questions.a.{key}")

        assert found.advice == "Ajoutez-la sous `[questions.a]`."

    @pytest.mark.parametrize(
        ("line", "what"),
        [
            ("title = 3", "un texte est attendu."),
            ('title = "  "', "texte vide."),
            ("ignored = [3]", "un texte est attendu."),
            ("ignored = 3", "un texte ou une liste de textes est attendu."),
            ("roles = 3", "un tableau est attendu."),
            ("roles.email = []", "rien n’y est déclaré."),
            ("expected.submissions.min = -1", "ce nombre est négatif."),
            ("expected.submissions.min = 1.5", "un nombre entier est attendu."),
            ('expected.submissions.min = "1"', "un nombre entier est attendu."),
            ('pack.sent_on = "20/03/2022"', "un jour est attendu."),
        ],
    )
    def test_each_key_takes_one_kind_of_value(self, line, what, error):
        top = TOP if not line.startswith("title") else TOP.split("\n", 1)[1]

        assert error(f"{line} # <-", top, key=line.split(" =")[0]).what == what

    def test_ids_are_lower_case_without_accent(self, error):
        found = error(
            QUESTION.replace("{ oui", "{ 'Ça va'").replace('"Non" }', '"Non" } # <-'),
            key='questions.a.choices."Ça va"',
        )

        assert found.what == "«\u00a0Ça va\u00a0» n’est pas un identifiant possible."
        assert "Par exemple `ca_va`." in found.advice

    @pytest.mark.parametrize("name", ["Essai.toml", "-a.toml", "été.toml", "a b.toml"])
    def test_the_file_name_is_a_possible_form_id(self, name, read):
        with pytest.raises(OrganiserError, match="nom de formulaire"):
            read("", name=name)


class TestTimes:
    def test_the_time_zone_exists(self, error):
        top = TOP.replace('Europe/Paris"', 'Europe/Pari" # <-')

        found = error("", top, key="time_zone")

        assert found.advice == "Vouliez-vous écrire `Europe/Paris`\u00a0?"

    @pytest.mark.parametrize(
        "value", ["2022-03-11T23:59:59Z", "2022-03-11T23:59:59+01:00", '"2022-03-11"', "2022"]
    )
    @pytest.mark.parametrize("key", ["closes_at", "questions.a.asked_from"])
    def test_times_are_local_and_written_without_quotes(self, key, value, error):
        question = '[questions.a]\nkind = "text"\nheaders = "A"\n'
        lines = f"closes_at = {value} # <-\n{question}"
        if key != "closes_at":
            lines = f"{question}asked_from = {value} # <-"

        assert "par exemple 2022-03-11T23:59:59" in error(lines, key=key).advice

    @pytest.mark.parametrize("value", ['"6 mois"', '"P"', '"P6"', '"PT6H"', "6", '"p6m"'])
    def test_a_retention_is_a_date_or_a_duration(self, value, error):
        found = error(f"[retention]\ninbox = {value} # <-", key="retention.inbox")

        assert '"P6M" = 6 mois' in found.advice

    def test_a_duration_needs_a_closing_time(self, error):
        found = error('[retention]\ninbox = "P6M" # <-', key="retention.inbox")

        assert found.what == "une durée se compte à partir de `closes_at`, qui manque."

    @pytest.mark.parametrize(
        ("duration", "until"),
        [
            ("P1M", date(2024, 2, 29)),  # the last day of a shorter month
            ("P1Y", date(2025, 1, 31)),
            ("P2W", date(2024, 2, 14)),
            ("P1Y1M1D", date(2025, 3, 1)),
            ("P9999Y", date.max),
        ],
    )
    def test_durations(self, duration, until, read):
        form = read(f'closes_at = 2024-01-31T12:00:00\nretention.inbox = "{duration}"')

        assert form.retention == {"inbox": until}


class TestSource:
    @pytest.mark.parametrize(
        "url", ["https://framaforms.org/node/17", "http://127.0.0.1:8080/node/17"]
    )
    def test_a_page_is_known_by_its_address(self, url, read):
        assert read(f'[source]\nurl = " {url}?page=2#haut "').source == url

    @pytest.mark.parametrize(
        ("url", "words"),
        [
            ("http://framaforms.org/node/17", "https://"),
            ("framaforms.org/node/17", "https://"),
            ("https://framaforms.org/", "https://"),
            ("https://[", "https://"),
            ("https://a:b@framaforms.org/node/17", "un nom de compte ou un mot de passe"),
        ],
    )
    def test_nothing_is_asked_in_clear_nor_with_an_account_in_the_address(self, url, words, error):
        found = error(f'[source]\nurl = "{url}" # <-', key="source.url")

        assert words in found.what
        assert "a:b" not in str(found)


class TestQuestions:
    def test_an_unknown_kind_gets_the_nearest_one(self, error):
        lines = '[questions.a]\nkind = "choise" # <-\nheaders = "A"'

        found = error(lines, key="questions.a.kind")

        assert found.what == "«\u00a0choise\u00a0» n’est pas une valeur possible."
        assert found.advice == "Vouliez-vous écrire `choice`\u00a0?"

    def test_an_unknown_audience_gets_the_list(self, error):
        lines = '[questions.a]\naudience = "nous" # <-\nkind = "text"\nheaders = "A"'

        assert "`all`, `organisation`" in error(lines, key="questions.a.audience").advice

    @pytest.mark.parametrize("kind", ["choice", "choices", "grid"])
    def test_closed_questions_need_choices(self, kind, error):
        items = 'items = { x = "X" }' if kind == "grid" else ""
        lines = f'[questions.a]\nkind = "{kind}" # <-\nheaders = "A"\n{items}'

        found = error(lines, key="questions.a.kind")

        assert found.what == f'`kind = "{kind}"` demande des choix.'

    def test_a_grid_needs_items(self, error):
        lines = QUESTION.replace('"choice"', '"grid" # <-')

        assert "lignes (`items`)" in error(lines, key="questions.a.kind").what

    @pytest.mark.parametrize("kind", ["text", "number", "date", "time", "file"])
    def test_open_questions_have_no_choices(self, kind, error):
        lines = QUESTION.replace('"choice"', f'"{kind}"').replace('"Non" }', '"Non" } # <-')

        found = error(lines, key="questions.a.choices")

        assert found.what == f'`choices` n’a pas de sens avec `kind = "{kind}"`.'

    def test_only_grids_have_items(self, error):
        error(QUESTION + 'items = { x = "X" } # <-', key="questions.a.items")

    @pytest.mark.parametrize("kind", ["grid", "text", "number", "date", "time", "file"])
    def test_only_choices_have_a_free_text_beside_them(self, kind, error):
        choices = 'items = { x = "X" }\nchoices = { y = "Y" }' if kind == "grid" else ""
        lines = f'[questions.a]\nkind = "{kind}"\nheaders = "A"\nother = "B" # <-\n{choices}'

        error(lines, key="questions.a.other")

    def test_only_texts_have_families(self, error, read):
        error(QUESTION + "families = true # <-", key="questions.a.families")

        assert not only_question(read(QUESTION + "families = false")).families

    def test_choices_and_a_file_of_choices_exclude_each_other(self, error, tmp_path):
        (tmp_path / "a.toml").write_text("x = []")

        error(QUESTION + 'choices_file = "a.toml" # <-', key="questions.a.choices_file")

    def test_two_choices_of_a_question_are_spelled_differently(self, error):
        lines = QUESTION.replace("choices = ", "# ") + (
            "[questions.a.choices]\n"
            'oui = ["Oui", "Oui, d’accord"]\n'
            'peut_etre = ["Oui,\u00a0 d\'accord"] # <-'
        )

        found = error(lines, key="questions.a.choices.peut_etre")

        assert "`questions.a.choices.oui` et `questions.a.choices.peut_etre`" in found.what

    def test_a_choice_may_not_be_spelled_as_the_id_of_another(self, error):
        error(QUESTION.replace('"Non" }', '"oui" } # <-'), key="questions.a.choices.non")

    def test_a_key_that_slipped_below_the_choices_is_found(self, error):
        head = '[questions.a]\nkind = "choice"\nheaders = "A"\n[questions.a.choices]\nx = "X"\n'

        private = error(f'{head}audience = "organisation" # <-', key="questions.a.choices.audience")
        families = error(f"{head}families = true # <-", key="questions.a.choices.families")

        assert private.advice == "Remontez cette ligne au-dessus de `[questions.a.choices]`."
        assert families.advice == "Cette clé se place sous `[questions.a]`, au-dessus de ses choix."

    GROUPS = QUESTION + "[questions.a.groups]\n"

    def test_totals_name_choices_of_their_question_numbers_without_quotes_too(self, error, read):
        scale = QUESTION.replace("oui = ", "1 = ").replace("non = ", "2 = ")
        totals = read(f'{scale}groups = {{ "Opposé·es" = [1, "2"] }}')
        unknown = error(f'{self.GROUPS}"Pour" = ["ouie"] # <-', key="questions.a.groups.Pour")

        assert only_question(totals).groups == {"Opposé·es": ("1", "2")}
        assert unknown.what == "`ouie` n’est pas un choix de `a`."
        assert unknown.advice == "Vouliez-vous écrire `oui`\u00a0?"

    def test_a_choice_is_in_one_total_at_most(self, error):
        lines = f'{self.GROUPS}"Pour" = "oui"\n"Tout" = ["oui", "non"] # <-'

        found = error(lines, key="questions.a.groups.Tout")

        assert "`questions.a.groups.Pour` et dans `questions.a.groups.Tout`" in found.what

    def test_a_total_counts_something_and_only_where_there_are_choices(self, error):
        error(f'{self.GROUPS}"Pour" = [] # <-', key="questions.a.groups.Pour")
        blank = error(f'{self.GROUPS}" " = ["oui"] # <-', key='questions.a.groups." "')
        text = '[questions.a]\nkind = "text"\nheaders = "A"\ngroups = { "Pour" = ["oui"] } # <-'

        assert blank.what == "texte vide."
        assert "n’a pas de sens" in error(text, key="questions.a.groups").what


class TestFilesOfChoices:
    HEAD = '[questions.a]\nkind = "choice"\nheaders = "A"\nchoices_file = '

    def test_a_missing_file(self, error):
        found = error(f'{self.HEAD}"x.toml" # <-', key="questions.a.choices_file")

        assert found.what.startswith("x.toml\u00a0: ")

    @pytest.mark.parametrize("name", ["../x.toml", "/etc/hostname", "a/../../x.toml"])
    def test_it_stays_in_the_folder_of_the_form(self, name, error):
        found = error(f'{self.HEAD}"{name}" # <-', key="questions.a.choices_file")

        assert "sort du dossier" in found.what

    def test_even_through_a_link(self, error, tmp_path_factory, tmp_path):
        outside = tmp_path_factory.mktemp("elsewhere") / "x.toml"
        outside.write_text("x = []")
        (tmp_path / "x.toml").symlink_to(outside)

        error(f'{self.HEAD}"x.toml" # <-', key="questions.a.choices_file")

    def test_its_errors_name_it_and_its_lines(self, read, tmp_path):
        (tmp_path / "x.toml").write_text('a = "A"\nb = [\n  "B",\n  3,\n]\n')

        with pytest.raises(OrganiserError) as caught:
            read(f'{self.HEAD}"x.toml"')

        assert caught.value.where == "x.toml, ligne 2, clé `b`"

    def test_an_unreadable_file_is_told_with_its_line(self, error, tmp_path):
        (tmp_path / "x.toml").write_text("a = []\nb = \n")

        found = error(f'{self.HEAD}"x.toml" # <-', key="questions.a.choices_file")

        assert found.what.startswith("x.toml, ligne 2\u00a0: ")


class TestConsentAndCategory:
    def test_one_question_or_rules_not_both(self, error):
        rules = '[[consent.rules]]\nstate = "own_name"\nwhen = { a = "oui" }\n'

        error(f'[consent]\nheaders = "A ?" # <-\n{rules}{QUESTION}', key="consent.headers")

    @pytest.mark.parametrize("line", ["", 'own_name = "Oui"'])
    def test_a_consent_has_headings(self, line, error):
        error(f"[consent] # <-\n{line}", key="consent")

    def test_two_states_are_spelled_differently(self, error):
        lines = '[consent]\nheaders = "A"\nown_name = "Oui"\nanonymous = "Oui" # <-'

        error(lines, key="consent.anonymous")

    @pytest.mark.parametrize(
        "answer",
        [
            "Non",
            "NON, merci",
            "Non.",
            "non_envoi",
            "Je ne souhaite pas",
            "Ne pas transmettre",
            "Ne rien transmettre",
            "Pas de publication",
            "Je n’accepte pas",
            "Pas d’accord",
            "Refus",
            "Je refuse",
            "Je refuse que ce soit publié, même sans mon nom",
            "J'accepte pas",
            "N’envoyez rien",
            "Surtout pas",
            "Je ne suis pas d'accord",
            "Anonymement, non merci",
            "Réponse : non",
            "No",
        ],
    )
    def test_an_answer_that_says_no_sends_nothing(self, answer, error):
        lines = (
            f'[consent]\nheaders = "A"\nown_name = "Oui"\nanonymous = ["Sans nom", "{answer}"] # <-'
        )

        assert "dit non" in error(lines, key="consent.anonymous").what

    def test_an_answer_that_agrees_may_say_what_is_not_to_be_done(self, read):
        answers = [
            "Oui, mais je ne souhaite pas que mon nom apparaisse",
            "Je ne souhaite pas que mon nom apparaisse",
            "Ne pas me nommer",
            "Pas de publication de mon nom",
            "Anonymement, non signé",
            "Je n’y vois pas d'inconvénient",
            "Pas d'objection",
            "Je ne m'oppose pas",
            "Aucune objection",
            "Association à but non lucratif : oui",
            "Non anonyme",
            "Nontron",
            "Sans nom",
            "À Noirmoutier",
        ]
        for answer in answers:
            read(f'[consent]\nheaders = "A"\nanonymous = "{answer}"')

    @pytest.mark.parametrize(
        ("heading", "when", "kept", "is_refused"),
        [
            ("Transmettre à la CNIL ?", 'q = "non"', 'r = "x"', True),
            ("Transmettre à la CNIL ?", 'q = "non", r = "x"', 'q = "non", r = "non"', True),
            ("Transmettre à la CNIL ?", 'q = "non", r = "x"', 'q = "non"', False),
            ("Transmettre à la CNIL ?", 'q = "x", r = "non"', 'r = "x"', False),
            ("Publier mon nom ?", 'q = "non"', 'r = "x"', False),
        ],
    )
    def test_a_rule_that_refusals_meet_sends_nothing(
        self, heading, when, kept, is_refused, read, error
    ):
        rules = (
            f'[[consent.rules]]\nstate = "reflection_only"\nwhen = {{ {kept} }}\n'
            f'[[consent.rules]]\nstate = "anonymous"\nwhen = {{ {when} }} # <-\n'
        )
        question = 'kind = "choice"\nchoices = { non = "Non", x = "X" }\n'
        lines = (
            f'{rules}[questions.q]\nheaders = "{heading}"\n{question}'
            f'[questions.r]\nheaders = "R"\n{question}'
        )
        if is_refused:
            error(lines, key="consent.rules[2].when")
        else:
            read(lines)

    @pytest.mark.parametrize(
        ("condition", "key", "advice"),
        [
            ('b = "oui"', "b", "Possibles\u00a0: `a`."),
            ('a = "ouis"', "a", "Vouliez-vous écrire `oui`\u00a0?"),
            ('texte = "oui"', "texte", 'Nommez une question "choice" ou "choices".'),
        ],
    )
    def test_conditions_name_declared_choices(self, condition, key, advice, error):
        text = '[questions.texte]\nkind = "text"\nheaders = "T"\n'
        rule = f'[[consent.rules]]\nstate = "anonymous"\nwhen = {{ {condition} }} # <-\n'
        consent = '[consent]\nheaders = "E"\nanonymous = "Oui"\n'
        required = f"{consent}requires = {{ {condition} }} # <-\n"

        by_rule = error(rule + QUESTION + text, key=f"consent.rules[1].when.{key}")
        by_requirement = error(required + QUESTION + text, key=f"consent.requires.{key}")

        assert by_rule.advice == by_requirement.advice == advice

    def test_the_state_of_a_rule_exists(self, error):
        rule = '[[consent.rules]]\nstate = "own_nam" # <-\nwhen = { a = "oui" }\n'

        found = error(rule + QUESTION, key="consent.rules[1].state")

        assert found.advice == "Vouliez-vous écrire `own_name`\u00a0?"

    def test_collectives_are_categories(self, error):
        lines = '[category]\nheaders = "C"\ncollectives = "asso" # <-\nchoices = { assos = [] }'

        found = error(lines, key="category.collectives")

        assert found.advice == "Vouliez-vous écrire `assos`\u00a0?"

    def test_min_is_not_above_max(self, error):
        lines = "[expected]\nsubmissions = { min = 5, max = 3 } # <-"

        error(lines, key="expected.submissions")


class TestPack:
    @pytest.mark.parametrize("value", ['"toutes"', "0", "-1", "true", "20.5", '["all"]'])
    def test_a_limit_of_documents_is_a_number_or_the_word_for_none(self, value, error):
        found = error(f"{QUESTION}[pack]\ndocuments_max = {value} # <-", key="pack.documents_max")

        assert '"all"' in found.what
        assert "documents_max = 2000" in found.advice

    @pytest.mark.parametrize(("line", "most"), [("", 2_000), ("= 1", 1), ('= "all"', "all")])
    def test_each_of_two_thousand_has_its_document_unless_said(self, line, most, read):
        form = read(f"{QUESTION}[pack]\n" + (f"documents_max {line}" if line else ""))

        assert form.pack.documents_max == most


class TestCoding:
    @pytest.mark.parametrize(
        ("line", "what", "advice"),
        [
            ('questions = ["tetxe"]', "la question `tetxe` n’est pas", "écrire `texte`"),
            ('questions = ["a"]', 'est une question `kind = "choice"`', 'une question "text"'),
            ('coders = ["A", "B", "A"]', "«\u00a0A\u00a0» sont écrites deux fois", "les siennes"),
            ('coders = ["Ana"]', "des initiales sont attendues", '"LM"'),
            ('coders = ["A", "B", "C", "D", "E", "F", "G"]', "trop", "six au plus"),
            ("texts_max = 0", "trop petit", "1 ou plus"),
            ("both = -1", "négatif", "0 ou plus"),
        ],
    )
    def test_each_key_says_what_it_takes(self, line, what, advice, error):
        text = '[questions.texte]\nkind = "text"\nheaders = "Texte"\n'
        found = error(f"{text}{QUESTION}\n[coding]\n{line} # <-", key=f"coding.{line.split()[0]}")

        assert what in found.what
        assert advice in found.advice

    def test_nobody_may_code_and_no_question_be_coded(self, read):
        form = read(f"{QUESTION}\n[coding]\nquestions = []\ncoders = []")

        assert (form.coding.questions, form.coding.coders) == ([], [])


class TestPublishing:
    """What is shown to everybody: whether it may be, and who says so."""

    ASKED = '[pack]\norganisation = "Collectif"\n'

    @pytest.mark.parametrize(
        ("line", "what", "advice"),
        [
            ('public_questions = ["aa"]', "la question `aa` n’est pas", "`a`"),
            ('public_questions = ["texte"]', "un texte libre ne se publie jamais", '"choices"'),
            ('public_questions = ["entre_nous"]', "restent dans le collectif", 'audience = "all"'),
            ("public_minimum = 4", "en dessous de 5", "11 est la règle"),
            ('frozen_published = "oui"', "oui ou non", "sans guillemets"),
            ('colour = "violet"', "une couleur est attendue", "#7a1f5c"),
            ('address = "example.org"', "commence par https://", "https://example.org"),
            ('address = "https://ada@example.org/"', "un nom de compte", "précède @"),
            ('licence = " "', "vide", ""),
            ("by_category = true", "pas de catégorie", "[category]"),
            ("by_departement = true", "le code postal", "`postcode`"),
        ],
    )
    def test_each_key_says_what_it_takes(self, line, what, advice, error):
        texts = '[questions.texte]\nkind = "text"\nheaders = "Texte"\n'
        kept = (
            '[questions.entre_nous]\nkind = "choice"\nheaders = "B"\naudience = "organisation"\n'
            'choices = { x = "X" }\n'
        )
        published = f"{self.ASKED}[publish]\npublic = true\n{line} # <-\n"
        form = f"{published}{texts}{kept}{self.open_question()}"
        found = error(form, key=f"publish.{line.split()[0]}")

        assert what in found.what
        assert advice in found.advice

    def open_question(self) -> str:
        return (
            '[questions.a]\nkind = "choice"\nheaders = "A"\naudience = "all"\nchoices = { x = "X" }'
        )

    def test_nobody_is_published_who_was_not_told(self, error):
        found = error(
            f"{self.ASKED}[publish]\npublic = true # <-\n{QUESTION}", key="publish.public"
        )

        assert "il n’y a aucune question à publier" in found.what

    def test_somebody_signs(self, error):
        found = error(
            f"[publish]\npublic = true # <-\n{self.open_question()}", key="publish.public"
        )

        assert "personne ne signe" in found.what

    def test_every_question_with_choices_that_leaves_is_published_unless_some_are_named(self, read):
        asked = f"{self.ASKED}[publish]\npublic = true\n"
        other = self.open_question().replace("questions.a", "questions.b").replace('"A"', '"B"')
        form = f"{self.open_question()}\n{other}"

        assert read(asked + form).publish.public_questions == ["a", "b"]
        named = f'{asked}public_questions = ["b"]\n'
        assert read(named + form).publish.public_questions == ["b"]

    def test_a_box_that_the_consent_requires_is_published_only_where_it_is_named(self, read):
        consent = '[consent]\nheaders = "Envoi"\nanonymous = "Oui"\nrequires = { b = "x" }\n'
        other = self.open_question().replace("questions.a", "questions.b").replace('"A"', '"B"')
        form = f"{consent}{self.open_question()}\n{other}"
        asked = f"{self.ASKED}[publish]\npublic = true\n"

        assert read(asked + form).publish.public_questions == ["a"]
        named = f'{asked}public_questions = ["b"]\n'
        assert read(named + form).publish.public_questions == ["b"]


class TestHeadings:
    CLAIMS = (
        ("ignored", 'ignored = "Même"\n'),
        ("roles.name", 'roles.name = "Même"\n'),
        ("consent.headers", 'consent = { headers = "Même", anonymous = "Oui" }\n'),
        ("category.headers", 'category = { headers = "Même", choices = { c = "C" } }\n'),
        ("questions.q.headers", 'questions.q = { kind = "text", headers = ["Q", "Même"] }\n'),
        (
            "questions.r.other",
            'questions.r = { kind="choice", headers="R", other="Même", choices={ x=[] } }\n',
        ),
    )

    @pytest.mark.parametrize(("first", "second"), [*combinations(CLAIMS, 2)])
    def test_a_heading_belongs_to_one_key(self, first, second, error):
        (one, line), (other, last) = first, second

        found = error(line + last.rstrip() + " # <-", key=other)

        assert f"`{one}` et par `{other}`" in found.what

    def test_a_group_tells_two_like_headings_apart(self, read):
        form = read(
            'questions.q = { kind = "text", headers = "Avis > Autre" }\n'
            'questions.r = { kind = "text", headers = "Suite > Autre" }\n'
        )

        assert len(form.questions) == 2


class TestSeveralErrors:
    def test_all_errors_of_a_file_are_told_at_once_in_its_order(self, error):
        lines = (
            'closes_at = "demain"\n'
            'colour = "red"\n'
            '[consent]\nheaders = "E"\nanonymous = "Oui"\nrequires = { b = "oui" }\n'
            '[questions.a]\nkind = "text"\nheaders = "E"\n'
            '[questions.c]\nkind = "textt"\nheaders = "F"\n'
        )

        found = error(lines)

        told = [line.split(" :")[0] for line in found.what.replace("\u00a0", " ").split("\n")]
        assert told == [
            "5 erreurs.",
            "- ligne 4, clé `closes_at`",
            "- ligne 5, clé `colour`",
            "- ligne 9, clé `consent.requires.b`",
            "- ligne 12, clé `questions.a.headers`",
            "- ligne 14, clé `questions.c.kind`",
        ]

    def test_a_condition_on_a_faulty_question_is_not_a_second_error(self, error):
        lines = QUESTION.replace('"choice"', '"chose" # <-') + (
            '[consent]\nheaders = "E"\nanonymous = "Oui"\nrequires = { a = "oui" }\n'
        )

        error(lines, key="questions.a.kind")

    def test_ten_are_told_and_the_others_counted(self, error):
        found = error("".join(f"x{index} = 1\n" for index in range(12)))

        assert found.what.startswith("12 erreurs.")
        assert found.what.endswith("… et 2 autres.")
        assert len(found.what.split("\n")) == 12


class TestUnreadableFiles:
    @pytest.mark.parametrize(
        ("lines", "what"),
        [
            ('ignored = "a" # <-\nx = \n', "valeur"),
            ("Clé = 3 # <-", "signe ="),
            ("ignored = «\u00a0Source\u00a0» # <-", "valeur"),
            ('title = "Encore" # <-', "déjà écrite"),
            ("[roles]\n[roles] # <-", "déjà ouvert"),
            ("closes_at = 2022-02-30T00:00:00 # <-", "date"),
            ("[roles # <-", "crochet"),
        ],
    )
    def test_what_is_not_toml_is_told_in_french_with_its_line(self, lines, what, error):
        if lines.endswith("x = \n"):
            lines = lines.replace(" # <-", "").replace("x = ", "x = # <-")

        assert what in error(lines).what

    @pytest.mark.parametrize("written", ["11/03/2022", "11.3.2022", "11-03-2022 23:59"])
    def test_a_date_as_french_readers_write_it_is_shown_as_the_file_takes_it(self, written, error):
        advice = error(f"closes_at = {written} # <-\n").advice

        assert advice.startswith("Écrivez `closes_at = 2022-03-11`")

    def test_an_unclosed_list_is_told_where_it_begins(self, error):
        found = error('ignored = [\n  "a",\n[roles] # <-\n')

        assert "Vérifiez d’abord ce qui commence ligne 4" in found.advice

    def test_a_file_of_another_encoding(self, read):
        with pytest.raises(OrganiserError, match="UTF-8") as caught:
            read((TOP + 'ignored = "été"').encode("cp1252"))

        assert caught.value.where == "essai.toml, ligne 4"

    def test_a_missing_file(self, tmp_path):
        with pytest.raises(OrganiserError, match="n’existe pas"):
            read_form(tmp_path / "absent.toml")

    def test_a_folder(self, tmp_path):
        (tmp_path / "dossier.toml").mkdir()

        with pytest.raises(OrganiserError, match="ne peut pas être lu"):
            read_form(tmp_path / "dossier.toml")

    @pytest.mark.parametrize("depth", [30, 300, 3000])
    def test_a_file_made_to_exhaust_the_reader(self, depth, error):
        assert "imbriqués" in error("ignored = " + "[" * depth + "]" * depth).what

    def test_a_number_made_to_exhaust_the_reader(self, read):
        with pytest.raises(OrganiserError):
            read("x = " + "9" * 5000)

    @pytest.mark.parametrize("seed", range(60))
    def test_a_damaged_file_never_ends_in_a_traceback(self, seed, read):
        chance = random.Random(seed)  # noqa: S311
        text = BUNDLED.read_text()
        at = chance.randrange(len(text))
        piece = chance.choice(['"', "[", "]", "{", "=", "\n", "é", "\\", '"""', "[[a]]\n", "3"])
        damaged = text[:at] + piece + text[at + chance.randrange(20) :]

        try:
            read(damaged, top="")
        except OrganiserError as found:
            assert found.where.startswith("essai.toml")  # noqa: PT017
