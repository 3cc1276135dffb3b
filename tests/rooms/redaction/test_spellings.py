"""What identifies, in spellings made to be read by people alone, and what only looks like it."""

from __future__ import annotations

import re
import tomllib

import pytest

from consultation.redaction import mentions, redact
from tests.cases.places import CASES

SPELLINGS = tomllib.loads((CASES / "masking" / "spellings.toml").read_text(encoding="utf-8"))
KEPT = SPELLINGS.pop("ordinary")["kept"]
MARKED = re.compile("⟦(.*?)⟧", re.DOTALL)
RECALL, FALSE_MASKS = 0.95, 0


def is_masked(marked: str) -> bool:
    """Whether no letter and no digit of what is between ⟦ and ⟧ is left."""
    text, masked = re.sub("[⟦⟧]", "", marked), set()
    for mask in redact(text).masks:
        masked.update(range(mask.start, mask.end))
    wanted = (
        place
        for number, found in enumerate(MARKED.finditer(marked))
        for place in range(found.start(1) - 2 * number - 1, found.end(1) - 2 * number - 1)
    )
    return all(place in masked for place in wanted if text[place].isalnum())


@pytest.mark.parametrize("kind", SPELLINGS)
def test_a_kind_is_masked_in_nearly_every_spelling(kind):
    spellings = SPELLINGS[kind]["masked"]
    missed = [spelling for spelling in spellings if not is_masked(spelling)]

    assert len(missed) <= (1 - RECALL) * len(spellings), missed


@pytest.mark.parametrize("kind", [kind for kind in SPELLINGS if "pointed" in SPELLINGS[kind]])
def test_what_is_not_masked_is_pointed_at(kind):
    texts = SPELLINGS[kind]["pointed"]

    assert [text for text in texts if not mentions(text)] == []


def test_ordinary_arguments_stay_whole():
    masked = {text: redact(text).text for text in KEPT}
    changed = {text: other for text, other in masked.items() if text != other}

    assert len(changed) <= FALSE_MASKS, changed
