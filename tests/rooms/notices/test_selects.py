"""Notices and reasons: selects that give the figures of their sentences."""

from __future__ import annotations

import re
import string
from importlib.resources import files

import pytest

from consultation.exports.submission_columns import TOOLS
from consultation.notices.notices import NOT_REREAD, NOTICES, REASONS
from consultation.words.french import sentences, words
from tests.cases.drawn import shapes

# Those that one select tells together, each row naming its own.
TOGETHER = {"notices": ("counted", "of_files"), "reasons": ("counted",)}
TOLD = [
    *[("notices", notice) for notice in NOTICES if notice != NOT_REREAD],
    *[("reasons", reason) for reason in REASONS],
]


def holes(template: str) -> set[str]:
    """What stands in a template's holes."""
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def selects_of(topic: str) -> dict[str, str]:
    """The selects of a topic, by their names."""
    return {path.stem: path.read_text("utf-8") for path in files("sql").glob(f"*_{topic}/*.sql")}


@pytest.mark.parametrize(("topic", "name"), TOLD)
def test_a_select_gives_the_figures_of_its_sentences(topic, name):
    selects = selects_of(topic)
    if name in selects:
        table, told = name, selects[name]
    else:
        (table,) = (one for one in TOGETHER[topic] if f"'{name}' as " in selects[one])
        parts = selects[table].split("union all by name")
        told = "".join(part for part in parts if f"'{name}' as " in part)
    named = re.findall(r"(?:then|else) '(\w+)'", told)
    named = named or re.findall(r"'(\w+)' as sentence_id", told)

    for sentence_id in named or [name]:
        assert holes(sentences()[topic][sentence_id]) <= shapes()[f"{topic}.{table}"].keys()


def test_every_notice_and_every_reason_has_its_select_and_the_reverse():
    for topic, together in TOGETHER.items():
        selects = selects_of(topic)
        texts = "".join(selects.pop(one) for one in together)
        told = re.findall(r"'(\w+)' as (?:notice|reason)\b", texts)

        assert sorted({*selects, *told}) == sorted(name for each, name in TOLD if each == topic)


def test_every_tool_has_words_that_end():
    told = {word.id: word.explanation for word in words() if word.kind == "tool"}

    assert {*told} == {*TOOLS} - {"framaforms"}
    assert all(limits.endswith(".") for limits in told.values())
