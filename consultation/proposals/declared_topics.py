"""The topics that a form file declares, without an export at hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from consultation.forms.contradictions import STATES, DeclaredForm
from consultation.forms.identifiers import Ids
from consultation.forms.spelling import spelling_of
from consultation.proposals.draft import ROLES
from consultation.proposals.plan import DeclaredQuestion, Option, options_of
from consultation.proposals.topics import LONE, OPEN_KINDS, Topic, values_of
from schemas.form import Question
from schemas.form_values import Kind

LISTED = frozenset(("question", "ignored", "consent", "category"))


def declared_topics(declared: DeclaredForm) -> tuple[Topic, ...]:
    """Everything that the form file declares: who answers, consent, category, questions, and what
    it leaves aside."""
    ids = Ids({*form_ids(declared)}, "question")
    form = declared.form
    topics: list[Topic] = []
    for role in ROLES:
        if headings := getattr(form.roles, role):
            topics.append(_topic_of_column(tuple(headings), role, ids))
    if form.consent is not None and form.consent.headers:
        texts = [text for state in STATES for text in getattr(form.consent, state) or ()]
        choices = options_of([(text,) for text in texts], "choix")
        topics.append(_topic_of_list(tuple(form.consent.headers), "consent", choices, ids))
    if form.category is not None:
        choices = _options(form.category.choices)
        topics.append(_topic_of_list(tuple(form.category.headers), "category", choices, ids))
    for question_id, question in form.questions.items():
        listing = declared.choices.get(question_id)
        topics.append(
            _topic_of_question(question_id, question, _options(listing.options if listing else {}))
        )
    topics += [
        _topic_of_column((heading,), "ignored", ids) for heading in dict.fromkeys(form.ignored)
    ]
    return tuple({topic.key: topic for topic in topics}.values())


def form_ids(declared: DeclaredForm) -> frozenset[str]:
    """What no new question may be called: the ids and the headings of the form file."""
    form = declared.form
    return frozenset((*form.questions, *map(spelling_of, _headings(declared))))


def _headings(declared: DeclaredForm) -> Iterator[str]:
    form = declared.form
    yield from form.ignored
    for role in ROLES:
        yield from getattr(form.roles, role) or ()
    for table in (form.consent, form.category):
        yield from (table.headers if table else None) or ()
    for question in form.questions.values():
        yield from (*question.headers, *(question.other or ()))


def _options(options: Mapping[str, list[str]]) -> tuple[Option, ...]:
    return tuple(Option(option, tuple(texts)) for option, texts in options.items())


def _topic_of_column(headings: tuple[str, ...], use: str, ids: Ids) -> Topic:
    question = DeclaredQuestion(_new_id(headings, ids), "text", headings)
    return Topic(question, OPEN_KINDS, LONE, headings, is_written=True, use=use)


def _topic_of_list(
    headings: tuple[str, ...], use: str, choices: tuple[Option, ...], ids: Ids
) -> Topic:
    question = DeclaredQuestion(_new_id(headings, ids), "choice", headings, choices=choices)
    return Topic(
        question,
        ("choice",),
        LISTED,
        headings,
        values=values_of(choices, "choice"),
        is_written=True,
        use=use,
    )


def _new_id(headings: tuple[str, ...], ids: Ids) -> str:
    return ids.new(headings[0].rpartition(" > ")[2], own={*map(spelling_of, headings)})


def _topic_of_question(question_id: str, declared: Question, choices: tuple[Option, ...]) -> Topic:
    question = DeclaredQuestion(
        question_id,
        declared.kind,
        tuple(declared.headers),
        title=declared.title,
        other=tuple(declared.other or ()),
        items=_options(declared.items or {}),
        choices=choices,
    )
    kinds: tuple[Kind, ...] = (declared.kind,)
    uses = LONE if declared.kind in OPEN_KINDS else frozenset(("question", "ignored"))
    if declared.kind == "choice" and not declared.other:
        uses = LISTED | LONE
    return Topic(
        question,
        kinds,
        uses,
        question.spellings,
        values=values_of(choices, declared.kind),
        is_written=True,
        use="question",
    )
