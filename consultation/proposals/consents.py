"""The part of a form file that only people can decide: what each respondent agreed to send."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from consultation.forms.contradictions import STATES
from consultation.proposals import heading_words as words
from consultation.proposals.given_answers import ConsentAnswer, RuleAnswer
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

# Whoever says no to anything is not sent, whatever else they say yes to.
LEAST_PUBLIC_FIRST = STATES[::-1]


def consent_guess(topics: Sequence[Topic]) -> ConsentAnswer:
    """From a column left aside, else from boxes to tick and questions that may ask for it; nothing
    where none does."""
    agreements = [one for one in topics if one.is_agreement]
    boxes = [one for one in agreements if _is_privacy_box(one)]
    requires = {one.key: one.question.choices[0].id for one in boxes[:1]}
    for asked in [one for one in topics if one.use == "consent" and one.values]:
        heading = " ".join(asked.question.headers)
        states = words.consent_states(heading, [value.text for value in asked.values])
        return ConsentAnswer(
            question=asked.key,
            states={value.key: states[value.text] for value in asked.values},
            requires=requires,
        )
    rules = sorted(
        _guessed_rules(agreements), key=lambda rule: LEAST_PUBLIC_FIRST.index(rule.state)
    )
    return ConsentAnswer(rules=rules, requires=requires)


def other_askers(topics: Sequence[Topic]) -> list[str]:
    """The headings of questions that may ask for consent, and that aren't chosen for it: where no
    other is, rules only show them."""
    return [one.question.headers[0] for one in topics if one.is_agreement and one.may_ask_consent]


def is_open(consent: ConsentAnswer, others: Sequence[str]) -> bool:
    """Several questions may ask for consent, and none of them is chosen."""
    return consent.question is None and len(others) > 1


def _is_privacy_box(topic: Topic) -> bool:
    choices = topic.question.choices
    texts = [*topic.headings, *(text for one in choices for text in one.spellings)]
    return len(choices) == 1 and bool(words.PRIVACY.search(words.fold(" ".join(texts))))


def _guessed_rules(agreements: Sequence[Topic]) -> Iterator[RuleAnswer]:
    """A rule per choice that says an agreement; of a question about something else, only where the
    choice itself agrees: « anonymat », alone, is also a reason."""
    for topic in agreements:
        headers = topic.question.headers
        is_asked = any(map(words.mentions_consent, headers))
        told = words.consent_states(
            " ".join(headers), [choice.spellings[0] for choice in topic.question.choices]
        )
        for choice in topic.question.choices:
            state = told[choice.spellings[0]]
            agrees = is_asked or words.AGREEMENT.search(words.fold(choice.spellings[0]))
            if agrees and state is not None and not _is_privacy_box(topic):
                yield RuleAnswer.model_validate({"state": state, "when": {topic.key: choice.id}})


def consent_lines(
    consent: ConsentAnswer, topics: Mapping[str, Topic], *, is_confirmed: bool
) -> Iterator[str]:
    """The consent with what explains it, as comments to uncomment until a person confirms it; of
    several questions, only as an example of what to write."""
    yield from comment(sentence("draft", "consent"))
    lines = consent_tables(consent, topics)
    untold = [text for text, state in _states(consent, topics) if state is None]
    others = [] if is_confirmed else other_askers([*topics.values()])
    headings = strings(map(shorten, others))
    if is_open(consent, others):
        yield from comment(sentence("draft", "consent_candidates", headings=headings))
        yield from (f"#   {line}" for line in lines)
        return
    if consent.question and not is_confirmed:
        heading = shorten(topics[consent.question].question.headers[0])
        yield from comment(sentence("draft", "consent_question", heading=heading))
    if untold:
        yield from comment(sentence("draft", "consent_to_place", answers=strings(untold)))
    if consent.question and others:
        yield from comment(sentence("draft", "consent_others", headings=headings))
    if not lines:
        yield from comment(sentence("draft", "no_consent"))
    if is_confirmed:
        yield from lines
        return
    if lines and not consent.question:
        yield from comment(sentence("draft", "consent_rules"))
    for line in lines:
        if line.startswith("requires"):
            yield from comment(sentence("draft", "consent_box"))
        yield from comment_out([line])


def consent_tables(consent: ConsentAnswer, topics: Mapping[str, Topic]) -> list[str]:
    """`[consent]`, or its rules; nothing where there is no consent."""

    def ids(when: Mapping[str, str]) -> str:
        return toml_text({topics[key].question.id: choice for key, choice in when.items()})

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
    """Each answer to the question that asks for consent, and what it allows."""
    if not consent.question:
        return []
    shown = [(one.text, consent.states.get(one.key)) for one in topics[consent.question].values]
    return [*shown, *((text, state) for state, texts in consent.typed.items() for text in texts)]
