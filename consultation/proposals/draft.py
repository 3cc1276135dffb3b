"""The text of a drafted form file: what is declared, what is left out, and what to decide."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from consultation.forms.note_blanks import NO_TITLE, TO_COMPLETE
from consultation.forms.spelling import spelling_of
from consultation.french import sentence
from consultation.proposals import heading_words as words
from consultation.proposals.consents import consent_lines
from consultation.proposals.plan import DeclaredQuestion, LeftOut, Option, Plan
from consultation.proposals.privacy import why_private
from consultation.proposals.scales import group_lines
from consultation.proposals.toml_text import (
    comment,
    comment_out,
    pairs,
    printable,
    string,
    strings,
)

say = partial(sentence, "draft")

STEPS = ("step_top", "step_consent", "step_roles", "step_ignored", "step_questions", "step_pack")
LONG_TITLE = 80


@dataclass(frozen=True)
class Source:
    """What is said of the export itself."""

    name: str
    title: str
    records: int
    has_keys: bool


def form_text(form_id: str, source: Source, plan: Plan) -> str:
    """The whole drafted form file."""
    blocks = [
        list(_opening_lines(form_id, source)),
        list(_top_lines(source, plan)),
        list(consent_lines(plan)),
        list(_role_lines(plan)),
        *(
            list(_question_lines(question, before))
            for before, question in pairwise([None, *plan.questions])
            if question is not None
        ),
    ]
    return "\n".join("\n".join(block) + "\n" for block in blocks if block)


def _capitalise(text: str) -> str:
    return text[:1].upper() + text[1:]


def _opening_lines(form_id: str, source: Source) -> Iterator[str]:
    title = say("title", form_id=form_id, export=source.name, count=source.records)
    yield from comment(title)
    yield from comment(say("how_to_save", form_id=form_id))
    for step in STEPS:
        yield from comment(say(step))
    yield from comment(say("marks"))
    yield from comment(say("new_wordings"))
    if source.has_keys:
        yield from comment(say("keys"))


def _top_lines(source: Source, plan: Plan) -> Iterator[str]:
    title = string(source.title or NO_TITLE)
    values = {"title": title, "recipient": string(TO_COMPLETE), "time_zone": '"Europe/Paris"'}
    if not plan.left_out:
        values["ignored"] = "[]"
    lines = pairs(values)
    lines[1] += f"            # {say('recipient')}"
    yield from lines
    yield from comment(f"closes_at = AAAA-MM-JJT23:59:59   {say('closes_at')}")
    if plan.left_out:
        yield "ignored = ["
        yield from _ignored_lines(plan)
        yield "]"


def _ignored_lines(plan: Plan) -> Iterator[str]:
    written: set[str] = set()
    for one in plan.left_out:
        place = f"{_capitalise(one.place.column)}\u00a0: "
        yield from (f"    {line}" for line in comment(place + " ".join(one.remarks)))
        yield from (f"    {string(t)}," for t in one.written if spelling_of(t) not in written)
        written.update(map(spelling_of, one.written))


def _role_lines(plan: Plan) -> Iterator[str]:
    found: dict[str, LeftOut] = {}
    more: list[LeftOut] = []
    for role in ("email", "name", "collective", "commune", "postcode", "phone"):
        for number_of, one in enumerate(plan.candidates(role)):
            if number_of:
                more.append(one)
            else:
                found[role] = one
    yield from comment(say("roles"))
    if not found:
        yield from comment(say("no_role"))
        return
    for one in more:
        likely = one.guess.role if one.guess else None
        other = say("other_role", role=likely, headings=strings(one.written))
        yield from comment(other)
    lists = {role: strings(one.written) for role, one in found.items()}
    yield from comment_out(["[roles]", *pairs(lists)])


def _question_lines(question: DeclaredQuestion, before: DeclaredQuestion | None) -> Iterator[str]:
    guess = question.guess
    for remark in guess.remarks:
        yield from comment(_capitalise(remark))
    if len(question.title or question.headers[0]) > LONG_TITLE:
        yield from comment(say("long_title"))
    yield f"[questions.{question.id}]"
    values = {"title": string(question.title)} if question.title else {}
    values |= {"kind": string(str(guess.kind)), "headers": strings(question.headers)}
    if question.other:
        values["other"] = strings(question.other)
    yield from pairs(values)
    yield from _audience_lines(question, before)
    for name, options in (("items", question.items), ("choices", question.choices)):
        if options:
            yield ""
            yield f"[questions.{question.id}.{name}]"
            yield from _option_lines(options)
    yield from group_lines(question)
    if guess.is_category:
        yield ""
        yield from _category_lines(question)


def _audience_lines(question: DeclaredQuestion, before: DeclaredQuestion | None) -> Iterator[str]:
    """Whether the answers leave: only a person confirms that, by taking a # away."""
    if question.guess.kind == "file":
        return
    if reason := why_private(question, before):
        yield f'audience = "organisation"   # {printable(reason)}'
    else:
        yield f'#audience = "all"   # {say("to_confirm")}'


def _option_lines(options: tuple[Option, ...]) -> list[str]:
    return pairs({option.id: strings(option.spellings) for option in options})


def _category_lines(question: DeclaredQuestion) -> Iterator[str]:
    """The same choices as kinds of respondents, in comments to uncomment."""
    yield from comment(say("category"))
    collectives = [
        choice.id
        for choice in question.choices
        if words.COLLECTIVE_CHOICE.search(words.fold(choice.spellings[0]))
    ]
    top = pairs({"headers": strings(question.headers), "collectives": strings(collectives)})
    choices = _option_lines(question.choices)
    yield from comment_out(["[category]", *top, "[category.choices]", *choices])
