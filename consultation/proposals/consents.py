"""The part of a form file that only people can decide: what each respondent agreed to send."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from consultation.forms.contradictions import STATES
from consultation.french import sentence
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


@dataclass(frozen=True)
class ConsentDraft:
    """What `[consent]` will say: the answers to one question by the state that each gives (None
    where nobody said), or rules; `requires` and the rules name questions and choices by id."""

    headers: tuple[str, ...] = ()
    states: Mapping[str, str | None] = field(default_factory=dict)
    rules: Sequence[tuple[str, Mapping[str, str]]] = ()
    requires: Mapping[str, str] = field(default_factory=dict)


def consent_guess(plan: Plan) -> ConsentDraft:
    """From a column left aside, else from boxes to tick; nothing where no question asks for it."""
    agreements = [one for one in plan.questions if one.is_agreement]
    for candidate in plan.candidates("consent"):
        if candidate.question is None:
            continue
        states = {
            text: words.consent_state(choice.spellings[0])
            for choice in candidate.question.choices
            for text in choice.spellings
        }
        boxes = [one for one in agreements if _is_privacy_box(one)]
        requires = {one.id: one.choices[0].id for one in boxes[:1]}
        return ConsentDraft(candidate.written, states, requires=requires)
    return ConsentDraft(rules=list(_guessed_rules(agreements)))


def _is_privacy_box(question: DeclaredQuestion) -> bool:
    texts = [*question.headers, *(text for one in question.choices for text in one.spellings)]
    return len(question.choices) == 1 and bool(words.PRIVACY.search(words.fold(" ".join(texts))))


def _guessed_rules(
    agreements: Sequence[DeclaredQuestion],
) -> Iterator[tuple[str, Mapping[str, str]]]:
    """A rule per choice that says an agreement; of a question about something else, only where the
    choice itself agrees: « anonymat », alone, is also a reason."""
    for question in agreements:
        is_asked = words.CONSENT.search(words.fold(" ".join(question.headers)))
        for choice in question.choices:
            state = words.consent_state(choice.spellings[0])
            agrees = is_asked or words.AGREEMENT.search(words.fold(choice.spellings[0]))
            if agrees and state is not None and not _is_privacy_box(question):
                yield state, {question.id: choice.id}


def consent_lines(consent: ConsentDraft, *, is_confirmed: bool) -> Iterator[str]:
    """The consent with what explains it, as comments to uncomment until a person confirms it."""
    yield from comment(sentence("draft", "consent"))
    lines = consent_tables(consent)
    if not lines:
        yield from comment(sentence("draft", "no_consent"))
        return
    if consent.headers:
        if not is_confirmed:
            heading = shorten(consent.headers[0])
            yield from comment(sentence("draft", "consent_question", heading=heading))
        if untold := [text for text, state in consent.states.items() if state is None]:
            yield from comment(sentence("draft", "consent_to_place", answers=strings(untold)))
    elif not is_confirmed:
        yield from comment(sentence("draft", "consent_rules"))
    if is_confirmed:
        yield from lines
        return
    ready = comment_out(lines)
    if consent.requires:
        ready[-1:] = [*comment(sentence("draft", "consent_box")), ready[-1]]
    yield from ready


def consent_tables(consent: ConsentDraft) -> list[str]:
    """`[consent]`, or its rules; nothing where there is no consent."""
    keys: dict[str, str] = {}
    if consent.headers:
        keys["headers"] = strings(consent.headers)
        for state in STATES:
            if texts := [text for text, given in consent.states.items() if given == state]:
                keys[state] = strings(texts)
    if consent.requires:
        keys["requires"] = toml_text({**consent.requires})
    lines = ["[consent]", *pairs(keys)] if keys else []
    for state, when in consent.rules:
        values = {"state": string(state), "when": toml_text({**when})}
        lines += ["[[consent.rules]]", *pairs(values)]
    return lines
