"""The form file, rule by rule: what it may not hold, and what the error says.

Each test of an error writes a small form and marks the faulty line with `# <-`, so that the line
which the message names is checked against the eye's.
"""

from __future__ import annotations

import random
from datetime import date
from itertools import combinations

import pytest

from consultation.words.errors import OrganiserError
from tests.cases.form_lines import QUESTION, TOP, only_question
from tests.cases.places import BUNDLED


class TestKeys:
    def test_a_misspelt_key_is_one_error_not_also_a_missing_one(self, error):
        top = TOP.replace('title = "Essai"', 'titel = "Essai" # <-')

        assert error("", top, key="titel").advice.startswith("Vouliez-vous écrire `title`")

    @pytest.mark.parametrize("key", ["title", "recipient", "time_zone"])
    def test_title_recipient_and_time_zone_are_required(self, key, read):
        top = "".join(line for line in TOP.splitlines(True) if not line.startswith(key))

        with pytest.raises(OrganiserError) as caught:
            read("", top)

        assert caught.value.where == f"essai.toml, ligne 1, clé `{key}`"
        assert caught.value.advice == "Ajoutez-la en haut du fichier."

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
        found = error(f"[retention]\nuntil = {value} # <-", key="retention.until")

        assert '"P6M" = 6 mois' in found.advice

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
    def test_durations(self, duration, until, read):
        form = read(f'closes_at = 2024-01-31T12:00:00\nretention.until = "{duration}"')

        assert form.kept_until == until


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


class TestEachRule:
    """The faulty lines, the key that is named, and what is said of it and of what to do."""

    HEAD = '[questions.a]\nkind = "choice"\nheaders = "A"\n'
    GROUPS = f"{QUESTION}[questions.a.groups]\n"
    TEXT = '[questions.a]\nkind = "text"\nheaders = "A"\n'

    @pytest.mark.parametrize(
        ("lines", "key", "said"),
        [
            ('[roles]\nmail = "Courriel" # <-', "roles.mail", "`mail` n’existe pas ici"),
            ('[roles]\nmail = "Courriel" # <-', "roles.mail", "Vouliez-vous écrire `email`"),
            (
                "[expected]\nsubmissions = { min = 1, zzz = 1 } # <-",
                "expected.submissions.zzz",
                "Possibles\u00a0: `min`, `max`. Sinon, ôtez-la.",
            ),
            ('[questions.a] # <-\nheaders = "A"', "questions.a.kind", "sous `[questions.a]`"),
            ('[questions.a] # <-\nkind = "text"', "questions.a.headers", "sous `[questions.a]`"),
            ("ignored = [3] # <-", "ignored", "un texte est attendu."),
            ("ignored = 3 # <-", "ignored", "un texte ou une liste de textes est attendu."),
            ("roles = 3 # <-", "roles", "un tableau est attendu."),
            ("roles.email = [] # <-", "roles.email", "rien n’y est déclaré."),
            (
                "expected.submissions.min = -1 # <-",
                "expected.submissions.min",
                "ce nombre est négatif.",
            ),
            (
                "expected.submissions.min = 1.5 # <-",
                "expected.submissions.min",
                "un nombre entier est attendu.",
            ),
            ('pack.sent_on = "20/03/2022" # <-', "pack.sent_on", "un jour est attendu."),
            (
                QUESTION.replace("{ oui", "{ 'Ça va'").replace('"Non" }', '"Non" } # <-'),
                'questions.a.choices."Ça va"',
                "Par exemple `ca_va`.",
            ),
            (QUESTION.replace('"choice"', '"choise" # <-'), "questions.a.kind", "écrire `choice`"),
            (
                f'{TEXT}audience = "nous" # <-',
                "questions.a.audience",
                "`all`, `organisation`",
            ),
            (QUESTION.replace('"choice"', '"grid" # <-'), "questions.a.kind", "lignes (`items`)"),
            (f"{QUESTION}items = {{ x = 'X' }} # <-", "questions.a.items", "n’a pas de sens"),
            (f"{QUESTION}families = true # <-", "questions.a.families", "n’a pas de sens"),
            (QUESTION.replace('"Non" }', '"oui" } # <-'), "questions.a.choices.non", "« oui"),
            (
                f'{HEAD}[questions.a.choices]\noui = ["Oui, d’accord"]\n'
                'peut_etre = ["Oui,\u00a0 d\'accord"] # <-',
                "questions.a.choices.peut_etre",
                "`questions.a.choices.oui` et `questions.a.choices.peut_etre`",
            ),
            (
                f'{HEAD}[questions.a.choices]\nx = "X"\naudience = "organisation" # <-',
                "questions.a.choices.audience",
                "Remontez cette ligne au-dessus de `[questions.a.choices]`.",
            ),
            (f'{GROUPS}"Pour" = ["ouie"] # <-', "questions.a.groups.Pour", "écrire `oui`"),
            (
                f'{GROUPS}"Pour" = "oui"\n"Tout" = ["oui", "non"] # <-',
                "questions.a.groups.Tout",
                "`questions.a.groups.Pour` et dans `questions.a.groups.Tout`",
            ),
            (f'{GROUPS}"Pour" = [] # <-', "questions.a.groups.Pour", "rien n’y est déclaré"),
            (f'{GROUPS}" " = ["oui"] # <-', 'questions.a.groups." "', "texte vide."),
            (f'{TEXT}groups = {{ P = ["x"] }} # <-', "questions.a.groups", "n’a pas de sens"),
            (
                '[[consent.rules]]\nstate = "own_nam" # <-\nwhen = { a = "oui" }\n' + QUESTION,
                "consent.rules[1].state",
                "écrire `own_name`",
            ),
            (
                '[consent]\nheaders = "A ?" # <-\n[[consent.rules]]\nstate = "own_name"\n'
                f'when = {{ a = "oui" }}\n{QUESTION}',
                "consent.headers",
                "",
            ),
            ("[consent] # <-\n", "consent", ""),
            ('[consent] # <-\nown_name = "Oui"', "consent", ""),
            (
                '[consent]\nheaders = "A"\nown_name = "Oui"\nanonymous = "Oui" # <-',
                "consent.anonymous",
                "",
            ),
            (
                '[category]\nheaders = "C"\ncollectives = "asso" # <-\nchoices = { assos = [] }',
                "category.collectives",
                "écrire `assos`",
            ),
            (
                "[expected]\nsubmissions = { min = 5, max = 3 } # <-",
                "expected.submissions",
                "",
            ),
            ('[retention]\nuntil = "P6M" # <-', "retention.until", "à partir de `closes_at`"),
        ],
    )
    def test_what_breaks_it_is_told_at_its_line_with_what_to_do(self, lines, key, said, error):
        found = error(lines, key=key)

        assert said.replace("« ", "«\u00a0") in f"{found.what} {found.advice}"

    @pytest.mark.parametrize(
        ("line", "what"), [("3", "un texte est attendu."), ('"  "', "texte vide.")]
    )
    def test_a_title_is_a_text(self, line, what, error):
        assert error(f"title = {line} # <-", TOP.split("\n", 1)[1], key="title").what == what

    @pytest.mark.parametrize("kind", ["choice", "choices", "grid"])
    def test_closed_questions_need_choices(self, kind, error):
        items = 'items = { x = "X" }' if kind == "grid" else ""
        lines = f'[questions.a]\nkind = "{kind}" # <-\nheaders = "A"\n{items}'

        found = error(lines, key="questions.a.kind")

        assert found.what == f'`kind = "{kind}"` demande des choix.'

    @pytest.mark.parametrize("kind", ["text", "number", "date", "time", "file", "grid"])
    def test_open_questions_have_no_choices_and_choices_alone_a_free_text(self, kind, error):
        items = 'items = { x = "X" }\n' if kind == "grid" else ""
        lines = QUESTION.replace('"choice"', f'"{kind}"') + items
        if kind != "grid":
            needless = lines.replace('"Non" }', '"Non" } # <-')
            found = error(needless, key="questions.a.choices")
            assert found.what == f'`choices` n’a pas de sens avec `kind = "{kind}"`.'
            lines = lines.replace("choices =", "# choices =")
        error(f'{lines}other = "B" # <-', key="questions.a.other")

    def test_totals_are_numbers_without_quotes_too_and_texts_may_have_no_families(self, read):
        scale = QUESTION.replace("oui = ", "1 = ").replace("non = ", "2 = ")
        totals = read(f'{scale}groups = {{ "Opposé·es" = [1, "2"] }}')

        assert only_question(totals).groups == {"Opposé·es": ("1", "2")}
        assert not only_question(read(f"{QUESTION}families = false")).families

    def test_choices_and_a_file_of_choices_exclude_each_other(self, error, tmp_path):
        (tmp_path / "a.toml").write_text("x = []")

        error(f'{QUESTION}choices_file = "a.toml" # <-', key="questions.a.choices_file")


class TestFilesOfChoices:
    HEAD = '[questions.a]\nkind = "choice"\nheaders = "A"\nchoices_file = '

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


class TestConsentAndCategory:
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

    @pytest.mark.parametrize(("kept", "is_refused"), [("", True), ('"non"', False)])
    def test_whoever_may_also_tick_a_refusal_is_kept_by_an_earlier_rule(
        self, kept, is_refused, read, error
    ):
        keeping = f'[[consent.rules]]\nstate = "reflection_only"\nwhen = {{ q = {kept} }}\n'
        lines = (
            f"{keeping if kept else ''}"
            '[[consent.rules]]\nstate = "own_name"\nwhen = { q = ["x", "nom"] } # <-\n'
            '[questions.q]\nheaders = "Transmettre à la CNIL ?"\nkind = "choices"\n'
            'choices = { x = "J\'accepte", nom = "Avec mon nom", non = "Non" }\n'
        )
        if is_refused:
            error(lines, key="consent.rules[1].when")
        else:
            read(lines)

    @pytest.mark.parametrize(
        ("condition", "key", "advice"),
        [
            ('a = ["oui", "non"]', "a", "Gardez-en une seule."),
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
            ('by_category = "oui"', "oui ou non", "sans guillemets"),
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

    @pytest.mark.parametrize(
        ("asked", "is_open", "said"),
        [(ASKED, False, "il n’y a aucune question à publier"), ("", True, "personne ne signe")],
    )
    def test_somebody_signs_and_nobody_is_published_who_was_not_told(
        self, asked, is_open, said, error
    ):
        question = self.open_question() if is_open else QUESTION
        lines = f"{asked}[publish]\npublic = true # <-\n{question}"

        assert said in error(lines, key="publish.public").what

    def test_every_question_with_choices_that_leaves_is_published_unless_some_are_named(self, read):
        """A box that the consent requires, only where it is named."""
        other = self.open_question().replace("questions.a", "questions.b").replace('"A"', '"B"')
        form = f"{self.open_question()}\n{other}"
        consent = '[consent]\nheaders = "Envoi"\nanonymous = "Oui"\nrequires = { b = "x" }\n'
        asked = f"{self.ASKED}[publish]\npublic = true\n"
        named = f'{asked}public_questions = ["b"]\n'

        assert read(asked + form).publish.public_questions == ["a", "b"]
        assert read(asked + consent + form).publish.public_questions == ["a"]
        for top in (named, named + consent):
            assert read(top + form).publish.public_questions == ["b"]


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
    SHAPES = 'closes_at = "demain"\ncolour = "red"\n[questions.c]\nkind = "textt"\nheaders = "F"\n'
    CONTRADICTIONS = (
        '[consent]\nheaders = "E"\nanonymous = "Oui"\nrequires = { b = "oui" }\n'
        '[questions.a]\nkind = "text"\nheaders = "E"\n'
    )

    @pytest.mark.parametrize(
        ("lines", "told"),
        [
            (
                SHAPES + CONTRADICTIONS,
                [
                    "ligne 4, clé `closes_at`",
                    "ligne 5, clé `colour`",
                    "ligne 7, clé `questions.c.kind`",
                ],
            ),
            (
                CONTRADICTIONS,
                ["ligne 7, clé `consent.requires.b`", "ligne 10, clé `questions.a.headers`"],
            ),
        ],
    )
    def test_all_are_told_at_once_in_their_order_first_of_values_then_of_what_they_say_together(
        self, lines, told, error
    ):
        found = error(lines)

        said = [line.split(" :")[0] for line in found.what.replace("\u00a0", " ").split("\n")]
        assert said == [f"{len(told)} erreurs.", *(f"- {one}" for one in told)]

    def test_ten_are_told_and_the_others_counted(self, error):
        found = error("".join(f"x{index} = 1\n" for index in range(12)))

        assert found.what.startswith("12 erreurs.")
        assert found.what.endswith("… et 2 autres.")
        assert len(found.what.split("\n")) == 12


class TestUnreadableFiles:
    @pytest.mark.parametrize(
        "lines",
        [
            'ignored = "a"\nx = # <-\n',
            "ignored = «\u00a0Source\u00a0» # <-",
            'title = "Encore" # <-',
            "[roles]\n[roles] # <-",
            "closes_at = 11/03/2022 # <-",
        ],
    )
    def test_what_is_not_toml_is_told_with_its_line_and_how_it_is_written(self, lines, error):
        found = error(lines)

        assert found.what == "cette ligne n’est pas lisible."
        assert "2022-03-11" in found.advice

    def test_an_unclosed_list_is_told_where_it_begins(self, error):
        assert "commence ligne 4" in error('ignored = [\n  "a",\n[roles] # <-\n').what

    def test_a_file_of_another_encoding(self, read):
        with pytest.raises(OrganiserError, match="UTF-8") as caught:
            read((TOP + 'ignored = "été"').encode("cp1252"))

        assert caught.value.where == "essai.toml, ligne 4"

    def test_a_file_made_to_exhaust_the_reader(self, error):
        def nested(depth: int) -> str:
            return "ignored = " + "[" * depth + "]" * depth

        assert "un texte est attendu" in error(f"{nested(300)} # <-", key="ignored").what
        assert "imbriqués" in error(nested(3000)).what

    @pytest.mark.parametrize("seed", range(20))
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
