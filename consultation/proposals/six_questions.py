"""The six questions from whose answers a form file is made. A page asks them, and shows our guess
and its reason for each.

They are about the title and dates, consent, roles (personal details), the category, who may see the
answers to each question, and ignored columns (see `Answers`). `ask_about` makes them from an
export, `declared.ask_again` from an existing form file.
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
    """The six questions about a form, with our guesses and their reasons.

    `reasons`: field → the reason for its guess. `private`: key of a topic → the reason to keep its
    answers with the organisers. `unseen`: French sentences on the parts of the form file that no
    question is about.
    """

    form_id: str
    topics: tuple[Topic, ...]
    guess: Answers
    reasons: Mapping[FieldPath, str]
    private: Mapping[str, str]
    unseen: tuple[str, ...] = ()

    @property
    def start(self) -> Answers:
        """The answers that the page shows at first. For an existing form file, they are its
        declarations."""
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
        """The ids of the choices that probably are collectives, if the question with this key asks
        who answers."""
        if key == self.guess.category.question:
            return self.guess.category.collectives
        return collectives_in(self.topic(key))


@dataclass(frozen=True, kw_only=True)
class NewForm(Questionnaire):
    """The six questions about an export that no form file declares yet."""

    source: Source

    @property
    def start(self) -> Answers:
        """The answers that the page shows at first: our guesses, without the guesses that would let
        something leave. A person must choose these."""
        consent = self.guess.consent
        inside = {"reflection_only", "organisation"}
        states = {key: state if state in inside else None for key, state in consent.states.items()}
        audiences = self.guess.audience.items()
        audience = {key: value if value in inside else None for key, value in audiences}
        return self.guess.model_copy(
            update={
                "consent": consent.model_copy(update={"states": states}),
                "audience": audience,
                "roles": self.guess.roles | dict.fromkeys(SENT_ROLES),
                "category": CategoryAnswer(),
            }
        )

    def form_text(self, sent: Mapping[str, object]) -> str:
        """The form file that a person's answers make. `sent` are the answers as the page sent them.

        Raises RefusedAnswers if they can't make a form file.
        """
        answers = read_answers(sent, self.topics)
        text = page_text(declared_values(answers, self.topics))
        refuse_problems(text, self.form_id, Path(), self.topics, answers)
        return text

    def draft(self) -> str:
        """A form file made from our guesses, for people to correct. Guesses about consent, roles
        and the category are written as comments, so that nothing leaves before a person decides."""
        return draft_text(self.form_id, self.source, self.guess, self.topics, self.private)


def ask_about(export: Path, form_id: str) -> NewForm:
    """The six questions about an export, for a new form with the id `form_id`. Raises
    OrganiserError when the export can't be read."""
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
    """Yield a French sentence for each question with totals. It lists the totals, such as «
    Favorables », with the choices that each adds up.

    The page does not ask about totals. Wrong totals are corrected in the form file.
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
    """The likeliest answers to the six questions. `private`: key of a topic → the reason to keep
    its answers with the organisers. `title` is the title of the form."""
    consent = consent_guess(topics)
    roles = {
        role: next((topic.key for topic in topics if topic.use == role), None) for role in ROLES
    }
    who = next((topic for topic in topics if topic.is_category), None)
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
    """Field of the answers → the French reason for the guess in it. `private`: key of a topic → the
    reason to keep its answers with the organisers."""
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
