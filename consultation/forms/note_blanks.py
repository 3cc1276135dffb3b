"""What the note of method waits for: blanks between brackets, which only a person can fill.

The note's words are the form's own (`<form_id>.note.txt`, beside its form file) or those of
`schemas/`; figures in braces are filled by the program, but for those that `[pack]` must give.
"""

from __future__ import annotations

import re
from pathlib import Path

from consultation.french import schema_text, sentences_of, with_no_break_spaces
from schemas.form import FormFile

DEFAULT = "note-de-methode.txt"
# The words of the note that stand for what is written under `[pack]`.
WORDS = {
    "organisation": "organisation",
    "contact": "contact",
    "date_envoi": "sent_on",
    "diffusion": "spread_by",
    "date_ouverture": "opened_on",
}
# What a draft writes where only a person knows.
TO_COMPLETE, NO_TITLE = "à compléter", "Formulaire sans titre"
_UNFINISHED = re.compile(rf"\[[^\[\]]*\]|\b{TO_COMPLETE}\b|\A\s*{NO_TITLE}\s*\Z", re.IGNORECASE)
_BLANK = re.compile(r"\[[^\[\]]*\]|\{\s*(\w+)\s*\}")


def note_beside(form_file: Path) -> Path | None:
    """The words that a form has of its own for its note; None where it has none."""
    path = form_file.with_suffix(".note.txt")
    return path if path.exists() else None


def blanks_of(note: Path | None, form: FormFile) -> tuple[str, ...]:
    """The blanks of a form's note, with their brackets, in the order of its text, each once; a
    value that a draft left to be completed, or that has a bracket, is still one.

    What isn't UTF-8 is refused elsewhere, when the note is written.
    """
    text = note.read_text("utf-8-sig", errors="replace") if note else schema_text(DEFAULT)
    given = {word: getattr(form.pack, column) for word, column in WORDS.items()}
    given |= {"formulaire": form.title, "destinataire": form.recipient}
    labels = sentences_of("note_blanks") | sentences_of("note_headings")
    waiting = {word: labels[word] for word, value in given.items() if not _is_finished(value)}
    found = (
        waiting.get(place[1]) if place[1] else with_no_break_spaces(" ".join(place[0].split()))
        for place in _BLANK.finditer(text)
    )
    return tuple(dict.fromkeys(blank for blank in found if blank))


def _is_finished(value: object) -> bool:
    return value is not None and not _UNFINISHED.search(str(value))
