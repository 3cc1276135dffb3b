"""Guess the table `[consent]` of a form file: which question asks for consent, and the consent that
each of its answers gives."""

from __future__ import annotations

from collections.abc import Sequence

from consultation.proposals import heading_words as words
from consultation.proposals.given_answers import ConsentAnswer
from consultation.proposals.topics import Topic


def consent_guess(topics: Sequence[Topic]) -> ConsentAnswer:
    """The likely answer about consent: the question that asks for it, and the consent that each of
    its answers gives (« Sans mon nom » → `anonymous`).

    `question` is None if no question asks for consent, or if several might: a person has to choose.
    If the form has a box such as « J'accepte le traitement de mes données personnelles »,
    `requires` has its option.
    """
    boxes = [topic for topic in topics if topic.is_agreement and _is_privacy_box(topic)]
    requires = {topic.key: [topic.question.choices[0].id] for topic in boxes[:1]}
    for asker in [topic for topic in topics if topic.use == "consent" and topic.values]:
        heading = " ".join(asker.question.headers)
        states = words.consent_states(heading, [value.text for value in asker.values])
        return ConsentAnswer(
            question=asker.key,
            states={value.key: states[value.text] for value in asker.values},
            requires=requires,
        )
    return ConsentAnswer(requires=requires)


def other_askers(topics: Sequence[Topic]) -> list[str]:
    """The headings of questions that mention consent, but are not guessed to be the consent
    question. A box about personal data is left out."""
    return [
        topic.question.headers[0]
        for topic in topics
        if topic.is_agreement and not _is_privacy_box(topic)
    ]


def _is_privacy_box(topic: Topic) -> bool:
    choices = topic.question.choices
    texts = [*topic.headings, *(text for choice in choices for text in choice.spellings)]
    return len(choices) == 1 and bool(words.PRIVACY.search(words.fold(" ".join(texts))))
