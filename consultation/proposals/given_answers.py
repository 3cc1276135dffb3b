"""What a person answers to the six questions that make a form file, as a page sends it.

What is refused says which field it is about: a path of keys in the answers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from consultation.forms.note_blanks import TO_COMPLETE
from consultation.forms.problems import quote
from consultation.proposals.answer_values import Chosen, Line, OnDay, Said, moment, nothing
from consultation.proposals.draft import Role
from consultation.proposals.toml_text import TomlValue
from consultation.proposals.topics import Topic, key_of
from consultation.words.errors import OrganiserError
from schemas.form_values import Audience, Closing, Kind, State, as_list

FieldPath = tuple[str, ...]
ConsentState = Literal["own_name", "collective_name", "anonymous", "reflection_only"]

# What is checked of the other answers doesn't depend on these.
STAND_INS: dict[str, object] = {
    "title": TO_COMPLETE,
    "recipient": TO_COMPLETE,
    "closes_at": None,
    "pack": {},
}


class Part(BaseModel):
    """No other field; a page sends text, so that only dates are read from it."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class PackAnswer(Part):
    """`[pack]`, as far as it is known: what is left empty is a blank in the documents."""

    organisation: Said = None
    contact: Said = None
    opened_on: OnDay = None
    spread_by: Said = None
    sent_on: OnDay = None
    asks: Annotated[list[Line], BeforeValidator(as_list)] = []

    def values(self) -> dict[str, TomlValue]:
        """What is said, by the keys of the form file."""
        return {key: value for key, value in self if value}


class RuleAnswer(Part):
    """The state of those who ticked all of these choices: the key of a topic -> a choice's id."""

    state: State
    when: dict[str, str]


class ConsentAnswer(Part):
    """One question whose answers give a state each (the key of a value -> a state), or rules.

    `typed` are answers that no cell holds yet, or whose column shows none.
    """

    question: Chosen = None
    states: dict[str, Annotated[ConsentState | None, BeforeValidator(nothing)]] = {}
    typed: dict[ConsentState, Annotated[list[Line], BeforeValidator(as_list)]] = {}
    requires: dict[str, str] = {}
    rules: list[RuleAnswer] = []


class CategoryAnswer(Part):
    """The question that says who answers, and the ids of its choices that are collectives."""

    question: Chosen = None
    collectives: Annotated[list[str], BeforeValidator(as_list)] = []


class Answers(Part):
    """The six questions, answered: topics stand by their keys, each in one place.

    A topic with an `audience` is a question (None: nobody said whether its answers leave); `kinds`
    says of which kind, where it could be of several. `rewords` says of a column that only the
    export has which topic of the form file it is under a new heading.
    """

    title: Line
    recipient: Line
    closes_at: Annotated[Closing | None, BeforeValidator(moment), BeforeValidator(nothing)] = None
    pack: PackAnswer = PackAnswer()
    consent: ConsentAnswer = ConsentAnswer()
    roles: dict[Role, Chosen] = {}
    category: CategoryAnswer = CategoryAnswer()
    audience: dict[str, Annotated[Audience | None, BeforeValidator(nothing)]] = {}
    ignored: Annotated[list[str], BeforeValidator(as_list)] = []
    kinds: dict[str, Kind] = {}
    rewords: dict[str, str] = {}

    def uses(self) -> Iterator[tuple[str, str, FieldPath]]:
        """Each topic that is named as something: its key, its use and the field that says so."""
        if self.consent.question:
            yield self.consent.question, "consent", ("consent", "question")
        for role, key in self.roles.items():
            if key:
                yield key, role, ("roles", role)
        if self.category.question:
            yield self.category.question, "category", ("category", "question")
        for key in self.audience:
            yield key, "question", ("audience", key)
        for key in self.ignored:
            yield key, "ignored", ("ignored", key)
        for key in self.rewords:
            yield key, "rewording", ("rewords", key)


@dataclass(frozen=True)
class FieldProblem:
    """What is wrong, and the field that it is about: empty where it is about the whole."""

    field: FieldPath
    error: OrganiserError


class RefusedAnswers(Exception):
    """Answers that can't make a form file; `lines` are what to write into it by hand, where it is
    one that can't be edited here."""

    def __init__(self, problems: Sequence[FieldProblem], lines: str = "") -> None:
        self.problems, self.lines = tuple(problems), lines
        super().__init__("\n".join(one.error.message for one in self.problems))


def read_answers(sent: Mapping[str, object], topics: Sequence[Topic]) -> Answers:
    """The answers that a page sent about these topics; RefusedAnswers says what can't be."""
    problems: list[FieldProblem] = []
    try:
        answers = Answers.model_validate(sent)
    except ValidationError as error:
        problems = [_shape_problem(one) for one in error.errors(include_url=False)]
        wrong = {problem.field[0] for problem in problems}
        if not wrong <= STAND_INS.keys():
            raise RefusedAnswers(problems) from None
        # All that is wrong is told at once.
        answers = Answers.model_validate({**sent, **{name: STAND_INS[name] for name in wrong}})
    problems += check_answers(answers, {topic.key: topic for topic in topics})
    if problems:
        raise RefusedAnswers(problems)
    return answers


def _shape_problem(detail: ErrorDetails) -> FieldProblem:
    # Where a key is wrong, pydantic says so after the key itself; a choice in a union has a name.
    field = tuple(str(part) for part in detail["loc"] if part != "[key]")
    match detail["type"]:
        case "missing" | "blank":
            return FieldProblem(field, OrganiserError("answers.missing"))
        case "extra_forbidden":
            return FieldProblem(field, OrganiserError("answers.unknown_field", field=field[-1]))
        case "not_a_day" | "not_a_datetime" | "offset_datetime":
            return FieldProblem(field, OrganiserError("answers.not_a_day"))
    return FieldProblem(field, OrganiserError("answers.not_understood"))


def check_answers(answers: Answers, topics: Mapping[str, Topic]) -> Iterator[FieldProblem]:
    """What answers say that their topics don't allow, or leave unsaid."""
    first: dict[str, FieldPath] = {}
    for key, use, field in answers.uses():
        topic = topics.get(key)
        if topic is None:
            yield FieldProblem(field, OrganiserError("answers.unknown_topic"))
        elif key in first:
            heading = quote(topic.headings[0])
            yield FieldProblem(field, OrganiserError("answers.two_uses", heading=heading))
        elif use not in topic.uses:
            heading = quote(topic.headings[0])
            yield FieldProblem(field, OrganiserError("answers.impossible_use", heading=heading))
        first.setdefault(key, field)
    for key in [one for one in topics if one not in first]:
        heading = quote(topics[key].headings[0])
        yield FieldProblem(("ignored", key), OrganiserError("answers.no_use", heading=heading))
    for key, kind in answers.kinds.items():
        if key not in topics or kind not in topics[key].kinds:
            yield FieldProblem(("kinds", key), OrganiserError("answers.impossible_kind"))
    yield from _check_values(answers, topics)
    yield from _check_files(answers, topics)
    uses = {key: use for key, use, _ in answers.uses()}
    for key, known in answers.rewords.items():
        old, new = topics.get(known), topics.get(key)
        is_kept = old is not None and old.is_written and uses.get(known) == old.use
        if new and not (old and is_kept and old.can_be_headed_as(new)):
            heading = quote(new.headings[0])
            error = OrganiserError("answers.impossible_rewording", heading=heading)
            yield FieldProblem(("rewords", key), error)


def _check_values(answers: Answers, topics: Mapping[str, Topic]) -> Iterator[FieldProblem]:
    """Values and choices that their topic doesn't have."""
    consent, category = answers.consent, answers.category
    if consent.question and consent.rules:
        error = OrganiserError("answers.consent_twice")
        yield FieldProblem(("consent", "rules"), error)
    asked = topics.get(consent.question or "")
    known = {value.key for value in asked.values} if asked else set()
    for value in [one for one in consent.states if one not in known]:
        error = OrganiserError("answers.unknown_value")
        yield FieldProblem(("consent", "states", value), error)
    for state, texts in consent.typed.items():
        for text in texts:
            if key_of(text) in known:
                error = OrganiserError("answers.known_value")
                yield FieldProblem(("consent", "typed", state), error)
            known.add(key_of(text))
    named = topics.get(category.question or "")
    choices = {choice.id for choice in named.question.choices} if named else set()
    for choice in [one for one in category.collectives if one not in choices]:
        error = OrganiserError("answers.unknown_value")
        yield FieldProblem(("category", "collectives", choice), error)
    ticked: list[tuple[FieldPath, dict[str, str]]] = [
        (("consent", "requires"), consent.requires),
        *((("consent", "rules", str(n)), rule.when) for n, rule in enumerate(consent.rules)),
    ]
    for field, when in ticked:
        if not when and field[1] == "rules":
            yield FieldProblem(field, OrganiserError("answers.missing"))
        for key, choice in when.items():
            topic = topics.get(key)
            offered = topic.question.choices if topic and key in answers.audience else ()
            if choice not in {one.id for one in offered}:
                error = OrganiserError("answers.unknown_value")
                yield FieldProblem((*field, key), error)


def _check_files(answers: Answers, topics: Mapping[str, Topic]) -> Iterator[FieldProblem]:
    for key, audience in answers.audience.items():
        if audience == "all" and key in topics and topics[key].question.kind == "file":
            yield FieldProblem(("audience", key), OrganiserError("answers.file_never_leaves"))
