"""Problems of the answers that a page sends to the six questions about a form, field by field:
values of a wrong type, uses that a topic (a question or a column) can't have, and errors in the
form file made from the answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from consultation.forms.form import declared_in
from consultation.forms.problems import quote
from consultation.forms.texts import KeyPath
from consultation.forms.toml_file import toml_of
from consultation.proposals.given_answers import (
    Answers,
    ConsentAnswer,
    FieldPath,
    FieldProblem,
    RefusedAnswers,
)
from consultation.proposals.topics import Topic, Value, key_of
from consultation.words.errors import OrganiserError


def read_answers(sent: Mapping[str, object], topics: Sequence[Topic]) -> Answers:
    """Read the answers that a page sent about these topics.

    Raises RefusedAnswers with all values of a wrong type or, without any, with all other problems.
    """
    try:
        answers = Answers.model_validate(sent)
    except ValidationError as error:
        wrong = map(_shape_problem, error.errors(include_url=False))
        raise RefusedAnswers([*wrong]) from None
    if problems := [*check_answers(answers, {topic.key: topic for topic in topics})]:
        raise RefusedAnswers(problems)
    return answers


def _shape_problem(detail: ErrorDetails) -> FieldProblem:
    # If a key is wrong, pydantic adds « [key] » to its path.
    field = tuple(str(part) for part in detail["loc"] if part != "[key]")
    match detail["type"]:
        case "missing" | "blank":
            return FieldProblem(field, OrganiserError("answers.missing"))
        case "extra_forbidden":
            return FieldProblem(field, OrganiserError("answers.not_proposed"))
    return FieldProblem(field, OrganiserError("answers.not_understood"))


def check_answers(answers: Answers, topics: Mapping[str, Topic]) -> Iterator[FieldProblem]:
    """Yield a problem for each of these errors:

    - a topic does not allow its answer: `email` for a grid,
    - a topic has two uses, or none,
    - a column is given as the new heading of a topic that can't be the same question,
    - the answers about consent contradict each other, or a rule on consent has no choice,
    - a kind, or a choice in a condition of consent, is not offered by the page.
    """
    uses: dict[str, str] = {}
    for key, use, field in answers.uses():
        if key not in topics or use not in topics[key].uses:
            yield FieldProblem(field, OrganiserError("answers.not_proposed"))
        elif key in uses:
            yield FieldProblem(field, OrganiserError("answers.two_uses"))
        uses.setdefault(key, use)
    for key in [topic_key for topic_key in topics if topic_key not in uses]:
        heading = quote(topics[key].headings[0])
        yield FieldProblem(("ignored", key), OrganiserError("answers.no_use", heading=heading))
    for key, known in answers.rewords.items():
        old, new = topics.get(known), topics.get(key)
        is_kept = old is not None and old.is_written and uses.get(known) == old.use
        if new and not (old and is_kept and old.can_be_headed_as(new)):
            heading = quote(new.headings[0])
            error = OrganiserError("answers.impossible_rewording", heading=heading)
            yield FieldProblem(("rewords", key), error)
    yield from _check_consent(answers.consent, topics)
    for field in _fields_not_proposed(answers, topics):
        yield FieldProblem(field, OrganiserError("answers.not_proposed"))


def _check_consent(consent: ConsentAnswer, topics: Mapping[str, Topic]) -> Iterator[FieldProblem]:
    """Yield problems of consent: both a question and rules, a rule without choices, an answer typed
    twice or already in the list."""
    if consent.question and consent.rules:
        yield FieldProblem(("consent", "rules"), OrganiserError("answers.consent_twice"))
    for number, rule in enumerate(consent.rules):
        if not rule.when:
            field = ("consent", "rules", str(number))
            yield FieldProblem(field, OrganiserError("answers.missing"))
    known = {value.key for value in _values(consent.question, topics)}
    for state, texts in consent.typed.items():
        for text in texts:
            if key_of(text) in known:
                error = OrganiserError("answers.known_value")
                yield FieldProblem(("consent", "typed", state), error)
            known.add(key_of(text))


def _fields_not_proposed(answers: Answers, topics: Mapping[str, Topic]) -> Iterator[FieldPath]:
    """Yield the fields that have a value which the page does not offer. Either a topic can't have
    the kind, or `requires` or a rule of consent has a choice that its question doesn't have."""
    consent = answers.consent
    ticked: list[tuple[FieldPath, dict[str, list[str]]]] = [
        (("consent", "requires"), consent.requires)
    ]
    ticked += ((("consent", "rules", str(n)), rule.when) for n, rule in enumerate(consent.rules))
    for field, when in ticked:
        for key, choices in when.items():
            offered = _values(key, topics) if key in answers.audience else ()
            if not {*choices} <= {value.choice for value in offered}:
                yield (*field, key)
    for key, kind in answers.kinds.items():
        if key not in topics or kind not in topics[key].kinds:
            yield ("kinds", key)


def _values(key: str | None, topics: Mapping[str, Topic]) -> Sequence[Value]:
    topic = topics.get(key or "")
    return topic.values if topic else ()


def refuse_problems(
    text: str, form_id: str, folder: Path, topics: Sequence[Topic], answers: Answers
) -> None:
    """Raise RefusedAnswers if `text`, the form file made from these answers, has errors. Each error
    has the field of the answers that it comes from."""
    name = f"{form_id}.toml"
    try:
        file = toml_of(text.encode(), name)
    except OrganiserError as error:
        raise RefusedAnswers([FieldProblem((), error)]) from None
    _, problems = declared_in(file, folder)
    if problems:
        keys = {topic.question.id: topic.key for topic in topics if topic.question.id}
        problems_by_field = [
            FieldProblem(_field(problem.path, keys, answers), problem.error) for problem in problems
        ]
        raise RefusedAnswers(problems_by_field)


def _field(path: KeyPath, keys: Mapping[str, str], answers: Answers) -> FieldPath:
    """The field of the answers that gave a key of the form file its value: `("roles", "email", 0)`
    → `("roles", "email")`. Empty if no field did. `keys`: question id → topic key."""
    match path:
        case ("title" | "recipient" | "closes_at" | "ignored" as field, *_):
            return (str(field),)
        case ("retention", *_):
            return ("closes_at",)  # a duration counts from it
        case ("roles" | "pack" | "publish" | "review" as table, key, *_):
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
