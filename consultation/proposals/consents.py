"""The `[consent]` of a form file, guessed and written: which answer agrees to which sending."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from consultation.forms.contradictions import STATES
from consultation.proposals import heading_words as words
from consultation.proposals.given_answers import ConsentAnswer
from consultation.proposals.toml_text import (
    comment,
    comment_out,
    pairs,
    shorten,
    string,
    strings,
    toml_text,
)
from consultation.proposals.topics import Topic
from consultation.words.french import sentence


def consent_guess(topics: Sequence[Topic]) -> ConsentAnswer:
    """The guess for `[consent]`: the topic that asks for consent, and the consent that each of its
    answers gives (« Sans mon nom » → `anonymous`). If the form has a box such as « J'accepte le
    traitement de mes données personnelles », `requires` names it.

    `question` is None if no topic asks for consent, or if several might: a person has to choose.
    """
    boxes = [topic for topic in topics if topic.is_agreement and _is_privacy_box(topic)]
    requires = {topic.key: [topic.question.choices[0].id] for topic in boxes[:1]}
    for asked in [topic for topic in topics if topic.use == "consent" and topic.values]:
        heading = " ".join(asked.question.headers)
        states = words.consent_states(heading, [value.text for value in asked.values])
        return ConsentAnswer(
            question=asked.key,
            states={value.key: states[value.text] for value in asked.values},
            requires=requires,
        )
    return ConsentAnswer(requires=requires)


def other_askers(topics: Sequence[Topic]) -> list[str]:
    """The headings of questions that mention consent but aren't chosen for it."""
    return [
        topic.question.headers[0]
        for topic in topics
        if topic.is_agreement and not _is_privacy_box(topic)
    ]


def _is_privacy_box(topic: Topic) -> bool:
    choices = topic.question.choices
    texts = [*topic.headings, *(text for choice in choices for text in choice.spellings)]
    return len(choices) == 1 and bool(words.PRIVACY.search(words.fold(" ".join(texts))))


def consent_lines(
    consent: ConsentAnswer, topics: Mapping[str, Topic], *, is_confirmed: bool
) -> Iterator[str]:
    """Yield the lines of `[consent]` of a drafted form file, with explanations in comments. Unless
    `is_confirmed`, the lines are comments too, which a person may uncomment."""
    yield from comment(sentence("draft", "consent"))
    lines = consent_tables(consent, topics)
    undecided = [text for text, state in _states(consent, topics) if state is None]
    others = [] if is_confirmed else other_askers([*topics.values()])
    if consent.question and not is_confirmed:
        heading = shorten(topics[consent.question].question.headers[0])
        yield from comment(sentence("draft", "consent_question", heading=heading))
    if undecided:
        yield from comment(sentence("draft", "consent_to_place", answers=strings(undecided)))
    if others:
        kind = "consent_others" if consent.question else "consent_candidates"
        yield from comment(sentence("draft", kind, headings=strings(map(shorten, others))))
    if not lines and not others:
        yield from comment(sentence("draft", "no_consent"))
    for line in lines:
        if line.startswith("requires") and not is_confirmed:
            yield from comment(sentence("draft", "consent_box"))
        yield from [line] if is_confirmed else comment_out([line])


def consent_tables(consent: ConsentAnswer, topics: Mapping[str, Topic]) -> list[str]:
    """The lines of `[consent]` and `[[consent.rules]]`, such as `requires = { envoi = "oui" }`.
    Empty without a consent question and rules."""

    def ids(when: Mapping[str, list[str]]) -> str:
        told = {topics[key].question.id: choices for key, choices in when.items()}
        return toml_text({one: of if of[1:] else of[0] for one, of in told.items()})

    keys: dict[str, str] = {}
    if consent.question:
        keys["headers"] = strings(topics[consent.question].question.headers)
        told = _states(consent, topics)
        for state in STATES:
            if texts := [text for text, given in told if given == state]:
                keys[state] = strings(texts)
    if consent.requires and (consent.question or consent.rules):
        keys["requires"] = ids(consent.requires)
    lines = ["[consent]", *pairs(keys)] if keys else []
    for rule in consent.rules:
        lines += [
            "[[consent.rules]]",
            *pairs({"state": string(rule.state), "when": ids(rule.when)}),
        ]
    return lines


def _states(consent: ConsentAnswer, topics: Mapping[str, Topic]) -> list[tuple[str, str | None]]:
    """Each answer to the consent question, with the consent that it gives: `("Oui", "anonymous")`.
    The consent is None if the organiser has not chosen it."""
    if not consent.question:
        return []
    shown = [
        (value.text, consent.states.get(value.key)) for value in topics[consent.question].values
    ]
    return [*shown, *((text, state) for state, texts in consent.typed.items() for text in texts)]
