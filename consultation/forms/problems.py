"""The problems of a form file, told in French: the file, the line, the key, and what to write
instead."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from consultation.forms.texts import FormText, KeyPath
from consultation.words.errors import OrganiserError
from consultation.words.french import sentence

MOST = 10
# Beyond these, a list of valid words helps less than its first words.
MOST_WORDS = 12
LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss"})


@dataclass(frozen=True)
class Problem:
    """A mistake to correct in a TOML file: an error, with the file, and the path of the key in
    it."""

    file: FormText
    path: KeyPath
    error: OrganiserError
    key: KeyPath | None = None  # shown instead of `path`, if `path` only serves to find the line

    @property
    def line(self) -> int:
        """The number of the line with the key. If the file lacks the key, the line of the table
        around it. If it lacks that too, as for a missing `title`, 1."""
        return self.file.line(self.path) or 1

    @property
    def what(self) -> str:
        """The sentence of the error. If another file is at fault, such as a `choices_file`, the
        sentence begins with that file's name: « choix.toml : … »."""
        where = self.error.where
        return f"{where}\u00a0: {self.error.what}" if where else self.error.what

    @property
    def place(self) -> str:
        """The location to show: the line and the key, « ligne 3, clé `questions.raisons.kind` »."""
        key = dotted_key(self.path if self.key is None else self.key)
        return f"ligne {self.line}, clé `{key}`" if key else f"ligne {self.line}"


def form_file_error(problems: Sequence[Problem]) -> OrganiserError:
    """The error that tells an organiser the problems of a form file, in the order of their lines.
    Ten problems at most are listed. A single problem is told with its file, line and key."""
    ordered = sorted(problems, key=lambda problem: (problem.file.name, problem.line))
    if len(ordered) == 1:
        (only,) = ordered
        where = f"{only.file.name}, {only.place}"
        correction = only.error.advice
        return OrganiserError(
            "form_file.one", where=where, problem=only.what, correction=correction
        )
    names = list(dict.fromkeys(problem.file.name for problem in ordered))
    lines = [_problem_line(problem, named=len(names) > 1) for problem in ordered[:MOST]]
    if more := len(ordered) - len(lines):
        lines.append(sentence("hints", "more", count=more))
    return OrganiserError(
        "form_file.several",
        where=", ".join(names),
        count=len(ordered),
        problems="\n".join(lines),
    )


def _problem_line(problem: Problem, *, named: bool) -> str:
    where = f"{problem.file.name}, {problem.place}" if named else problem.place
    return f"- {where}\u00a0: {problem.what} {problem.error.advice}".rstrip()


def dotted_key(path: KeyPath) -> str:
    """A key as it could be written in TOML: `("consent", "rules", 1, "state")` →
    `consent.rules[2].state`."""
    dotted = ""
    for part in path:
        if isinstance(part, int):
            dotted += f"[{part + 1}]"
        else:
            bare = re.fullmatch(r"[A-Za-z0-9_-]+", part)
            dotted += f".{part}" if bare else f'."{part}"'
    return dotted.removeprefix(".")


def quote(text: object) -> str:
    """A value in French quotation marks, cut after 60 characters: `ouis` → « ouis »."""
    words = str(text)
    short = words if len(words) <= 60 else f"{words[:60]}…"
    return f"«\u00a0{short}\u00a0»"


def near_word(word: object, words: Iterable[str]) -> str | None:
    """The valid word nearest to a misspelt word: `titel` → `title`. None if none is near."""
    by_lower = {known.lower(): known for known in words}
    close = difflib.get_close_matches(str(word).lower(), by_lower, n=1, cutoff=0.6)
    return by_lower[close[0]] if close else None


def unknown_word(word: object, known: Iterable[str]) -> OrganiserError:
    """The error for an unknown word: « `ouis` n'existe pas ici. Vouliez-vous écrire `oui` ? ». It
    proposes the nearest word in `known`. If none is near, it lists the first twelve."""
    listed = list(known)
    near = near_word(word, listed)
    if near or not listed:
        hint = sentence("hints", "did_you_mean", word=near) if near else ""
    else:
        words = ", ".join(f"`{name}`" for name in listed[:MOST_WORDS])
        is_cut = len(listed) > MOST_WORDS
        hint = sentence("hints", "possible_and_more" if is_cut else "possible", words=words)
    return OrganiserError("form_file.unknown_word", word=word, nearest=hint)


def lacks(file: FormText, path: KeyPath, key: str, needed: str) -> Problem:
    """The problem of a key that has no effect unless the key `needed` is declared too:
    `by_category` needs `category`. `path` is the path of the line to correct."""
    return Problem(file, path, OrganiserError("form_file.lacks", key=key, needed=needed))


def either(words: Iterable[str]) -> str:
    """Values to choose among: `choice`, `choices`, `grid` → « "choice", "choices" ou "grid" »."""
    *others, last = (f'"{word}"' for word in words)
    return f"{', '.join(others)} ou {last}" if others else last


def example_hint(word: str) -> str:
    """Advice to write `word`: `choice` → « Par exemple `choice`. ». Empty for an empty word."""
    return sentence("hints", "for_example", word=word) if word else ""


def as_identifier(word: object) -> str:
    """The text as an id, in lower case without accents: « Été 2022 » → `ete_2022`. Empty if it has
    no letter or digit in ASCII."""
    plain = unicodedata.normalize("NFKD", str(word).lower().translate(LIGATURES))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")
