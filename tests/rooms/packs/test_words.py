"""Each document of a small pack says what was reviewed, to the letter."""

from __future__ import annotations

import csv
import re

import pytest

from tests.documents import WRITTEN, documents

# Sections, the letter’s rank; « 1 à 10 ».
ASIDE = {*"123456789", "10"}
NAMES = sorted(path.name.removesuffix(".txt") for path in WRITTEN.iterdir())


@pytest.fixture(scope="module")
def told(tmp_path_factory) -> dict[str, str]:
    return documents(tmp_path_factory.mktemp("documents"))


@pytest.mark.parametrize("name", NAMES)
def test_a_document_says_what_was_reviewed(told, name):
    assert told[name] == (WRITTEN / f"{name}.txt").read_text("utf-8"), "python -m tests.documents"


def test_every_document_was_reviewed(told):
    assert sorted(told) == NAMES


def test_the_register_has_the_figures_of_the_note_in_the_order_of_its_text_and_no_other(told):
    rest, unclaimed = told["note"], []
    for claim in csv.DictReader(told["registre.csv"].splitlines()):
        if claim["document"].startswith("00-note"):
            found = re.search(rf"(?<!\d){re.escape(claim['value'])}(?!\d)", rest)
            assert found, claim
            unclaimed.append(rest[: found.start()])
            rest = rest[found.end() :]

    numbers = set(re.findall(r"\d+(?:,\d+)?", " ".join((*unclaimed, rest))))
    assert numbers <= ASIDE
