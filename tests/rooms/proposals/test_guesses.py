"""What is guessed of an export: kinds of questions, choices, groups, roles, consent."""

from __future__ import annotations

import tomllib

import pytest

from consultation.proposals.heading_words import consent_state
from consultation.proposals.six_questions import ask_about
from tests.cases.drafts import LONG, some
from tests.cases.errors import error_of
from tests.guesses import WRITTEN, reviewed


class TestWhereAGroupEnds:
    """Row 2 names a group above its first column only: the cells say where it ends."""

    @pytest.mark.parametrize(
        "scale",
        [
            "Moins de 18 ans|18-24 ans|25 à 34 ans|De 35 à 64 ans|65 ans et plus",
            "Très opposé·e|Plutôt opposé·e|Sans avis|Plutôt favorable|Très favorable",
            "En désaccord|Ni d'accord ni pas d’accord|D’accord",
            "Pas du tout important|Peu important|Important|Très important",
            "Non, pas du tout|Non, plutôt pas|Oui, plutôt|Oui, tout à fait",
            "Jamais|Rarement|Parfois|Souvent|Toujours|Je ne sais pas",
        ],
    )
    @pytest.mark.parametrize("is_last_first", [False, True])
    def test_a_scale_goes_from_the_least_to_the_most_whatever_was_chosen_most(
        self, draft, scale, is_last_first
    ):
        labels = scale.split("|")
        chosen = labels[::-1] if is_last_first else labels[1::2] + labels[::2]
        cells = [label for n, label in enumerate(chosen) for _ in range(12 + len(chosen) - n)]

        assert draft({("", "Votre choix"): cells}).choices("Votre choix") == labels


class TestWhoAnswers:
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


class TestHeadings:
    def test_a_column_without_heading_is_refused_with_what_to_do(self, draft):
        caught = error_of(draft, {("", "Idée"): LONG, ("", " "): LONG})

        assert caught.code == "unnamed_column"
        assert "ne vient pas du site" in caught.advice


BOTH = ("accord_cnil", "consentement_presse")


class TestKeysAreReadAsWords:
    """Headings that are the form's keys, as the guide advises for French Drupal sites."""

    @pytest.mark.parametrize("key", ["accord_cnil", "consentement", "AccordCNIL", "accordcnil"])
    @pytest.mark.parametrize(
        ("cells", "states"),
        [
            (("oui_nom", "oui_anonyme", "non"), ["own_name", "anonymous", "reflection_only"]),
            (("Y", "N"), ["anonymous", "reflection_only"]),
            (("A1", "A2", "A3"), []),  # LimeSurvey's codes say nothing: all are to be placed
        ],
    )
    def test_the_consent_question_is_known_by_its_key(self, draft, key, cells, states):
        drafted = draft({("", key): some(*cells), ("", "avis"): LONG})
        consent = tomllib.loads(drafted.awake())["consent"]

        assert drafted.kinds() == {key: "ignored", "avis": "text"}
        assert consent.pop("headers") == [key]
        assert sorted(consent) == sorted(states)

    def test_of_two_that_may_be_it_both_are_shown_and_none_is_chosen(self, draft, tmp_path):
        columns = {("", key): some("oui", "non") for key in BOTH}
        drafted = draft(columns | {("", "avis"): LONG})
        asked = ask_about(tmp_path / "reponses.tsv", "essai")

        assert "consent" not in tomllib.loads(drafted.awake())
        assert '["accord_cnil", "consentement_presse"]' in " ".join(drafted.text.split("\n# "))
        assert drafted.kinds() == dict.fromkeys(BOTH, "choice") | {"avis": "text"}
        assert asked.guess.consent.question is None
        reason = asked.reasons["consent", "question"]
        assert "aucune n’est choisie" in reason
        assert "«\u00a0accord_cnil\u00a0», «\u00a0consentement_presse\u00a0»" in reason

    @pytest.mark.parametrize(
        ("choice", "state"),
        [
            ("Je ne souhaite pas que mon nom soit publié", None),
            ("Pas d'objection", None),
            ("Non anonyme", None),
            ("Refus", "reflection_only"),
            ("Je m'oppose à l'envoi de mon nom", "reflection_only"),
            ("Oui, mais pas mon nom", None),
            ("Oui, sans mon nom", "anonymous"),
        ],
    )
    def test_words_that_refuse_are_never_read_as_a_name(self, choice, state):
        assert consent_state(choice) == state


def test_columns_are_guessed_as_was_reviewed():
    text = WRITTEN.read_text("utf-8")

    assert reviewed(text) == text, "python -m tests.guesses"


def test_a_long_title_is_whole(draft):
    asked = "Parmi les mesures que la commune a prises, " + "lesquelles, " * 20 + "et pourquoi ?"
    drafted = draft({("", asked): LONG})

    assert [question.title for question in drafted.form.questions] == [asked]
