"""Turn the answers to the six questions into the values of a form file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from consultation.forms.contradictions import STATES
from consultation.forms.spelling import spelling_of
from consultation.proposals.given_answers import Answers, ConsentAnswer
from consultation.proposals.topics import ROLES, DeclaredQuestion, Option, Topic


def declared_values(answers: Answers, topics: Sequence[Topic]) -> dict[str, Any]:
    """The values of the form file that these answers make: `{"title": "Vélo", "roles": {"email":
    ["Courriel"]}, …}`. A table without values is left out. `topics` are the questions and columns
    that the answers are about."""
    by_key = {topic.key: topic for topic in topics}
    who = by_key.get(answers.category.question or "")
    roles = ((role, by_key.get(answers.roles.get(role) or "")) for role in ROLES)
    left = [topic for topic in topics if topic.key in answers.ignored]
    ignored = {spelling_of(text): text for topic in left for text in topic.ignored_as}
    questions = [topic for topic in topics if topic.key in answers.audience]
    tables = {
        "consent": consent_values(answers.consent, by_key),
        "roles": {role: [*topic.question.headers] for role, topic in roles if topic},
        "category": category_values(who.question, answers.category.collectives) if who else {},
        "questions": {topic.question.id: _question_values(topic, answers) for topic in questions},
        "review": answers.review.values(),
        "publish": answers.publish.values(),
        "pack": answers.pack.values(),
    }
    return {
        "title": answers.title,
        "recipient": answers.recipient,
        "time_zone": "Europe/Paris",
        **({"closes_at": answers.closes_at} if answers.closes_at else {}),
        "ignored": [*ignored.values()],
        **{name: table for name, table in tables.items() if table},
    }


def _question_values(topic: Topic, answers: Answers) -> dict[str, Any]:
    question = topic.asked_as(answers.kinds.get(topic.key, topic.kinds[0]))
    audience = None if question.kind == "file" else answers.audience[topic.key]
    values = {
        "title": question.title,
        "kind": question.kind,
        "headers": [*question.headers],
        "other": [*question.other],
        "audience": audience,
        "items": _options(question.items),
        "choices": _options(question.choices),
        "groups": {name: [*ids] for name, ids in question.groups},
    }
    return {key: value for key, value in values.items() if value}


def category_values(question: DeclaredQuestion, collectives: Sequence[str]) -> dict[str, Any]:
    """The values of `[category]`: the headings and choices of `question`, which asks who answers.
    `collectives` are the ids of the choices that are collectives."""
    return {
        "headers": [*question.headers],
        "collectives": [*collectives],
        "choices": _options(question.choices),
    }


def _options(options: Iterable[Option]) -> dict[str, list[str]]:
    return {option.id: [*option.spellings] for option in options}


def consent_values(consent: ConsentAnswer, topics: Mapping[str, Topic]) -> dict[str, Any]:
    """The values of `[consent]` for this answer about consent. Empty if it has neither a consent
    question nor rules."""

    def by_id(when: Mapping[str, list[str]]) -> dict[str, Any]:
        choices_of = {topics[key].question.id: choices for key, choices in when.items()}
        return {name: of if of[1:] else of[0] for name, of in choices_of.items()}

    values: dict[str, Any] = {}
    if consent.question:
        values["headers"] = [*topics[consent.question].question.headers]
        answers = consents_given(consent, topics)
        for state in STATES:
            if texts := [text for text, text_state in answers if text_state == state]:
                values[state] = texts
    if consent.requires and (consent.question or consent.rules):
        values["requires"] = by_id(consent.requires)
    if consent.rules:
        values["rules"] = [
            {"state": rule.state, "when": by_id(rule.when)} for rule in consent.rules
        ]
    return values


def consents_given(
    consent: ConsentAnswer, topics: Mapping[str, Topic]
) -> list[tuple[str, str | None]]:
    """Each answer offered by the consent question, with the consent that the organiser says it
    gives: `("Oui", "anonymous")`, or `("Oui", None)` as long as nothing is said. Answers that the
    organiser typed come last. Empty without a consent question."""
    if not consent.question:
        return []
    answers = [
        (value.text, consent.states.get(value.key)) for value in topics[consent.question].values
    ]
    return [*answers, *((text, state) for state, texts in consent.typed.items() for text in texts)]
