"""people.people and respondents.names: which names may be shown."""

import pytest

from tests.cases.drawn import assert_rows


def test_contact_details_are_those_of_the_newest_version_that_had_them(chain):
    chain(
        "people.people",
        typed__export_fields="""
            export_id | field_kind | field_id
            ----------+------------+-----------
            early     | role       | email
            early     | role       | phone
            early     | role       | name
            late      | role       | name
            late      | role       | collective
        """,
        typed__submissions="""
            export_id | sid | modified_at      | email   | phone | name | collective
            ----------+-----+------------------+---------+-------+------+-----------
            early     | 1   | 2026-02-01 10:00 | a@b.org | 01 02 | Ana  |
            late      | 1   | 2026-02-02 10:00 |         |       | Zoé  | Ensemble
        """,
        gives="""
        submission_id | email   | phone | name | collective
        --------------+---------+-------+------+-----------
        f:1           | a@b.org | 01 02 | Zoé  | Ensemble
        """,
    )


@pytest.mark.parametrize(
    "name",
    ["Zoé", "Li", "Bø", "Иван", "李明", "Anonyma Dupont", "Camille du 35", "Ana B.", "Xavier"],
)
def test_a_name_is_usable(chain, name):
    assert_rows(people_called(chain, name), f"name | has_usable_name\n---\n{name} | true")


@pytest.mark.parametrize(
    "name",
    [
        "Anonyme",
        "anonymes",
        "ANONYM",
        "anonymous",
        "x",
        "XXX",
        "-",
        "…",
        "A.",
        "42",
        "N/A",
        "Néant",
        "aucun",
        "rien",
        "Sans nom",
        "inconnue",
        "zoe@exemple.org",
        "Zoé zoe@exemple.org",
        "0612345678",
        "Zoé 06 12 34 56 78",
        "Zoé 06.12.34.56.78",
    ],
)
def test_what_is_no_name_or_more_than_a_name_is_not_usable(chain, name):
    assert_rows(people_called(chain, name), f"name | has_usable_name\n---\n{name} | false")


def test_without_a_name_none_is_usable(chain):
    assert_rows(people_called(chain, ""), "name | has_usable_name\n---\n | false")


def people_called(chain, name):
    """The people of a form on which a single person answered with this name."""
    return chain("people.people", typed__submissions=f"export_id | sid | name\n---\na | 1 | {name}")


NAMED_PEOPLE = """
    submission_id | name | collective
    --------------+------+-----------
    f:1           | Zoé  | Ensemble
"""


@pytest.mark.parametrize(
    ("consent", "names"),
    [
        ("own_name", ["Zoé"]),
        ("collective_name", ["Ensemble"]),
        ("anonymous", []),
        ("reflection_only", []),
        ("unclear", []),
    ],
)
def test_a_name_is_shown_to_whom_its_bearer_agreed(relation, consent, names):
    shown = relation(
        "respondents.names",
        people__people=NAMED_PEOPLE,
        respondents__contributions=f"submission_id | consent\n---\nf:1 | {consent}",
    )

    assert [row["name"] for row in shown] == names


def test_an_unusable_name_is_absent(relation):
    shown = relation(
        "respondents.names",
        people__people="submission_id | name | has_usable_name\n---\nf:1 | Anonyme | false",
        respondents__contributions="submission_id | consent\n---\nf:1 | own_name",
    )

    assert shown == []


@pytest.mark.parametrize("collective", ["", "nous@exemple.org", "Nous, 06 12 34 56 78"])
def test_a_collective_is_not_called_by_its_contact_details(relation, collective):
    shown = relation(
        "respondents.names",
        people__people=f"submission_id | collective\n---\nf:1 | {collective}",
        respondents__contributions="submission_id | consent\n---\nf:1 | collective_name",
    )

    assert shown == []


def test_nobody_is_named_who_did_not_agree_to_it_in_another_of_their_submissions(chain):
    chain(
        "respondents.names",
        typed__submissions="""
            export_id | sid | submitted_at     | email   | name | consent
            ----------+-----+------------------+---------+------+----------
            a         | 1   | 2026-02-01 10:00 | a@b.org | Ana  | anonymous
            a         | 2   | 2026-02-02 10:00 | a@b.org | Ana  | own_name
            a         | 3   | 2026-02-03 10:00 | z@b.org | Zoé  | own_name
        """,
        gives="submission_id | name\n---\nf:3 | Zoé",
    )
