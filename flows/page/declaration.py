"""The values on the screens of a declaration: answers, the reasons for guesses, and problems.
A column's *use* is an audience, a role, the category or `ignored`. A *key* is the short name of a
topic or of a choice's text (`topics.key_of`)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from consultation.forms.form_parts import ticks
from consultation.forms.note_blanks import NO_TITLE, TO_COMPLETE, WORDS
from consultation.proposals.declared import StandingForm
from consultation.proposals.given_answers import FieldPath, FieldProblem
from consultation.proposals.page_file import lines_to_write
from consultation.proposals.six_questions import Questionnaire
from consultation.proposals.topics import ROLES, Topic, Value
from consultation.words.errors import OrganiserError
from consultation.words.french import sentence
from flows.page.sent_answers import (
    AUDIENCES,
    LAST_SECOND,
    as_sent,
    column_used_as,
    complete,
    use_of,
)
from flows.page.suggestions import BESIDE_ANSWERS, Suggestions

# A question with more choices doesn't ask for consent, and its list is too long for a screen.
MOST_OFFERED = 20
STATES = ("own_name", "collective_name", "anonymous", "reflection_only")


@dataclass
class Declaration(Suggestions):
    """The questions about a form, a person's answers to them, and the problems of these answers."""

    problems: list[FieldProblem] = field(default_factory=list)
    text: str | None = None  # the form file, once it was asked to be shown
    decided: str = ""  # the act that has just decided several answers: « leave » or « place »

    def __post_init__(self) -> None:
        super().__post_init__()
        self._paths = {key: path for key, _, path in self.draft.guess.uses()}
        self.errors: dict[str, list[OrganiserError]] = defaultdict(list)
        for problem in self.problems:
            self.errors[self._field_name(problem.field)].append(problem.error)

    @property
    def former_text(self) -> str:
        """The text of the current form file, if a person wrote or changed the file. Empty if the
        page wrote it, or if there is no form file."""
        if isinstance(self.draft, StandingForm) and not self.draft.is_written_by_page:
            return self.draft.file.text
        return ""

    @property
    def lines(self) -> str:
        """The lines to paste into a form file that a person changed. Empty if nobody changed it, or
        if no form file was made from the answers yet."""
        return lines_to_write(self.former_text, self.text) if self.former_text and self.text else ""

    def is_wrong(self, part: str) -> bool:
        """True if a field whose name begins with `part` has a problem: `is_wrong("consent")` is
        True for a problem of `consent.question`."""
        return any(name.startswith(part) for name in self.errors)

    @property
    def is_titled(self) -> bool:
        """True if the export, or the form file, has a title."""
        return self.draft.guess.title != NO_TITLE

    @property
    def is_note_told(self) -> bool:
        """True if the organiser has filled in each fact of `[pack]` that the note on the method
        needs."""
        return all(self.value(f"pack.{key}") for key in WORDS.values())

    @property
    def asks_moment(self) -> bool:
        """True if the screen must ask for the hour of closing next to the date: the form closes
        during a day, for example at 18:00. False if it closes at 23:59:59, or if its closing is
        unknown."""
        closes_at = self.draft.guess.closes_at
        return closes_at is not None and closes_at.time() != LAST_SECOND

    def value(self, name: str) -> Any:  # noqa: ANN401  a text, a list, a table
        """The answer in a field, or all answers under a path: `value("consent.question")`,
        `value("consent")`. An empty text if there is no answer."""
        answer: Any = self.answers
        for part in name.split("."):
            answer = answer.get(part, "") if isinstance(answer, dict) else ""
        return "" if answer is None else answer

    @property
    def askers(self) -> list[Topic]:
        """The columns among which the organiser chooses the question that asks for consent. Columns
        whose answers are known come first."""
        askers = [topic for topic in self.draft.topics if "consent" in topic.uses]
        return sorted(askers, key=lambda topic: not topic.values)

    @property
    def asker(self) -> Topic | None:
        """The question chosen to ask for consent. None if no question is chosen."""
        return self.by_key.get(self.value("consent.question"))

    @property
    def states(self) -> list[str]:
        """The states of consent to offer for each answer to the consent question, the most public
        first. `collective_name` is left out unless a column has the name of a collective, or an
        answer means `collective_name` by our guess or by a person's choice."""
        known = {*self.guessed_uses.values(), *self.answers["use"].values()}
        known |= {*self.unplaced_answers().values(), *self.answers["consent"]["states"].values()}
        is_known = not known.isdisjoint(("collective", "collective_name"))
        return [state for state in STATES if is_known or state != "collective_name"]

    @property
    def undecided_answers(self) -> list[Value]:
        """The answers to the consent question for which no consent is chosen yet."""
        values = self.asker.values if self.asker else ()
        return [answer for answer in values if not self.value(f"consent.states.{answer.key}")]

    @property
    def undecided_cards(self) -> list[str]:
        """The parts of the screen with something left to fill in or decide, among `recipient`,
        `consent` and `questions`."""
        left = {
            "recipient": not (self.value("recipient") and self.value("title")),
            "consent": self.undecided_answers,
            "questions": any(self.is_undecided(topic.key) for topic in self.questions),
        }
        return [card for card, is_left in left.items() if is_left]

    @property
    def questions(self) -> list[Topic]:
        """The columns that may leave, in the order of the form. By our guess they are a question, a
        name or the category."""
        return [topic for topic in self.draft.topics if self._may_leave(topic)]

    @property
    def others(self) -> list[Topic]:
        """The columns that `questions` does not contain: uploaded files, and columns that by our
        guess are neither a question, a name nor the category. The consent question is left out."""
        uses = self.answers["use"]
        return [
            topic for topic in self.draft.topics if topic.key in uses and not self._may_leave(topic)
        ]

    def _may_leave(self, topic: Topic) -> bool:
        guess = self.guessed_uses.get(topic.key, "untold")
        is_asked = topic.key in self.answers["use"] and topic.question.kind != "file"
        return is_asked and guess in (*AUDIENCES, *BESIDE_ANSWERS)

    def three_uses(self, topic: Topic) -> dict[str, str]:
        """The three main uses of a column, id → label: its answers leave, they stay with the
        organisers, or nobody has decided."""
        leaving = self.leaving_use(topic.key)
        undecided = "untold" if leaving == "all" else use_of(topic)
        return {leaving: "part", "organisation": "reste interne", undecided: "pas encore décidé"}

    def other_uses(self, topic: Topic) -> list[str]:
        """The ids of the uses to offer for a column in addition to the main uses on its screen,
        such as `category` or `email`."""
        offered = ("all", "organisation", "untold", "ignored", "category", *ROLES)
        uses = topic.uses | (AUDIENCES.keys() if "question" in topic.uses else set())
        main_uses = {"all"} if topic.question.kind == "file" else set()
        if self._may_leave(topic):
            main_uses = {*self.three_uses(topic), "untold"}
        return [use for use in offered if use in uses - main_uses]

    def why_used(self, key: str) -> str:
        """The reason for the suggested use of a column, as a French sentence. `key` is the key of
        the column."""
        known = self.draft.reasons.get(self._paths.get(key, ()), "")
        return known or self.draft.private.get(key) or sentence("asked", "leaves")

    def why_state(self, key: str) -> str:
        """The reason for the suggested consent of an answer, as a French sentence. `key` is the key
        of an answer to the consent question."""
        state = self.draft.suggested_states(self.value("consent.question")).get(key)
        return sentence("asked", f"state_{state or 'untold'}")

    def headed_by(self, topic: Topic) -> list[Topic]:
        """The questions of the form file that `topic`, a new column of the export, may be under a
        new heading. Empty if `topic` is not such a column."""
        if "rewording" not in topic.uses:
            return []
        known = (declared for declared in self.draft.topics if declared.is_written)
        return [declared for declared in known if declared.can_be_headed_as(topic)]

    def heading_of(self, topic: Topic) -> str:
        """The heading of a topic, with its columns in the export: « Votre avis — colonne D »."""
        where = self.where(topic)
        return f"{topic.heading} — {where}" if where else topic.heading

    def where(self, topic: Topic) -> str:
        """The columns of a topic in the export: « colonne D », or the first and the last of
        several. Empty without an export."""
        columns = [column.where for column in topic.question.columns]
        match len(columns):
            case 0:
                return ""
            case 1:
                return columns[0]
        return sentence("page", "columns", first=columns[0], last=columns[-1])

    @property
    def boxes(self) -> list[Topic]:
        """The questions whose choices can be ticked as a condition of consent, on their own or in a
        rule. Questions already ticked so are included."""
        ticked = [key for rule in self.value("consent.rules") or () for key in rule["when"]]
        ticked += self.value("consent.requires") or ()
        return [
            topic
            for topic in self.draft.topics
            if topic.key in ticked
            or (
                topic.question.kind in ("choice", "choices")
                and len(topic.question.choices) <= MOST_OFFERED
                and self.answers["use"].get(topic.key) in AUDIENCES
            )
        ]

    ticks = staticmethod(ticks)

    @property
    def rules(self) -> list[dict[str, Any]]:
        """The rules of consent that the organiser has given, then an empty rule to fill in."""
        return [*(self.value("consent.rules") or []), {"state": "", "when": {}}]

    def _field_name(self, path: FieldPath) -> str:
        """The name of the field on the screen for a path in the form file that has a problem.
        `("roles", "email")` → `use.3f…`, if 3f… is the key of the column used as e-mail. Empty if
        the problem concerns the whole screen."""
        match path:
            case ("audience" | "ignored" | "rewords", key):
                return f"use.{key}"
            case ("roles", use) | ("category" as use, "question"):
                return f"use.{column_used_as(use, self.answers['use'])}"
            case ("consent", "states") | ("consent", "rules"):
                return "consent.question"
            case ("consent", "states" | "typed" as table, key, *_):
                return f"consent.{table}.{key}"
            case ("consent", "requires", *_):
                return "consent.requires"
            case ("consent", "rules", number, *_):
                return f"consent.rules.{number}.state"
            case ("category", "collectives", *_):
                return "category.collectives"
            case ("ignored", *_):
                return ""
        return ".".join(path[:2])


def guess_of(draft: Questionnaire, **more: str) -> Declaration:
    """The declaration to show first, with our guesses as answers. Fields that only a person can
    fill in are empty. `more` are additional fields of the screen, such as `form_id`."""
    answers = as_sent(draft.start) | more
    for name, blank in (("title", NO_TITLE), ("recipient", TO_COMPLETE)):
        if answers[name] == blank:
            answers[name] = ""
    return Declaration(draft, complete(answers, draft))
