"""Passages to quote: word for word, in order, of whole sentences."""

from __future__ import annotations

import pytest

from consultation.decisions.reviews import is_of_whole_sentences, is_quoted_from


@pytest.mark.parametrize(
    ("passage", "is_quoted"),
    [
        ("C’est trop cher", True), ("trop\u00a0cher […] pour nous.", True),
        ("[...] cher, et surtout [...]", True), ("trop chère", False),
        ("C'est trop cher", False),  # another apostrophe
        ("pour nous […] trop cher", False), ("trop cher, surtout", False),
        ("rop cher", False), ("sur", False),
    ],
)  # fmt: skip
def test_a_passage_is_word_for_word_and_in_order(passage, is_quoted):
    text = "C’est trop\ncher, et surtout\u202f: cher pour nous."

    assert is_quoted_from(passage, text) is is_quoted


@pytest.mark.parametrize(
    ("passage", "is_whole"),
    [
        ("Nos rues sont calmes", True), ("Nos rues sont calmes. […] Ils font du bruit.", True),
        ("Je ne me sens pas en sécurité ici !", True), ("« C’est non. »", True),
        ("une crèche", False),  # a line may go on
        ("Dupont se trompe.", False),  # after « M. »
        ("en sécurité ici !", False), ("Je me sens pas mal en sécurité", False),
        ("Nos rues […] en sécurité ici !", False), ("Est-ce utile ?", True),
        ("Est-ce utile", False), ("Un drone coûte 10", False), ("000 euros.", False),
        ("Ils servent", False),  # dots of suspension end nothing
        ("Ils servent... pas ici.", True), ("du bruit.", False),
    ],
)  # fmt: skip
def test_a_passage_is_of_whole_sentences(passage, is_whole):
    text = (
        "Nos rues sont calmes. Je ne me sens pas en sécurité ici ! Je me sens pas mal en sécurité,"
        " et n’ai peur de rien.\nune crèche\nune école en moins. Ils font du bruit. Est-ce utile ?"
        " Un drone coûte 10 000 euros. « C’est non. » Ils servent... pas ici. Je nie que M. Dupont"
        " se trompe."
    )

    assert is_of_whole_sentences(passage, text) is is_whole
