"""What invented people write: own sentences that share phrases, letters and their copies."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Callable
from pathlib import Path
from random import Random

PHRASES = tomllib.loads(Path(__file__).with_name("phrases.toml").read_text(encoding="utf-8"))
LETTERS = PHRASES["letters"]
QUESTIONS = ("arguments", "experiences", "feelings")
NEW_LINE = "\r\n"  # what browsers post from a textarea
# Of answers to each question: left empty, short and banal, taken from a letter; and how many
# sentences the others have on average, some 600 letters.
SHARES = {
    "arguments": (0.02, 0.07, 0.31, 6.4),
    "experiences": (0.16, 0.28, 0.32, 6.4),
    "feelings": (0.13, 0.25, 0.28, 9.0),
}
# What people do with a letter: as it is, own town and closing, a stock sentence more, own words
# more, largely rewritten, an extract; how often, of 100.
USES = {"same": 38, "signed": 30, "stock": 6, "added": 16, "rewritten": 6, "extract": 4}
_CONTRACTIONS = {" à les ": " aux ", " de les ": " des ", " de le ": " du ", " à le ": " au "}
_CONTRACTED = re.compile(r" (?:à|de) les? | (?:d|qu)e (?=[aeiouéAEIOUÉ])")
_LAYOUTS = (" ",) * 6 + (NEW_LINE, NEW_LINE * 2, NEW_LINE * 2, f"{NEW_LINE}- ")


def answer(question: str, rng: Random, town: str) -> str:
    """What somebody of this town answers, often nothing, a word or a letter."""
    empty, short, copied, _ = SHARES[question]
    fate = rng.random()
    if fate < empty:
        return ""
    if fate < short:
        return str(rng.choice(PHRASES["short"][question]))
    if fate < copied:
        return letter(question, rng, town)
    text = own_text(question, rng, town)
    return typed_differently(text, rng) if rng.random() < 0.08 else text


def own_text(question: str, rng: Random, town: str) -> str:
    """One to forty sentences of the author's own."""
    count = min(1 + int(rng.expovariate(1 / SHARES[question][3])), 40)
    return rng.choice(_LAYOUTS).join([sentence(question, rng, town) for _ in range(count)])


def sentence(question: str, rng: Random, town: str) -> str:
    """One sentence that someone could write in answer to the question."""
    voice = PHRASES[question]
    said = _said(voice["cores"], rng, town)
    if rng.random() < 0.35:
        said = f"{_said(voice['openers'], rng, town)} {said}"
    if rng.random() < 0.6:
        said += _said(voice["tails"], rng, town)
    return _CONTRACTED.sub(_contracted, f"{said[0].upper()}{said[1:]}.")


def _said(templates: list[str], rng: Random, town: str) -> str:
    """A template with its slots filled. The first templates come more often, as people repeat
    what others say."""

    def fill(found: re.Match[str]) -> str:
        if found[1] in ("ville", "numero"):
            return town if found[1] == "ville" else str(rng.randint(1, 180))
        return str(rng.choice(PHRASES["slots"][found[1]]))

    return re.sub(r"\{(\w+)\}", fill, templates[int(len(templates) * rng.random() ** 1.15)])


def _contracted(found: re.Match[str]) -> str:
    return _CONTRACTIONS.get(found[0]) or f"{found[0][:-2]}'"


def letter(question: str, rng: Random, town: str) -> str:
    """A letter as someone sent it."""
    letters = LETTERS[question]
    chosen = letters[int(len(letters) * rng.random() ** 2.2)]
    paragraphs = [PHRASES["paragraphs"][name].replace("\n", NEW_LINE) for name in chosen]
    (use,) = rng.choices([*USES], [*USES.values()])
    if use == "same":
        text = _signed(paragraphs, "ma commune", lambda said: str(said[0]))
        return typed_differently(text, rng) if rng.random() < 0.13 else text
    if use == "stock":
        paragraphs.append(rng.choice(LETTERS["stock"]))
    elif use == "added":
        paragraphs.insert(rng.randint(1, len(paragraphs)), own_text(question, rng, town))
    elif use == "rewritten":
        kept = [part for part in paragraphs if rng.random() < 0.6]
        paragraphs = [own_text(question, rng, town), *kept]
    elif use == "extract":
        paragraphs = [max(rng.sample(paragraphs, 1 + len(paragraphs) // 3), key=len)]
    elif rng.random() < 0.1:
        town = rng.choice(LETTERS["blank"])
    return _signed(paragraphs, town, rng.choice)


def _signed(paragraphs: list[str], town: str, choose: Callable[[list[str]], str]) -> str:
    blanks = {"ville": town, "habitant": choose(LETTERS["habitant"]),
              "formule": choose(LETTERS["formule"])}  # fmt: skip
    return re.sub(r"\{(\w+)\}", lambda found: blanks[found[1]], (NEW_LINE * 2).join(paragraphs))


def typed_differently(text: str, rng: Random) -> str:
    """The same words from another keyboard."""
    habit = rng.randrange(5)
    if habit == 0:
        letters = unicodedata.normalize("NFD", text)
        return "".join(sign for sign in letters if not unicodedata.combining(sign)).lower()
    if habit == 1:
        return text.upper()
    if habit == 2:
        return text.replace(" ?", "\u00a0?").replace(" :", "\u00a0:").replace("'", "’")
    return text.replace(". ", ".  ") + "  " if habit == 3 else text.replace(".", " !!!", 1)
