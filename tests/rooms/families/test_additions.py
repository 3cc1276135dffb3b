"""Additions: what each text of a family adds to its letter, and what is only filled in."""

from __future__ import annotations

import random

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consultation.families.additions import additions as domain
from consultation.families.additions.additions import Additions
from consultation.families.written_words import written_words
from consultation.words.folding import fold
from tests.cases.properties import holds_of


def additions_of(members: pl.DataFrame) -> Additions:
    """All the parts in one."""
    parts = [*domain.additions_of(members)]
    return Additions(
        segments=pl.concat(part.segments for part in parts),
        texts=pl.concat(part.texts for part in parts),
    )


HELLO = "Madame, Monsieur,"
REFUSAL = (
    "Habitant de Lyon, je suis opposé à la vidéosurveillance algorithmique dans l'espace public. "
    "Ces caméras portent atteinte à nos libertés et leur efficacité n'a jamais été démontrée."
)
DEMAND = (
    "Je demande l'arrêt immédiat des expérimentations en cours, la publication des conventions "
    "signées avec les industriels et l'abandon de tout projet nouveau dans notre commune."
)
GOODBYE = "Veuillez agréer, Madame, Monsieur, mes salutations distinguées."
LETTER = "\n\n".join([HELLO, REFUSAL, DEMAND, GOODBYE])

OWN = "Chaque matin je croise sous ces objectifs des enfants qui baissent la tête."


def letter(*paragraphs: str) -> str:
    return "\n\n".join(paragraphs)


def family(*texts: str | tuple[str, int], copies: int = 10) -> pl.DataFrame:
    """The letter, sent by so many, and other texts of its family, each with its respondents."""
    rows = [(LETTER, copies), *(text if isinstance(text, tuple) else (text, 1) for text in texts)]
    return members(rows)


def members(rows: list[tuple[str, int]]) -> pl.DataFrame:
    """A family of texts, the first of which is its letter."""
    texts = pl.Series([text for text, _ in rows], dtype=pl.String)
    return pl.DataFrame(
        {
            "question_id": "arguments",
            "family_id": "arguments-1",
            "text_id": [f"t{number}" for number in range(len(rows))],
            "folded": fold(texts),
            "text": texts,
            "respondent_count": [count for _, count in rows],
            "relation": ["original", *["edited"] * (len(rows) - 1)],
        }
    )


def change(additions: Additions, text: int = 1) -> str:
    return str(additions.texts.filter(text_id=f"t{text}")["change"].item())


def own(additions: Additions, text: int = 1) -> list[str]:
    """The additions of a text, in order: 0 is the letter."""
    return additions.segments.filter(text_id=f"t{text}").sort("segment_number")["text"].to_list()


# Copies and blanks.


def test_the_letter_adds_nothing():
    additions = additions_of(family())

    assert own(additions, 0) == []
    assert change(additions, 0) == "as_is"


SIGNATURE = (
    "Dans l'attente de votre réponse, je vous prie de croire en l'assurance de ma haute "
    "considération.\nJeanne Martin-Dupré\n12 bis rue des Lilas\n69003 Lyon\n06 39 98 12 34"
)


@pytest.mark.parametrize(
    "text",
    [
        # A town and a gender.
        LETTER.replace("Habitant de Lyon", "Habitante de Saint-Étienne").replace("osé à", "osée à"),
        # A long name of a place.
        LETTER.replace("Habitant de Lyon", "Citoyenne de Saint-Jean-de-Luz en Pays basque"),
        # Two short phrases.
        LETTER.replace("Lyon,", "Lyon où je vis bien,").replace("Ces", "Toutes vos très belles"),
        letter(HELLO, REFUSAL, DEMAND, SIGNATURE),  # another closing formula, a name and an address
        letter(LETTER, SIGNATURE.upper()),  # the same in capitals
        # A name and an address on one line.
        letter(LETTER, "Cordialement, Jeanne Martin-Dupré, 12 bis rue des Lilas, 69003 Lyon"),
        letter(HELLO, DEMAND, REFUSAL, GOODBYE),  # paragraphs in another order
        letter(LETTER, LETTER),  # the letter twice
        # Spelling mistakes.
        LETTER.replace("n'a jamais", "na jamai").replace("démontrée", "démontré"),
        # Spelling mistakes around the end of a sentence.
        LETTER.replace("n'a", "n'xa").replace("l'arrêt", "l'arrêxt"),
        LETTER.title(),  # capitals everywhere
        LETTER.lower().replace(".", "").replace("\n\n", " "),  # typed without signs
        REFUSAL,  # an extract
    ],
)
def test_a_copy_with_what_it_fills_in_adds_nothing(text):
    additions = additions_of(family(text))

    assert own(additions) == []
    assert change(additions) == "blanks_only"


def test_a_name_and_an_address_do_not_hide_what_stands_before():
    signature = "Jeanne Martin-Dupré\n12 bis rue des Lilas\n69003 Lyon"
    additions = additions_of(family(letter(LETTER, OWN, "Cordialement,", signature)))

    assert own(additions) == [OWN]


# Own words.


@pytest.mark.parametrize(
    "text",
    [
        letter(OWN, LETTER),  # before
        letter(HELLO, OWN, REFUSAL, DEMAND, GOODBYE),  # after the salutation
        letter(HELLO, f"{REFUSAL} {OWN}", DEMAND, GOODBYE),  # in a paragraph
        letter(HELLO, f"{OWN} {REFUSAL}", DEMAND, GOODBYE),  # before a paragraph
        letter(LETTER, OWN),  # after
    ],
)
def test_a_paragraph_of_ones_own_is_an_addition_wherever_it_stands(text):
    additions = additions_of(family(text))

    assert own(additions) == [OWN]
    assert change(additions) == "own_addition"
    assert additions.texts.filter("has_addition")["text_id"].to_list() == ["t1"]


@pytest.mark.parametrize("sentence", [OWN, "Nulle part je ne veux croiser ces machines."])
def test_a_sign_before_the_first_word_of_a_text_holds_it_to_none(sentence):
    """The first sentence is the first of all texts that are looked at, the other comes after the
    letter."""
    for sign in "-'·•":
        assert own(additions_of(family(f"{sign}{letter(sentence, LETTER)}"))) == [sentence]


@pytest.mark.parametrize(
    ("sentence", "is_own"),
    [
        ("Mes voisins pensent tous comme moi ici.", False),  # seven words
        ("Mes voisins pensent tous comme moi ici aussi.", True),  # eight words
    ],
)
@pytest.mark.parametrize("place", [0, 1, 2, 4])
def test_an_addition_has_eight_words_or_more(sentence, is_own, place):
    paragraphs = [HELLO, REFUSAL, DEMAND, GOODBYE]
    additions = additions_of(family(letter(*paragraphs[:place], sentence, *paragraphs[place:])))

    assert own(additions) == ([sentence] if is_own else [])


@pytest.mark.parametrize(
    "sentence",
    [
        "On filme sans le dire au 12 rue des Lilas à Lyon.",  # an address
        "Je demande seulement à marcher sans être suivie dans ma rue.",  # begins like the letter
        # Words of the letter by chance.
        "Mes filles vont seules dans l'espace public du quartier depuis septembre.",
        "L'été, « mes » élèves d'Orléans et de Saint-Denis jouent encore dehors ?!",  # signs
    ],
)
def test_a_sentence_of_ones_own_is_shown_whole(sentence):
    for text in (letter(LETTER, sentence), letter(HELLO, sentence, DEMAND, GOODBYE)):
        assert own(additions_of(family(text))) == [sentence]


# What enough respondents of the family wrote is nobody's own.


@pytest.mark.parametrize(("respondents", "is_own"), [(1, True), (2, False), (7, False)])
def test_three_respondents_make_a_sentence_common_be_they_of_one_text(respondents, is_own):
    additions = additions_of(
        family((letter(LETTER, OWN), respondents), letter(OWN, LETTER).replace("Lyon", "Nice"))
    )

    assert own(additions) == own(additions, 2) == ([OWN] if is_own else [])


@pytest.mark.parametrize(
    "sentences",
    [
        [
            f"Habitante de {town}, je demande le retrait de ce projet."
            for town in ("Brest", "Saint-Jean-de-Luz", "La Roche-sur-Yon")
        ],
        [
            f"Toujours plus {word} à ces machines, je vous le dis."
            for word in ("opposée", "opposé", "opposés")
        ],
    ],
    ids=["a town", "a gender"],
)
def test_a_common_sentence_is_filled_in(sentences):
    additions = additions_of(family(*(letter(LETTER, sentence) for sentence in sentences)))

    assert additions.texts["has_addition"].sum() == 0


def test_common_words_in_place_of_others_are_no_blank():
    sentence = "Je vois {} passer tous les matins devant ces machines."
    texts = [sentence.format(who) for who in ("des livreurs", "mes élèves", "les sportifs du club")]
    additions = additions_of(family(*(letter(LETTER, text) for text in texts)))

    assert [own(additions, number) for number in (1, 2, 3)] == [[text] for text in texts]


def test_own_words_beside_a_common_sentence_are_told_apart():
    stock = "Nous demandons aussi la publication de toutes les analyses d'impact."
    texts = [letter(LETTER, stock).replace("Lyon", town) for town in ("Brest", "Nice")]
    additions = additions_of(family(letter(LETTER, f"{stock} {OWN}"), *texts))

    assert own(additions) == [OWN]


# The letter is the most frequent wording; where all differ, it has additions too.


def test_what_only_the_first_wrote_is_an_addition_of_the_letter():
    rows = [letter(LETTER, OWN), *(LETTER.replace("Lyon", town) for town in ("Brest", "Nice"))]
    additions = additions_of(members([(text, 1) for text in rows]))

    assert own(additions, 0) == [OWN]
    assert change(additions, 1) == "blanks_only"


def test_in_a_family_of_two_the_letter_is_the_letter():
    longer, shorter = (letter(LETTER, OWN), 1), (LETTER, 1)

    assert additions_of(members([longer, shorter])).segments.is_empty()
    assert own(additions_of(members([shorter, longer]))) == [OWN]


def test_families_do_not_share():
    one = family(letter(LETTER, OWN), copies=1)
    other = one.with_columns(family_id=pl.lit("arguments-2"))
    third = one.with_columns(question_id=pl.lit("ressenti"))
    additions = additions_of(pl.concat([one, other, third]))

    assert additions.texts["has_addition"].sum() == 3


# Properties.

PARAGRAPHS = [HELLO, REFUSAL, DEMAND, GOODBYE, OWN, "Non !", "Pensez à nos enfants.", "À Nice."]
TEXTS = st.lists(
    st.tuples(
        st.lists(st.sampled_from(PARAGRAPHS), min_size=1, max_size=6).map("\n".join),
        st.integers(1, 4),
    ),
    min_size=1,
    max_size=7,
    unique_by=lambda row: row[0],
)


@settings(max_examples=40, deadline=None)
@given(TEXTS, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(rows, rng):
    ours = members(rows)
    shuffled = list(range(len(rows)))
    rng.shuffle(shuffled)
    first, second = additions_of(ours), additions_of(ours[shuffled])

    assert first.segments.equals(second.segments)
    assert first.texts.equals(second.texts)


def several_families() -> pl.DataFrame:
    one = family(letter(LETTER, OWN), REFUSAL, letter(HELLO, DEMAND, GOODBYE))
    return pl.concat(
        one.with_columns(family_id=pl.lit(f"{question}-{number}"), question_id=pl.lit(question))
        for question in ("arguments", "sentiments")
        for number in range(4)
    )


def test_families_worked_on_apart_have_the_same_additions(monkeypatch):
    members = several_families()
    whole = additions_of(members)
    monkeypatch.setattr(domain, "_BATCH", 9)
    apart = additions_of(members[::-1])

    assert len([*domain.additions_of(members)]) > 2
    assert apart.segments.equals(whole.segments)
    assert apart.texts.equals(whole.texts)


TOWNS = st.sampled_from(["Nice", "Brest", "Saint-Étienne", "L'Haÿ-les-Roses", "[votre ville]", ""])
GENDERS = st.sampled_from(["Habitant", "Habitante", "Habitant·e", "Citoyenne"])
CLOSINGS = st.sampled_from(
    ["Cordialement,\nZoé Petit", GOODBYE, "", "Merci d'avance.", "Bien à vous"]
)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(GENDERS, TOWNS, CLOSINGS), max_size=8, unique=True))
def test_blanks_are_never_additions(filled):
    texts = [
        LETTER.replace("Habitant", who).replace("Lyon", town).replace(GOODBYE, closing)
        for who, town, closing in filled
    ]
    additions = additions_of(family(*(text for text in texts if text != LETTER)))

    assert additions.texts["has_addition"].sum() == 0


ANY_TEXT = st.text(st.characters(categories=["L", "M", "N", "P", "Z"]), max_size=60) | st.lists(
    st.sampled_from(["œuvre", "e\u0301t\u00e9", "½", "3½", "ﬁn", "l'été", "مَن", "👁️‍🗨️", "ΟΔΟΣ", " "])
).map(" ".join)


@holds_of(ANY_TEXT, few=150, many=2_000)
def test_each_folded_word_is_found_in_the_text_as_written(text):
    written = written_words(pl.Series([text, text]))
    folded = written.words.with_row_index("row").with_columns(folded=written.of("folded"))
    for row in range(2):
        words = folded.filter(pl.col("folded") != "", text=row)

        assert " ".join(words["folded"]) == fold(pl.Series([text]))[0]
        if len(words):
            assert written.wordings(words["row"][:1], words["row"][-1:])[0] in text


def test_texts_of_twenty_thousand_characters_stay_fast():
    rng = random.Random(5)  # noqa: S311
    words = [rng.choice("abcdefghijklmnopqrstuvwxyz") * rng.randrange(1, 5) for _ in range(5000)]
    adversarial = ["non " * 5000, "non oui " * 2500, " ".join(words)]
    rows = [(adversarial[0], 3), *((text + " fin", 1) for text in adversarial)]
    additions = additions_of(members(rows))

    assert change(additions, 3) == "own_addition"
    assert change(additions, 1) == "blanks_only"
