"""people.people and respondents.names: which names may be shown."""


def test_contact_details_are_those_of_the_newest_version_that_had_them(chain):
    """A question called `email` is another field."""
    chain(
        "people.people",
        typed__export_fields="export_id | field_id | field_kind\n---\nearly | email | role\n"
        "early | phone | role\nearly | name | role\nlate | name | role\nlate | collective | role\n"
        "early | email | question\nlate | email | question",
        typed__submissions="""
            export_id | sid | modified_at      | email   | phone | name | collective
            early     | 1   | 2026-02-01 10:00 | a@b.org | 01 02 | Ana  |
            late      | 1   | 2026-02-02 10:00 |         |       | Zoé  | Ensemble
        """,
        gives="""
        submission_id | email   | phone | name | collective
        f:1           | a@b.org | 01 02 | Zoé  | Ensemble
        """,
    )


USABLE = ("Zoé", "Li", "Bø", "Иван", "李明", "Anonyma Dupont", "Camille du 35", "Ana B.", "Xavier")
# None is given, or more than one.
UNUSABLE = (
    *("Anonyme", "anonymes", "ANONYM", "anonymous", "x", "XXX", "-", "…", "A.", "42", "N/A"),
    *("Néant", "aucun", "rien", "Sans nom", "inconnue", "zoe@exemple.org", "Zoé zoe@exemple.org"),
    *("0612345678", "Zoé 06 12 34 56 78", "Zoé 06.12.34.56.78", ""),
)


def test_a_name_is_usable_that_is_one_and_no_more(chain):
    names = dict.fromkeys(USABLE, "true") | dict.fromkeys(UNUSABLE, "false")
    chain(
        "people.people",
        typed__submissions="export_id | sid | name\n---\n"
        + "\n".join(f"a | {sid} | {name}" for sid, name in enumerate(names, start=1)),
        gives="name | has_usable_name\n---\n"
        + "\n".join(f"{name} | {is_usable}" for name, is_usable in names.items()),
    )


def test_a_name_is_shown_to_whom_its_bearer_agreed(relation):
    """An unusable name is not, nor is a collective called by its contact details."""
    relation(
        "respondents.names",
        people__people="""
            submission_id | name    | has_usable_name | collective
            own           | Zoé     | true            | Ensemble
            collective    | Zoé     | true            | Ensemble
            nobody        | Zoé     | true            | Ensemble
            reflection    | Zoé     | true            | Ensemble
            unclear       | Zoé     | true            | Ensemble
            unusable      | Anonyme | false           |
            address       |         |                 | nous@exemple.org
            number        |         |                 | Nous, 06 12 34 56 78
            nothing       |         |                 |
        """,
        respondents__contributions="""
            submission_id | consent
            own           | own_name
            collective    | collective_name
            nobody        | anonymous
            reflection    | reflection_only
            unclear       | unclear
            unusable      | own_name
            address       | collective_name
            number        | collective_name
            nothing       | collective_name
        """,
        gives="submission_id | name\n---\nown | Zoé\ncollective | Ensemble",
    )
