"""Words found in a text, and some of a long one around them."""

from __future__ import annotations

import pytest

from consultation.screens.searching import excerpt, runs_of_matches


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("C’est l’École !", "l'ecole", ["l’École"]),
        ("Le\u00a0cœur,\nle cœur", "coeur le coeur", ["cœur,\nle cœur"]),
        ("été e\u0301te\u0301", "ete", ["été", "e\u0301te"]),
        ("rien", "absent", []),
        ("rien", " ! ", []),
    ],
)
def test_words_are_found_in_what_was_typed(text, words, found):
    pieces = runs_of_matches(text, words)

    assert [piece for piece, is_found in pieces if is_found] == found
    assert "".join(piece for piece, _ in pieces) == text


def test_an_excerpt_has_the_words_in_it():
    text = "a " * 500 + "mot" + " b" * 500

    assert "mot" in excerpt(text, "mot")
    assert [excerpt(short, "mot") for short in ("court", "")] == ["court", ""]
    assert excerpt(text, "absent").startswith("a a")
