"""`faire-masse propose`: what is guessed of an export, and what a draft must never do."""

from __future__ import annotations

import re
import tempfile
import tomllib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consultation.errors import OrganiserError
from consultation.exports import match_columns, read_export
from consultation.forms.form import read_form
from consultation.forms.spelling import spelled
from consultation.forms.texts import statements
from consultation.proposals import propose
from consultation.proposals.census import Profile
from tests.cases.command import faire_masse
from tests.cases.places import FORMS, FRAMAFORMS
from tests.cases.runs import COMPACT, EXCEL, FIRST, NEW_ONLY, SECOND, SEMICOLONS, VSA, new_run
from tests.cases.sampling import foremost
from tests.cases.webform import LABELS, delimited, header, workbook
from tests.whole.test_command_line import modules_loaded_by

Cells = list[str]


def details(sid: int) -> Cells:
    """What Framaforms itself writes of a finished submission."""
    ip = "0.0.0.0"  # noqa: S104
    return [str(sid), str(sid), *["14/02/2022 - 10:05"] * 3, "0", ip, "0", "Anonymous"]


def export_of(columns: dict[tuple[str, str], Cells], *, own: list[str] = LABELS) -> bytes:
    """An export whose columns, named (group, label), hold these cells."""
    rows = max((len(cells) for cells in columns.values()), default=0)
    padded = [cells + [""] * (rows - len(cells)) for cells in columns.values()]
    body = [details(row)[: len(own)] + [cells[row] for cells in padded] for row in range(rows)]
    return delimited([*header(list(columns), submission=own), *body])


@pytest.fixture
def draft(tmp_path):
    """The draft that columns give, as a form read from its file and matched with its export."""

    def drafted(columns: dict[tuple[str, str], Cells], *, own: list[str] = LABELS) -> Draft:
        path = tmp_path / "reponses.tsv"
        path.write_bytes(export_of(columns, own=own))
        return Draft(path, tmp_path)

    return drafted


class Draft:
    """A proposal, its text, and the form that it declares when nobody edits it."""

    def __init__(self, export: Path, folder: Path) -> None:
        self.text = propose(export).text
        path = folder / "essai.toml"
        path.write_text(self.text, encoding="utf-8")
        self.form = read_form(path)
        self.matching = match_columns(read_export(export), self.form)
        self.values = tomllib.loads(self.text)

    def kinds(self) -> dict[str, str]:
        """The kind of each question, by its heading; of what is left out, `ignored`."""
        ignored = dict.fromkeys(self.form.ignored, "ignored")
        return ignored | {question.headers[0]: question.kind for question in self.form.questions}

    def choices(self, heading: str) -> list[str]:
        """The labels of a question's choices."""
        (question,) = [one for one in self.form.questions if heading in one.headers]
        return [choice.label for choice in question.choices]

    def awake(self) -> str:
        """The text once every line that is ready has been woken up."""
        return re.sub(r"(?m)^#(?! |$)", "", self.text)

    def reason(self, heading: str) -> str:
        """The comment above a heading left aside."""
        lines = self.text.split("\n")
        at = next(n for n, line in enumerate(lines) if line.strip() == f'"{heading}",')
        above = []
        while lines[at - 1].startswith("    #"):
            at -= 1
            above.append(lines[at].strip(" #"))
        return " ".join(reversed(above))


def some(*values: str, times: int = 10) -> Cells:
    return list(values) * times


LONG = [
    f"Je trouve que cette idée numéro {n} mérite d'être discutée par tout le monde"
    for n in range(9)
]
NAMES = [f"Prénom{n} Nom{n}" for n in range(30)]


class TestKindsOfColumnsThatStandAlone:
    @pytest.mark.parametrize(
        ("heading", "cells", "kind"),
        [
            ("Votre transport", some("Vélo", "Train", "Voiture"), "choice"),
            ("Êtes-vous d'accord ?", ["Oui", "Non", "oui"], "choice"),
            ("Combien de trajets ?", some("1", "2", "12", "1.5"), "number"),
            ("Depuis quand ?", ["12/01/2020", "31/03/2021", "2022-01-05"], "date"),
            ("À quelle heure ?", ["08:30", "9:05 am", "23:59"], "time"),
            ("Votre idée", LONG, "text"),
            ("Vos transports", some("Vélo", "Vélo,Train", "Train,Voiture"), "choices"),
            ("Options (clés)", some("1,2", "2,3,4", "1", "4"), "choices"),
            ("Engagement", some("J'accepte la charte"), "choices"),
            ("Votre choix", some("Oui,tout de suite", "Non"), "choice"),
            ("Pourquoi ?", some("Le bruit.", "Le prix."), "text"),
        ],
    )
    def test_the_cells_tell_the_kind(self, draft, heading, cells, kind):
        assert draft({("", heading): cells}).kinds() == {heading: kind}

    @pytest.mark.parametrize(
        ("heading", "cells", "reason"),
        [
            ("source", some("site"), "la même valeur partout (10\u00a0cellules remplies)"),
            ("Remplie par personne", [], "jamais remplie"),
            ("Dossier", [f"{n}-{n * 7919}" for n in range(20)], "pas sûr\u00a0: des textes courts"),
            ("Dossier", [f"{n * 7919:012}" for n in range(20)], "des numéros"),
            ("Quand", ["12/01/2020 - 10:05"] * 5, "des dates avec l'heure"),
            ("Mesures", ["1,5", "2", "3,5"], "des chiffres séparés par des virgules"),
            ("Site de l'action", [f"https://a.example/{n}" for n in range(9)], "adresses de sites"),
            ("Lieu", some("Lyon", "lyon", "Paris"), "pas sûr"),
            ("Choix A", some("Oui, bien sûr", "Non", times=2), "pas sûr"),
        ],
    )
    def test_what_is_unsure_is_left_aside_with_its_reason(self, draft, heading, cells, reason):
        drafted = draft({("", heading): cells})

        assert drafted.kinds() == {heading: "ignored"}
        assert reason in drafted.reason(heading).replace(" cellules", "\u00a0cellules")

    def test_choices_come_from_the_most_to_the_least_frequent_numbers_in_order(self, draft):
        drafted = draft(
            {
                ("", "Transport"): some("Vélo", "Vélo", "Train"),
                ("", "N° de bus"): some("12", "9", "12"),
            }
        )

        assert drafted.choices("Transport") == ["Vélo", "Train"]
        assert drafted.choices("N° de bus") == ["9", "12"]

    def test_all_ways_to_write_yes_are_one_choice(self, draft):
        (question,) = draft({("", "Pour ?"): ["Oui", "Non", "oui ", "Oui", "NON"]}).form.questions

        assert [choice.label for choice in question.choices] == ["Oui", "NON"]
        assert [choice.spellings for choice in question.choices] == [
            {"oui", "Oui"},
            {"non", "Non", "NON"},
        ]

    def test_a_value_met_once_may_be_free_text_and_is_not_repeated(self, draft):
        drafted = draft({("", "Transport"): [*some("Vélo", "Train"), "Ma cousine me conduit"]})

        assert drafted.choices("Transport") == ["Train", "Vélo"]
        assert "cousine" not in drafted.text
        assert "1 autre valeur, vue une seule fois" in drafted.text

    def test_copies_of_one_letter_are_no_list_of_choices(self, draft):
        letter = "Je refuse ce projet parce qu'il détruit la forêt et nos chemins."
        drafted = draft({("", "Message"): [*[letter] * 12, *["Non merci."] * 12]})

        assert drafted.kinds() == {"Message": "text"}
        assert letter not in drafted.text


class TestCompactCells:
    def test_options_are_found_in_form_order_commas_in_labels_and_all(self, draft):
        cells = some(
            "Prix, coût,Bruit",
            "Bruit,Odeur",
            "Prix, coût",
            "Prix, coût,Odeur",
        )

        assert draft({("", "Raisons"): cells}).choices("Raisons") == [
            "Prix, coût",
            "Bruit",
            "Odeur",
        ]

    def test_free_text_at_the_end_of_a_cell_is_not_repeated(self, draft):
        cells = some("Prix,Bruit,", "Bruit,Odeur,", "Prix,", "Odeur,")
        drafted = draft({("", "Raisons"): [*cells, "Prix,ma voisine Zoé", "Bruit,le chien"]})

        assert drafted.choices("Raisons") == ["Prix", "Bruit", "Odeur"]
        assert "Zoé" not in drafted.text

    def test_words_that_people_type_in_any_order_are_no_list(self, draft):
        cells = some("bruit,prix", "prix,bruit", "odeur,bruit", "bruit,odeur", "prix")

        assert draft({("", "Mots"): cells}).kinds() == {"Mots": "ignored"}

    def test_a_list_of_many_options_keeps_the_order_that_the_cells_agree_on(self, draft):
        labels = [f"Option {n}, suite" if n % 4 else f"Option {n}" for n in range(120)]
        cells = [",".join(labels[n : n + 3]) for n in range(118)] + labels[::-1]

        assert draft({("", "Catégories"): cells}).choices("Catégories") == labels


class TestWhereAGroupEnds:
    """Row 2 names a group above its first column only: the cells say where it ends."""

    def test_ticks_end_where_other_cells_begin(self, draft):
        drafted = draft(
            {
                ("Raisons", "Prix"): some("X", ""),
                ("", "Bruit"): some("", "X"),
                ("", "Combien de trajets ?"): some("1", "2"),
            }
        )

        assert drafted.kinds() == {"Raisons": "choices", "Combien de trajets ?": "number"}
        assert drafted.choices("Raisons") == ["Prix", "Bruit"]

    def test_an_x_further_on_is_no_tick(self, draft):
        drafted = draft(
            {("Raisons", "Prix"): ["X"], ("", "Combien ?"): ["1", "2"], ("", "Lettre"): ["X", "X"]}
        )

        assert drafted.kinds() == {
            "Raisons": "choices",
            "Combien ?": "number",
            "Lettre": "ignored",
        }

    def test_an_option_that_nobody_ticked_is_one_when_ticks_follow_it(self, draft):
        drafted = draft(
            {("Raisons", "Prix"): ["X"], ("", "Odeur"): [], ("", "Bruit"): ["X"], ("", "Fin"): []}
        )

        assert drafted.choices("Raisons") == ["Prix", "Odeur", "Bruit"]
        assert "peut-être la suite de «\u00a0Raisons\u00a0»" in drafted.reason("Fin")

    def test_the_text_after_ticks_is_theirs_when_its_heading_says_other(self, draft):
        ticks = {("Raisons", "Prix"): some("X", ""), ("", "Autre"): some("X")}
        (question,) = draft({**ticks, ("", "Autre raison"): ["le soleil"]}).form.questions
        remark, _ = draft({**ticks, ("", "Autres remarques"): LONG}).form.questions

        assert question.other == ("Autre raison",)
        assert remark.other == ()

    def test_columns_with_one_scale_are_a_grid(self, draft):
        drafted = draft(
            {
                ("Votre avis", "En ville"): some("Pour", "Contre", "Sans avis"),
                ("", "Aux champs"): some("Contre", "Contre", "Pour"),
                ("", "Votre transport"): some("Vélo", "Train"),
            }
        )

        assert drafted.kinds() == {"Votre avis": "grid", "Votre transport": "choice"}
        assert drafted.choices("Votre avis") == ["Contre", "Pour", "Sans avis"]

    def test_a_question_after_statements_is_no_row_of_the_grid(self, draft):
        scale = some("Oui", "Non")
        columns = {("Avis", "La ville"): scale, ("", "Le bois"): scale, ("", "Et vous ?"): scale}

        assert draft(columns).kinds() == {"Avis": "grid", "Et vous ?": "choice"}

    @pytest.mark.parametrize("cells", [["https://a.example/1.pdf"], []])
    def test_a_file_is_two_columns_even_when_nobody_sent_one(self, draft, cells):
        sizes = ["12"] * len(cells)
        drafted = draft(
            {("Pièce", "Nom"): cells, ("", "Taille du fichier (KB)"): sizes, ("", "Idée"): LONG}
        )

        assert drafted.kinds() == {"Pièce": "file", "Idée": "text"}

    def test_a_group_that_nobody_answered_is_left_aside(self, draft):
        drafted = draft({("Raisons", "Prix"): [], ("", "Bruit"): [], ("", "Idée"): LONG})

        assert drafted.kinds() == {"Prix": "ignored", "Bruit": "ignored", "Idée": "text"}


class TestWhoAnswers:
    @pytest.mark.parametrize(
        ("heading", "role"),
        [
            ("Votre e-mail", "email"),
            ("Nom ou pseudonyme", "name"),
            ("prenom", "name"),
            ("Comment vous appelez-vous ?", "name"),
            ("Nom de votre association", "collective"),
            ("nom_du_collectif", "collective"),
            ("Collectif", "collective"),
            ("Dans quelle commune habitez-vous ?", "commune"),
            ("Ville", "commune"),
            ("Code postal", "postcode"),
            ("Téléphone", "phone"),
        ],
    )
    def test_a_heading_that_names_a_role_is_left_aside_and_proposed(self, draft, heading, role):
        drafted = draft({("", heading): NAMES})

        assert drafted.kinds() == {heading: "ignored"}
        assert f'#{role} = ["{heading}"]' in drafted.text

    @pytest.mark.parametrize(
        ("cells", "role"),
        [
            ([f"p{n}@example.org" for n in range(20)] + ["aucun"], "email"),
            (["06 39 98 12 34", "+33 6 39 98 12 35"], "phone"),
            ([f"{n * 1000 + 1000:05}" for n in range(20)], "postcode"),
        ],
    )
    def test_the_cells_tell_a_role_that_the_heading_hides(self, draft, cells, role):
        drafted = draft({("", "new_1644497312877"): cells})

        assert drafted.form.ignored == ("new_1644497312877",)
        assert f'#{role} = ["new_1644497312877"]' in drafted.text

    def test_a_second_column_for_a_role_is_told(self, draft):
        drafted = draft({("", "Nom"): NAMES, ("", "Prénom"): NAMES})

        assert '#name = ["Nom"]' in drafted.text
        assert '# Autre possibilité pour `name`\u00a0: ["Prénom"].' in drafted.text

    def test_a_yes_or_no_about_a_name_is_a_question(self, draft):
        assert draft({("", "Votre nom est-il connu ?"): some("Oui", "Non")}).kinds() == {
            "Votre nom est-il connu ?": "choice"
        }

    def test_short_answers_to_an_unreadable_key_are_never_a_question(self, draft):
        ten_groups = some(*[f"Collectif {n}" for n in range(10)], times=8)
        drafted = draft({("", "new_1644497312877"): NAMES, ("", "new_1644497312878"): ten_groups})

        assert drafted.form.questions == ()

    def test_no_answer_is_repeated(self, draft):
        """Each text, name and address carries a mark that the draft must not."""
        columns = {
            ("", "Nom"): [f"canari {n}" for n in range(40)],
            ("", "E-mail"): [f"canari{n}@example.org" for n in range(40)],
            ("", "Une idée ?"): [
                f"Le canari {n} chante mieux que tous les autres" for n in range(40)
            ],
            ("", "Divers"): [f"canari {n % 9}" for n in range(40)],
            ("", "new_1"): [f"canari {n % 5}" for n in range(40)],
            ("Raisons", "Prix"): some("X"),
            ("", "Autre raison"): ["canari"],
            ("Pièce", "Nom"): ["https://a.example/canari.pdf"],
            ("", "Taille du fichier (KB)"): ["1"],
            ("", "Listes"): [*some("a,b,", "b,", "a,c,"), "a,canari"],
            ("", "Vous"): [*some("Citoyen", "Association"), "canari"],
        }

        assert "canari" not in draft(columns).text


class TestConsent:
    CHOICES = ("Oui, en mon nom", "Oui, au nom de mon collectif", "Oui, sans mon nom", "Non")

    def test_it_is_left_aside_and_proposed_ready_to_wake_up(self, draft):
        heading = "Acceptez-vous que votre réponse soit envoyée ?"
        drafted = draft({("", heading): some(*self.CHOICES), ("", "Idée"): LONG})
        written = tomllib.loads(drafted.awake())["consent"]

        assert drafted.form.consent is None
        assert drafted.kinds()[heading] == "ignored"
        assert written == {
            "headers": [heading],
            "own_name": ["Oui, en mon nom"],
            "collective_name": ["Oui, au nom de mon collectif"],
            "anonymous": ["Oui, sans mon nom"],
            "reflection_only": ["Non"],
        }

    def test_a_plain_yes_is_guessed_as_the_least_public_that_sends(self, draft):
        drafted = draft({("", "Consentement"): some("Oui", "Non")})
        written = tomllib.loads(drafted.awake())["consent"]

        assert (written["anonymous"], written["reflection_only"]) == (["Oui"], ["Non"])

    def test_an_opinion_is_no_consent(self, draft):
        drafted = draft({("", "Êtes-vous d'accord avec le projet ?"): some("Oui", "Non")})

        assert drafted.kinds() == {"Êtes-vous d'accord avec le projet ?": "choice"}
        assert "#[consent]" not in drafted.text

    def test_a_box_about_something_else_is_no_consent(self, draft):
        drafted = draft({("", "Recevoir la synthèse"): some("Oui"), ("Suite", "Oui"): some("X")})

        assert "consent.rules" not in drafted.text

    def test_boxes_to_tick_become_rules(self, draft):
        drafted = draft({("Envoi", "J'accepte que ma réponse soit publiée sans mon nom"): ["X"]})

        assert drafted.kinds() == {"Envoi": "choices"}
        (rule,) = tomllib.loads(drafted.awake())["consent"]["rules"]
        assert (rule["state"], [*rule["when"]]) == ("anonymous", ["envoi"])

    def test_the_privacy_box_is_proposed_as_a_condition(self, draft):
        drafted = draft(
            {
                ("", "Envoi de votre réponse"): some(*self.CHOICES),
                ("Données personnelles", "J'ai lu la politique (RGPD)"): some("X"),
            }
        )

        assert tomllib.loads(drafted.awake())["consent"]["requires"] == {
            "donnees_personnelles": "j_ai_lu_la_politique_rgpd"
        }


class TestHeadings:
    def test_those_that_repeat_are_written_with_their_group(self, draft):
        drafted = draft(
            {("Raisons", "Autre"): some("X"), ("Suite", "Nuit"): some("X"), ("", "Autre"): LONG}
        )

        assert drafted.kinds() == {"Raisons": "choices", "Suite": "choices"}
        assert drafted.form.questions[1].other == ("Suite > Autre",)

    def test_framaforms_own_group_is_written_in_both_its_languages(self, draft):
        """« Nom » is also a file's: the person's stands under the group of Framaforms' columns."""
        drafted = draft(
            {
                ("", "Nom"): NAMES,
                ("Pièce", "Nom"): ["https://a.example/1.pdf"],
                ("", "Taille du fichier (KB)"): ["12"],
            }
        )

        assert drafted.kinds() == {
            "Détails de la soumission > Nom": "ignored",
            "Submission Details > Nom": "ignored",
            "Pièce": "file",
        }

    def test_columns_that_nothing_tells_apart_are_left_aside_together(self, draft):
        twice = {("Avis", "En ville"): some("Pour", "Contre"), ("", "Idée"): LONG}
        drafted = draft(twice | {("", "Idée "): LONG})

        assert drafted.kinds() == {"Avis": "grid", "Avis > Idée": "ignored"}
        assert "rien ne la distingue" in drafted.reason("Avis > Idée")

    def test_two_groups_of_one_name_are_left_aside(self, draft):
        drafted = draft(
            {
                ("Raisons", "Prix"): ["X"],
                ("", "Bruit"): ["X"],
                ("Raisons ", "Prix"): ["X"],
                ("", "Odeur"): ["X"],
            }
        )

        assert {"ignored"} == {*drafted.kinds().values()}

    def test_an_hour_is_a_question_when_framaforms_has_written_no_time(self, draft):
        columns = {("", "Heure"): ["08:30", "09:15"], ("", "Idée"): LONG}

        assert draft(columns, own=[]).kinds() == {"Heure": "time", "Idée": "text"}

    def test_a_column_without_heading_is_refused_with_what_to_do(self, draft):
        with pytest.raises(OrganiserError) as caught:
            draft({("", "Idée"): LONG, ("", " "): LONG})

        assert caught.value.code == "unnamed_column"
        assert "supprimez-la" in caught.value.advice

    def test_keys_are_ids_and_labels_make_readable_ones(self, draft):
        columns = {
            ("", "new_1644497312877"): LONG,
            ("", "vos_idees"): LONG,
            ("", "Citoyen·ne·s : œuvrez-vous pour la commune de l'avenir de votre région ?"): LONG,
            ("", "« … »"): some("Vélo", "Train"),
        }

        assert [question.id for question in draft(columns).form.questions] == [
            "new_1644497312877",
            "vos_idees",
            "citoyen_oeuvrez_vous_pour_la_commune",
            "question",
        ]

    @pytest.mark.parametrize(
        "heading",
        [
            'Un "mot", deux',
            "L'un \"et\" l'autre",
            "C:\\temp\\n",
            "<b>Gras</b> &amp; maigre",
            "Deux\r\nlignes",
            "Cloche \x07 et zéro \x00, \x7f",
            "À l'envers \u202e",
            '"""',
            "# titre",
            "[questions.a]",
            "x" * 5_000,
        ],
    )
    def test_any_text_is_written_as_toml_and_means_the_same(self, draft, heading):
        drafted = draft({("", heading): LONG})
        (question,) = drafted.form.questions

        assert spelled(question.headers[0]) == spelled(heading)
        assert "\n" not in question.title
        assert not re.search(r"[^\n\x20-\x7e\u00a0-\U0010ffff]|\u202e", drafted.text)


ALL_SIX = (FIRST, SEMICOLONS, COMPACT, EXCEL, NEW_ONLY, SECOND)


class TestFormsMadeByWebformItself:
    @pytest.mark.parametrize("name", ALL_SIX)
    def test_every_question_gets_the_kind_that_people_gave_it(self, name, tmp_path):
        """The hand-written file decides; its consent and roles must not be questions."""
        written = read_form(FORMS / f"{VSA}.toml")
        drafted = Draft(FRAMAFORMS / name, tmp_path)
        kinds = {spelled(heading): kind for heading, kind in drafted.kinds().items()}

        def drafted_as(headers) -> set[str]:
            return {kinds[spelled(one)] for one in headers if spelled(one) in kinds}

        for question in written.questions:
            assert drafted_as(question.headers) == {question.kind}, question.id
        assert drafted_as(written.category.headers) == {"choice"}  # and [category] in comments
        for headers in (*written.roles.values(), written.consent.headers, written.ignored):
            assert drafted_as(headers) == {"ignored"}

    @pytest.mark.parametrize("name", [FIRST, COMPACT])
    def test_choices_and_free_texts_are_those_that_people_declared(self, name, tmp_path):
        written = read_form(FORMS / f"{VSA}.toml")
        drafted = {
            spelled(heading): question
            for question in Draft(FRAMAFORMS / name, tmp_path).form.questions
            for heading in question.headers
        }

        for question in written.questions:
            found = next(drafted[h] for h in map(spelled, question.headers) if h in drafted)
            same = [{choice.label for choice in one.choices} for one in (found, question)]
            assert same[0] == same[1]
            assert len(found.items) == len(question.items)
            assert bool(found.other) == bool(question.other)

    @pytest.mark.parametrize("name", [FIRST, COMPACT])
    def test_once_woken_up_it_reads_consent_and_roles_as_people_declared(self, name, tmp_path):
        written = read_form(FORMS / f"{VSA}.toml")
        awake = tomllib.loads(Draft(FRAMAFORMS / name, tmp_path).awake())

        assert set(awake["roles"]) == set(written.roles)
        for state in written.consent.states:
            assert spelled(awake["consent"][state.id][0]) in state.spellings

    @pytest.mark.parametrize("name", foremost([FIRST, COMPACT, EXCEL], COMPACT))
    def test_unedited_it_runs_to_the_end_and_says_that_nothing_can_be_sent(self, name, tmp_path):
        text = propose(FRAMAFORMS / name).text
        run = new_run(tmp_path, FRAMAFORMS / name, form_id="essai", form=text)
        summary = run.publish()

        assert (summary.counts["received"], summary.counts["sendable"]) == (325, 0)
        assert "rien ne peut être transmis" in summary.warnings[0]
        assert run.query("select count(*) from typed.set_aside_cells") == [(0,)]

    @pytest.mark.parametrize("name", ALL_SIX)
    def test_every_column_is_declared_once(self, name, tmp_path):
        drafted = Draft(FRAMAFORMS / name, tmp_path)
        headings = [
            spelled(text)
            for text in (
                *drafted.form.ignored,
                *(h for q in drafted.form.questions for h in (*q.headers, *q.other)),
            )
        ]

        assert len(headings) == len(set(headings))
        assert drafted.matching.missing == ()
        assert len(drafted.matching.columns) == len(read_export(FRAMAFORMS / name).headings)


class TestWhatIsReadAndKept:
    def test_an_export_without_answers_gives_a_form_without_questions(self, draft):
        drafted = draft({("Raisons", "Prix"): [], ("", "Bruit"): [], ("", "Nom"): []})

        assert drafted.form.questions == ()

    def test_a_workbook_is_read_too(self, tmp_path):
        body = [["1", "Vélo"], ["2", "Train"]] * 10
        rows = [*header([("", "Transport")], submission=["SID"]), *body]
        drafted = Draft(workbook(tmp_path / "reponses.xlsx", rows), tmp_path)

        assert drafted.kinds() == {"Transport": "choice"}

    def test_records_of_another_width_are_told(self, tmp_path):
        path = tmp_path / "reponses.tsv"
        path.write_bytes(export_of({("", "Idée"): LONG}) + delimited([["1", "2"]]))

        assert (propose(path).records, propose(path).odd_records) == (10, 1)

    def test_only_so_many_values_of_a_column_are_kept(self):
        profile = Profile(most=50)
        profile.see((f"{n},{n + 1}", 1) for n in range(10_000))

        assert profile.filled == 10_000
        assert not profile.values
        assert not profile.texts
        assert not profile.pieces.counts

    def test_the_name_of_the_export_makes_the_id(self, tmp_path):
        path = tmp_path / "Réponses d'été (1).tsv"
        path.write_bytes(export_of({("", "Idée"): LONG}))

        assert propose(path).form_id == "reponses-d-ete-1"
        assert "schemas/forms/mon-form.toml" in propose(path, "mon-form").text


NASTY = [
    *("Autre", "autre", "Nom", "Raisons", "A", "A > B", "B", "SID", "Heure", "webform_sid", "UID"),
    *('"""', "'''", "a\nb", "\\", "\x00\x07", "<i>x</i>", "é", "e\u0301", "l’eau", "l'eau"),
    *("  x  ", "x", "]", "[questions.x]", "# c", "question", "choix", "ignored", "kind", "items"),
    *("Détails de la soumission", "Détails de la soumission > Nom", "Taille du fichier (KB)"),
    *("😀", "\u202e", "\ufeff", "\x85x", "new_1644497312877", "1", "E-mail", "x" * 3_000, "=1+1"),
]
LABEL = st.one_of(
    st.sampled_from(NASTY), st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
).filter(spelled)
CELLS = st.sampled_from(
    [
        *(["X"], ["Oui", "Non"], ["a", "b", "c"], ["1", "2", "3"], ["12/01/2022"], ["08:30"]),
        *(["x@example.org"], ["a,b", "b", "a", "a,b,c"], [], ["http://a.example/f"], LONG),
    ]
)


@st.composite
def exports(draw) -> bytes:
    """An export whose headings nobody would wish for, some alone and some in groups."""
    columns: list[tuple[tuple[str, str], Cells]] = []
    for _ in range(draw(st.integers(1, 4))):
        group = draw(st.one_of(st.just(""), LABEL))
        cells = draw(CELLS)
        for number in range(draw(st.integers(1, 3)) if group else 1):
            given = cells if draw(st.integers(0, 4)) else []
            columns.append(((group if not number else "", draw(LABEL)), given))
    own = draw(st.sampled_from([LABELS, LABELS[:2], []]))
    body = [
        details(row)[: len(own)]
        + [cells[(row + at) % len(cells)] if cells else "" for at, (_, cells) in enumerate(columns)]
        for row in range(draw(st.integers(0, 20)))
    ]
    return delimited([*header([heading for heading, _ in columns], submission=own), *body])


class TestAnyExport:
    @settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
    @given(exports())
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

    def test_its_statements_are_those_of_a_form_file(self, draft):
        """No heading opened a statement of its own."""
        drafted = draft({("", '"]\n[roles]\nname = "x'): LONG})

        assert "roles" not in drafted.values
        assert len(list(statements(drafted.text))) > 5


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
            (["nulle-part.tsv"], 1, "ce fichier n'existe pas"),
            (["tests"], 1, "ce n'est pas un fichier"),
            (["README.md"], 1, "ne sont pas l'en-tête d'un export Framaforms"),
            ([], 2, "il manque\u00a0: EXPORT"),
            (["x.tsv", "--form-id", "Été"], 2, "n'est pas une valeur possible"),
        ],
    )
    def test_what_can_t_be_done_is_said_on_standard_error(self, arguments, code, sentence):
        ended = faire_masse("propose", *arguments)

        assert (ended.returncode, ended.stdout) == (code, "")
        assert sentence in ended.stderr
