"""The part of the draft that only people can decide: what each respondent agreed to send."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from consultation.forms.contradictions import STATES
from consultation.french import sentence
from consultation.proposals import heading_words as words
from consultation.proposals.plan import DeclaredQuestion, LeftOut, Plan
from consultation.proposals.toml_text import comment, comment_out, pairs, shorten, string, strings


def consent_lines(plan: Plan) -> Iterator[str]:
    """The consent as comments to uncomment: from a column left aside, else from boxes to tick, else
    an explanation."""
    candidates = plan.candidates("consent")
    agreements = [one for one in plan.questions if one.guess.is_agreement]
    yield from comment(sentence("draft", "consent"))
    if candidates:
        yield from _question_lines(candidates[0], agreements)
    elif rules := _rule_lines(agreements):
        yield from comment(sentence("draft", "consent_rules"))
        yield from comment_out(rules)
    else:
        yield from comment(sentence("draft", "no_consent"))


def _question_lines(candidate: LeftOut, agreements: Sequence[DeclaredQuestion]) -> Iterator[str]:
    choices = candidate.guess.choices if candidate.guess else None
    spelt = choices.all_spellings() if choices else []
    meant: dict[str, list[str]] = {}
    untold: list[str] = []
    for spellings in spelt:
        state = words.consent_state(spellings[0])
        (untold if state is None else meant.setdefault(state, [])).extend(spellings)
    heading = shorten(candidate.written[0])
    yield from comment(sentence("draft", "consent_question", heading=heading))
    if untold:
        yield from comment(sentence("draft", "consent_to_place", answers=strings(untold)))
    keys = {"headers": strings(candidate.written)}
    keys |= {state: strings(meant[state]) for state in STATES if state in meant}
    boxes = [one for one in agreements if _is_privacy_box(one)]
    if boxes:
        keys["requires"] = f"{{ {boxes[0].id} = {string(boxes[0].choices[0].id)} }}"
    lines = comment_out(["[consent]", *pairs(keys)])
    if boxes:
        lines[-1:] = [*comment(sentence("draft", "consent_box")), lines[-1]]
    yield from lines


def _is_privacy_box(question: DeclaredQuestion) -> bool:
    texts = [*question.headers, *(text for one in question.choices for text in one.spellings)]
    return len(question.choices) == 1 and bool(words.PRIVACY.search(words.fold(" ".join(texts))))


def _rule_lines(agreements: Sequence[DeclaredQuestion]) -> list[str]:
    """A rule per choice that says an agreement."""
    lines: list[str] = []
    for question in agreements:
        for choice in question.choices:
            state = words.consent_state(choice.spellings[0])
            if state is None or _is_privacy_box(question):
                continue
            when = f"{{ {question.id} = {string(choice.id)} }}"
            lines += ["[[consent.rules]]", *pairs({"state": string(state), "when": when})]
    return lines
