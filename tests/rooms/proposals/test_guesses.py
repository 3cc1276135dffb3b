"""What is guessed of an export: kinds of questions, choices, groups, roles, consent."""

from __future__ import annotations

from tests.cases.drafts import LONG, some
from tests.guesses import WRITTEN, reviewed


def test_no_answer_is_repeated(draft):
    """Each text, name and address carries a mark that the draft must not."""
    columns = {
        ("", "Nom"): [f"canari {n}" for n in range(40)],
        ("", "E-mail"): [f"canari{n}@example.org" for n in range(40)],
        ("", "Une idée ?"): [f"Le canari {n} chante mieux que tous les autres" for n in range(40)],
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


def test_columns_are_guessed_as_was_reviewed():
    text = WRITTEN.read_text("utf-8")

    assert reviewed(text) == text, "python -m tests.guesses"


def test_a_long_title_is_whole(draft):
    asked = "Parmi les mesures que la commune a prises, " + "lesquelles, " * 20 + "et pourquoi ?"
    drafted = draft({("", asked): LONG})

    assert [question.title for question in drafted.form.questions] == [asked]
