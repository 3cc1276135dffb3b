"""What the screens of a declaration show: the six questions with some answers to them, why each
was proposed, and what is wrong with it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from consultation.forms.choice_lists import CLOSED
from consultation.forms.form_parts import ticks
from consultation.forms.note_blanks import NO_TITLE, TO_COMPLETE
from consultation.forms.problems import quote
from consultation.proposals.declared import StandingForm
from consultation.proposals.given_answers import FieldPath, FieldProblem
from consultation.proposals.page_file import lines_to_write
from consultation.proposals.six_questions import Questionnaire
from consultation.proposals.topics import ROLES, Topic
from consultation.words.errors import OrganiserError
from consultation.words.french import label, sentence
from flows.page.sent_answers import AUDIENCES, LAST_SECOND, as_sent, complete, use_of
from flows.page.suggestions import Suggestions

# A choice among more than this is no consent, and no list to read on a screen.
MOST_OFFERED = 20


@dataclass
class Declaration(Suggestions):
    """The six questions with some answers to them, and what is wrong with these."""

    problems: list[FieldProblem] = field(default_factory=list)
    text: str | None = None  # the form file, once it was asked to be shown
    decided: str = ""  # the act that just decided many

    def __post_init__(self) -> None:
        super().__post_init__()
        self.said: dict[str, list[OrganiserError]] = defaultdict(list)
        self._guess = as_sent(self.asked.start)
        for problem in self.problems:
            self.said[field_name(problem.field)].append(problem.error)

    @property
    def former_text(self) -> str:
        """The form file that stands, where a person wrote or changed it; else empty."""
        if isinstance(self.asked, StandingForm) and not self.asked.is_written_by_page:
            return self.asked.file.text
        return ""

    @property
    def lines(self) -> str:
        """What to paste into that file, once it was asked to be shown."""
        return lines_to_write(self.former_text, self.text) if self.former_text and self.text else ""

    @property
    def roles(self) -> tuple[str, ...]:
        """What a column may say of who answers."""
        return ROLES

    @property
    def asks_moment(self) -> bool:
        """Whether the form closes within a day."""
        closes_at = self.asked.guess.closes_at
        return closes_at is not None and closes_at.time() != LAST_SECOND

    def value(self, name: str) -> Any:  # noqa: ANN401  a text, a list, a table
        """The answer of a field, or what stands under its path."""
        found: Any = self.given
        for part in name.split("."):
            found = found.get(part, "") if isinstance(found, dict) else ""
        return "" if found is None else found

    def why(self, *path: str) -> str:
        """The reason of our guess, where it is still the answer."""
        guessed: Any = self._guess
        if topic := self.undecided_columns().get(".".join(path)):
            what = quote(topic.heading)
            return sentence("page", "suggested", what=what, why=self.asked.reasons.get(path, ""))
        for part in path:
            guessed = guessed.get(part, "") if isinstance(guessed, dict) else ""
        is_ours = (guessed or "") == self.value(".".join(path)) or isinstance(guessed, list)
        return self.asked.reasons.get(path, "") if is_ours else ""

    def topics_for(self, use: str) -> list[Topic]:
        """The columns that can be used so."""
        return [topic for topic in self.asked.topics if use in topic.uses]

    def topic_named(self, name: str) -> Topic | None:
        """The topic that a field names."""
        return self.by_key.get(self.value(name))

    def with_use(self, *, is_aside: bool) -> list[tuple[Topic, str]]:
        """Those that no other section uses, with what becomes of them: the questions, or what we
        would leave aside. Each keeps its place, whatever becomes of it."""
        uses, guess = self.given["use"], self.asked.guess
        return [
            (topic, uses[topic.key])
            for topic in self.asked.topics
            if topic.key in uses
            and is_aside
            is (
                topic.key not in guess.audience
                and (topic.key in guess.ignored or use_of(topic) == "ignored")
            )
        ]

    def why_used(self, key: str) -> str:
        """The reason of what was guessed to become of a question; of one that nobody decided, what
        we suggest."""
        path = next((path for _, _, path in self.asked.guess.uses() if path[-1] == key), ())
        known = self.asked.reasons.get(path, "")
        if self.given["use"].get(key) != "untold":
            return known
        why = self.asked.private.get(key) or sentence("asked", "leaves")
        what = sentence("page", f"would_{self.asked.suggested_audience(key)}")
        suggested = sentence("page", "suggested", what=what, why=why)
        return suggested if known in ("", why) else f"{known} {suggested}"

    def why_state(self, key: str) -> str:
        """What we suggest that an answer to the consent question allows, as long as nobody says."""
        if self.value(f"consent.states.{key}"):
            return ""
        state = self.unplaced_answers().get(key)
        why = sentence("asked", f"state_{state or 'untold'}")
        if state is None:
            return why
        return sentence("page", "suggested", what=label("consent", state), why=why)

    def headed_by(self, topic: Topic) -> list[Topic]:
        """What a new column may be under another heading."""
        if "rewording" not in topic.uses:
            return []
        known = (one for one in self.asked.topics if one.is_written)
        return [one for one in known if one.can_be_headed_as(topic)]

    def heading_of(self, topic: Topic) -> str:
        """The heading of a topic and where its columns are."""
        where = self.where(topic)
        return f"{topic.heading} — {where}" if where else topic.heading

    def where(self, topic: Topic) -> str:
        """Where the columns of a topic are; empty without an export."""
        columns = [place.column for place in topic.question.places]
        match len(columns):
            case 0:
                return ""
            case 1:
                return columns[0]
        return sentence("page", "columns", first=columns[0], last=columns[-1])

    @property
    def public_questions(self) -> list[Topic]:
        """The questions that a public page would show: those that the file lists; else those with
        choices whose answers leave, but the boxes that the consent requires."""
        listed = self.value("publish.public_questions")
        required = self.value("consent.requires") or ()
        return [
            topic
            for topic in self.asked.topics
            if (
                topic.key in listed
                if isinstance(listed, list)
                else topic.question.kind in CLOSED and topic.key not in required
            )
            if self.given["use"].get(topic.key) == "all"
        ]

    @property
    def boxes(self) -> list[Topic]:
        """The questions that have a choice which rules, or the consent, may depend on."""
        ticked = [key for rule in self.value("consent.rules") or () for key in rule["when"]]
        ticked += self.value("consent.requires") or ()
        return [
            topic
            for topic in self.asked.topics
            if topic.key in ticked
            or (
                topic.question.kind in ("choice", "choices")
                and len(topic.question.choices) <= MOST_OFFERED
                and self.given["use"].get(topic.key) in AUDIENCES
            )
        ]

    ticks = staticmethod(ticks)

    @property
    def rules(self) -> list[dict[str, Any]]:
        """The rules, and room for another."""
        return [*(self.value("consent.rules") or []), {"state": "", "when": {}}]


def guess_of(asked: Questionnaire, **more: str) -> Declaration:
    """The six questions with our answers; what only a person knows, or decides, waits for them."""
    given = as_sent(asked.start) | more
    for name, blank in (("title", NO_TITLE), ("recipient", TO_COMPLETE)):
        if given[name] == blank:
            given[name] = ""
    return Declaration(asked, complete(given, asked))


def field_name(path: FieldPath) -> str:
    """The field of the screen that a problem is about; empty for the whole."""
    match path:
        case ("audience" | "ignored" | "rewords", key):
            return f"use.{key}"
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
