"""Assemble the values of a public folder, from counts, the form and its quotes. The other modules
of this folder only read these values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from operator import itemgetter

from consultation.forms.form import Form
from consultation.public.question_tables import question_tables
from consultation.public.respondent_tables import (
    ALL,
    persons_by_rule,
    respondent_tables,
)
from consultation.public.results import (
    DEFAULT_COLOUR,
    CountingRule,
    PublicNumber,
    PublicQuote,
    PublicResults,
)
from consultation.public.rounding import Rounding
from consultation.warehouse.tables.publications import Tables
from consultation.words.french import label, sentence, sentences_of, words


def why_nothing_is_public(tables: Tables, form: Form) -> str | None:
    """The sentence on why there is no public folder, although the form asks for it: too few
    respondents, or no date. None if the folder can be made, or if the form does not ask for it."""
    if not form.publish.public:
        return None
    fewest = Rounding(form.publish.public_minimum).fewest
    if persons_by_rule(tables)[ALL] < fewest:
        return sentence("public", "too_few", fewest=fewest)
    return None if _last_day(tables) else sentence("public", "no_day")


def _last_day(tables: Tables) -> dt.date | None:
    """The day of the last answer counted. None if no answer has a date."""
    days = (row["day"] for row in tables["statistics.participation_by_day"].records)
    return max(days, default=None)


def public_results(tables: Tables, form: Form) -> PublicResults:
    """All values that the public folder of a release shows. Call it only if
    `why_nothing_is_public` returns None. Raises ValueError if the number of respondents is hidden
    (below `public_minimum`), or if no answer has a date.

    Only counts and chosen quotes are read from `tables`.
    """
    rounding, last_day = Rounding(form.publish.public_minimum), _last_day(tables)
    persons = rounding.of(persons_by_rule(tables)[ALL])
    if persons is None or last_day is None:
        raise ValueError("too few respondents for a public folder")
    return PublicResults(
        title=form.title,
        organisation=form.pack.organisation or "",
        contact=form.pack.contact or "",
        recipient=form.recipient,
        opened_on=form.pack.opened_on,
        closed_on=form.closes_at.date() if form.closes_at else None,
        counted_until=last_day,
        person_count=persons,
        rounding=rounding,
        tables=(
            *question_tables(tables, form, rounding),
            *respondent_tables(tables, form, rounding),
        ),
        numbers=tuple(_numbers(tables, form, rounding)),
        rules=_rules(tables, rounding),
        quotes=_quotes(tables, form) if form.publish.quotes else (),
        limits=tuple(sentences_of("public_limits").values()),
        licence=form.publish.licence or "",
        address=form.publish.address or "",
        colour=form.publish.colour or DEFAULT_COLOUR,
        is_example=form.is_example,
    )


def _rules(tables: Tables, rounding: Rounding) -> tuple[CountingRule, ...]:
    explained = {word.id: word.explanation for word in words() if word.kind == "counting_rule"}
    return tuple(
        CountingRule(label("counting_rule", rule), explained[rule], rounding.of(count))
        for rule, count in persons_by_rule(tables).items()
    )


def _numbers(tables: Tables, form: Form, rounding: Rounding) -> Iterator[PublicNumber]:
    """Yield the quartiles of each published question that asks for a number. Questions with too few
    answers are left out.

    The smallest answer, the greatest answer and the mean are not published, since they could give
    away a single person's answer.
    """
    summaries = {row["question_id"]: row for row in tables["statistics.number_summaries"].records}
    for question in form.questions:
        is_public = question.id in (form.publish.public_questions or ())
        row = summaries.get(question.id) if is_public else None
        count = rounding.of(row["answered_count"]) if row else None
        if row and count and row["answered_count"] >= rounding.fewest:
            quartiles = ("first_quartile", "median_number", "third_quartile")
            numbers = (row[name] for name in quartiles)
            yield PublicNumber(question.id, question.title, question.headers[0], count, *numbers)


def _quotes(tables: Tables, form: Form) -> tuple[PublicQuote, ...]:
    """The chosen quotes, sorted by reference, so that their order hides who wrote first."""
    titles = {question.id: question.title for question in form.questions}
    rows = sorted(tables["public.quotes"].records, key=itemgetter("reference", "question_id"))
    return tuple(
        PublicQuote(
            row["quote_text"], row["attribution"], row["theme"] or "", titles[row["question_id"]]
        )
        for row in rows
    )
