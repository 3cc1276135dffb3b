"""Our suggestions for what an organiser has not decided yet about a form, and the acts that accept
all suggestions on a screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from consultation.proposals.six_questions import SENT_ROLES, Questionnaire
from flows.page.sent_answers import Do, as_sent

# The uses of columns that leave next to the answers.
BESIDE_ANSWERS = (*SENT_ROLES, "category")


@dataclass
class Suggestions:
    """The questions about a form, and the answers so far. `answers` has the shape of the
    screen's fields."""

    draft: Questionnaire
    answers: dict[str, Any]

    def __post_init__(self) -> None:
        self.by_key = {topic.key: topic for topic in self.draft.topics}
        self.guessed_uses: dict[str, str] = as_sent(self.draft.guess)["use"]

    def leaving_use(self, key: str) -> str:
        """The use that a column has if its answers leave. It is our guess if that is a name or the
        category (`name`, `category`…). Otherwise `all`."""
        use = self.guessed_uses.get(key, "")
        return use if use in BESIDE_ANSWERS else "all"

    def suggested_use(self, key: str) -> str:
        """The use that we suggest for a column: `leaving_use`, or `organisation` (the answers stay
        with the organisers). `organisation` is suggested instead of `all` for uploaded files, and
        for columns with private answers (`draft.private`)."""
        use, is_file = self.leaving_use(key), self.by_key[key].question.kind == "file"
        return "organisation" if use == "all" and (is_file or key in self.draft.private) else use

    def is_undecided(self, key: str) -> bool:
        """True if nobody has decided whether this column leaves. Its use is then `untold`, or
        `ignored` although by our guess it is a name or the category. False for the consent
        question."""
        use = self.answers["use"].get(key)
        return use == "untold" or (use == "ignored" and self.leaving_use(key) != "all")

    def leaving_columns(self) -> dict[str, str]:
        """The undecided columns whose answers leave if our suggestions are accepted, key →
        suggested use. A column suggested as a name or as the category is left out if another column
        already has that use."""
        taken = {*self.answers["use"].values()} & {*BESIDE_ANSWERS}
        undecided = filter(self.is_undecided, self.answers["use"])
        suggested = {key: self.suggested_use(key) for key in undecided}
        return {key: use for key, use in suggested.items() if use not in {"organisation", *taken}}

    def unplaced_answers(self) -> dict[str, str]:
        """The answers to the consent question without a chosen consent, key → suggested consent.
        Answers for which we suggest nothing are left out."""
        of, placed = self.answers["consent"].get("question"), self.answers["consent"]["states"]
        states = self.draft.suggested_states(of) if of in self.by_key else {}
        return {key: state for key, state in states.items() if state and not placed.get(key)}

    def decide(self, do: Do) -> int:
        """Accept our suggestions. Returns the number of decisions.

        If `do` is `place`, these are the consents of the undecided answers to the consent question.
        Otherwise, the uses of the undecided columns that the screen had listed.
        """
        if do == "place":
            decided = self.unplaced_answers()
            self.answers["consent"]["states"] |= decided
            return len(decided)
        listed = {*self.answers["listed"]}
        decided = {key: use for key, use in self.leaving_columns().items() if key in listed}
        self.answers["use"] |= decided
        for key in (key for key, use in decided.items() if use == "category"):
            self.answers["category"] = {"of": key, "collectives": self.draft.collectives_of(key)}
        return len(decided)
