"""Everything that a public folder says, from what is counted, the form and its quotes.

The rest of the room is given this and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from operator import itemgetter

from consultation.charts.chart import DEFAULT_COLOUR
from consultation.forms.form import Form
from consultation.public.crossings import crossings_of
from consultation.public.question_tables import question_tables
from consultation.public.respondent_tables import (
    ALL,
    Counted,
    counted_rows,
    persons_by_rule,
    respondent_tables,
)
from consultation.public.results import (
    CountingRule,
    PublicNumber,
    PublicQuote,
    PublicResults,
)
from consultation.public.rounding import Rounding
from consultation.warehouse.tables.publications import Tables
from consultation.words.french import label, sentence, sentences_of, words


def why_nothing_is_public(tables: Tables, form: Form) -> str | None:
    """Why a form that asks for a public folder has none, in a sentence; None where it has one, or
    does not ask."""
    if not form.publish.public:
        return None
    fewest = Rounding(form.publish.public_minimum).fewest
    if persons_by_rule(counted_rows(tables))[ALL] < fewest:
        return sentence("public", "too_few", fewest=fewest)
    return None if tables["public.period"].records[0]["last_day"] else sentence("public", "no_day")


def public_results(tables: Tables, form: Form) -> PublicResults:
    """What a release says to everybody; `tables` are those of the working database, of which
    `public` alone is read."""
    rounding, counted = Rounding(form.publish.public_minimum), counted_rows(tables)
    persons = rounding.of(persons_by_rule(counted)[ALL])
    if persons is None:
        raise ValueError("too few respondents for a public folder")
    tables_of_questions = tuple(question_tables(counted, form, rounding))
    crossed, crossings = crossings_of(counted, form, tables_of_questions, rounding)
    return PublicResults(
        form_id=form.form_id,
        title=form.title,
        organisation=form.pack.organisation or "",
        contact=form.pack.contact or "",
        recipient=form.recipient,
        opened_on=form.pack.opened_on,
        closed_on=form.closes_at.date() if form.closes_at else None,
        counted_until=tables["public.period"].records[0]["last_day"],
        person_count=persons,
        rounding=rounding,
        tables=(
            *tables_of_questions,
            *respondent_tables(counted, form, rounding),
        ),
        numbers=tuple(_numbers(counted, form, rounding)),
        crossed=crossed,
        crossings=crossings,
        rules=_rules(counted, rounding),
        quotes=_quotes(tables, form) if form.publish.quotes else (),
        limits=tuple(sentences_of("public_limits").values()),
        licence=form.publish.licence or "",
        address=form.publish.address or "",
        colour=form.publish.colour or DEFAULT_COLOUR,
        is_example=form.is_example,
    )


def _rules(counted: Counted, rounding: Rounding) -> tuple[CountingRule, ...]:
    explained = {word.id: word.explanation for word in words() if word.kind == "counting_rule"}
    return tuple(
        CountingRule(rule, label("counting_rule", rule), explained[rule], rounding.of(count))
        for rule, count in persons_by_rule(counted).items()
    )


def _numbers(counted: Counted, form: Form, rounding: Rounding) -> Iterator[PublicNumber]:
    """The questions that ask for a number and that enough answered, in the form's order."""
    found = {row["question_id"]: row for row in counted["public.numbers"]}
    for question in form.questions:
        row = found.get(question.id)
        count = rounding.of(row["answered_count"]) if row else None
        if row and count and row["answered_count"] >= rounding.fewest:
            quartiles = ("first_quartile", "median_number", "third_quartile")
            numbers = (row[name] for name in quartiles)
            yield PublicNumber(question.id, question.title, question.headers[0], count, *numbers)


def _quotes(tables: Tables, form: Form) -> tuple[PublicQuote, ...]:
    """The quotes in the order of their references, which tells nothing of who wrote first."""
    titles = {question.id: question.title for question in form.questions}
    rows = sorted(tables["public.quotes"].records, key=itemgetter("reference", "question_id"))
    return tuple(
        PublicQuote(
            row["quote_text"], row["attribution"], row["theme"] or "", titles[row["question_id"]]
        )
        for row in rows
    )
