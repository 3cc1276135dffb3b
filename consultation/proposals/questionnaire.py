"""Six questions that make a form file, each with our guess and why: what a page asks and writes.

`ask_about` asks them of an export; `declared.ask_again` of a form file that stands.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from consultation.forms.note_blanks import NO_TITLE
from consultation.french import sentence
from consultation.proposals import heading_words as words
from consultation.proposals.answers import (
    Answers,
    CategoryAnswer,
    ConsentAnswer,
    FieldPath,
    RuleAnswer,
    read_answers,
)
from consultation.proposals.consents import ConsentDraft
from consultation.proposals.draft import (
    ROLES,
    Category,
    Decisions,
    Source,
    form_text,
    guessed_decisions,
)
from consultation.proposals.fields import refuse_problems
from consultation.proposals.plan import DeclaredQuestion
from consultation.proposals.reading import plan_form
from consultation.proposals.topics import Topic, key_of, topics_of


@dataclass(frozen=True, kw_only=True)
class Questionnaire:
    """What a person is asked about a form, our answers, and why we would give them.

    `reasons` stand by the field that they are about, as problems do. `unseen` says what the form
    file holds that no question is about: it stays as it is.
    """

    form_id: str
    topics: tuple[Topic, ...]
    guess: Answers
    reasons: Mapping[FieldPath, str]
    unseen: tuple[str, ...] = ()

    def topic(self, key: str) -> Topic:
        """The topic that answers call by this key; KeyError for none."""
        return {topic.key: topic for topic in self.topics}[key]

    def states_of(self, key: str) -> dict[str, str | None]:
        """What each answer to a question would allow, if that one gave consent: of a question
        that we would not have chosen, only what keeps its answers in the house."""
        consent = self.guess.consent
        if key == consent.question:
            return dict(consent.states)
        found = {one.key: words.consent_state(one.text) for one in self.topic(key).values}
        return {
            value: state if state == "reflection_only" else None for value, state in found.items()
        }

    def collectives_of(self, key: str) -> list[str]:
        """Which choices of a question would be collectives, if that one said who answers."""
        if key == self.guess.category.question:
            return self.guess.category.collectives
        named = (
            one.choice
            for one in self.topic(key).values
            if words.COLLECTIVE_CHOICE.search(words.fold(one.text))
        )
        return list(dict.fromkeys(named))


@dataclass(frozen=True, kw_only=True)
class NewForm(Questionnaire):
    """The six questions about an export that no form file declares yet."""

    source: Source
    guessed: Decisions

    def form_text(self, sent: Mapping[str, object]) -> str:
        """The form file that the answers make; RefusedAnswers where they make none."""
        answers = read_answers(sent, self.topics)
        text = form_text(
            self.form_id, self.source, decisions_of(answers, self.topics, self.guessed)
        )
        refuse_problems(text, self.form_id, Path(), self.topics, answers)
        return text


def ask_about(export: Path, form_id: str) -> NewForm:
    """The six questions about an export; OrganiserError when it can't be read."""
    planned = plan_form(export)
    guessed = guessed_decisions(planned.source, planned.plan)
    topics = topics_of(planned.plan, planned.census, planned.export.door)
    guess = guessed_answers(guessed, topics)
    return NewForm(
        form_id=form_id,
        topics=topics,
        guess=guess,
        reasons=reasons_of(guess, topics, guessed),
        source=planned.source,
        guessed=guessed,
    )


def guessed_answers(guessed: Decisions, topics: Sequence[Topic]) -> Answers:
    """What the plan would answer."""
    keys = {topic.question.id: topic.key for topic in topics if topic.question.id}
    consent, category = guessed.consent, guessed.category
    role_keys = {role: key_of(headings[0]) for role, headings in guessed.roles.items()}
    asked = key_of(consent.headers[0]) if consent.headers else None
    who = key_of(category.question.headers[0]) if category else None
    taken = {asked, who, *role_keys.values()}
    questions = {one.id for one in guessed.questions}
    return Answers(
        title=guessed.title,
        recipient=guessed.recipient,
        closes_at=guessed.closes_at,
        consent=ConsentAnswer(
            question=asked,
            states={key_of(text): state for text, state in consent.states.items()},
            requires={keys[question]: choice for question, choice in consent.requires.items()},
            rules=[
                RuleAnswer(state=state, when={keys[one]: choice for one, choice in when.items()})
                for state, when in consent.rules
            ],
        ),
        roles={role: role_keys.get(role) for role in ROLES},
        category=CategoryAnswer(question=who, collectives=list(category.collectives))
        if category
        else CategoryAnswer(),
        audience={
            topic.key: _guessed_audience(topic.question, guessed)
            for topic in topics
            if topic.question.id in questions and topic.key not in taken
        },
        ignored=[
            topic.key
            for topic in topics
            if topic.question.id not in questions and topic.key not in taken
        ],
    )


def _guessed_audience(question: DeclaredQuestion, guessed: Decisions) -> str:
    stays = question.kind == "file" or guessed.audience.get(question.id) == "organisation"
    return "organisation" if stays else "all"


def decisions_of(answers: Answers, topics: Sequence[Topic], guessed: Decisions) -> Decisions:
    """What the form file will say: the answers, with the reasons of the guess."""
    by_key = {topic.key: topic for topic in topics}
    asked = [topic for topic in topics if topic.key in answers.audience]
    category = answers.category
    return replace(
        guessed,
        title=answers.title,
        recipient=answers.recipient,
        closes_at=answers.closes_at,
        pack=answers.pack.values(),
        left_out=tuple(
            one for topic in topics if topic.key in answers.ignored for one in topic.left_out
        ),
        consent=consent_of(answers, by_key),
        roles={
            role: by_key[key].question.headers for role in ROLES if (key := answers.roles.get(role))
        },
        category=Category(by_key[category.question].question, tuple(category.collectives))
        if category.question
        else None,
        questions=tuple(
            topic.asked_as(answers.kinds.get(topic.key, topic.kinds[0])) for topic in asked
        ),
        audience={topic.question.id: answers.audience[topic.key] for topic in asked},
        other_roles=(),
        is_confirmed=True,
    )


def consent_of(answers: Answers, topics: Mapping[str, Topic]) -> ConsentDraft:
    """What `[consent]` says, with ids and texts for keys."""
    given = answers.consent
    asked = topics[given.question] if given.question else None

    def ids(when: Mapping[str, str]) -> dict[str, str]:
        return {topics[key].question.id: choice for key, choice in when.items()}

    states: dict[str, str | None] = {}
    if asked:
        states = {one.text: given.states.get(one.key) for one in asked.values}
        states |= {text: state for state, texts in given.typed.items() for text in texts}
    return ConsentDraft(
        headers=asked.question.headers if asked else (),
        states=states,
        rules=[(rule.state, ids(rule.when)) for rule in given.rules],
        requires=ids(given.requires),
    )


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
    for box in guess.consent.requires:
        reasons["consent", "requires", box] = sentence("asked", "requires")
    if guess.category.question is None:
        reasons["category", "question"] = sentence("asked", "no_category")
    for role, chosen in guess.roles.items():
        if chosen is None:
            reasons["roles", role] = sentence("asked", "no_role")
    return reasons
