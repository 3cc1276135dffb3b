"""What the screens of a declaration show, and the answers that they send back.

A field is called by its path in the answers, with dots; `use.<topic>` says what becomes of a
question: who sees its answers, or that it is left aside. What is named elsewhere (consent, a role,
the category) has no such field: it is used there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import time
from typing import Any, Literal

from consultation.errors import OrganiserError
from consultation.forms.note_blanks import NO_TITLE, TO_COMPLETE
from consultation.french import sentence
from consultation.proposals.answers import Answers, FieldPath, FieldProblem
from consultation.proposals.draft import ROLES
from consultation.proposals.questionnaire import Questionnaire
from consultation.proposals.topics import Topic

Pairs = Sequence[tuple[str, str]]
Do = Literal["refresh", "show", "save"]

AUDIENCES = {"all": "all", "organisation": "organisation", "untold": ""}
LAST_SECOND = time(23, 59, 59)
# A choice among more than this is no consent, and no list to read on a screen.
MOST_OFFERED = 20


@dataclass
class Declaration:
    """The six questions with some answers to them, and what is wrong with these."""

    asked: Questionnaire
    given: dict[str, Any]
    problems: list[FieldProblem] = field(default_factory=list)
    text: str | None = None  # the form file, once it was asked to be shown

    def __post_init__(self) -> None:
        self.by_key = {topic.key: topic for topic in self.asked.topics}
        self.said: dict[str, list[OrganiserError]] = defaultdict(list)
        for problem in self.problems:
            self.said[field_name(problem.field)].append(problem.error)

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
        guessed: Any = _sent_of(self.asked.guess)
        for part in path:
            guessed = guessed.get(part, "") if isinstance(guessed, dict) else ""
        is_ours = (guessed or "") == self.value(".".join(path)) or isinstance(guessed, list)
        return self.asked.reasons.get(path, "") if is_ours else ""

    def offered(self, use: str) -> list[Topic]:
        """The columns that can be used so."""
        return [topic for topic in self.asked.topics if use in topic.uses]

    def named(self, name: str) -> Topic | None:
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
                and (topic.key in guess.ignored or _use_of(topic) == "ignored")
            )
        ]

    def why_used(self, key: str) -> str:
        """The reason of what was guessed to become of a question."""
        path = next((path for _, _, path in self.asked.guess.uses() if path[-1] == key), ())
        return self.asked.reasons.get(path, "")

    def headed_by(self, topic: Topic) -> list[Topic]:
        """What a new column may be under another heading."""
        if "rewording" not in topic.uses:
            return []
        known = (one for one in self.asked.topics if one.is_written)
        return [one for one in known if one.can_be_headed_as(topic)]

    def headed(self, topic: Topic) -> str:
        """The heading of a topic and where its columns are."""
        where = self.where(topic)
        return f"{topic.heading} ({where})" if where else topic.heading

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

    @property
    def rules(self) -> list[dict[str, Any]]:
        """The rules, and room for another."""
        return [*(self.value("consent.rules") or []), {"state": "", "when": {}}]


def guessed(asked: Questionnaire, **more: str) -> Declaration:
    """The six questions with our answers; what only a person knows waits for them."""
    given = _sent_of(asked.guess) | more
    for name, blank in (("title", NO_TITLE), ("recipient", TO_COMPLETE)):
        if given[name] == blank:
            given[name] = ""
    return Declaration(asked, _completed(given, asked))


def _sent_of(guess: Answers) -> dict[str, Any]:
    sent = guess.model_dump(mode="json")
    if moment := guess.closes_at:
        is_day = moment.time() == LAST_SECOND
        sent["closes_at"] = moment.date().isoformat() if is_day else moment.isoformat()
    audiences = {key: audience or "untold" for key, audience in sent.pop("audience").items()}
    sent["use"] = audiences | dict.fromkeys(sent.pop("ignored"), "ignored")
    return sent


def read_pairs(pairs: Pairs, asked: Questionnaire) -> tuple[Declaration, Do]:
    """What a screen sent, and what it asks for."""
    given: dict[str, Any] = {
        "consent": {"states": {}, "typed": {}, "requires": {}, "rules": []},
        "category": {"collectives": []},
        "roles": {},
        "use": {},
        "kinds": {},
    }
    rules: dict[str, dict[str, Any]] = {}
    for name, value in pairs:
        match name.split("."):
            case ["consent", "typed", state]:
                given["consent"]["typed"][state] = value.splitlines()
            case ["consent", "states", key]:
                given["consent"]["states"][key] = value
            case ["consent", "requires"]:
                given["consent"]["requires"] |= _ticked(value)
            case ["consent", "rules", number, "state"]:
                rules.setdefault(number, {"when": {}})["state"] = value
            case ["consent", "rules", number, "when"]:
                rules.setdefault(number, {"when": {}})["when"] |= _ticked(value)
            case ["category", "collectives"]:
                given["category"]["collectives"].append(value)
            case ["consent" | "category" | "roles" | "use" | "kinds" as table, key]:
                given[table][key] = value
            case [key]:
                given[key] = value
    given["consent"]["rules"] = [
        {"state": "", **rule} for rule in rules.values() if rule["when"] or rule.get("state")
    ]
    do = given.pop("do", "refresh")
    problems = list(_unseen(given)) if do != "refresh" else []
    declaration = Declaration(asked, _completed(given, asked, is_sent=True), problems)
    return declaration, do if do in ("show", "save") else "refresh"


def _ticked(value: str) -> dict[str, str]:
    """A choice of a topic, as an option is called; nothing where none was chosen."""
    topic, _, choice = value.partition(" ")
    return {topic: choice} if topic else {}


def _unseen(given: Mapping[str, Any]) -> Iterator[FieldProblem]:
    """A question that was chosen before its answers were on the screen."""
    for table in ("consent", "category"):
        if given[table].get("question", "") != given[table].get("of", ""):
            yield FieldProblem((table, "question"), OrganiserError("answers.unseen_values"))


def _completed(
    given: dict[str, Any], asked: Questionnaire, *, is_sent: bool = False
) -> dict[str, Any]:
    """The answers, with a guess for what no screen showed yet: the answers of a question that was
    just chosen, what becomes of a column that no section uses any more."""
    topics = {topic.key: topic for topic in asked.topics}
    consent, category = given["consent"], given["category"]
    of, who = consent.get("question") or "", category.get("question") or ""
    if is_sent and consent.get("of") != of:
        consent |= {"states": asked.states_of(of) if of in topics else {}, "typed": {}}
    if is_sent and category.get("of") != who:
        category["collectives"] = asked.collectives_of(who) if who in topics else []
    consent["of"], category["of"] = of, who
    taken = {of, who, *given["roles"].values()}
    given["use"] = {
        key: given["use"].get(key) or _use_of(topic)
        for key, topic in topics.items()
        if key not in taken
    }
    return given


def _use_of(topic: Topic) -> str:
    """What becomes of a column that nothing uses any more: nothing of it leaves."""
    is_question = "question" in topic.uses and topic.values
    return "organisation" if is_question else "ignored"


def answers_in(declaration: Declaration) -> dict[str, Any]:
    """The answers as the domain reads them."""
    given = declaration.given
    uses: dict[str, str] = given["use"]
    asked = {key: AUDIENCES[use] for key, use in uses.items() if use in AUDIENCES}
    tables = {name: dict(given[name]) for name in ("consent", "category")}
    for table in tables.values():
        del table["of"]
    tables["consent"]["typed"] = {
        state: [line for line in lines if line.strip()]
        for state, lines in tables["consent"]["typed"].items()
    }
    return {
        **{name: given.get(name, "") for name in ("title", "recipient", "closes_at")},
        **tables,
        "roles": given["roles"],
        "audience": asked,
        "ignored": [key for key, use in uses.items() if use == "ignored"],
        "kinds": {key: kind for key, kind in given["kinds"].items() if key in asked},
        "rewords": {
            key: use for key, use in uses.items() if use not in AUDIENCES and use != "ignored"
        },
    }


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
