"""What invented people write: own sentences that share phrases, letters and their copies."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Callable
from pathlib import Path
from random import Random

PHRASES = tomllib.loads((Path(__file__).parent / "phrases.toml").read_text(encoding="utf-8"))
SLOTS: dict[str, list[str]] = PHRASES["slots"]
SHORT: dict[str, list[str]] = PHRASES["short"]
LETTERS = PHRASES["letters"]
NEW_LINE = "\r\n"  # what browsers post from a textarea

Template = list[str]  # literal, slot, literal, slot, …, literal


def _compiled(templates: list[str]) -> list[Template]:
    return [re.split(r"\{(\w+)\}", template) for template in templates]


_VOICES = {
    question: {part: _compiled(PHRASES[question][part]) for part in ("openers", "cores", "tails")}
    for question in ("arguments", "experiences", "feelings")
}
_PARAGRAPHS = {
    name: paragraph.replace("\n", NEW_LINE) for name, paragraph in PHRASES["paragraphs"].items()
}
_CONTRACTIONS = {" à les ": " aux ", " de les ": " des ", " de le ": " du ", " à le ": " au "}
_CONTRACTED = re.compile(r" (?:à|de) les? | (?:d|qu)e (?=[aeiouéAEIOUÉ])")
_SENTENCES = {
    "arguments": 6.4,
    "experiences": 6.4,
    "feelings": 9.0,
}  # on average, about 600 letters
_LAYOUTS = (" ",) * 6 + (NEW_LINE, NEW_LINE * 2, NEW_LINE * 2, f"{NEW_LINE}- ")


def _said(template: Template, rng: Random, town: str) -> str:
    """A template with its slots filled."""
    parts = template[:]
    for place in range(1, len(parts), 2):
        slot = parts[place]
        if slot == "ville":
            parts[place] = town
        elif slot == "numero":
            parts[place] = str(1 + int(180 * rng.random()))
        else:
            values = SLOTS[slot]
            parts[place] = values[int(len(values) * rng.random())]
    return "".join(parts)


def _popular(values: list[Template], rng: Random) -> Template:
    """One of the values, the first ones more often: people repeat what others say."""
    return values[int(len(values) * rng.random() ** 1.15)]


def sentence(question: str, rng: Random, town: str) -> str:
    """One sentence that someone could write in answer to the question."""
    voice = _VOICES[question]
    said = _said(_popular(voice["cores"], rng), rng, town)
    if rng.random() < 0.35:
        said = f"{_said(_popular(voice['openers'], rng), rng, town)} {said}"
    if rng.random() < 0.6:
        said += _said(_popular(voice["tails"], rng), rng, town)
    return _CONTRACTED.sub(_contracted, f"{said[0].upper()}{said[1:]}.")


def _contracted(found: re.Match[str]) -> str:
    return _CONTRACTIONS.get(found[0]) or f"{found[0][:-2]}'"


def own_text(question: str, rng: Random, town: str) -> str:
    """One to forty sentences of one's own."""
    count = min(1 + int(rng.expovariate(1 / _SENTENCES[question])), 40)
    layout = _LAYOUTS[int(len(_LAYOUTS) * rng.random())]
    return layout.join([sentence(question, rng, town) for _ in range(count)])


def endless_text(question: str, rng: Random, town: str, length: int) -> str:
    """A text of exactly this many characters, that neither starts nor ends with a space."""
    text = ""
    while len(text) < length:
        text += sentence(question, rng, town) + NEW_LINE
    return text[: length - 1] + "."


def letter_paragraphs(question: str, rng: Random) -> list[str]:
    """The wording of a letter as its authors published it, blanks still open."""
    letters = LETTERS[question]
    return [_PARAGRAPHS[name] for name in letters[int(len(letters) * rng.random() ** 2.2)]]


def _filled(paragraphs: list[str], who: str, town: str, closing: str) -> str:
    text = (NEW_LINE * 2).join(paragraphs)
    return text.replace("{habitant}", who).replace("{ville}", town).replace("{formule}", closing)


def _as_published(paragraphs: list[str]) -> str:
    return _filled(paragraphs, LETTERS["habitant"][0], "ma commune", LETTERS["formule"][0])


def _signed(paragraphs: list[str], rng: Random, town: str) -> str:
    who, closing = rng.choice(LETTERS["habitant"]), rng.choice(LETTERS["formule"])
    return _filled(paragraphs, who, town, closing)


def _letter_same(paragraphs: list[str], _q: str, _rng: Random, _town: str) -> str:
    return _as_published(paragraphs)


def _letter_retyped(paragraphs: list[str], _q: str, rng: Random, _town: str) -> str:
    return typed_differently(_as_published(paragraphs), rng)


def _letter_signed(paragraphs: list[str], _q: str, rng: Random, town: str) -> str:
    return _signed(paragraphs, rng, town)


def _letter_blank(paragraphs: list[str], _q: str, rng: Random, _town: str) -> str:
    return _signed(paragraphs, rng, rng.choice(LETTERS["blank"]))


def _letter_stock(paragraphs: list[str], _q: str, rng: Random, town: str) -> str:
    return _signed([*paragraphs, rng.choice(LETTERS["stock"])], rng, town)


def _letter_added(paragraphs: list[str], question: str, rng: Random, town: str) -> str:
    place = rng.randrange(1, len(paragraphs) + 1)
    own = own_text(question, rng, town)
    return _signed([*paragraphs[:place], own, *paragraphs[place:]], rng, town)


def _letter_rewritten(paragraphs: list[str], question: str, rng: Random, town: str) -> str:
    kept = [part for part in paragraphs if rng.random() < 0.6]
    return _signed([own_text(question, rng, town), *kept], rng, town)


def _letter_extract(paragraphs: list[str], _q: str, rng: Random, town: str) -> str:
    return _signed([max(rng.sample(paragraphs, 1 + len(paragraphs) // 3), key=len)], rng, town)


# What people do with a letter, and how often (of 100).
_USES: tuple[tuple[int, str, Callable[[list[str], str, Random, str], str]], ...] = (
    (33, "letter: copied as it is", _letter_same),
    (5, "letter: same words, other typing", _letter_retyped),
    (27, "letter: town, gender or closing changed", _letter_signed),
    (3, "letter: blank left open", _letter_blank),
    (6, "letter: a stock sentence added", _letter_stock),
    (16, "letter: own words added", _letter_added),
    (6, "letter: largely rewritten", _letter_rewritten),
    (4, "letter: an extract", _letter_extract),
)
_DRAWN = [(tag, write) for weight, tag, write in _USES for _ in range(weight)]


def letter(question: str, rng: Random, town: str) -> tuple[str, str]:
    """A letter as someone sent it, and what was done with it."""
    paragraphs = letter_paragraphs(question, rng)
    tag, write = _DRAWN[int(len(_DRAWN) * rng.random())]
    return write(paragraphs, question, rng, town), tag


def _without_accents(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(char for char in decomposed if not unicodedata.combining(char)).lower()


def _with_a_typing_error(text: str, rng: Random) -> str:
    place = rng.randrange(len(text) // 2, len(text) - 1) if len(text) > 3 else 0
    return text[:place] + text[place + 1 : place + 2] + text[place : place + 1] + text[place + 2 :]


def typed_differently(text: str, rng: Random) -> str:
    """The same words from another keyboard."""
    habit = rng.randrange(6)
    if habit == 0:
        return _without_accents(text)
    if habit == 1:
        return text.upper()
    if habit == 2:
        return text.replace(" ?", "\u00a0?").replace(" :", "\u00a0:").replace("'", "’")
    if habit == 3:
        return text.replace(". ", ".  ") + "  "
    return text.replace(".", " !!!", 1) if habit == 4 else text.replace("'", "’")


def lived_in(text: str, rng: Random) -> str:
    """The text with the habits and slips of its author, often none."""
    fate = rng.random()
    if fate < 0.08:
        return typed_differently(text, rng)
    return _with_a_typing_error(text, rng) if fate < 0.2 else text
