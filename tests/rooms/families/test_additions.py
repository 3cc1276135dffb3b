"""Additions: what each text of a family adds to its letter, and what is only filled in."""

from __future__ import annotations

import random
from concurrent.futures import Executor

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consultation.families.additions import additions as domain
from consultation.families.additions.additions import Additions
from consultation.families.additions.alignment import gaps_of, runs_of
from consultation.families.additions.word_spellings import Written, spelling_of
from consultation.machine.executors import Processes
from consultation.words.folding import fold
from tests.cases.one_after_another import OneAfterAnother
from tests.cases.properties import holds_of


def additions_of(members: pl.DataFrame, executor: Executor | None = None) -> Additions:
    """All the parts in one."""
    parts = [*domain.additions_of(members, executor or OneAfterAnother())]
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


def segments(additions: Additions, text: int = 1) -> list[tuple[str, str]]:
    """Kind and words of each segment of a text: 0 is the letter."""
    rows = additions.segments.filter(text_id=f"t{text}").sort("segment_number")
    return list(rows.select("kind", "text").iter_rows())


def change(additions: Additions, text: int = 1) -> str:
    return str(additions.texts.filter(text_id=f"t{text}")["change"].item())


def own(additions: Additions, text: int = 1) -> list[str]:
    return [words for kind, words in segments(additions, text) if kind == "own"]


# Copies and blanks.


def test_the_letter_adds_nothing():
    additions = additions_of(family())

    assert segments(additions, 0) == []
    assert change(additions, 0) == "as_is"


def test_a_town_and_a_gender_are_blanks():
    text = LETTER.replace("Habitant de Lyon", "Habitante de Saint-Étienne")
    additions = additions_of(family(text.replace("opposé", "opposée")))

    assert segments(additions) == [("blank", "Habitante de Saint-Étienne, je suis opposée")]
    assert additions.segments["replaced_text"].to_list() == ["Habitant de Lyon, je suis opposé"]
    assert change(additions) == "blanks_only"


def test_blanks_close_to_one_another_do_not_add_up_to_an_addition():
    text = LETTER.replace("Habitant de Lyon", "Citoyenne de Saint-Jean-de-Luz en Pays basque")
    additions = additions_of(family(text.replace("opposé à", "opposée à")))

    assert change(additions) == "blanks_only"


def test_an_inclusive_spelling_is_shown_whole():
    text = LETTER.replace("Habitant de Lyon", "Habitant·e d'Orléans")

    assert segments(additions_of(family(text))) == [("blank", "Habitant·e d'Orléans")]


def test_closing_formula_name_and_address_are_blanks_however_long():
    signature = (
        "Dans l'attente de votre réponse, je vous prie de croire en l'assurance de ma haute "
        "considération.\nJeanne Martin-Dupré\n12 bis rue des Lilas\n69003 Lyon\n06 39 98 12 34"
    )
    additions = additions_of(family(letter(HELLO, REFUSAL, DEMAND, signature)))

    assert change(additions) == "blanks_only"
    assert {kind for kind, _ in segments(additions)} == {"blank"}


def test_a_name_and_an_address_on_one_line_are_a_blank():
    signature = "Cordialement, Jeanne Martin-Dupré, 12 bis rue des Lilas, 69003 Lyon"

    assert change(additions_of(family(letter(LETTER, signature)))) == "blanks_only"


def test_a_name_and_an_address_do_not_hide_what_stands_before():
    signature = "Jeanne Martin-Dupré\n12 bis rue des Lilas\n69003 Lyon"
    additions = additions_of(family(letter(LETTER, OWN, "Cordialement,", signature)))

    assert own(additions) == [OWN]


def test_an_address_inside_a_sentence_is_a_part_of_it():
    sentence = "On filme sans le dire au 12 rue des Lilas à Lyon."

    assert own(additions_of(family(letter(LETTER, sentence)))) == [sentence]


# Own words.


@pytest.mark.parametrize(
    "text",
    [
        letter(OWN, LETTER),
        letter(HELLO, OWN, REFUSAL, DEMAND, GOODBYE),
        letter(HELLO, f"{REFUSAL} {OWN}", DEMAND, GOODBYE),
        letter(HELLO, f"{OWN} {REFUSAL}", DEMAND, GOODBYE),
        letter(LETTER, OWN),
    ],
    ids=["before", "after the salutation", "in a paragraph", "before a paragraph", "after"],
)
def test_a_paragraph_of_ones_own_is_an_addition_wherever_it_stands(text):
    additions = additions_of(family(text))

    assert segments(additions) == [("own", OWN)]
    assert change(additions) == "own_addition"
    assert additions.texts.filter("has_addition")["text_id"].to_list() == ["t1"]


@pytest.mark.parametrize(
    ("sentence", "is_own"),
    [
        ("Mes voisins pensent tous comme moi ici.", False),
        ("Mes voisins pensent tous comme moi ici aussi.", True),
    ],
    ids=["seven words", "eight words"],
)
@pytest.mark.parametrize("place", [0, 1, 2, 4])
def test_an_addition_has_eight_words_or_more(sentence, is_own, place):
    paragraphs = [HELLO, REFUSAL, DEMAND, GOODBYE]
    additions = additions_of(family(letter(*paragraphs[:place], sentence, *paragraphs[place:])))

    assert own(additions) == ([sentence] if is_own else [])


def test_a_sentence_that_starts_like_the_letter_is_shown_from_its_start():
    sentence = "Je demande seulement à marcher sans être suivie dans ma rue."
    additions = additions_of(family(letter(HELLO, REFUSAL, sentence, DEMAND, GOODBYE)))

    assert segments(additions) == [("own", sentence)]


def test_a_sentence_in_place_of_another_is_shown_from_its_start():
    sentence = "Je demande seulement à marcher sans être suivie."
    additions = additions_of(family(letter(HELLO, REFUSAL, sentence, GOODBYE)))

    assert segments(additions) == [("removed", DEMAND), ("own", sentence)]


def test_words_of_the_letter_met_by_chance_do_not_cut_a_paragraph():
    sentence = "Mes filles vont seules dans l'espace public du quartier depuis septembre."
    without = letter(HELLO, sentence, DEMAND, GOODBYE)

    assert own(additions_of(family(without))) == [sentence]
    assert own(additions_of(family(letter(LETTER, sentence)))) == [sentence]


def test_two_short_phrases_are_not_one_addition():
    text = LETTER.replace("Lyon,", "Lyon où je vis bien,").replace("Ces", "Toutes vos très belles")

    assert change(additions_of(family(text))) == "blanks_only"


def test_a_page_after_the_letter_is_an_addition():
    page = " ".join(f"Phrase {word} que personne d'autre ne dit ainsi." for word in "abcdefghij")
    additions = additions_of(family(letter(LETTER, page)))

    assert own(additions) == [page]


# The letter in another order, in part, or twice.


def test_moved_paragraphs_add_nothing():
    additions = additions_of(family(letter(HELLO, DEMAND, REFUSAL, GOODBYE)))

    assert segments(additions) == []
    assert change(additions) == "blanks_only"


def test_a_letter_pasted_twice_adds_nothing():
    assert own(additions_of(family(letter(LETTER, LETTER)))) == []


def test_an_extract_only_removes():
    additions = additions_of(family(REFUSAL))

    assert segments(additions) == [
        ("removed", HELLO[:-1]),
        ("removed", DEMAND),
        ("removed", GOODBYE),
    ]
    assert change(additions) == "blanks_only"


# Stock: what enough respondents of the family wrote.


@pytest.mark.parametrize(("respondents", "kind"), [(1, "own"), (2, "stock"), (7, "stock")])
def test_three_respondents_make_a_sentence_stock_be_they_of_one_text(respondents, kind):
    additions = additions_of(
        family((letter(LETTER, OWN), respondents), letter(OWN, LETTER).replace("Lyon", "Nice"))
    )

    assert (kind, OWN) in segments(additions)
    assert additions.segments.filter(text=OWN)["shared_count"].to_list() == [respondents + 1] * 2


def test_a_town_inside_a_stock_sentence_is_filled_in():
    stock = "Habitante de {}, je demande le retrait de ce projet."
    towns = ["Brest", "Saint-Jean-de-Luz", "La Roche-sur-Yon"]
    additions = additions_of(family(*(letter(LETTER, stock.format(town)) for town in towns)))

    for number, town in enumerate(towns, start=1):
        assert segments(additions, number) == [("stock", stock.format(town))]
        assert change(additions, number) == "blanks_only"


def test_a_gender_inside_a_stock_sentence_is_filled_in():
    texts = ["opposée", "opposé", "opposés"]
    sentences = [f"Toujours plus {word} à ces machines, je vous le dis." for word in texts]
    additions = additions_of(family(*(letter(LETTER, sentence) for sentence in sentences)))

    assert additions.texts["has_addition"].sum() == 0


def test_common_words_in_place_of_others_are_no_blank():
    sentence = "Je vois {} passer tous les matins devant ces machines."
    texts = [sentence.format(who) for who in ("des livreurs", "mes élèves", "les sportifs du club")]
    additions = additions_of(family(*(letter(LETTER, text) for text in texts)))

    assert [own(additions, number) for number in (1, 2, 3)] == [[text] for text in texts]


def test_a_closing_formula_after_a_stock_sentence_stays_a_blank():
    stock = "Nous demandons aussi la publication de toutes les analyses d'impact."
    ending = f"{stock}\nCordialement,\nZoé Petit"
    texts = [letter(LETTER, ending).replace("Lyon", town) for town in ("Brest", "Nice", "Dijon")]

    added = [part for part in segments(additions_of(family(*texts))) if part[1] != "Brest"]
    assert added == [("stock", stock), ("blank", "Cordialement"), ("blank", "Zoé Petit")]


def test_own_words_beside_a_stock_sentence_are_told_apart():
    stock = "Nous demandons aussi la publication de toutes les analyses d'impact."
    texts = [letter(LETTER, stock).replace("Lyon", town) for town in ("Brest", "Nice")]
    additions = additions_of(family(letter(LETTER, f"{stock} {OWN}"), *texts))

    assert segments(additions) == [("stock", stock), ("own", OWN)]


def test_a_short_sentence_that_many_add_is_stock():
    texts = [letter(LETTER, "Pensez à nos enfants.").replace("Lyon", town) for town in "ABC"]

    assert ("stock", "Pensez à nos enfants.") in segments(additions_of(family(*texts)))


# The letter is the most frequent wording; where all differ, it has additions too.


def test_what_only_the_first_wrote_is_an_addition_of_the_letter():
    rows = [letter(LETTER, OWN), *(LETTER.replace("Lyon", town) for town in ("Brest", "Nice"))]
    additions = additions_of(members([(text, 1) for text in rows]))

    assert own(additions, 0) == [OWN]
    assert segments(additions, 1) == [("blank", "Brest")]


def test_in_a_family_of_two_the_letter_is_the_letter():
    additions = additions_of(members([(letter(LETTER, OWN), 1), (LETTER, 1)]))

    assert segments(additions, 0) == []
    assert segments(additions, 1) == [("removed", OWN)]


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


@pytest.mark.parametrize("executor", [OneAfterAnother(), Processes()], ids=["here", "apart"])
def test_families_shared_out_have_the_same_additions(executor, monkeypatch):
    members = several_families()
    whole = additions_of(members)
    monkeypatch.setattr(domain, "_FEW", 0)
    monkeypatch.setattr(domain, "_BATCH", 9)
    shared = additions_of(members[::-1], executor)

    assert shared.segments.equals(whole.segments)
    assert shared.texts.equals(whole.texts)
    if isinstance(executor, OneAfterAnother):
        assert (sum(map(len, executor.begun)), len(executor.begun) > 2) == (len(members), True)


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_each_text_is_in_one_of_three_counts(rows):
    additions = additions_of(members(rows))
    own_texts = set(additions.segments.filter(kind="own")["text_id"])

    assert len(additions.texts) == len(rows)
    for text_id, has_addition, kind in additions.texts.select(
        "text_id", "has_addition", "change"
    ).iter_rows():
        assert has_addition == (kind == "own_addition") == (text_id in own_texts)
        assert (kind == "as_is") <= (text_id == "t0")
    assert additions.segments.filter(pl.col("shared_count") < 1).is_empty()
    assert additions.segments.filter(kind="own").filter(pl.col("word_count") < 8).is_empty()
    assert additions.segments.filter(kind="stock").filter(pl.col("shared_count") < 3).is_empty()


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


@settings(max_examples=40, deadline=None)
@given(TEXTS, st.data())
def test_one_respondent_less_can_only_add_additions(rows, data):
    """What is shared by fewer can turn from stock to own, and never the reverse; the copies of the
    letter apart, which are what others are compared with."""
    rows = [(LETTER, 9), *((text, count) for text, count in rows if text != LETTER)]
    before = additions_of(members(rows))
    lessened = data.draw(st.integers(0, len(rows) - 1))
    rows[lessened] = (rows[lessened][0], rows[lessened][1] - 1 or 1)
    after = additions_of(members(rows))

    assert set(before.texts.filter("has_addition")["text_id"]) <= set(
        after.texts.filter("has_addition")["text_id"]
    )


WORDS = st.lists(st.sampled_from("abcdefgh"), max_size=60)


@settings(max_examples=300, deadline=None)
@given(WORDS, WORDS, st.integers(0, 60), st.integers(0, 60))
def test_runs_and_gaps_make_up_both_texts(ours, theirs, start, end):
    text = [*ours[:start], *theirs, *ours[end:], *ours[:end]]
    runs = runs_of(ours, text)

    for run in runs:
        assert run.length >= 3
        assert (
            ours[run.in_letter : run.in_letter + run.length]
            == text[run.in_text : run.in_text + run.length]
        )
    covered = [run.in_text + at for run in runs for at in range(run.length)]
    assert covered == sorted(set(covered))
    taken = [run.in_letter + at for run in runs for at in range(run.length)]
    assert len(taken) == len(set(taken))
    gaps = gaps_of(runs, len(ours), len(text))
    added = [place for gap in gaps for place in range(gap.start, gap.end)]
    lost = [place for gap in gaps for place in range(gap.letter_start, gap.letter_end)]
    assert sorted([*covered, *added]) == list(range(len(text)))
    assert sorted([*taken, *lost]) == list(range(len(ours)))


ANY_TEXT = st.text(st.characters(exclude_categories=["Cs", "Cn"]), max_size=60) | st.lists(
    st.sampled_from(
        ["œuvre", "e\u0301t\u00e9", "½", "3½", "ﬁn", "№5", "l'été", "مَن", "👁️‍🗨️", "ΟΔΟΣ", " "]
    )
).map("".join)


@holds_of(ANY_TEXT, few=150, many=2_000)
def test_each_folded_word_is_found_in_the_text_as_written(text):
    folded = fold(pl.Series([text]))[0]
    words = folded.split(" ")
    read = Written(folded, text, spelling_of([text]))
    spans = list(zip(*read.bounds, strict=True))

    assert len(spans) == (len(words) if words != [""] else 0)
    for word, (start, end) in zip(words, spans, strict=False):
        # A sign such as « ½ » is two words: both are shown with the whole sign.
        assert word.replace("ς", "σ") in fold(pl.Series([text[start:end]]))[0].replace("ς", "σ")
    if spans:
        assert read.wording(0, len(spans)) in text


def test_texts_of_twenty_thousand_characters_stay_fast():
    rng = random.Random(5)  # noqa: S311
    words = [rng.choice("abcdefghijklmnopqrstuvwxyz") * rng.randrange(1, 5) for _ in range(5000)]
    adversarial = ["non " * 5000, "non oui " * 2500, " ".join(words)]
    rows = [(adversarial[0], 3), *((text + " fin", 1) for text in adversarial)]
    additions = additions_of(members(rows))

    assert change(additions, 3) == "own_addition"
    assert change(additions, 1) == "blanks_only"
