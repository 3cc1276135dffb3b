"""One invented answer sheet: the cells that a person fills, before anything odd happens to them."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from tests.bench.layout import GRID, NUMBER, TEXTS
from tests.bench.people import WORDS, Person, one_of
from tests.bench.texts import SHORT, letter, lived_in, own_text

OPINIONS = ("Très opposé·e", "Plutôt opposé·e", "Sans avis", "Plutôt favorable", "Très favorable")
_OPINION_DRAW = (OPINIONS[0],) * 11 + OPINIONS[1:] + (OPINIONS[1],) * 2 + ("",) * 3
_REASON_SHARES = (0.59, 0.54, 0.5, 0.57, 0.53, 0.6)
_NUMBERS = ("20", "1", "50", "0", "1.5", "100", "3", "10", "12", "5", "")
_FOLLOW_UP_SHARES = (0.26, 0.22, 0.24)
_FILES = ("photo_camera_ete.jpg", "arrete_prefecture.pdf", "img_{}.png", "notes_{}.txt")
_FILE_BASE = "http://formulaires.example.org/system/files/webform/"
OWN_NAME, COLLECTIVE_NAME = "Oui, en mon nom", "Oui, au nom de mon collectif"
ANONYMOUS, REFLECTION = "Oui, anonymement", "Non"

# Of answers to each text question: left empty, short and banal, taken from a letter.
_TEXT_SHARES = {
    "arguments": (0.02, 0.05, 0.24),
    "experiences": (0.16, 0.12, 0.04),
    "feelings": (0.13, 0.12, 0.03),
}

Tags = set[str]


def draw_text(question: str, rng: Random, town: str, tags: Tags) -> str:
    """An answer to a text question."""
    empty, short, copied = _TEXT_SHARES[question]
    fate = rng.random()
    if fate < empty:
        return ""
    if fate < empty + short:
        tags.add("short banal answer")
        return one_of(SHORT[question], rng)
    if fate < empty + short + copied:
        text, tag = letter(question, rng, town)
        tags.add(tag)
        return text
    return lived_in(own_text(question, rng, town), rng)


def _reasons(rng: Random, tags: Tags) -> list[str]:
    ticks = ["X" if rng.random() < share else "" for share in _REASON_SHARES]
    fate = rng.random()
    if fate > 0.1:
        return [*ticks, "", ""]
    if fate > 0.09:
        return [*ticks, "X", ""]
    tags.add("other reason written")
    return [*ticks, "X", one_of(WORDS["other_reason"], rng)]


def _number(rng: Random) -> str:
    return one_of(_NUMBERS, rng) if rng.random() < 0.8 else str(int(60 * rng.random() ** 2))


def _date(rng: Random) -> str:
    if rng.random() > 0.3:
        return ""
    return f"{date(2008, 1, 1) + timedelta(days=int(5100 * rng.random())):%d/%m/%Y}"


def _time(rng: Random) -> str:
    if rng.random() > 0.25:
        return ""
    return f"{int(24 * rng.random()):02}:{15 * int(4 * rng.random()):02}"


def _file(rng: Random, tags: Tags) -> list[str]:
    if rng.random() > 0.015:
        return ["", ""]
    tags.add("attached file")
    name = one_of(_FILES, rng).format(int(10_000 * rng.random()))
    return [_FILE_BASE + name, str(int(900 * rng.random() ** 3))]


def _consent(rng: Random, collective: str) -> str:
    if collective and rng.random() < 0.09:
        return COLLECTIVE_NAME
    fate = 372 * rng.random()
    if fate < 164:
        return ANONYMOUS
    return OWN_NAME if fate < 318 else REFLECTION


def draw_sheet(person: Person, rng: Random, tags: Tags) -> list[str]:
    """The cells after the submission's own: a person's, then what they answer."""
    return [
        *person.cells,
        *_reasons(rng, tags),
        *[one_of(_OPINION_DRAW, rng) for _ in range(GRID.start, GRID.stop)],
        *[draw_text(question, rng, person.town or "ma ville", tags) for question in TEXTS.values()],
        _number(rng),
        _date(rng),
        _time(rng),
        *_file(rng, tags),
        *["X" if rng.random() < share else "" for share in _FOLLOW_UP_SHARES],
        _consent(rng, person.collective),
        "X",
        "framaforms-2022",
    ]


assert NUMBER - GRID.stop == len(TEXTS)
