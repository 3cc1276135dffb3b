"""Everything that a public folder says, from the counts that may be shown, the form and its quotes.

The rest of the room is given this and nothing else.
"""

from __future__ import annotations

import datetime as dt
from operator import itemgetter

from consultation.charts.chart import DEFAULT_COLOUR
from consultation.forms.form import Form
from consultation.french import date, label, sentence, sentences_of, words
from consultation.protection.counts import PublicCounts
from consultation.public.cells import ALL, EVERYBODY, CellName
from consultation.public.counting import OTHER_RULES, RULES
from consultation.public.results import CountingRule, PublicQuote, PublicResults
from consultation.public.shown_tables import shown_tables
from consultation.warehouse.build.publications import Tables


def last_day(tables: Tables) -> dt.date | None:
    """The day of the last answer counted; None where nobody is, or no answer has a date."""
    found: dt.date | None = tables["public.period"].records[0]["last_day"]
    return found


def public_results(
    counts: PublicCounts, tables: Tables, form: Form, *, is_waiting: bool
) -> PublicResults:
    """What a release says; `tables` are those of the working database, of which `public` alone is
    read, and there no count that `counts` does not show. `is_waiting`: answers have come since that
    are not in the figures yet."""
    counted_until = dt.date.fromisoformat(counts.as_of)
    return PublicResults(
        form_id=form.form_id,
        title=form.title,
        organisation=form.pack.organisation or "",
        contact=form.pack.contact or "",
        recipient=form.recipient,
        opened_on=form.pack.opened_on,
        closed_on=form.closes_at.date() if form.closes_at else None,
        counted_until=counted_until,
        person_count=counts.tables[RULES].shown.get(EVERYBODY),
        minimum=form.publish.public_minimum,
        tables=shown_tables(counts, form, _themes(tables)),
        rules=_rules(counts),
        quotes=_quotes(tables, form) if form.publish.quotes else (),
        limits=tuple(sentences_of("public_limits").values()),
        licence=form.publish.licence or "",
        address=form.publish.address or "",
        colour=form.publish.colour or DEFAULT_COLOUR,
        renewal=sentence("public", "renewal", day=date(counted_until)) if is_waiting else "",
        is_example=form.is_example,
    )


def _themes(tables: Tables) -> dict[str, str]:
    """The titles of the themes, in the order of the grid."""
    rows = sorted(tables["public.themes"].records, key=itemgetter("position"))
    return {row["theme_id"]: row["title"] for row in rows}


def _rules(counts: PublicCounts) -> tuple[CountingRule, ...]:
    explained = {word.id: word.explanation for word in words() if word.kind == "counting_rule"}
    table = counts.tables[RULES]
    cells = {rule: str(CellName(rule=rule)) for rule in (ALL, *OTHER_RULES)}
    return tuple(
        CountingRule(rule, label("counting_rule", rule), explained[rule], table.shown.get(cell))
        for rule, cell in cells.items()
        if cell in table.shown or cell in table.hidden
    )


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
