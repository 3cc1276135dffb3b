"""Texts that people can find on « La mienne y est »: which, how many of each, how they are kept."""

from __future__ import annotations

import json
import re
from base64 import b64decode
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from consultation.forms.form import read_form
from consultation.packs.own_words import digests as made
from consultation.packs.own_words.digests import (
    digests_of,
    people_by_words,
    salt_of,
    slow_digests,
    words_to_find,
)
from consultation.packs.own_words.page import TEXTS, OwnWords
from consultation.public.rounding import Rounding
from tests.cases.one_after_another import OneAfterAnother
from tests.cases.pack import ANSWERS, CLOSED, LETTER, OWN, REASON, world
from tests.cases.sent_contributions import answer, sent
from tests.cases.small import FORM, FORM_ID

SALT = salt_of(FORM_ID, 0)


@pytest.fixture
def own_words(tmp_path) -> OwnWords:
    path = tmp_path / f"{FORM_ID}.toml"
    path.write_text(FORM, encoding="utf-8")
    kept = tmp_path / "empreintes.json"
    return OwnWords(read_form(path), SALT, Rounding(11).of, kept, OneAfterAnother())


def known(page: Path) -> dict:
    """The data of a page."""
    found = re.search(r'id="empreintes">(.*?)</script>', page.read_text("utf-8"))
    return json.loads(found[1])


def write_page(own_words: OwnWords, folder: Path, **changes) -> Path:
    with world(folder, **{"answers": (*ANSWERS, *CLOSED), **changes}) as (tables, pack):
        own_words.write(tables, pack)
    return pack / "la-mienne-y-est.html"


def test_masks_are_no_words_and_a_text_of_eleven_words_is_not_found():
    masked = f"{OWN} [téléphone masqué], [adresse postale masquée]. [nom masqué] [nom masqué]"
    eleven = "un deux trois quatre cinq six sept huit neuf dix onze"

    assert words_to_find([masked, OWN.upper(), eleven, f"{eleven} [nom masqué]"]) == [
        *words_to_find([OWN]) * 2,
        None,
        None,
    ]


def test_the_same_text_twice_from_one_person_is_one_person():
    texts = [("A", OWN), ("A", OWN.replace(" ", "\n")), ("B", OWN.upper()), ("C", LETTER)]
    assert sorted(people_by_words(texts).values()) == [1, 2]


def test_few_people_are_several_and_many_are_rounded(own_words, tmp_path):
    many = [sent(f"BBBB-0001-{number:04}") for number in range(13)]
    letters = [answer(one["reference"], "texte", text=LETTER) for one in many]
    few = [sent(f"CCCC-0001-{number:04}") for number in range(3)]
    own = [answer(one["reference"], "texte", text=OWN) for one in few]

    page = write_page(own_words, tmp_path, contributions=many + few, answers=letters + own)

    assert sorted(known(page)["letters"].values()) == [0, 15]


def test_the_page_holds_digests_and_nobody_s_words(own_words, tmp_path):
    page = write_page(own_words, tmp_path)

    text, data = page.read_text("utf-8"), known(page)
    # Three texts, as « Trop de caméras » is too short, completed to a multiple of five.
    assert len(b64decode(data["digests"])) == 8 * 5
    assert not [one for one in ("AAAA-0001", "Lopès", "Brest", "lampe") if one in text]
    assert "PROJET" not in text


def test_a_projet_says_so_on_the_page(own_words, tmp_path):
    reasons = [{"position": 1, "reason": REASON}]
    text = write_page(own_words, tmp_path, sending__reasons=reasons).read_text("utf-8")

    assert "PROJET" in text
    assert "20/03/2022" not in text


def test_kept_digests_are_those_of_the_present_texts_and_made_once(tmp_path):
    kept = tmp_path / "empreintes.json"
    digests_of(["a b", "c d"], SALT, kept, OneAfterAnother())

    executor, made_of = OneAfterAnother(), partial(slow_digests, SALT, made.ROUNDS)
    assert digests_of(["c d", "e f"], SALT, kept, executor) == made_of(["c d", "e f"])
    assert executor.begun == [("e f",)]
    assert len(json.loads(kept.read_text("utf-8"))["digests"]) == 2

    again = OneAfterAnother()
    digests_of(["c d", "e f"], salt_of(FORM_ID, 1), kept, again)  # a release was frozen
    assert again.begun == [("c d", "e f")]

    kept.write_text('{"salt": "half of i')
    assert digests_of(["c d"], SALT, kept, OneAfterAnother()) == made_of(["c d"])


def test_ten_thousand_texts_take_less_than_200_kb(own_words, tmp_path, monkeypatch):
    monkeypatch.setattr(made, "ROUNDS", 1)
    words = [f"{OWN} {number}" for number in range(10_000)]
    rows = [{"reference": f"{n // 2}", "text": text} for n, text in enumerate(words)]

    class Texts:
        def each_record(self):
            return iter(rows)

    with world(tmp_path) as (tables, pack):
        own_words.write({**tables, TEXTS: Texts()}, pack)
        first = (pack / "la-mienne-y-est.html").read_bytes()
        rows.reverse()
        replace(own_words, cache=tmp_path / "autre.json").write({**tables, TEXTS: Texts()}, pack)

    assert len(first) < 200_000
    assert (pack / "la-mienne-y-est.html").read_bytes() == first
