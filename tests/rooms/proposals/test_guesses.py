"""What is guessed of an export: kinds of questions, choices, groups, roles, consent."""

from __future__ import annotations

import tomllib

import pytest

from consultation.proposals.heading_words import consent_state
from consultation.proposals.six_questions import ask_about
from consultation.words.errors import OrganiserError
from tests.cases.drafts import LONG, NAMES, some

FOUR = some("Plus d'arbres", "Moins de voitures", "Un marché", "Des bancs")


class TestKindsOfColumnsThatStandAlone:
    @pytest.mark.parametrize(
        ("heading", "cells", "kind"),
        [
            ("Votre transport", some("Vélo", "Train", "Voiture"), "choice"),
            ("Combien de trajets ?", some("1", "2", "12", "1.5"), "number"),
            ("Depuis quand ?", ["12/01/2020", "31/03/2021", "2022-01-05"], "date"),
            ("Votre idée", LONG, "text"),
            ("Vos transports", some("Vélo", "Vélo,Train", "Train,Voiture"), "choices"),
            ("Engagement", some("J'accepte la charte"), "choices"),
            ("Pourquoi ?", some("Le bruit.", "Le prix."), "text"),
            ("Parmi les propositions suivantes, laquelle ?", FOUR, "choice"),
            ("Vos attentes, en un mot", FOUR, "choice"),
            ("Vos remarques", [*some("RAS", "Rien"), "Trop de bruit", "Un banc"], "text"),
            ("Vos remarques", some("RAS", "Rien", times=3), "text"),
            ("Souhaitez-vous donner votre nom ?", some("Y", "N"), "choice"),
            ("Nom", some("Y", "N"), "choice"),
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
            ("Lieu", some("Lyon", "lyon", "Paris"), "pas sûr"),
        ],
    )
    def test_what_is_unsure_is_left_aside_with_its_reason(self, draft, heading, cells, reason):
        drafted = draft({("", heading): cells})

        assert drafted.kinds() == {heading: "ignored"}
        assert reason in drafted.reason(heading).replace(" cellules", "\u00a0cellules")

    def test_all_ways_to_write_yes_are_one_choice(self, draft):
        (question,) = draft({("", "Pour ?"): ["Oui", "Non", "oui ", "Oui", "NON"]}).form.questions

        assert [choice.label for choice in question.choices] == ["Oui", "NON"]
        assert [choice.spellings for choice in question.choices] == [
            {"oui", "Oui"},
            {"non", "Non", "NON"},
        ]


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


class TestWhereAGroupEnds:
    """Row 2 names a group above its first column only: the cells say where it ends."""

    @pytest.mark.parametrize(
        ("columns", "kinds"),
        [
            (  # ticks end where other cells begin
                {
                    ("Raisons", "Prix"): some("X", ""),
                    ("", "Bruit"): some("", "X"),
                    ("", "Combien de trajets ?"): some("1", "2"),
                },
                {"Raisons": "choices", "Combien de trajets ?": "number"},
            ),
            (  # an X further on is no tick
                {
                    ("Raisons", "Prix"): ["X"],
                    ("", "Combien ?"): ["1", "2"],
                    ("", "Lettre"): ["X", "X"],
                },
                {"Raisons": "choices", "Combien ?": "number", "Lettre": "ignored"},
            ),
            (  # columns with one scale
                {
                    ("Votre avis", "En ville"): some("Pour", "Contre", "Sans avis"),
                    ("", "Aux champs"): some("Contre", "Contre", "Pour"),
                    ("", "Votre transport"): some("Vélo", "Train"),
                },
                {"Votre avis": "grid", "Votre transport": "choice"},
            ),
            (  # a question after statements
                {
                    ("Avis", "La ville"): some("Oui", "Non"),
                    ("", "Le bois"): some("Oui", "Non"),
                    ("", "Et vous ?"): some("Oui", "Non"),
                },
                {"Avis": "grid", "Et vous ?": "choice"},
            ),
            (  # a group that nobody answered
                {("Raisons", "Prix"): [], ("", "Bruit"): [], ("", "Idée"): LONG},
                {"Prix": "ignored", "Bruit": "ignored", "Idée": "text"},
            ),
        ],
    )
    def test_the_cells_say_where_it_ends(self, draft, columns, kinds):
        assert draft(columns).kinds() == kinds

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


class TestTheTwoSidesOfAScale:
    @pytest.mark.parametrize(
        ("scale", "sides"),
        [
            (  # the middle is on no side, nor is who has no opinion
                "Très favorable|Plutôt favorable|Ni favorable ni défavorable|Plutôt défavorable"
                "|Très défavorable|Ne se prononce pas",
                {
                    "Favorables": ["Très favorable", "Plutôt favorable"],
                    "Défavorables": ["Plutôt défavorable", "Très défavorable"],
                },
            ),
            (
                "Très opposé·e|Plutôt opposé·e|Sans avis|Plutôt favorable|Très favorable",
                {
                    "Favorables": ["Très favorable", "Plutôt favorable"],
                    "Opposé·es": ["Plutôt opposé·e", "Très opposé·e"],
                },
            ),
            (
                "Pas du tout d’accord|Plutôt pas d'accord|Plutôt d'accord|Tout à fait d'accord",
                {
                    "D’accord": ["Tout à fait d'accord", "Plutôt d'accord"],
                    "Pas d’accord": ["Plutôt pas d'accord", "Pas du tout d’accord"],
                },
            ),
            (
                "Très satisfait(e)|Satisfait(e)|Moyennement satisfait(e)|Peu satisfait(e)"
                "|Pas du tout satisfait(e)",
                {
                    "Satisfait·es": ["Très satisfait(e)", "Satisfait(e)"],
                    "Insatisfait·es": ["Peu satisfait(e)", "Pas du tout satisfait(e)"],
                },
            ),
            (
                "Oui, tout à fait|Plutôt oui|Plutôt non|Non, pas du tout|Je ne sais pas",
                {
                    "Oui": ["Oui, tout à fait", "Plutôt oui"],
                    "Non": ["Plutôt non", "Non, pas du tout"],
                },
            ),
            # One answer a side adds nothing up; how often, and how important, has no two sides.
            ("Favorable|Défavorable|Sans avis", {}),
            ("Jamais|Rarement|Souvent|Toujours", {}),
            ("Pas du tout important|Peu important|Important|Très important", {}),
            # One answer that is none of these: nobody says on which side it is.
            ("Très favorable|Plutôt favorable|Plutôt défavorable|Avec un autre tracé", {}),
            ("Favorable|Favorable, mais pas ici|Défavorable|Très défavorable", {}),
            ("Très favorable|Favorable|Peu opposé·e|Très opposé·e", {}),
            ("Oui, régulièrement|Oui, parfois|Non, jamais", {}),
            ("Très favorable|Plutôt favorable|Favorable", {}),
        ],
    )
    def test_they_are_proposed_as_its_totals(self, draft, scale, sides):
        columns = {("", "Le pont"): some(*scale.split("|"), times=12)}
        columns |= {("", "Votre avis sur la place"): some(*scale.split("|")[::-1], times=12)}
        for question in draft(columns).form.questions:
            labels = {choice.id: choice.label for choice in question.choices}
            found = {name: {labels[one] for one in ids} for name, ids in question.groups.items()}
            assert found == {name: set(given) for name, given in sides.items()}
            assert [*found] == [*sides]

    def test_a_question_on_an_opinion_never_says_who_answers(self, draft):
        points = ("Très favorable", "Plutôt favorable", "Plutôt défavorable", "Très défavorable")

        assert "[category]" not in draft({("", "Êtes-vous favorable ?"): some(*points)}).text

    def test_those_of_several_choices_have_none(self, draft):
        cells = some("Plutôt pour,Très pour", "Plutôt contre,Très pour", "Plutôt contre", times=20)
        (question,) = draft({("", "Vos avis"): cells}).form.questions

        assert (question.kind, question.groups) == ("choices", {})


class TestWhoAnswers:
    @pytest.mark.parametrize(
        ("heading", "role"),
        [
            ("Votre e-mail", "email"),
            ("Nom ou pseudonyme", "name"),
            ("Comment vous appelez-vous ?", "name"),
            ("Nom de votre association", "collective"),
            ("Dans quelle commune habitez-vous ?", "commune"),
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

    def test_a_heading_that_asks_for_it_is_enough_and_unclear_answers_are_to_be_placed(self, draft):
        heading = "Acceptez-vous que ceci soit transmis ?"
        drafted = draft({("", heading): some("Oui", "Pas d'objection", "Non"), ("", "Idée"): LONG})

        assert tomllib.loads(drafted.awake())["consent"] == {
            "headers": [heading],
            "anonymous": ["Oui"],
            "reflection_only": ["Non"],
        }

    def test_an_opinion_is_no_consent(self, draft):
        drafted = draft({("", "Êtes-vous d'accord avec le projet ?"): some("Oui", "Non")})

        assert drafted.kinds() == {"Êtes-vous d'accord avec le projet ?": "choice"}
        assert "#[consent]" not in drafted.text

    def test_boxes_to_tick_are_shown_and_give_nothing(self, draft):
        drafted = draft({("Envoi", "J'accepte que ma réponse soit publiée sans mon nom"): ["X"]})

        assert drafted.kinds() == {"Envoi": "choices"}
        assert "consent" not in tomllib.loads(drafted.awake())
        assert 'aucune n’est choisie\u00a0: ["Envoi"]' in " ".join(drafted.text.split("\n# "))

    def test_the_privacy_box_is_proposed_as_a_condition(self, draft):
        drafted = draft(
            {
                ("", "Envoi de votre réponse"): some(*self.CHOICES),
                ("Données personnelles", "J’ai lu la politique (RGPD)"): some("X"),
            }
        )

        assert tomllib.loads(drafted.awake())["consent"]["requires"] == {
            "donnees_personnelles": "j_ai_lu_la_politique_rgpd"
        }


class TestHeadings:
    def test_columns_that_nothing_tells_apart_are_left_aside_together(self, draft):
        twice = {("Avis", "En ville"): some("Pour", "Contre"), ("", "Idée"): LONG}
        drafted = draft(twice | {("", "Idée "): LONG})

        assert drafted.kinds() == {"Avis": "grid", "Avis > Idée": "ignored"}
        assert "rien ne la distingue" in drafted.reason("Avis > Idée")

    def test_a_column_without_heading_is_refused_with_what_to_do(self, draft):
        with pytest.raises(OrganiserError) as caught:
            draft({("", "Idée"): LONG, ("", " "): LONG})

        assert caught.value.code == "unnamed_column"
        assert "ne vient pas du site" in caught.value.advice


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

    def test_a_question_beside_it_is_shown_and_rests_on_nothing(self, draft):
        """Six people said « non », then that their name may be published."""
        columns = {("", "accord_cnil"): some("oui", "non"), ("", "publier_nom"): some("oui")}
        columns["", "publier_nom"] += some("non")
        drafted = draft(columns | {("", "avis"): LONG})
        consent = tomllib.loads(drafted.awake())["consent"]

        assert consent["headers"] == ["accord_cnil"]
        assert "rules" not in consent
        assert 'à regarder\u00a0: ["publier_nom"]' in drafted.text

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

    def test_a_question_whose_yes_refuses_is_placed_by_nobody(self, draft):
        heading = "Refusez-vous que votre réponse soit transmise ?"
        drafted = draft({("", heading): some("Oui", "Non"), ("", "Idée"): LONG})

        assert tomllib.loads(drafted.awake()).get("consent", {"headers": [heading]}) == {
            "headers": [heading]
        }
