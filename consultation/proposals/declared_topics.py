"""The topics that a form file declares, and the answers that it gives about them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from consultation.forms.contradictions import STATES, DeclaredForm, claimed_headings
from consultation.forms.identifiers import Ids
from consultation.forms.spelling import spelling_of
from consultation.proposals.given_answers import (
    Answers,
    CategoryAnswer,
    ConsentAnswer,
    PackAnswer,
    PublishAnswer,
    ReviewAnswer,
    RuleAnswer,
)
from consultation.proposals.topics import (
    OPEN_KINDS,
    ROLES,
    DeclaredQuestion,
    Option,
    Topic,
    key_of,
    options_of,
    uses_of,
    values_of,
)
from schemas.form import FormFile, Question
from schemas.form_values import Kind


def declared_topics(declared: DeclaredForm) -> tuple[Topic, ...]:
    """The topics of a form file: its roles, consent question, category, questions and ignored
    columns."""
    ids = Ids({*form_ids(declared)}, "question")
    form = declared.form
    questions_with_use: list[tuple[DeclaredQuestion, str]] = []

    def add(use: str, headings: list[str], choices: tuple[Option, ...] = ()) -> None:
        name = headings[0].rpartition(" > ")[2]
        new = ids.new(name, own={*map(spelling_of, headings)})
        kind: Kind = "choice" if use in ("consent", "category") else "text"
        question = DeclaredQuestion(new, kind, tuple(headings), choices=choices)
        questions_with_use.append((question, use))

    for role in ROLES:
        if headings := getattr(form.roles, role):
            add(role, headings)
    if form.consent is not None and form.consent.headers:
        texts = [text for state in STATES for text in getattr(form.consent, state) or ()]
        add("consent", form.consent.headers, options_of([(text,) for text in texts], "choix"))
    if form.category is not None:
        add("category", form.category.headers, _options(form.category.choices))
    for question_id, question in form.questions.items():
        listing = declared.choices.get(question_id)
        choices = _options(listing.options if listing else {})
        questions_with_use.append((_question(question_id, question, choices), "question"))
    for heading in form.ignored:
        add("ignored", [heading])
    topics = [_topic(question, use) for question, use in questions_with_use]
    return tuple({topic.key: topic for topic in topics}.values())


def form_ids(declared: DeclaredForm) -> frozenset[str]:
    """The ids of the form's questions, and all its headings. The id of a new question must not be
    among them."""
    claimed = (text for _, headings in claimed_headings(declared.form) for text in headings)
    return frozenset((*declared.form.questions, *map(spelling_of, claimed)))


def _options(options: Mapping[str, list[str]]) -> tuple[Option, ...]:
    return tuple(Option(option, tuple(texts)) for option, texts in options.items())


def _question(
    question_id: str, declared: Question, choices: tuple[Option, ...]
) -> DeclaredQuestion:
    return DeclaredQuestion(
        question_id,
        declared.kind,
        tuple(declared.headers),
        title=declared.title,
        other=tuple(declared.other or ()),
        items=_options(declared.items or {}),
        choices=choices,
        groups=tuple((name, tuple(members)) for name, members in (declared.groups or {}).items()),
    )


def _topic(question: DeclaredQuestion, use: str) -> Topic:
    is_free = use != "question" and question.kind == "text"
    return Topic(
        question,
        kinds=OPEN_KINDS if is_free else (question.kind,),
        uses=uses_of(question),
        ignored_as=question.spellings,
        use=use,
        values=values_of(question),
        is_written=True,
    )


def declared_answers(
    form: FormFile, closes_at: datetime | None, topics: tuple[Topic, ...]
) -> Answers:
    """The answers to the six questions that a form file implies.

    `topics` may have columns that only an export has. Such a column is ignored, or is a question
    whose audience is None: a person has to choose who may see its answers.
    """
    used = {topic.use: topic.key for topic in topics if topic.is_written}
    category = form.category
    return Answers(
        title=form.title,
        recipient=form.recipient,
        closes_at=closes_at,
        pack=PackAnswer(
            **{key: value for key, value in form.pack if value and key in PackAnswer.model_fields}
        ),
        publish=PublishAnswer(public=form.publish.public, by_category=form.publish.by_category),
        review=ReviewAnswer(required="draw" if form.review.required == "draw" else None),
        consent=_consent(form, topics),
        roles={role: used.get(role) for role in ROLES},
        category=CategoryAnswer(question=used["category"], collectives=list(category.collectives))
        if category
        else CategoryAnswer(),
        audience={topic.key: _audience(topic, form) for topic in topics if topic.use == "question"},
        ignored=[topic.key for topic in topics if topic.use == "ignored"],
    )


def _consent(form: FormFile, topics: tuple[Topic, ...]) -> ConsentAnswer:
    consent = form.consent
    if consent is None:
        return ConsentAnswer()
    keys = {topic.question.id: topic.key for topic in topics if topic.question.id}
    asker = next((topic for topic in topics if topic.use == "consent"), None)
    texts = {text: state for state in STATES for text in getattr(consent, state) or ()}
    return ConsentAnswer.model_validate(
        {
            "question": asker.key if asker else None,
            "states": {key_of(text): state for text, state in texts.items()},
            "requires": {
                keys[question_id]: choices
                for question_id, choices in (consent.requires or {}).items()
            },
            "rules": [
                RuleAnswer(state=rule.state, when={keys[of]: to for of, to in rule.when.items()})
                for rule in consent.rules or ()
            ],
        }
    )


def _audience(topic: Topic, form: FormFile) -> str | None:
    if topic.question.kind == "file":
        return "organisation"
    question = form.questions.get(topic.question.id) if topic.is_written else None
    return question.audience if question else None
