"""The draft of a form file, for a person to correct: declarations, and comments that explain them.

Consent, roles and category are only proposed, in comments: with the draft unedited, nothing leaves.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from consultation.forms.note_blanks import TO_COMPLETE
from consultation.forms.spelling import spelling_of
from consultation.forms.toml_text import comment, comment_out, printable, string, strings
from consultation.proposals import heading_words as words
from consultation.proposals.consents import other_askers
from consultation.proposals.declaration import category_values, consents_given, declared_values
from consultation.proposals.given_answers import Answers, CategoryAnswer, ConsentAnswer
from consultation.proposals.page_file import blocks_of
from consultation.proposals.topics import Topic
from consultation.words.french import capitalise, sentence

say = partial(sentence, "draft")

STEPS = ("step_top", "step_consent", "step_roles", "step_ignored", "step_questions", "step_pack")
LONG_TITLE = 80
LONG_HEADING = 60


@dataclass(frozen=True)
class Source:
    """The export from which a form file is drafted: its file name, the form's title in it, its
    number of rows (`records`). `has_keys` is True if its headings are technical names such as
    `webform_serial`."""

    name: str
    title: str
    records: int
    odd_records: int  # rows that can't be answer sheets, skipped
    has_keys: bool


def draft_text(
    form_id: str,
    source: Source,
    guess: Answers,
    topics: Sequence[Topic],
    private: Mapping[str, str],
) -> str:
    """The whole draft. `guess`: the likeliest answers. `private`: key of a topic → the reason to
    keep its answers with the organisers."""
    keys = {*guess.audience, guess.category.question}
    questions = [topic for topic in topics if topic.key in keys]
    audience = {topic.key: "organisation" if topic.key in private else None for topic in questions}
    drafted = guess.model_copy(update={"audience": audience, "category": CategoryAnswer()})
    blocks = blocks_of(declared_values(drafted.model_copy(update={"ignored": []}), topics))
    parts = [
        _opening_lines(form_id, source),
        _top_lines(blocks[""], guess, [topic for topic in topics if topic.key not in keys]),
        _consent_lines(guess.consent, topics, blocks),
        _role_lines(guess, topics, blocks),
        *(_question_lines(topic, private.get(topic.key), blocks) for topic in questions),
    ]
    return "\n".join("".join(f"{line}\n" for line in part) for part in parts)


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


def _top_lines(block: str, guess: Answers, left: Sequence[Topic]) -> Iterator[str]:
    """Yield the lines above all tables. `block` has the keys with their values, the last of which
    is `ignored`. `left` are the columns to ignore, each written with the reason to ignore it."""
    yield from block.splitlines()[:-1]  # all but `ignored = []`
    if guess.recipient == TO_COMPLETE:
        yield from comment(say("recipient"))
    yield from comment(f"closes_at = AAAA-MM-JJT23:59:59   {say('closes_at')}")
    yield "ignored = ["
    ignored: set[str] = set()
    for topic in left:
        position = f"{capitalise(topic.question.columns[0].where)}\u00a0: "
        yield from (f"    {line}" for line in comment(position + " ".join(topic.remarks)))
        for text in topic.ignored_as:
            if spelling_of(text) not in ignored:
                yield f"    {string(text)},"
                ignored.add(spelling_of(text))
    yield "]"


def _consent_lines(
    consent: ConsentAnswer, topics: Sequence[Topic], blocks: Mapping[str, str]
) -> Iterator[str]:
    """Yield the lines of `[consent]` with explanations. All are comments, which a person may
    uncomment. `blocks` has the text of each table of the form file, by its header."""
    yield from comment(say("consent"))
    by_key = {topic.key: topic for topic in topics}
    undecided = [text for text, state in consents_given(consent, by_key) if state is None]
    others = other_askers(topics)
    if consent.question:
        heading = _shorten(by_key[consent.question].question.headers[0])
        yield from comment(say("consent_question", heading=heading))
    if undecided:
        yield from comment(say("consent_to_place", answers=strings(undecided)))
    if others:
        kind = "consent_others" if consent.question else "consent_candidates"
        yield from comment(say(kind, headings=strings(map(_shorten, others))))
    if not consent.question and not others:
        yield from comment(say("no_consent"))
    yield from comment_out(blocks.get("[consent]", ""))
    if "[consent.requires]" in blocks:
        yield from comment(say("consent_box"))
        yield from comment_out(blocks["[consent.requires]"])


def _role_lines(
    guess: Answers, topics: Sequence[Topic], blocks: Mapping[str, str]
) -> Iterator[str]:
    """Yield the lines of `[roles]` as comments, with the other columns that may have a role.
    `blocks` has the text of each table of the form file, by its header."""
    yield from comment(say("roles"))
    if "[roles]" not in blocks:
        yield from comment(say("no_role"))
    for role, key in guess.roles.items():
        for topic in topics:
            if topic.use == role and topic.key != key:
                headings = strings(topic.headings)
                yield from comment(say("other_role", role=role, headings=headings))
    yield from comment_out(blocks.get("[roles]", ""))


def _question_lines(topic: Topic, private: str | None, blocks: Mapping[str, str]) -> Iterator[str]:
    """Yield the remarks of a question, then its lines. If it may be the category, the lines of
    `[category]` follow in comments. `private`: the reason to keep its answers."""
    question = topic.question
    for remark in question.remarks:
        yield from comment(capitalise(remark))
    if len(question.title or question.headers[0]) > LONG_TITLE:
        yield from comment(say("long_title"))
    table = f"[questions.{question.id}"
    why = f"   # {printable(private)}" if private else ""
    yield f"{blocks[f'{table}]']}{why}"  # the last key is the audience, if there is one
    if not private and question.kind != "file":
        yield f'#audience = "all"   # {say("to_confirm")}'
    for part in ("items", "choices", "groups"):
        if block := blocks.get(f"{table}.{part}]"):
            yield ""
            yield from comment(say("groups")) if part == "groups" else ()
            yield block
    if topic.is_category:
        yield ""
        yield from comment(say("category"))
        values = {"category": category_values(question, collectives_in(topic))}
        yield from comment_out("\n".join(blocks_of(values).values()))


def collectives_in(topic: Topic) -> list[str]:
    """The ids of the choices that name a kind of collective, such as « Une association »."""
    named = (
        value.choice
        for value in topic.values
        if words.COLLECTIVE_CHOICE.search(words.fold(value.text))
    )
    return list(dict.fromkeys(named))


def _shorten(heading: str) -> str:
    return heading if len(heading) <= LONG_HEADING else heading[:LONG_HEADING].rstrip() + "…"
