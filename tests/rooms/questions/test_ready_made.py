"""The ready-made questions: what they say of themselves, that they run anywhere, what they find."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from consultation.questions.askings import typed_query
from consultation.questions.queries import ReadyQuery, read_query, ready_queries, values_for
from consultation.warehouse.published.reader import Reader, open_reader
from tests.cases.small import FORM, row, small_run

QUERIES = ready_queries()
each_query = pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
DATABASE = Path("organisation") / "consultation.duckdb"

# Where an organiser must say which: something that those who answer alike have.
EXAMPLES = {"question_1": "raisons", "question_2": "avis", "soumission": "petit:12"}


def given_of(query: ReadyQuery) -> dict[str, str]:
    """A value for each parameter that has no default."""
    return {
        parameter.name: EXAMPLES[parameter.name]
        for parameter in query.parameters
        if parameter.is_required
    }


def asked(reader: Reader, name: str, **given: str) -> list[dict]:
    """The rows of a ready-made question, by column title."""
    asking = typed_query(reader, name, given)
    with reader.ask(asking.statements[0], asking.values) as result:
        return [dict(zip(result.columns, found, strict=True)) for found in result.rows]


# What they say of themselves


@each_query
def test_a_query_says_in_french_what_it_is_and_which_values_it_asks_for(query):
    assert query.title.endswith(".")
    assert query.grain.startswith("Une ligne")
    assert query.explanation.endswith(".")
    assert re.fullmatch(r"[a-z0-9_]+", query.name)

    # It asks for the values that it declares.
    (statement,) = duckdb.extract_statements(query.text)
    assert set(statement.named_parameters) == {parameter.name for parameter in query.parameters}


@each_query
def test_a_query_reads_published_tables_only(query):
    schemas = "select json_extract_string(json_serialize_sql($text), '$..schema_name')"
    (read,) = duckdb.execute(schemas, {"text": query.text}).fetchone()

    known = {"clean", "coding", "families", "form", "quotes", "respondents", "statistics"}
    assert known & set(read)
    assert set(read) <= known | {"", "main"}  # of functions, and of what the query itself names


def test_values_are_read_as_their_type():
    query = read_query(
        "essai",
        "-- Titre.\n-- Une ligne.\n-- Parce que.\n"
        "-- Paramètre a (texte) : a. Défaut : drone.\n"
        "-- Paramètre b (entier) : b. Défaut : 500.\n"
        "-- Paramètre d (texte, facultatif) : d.\n"
        "-- Paramètre e (question, obligatoire) : e.\n\nselect 1\n",
    )

    assert values_for(query, {"e": "avis"}) == {"a": "drone", "b": 500, "d": None, "e": "avis"}
    given = {"a": " x ", "b": "7", "d": "y", "e": "avis"}
    assert values_for(query, given) == {"a": "x", "b": 7, "d": "y", "e": "avis"}


# They run anywhere


@pytest.fixture(scope="module")
def nobody(tmp_path_factory) -> Iterator[Reader]:
    """A published form that nobody has answered yet, but for a draft."""
    run = small_run(tmp_path_factory.mktemp("nobody"), row(1, draft="1"))
    run.publish()
    with open_reader(run.release / DATABASE) as opened:
        yield opened


@each_query
def test_a_query_runs_on_a_form_that_nobody_answered(query, nobody):
    (statement,) = nobody.statements(query.text)

    with nobody.ask(statement, values_for(query, given_of(query))) as result:
        assert result.columns
        for found in result.rows:
            assert any(value is not None for value in found)


@pytest.fixture(scope="module")
def alike(tmp_path_factory) -> Iterator[Reader]:
    """Everyone answers the same thing in the same minute, twice."""
    at, closed = "16/02/2022 - 10:00", 'time_zone = "Europe/Paris"\ncloses_at = 2022-02-20'
    same = {
        "at": at, "Qui": "Association", "Envoi": "Oui, au nom du collectif", "Bruit": "X",
        "Collectif": "Les Yeux", "Commune": "Sète", "Code_postal": "34200", "En_ville": "Pour",
        "Aux_champs": "Pour", "Autre": "X", "Autre_raison": "non", "Mode": "Autre",
        "Autre_mode": "à pied", "Texte": LETTER, "Suite": "oui", "Combien": "3",
        "Quand": "01/02/2020", "À_quelle_heure": "08:00", **PRICE,
    }  # fmt: skip
    emails = [f"personne{number}@example.org" for number in range(4)]
    rows = [row(sid, **{**same, "Courriel": emails[sid % 4]}) for sid in range(1, 9)]
    rows += [row(sid, **same) for sid in range(9, 13)]
    rows += [row(sid, **{**same, "draft": "1"}) for sid in range(13, 15)]
    rows += [row(sid, **{**same, "at": "01/03/2022 - 10:00"}) for sid in range(15, 18)]
    rows += [row(sid, **{**same, "Combien": "trois", "Quand": "hier"}) for sid in range(18, 20)]
    form = FORM.replace('time_zone = "Europe/Paris"', closed)
    run = small_run(tmp_path_factory.mktemp("alike"), *rows, form=form)
    run.publish()
    with open_reader(run.release / DATABASE) as opened:
        yield opened


@pytest.mark.slow
@each_query
def test_the_order_of_a_query_is_total(query, alike):
    """Rows that are sorted alike would come in another order on another day."""
    select, _, order = query.text.rstrip().rpartition("\norder by")
    order = re.sub(r"\s+(asc|desc|nulls (first|last))\b", "", order.partition("\nlimit")[0])
    text = f"{select}\nqualify count(*) over (partition by {order}) > 1"
    (statement,) = alike.statements(text)

    with alike.ask(statement, values_for(query, given_of(query))) as result:
        assert list(result.rows) == []


# What they find

PRICE = {"Prix, coût": "X"}
ONE = {"Qui": "Citoyen·ne"} | PRICE
BOTH = ONE | {"Bruit": "X"}
SHOP = {"Qui": "Association", "Bruit": "X"}
LETTER = (
    "Madame, Monsieur, nous refusons que des caméras suivent chacun de nos gestes dans la rue,"
    " nous demandons leur retrait immédiat de toutes les places et un débat public."
)
OWN = "Ma voisine de quatre-vingts ans n'ose plus sortir sur le marché du samedi matin."


@pytest.fixture(scope="module")
def small(tmp_path_factory) -> Iterator[Reader]:
    """A few answers of which every number can be told by hand."""
    form = FORM.replace(
        'other = ["Autre mode"]\naudience = "all"',
        'other = ["Autre mode"]\naudience = "organisation"',
    ).replace('time_zone = "Europe/Paris"', 'time_zone = "Europe/Paris"\ncloses_at = 2022-02-25')
    ada = {"Courriel": "ada@example.org", "Mode": "Vélo", "Qui": "Citoyen·ne"} | PRICE
    drone = "Les DRÔNES passent au-dessus de l'école."
    rows = [
        row(1, at="14/02/2022 - 09:15", **ada, En_ville="Contre", Texte=drone, Combien="2"),
        row(2, at="15/02/2022 - 09:45", **BOTH, En_ville="Contre", Mode="Train", Texte=LETTER),
        row(3, at="22/02/2022 - 20:30", **SHOP, En_ville="Pour", Texte=f"{LETTER} {OWN}"),
        row(4, at="22/02/2022 - 20:31", **ONE, En_ville="Contre", Texte=LETTER),
        row(5, at="22/02/2022 - 21:00", **ada, Texte="Stop.", Combien="6"),
        row(6, at="23/02/2022 - 08:00", draft="1", **PRICE),
        row(7, at="26/02/2022 - 08:00", **ONE, Texte="Trop tard."),
    ]
    run = small_run(tmp_path_factory.mktemp("small"), *rows, form=form)
    run.publish()
    with open_reader(run.release / DATABASE) as opened:
        yield opened


def column(rows: list[dict], title: str) -> list:
    return [found[title] for found in rows]


def test_who_answered_per_week(small):
    assert asked(small, "reponses_par_semaine") == [
        {"Semaine du": dt.date(2022, 2, 14), "Contributions": 1, "Depuis le début": 1},
        {"Semaine du": dt.date(2022, 2, 21), "Contributions": 3, "Depuis le début": 4},
    ]


def test_the_share_against_each_use_by_category(small):
    rows = asked(small, "parts_par_categorie", question="avis")
    against = {
        found["Catégorie"]: (found["L’ont choisi"], found["Ont répondu"], found["Part"])
        for found in rows
        if (found["Sous-question"], found["Choix"]) == ("En ville", "Contre")
    }

    assert against == {"Citoyen·ne": (2, 2, 1.0), "Association": (0, 1, 0.0)}


@pytest.mark.parametrize(
    ("word", "submissions"),
    [
        ("yeux", []),
        ("caméra", ["petit:2", "petit:3", "petit:4"]),
        ("CAMERAS SUIVENT", ["petit:2", "petit:3", "petit:4"]),
        ("améra", []),
        ("stop", ["petit:5"]),
        ("drone", []),  # in a submission that a later one replaces
        ("quatre vingts", ["petit:3"]),
        ("?!", []),
    ],
)
def test_texts_that_mention_a_word_whatever_its_accents(small, word, submissions):
    assert column(asked(small, "textes_qui_mentionnent", mot=word), "Soumission") == submissions


def test_answers_longer_than_so_many_words(small):
    longest = len(f"{LETTER} {OWN}".split())
    assert column(asked(small, "reponses_longues", mots=str(longest)), "Soumission") == ["petit:3"]
    assert asked(small, "reponses_longues", mots=str(longest + 1)) == []
    assert asked(small, "reponses_longues") == []


def test_people_to_call_back(small):
    rows = asked(small, "a_recontacter")

    called = [(found["Choix"], found["Soumission"]) for found in rows]
    assert called == [("Vélo", "petit:5"), ("Train", "petit:2")]
    assert column(asked(small, "a_recontacter", choix="train"), "Soumission") == ["petit:2"]


def test_two_questions_crossed(small):
    rows = asked(small, "croiser_deux_questions", question_1="raisons", question_2="avis")

    titles = ("Premier choix", "Second choix", "Contributions", "Sur")
    assert [tuple(found[title] for title in titles) for found in rows] == [
        ("Prix, coût", "En ville : Contre", 2, 2),
        ("Bruit", "En ville : Pour", 1, 2),
        ("Bruit", "En ville : Contre", 1, 2),
    ]


def test_everything_that_a_submission_answered(small):
    rows = asked(small, "lire_une_contribution", soumission="petit:1")

    assert [(found["Question"], found["Choix"], found["Réponse"]) for found in rows] == [
        ("Raisons", "Prix, coût", None),
        ("Avis", "Contre", None),
        ("Mode", "Vélo", None),
        ("Texte", None, "Les DRÔNES passent au-dessus de l'école."),
        ("Combien", None, "2.0"),
    ]


def test_families_what_was_added_and_texts_that_nobody_else_sent(small):
    (family,) = asked(small, "familles_de_textes")
    additions = asked(small, "ajouts_aux_lettres", famille=family["Famille"])

    assert family["Répondant·es"] == 3
    assert (family["Tel quel"], family["Avec un ajout"]) == (2, 1)
    assert column(additions, "Soumission") == ["petit:3"]
    assert "quatre-vingts ans" in additions[0]["Ajout"]
    assert column(asked(small, "textes_personnels", mots="1"), "Soumission") == ["petit:5"]
