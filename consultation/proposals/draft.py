"""The text of a form file: declarations, ignored columns, and decisions still to take."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from consultation.forms.note_blanks import TO_COMPLETE
from consultation.forms.spelling import spelling_of
from consultation.proposals import heading_words as words
from consultation.proposals.consents import consent_lines
from consultation.proposals.given_answers import Answers
from consultation.proposals.toml_text import (
    comment,
    comment_out,
    pairs,
    printable,
    string,
    strings,
    toml_text,
)
from consultation.proposals.topics import ROLES, Aside, DeclaredQuestion, Option, Topic
from consultation.words.french import capitalise, sentence

say = partial(sentence, "draft")

STEPS = ("step_top", "step_consent", "step_roles", "step_ignored", "step_questions", "step_pack")
LONG_TITLE = 80


@dataclass(frozen=True)
class Source:
    """The export from which a form file is drafted: the name of the file, the form's title in it,
    the number of records, and whether its headings are keys such as `webform_serial`."""

    name: str
    title: str
    records: int
    odd_records: int  # rows that can't be answer sheets, skipped
    has_keys: bool


@dataclass(frozen=True)
class DecidedForm:
    """Answers from which a form file is written: given by a person if `is_confirmed`, else guessed.

    `topics`: key → topic. `private`: key of a topic → the reason to keep its answers with the
    organisers.
    """

    answers: Answers
    topics: Mapping[str, Topic]
    private: Mapping[str, str] = field(default_factory=dict)
    is_confirmed: bool = True

    @property
    def questions(self) -> list[Topic]:
        """The topics that are questions. Before confirmation, they include the guessed category,
        since `[category]` is only proposed in comments."""
        keys = {*self.answers.audience}
        if not self.is_confirmed:
            keys.add(self.answers.category.question or "")
        return [topic for key, topic in self.topics.items() if key in keys]

    @property
    def left_out(self) -> list[Aside]:
        """The columns under `ignored`, in order. Before confirmation, they include the columns of
        guessed roles and consent, since these are only proposed in comments."""
        asked = {topic.key for topic in self.questions}
        keys = {*self.answers.ignored} if self.is_confirmed else self.topics.keys() - asked
        left = (
            aside for key, topic in self.topics.items() if key in keys for aside in topic.left_out
        )
        return sorted(left, key=lambda one: one.place.heading.position)


def form_text(form_id: str, source: Source, decided: DecidedForm) -> str:
    """The whole form file. Unconfirmed guesses of consent, roles and category are in comments."""
    opening = _opening_lines(form_id, source)
    return "\n".join(opening) + "\n\n" + declared_text(decided)


def declared_text(decided: DecidedForm) -> str:
    """The form file without the comments that open it."""
    answers, is_confirmed = decided.answers, decided.is_confirmed
    category = decided.topics.get(answers.category.question or "")
    blocks = [
        list(_top_lines(decided)),
        list(consent_lines(answers.consent, decided.topics, is_confirmed=is_confirmed)),
        list(_role_lines(decided)),
        category_lines(category.question, answers.category.collectives)
        if category and is_confirmed
        else [],
        *(list(question_lines(topic, decided)) for topic in decided.questions),
        *(
            [f"[{name}]", *pairs({key: toml_text(value) for key, value in table.values().items()})]
            for name, table in (
                ("review", answers.review),
                ("publish", answers.publish),
                ("pack", answers.pack),
            )
            if table.values()
        ),
    ]
    return "\n".join("\n".join(block) + "\n" for block in blocks if block)


def _opening_lines(form_id: str, source: Source) -> Iterator[str]:
    values = {"form_id": form_id, "export": source.name, "count": source.records}
    yield from comment(say("title", **values))
    yield from comment(say("how_to_save", form_id=form_id))
    for step in STEPS:
        yield from comment(say(step))
    yield from comment(say("marks"))
    yield from comment(say("new_wordings"))
    if source.has_keys:
        yield from comment(say("keys"))


def _top_lines(decided: DecidedForm) -> Iterator[str]:
    answers, left_out = decided.answers, decided.left_out
    values = {
        "title": string(answers.title),
        "recipient": string(answers.recipient),
        "time_zone": '"Europe/Paris"',
    }
    if answers.closes_at is not None:
        values["closes_at"] = answers.closes_at.isoformat()
    if not left_out:
        values["ignored"] = "[]"
    lines = pairs(values)
    if answers.recipient == TO_COMPLETE:
        lines[1] += f"            # {say('recipient')}"
    yield from lines
    if answers.closes_at is None:
        yield from comment(f"closes_at = AAAA-MM-JJT23:59:59   {say('closes_at')}")
    if left_out:
        yield "ignored = ["
        yield from _ignored_lines(left_out)
        yield "]"


def _ignored_lines(left_out: Iterable[Aside]) -> Iterator[str]:
    written: set[str] = set()
    for aside in left_out:
        place = f"{capitalise(aside.place.column)}\u00a0: "
        yield from (f"    {line}" for line in comment(place + " ".join(aside.remarks)))
        yield from (f"    {string(t)}," for t in aside.written if spelling_of(t) not in written)
        written.update(map(spelling_of, aside.written))


def _role_lines(decided: DecidedForm) -> Iterator[str]:
    yield from comment(say("roles"))
    roles = {role: key for role in ROLES if (key := decided.answers.roles.get(role))}
    if not roles:
        yield from comment(say("no_role"))
        return
    for role in () if decided.is_confirmed else ROLES:
        for topic in decided.topics.values():
            if topic.use == role and topic.key != roles.get(role):
                headings = strings(topic.headings)
                yield from comment(say("other_role", role=role, headings=headings))
    headings_of = {role: decided.topics[key].question.headers for role, key in roles.items()}
    lines = ["[roles]", *pairs({role: strings(one) for role, one in headings_of.items()})]
    yield from lines if decided.is_confirmed else comment_out(lines)


def question_lines(topic: Topic, decided: DecidedForm) -> Iterator[str]:
    """Yield the lines of a question and its remarks. If the answers are only guesses and the
    question may be the category, lines of `[category]` follow in comments."""
    answers, private = decided.answers, decided.private.get(topic.key)
    if decided.is_confirmed:
        kind = answers.kinds.get(topic.key, topic.kinds[0])
        audience = answers.audience[topic.key]
        yield from _question_block(topic.asked_as(kind), audience_line(audience, private))
        return
    audience = "organisation" if private else None
    yield from _question_block(topic.question, audience_line(audience, private))
    if topic.is_category:
        yield ""
        yield from comment(say("category"))
        yield from comment_out(category_lines(topic.question, collectives_in(topic)))


def _question_block(question: DeclaredQuestion, audience: str) -> Iterator[str]:
    """Yield the remarks of a question, then its lines. `audience` is the line of its audience."""
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
    if question.groups:
        yield ""
        yield from comment(say("groups"))
        yield f"[questions.{question.id}.groups]"
        yield from pairs({string(name): strings(ids) for name, ids in question.groups})


def audience_line(audience: str | None, reason: str | None = None) -> str:
    """The line of a question's audience: `audience = "all"`.

    If nobody has chosen (None), it is a comment that a person accepts by removing the #:
    `#audience = "organisation"` if there is a `reason` to keep the answers, else
    `#audience = "all"`.
    """
    if audience is None:
        if reason:
            return f'#audience = "organisation"   # {printable(reason)}'
        return f'#audience = "all"   # {say("to_confirm")}'
    why = f"   # {printable(reason)}" if reason and audience == "organisation" else ""
    return f'audience = "{audience}"{why}'


def _option_lines(options: tuple[Option, ...]) -> list[str]:
    return pairs({option.id: strings(option.spellings) for option in options})


def collectives_in(topic: Topic) -> list[str]:
    """The ids of choices whose words name a collective, such as « Une association »."""
    named = (
        value.choice
        for value in topic.values
        if words.COLLECTIVE_CHOICE.search(words.fold(value.text))
    )
    return list(dict.fromkeys(named))


def category_lines(question: DeclaredQuestion, collectives: Sequence[str]) -> list[str]:
    """The lines of `[category]`, with the choices of a question as kinds of respondents."""
    top = pairs({"headers": strings(question.headers), "collectives": strings(collectives)})
    return ["[category]", *top, "[category.choices]", *_option_lines(question.choices)]
