"""What we suggest where nobody decided, and the acts that decide many answers as it is suggested:
those that were listed beside the act."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from consultation.proposals.six_questions import Questionnaire
from consultation.proposals.topics import Topic
from flows.page.sent_answers import Do, as_sent

# The acts that decide, as each section of the screen has one.
ACTS: tuple[Do, ...] = ("place", "name", "leave", "stay")
# Names, for who agreed to them, and who answers.
BESIDE_ANSWERS = (("roles", "name"), ("roles", "collective"), ("category", "question"))


@dataclass
class Suggestions:
    """The six questions, with some answers to them."""

    asked: Questionnaire
    given: dict[str, Any]

    def __post_init__(self) -> None:
        self.by_key = {topic.key: topic for topic in self.asked.topics}

    def undecided_questions(self, audience: str) -> list[Topic]:
        """The questions that nobody decided, and that we suggest to decide so."""
        columns = self.undecided_columns().values()
        return [
            topic
            for key, topic in self.by_key.items()
            if self.given["use"].get(key) == "untold"
            and topic not in columns
            and self.asked.suggested_audience(key) == audience
        ]

    def undecided_columns(self) -> dict[str, Topic]:
        """The columns that would leave beside the answers, that nobody chose or used otherwise, by
        their field."""
        guess, start = as_sent(self.asked.guess), as_sent(self.asked.start)
        return {
            f"{table}.{name}": self.by_key[key]
            for table, name in BESIDE_ANSWERS
            if (key := guess[table][name]) != start[table][name]
            and not self.given[table].get(name)
            and self.given["use"].get(key) in ("untold", "ignored")
        }

    def unplaced_answers(self) -> dict[str, str]:
        """The answers to the consent question that nobody placed, with what we suggest of each."""
        of, placed = self.given["consent"].get("question"), self.given["consent"]["states"]
        states = self.asked.suggested_states(of) if of in self.by_key else {}
        return {key: state for key, state in states.items() if state and not placed.get(key)}

    @property
    def undecided_counts(self) -> dict[str, int]:
        """How many answers each act would decide, of those that decide any."""
        counts = {
            "place": len(self.unplaced_answers()),
            "name": len(self.undecided_columns()),
            "leave": len(self.undecided_questions("all")),
            "stay": len(self.undecided_questions("organisation")),
        }
        return {do: count for do, count in counts.items() if count}

    def decide(self, do: Do) -> int:
        """How many answers one act decides as they were suggested."""
        if do == "all":
            return sum(map(self.decide, ACTS))
        if do == "place":
            states = self.unplaced_answers()
            self.given["consent"]["states"] |= states
            return len(states)
        listed = {*self.given["listed"]}
        if do == "name":
            columns = self.undecided_columns().items()
            named = {name: one.key for name, one in columns if one.key in listed}
            for name, key in named.items():
                self._use_column(name, key)
            return len(named)
        audience = {"leave": "all", "stay": "organisation"}.get(do, "")
        decided = [one.key for one in self.undecided_questions(audience) if one.key in listed]
        self.given["use"] |= dict.fromkeys(decided, audience)
        return len(decided)

    def _use_column(self, field: str, key: str) -> None:
        table, _, name = field.partition(".")
        self.given[table][name] = key
        del self.given["use"][key]
        if table == "category":
            self.given[table] |= {"of": key, "collectives": self.asked.collectives_of(key)}
