"""Why we would answer as we do, in French: what a screen shows beside each answer."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from consultation.forms.note_blanks import NO_TITLE
from consultation.forms.problems import quote
from consultation.proposals.draft import Decisions
from consultation.proposals.given_answers import Answers, FieldPath
from consultation.proposals.privacy import why_private
from consultation.proposals.topics import Topic
from consultation.words.french import sentence


def private_topics(topics: Sequence[Topic]) -> dict[str, str]:
    """Why the answers to some questions had better stay in the house, by the question."""
    pairs = pairwise([None, *(topic.question for topic in topics)])
    reasons = zip(topics, (why_private(one, before) for before, one in pairs if one), strict=True)
    return {topic.key: reason for topic, reason in reasons if reason}


def reasons_of(guess: Answers, topics: Sequence[Topic], guessed: Decisions) -> dict[FieldPath, str]:
    """Why each answer was guessed, in French, by its field."""
    by_key = {topic.key: topic for topic in topics}
    is_titled = guess.title != NO_TITLE
    reasons: dict[FieldPath, str] = {
        ("title",): sentence("asked", "title" if is_titled else "no_title"),
        ("recipient",): sentence("asked", "recipient"),
        ("closes_at",): sentence("asked", "closes_at"),
        ("category", "collectives"): sentence("asked", "collectives"),
    }
    for key, use, field in guess.uses():
        topic = by_key[key]
        if use == "category":
            reasons[field] = sentence("asked", "category")
        elif use == "question":
            stays = guessed.reasons.get(topic.question.id)
            reasons[field] = stays or sentence(
                "asked", "file" if topic.question.kind == "file" else "leaves"
            )
        else:
            reasons[field] = " ".join(topic.remarks)
    for value, state in guess.consent.states.items():
        reasons["consent", "states", value] = sentence("asked", f"state_{state or 'untold'}")
    if guess.consent.question is None:
        rules = "consent_rules" if guess.consent.rules else "no_consent"
        reasons["consent", "question"] = sentence("asked", rules)
    if guessed.consent.others:
        more = "consent_open" if guessed.consent.is_open else "consent_others"
        headings = ", ".join(map(quote, guessed.consent.others))
        told = sentence("asked", more, headings=headings)
        reason = "" if guessed.consent.is_open else reasons["consent", "question"]
        reasons["consent", "question"] = " ".join(filter(None, (reason, told)))
    for box in guess.consent.requires:
        reasons["consent", "requires", box] = sentence("asked", "requires")
    if guess.category.question is None:
        reasons["category", "question"] = sentence("asked", "no_category")
    for role, chosen in guess.roles.items():
        if chosen is None:
            reasons["roles", role] = sentence("asked", "no_role")
    return reasons
