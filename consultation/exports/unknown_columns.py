"""The error for an export that has columns which its form file does not declare."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from consultation.exports.declarations import Declarations
from consultation.exports.export_parts import Column, Field, HeadedColumn
from consultation.exports.submission_columns import DROPPED_LABELS, OWN_LABELS
from consultation.forms.form import Form
from consultation.forms.lines_to_paste import ignored_lines, option_lines, question_lines
from consultation.words.errors import OrganiserError
from consultation.words.french import sentence

MOST_SHOWN = 20


def unknown_columns(
    name: str,
    form: Form,
    declared: Declarations,
    unknown: list[HeadedColumn],
    known: Iterable[Column],
) -> OrganiserError:
    """The error that names the unknown columns, with the lines to paste into the form file.

    Its code is `other_form` if more columns are unknown than known and none of the known columns
    asks for consent. An export that asks may hold a refusal, whatever else was added to the form.
    """
    # Exports of every form have the columns of submissions.
    named = [column.field for column in known if column.field.kind not in ("submission", "dropped")]
    is_other = len(unknown) > len(named) and not any(_is_of_consent(form, field) for field in named)
    listed = "\n".join(_column_lines(unknown))
    lines = "\n".join(_lines_to_paste(form, declared, unknown))
    return OrganiserError(
        "other_form" if is_other else "unknown_columns",
        where=name,
        form_id=form.form_id,
        unknown=len(unknown),
        known=len(named),
        columns=listed,
        lines=lines,
    )


def _is_of_consent(form: Form, field: Field) -> bool:
    rules = form.consent.rules if form.consent else ()
    return field.kind == "consent" or any(
        field.id == question for rule in rules for question, _ in rule.when
    )


def _column_lines(unknown: list[HeadedColumn]) -> Iterator[str]:
    yield from (f"- {column.mention}" for column in unknown[:MOST_SHOWN])
    if len(unknown) > MOST_SHOWN:
        yield sentence("lines_to_paste", "more_columns", count=len(unknown) - MOST_SHOWN)


def _lines_to_paste(
    form: Form, declared: Declarations, unknown: list[HeadedColumn]
) -> Iterator[str]:
    """Yield TOML lines for three possible uses of the unknown columns, from which the organiser
    chooses: columns to ignore, new options of known questions, and new questions with free text."""
    # A tool's own column is no question, wherever it stands.
    answers = [column for column in unknown if column.label not in OWN_LABELS]
    left_out = [column for column in unknown if column.label not in OWN_LABELS - DROPPED_LABELS]
    if left_out:
        yield from ignored_lines(form, map(_heading, left_out))
    yield from _choice_lines(declared, unknown)
    if answers:
        yield from question_lines(form, [(column.label, _heading(column)) for column in answers])


def _heading(column: HeadedColumn) -> str:
    """The shortest heading that means this column only: « Paris », or « Quelles villes ? > Paris »
    if another column has the label « Paris »."""
    return column.full if column.is_repeated else column.label


def _choice_lines(declared: Declarations, unknown: list[HeadedColumn]) -> Iterator[str]:
    """Yield TOML lines for new options or items of known questions, and for new categories. For new
    answers to the consent question, yield a sentence instead."""
    for group in dict.fromkeys(column.group for column in unknown):
        entry = declared.groups.get(group)
        if entry is None or not entry.options:
            continue
        labels = [column.label for column in unknown if column.group == group]
        if entry.kind == "consent":
            yield sentence("lines_to_paste", "consent", labels=labels)
            continue
        parts = "items" if entry.layout == "grid" else "choices"
        table = f"questions.{entry.id}.{parts}"
        table = "category.choices" if entry.kind == "category" else table
        yield from option_lines(group, table, [option.id for option in entry.options], labels)
