"""The topics of a form file with what an export adds: counts of choices, and new columns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from consultation.exports.export_parts import Column, HeadedColumn, headed_columns
from consultation.exports.matching import understood_columns
from consultation.forms.form import Form
from consultation.forms.spelling import spelling_of
from consultation.proposals.reading import ReadExport
from consultation.proposals.topics import DeclaredQuestion, Topic, key_of, options_of, with_counts

Columns = dict[int, Column]


def with_export(topics: Sequence[Topic], form: Form, read: ReadExport) -> tuple[Topic, ...]:
    """The topics of a form file with the counts of an export, followed by the topics that only the
    export has. `read` is the export."""
    _, columns, _ = understood_columns(read.export, form)
    met = read.topics
    headed = _places_by_field(read, columns)
    topics_met = [_add_counts(topic, headed, met, read) for topic in topics]
    for topic in met:
        fields = {
            columns[column.heading.position].field.kind
            for column in topic.question.columns
            if column.heading.position in columns
        }
        if not fields:
            more = {"rewording"} if "question" in topic.uses else set()
            use = "question" if topic.use == "question" else "ignored"
            topics_met.append(replace(topic, use=use, uses=topic.uses | more))
        elif fields == {"ignored"}:
            topics_met = _with_ignored(topics_met, topic)
    return tuple(topics_met)


def _places_by_field(
    read: ReadExport, columns: Columns
) -> dict[tuple[str, str], list[HeadedColumn]]:
    """The columns of each declaration in the export: `("role", "email")` → the column « Courriel ».
    Keys are kind and id, such as `("question", "avis")`. « Autre » and file sizes are left out."""
    all_columns: dict[tuple[str, str], list[HeadedColumn]] = defaultdict(list)
    for headed in headed_columns(read.export.headings):
        column = columns.get(headed.heading.position)
        if column is not None and column.field.part not in ("other", "file_size"):
            all_columns[column.field.kind, column.field.id].append(headed)
    return all_columns


def _add_counts(
    topic: Topic,
    columns: dict[tuple[str, str], list[HeadedColumn]],
    met: Sequence[Topic],
    read: ReadExport,
) -> Topic:
    """The topic with its columns in the export, and the counts of its choices there. Unchanged if
    the topic is ignored, or if the export has no column for it.

    `columns`: kind and id of a declaration → its columns. `met`: the topics guessed from the
    export, which may have more answers to the consent question. `read` is the export.
    """
    owners = {"question": ("question", topic.question.id), "consent": ("consent", "consent")}
    owners["category"] = ("category", "category")
    own = columns.get(owners.get(topic.use, ("role", topic.use)))
    if not own or topic.use == "ignored":
        return topic
    question = replace(topic.question, columns=tuple(own))
    if topic.use == "consent":
        question = _with_more_answers(question, met)
    return with_counts(replace(topic, question=question), own, read.census.profiles)


def _with_more_answers(question: DeclaredQuestion, met: Sequence[Topic]) -> DeclaredQuestion:
    """The consent question, with further choices: the answers in the export that the form file does
    not declare. `met` are the topics guessed from the export."""
    known = {spelling_of(text) for choice in question.choices for text in choice.spellings}
    more = [
        (text,)
        for topic in met
        if topic.question.columns == question.columns
        for choice in topic.question.choices
        for text in choice.spellings
        if spelling_of(text) not in known
    ]
    spelt = [choice.spellings for choice in question.choices]
    return replace(question, choices=options_of([*spelt, *more], "choix"))


def _with_ignored(topics: list[Topic], met: Topic) -> list[Topic]:
    """The form's topics, after the ignored columns of a group are joined into a single topic: «
    Avis » and « Avis > Prix » → the group « Avis ». `met` is the group as the export shows it.
    Unchanged if the form file ignores none of its columns."""
    spellings = {spelling_of(text) for text in (*met.ignored_as, *met.question.spellings)}
    same = [
        topic
        for topic in topics
        if topic.use == "ignored" and topic.is_written and spelling_of(topic.heading) in spellings
    ]
    if not same:
        return topics
    headings = tuple(topic.heading for topic in same)
    first = key_of(met.question.headers[0])
    heading = next((text for text in headings if key_of(text) == first), headings[0])
    question = replace(met.question, id=same[0].question.id)
    whole = replace(
        met,
        question=question,
        ignored_as=headings,
        named_by=heading,
        is_written=True,
        use="ignored",
    )
    at = topics.index(same[0])
    rest = [topic for topic in topics if topic not in same]
    return [*rest[:at], whole, *rest[at:]]
