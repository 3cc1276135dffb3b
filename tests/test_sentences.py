"""schemas/sentences.toml: every sentence is said somewhere, and its holes are filled."""

from __future__ import annotations

import re
import string
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest

from consultation.french import number, sentence, sentences, sentences_of
from consultation.notices.notices import NOT_REREAD, NOTICES, REASONS
from tests.spec.drawn import shapes

ROOT = Path(__file__).parent.parent
SENTENCES = [(topic, name) for topic, named in sentences().items() for name in named]
SELECTS = {
    **{f"notices.{notice}": notice for notice in NOTICES if notice != NOT_REREAD},
    **{f"reasons.{reason}": reason for reason in REASONS},
}


def holes(template: str) -> dict[str, str]:
    """What stands in a template's holes, and how it is shown."""
    found: dict[str, str] = {}
    for _, name, shape, _ in string.Formatter().parse(template):
        if name:
            found[name] = found.get(name) or shape or ""
    return found


@cache
def code() -> str:
    """All that may name a sentence."""
    paths = (
        path for folder in ("consultation", "flows", "sql") for path in (ROOT / folder).rglob("*")
    )
    return "\n".join(path.read_text("utf-8") for path in paths if path.suffix in (".py", ".sql"))


def filling(shape: str) -> object:
    """A value that a hole of that shape takes: texts, a count, or a word."""
    if re.fullmatch(r"\W+", shape):
        return ["un", "deux"]
    return 3 if shape else "mot"


@pytest.mark.parametrize(("topic", "name"), SENTENCES)
def test_every_sentence_can_be_said(topic, name):
    template = sentences()[topic][name]
    said = sentence(
        topic, name, **{hole: filling(shape) for hole, shape in holes(template).items()}
    )

    assert not set(said) & set("{}|")
    assert not re.search(r" [:;?!»%]|« |’|\s{3}", said)


@pytest.mark.parametrize(("topic", "name"), SENTENCES)
def test_every_sentence_is_used(topic, name):
    """Its id, or its topic where every id of it is taken, stands in the code or in a select."""
    whole = re.search(rf"sentences(_of\(|\(\)\[)\"{topic}\"", code())

    assert whole or re.search(rf"[\"']{name}[\"']", code()) or f"{topic}.{name}" in shapes()


@pytest.mark.parametrize("table", SELECTS)
def test_a_select_gives_the_figures_of_its_sentences(table):
    topic, _, name = table.partition(".")
    (path,) = (files("sql")).glob(f"*_{topic}/{name}.sql")
    named = re.findall(r"(?:then|else) '(\w+)'", path.read_text("utf-8")) or [name]

    for sentence_id in named:
        assert holes(sentences()[topic][sentence_id]).keys() <= shapes()[table].keys()


def test_every_notice_and_every_reason_has_its_select_and_the_reverse():
    assert SELECTS.keys() == {
        table for table in shapes() if table.startswith(("notices.", "reasons."))
    }


def test_numbers_agree_with_their_words():
    assert sentence("reasons", "unread_texts", text_count=1).startswith("1 texte n'a pas encore")
    assert sentence("reasons", "unread_texts", text_count=1200).startswith(
        f"{number(1200)} textes n'ont pas encore"
    )


def test_a_hole_that_nobody_fills_is_an_error():
    with pytest.raises(KeyError):
        sentence("reasons", "unread_texts")
    with pytest.raises(KeyError):
        sentences_of("reasons")
