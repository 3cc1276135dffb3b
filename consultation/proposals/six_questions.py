"""Six questions that make a form file, each with our guess and why: what a page asks and writes.

`ask_about` asks them of an export; `declared.ask_again` of a form file that stands.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from consultation.proposals import heading_words as words
from consultation.proposals.consents import ConsentDraft
from consultation.proposals.draft import (
    ROLES,
    Category,
    Decisions,
    Role,
    Source,
    form_text,
    guessed_decisions,
)
from consultation.proposals.fields import refuse_problems
from consultation.proposals.given_answers import (
    Answers,
    CategoryAnswer,
    ConsentAnswer,
    FieldPath,
    RuleAnswer,
    read_answers,
)
from consultation.proposals.plan import DeclaredQuestion
from consultation.proposals.reading import plan_form
from consultation.proposals.reasons import private_topics, reasons_of
from consultation.proposals.topics import Topic, key_of, topics_of

# What leaves beside the answers, as the category does, under the name that people agreed to.
SENT_ROLES: tuple[Role, ...] = ("name", "collective")


@dataclass(frozen=True, kw_only=True)
class Questionnaire:
    """What a person is asked about a form, our answers, and why we would give them.

    `reasons` stand by the field that they are about, as problems do; `private` says of questions
    why their answers had better stay. `unseen` says what the form file holds that no question is
    about: it stays as it is.
    """

    form_id: str
    topics: tuple[Topic, ...]
    guess: Answers
    reasons: Mapping[FieldPath, str]
    private: Mapping[str, str]
    unseen: tuple[str, ...] = ()

    @property
    def start(self) -> Answers:
        """The answers that a person finds: what the form file says."""
        return self.guess

    def topic(self, key: str) -> Topic:
        """The topic that answers call by this key; KeyError for none."""
        return {topic.key: topic for topic in self.topics}[key]

    def suggested_audience(self, key: str) -> str:
        """Whether the answers to a question would leave, if nobody said otherwise: a suggestion."""
        is_file = self.topic(key).question.kind == "file"
        return "organisation" if is_file or key in self.private else "all"

    def suggested_states(self, key: str) -> dict[str, str | None]:
        """What each answer to a question would allow, if that one gave consent: of a question
        that we would not have chosen, only what keeps its answers in the house."""
        topic = self.topic(key)
        found = words.consent_states(topic.heading, [one.text for one in topic.values])
        may_send = key == self.guess.consent.question or topic.question.may_ask_consent
        return {
            one.key: state if may_send or state == "reflection_only" else None
            for one in topic.values
            for state in [found[one.text]]
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

    @property
    def start(self) -> Answers:
        """Our answers, but for all that would let something leave: a person decides that."""
        consent = self.guess.consent
        rules = [one.model_copy(update={"state": "unclear"}) for one in consent.rules]
        undecided = {"states": dict.fromkeys(consent.states), "rules": rules}
        audience = {
            key: said if self.topic(key).question.kind == "file" else None
            for key, said in self.guess.audience.items()
        }
        return self.guess.model_copy(
            update={
                "consent": consent.model_copy(update=undecided),
                "audience": audience,
                "roles": self.guess.roles | dict.fromkeys(SENT_ROLES),
                "category": CategoryAnswer(),
            }
        )

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
        private=private_topics(topics),
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
            rules=[]
            if consent.is_open
            else [
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
