"""What is wrong in a form file -> the field of the answers that it is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from consultation.forms.form import declared_in
from consultation.forms.texts import KeyPath
from consultation.forms.toml_file import toml_of
from consultation.proposals.given_answers import Answers, FieldPath, FieldProblem, RefusedAnswers
from consultation.proposals.topics import Topic
from consultation.words.errors import OrganiserError


def refuse_problems(
    text: str, form_id: str, folder: Path, topics: Sequence[Topic], answers: Answers
) -> None:
    """RefusedAnswers where the form file that answers made is not one, field by field."""
    name = f"{form_id}.toml"
    try:
        file = toml_of(text.encode(), name)
    except OrganiserError as error:
        raise RefusedAnswers([FieldProblem((), error)]) from None
    _, problems = declared_in(file, folder)
    if problems:
        keys = {topic.question.id: topic.key for topic in topics if topic.question.id}
        told = [FieldProblem(_field(one.path, keys, answers), one.error) for one in problems]
        raise RefusedAnswers(told)


def _field(path: KeyPath, keys: Mapping[str, str], answers: Answers) -> FieldPath:
    """The field that a key of the form file comes from; nothing where no question is about it."""
    match path:
        case ("title" | "recipient" | "closes_at" | "ignored" as field, *_):
            return (str(field),)
        case ("retention", *_):
            return ("closes_at",)  # a duration counts from it
        case ("roles" | "pack" as table, key, *_):
            return (str(table), str(key))
        case ("consent", "requires", question):
            return ("consent", "requires", keys.get(str(question), str(question)))
        case ("consent", "rules", int(number), *_):
            return ("consent", "rules", str(number))
        case ("consent", "own_name" | "collective_name" | "anonymous" | "reflection_only", *_):
            return ("consent", "states")
        case ("consent", *_):
            return ("consent", "question")
        case ("category", "collectives", *_):
            return ("category", "collectives")
        case ("category", *_):
            return ("category", "question")
        case ("questions", question, *_) if keys.get(str(question)) in answers.audience:
            return ("audience", keys[str(question)])
    return ()
