"""Masking, scored by kind on texts written apart from the patterns: whole sentences, and spellings
made to be read by people alone (tests/cases/masking/README.md)."""

from __future__ import annotations

import json
import re

import pytest

from consultation.redaction import mentions, redact
from tests.cases.masked import (
    ANYTHING,
    EXAMPLES,
    blind_cases,
    cases,
    false_masks,
    recall_of,
)

# By kind: how many stretches at most are not masked, and how many of these nobody is shown; then,
# in the sentences written before the patterns were read, how many stretches there are, how many
# are not masked, and how many of these nobody is shown.
BARS = {
    "email": (2, 1, 12, 0, 0),  # of 320
    "phone": (2, 2, 10, 0, 0),  # of 217
    "address": (3, 3, 10, 0, 0),  # of 328
    "iban": (0, 0, 6, 0, 0),  # of 94
    "nir": (9, 1, 6, 0, 0),  # of 94
    "plate": (2, 1, 6, 0, 0),  # of 134
    "position": (7, 1, 4, 0, 0),  # of 93
    "ip": (0, 0, 4, 0, 0),  # of 27
    "own": (0, 0, 12, 0, 0),  # of 495
    "account": (3, 2, 6, 3, 1),  # of 101
    "link": (3, 0, 4, 1, 0),  # of 54
    "birth": (3, 3, 4, 0, 0),  # of 56
    "card": (0, 0, 4, 0, 0),  # of 50
    "paper": (33, 0, 3, 3, 0),  # of 33
}


@pytest.mark.parametrize("kind", BARS)
def test_a_kind_is_masked_or_else_pointed_at_as_often_as_it_was(kind):
    found = recall_of(kind, cases())
    blind = recall_of(kind, blind_cases())
    most_unmasked, most_unseen, *blindly = BARS[kind]

    assert (len(found.unmasked), len(found.unseen)) <= (most_unmasked, most_unseen), found
    assert len(found.unseen) <= most_unseen, found.unseen
    assert [blind.count, len(blind.unmasked), len(blind.unseen)] == blindly, blind
    assert {kind for case in cases() for kind, *_ in case.to_mask} == BARS.keys()


def test_little_else_is_masked_and_the_rest_of_a_text_is_unchanged():
    for case in cases():
        redacted = redact(case.text, case.own)
        edges = [0, *(at for mask in redacted.masks for at in (mask.start, mask.end))]
        edges.append(len(case.text))
        kept = [case.text[one:other] for one, other in zip(edges[::2], edges[1::2], strict=True)]
        assert re.fullmatch(r"\[[^\]]+\]".join(map(re.escape, kept)), redacted.text), case

    false = false_masks((*cases(), *blind_cases()))
    assert [one for one in false if "Twitter : @laquadrature" not in one] == []


def test_nobodys_name_is_masked_without_one():
    own = [case for case in cases() if case.own.names]
    kinds = {mask.kind for case in own for mask in redact(case.text).masks}

    assert len(own) >= 400
    assert kinds <= {"account", "email", "phone", "address", "iban", "nir", "plate"}


def test_others_are_pointed_at_whole_so_that_masking_those_words_leaves_no_name():
    left = []
    for case in cases():
        words = tuple(one.text for one in mentions(redact(case.text, case.own).text))
        sent = redact(case.text, case.own, words).text
        left += [sent] if case.to_show == ANYTHING and not mentions(case.text) else []
        names = [name for secret in case.to_show for name in re.findall(r"[A-ZÉ]\w+", secret)]
        left += [(name, sent) for name in names if name in sent]

    assert left == []


def test_innocent_words_are_not_taken_for_a_name_or_a_link():
    rows = (EXAMPLES / "later.jsonl").read_text(encoding="utf-8").split("\n")[80:]
    marked = [json.loads(row)["marked"] for row in rows if row]

    assert {mention.kind for text in marked for mention in mentions(text)} <= {"number"}
