"""publications.a_coder__mots: the most widespread words of texts not yet coded, to start a grid."""

from consultation.warehouse.store.functions import make_functions
from consultation.warehouse.tables import models
from tests.cases.drawn import Warehouse

ASKED = """
    question_id | title    | position | is_coded
    ------------+----------+----------+---------
    why         | Pourquoi | 1        | true
    how         | Comment  | 2        | true
"""


def words_of(units: str, coded: str = "", sent: str = "") -> dict[str, dict[str, object]]:
    """What the sheet says of each word of units « id | question | text », in the lot's order."""
    rows = [line.strip().split(" | ") for line in units.strip().splitlines()]
    wrote = [f"f:{unit} | {question} | {unit}" for unit, question, _ in rows]
    warehouse = Warehouse(
        {
            "form__questions": ASKED,
            "coding__units": "unit_id | question_id | text | sample_rank | is_sampled\n---\n"
            + "\n".join(f"{' | '.join(row)} | {n} | true" for n, row in enumerate(rows, start=1)),
            "coding__codes": "unit_id | coder\n---\n"
            + "\n".join(f"{u} | A" for u in coded.split()),
            "coding__unit_submissions": "submission_id | question_id | unit_id\n---\n"
            + (sent or "\n".join(wrote)),
        }
    )
    make_functions(warehouse.connection)
    found = warehouse.rows(models.query_of("publications.a_coder__mots"))
    return {str(row["Mot"]): row for row in found}


def test_they_are_those_of_most_texts_not_yet_coded_but_no_function_words():
    """Accents and capitals aside; « prix » is in one of them alone."""
    words = words_of(
        """
        u1 | why | Avec une école
        u2 | why | Avec L'ECOLE, ou la gare
        u3 | why | La gare, le prix, l'école
        c1 | why | Un prix
        h1 | how | Du bruit
        h2 | how | Bruit
        """,
        coded="c1",
    )

    assert [(row["Question"], word, row["Textes"]) for word, row in words.items()] == [
        ("Pourquoi", "école", 3),
        ("Pourquoi", "gare", 2),
        ("Comment", "bruit", 2),
    ]
    assert words["école"]["Référence d’un exemple"] == "u1"


def test_those_who_wrote_a_word_are_counted_once_each():
    sent = "f:1 | why | u1\nf:1 | why | u2\nf:2 | why | u2\nf:3 | why | u2"

    words = words_of("u1 | why | La gare\nu2 | why | Une gare", sent=sent)

    assert (words["gare"]["Textes"], words["gare"]["Contributions"]) == (2, 3)
