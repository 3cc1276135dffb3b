"""Texts that are hard to tell apart, for the tests of families; all invented."""
# ruff: noqa: DTZ001 - times in the warehouse have no zone

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

import polars as pl

from consultation.families import Families, families_of
from consultation.words.folding import fold
from tests.cases.families_oracle import Membership, Sent

QUESTION = "avis"
START = datetime(2022, 1, 14, 8)


def seeded(seed: int) -> Random:
    """Chance that is the same each time."""
    return Random(seed)  # noqa: S311


def sent(texts: list[str], seed: int = 0) -> list[Sent]:
    """The texts as contributions whose ids and times are in no order; some times are the same."""
    rng = seeded(seed)
    numbers = rng.sample(range(1, 10 * len(texts) + 1), len(texts))
    return [
        Sent(f"vsa:{number}", text, START + timedelta(minutes=rng.randrange(2 * len(texts))))
        for number, text in zip(numbers, texts, strict=True)
    ]


def frame(contributions: list[Sent]) -> pl.DataFrame:
    """What `families_of` is given."""
    return pl.DataFrame(
        {
            "submission_id": [each.submission_id for each in contributions],
            "question_id": [QUESTION] * len(contributions),
            "folded": fold(pl.Series([each.text for each in contributions], dtype=pl.String)),
            "answered_at": pl.Series(
                [each.answered_at for each in contributions], dtype=pl.Datetime("us")
            ),
        }
    )


def found(contributions: list[Sent]) -> Families:
    return families_of(frame(contributions))


def places(families: Families) -> dict[str, tuple[str, str, float]]:
    """family_id, relation and similarity of each submission in a family."""
    columns = ("submission_id", "family_id", "relation", "similarity")
    return {row[0]: row[1:] for row in families.members.select(columns).iter_rows()}


def expected(plain: dict[str, Membership]) -> dict[str, tuple[str, str, float]]:
    return {
        submission_id: (membership.family_id, membership.relation, float(membership.similarity))
        for submission_id, membership in plain.items()
    }


def words(count: int, start: int = 0) -> list[str]:
    """Words that no other start gives."""
    return [f"mot{number}" for number in range(start, start + count)]


def joined(*parts: list[str]) -> str:
    return " ".join(word for part in parts for word in part)


def with_end(shingles: int, own: int, start: int) -> tuple[str, str]:
    """A text of so many shingles, and the same with so many words more: they share
    shingles / (shingles + own)."""
    letter = words(shingles + 2, start)
    return joined(letter), joined(letter, words(own, start + 10_000))


def adversarial(rng: Random) -> Iterator[str]:
    """Every kind of text on which a shortcut would go wrong, some of them several times."""
    yield from with_end(81, 19, 0)  # 0.81
    yield from with_end(80, 20, 100_000)  # exactly 0.8
    yield from with_end(79, 21, 200_000)  # 0.79
    yield from _contained(rng)
    yield from _repetitive(rng)
    yield from _scripts()
    yield from chain(12)
    yield from ["Je refuse la vidéosurveillance algorithmique, dans ma ville comme partout."] * 4
    long = words(2_600, 700_000)  # about 25,000 characters
    yield joined(long)
    yield joined(long[:1300], ["autrement"], long[1301:])
    yield joined(long[:2000])
    yield joined(rng.sample(long, len(long)))  # the same words, not the same text


def chain(count: int) -> list[str]:
    """Each text is near the next; the ends share nothing."""
    all_words = words(40 + 4 * count, 300_000)
    return [joined(all_words[4 * step : 4 * step + 40]) for step in range(count)]


def _contained(rng: Random) -> Iterator[str]:
    letter = words(102, 400_000)  # 100 shingles
    yield from [joined(letter)] * 3
    for word_count in (91, 92, 93):  # 89, 90 and 91 shingles
        yield joined(letter[:word_count])
        yield joined(letter[:word_count], words(60, 410_000 + 100 * word_count))
    yield joined(words(300, 420_000), letter, words(300, 421_000))
    yield joined(letter[40:60])
    yield joined(letter[40:51], ["fin"])
    smaller = letter[20:50]
    yield from [joined(smaller)] * 2  # a letter inside a letter, both sent twice
    yield joined(smaller, words(40, 430_000))
    other = words(50, 440_000)
    yield from [joined(other)] * 2
    yield joined(letter, other)  # holds two letters whole
    yield joined(letter[:95], other)
    yield joined(rng.sample(letter, 60))


def _repetitive(rng: Random) -> Iterator[str]:
    for count in (12, 13, 50, 4_000):
        yield joined(["non"] * count)
    yield joined(["non", "merci"] * 8)
    yield joined(["merci", "non"] * 8)
    yield joined(["non", "non", "merci"] * 8)
    refrain = words(9, 500_000)
    yield joined(refrain * 4)
    yield joined(refrain * 5)
    yield joined(refrain * 2, words(2, 510_000))
    for _ in range(30):  # few words, so that everything is near everything
        yield joined(rng.choices(["oui", "non", "si"], k=rng.randint(10, 30)))


def _scripts() -> Iterator[str]:
    yield "لا أريد كاميرات المراقبة الذكية في مدينتي ولا في أي مكان آخر من هذا البلد الجميل"
    yield "لَا أُرِيدُ كاميرات المراقبة الذكية في مدينتي ولا في أي مكان آخر من هذا البلد الجميل"
    yield "لا أريد كاميرات المراقبة الذكية في شارعي ولا في أي مكان آخر من هذا البلد الجميل"
    yield "👍 " * 40
    yield "Non 👎 à la 📷 partout, 😡 je ne veux pas être filmé·e du matin au soir 🌃 chez moi."
    yield "Non à la partout je ne veux pas être FILMÉ-E du matin au soir chez moi"
    yield "Œuvrer pour le cœur de la cité sans l'œil qui nous suit : voilà le vœu commun"
    yield "OEUVRER pour le coeur de la cité — sans l’oeil qui nous suit, voilà le voeu commun !"


def letters(rng: Random, count: int) -> list[str]:
    """Copies of a few letters, more or less edited, among texts in their authors' own words."""
    vocabulary = [f"terme{number}" for number in range(3_000)]
    weights = [1 / (rank + 3) for rank in range(len(vocabulary))]
    models = [rng.choices(vocabulary, weights, k=rng.choice([14, 40, 90, 300])) for _ in range(12)]
    models.append([*models[0], *models[1]])
    models.append([*models[2][: len(models[2]) * 9 // 10], *models[3]])
    return [_letter(rng, models, vocabulary, weights) for _ in range(count)]


def _letter(
    rng: Random, models: list[list[str]], vocabulary: list[str], weights: list[float]
) -> str:
    if rng.random() < 0.3:
        return joined(rng.choices(vocabulary, weights, k=rng.randint(8, 120)))
    text = list(rng.choice(models))
    for _ in range(int(rng.expovariate(20 / len(text)))):
        start = rng.randrange(len(text) + 1)
        end = start + rng.choice([0, 1, 1, 3])
        text[start:end] = rng.choices(vocabulary, weights, k=rng.choice([0, 1, 1, 4]))
    if rng.random() < 0.2:
        text += rng.choices(vocabulary, weights, k=rng.randint(1, 80))
    if rng.random() < 0.2:
        start = rng.randrange(len(text) or 1)
        text = text[start : start + rng.randint(12, 60)]
    return joined(text)
