"""Six questions that make a form file, each with our guess and its reason, for a page to ask.

They are about the title and dates, consent, roles, the category, the audience of each question, and
ignored columns (see `Answers`). `ask_about` asks them about an export, `declared.ask_again` about
an existing form file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from consultation.forms.note_blanks import NO_TITLE, TO_COMPLETE
from consultation.forms.problems import quote
from consultation.proposals import heading_words as words
from consultation.proposals.answer_checks import read_answers, refuse_problems
from consultation.proposals.consents import consent_guess, other_askers
from consultation.proposals.declaration import declared_values
from consultation.proposals.draft import Source, collectives_in, draft_text
from consultation.proposals.given_answers import Answers, CategoryAnswer, FieldPath
from consultation.proposals.page_file import page_text
from consultation.proposals.privacy import private_topics
from consultation.proposals.reading import read_topics
from consultation.proposals.topics import ROLES, Role, Topic
from consultation.words.french import sentence

# Roles that leave next to the answers, as the category does, if people agreed to a name.
SENT_ROLES: tuple[Role, ...] = ("name", "collective")


@dataclass(frozen=True, kw_only=True)
class Questionnaire:
    """The questions about a form, our guesses, and their reasons.

    `reasons`: field → the reason for its guess. `private`: key of a topic → the reason to keep its
    answers with the organisers. `unseen`: French sentences on the declarations that no question is
    about, which the form file keeps.
    """

    form_id: str
    topics: tuple[Topic, ...]
    guess: Answers
    reasons: Mapping[FieldPath, str]
    private: Mapping[str, str]
    unseen: tuple[str, ...] = ()

    @property
    def start(self) -> Answers:
        """The answers shown to a person at first: here the declarations of a form file."""
        return self.guess

    def topic(self, key: str) -> Topic:
        """The topic with this key. Raises KeyError if there is none."""
        return {topic.key: topic for topic in self.topics}[key]

    def suggested_states(self, key: str) -> dict[str, str | None]:
        """Key of each answer → the consent to propose for it if a person makes this question the
        consent question: « Non » → `reflection_only`. None if a person has to choose.

        A consent that allows sending is proposed only for the question that we guessed. If we
        guessed none, it is proposed for any question that mentions consent.
        """
        topic = self.topic(key)
        states = words.consent_states(topic.heading, [value.text for value in topic.values])
        chosen = self.guess.consent.question
        may_send = key == chosen or (chosen is None and topic.is_agreement)
        return {
            value.key: state if may_send or state == "reflection_only" else None
            for value in topic.values
            for state in [states[value.text]]
        }

    def collectives_of(self, key: str) -> list[str]:
        """The ids of choices that would be collectives, if this question were the category."""
        if key == self.guess.category.question:
            return self.guess.category.collectives
        return collectives_in(self.topic(key))


@dataclass(frozen=True, kw_only=True)
class NewForm(Questionnaire):
    """The six questions about an export that no form file declares yet."""

    source: Source

    @property
    def start(self) -> Answers:
        """Our guesses without the values that would let something leave: a person must choose
        these."""
        consent = self.guess.consent
        kept = {"reflection_only", "organisation"}
        states = {key: state if state in kept else None for key, state in consent.states.items()}
        asked = self.guess.audience.items()
        audience = {key: said if said in kept else None for key, said in asked}
        return self.guess.model_copy(
            update={
                "consent": consent.model_copy(update={"states": states}),
                "audience": audience,
                "roles": self.guess.roles | dict.fromkeys(SENT_ROLES),
                "category": CategoryAnswer(),
            }
        )

    def form_text(self, sent: Mapping[str, object]) -> str:
        """The form file that the answers make.

        Raises RefusedAnswers if they can't make a form file.
        """
        answers = read_answers(sent, self.topics)
        text = page_text(declared_values(answers, self.topics))
        refuse_problems(text, self.form_id, Path(), self.topics, answers)
        return text

    def draft(self) -> str:
        """The form file of our guesses, for people to correct.

        Guesses of consent, roles and category are in comments.
        """
        return draft_text(self.form_id, self.source, self.guess, self.topics, self.private)


def ask_about(export: Path, form_id: str) -> NewForm:
    """The six questions about an export. Raises OrganiserError when it can't be read."""
    read = read_topics(export)
    private = private_topics(read.topics)
    guess = guessed_answers(read.topics, private, read.source.title or NO_TITLE)
    return NewForm(
        form_id=form_id,
        topics=read.topics,
        guess=guess,
        reasons=reasons_of(guess, read.topics, private),
        private=private,
        unseen=tuple(totals_in(read.topics)),
        source=read.source,
    )


def totals_in(topics: Iterable[Topic]) -> Iterator[str]:
    """Yield a French sentence per question with totals: « Favorables », with the choices added up.

    The page asks nothing about totals. Wrong totals are corrected in the form file.
    """
    for topic in topics:
        labels = {choice.id: (*choice.spellings, choice.id)[0] for choice in topic.question.choices}
        totals = [
            sentence("unseen", "total", name=name, choices=[labels[choice] for choice in ids])
            for name, ids in topic.question.groups
        ]
        if totals and topic.use == "question":
            yield sentence("unseen", "groups", question=topic.heading, totals=totals)


def guessed_answers(topics: Sequence[Topic], private: Mapping[str, str], title: str) -> Answers:
    """The likeliest answers to the six questions. `private`: topic key → reason to keep its
    answers with the organisers. `title` is the form's."""
    consent = consent_guess(topics)
    roles = {
        role: next((asked.key for asked in topics if asked.use == role), None) for role in ROLES
    }
    who = next((asked for asked in topics if asked.is_category), None)
    category = CategoryAnswer(question=who.key, collectives=collectives_in(who)) if who else None
    taken = {consent.question, *roles.values(), who.key if who else None}
    free = [topic for topic in topics if topic.key not in taken]
    return Answers(
        title=title,
        recipient=TO_COMPLETE,
        consent=consent,
        roles=roles,
        category=category or CategoryAnswer(),
        audience={
            topic.key: "organisation"
            if topic.question.kind == "file" or topic.key in private
            else "all"
            for topic in free
            if topic.use == "question"
        },
        ignored=[topic.key for topic in free if topic.use != "question"],
    )


def reasons_of(
    guess: Answers, topics: Sequence[Topic], private: Mapping[str, str]
) -> dict[FieldPath, str]:
    """Field → the reason for its guess, in French. `private`: topic key → the reason to keep its
    answers with the organisers."""
    by_key = {topic.key: topic for topic in topics}
    reasons: dict[FieldPath, str] = {
        ("title",): sentence("asked", "no_title" if guess.title == NO_TITLE else "title"),
        ("closes_at",): sentence("asked", "closes_at"),
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
    return reasons


def _why_consent(guess: Answers, topics: Sequence[Topic]) -> str:
    others = other_askers(topics)
    headings = ", ".join(map(quote, others))
    if not guess.consent.question:
        return sentence("asked", "consent_open" if others else "no_consent", headings=headings)
    more = sentence("asked", "consent_others", headings=headings) if others else ""
    return " ".join(filter(None, (sentence("asked", "consent"), more)))
