"""The step of the build that masks: what leaves holds none of these, whatever stands beside."""

from __future__ import annotations

import polars as pl
import pytest

from consultation.warehouse.tables.redacting import mask_part

SECRETS = {
    "phone": "06 39 98 47 21",
    "email": "anselme.torquat@example.org",
    "own name": "Odile Vernissac",
    "address": "14 rue des Tanneries, 38000 Grenoble",
}
ROW = {
    "submission_id": "f:1",
    "question_id": "q",
    "is_answer": True,
    "input_digest": "",
    "words": [],
    "names": ["Odile Vernissac"],
    "emails": [],
    "collectives": [],
    "recipient": "CNIL",
}


@pytest.mark.parametrize("kind", SECRETS)
def test_nothing_of_a_kind_is_in_a_text_that_leaves(kind):
    text = f"Je refuse. {SECRETS[kind]}, voilà ce que je pense."

    (masked,) = mask_part(pl.DataFrame([ROW | {"text": text}]))["masked_text"]

    assert masked.startswith("Je refuse. [")
    assert masked.endswith("], voilà ce que je pense.")
