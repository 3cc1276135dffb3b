"""The part of a form file that only people can decide: what each respondent agreed to send."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from consultation.forms.contradictions import STATES
from consultation.proposals import heading_words as words
from consultation.proposals.plan import DeclaredQuestion, Plan
from consultation.proposals.toml_text import (
    comment,
    comment_out,
    pairs,
    shorten,
    string,
    strings,
    toml_text,
)
from consultation.words.french import sentence

# Whoever says no to anything is not sent, whatever else they say yes to.
LEAST_PUBLIC_FIRST = STATES[::-1]


@dataclass(frozen=True)
class ConsentDraft:
    """What `[consent]` will say: the answers to one question by the state that each gives (None
    where nobody said), or rules; `requires` and the rules name questions and choices by id.

    `others` are the headings of questions that may ask for it as well: without `headers`, of none
    that was chosen, and rules only show them.
    """

    headers: tuple[str, ...] = ()
    states: Mapping[str, str | None] = field(default_factory=dict)
    rules: Sequence[tuple[str, Mapping[str, str]]] = ()
    requires: Mapping[str, str] = field(default_factory=dict)
    others: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Several questions may ask for consent, and none of them is chosen."""
        return not self.headers and len(self.others) > 1


def consent_guess(plan: Plan) -> ConsentDraft:
    """From a column left aside, else from boxes to tick and questions that may ask for it; nothing
    where none does."""
    agreements = [one for one in plan.questions if one.is_agreement]
    boxes = [one for one in agreements if _is_privacy_box(one)]
    requires = {one.id: one.choices[0].id for one in boxes[:1]}
    others = tuple(one.headers[0] for one in agreements if one.may_ask_consent)
    for asked in [one.question for one in plan.candidates("consent") if one.question]:
        texts = [text for choice in asked.choices for text in choice.spellings]
        states = words.consent_states(" ".join(asked.headers), texts)
        return ConsentDraft(asked.headers, states, requires=requires, others=others)
    rules = sorted(_guessed_rules(agreements), key=lambda rule: LEAST_PUBLIC_FIRST.index(rule[0]))
    return ConsentDraft(rules=rules, requires=requires, others=others)


def _is_privacy_box(question: DeclaredQuestion) -> bool:
    texts = [*question.headers, *(text for one in question.choices for text in one.spellings)]
    return len(question.choices) == 1 and bool(words.PRIVACY.search(words.fold(" ".join(texts))))


def _guessed_rules(
    agreements: Sequence[DeclaredQuestion],
) -> Iterator[tuple[str, Mapping[str, str]]]:
    """A rule per choice that says an agreement; of a question about something else, only where the
    choice itself agrees: « anonymat », alone, is also a reason."""
    for question in agreements:
        is_asked = any(map(words.mentions_consent, question.headers))
        told = words.consent_states(
            " ".join(question.headers), [choice.spellings[0] for choice in question.choices]
        )
        for choice in question.choices:
            state = told[choice.spellings[0]]
            agrees = is_asked or words.AGREEMENT.search(words.fold(choice.spellings[0]))
            if agrees and state is not None and not _is_privacy_box(question):
                yield state, {question.id: choice.id}


def consent_lines(consent: ConsentDraft, *, is_confirmed: bool) -> Iterator[str]:
    """The consent with what explains it, as comments to uncomment until a person confirms it; of
    several questions, only as an example of what to write."""
    yield from comment(sentence("draft", "consent"))
    lines = consent_tables(consent)
    untold = [text for text, state in consent.states.items() if state is None]
    if is_confirmed:
        if untold:
            yield from comment(sentence("draft", "consent_to_place", answers=strings(untold)))
        yield from lines or comment(sentence("draft", "no_consent"))
        return
    headings = strings(map(shorten, consent.others))
    if consent.is_open:
        yield from comment(sentence("draft", "consent_candidates", headings=headings))
        yield from (f"#   {line}" for line in lines)
        return
    if consent.headers:
        heading = shorten(consent.headers[0])
        yield from comment(sentence("draft", "consent_question", heading=heading))
        if untold:
            yield from comment(sentence("draft", "consent_to_place", answers=strings(untold)))
        if consent.others:
            yield from comment(sentence("draft", "consent_others", headings=headings))
    else:
        yield from comment(sentence("draft", "consent_rules" if lines else "no_consent"))
    for line in lines:
        if line.startswith("requires"):
            yield from comment(sentence("draft", "consent_box"))
        yield from comment_out([line])


def consent_tables(consent: ConsentDraft) -> list[str]:
    """`[consent]`, or its rules; nothing where there is no consent."""
    keys: dict[str, str] = {}
    if consent.headers:
        keys["headers"] = strings(consent.headers)
        for state in STATES:
            if texts := [text for text, given in consent.states.items() if given == state]:
                keys[state] = strings(texts)
    if consent.requires and (consent.headers or consent.rules):
        keys["requires"] = toml_text({**consent.requires})
    lines = ["[consent]", *pairs(keys)] if keys else []
    for state, when in consent.rules:
        values = {"state": string(state), "when": toml_text({**when})}
        lines += ["[[consent.rules]]", *pairs(values)]
    return lines
