"""resultats.html: a single file, which fetches nothing and has no script."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, partial
from operator import itemgetter
from pathlib import Path

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from consultation.public.pictures.captions import percent
from consultation.public.pictures.colours import readable
from consultation.public.results import Kind, PublicResults, PublicTable, Row
from consultation.public.sections import Section
from consultation.words.french import as_printed, date, number, sentence, within_quotes
from consultation.words.templates import FrenchTemplates

TEMPLATES = Path(__file__).parent / "templates"
CSV = "resultats.csv"
FIRST = 3


def page_of(results: PublicResults, sections: Sequence[Section]) -> str:
    """The whole page, as HTML."""
    pictures = [picture for section in sections for picture in section.pictures]
    return (
        _environment()
        .get_template("resultats.html")
        .render(
            results=results,
            sections=sections,
            quotes=first_figures(results),
            few=results.rounding.few,
            rounding=results.rounding.in_words,
            picture=pictures[0] if pictures else None,
            description=description_of(results),
            accent=readable(results.colour),
            base=folder_of(results.address),
            figures=CSV,
            style=Markup((TEMPLATES / "style.css").read_text(encoding="utf-8")),  # noqa: S704
        )
    )


def description_of(results: PublicResults) -> str:
    """The sentence that describes the page to search engines and networks: the number of
    respondents, the organisation, and the day of the last answer."""
    return sentence(
        "public",
        "description",
        count=results.person_count,
        organisation=results.organisation,
        day=date(results.counted_until),
    )


@dataclass(frozen=True)
class Quotable:
    """A sentence to quote: a share, then a text. 0.56 and « de celles et ceux qui ont répondu à… »
    are printed as « 56 % de celles et ceux qui ont répondu à… »."""

    share: float
    text: str


def first_figures(results: PublicResults) -> tuple[Quotable, ...]:
    """At most three sentences, each on a question's largest total, or on its most frequent answer
    if it has no totals.

    - Sentences follow the order of questions. Each item of a grid has its own sentence: the first
      item's comes with the questions, the others after all questions.
    - No sentence is made if the answer is of nobody or of few people, or if its share rounds to
      100 % although somebody answered otherwise.
    - The sentence on a total also gives the other totals, except if the rounded shares exceed 100 %
      together.
    """
    ranked = []
    for table in (table for table in results.tables if table.kind is Kind.ANSWERS):
        for rank, item in enumerate(table.by_item()):
            rows = item.totals or item.rows
            most = max(rows, key=lambda row: row.cells[0].share or 0)
            others = [row for row in item.totals if row != most and row.cells[0].share]
            share = most.cells[0].share or 0
            if share + sum(row.cells[0].share or 0 for row in others) > 1:
                others = []
            is_all = share >= 1 and any(row.cells[0].count != 0 for row in rows if row != most)
            if share and not is_all:
                is_total = most in item.totals
                ranked.append((rank, _quotable(table, most, others, is_total=is_total)))
    return tuple(quotable for _, quotable in sorted(ranked, key=itemgetter(0))[:FIRST])


def _quotable(table: PublicTable, row: Row, others: Sequence[Row], *, is_total: bool) -> Quotable:
    cell = row.cells[0]
    say = partial(sentence, "quotable")
    sides = [
        say("side", share=percent(side.cells[0].share or 0), answer=within_quotes(side.label))
        for side in others
    ]
    text = say(
        f"first_{'total' if is_total else 'answer'}{'_item' if row.item else ''}",
        sides=[f"« {within_quotes(row.label)} »", *sides],
        question=within_quotes(table.title),
        item=within_quotes(row.item_label),
        answer=within_quotes(row.label),
        count=number(cell.count or 0),
        base=number(cell.base or 0),
    )
    return Quotable(cell.share or 0, text)


def folder_of(address: str) -> str:
    """The address of the folder that has the page, with a slash at the end:
    `https://asso.fr/video/resultats.html` → `https://asso.fr/video/`."""
    last = address.rpartition("/")[2]
    is_file = "." in last and address.count("/") > 2
    return address.removesuffix(last) if is_file else f"{address.removesuffix('/')}/"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FrenchTemplates(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=False,
        finalize=lambda value: as_printed(value) if type(value) is str else value,
    )
    environment.filters |= {
        "counted": lambda count: sentence("public", "people", count=count),
        "day": date,
        "number": number,
        "percent": percent,
        "within_quotes": within_quotes,
    }
    return environment
