"""The text of a form file: what is declared, what is left out, and what is still to decide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from itertools import pairwise
from typing import Literal

from consultation.forms.note_blanks import NO_TITLE, TO_COMPLETE
from consultation.forms.spelling import spelling_of
from consultation.proposals import heading_words as words
from consultation.proposals.consents import ConsentDraft, consent_guess, consent_lines
from consultation.proposals.plan import DeclaredQuestion, LeftOut, Option, Plan
from consultation.proposals.privacy import why_private
from consultation.proposals.toml_text import (
    TomlValue,
    comment,
    comment_out,
    pairs,
    printable,
    string,
    strings,
    toml_text,
)
from consultation.words.french import capitalise, sentence

Role = Literal["email", "name", "collective", "commune", "postcode", "phone"]

say = partial(sentence, "draft")

STEPS = ("step_top", "step_consent", "step_roles", "step_ignored", "step_questions", "step_pack")
ROLES: tuple[Role, ...] = ("email", "name", "collective", "commune", "postcode", "phone")
LONG_TITLE = 80


@dataclass(frozen=True)
class Source:
    """What is said of the export itself."""

    name: str
    title: str
    records: int
    has_keys: bool


@dataclass(frozen=True)
class Category:
    """The question that says who answers, and which of its choices stand for a collective."""

    question: DeclaredQuestion
    collectives: tuple[str, ...]


@dataclass(frozen=True)
class Decisions:
    """All that a form file will say, guessed or (`is_confirmed`) decided by a person.

    `audience` is that of each question by id, None where nobody said; `reasons` say why a
    question's answers had better stay in the house.
    """

    title: str
    left_out: tuple[LeftOut, ...]
    consent: ConsentDraft
    roles: Mapping[str, tuple[str, ...]]
    category: Category | None
    questions: tuple[DeclaredQuestion, ...]
    audience: Mapping[str, str | None]
    reasons: Mapping[str, str]
    recipient: str = TO_COMPLETE
    closes_at: datetime | None = None
    pack: Mapping[str, TomlValue] = field(default_factory=dict)
    other_roles: tuple[tuple[str, tuple[str, ...]], ...] = ()
    is_confirmed: bool = False


NOTHING = Decisions("", (), ConsentDraft(), {}, None, (), {}, {})


def guessed_decisions(source: Source, plan: Plan) -> Decisions:
    """What a plan most likely means, before any person has seen it."""
    candidates = [(role, one.written) for role in ROLES for one in plan.candidates(role)]
    roles = dict(reversed(candidates))
    reasons = {
        question.id: reason
        for before, question in pairwise([None, *plan.questions])
        if question is not None and (reason := why_private(question, before))
    }
    return Decisions(
        title=source.title or NO_TITLE,
        left_out=plan.left_out,
        consent=consent_guess(plan),
        roles={role: roles[role] for role in ROLES if role in roles},
        category=next((_guessed_category(one) for one in plan.questions if one.is_category), None),
        questions=plan.questions,
        audience=dict.fromkeys(reasons, "organisation"),
        reasons=reasons,
        other_roles=tuple(one for one in candidates if one[1] is not roles[one[0]]),
    )


def _guessed_category(question: DeclaredQuestion) -> Category:
    collectives = (
        choice.id
        for choice in question.choices
        if words.COLLECTIVE_CHOICE.search(words.fold(choice.spellings[0]))
    )
    return Category(question, tuple(collectives))


def form_text(form_id: str, source: Source, decided: Decisions) -> str:
    """The whole form file: what is only guessed of consent, roles and category is in comments."""
    opening = _opening_lines(form_id, source, is_confirmed=decided.is_confirmed)
    return "\n".join(opening) + "\n\n" + declared_text(decided)


def declared_text(decided: Decisions) -> str:
    """The form file without the comments that open it."""
    is_confirmed = decided.is_confirmed
    blocks = [
        list(_top_lines(decided)),
        list(consent_lines(decided.consent, is_confirmed=is_confirmed)),
        list(_role_lines(decided)),
        category_lines(decided.category) if decided.category and is_confirmed else [],
        *(list(question_lines(question, decided)) for question in decided.questions),
        ["[pack]", *pairs({key: toml_text(one) for key, one in decided.pack.items()})]
        if decided.pack
        else [],
    ]
    return "\n".join("\n".join(block) + "\n" for block in blocks if block)


def _opening_lines(form_id: str, source: Source, *, is_confirmed: bool) -> Iterator[str]:
    said = {"form_id": form_id, "export": source.name, "count": source.records}
    if is_confirmed:
        yield from comment(say("confirmed_title", **said))
        yield from comment(say("confirmed_pack"))
    else:
        yield from comment(say("title", **said))
        yield from comment(say("how_to_save", form_id=form_id))
        for step in STEPS:
            yield from comment(say(step))
        yield from comment(say("marks"))
    yield from comment(say("new_wordings"))
    if source.has_keys:
        yield from comment(say("keys"))


def _top_lines(decided: Decisions) -> Iterator[str]:
    values = {
        "title": string(decided.title),
        "recipient": string(decided.recipient),
        "time_zone": '"Europe/Paris"',
    }
    if decided.closes_at is not None:
        values["closes_at"] = decided.closes_at.isoformat()
    if not decided.left_out:
        values["ignored"] = "[]"
    lines = pairs(values)
    if decided.recipient == TO_COMPLETE:
        lines[1] += f"            # {say('recipient')}"
    yield from lines
    if decided.closes_at is None:
        yield from comment(f"closes_at = AAAA-MM-JJT23:59:59   {say('closes_at')}")
    if decided.left_out:
        yield "ignored = ["
        yield from _ignored_lines(decided.left_out)
        yield "]"


def _ignored_lines(left_out: Iterable[LeftOut]) -> Iterator[str]:
    written: set[str] = set()
    for one in left_out:
        place = f"{capitalise(one.place.column)}\u00a0: "
        yield from (f"    {line}" for line in comment(place + " ".join(one.remarks)))
        yield from (f"    {string(t)}," for t in one.written if spelling_of(t) not in written)
        written.update(map(spelling_of, one.written))


def _role_lines(decided: Decisions) -> Iterator[str]:
    yield from comment(say("roles"))
    if not decided.roles:
        yield from comment(say("no_role"))
        return
    for role, headings in decided.other_roles:
        yield from comment(say("other_role", role=role, headings=strings(headings)))
    lines = ["[roles]", *pairs({role: strings(one) for role, one in decided.roles.items()})]
    yield from lines if decided.is_confirmed else comment_out(lines)


def question_lines(question: DeclaredQuestion, decided: Decisions) -> Iterator[str]:
    """A question with the doubts about it, and its category in comments where it may be that."""
    found = decided.audience.get(question.id), decided.reasons.get(question.id)
    audience = audience_line(*found)
    yield from question_block(question, audience)
    if question.is_category and not decided.is_confirmed:
        yield ""
        yield from comment(say("category"))
        yield from comment_out(category_lines(_guessed_category(question)))


def question_block(question: DeclaredQuestion, audience: str) -> Iterator[str]:
    """A question with the doubts about it, and the line that says whether its answers leave."""
    for remark in question.remarks:
        yield from comment(capitalise(remark))
    if len(question.title or question.headers[0]) > LONG_TITLE:
        yield from comment(say("long_title"))
    yield f"[questions.{question.id}]"
    values = {"title": string(question.title)} if question.title else {}
    values |= {"kind": string(question.kind), "headers": strings(question.headers)}
    if question.other:
        values["other"] = strings(question.other)
    yield from pairs(values)
    if question.kind != "file":
        yield audience
    for name, options in (("items", question.items), ("choices", question.choices)):
        if options:
            yield ""
            yield f"[questions.{question.id}.{name}]"
            yield from _option_lines(options)


def audience_line(audience: str | None, reason: str | None = None) -> str:
    """Whether the answers leave: only a person confirms that, by taking a # away."""
    if audience is None:
        if reason:
            return f'#audience = "organisation"   # {printable(reason)}'
        return f'#audience = "all"   # {say("to_confirm")}'
    why = f"   # {printable(reason)}" if reason and audience == "organisation" else ""
    return f'audience = "{audience}"{why}'


def _option_lines(options: tuple[Option, ...]) -> list[str]:
    return pairs({option.id: strings(option.spellings) for option in options})


def category_lines(category: Category) -> list[str]:
    """The choices of a question as kinds of respondents."""
    headers, collectives = strings(category.question.headers), strings(category.collectives)
    top = pairs({"headers": headers, "collectives": collectives})
    return ["[category]", *top, "[category.choices]", *_option_lines(category.question.choices)]
