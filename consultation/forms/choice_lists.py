"""The choices of each question, written in the form file or in a file next to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from consultation.forms.problems import Problem, quote
from consultation.forms.shapes import read_choices_shape
from consultation.forms.texts import FormText, KeyPath
from consultation.forms.toml_file import read_toml
from consultation.words.errors import OrganiserError
from schemas.form import FormFile

CLOSED = ("choice", "choices", "grid")


@dataclass(frozen=True)
class Listing:
    """Options (id → spellings), with the TOML file in which they are written: the choices or items
    of a question, the categories or the consent states. `path` is the path of their table in that
    file, empty if they are the whole file."""

    file: FormText
    path: KeyPath
    options: Mapping[str, list[str]]


def read_choices(
    file: FormText, form: FormFile, folder: Path
) -> tuple[dict[str, Listing], list[Problem]]:
    """The choices of each question that has some, by question id, and the problems. They are read
    from the form file `file`, or from the `choices_file` that a question names, which must be in
    `folder`. A question whose choices can't be read is left out."""
    listings: dict[str, Listing] = {}
    problems: list[Problem] = []
    for question_id, question in form.questions.items():
        path = ("questions", question_id)
        if question.choices is not None:
            listings[question_id] = Listing(file, (*path, "choices"), question.choices)
        elif question.choices_file is not None and question.kind in CLOSED:
            read = _choices_file(folder, question.choices_file)
            if isinstance(read, OrganiserError):
                problems.append(Problem(file, (*path, "choices_file"), read))
            else:
                choices, unread = read_choices_shape(read)
                problems += unread
                if not unread:
                    listings[question_id] = Listing(read, (), choices)
    return listings, problems


def _choices_file(folder: Path, name: str) -> FormText | OrganiserError:
    """Read the file of choices `name` in the form file's folder. If it can't be read, or is in
    another folder, return the error instead of raising it."""
    path = folder / name
    try:
        if not path.resolve().is_relative_to(folder.resolve()):
            return OrganiserError("form_file.choices_elsewhere", name=quote(name))
        return read_toml(path, name)
    except OrganiserError as error:
        return error
    except (OSError, ValueError):
        return OrganiserError("form_file.choices_elsewhere", name=quote(name))
