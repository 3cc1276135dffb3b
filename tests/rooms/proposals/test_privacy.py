"""What a draft keeps in the house: contact, follow-up, the person, what people were told."""

from __future__ import annotations

import tomllib

from tests.cases.drafts import LONG, NAMES, Draft, some

KEPT = (
    "Souhaitez-vous participer à la suite ?",
    "Voulez-vous être recontacté·e ?",
    "Quel numéro préférez-vous ?",
    "Métier",
    "Votre employeur vous surveille-t-il ?",
    "Date de naissance",
    "Tranche d'âge",
    "Dans quel quartier vivez-vous ?",
    "Êtes-vous en situation de handicap ?",
    "Avez-vous été placé·e en garde à vue ?",
    "Êtes-vous syndiqué·e ?",
    "Nationalité",
    "Votre remarque (non transmise)",
    "Cette réponse ne sera pas publiée : un mot ?",
    "Un mot, à usage interne",
    "Qu'en pensez-vous ? (confidentiel)",
)
LEFT = (
    "Faut-il interdire la vidéosurveillance dans votre quartier ?",
    "Êtes-vous favorable aux caméras sur le lieu de travail ?",
    "Que pensez-vous de la garde à vue ?",
    "Avez-vous un retour d'expérience (dans votre rue, au travail) ?",
    "Combien de caméras croisez-vous ?",
)


def audiences(drafted: Draft) -> dict[str, str | None]:
    """What the draft's own text says of each question, by heading."""
    questions = tomllib.loads(drafted.text)["questions"].values()
    return {one["headers"][0]: one.get("audience") for one in questions}


def test_what_may_be_about_the_person_stays_in_the_house_and_the_draft_says_why(draft):
    drafted = draft({("", heading): some("Oui", "Non") for heading in (*KEPT, *LEFT)})
    said = audiences(drafted)

    assert said == dict.fromkeys(KEPT, "organisation") | dict.fromkeys(LEFT)
    assert 'audience = "organisation"   # parle de contact ou de suite' in drafted.text


def test_choices_to_tick_and_numbers_tell_too(draft):
    drafted = draft(
        {
            ("Ensuite", "Être recontacté·e"): some("X", ""),
            ("", "Je suis"): some("Une femme", "Un homme"),
            ("", "Quel âge avez-vous ?"): [str(18 + n) for n in range(30)],
        }
    )

    assert audiences(drafted) == {
        heading: "organisation" for heading in ("Ensuite", "Je suis", "Quel âge avez-vous ?")
    }


def test_what_says_more_of_who_answers_stays_in_the_house(draft):
    drafted = draft(
        {
            ("", "Vous répondez en tant que"): some("Citoyen", "Association", "Autre"),
            ("", "Si « autre », précisez"): LONG,
        }
    )

    assert audiences(drafted)["Si « autre », précisez"] == "organisation"


def test_the_way_to_reach_somebody_is_no_name(draft):
    drafted = draft({("", "Comment peut-on vous contacter ?"): NAMES, ("", "Nom"): NAMES[::-1]})

    assert tomllib.loads(drafted.awake())["roles"] == {"name": ["Nom"]}
    assert drafted.kinds()["Comment peut-on vous contacter ?"] == "ignored"


def test_a_long_title_is_whole(draft):
    asked = "Parmi les mesures que la commune a prises, " + "lesquelles, " * 20 + "et pourquoi ?"
    drafted = draft({("", asked): LONG})

    assert [question.title for question in drafted.form.questions] == [asked]
