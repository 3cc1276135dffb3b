"""synthese.xlsx: what organisers open first, sheet by sheet."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from consultation.decisions import TO_CHECK, TO_READ, TO_TELL
from consultation.french import sentence, sheets
from consultation.notices.facts import Facts, FormHeader
from consultation.organisation import charts
from consultation.organisation.contacts import date_of
from consultation.organisation.counts_above import (
    counts_of_news,
    counts_of_rejections,
    rules_explained,
    three_counts,
)
from consultation.organisation.cross_tabs import cross_tab_table
from consultation.organisation.review_sheets import review_sheet
from consultation.organisation.welcome import welcome_page
from consultation.workbooks.model import Sheet, Workbook
from consultation.workbooks.publication_tables import CREATOR, Published, table_of

Publications = Mapping[str, Published]

CHARTS: dict[str, Callable[[Published], charts.Charts]] = {
    "bilan": charts.flow_chart,
    "questions": charts.choices_charts,
    "participation": charts.participation_chart,
    "departements": charts.departements_chart,
    "familles": charts.families_chart,
    "arrivees": charts.arrivals_chart,
}
COUNTS: dict[str, Callable[[Publications], tuple[str, ...]]] = {
    "regles_de_comptage": lambda published: rules_explained(published["regles"]),
    "familles": lambda published: three_counts(published["familles_par_question"]),
    "rejets": lambda published: counts_of_rejections(published["rejets_bilan"]),
    "nouveautes": lambda published: counts_of_news(
        published["nouveautes_bilan"], published["exports"]
    ),
}
REVIEWS = {"a_verifier": TO_CHECK, "a_relire": TO_READ, "exports": TO_TELL}


def synthese_workbook(
    facts: Facts, published: Publications, incomplete: Sequence[str] = ()
) -> Workbook:
    """The workbook of the organisers: a page to read first, then one sheet per subject.

    `incomplete` are documents of the pack that lack what was typed.
    """
    form = facts.form
    return Workbook(
        title=sentence("workbooks", "synthese", form=form.title),
        subject=sentence("workbooks", "synthese_subject"),
        creator=CREATOR,
        date=date_of(form),
        whole_in=sentence("whole_in", "synthese"),
        sheets=(
            welcome_page(facts, published, incomplete),
            *(_sheet(name, form, published) for name in sheets()["synthese"]),
        ),
    )


def _sheet(name: str, form: FormHeader, published: Publications) -> Sheet:
    """A publication as a sheet, with what explains it above and its charts beside."""
    title, explanation = sheets()["synthese"][name]
    publication = published[name]
    if name == "croisements":
        return Sheet(title, (explanation,), cross_tab_table(publication))
    if name in REVIEWS:
        # What the sheet leaves out comes up once the first rows are decided.
        intro = (explanation, *cut_notice(form, publication, "review_cut"))
        return review_sheet(REVIEWS[name], name, publication, intro)
    counts = COUNTS[name](published) if name in COUNTS else ()
    drawn = CHARTS[name](publication) if name in CHARTS else ()
    intro = (explanation, *counts, *cut_notice(form, publication, "cut"))
    return Sheet(title, intro, table_of(name, publication, drawn))


def cut_notice(form: FormHeader, published: Published, words: str) -> tuple[str, ...]:
    """A sentence when a sheet may not show every row."""
    limit = form.sheet_row_limit
    if published.row_count < limit:
        return ()
    return (sentence("above", words, count=limit),)
