"""Numbers in words are read as a single list of them all, the longest first, would read them."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from consultation.redaction.skeleton_numbers import IN_WORDS, VALUES

WORDS = sorted({part for word in VALUES for part in word.split("-")} | {"s", "cent", "x"})
LISTED = "|".join(sorted(VALUES, key=lambda word: (-len(word), word))).replace("-", "[ -]")
ENDS = ("", "(?![^\\W_])", "[ -]", "[ -](?:un|sept|onze)", "$", "s")


@given(
    words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=7),
    joints=st.lists(st.sampled_from([" ", "-", "", "  "]), min_size=7, max_size=7),
    end=st.sampled_from(ENDS),
)
def test_whatever_follows_the_same_words_are_found(
    words: list[str], joints: list[str], end: str
) -> None:
    text = "".join(word + joint for word, joint in zip(words, joints, strict=False))
    word = IN_WORDS.removesuffix("(?![^\\W_])")

    found = [match.span() for match in re.finditer(word + end, text)]

    assert found == [match.span() for match in re.finditer(f"(?:{LISTED}){end}", text)]
