"""A person's answers to the six questions that make a form file, as a page sends them.

A field is the path of keys to a value in the answers: `("roles", "email")`. Problems name it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict
from pydantic_core import PydanticCustomError

from consultation.proposals.topics import Role
from consultation.words.errors import OrganiserError
from schemas.form_values import Audience, Closing, Day, Kind, State, Text, as_list

FieldPath = tuple[str, ...]
ConsentState = Literal["own_name", "collective_name", "anonymous", "reflection_only"]


def moment(value: object) -> object:
    """Parse a day or a time as a page writes it: `2022-03-11` → a date, `2022-03-11T23:59` → a
    datetime.

    A value that is no text is returned unchanged. Raises PydanticCustomError for a text that is
    neither a day nor a time.
    """
    if not isinstance(value, str):
        return value
    try:
        parsed = datetime.fromisoformat(value.strip())
    except ValueError:
        raise PydanticCustomError("not_a_day", "not a day") from None
    is_day = "T" not in value and " " not in value.strip() and parsed.time() == time()
    return parsed.date() if is_day else parsed


def _line(text: str) -> str:
    """Remove the spaces around a typed line. Raises PydanticCustomError if it can't be encoded as
    UTF-8."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise PydanticCustomError("not_text", "a lone surrogate") from None
    return text.strip()


def nothing(value: object) -> object:
    """None if the value is the empty text of a field that nobody filled, else the value."""
    return None if value == "" else value


Chosen = Annotated[str | None, BeforeValidator(nothing)]
Line = Annotated[Text, AfterValidator(_line)]
Said = Annotated[Line | None, BeforeValidator(nothing)]
OnDay = Annotated[Day | None, BeforeValidator(moment), BeforeValidator(nothing)]


class Part(BaseModel):
    """A group of a person's answers, validated. An unknown key is an error. The page sends dates as
    texts, which are parsed."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    def values(self) -> dict[str, Any]:
        """The filled fields, to write into a table of the form file: `public` True, `by_category`
        False → `{"public": True}`."""
        return {key: value for key, value in self if value}


class PackAnswer(Part):
    """The answers for the table `[pack]` of the form file. A field left empty becomes a blank to
    fill in the documents.

    `own_words_page` is True to add a page on which people find whether their own text was sent.
    """

    organisation: Said = None
    contact: Said = None
    opened_on: OnDay = None
    spread_by: Said = None
    sent_on: OnDay = None
    asks: Annotated[list[Line], BeforeValidator(as_list)] = []
    own_words_page: bool = False


class PublishAnswer(Part):
    """The answers for the table `[publish]` of the form file. `public` is True to make a public
    folder. `by_category` is True to count its answers by category too."""

    public: bool = False
    by_category: bool = False


class ReviewAnswer(Part):
    """The answer for the table `[review]` of the form file. `draw`: people read texts drawn by lot
    before texts leave. None: they read all texts, or what the form file says."""

    required: Annotated[Literal["draw"] | None, BeforeValidator(nothing)] = None


class RuleAnswer(Part):
    """A rule on consent: people who ticked all the choices in `when` give the consent `state`.

    `when`: key of a question → ids of its choices, such as `{"1f…": ["oui"]}`.
    """

    state: State
    when: dict[str, list[str]]


class ConsentAnswer(Part):
    """The consent question with the consent that each of its answers gives, or rules instead of it.

    `states`: `key_of` an answer's text → the consent that it gives. `typed`: a consent → answers
    that give it and that the export does not show, typed by a person. `requires`: a topic's key →
    ids of the choices that people must tick for consent to count.
    """

    question: Chosen = None
    states: dict[str, Annotated[ConsentState | None, BeforeValidator(nothing)]] = {}
    typed: dict[ConsentState, Annotated[list[Line], BeforeValidator(as_list)]] = {}
    requires: dict[str, list[str]] = {}
    rules: list[RuleAnswer] = []


class CategoryAnswer(Part):
    """The answer about the category: the key of the question that asks who answers, and the ids of
    its choices that are collectives. `question` is None if the form has no category."""

    question: Chosen = None
    collectives: Annotated[list[str], BeforeValidator(as_list)] = []


class Answers(Part):
    """The answers to the six questions. The key of each topic (a column, or a group of columns) is
    in one of these fields, its use: `consent.question`, `roles`, `category.question`, `audience`,
    `ignored` or `rewords`.

    `audience`: key of a question → audience, None if not chosen yet. `kinds`: key of a topic → its
    kind, if several are possible. `rewords`: key of a column that only the export has → key of the
    topic that has this column under a new heading.
    """

    title: Line
    recipient: Line
    closes_at: Annotated[Closing | None, BeforeValidator(moment), BeforeValidator(nothing)] = None
    pack: PackAnswer = PackAnswer()
    publish: PublishAnswer = PublishAnswer()
    review: ReviewAnswer = ReviewAnswer()
    consent: ConsentAnswer = ConsentAnswer()
    roles: dict[Role, Chosen] = {}
    category: CategoryAnswer = CategoryAnswer()
    audience: dict[str, Annotated[Audience | None, BeforeValidator(nothing)]] = {}
    ignored: Annotated[list[str], BeforeValidator(as_list)] = []
    kinds: dict[str, Kind] = {}
    rewords: dict[str, str] = {}

    def uses(self) -> Iterator[tuple[str, str, FieldPath]]:
        """Yield the key of each topic, its use, and the field that gives it this use: `"1f…",
        "email", ("roles", "email")`."""
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
    """An error in a person's answers, and the field that has it: `("roles", "email")`. The field is
    empty if the error is about no single field."""

    field: FieldPath
    error: OrganiserError


class RefusedAnswers(Exception):
    """Raised for answers that can't make a form file. `problems` are the errors with their
    fields."""

    def __init__(self, problems: Sequence[FieldProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(problem.error.message for problem in self.problems))
