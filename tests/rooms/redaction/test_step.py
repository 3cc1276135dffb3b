"""The step of the build that masks: what leaves holds none of these, whatever stands beside."""

from __future__ import annotations

import polars as pl
import pytest

from consultation.warehouse.tables.redacting import mask_part

NAME = "Odile Vernissac"
SECRETS = (
    *("06 39 98 47 21", "anselme.torquat@example.org", NAME),
    "14 rue des Tanneries, 38000 Grenoble",
)
ROW = {"submission_id": "f:1", "question_id": "q", "is_answer": True, "input_digest": ""}
OWN = {"words": [], "names": [NAME], "emails": [], "collectives": [], "recipient": "CNIL"}


@pytest.mark.parametrize("secret", SECRETS)
def test_nothing_of_a_kind_is_in_a_text_that_leaves(secret):
    text = f"Je refuse. {secret}, voilà ce que je pense."

    (masked,) = mask_part(pl.DataFrame([ROW | OWN | {"text": text}]))["masked_text"]

    assert masked.startswith("Je refuse. [")
    assert masked.endswith("], voilà ce que je pense.")
