"""The blanks that a person must fill before two documents of the pack are final: the note of method
and the collective contribution.

A blank is text between brackets in their templates, « [contact] », or a placeholder for which
`[pack]` has no value. The templates are `<form_id>.note.txt` and `<form_id>.contribution.txt` next
to the form file, or else the program's own, in `schemas/`.

`points_untold` lists what a good note of method should say and the form's note doesn't.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from consultation.words.french import schema_text, sentences_of, with_no_break_spaces
from schemas.form import FormFile

NOTE, CONTRIBUTION = "note-de-methode.txt", "contribution-collective.txt"
"""The file names, in `schemas/`, of the texts for forms without texts of their own."""
# Placeholder → the key under `[pack]` that fills it.
WORDS = {
    "organisation": "organisation",
    "contact": "contact",
    "date_envoi": "sent_on",
    "diffusion": "spread_by",
    "date_ouverture": "opened_on",
    "demandes": "asks",
}
# The words of a drafted form file where only a person knows the answer.
TO_COMPLETE, NO_TITLE = "à compléter", "Formulaire sans titre"
_UNFINISHED = re.compile(rf"\[[^\[\]]*\]|\b{TO_COMPLETE}\b|\A\s*{NO_TITLE}\s*\Z", re.IGNORECASE)
_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
_TAG_OR_BLANK = re.compile(rf"\{{[{{%](.*?)[}}%]\}}|\[[^\[\]]*\]|\b{TO_COMPLETE}\b", re.IGNORECASE)
_WORD = re.compile(r"(?<![.\w])[a-z_]+")


def blanks_of(form_file: Path, form: FormFile) -> tuple[str, ...]:
    """The blanks in a form's note of method and collective contribution, in order, without repeats:
    « à compléter », `[contact]`.

    A placeholder also counts as a blank if its value is missing in the form file, contains « à
    compléter » or words in brackets, or is « Formulaire sans titre ». It is then listed by its name
    in French.
    """
    # Bytes that are not UTF-8 are replaced here. Writing the documents refuses them.
    values = {word: getattr(form.pack, column) for word, column in WORDS.items()}
    values |= {"formulaire": form.title, "destinataire": form.recipient}
    labels = sentences_of("note_blanks") | sentences_of("note_headings")
    waiting = {word: labels[word] for word, value in values.items() if not _is_finished(value)}
    blanks = _blanks_in([_words_of_note(form_file), _words_of_contribution(form_file)], waiting)
    return tuple(dict.fromkeys(filter(None, blanks)))


def points_untold(form_file: Path) -> tuple[str, ...]:
    """The points of `note-points.toml` that the form's note of method does not mention: « les dates
    » if the note contains none of the words that the file lists for this point."""
    text = _words_of_note(form_file).casefold()
    points = tomllib.loads(schema_text("note-points.toml"))
    return tuple(point for point, words in points.items() if not any(map(text.__contains__, words)))


def _words_of_note(form_file: Path) -> str:
    return _words(form_file.with_suffix(".note.txt"), NOTE)


def _words_of_contribution(form_file: Path) -> str:
    return _words(form_file.with_suffix(".contribution.txt"), CONTRIBUTION)


def _words(own: Path, default: str) -> str:
    return own.read_text("utf-8-sig", errors="replace") if own.exists() else schema_text(default)


def _blanks_in(texts: Iterable[str], waiting: Mapping[str, str]) -> Iterator[str | None]:
    for text in texts:
        for match in _TAG_OR_BLANK.finditer(_COMMENT.sub("", text)):
            if match[1] is None:
                yield _as_shown(match[0])
            else:
                yield from (waiting.get(word) for word in _WORD.findall(match[1]))


def _as_shown(blank: str) -> str:
    return with_no_break_spaces(" ".join(blank.split()))


def _is_finished(value: object) -> bool:
    text = " ".join(value) if isinstance(value, list) else value
    return text is not None and not _UNFINISHED.search(str(text))
