"""publications.a_coder__mots: words that set texts not yet coded apart, to start a grid with."""

from math import log

import pytest

from consultation.warehouse.store.functions import make_functions
from consultation.warehouse.tables import models
from tests.cases.drawn import Warehouse

ASKED = "question_id | title | is_coded\n---\nwhy | Pourquoi | true\nhow | Comment | true"
SENT = "submission_id | question_id | unit_id\n---\n"


def words_of(units: str, coded: str = "", sent: str = "") -> dict[str, dict[str, object]]:
    """What the sheet says of each word of units « id | question | text », in the lot's order."""
    rows = [line.strip().split(" | ") for line in units.strip().splitlines()]
    warehouse = Warehouse(
        {
            "form__questions": ASKED,
            "coding__units": "unit_id | question_id | text | sample_rank | is_sampled\n---\n"
            + "\n".join(f"{' | '.join(row)} | {n} | true" for n, row in enumerate(rows, start=1)),
            "coding__codes": "unit_id | coder\n---\n"
            + "\n".join(f"{u} | A" for u in coded.split()),
            "coding__unit_submissions": SENT
            + (sent or "\n".join(f"f:{unit} | {question} | {unit}" for unit, question, _ in rows)),
        }
    )
    make_functions(warehouse.connection)
    found = warehouse.rows(models.query_of("publications.a_coder__mots"))
    return {str(row["Mot"]): row for row in found}


SCHOOLS = """
    u1 | why | Une école
    u2 | why | L'ECOLE, ou la gare
    u3 | why | La gare
    u4 | why | Rien
    c1 | why | La gare
    c2 | why | La gare, l'école
    c3 | why | La gare
    c4 | why | La gare
    c5 | why | Le prix
"""


def test_they_are_those_more_frequent_than_in_the_coded_texts_by_dunning_s_ratio():
    """Accents and capitals aside; « gare » is in more of the coded texts."""
    words = words_of(SCHOOLS, coded="c1 c2 c3 c4 c5")

    table = {(2, 4): 3, (1, 5): 3, (2, 4, "without"): 6, (4, 5, "without"): 6}
    ratio = 2 * sum(
        seen * log(seen * 9 / (texts * column)) for (seen, texts, *_), column in table.items()
    )
    assert list(words) == ["école"]
    assert words["école"]["Écart"] == pytest.approx(ratio)
    assert words["école"]["Comparés à"] == "textes déjà codés de la question"
    assert (words["école"]["Textes"], words["école"]["Référence d’un exemple"]) == (2, "u1")


def test_while_none_is_coded_they_are_compared_with_the_other_questions():
    words = words_of(
        "u1 | why | La gare\nu2 | why | Une gare\nh1 | how | Du bruit\nh2 | how | Bruit"
    )

    assert {word: row["Question"] for word, row in words.items()} == {
        "gare": "Pourquoi",
        "bruit": "Comment",
    }
    assert {row["Comparés à"] for row in words.values()} == {"textes des autres questions"}


def test_with_nothing_to_compare_they_are_the_most_widespread_but_no_function_words():
    words = words_of(
        "u1 | why | Avec la gare\nu2 | why | Avec la gare, le prix\nu3 | why | Un prix"
    )

    assert [(word, row["Écart"]) for word, row in words.items()] == [("gare", None), ("prix", None)]


def test_those_who_wrote_a_word_are_counted_once_each():
    sent = "f:1 | why | u1\nf:1 | why | u2\nf:2 | why | u2\nf:3 | why | u2"

    words = words_of("u1 | why | La gare\nu2 | why | Une gare", sent=sent)

    assert (words["gare"]["Textes"], words["gare"]["Contributions"]) == (2, 3)
