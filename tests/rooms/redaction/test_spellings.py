"""What identifies, in spellings made to be read by people alone, and what only looks like it."""

from __future__ import annotations

import re
import tomllib

import polars as pl
import pytest

from consultation.redaction import Own, candidates, mentions, redact
from tests.cases.places import CASES


def tables_of(name):
    """The tables of a file, by the file's name and theirs."""
    tables = tomllib.loads((CASES / "masking" / f"{name}.toml").read_text(encoding="utf-8"))
    return {f"{name}.{kind}": table for kind, table in tables.items()}


TABLES = tables_of("spellings") | tables_of("canaries")
SPELLINGS = {kind: table for kind, table in TABLES.items() if table.get("masked")}
MARKED = re.compile("⟦(.*?)⟧", re.DOTALL)
RECALL, FALSE_MASKS = 0.95, 0


def own_of(table):
    return Own(names=tuple(table.get("names", ())))


def is_masked(marked: str, own: Own) -> bool:
    """Whether no letter and no digit of what is between ⟦ and ⟧ is left."""
    text, masked = re.sub("[⟦⟧]", "", marked), set()
    for mask in redact(text, own).masks:
        masked.update(range(mask.start, mask.end))
    wanted = (
        place
        for number, found in enumerate(MARKED.finditer(marked))
        for place in range(found.start(1) - 2 * number - 1, found.end(1) - 2 * number - 1)
    )
    return all(place in masked for place in wanted if text[place].isalnum())


@pytest.mark.parametrize("kind", SPELLINGS)
def test_a_kind_is_masked_in_nearly_every_spelling(kind):
    spellings, own = SPELLINGS[kind]["masked"], own_of(SPELLINGS[kind])
    missed = [spelling for spelling in spellings if not is_masked(spelling, own)]

    assert len(missed) <= (1 - RECALL) * len(spellings), missed


@pytest.mark.parametrize("kind", [kind for kind, table in TABLES.items() if "pointed" in table])
def test_what_is_not_masked_is_pointed_at(kind):
    texts = TABLES[kind]["pointed"]

    assert [text for text in texts if not mentions(text)] == []


def test_every_masked_spelling_is_a_candidate():
    texts = pl.Series(
        re.sub("[⟦⟧]", "", text)
        for table in SPELLINGS.values()
        if "names" not in table
        for text in table["masked"]
    )

    assert texts.filter(~candidates(texts)).to_list() == []


def test_ordinary_arguments_stay_whole():
    masked = {
        text: redact(text, own_of(table)).text
        for table in TABLES.values()
        for text in table.get("kept", ())
    }
    changed = {text: other for text, other in masked.items() if text != other}

    assert len(changed) <= FALSE_MASKS, changed
