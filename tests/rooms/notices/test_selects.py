"""Notices and reasons: selects that give the figures of their sentences."""

from __future__ import annotations

import re
import string
from importlib.resources import files

import pytest

from consultation.notices.notices import NOT_REREAD, NOTICES, REASONS
from consultation.words.french import number, sentence, sentences, sentences_of
from tests.cases.drawn import shapes

SELECTS = {
    **{f"notices.{notice}": notice for notice in NOTICES if notice != NOT_REREAD},
    **{f"reasons.{reason}": reason for reason in REASONS},
}


def holes(template: str) -> set[str]:
    """What stands in a template's holes."""
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


@pytest.mark.parametrize("table", SELECTS)
def test_a_select_gives_the_figures_of_its_sentences(table):
    topic, _, name = table.partition(".")
    (path,) = (files("sql")).glob(f"*_{topic}/{name}.sql")
    named = re.findall(r"(?:then|else) '(\w+)'", path.read_text("utf-8")) or [name]

    for sentence_id in named:
        assert holes(sentences()[topic][sentence_id]) <= shapes()[table].keys()


def test_every_notice_and_every_reason_has_its_select_and_the_reverse():
    assert SELECTS.keys() == {
        table for table in shapes() if table.startswith(("notices.", "reasons."))
    }


def test_numbers_agree_with_their_words():
    assert sentence("reasons", "unread_texts", text_count=1).startswith("1 texte n’a pas encore")
    assert sentence("reasons", "unread_texts", text_count=1200).startswith(
        f"{number(1200)} textes n’ont pas encore"
    )


def test_a_hole_that_nobody_fills_is_an_error():
    with pytest.raises(KeyError):
        sentence("reasons", "unread_texts")
    with pytest.raises(KeyError):
        sentences_of("reasons")
