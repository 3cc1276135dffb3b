"""Why we would answer as we do, in French: what a screen shows beside each answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from consultation.forms.note_blanks import NO_TITLE
from consultation.forms.problems import quote
from consultation.proposals.consents import is_open, other_askers
from consultation.proposals.given_answers import Answers, FieldPath
from consultation.proposals.topics import Topic
from consultation.words.french import sentence


def reasons_of(
    guess: Answers, topics: Sequence[Topic], private: Mapping[str, str]
) -> dict[FieldPath, str]:
    """Why each answer was guessed, in French, by its field."""
    by_key = {topic.key: topic for topic in topics}
    is_titled = guess.title != NO_TITLE
    reasons: dict[FieldPath, str] = {
        ("title",): sentence("asked", "title" if is_titled else "no_title"),
        ("recipient",): sentence("asked", "recipient"),
        ("closes_at",): sentence("asked", "closes_at"),
        ("category", "collectives"): sentence("asked", "collectives"),
        ("consent", "question"): _why_consent(guess, topics),
    }
    for key, use, field in guess.uses():
        if use == "category":
            reasons[field] = sentence("asked", "category")
        elif use == "question":
            leaves = "file" if by_key[key].question.kind == "file" else "leaves"
            reasons[field] = private.get(key) or sentence("asked", leaves)
        elif use != "consent":
            reasons[field] = " ".join(by_key[key].remarks)
    for value, state in guess.consent.states.items():
        reasons["consent", "states", value] = sentence("asked", f"state_{state or 'untold'}")
    for box in guess.consent.requires:
        reasons["consent", "requires", box] = sentence("asked", "requires")
    if guess.category.question is None:
        reasons["category", "question"] = sentence("asked", "no_category")
    for role, chosen in guess.roles.items():
        if chosen is None:
            reasons["roles", role] = sentence("asked", "no_role")
    return reasons


def _why_consent(guess: Answers, topics: Sequence[Topic]) -> str:
    others = other_askers(topics)
    headings = ", ".join(map(quote, others))
    if is_open(guess.consent, others):
        return sentence("asked", "consent_open", headings=headings)
    kind = "consent_rules" if guess.consent.rules else "no_consent"
    reason = sentence("asked", "consent" if guess.consent.question else kind)
    more = sentence("asked", "consent_others", headings=headings) if others else ""
    return " ".join(filter(None, (reason, more)))
