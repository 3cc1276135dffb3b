"""synthese.xlsx: what organisers open first, sheet by sheet."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from consultation.decisions import TO_CHECK, TO_READ, ReviewSheet
from consultation.french import sentence
from consultation.notices.facts import Facts, FormHeader
from consultation.organisation.contacts import date_of
from consultation.organisation.counts_above import (
    counts_of_news,
    counts_of_rejections,
    cross_tab_table,
)
from consultation.organisation.review_sheets import review_sheet
from consultation.organisation.welcome import CONTENTS, welcome_page
from consultation.workbooks.charts_of_questions import charts_of_blocks
from consultation.workbooks.families_sheets import (
    arrivals_chart,
    families_chart,
    rules_explained,
    three_counts,
)
from consultation.workbooks.model import Chart, Shape, Sheet, Workbook
from consultation.workbooks.published import CREATOR, Published, table_of

MOST_BARS = 20

Charts = Callable[[Published], tuple[Chart, ...]]


def synthese_workbook(facts: Facts, published: Mapping[str, Published]) -> Workbook:
    """The workbook of the organisers: a page to read first, then one sheet per subject."""
    form = facts.form
    return Workbook(
        title=f"{form.title}\u00a0: synthèse interne",
        subject="Synthèse interne, à ne pas transmettre",
        creator=CREATOR,
        date=date_of(form),
        sheets=(welcome_page(facts, published), *_sheets(form, published)),
    )


def _sheets(form: FormHeader, published: Mapping[str, Published]) -> list[Sheet]:
    """One sheet per subject, in the order in which they are read."""
    sheet = partial(_sheet, form, published)
    return [
        sheet("Chiffres clés", "chiffres_cles"),
        sheet("Bilan", "bilan", _flow_chart),
        sheet("Exports", "exports"),
        sheet("Questions", "questions", charts_of_blocks),
        Sheet("Croisements", (CONTENTS["Croisements"],), cross_tab_table(published["croisements"])),
        sheet("Participation", "participation", _participation_chart),
        sheet("Départements", "departements", _departements_chart),
        sheet("Nombres et dates", "nombres_et_dates"),
        sheet(
            "Règles de comptage",
            "regles_de_comptage",
            counts=rules_explained(published["regles"]),
        ),
        sheet(
            "Familles",
            "familles",
            families_chart,
            counts=three_counts(published["familles_par_question"]),
        ),
        sheet("Arrivées des familles", "arrivees", arrivals_chart),
        sheet("Ajouts", "ajouts"),
        sheet("Contributions", "contributions"),
        sheet("Textes", "textes"),
        sheet("Renvois", "renvois"),
        sheet("Modifications", "modifications"),
        sheet("Rejets", "rejets", counts=counts_of_rejections(published["rejets_bilan"])),
        sheet(
            "Nouveautés",
            "nouveautes",
            counts=counts_of_news(published["nouveautes_bilan"], published["exports"]),
        ),
        _review_sheet(TO_CHECK, "a_verifier", form, published),
        _review_sheet(TO_READ, "a_relire", form, published),
        sheet("Passerelle", "passerelle"),
    ]


def _sheet(
    form: FormHeader,
    published: Mapping[str, Published],
    title: str,
    name: str,
    charts: Charts | None = None,
    counts: tuple[str, ...] = (),
) -> Sheet:
    table = published[name]
    return Sheet(
        title,
        (CONTENTS[title], *counts, *_cut_notice(form, table)),
        table_of(name, table, charts(table) if charts else ()),
    )


def _cut_notice(form: FormHeader, published: Published) -> tuple[str, ...]:
    """A sentence when a sheet may not show every row."""
    limit = form.sheet_row_limit
    if published.row_count < limit:
        return ()
    return (sentence("above_sheets", "cut", row_count=limit),)


def _review_sheet(
    review: ReviewSheet, name: str, form: FormHeader, published: Mapping[str, Published]
) -> Sheet:
    """A sheet to decide on; where it is cut, its intro says that other rows come after these."""
    table = published[name]
    intro: tuple[str, ...] = (CONTENTS[review.title],)
    if _cut_notice(form, table):
        intro += (sentence("above_sheets", "cut_review", row_count=table.row_count),)
    return review_sheet(review, name, table, intro)


def _flow_chart(bilan: Published) -> tuple[Chart, ...]:
    return (
        Chart(
            title="Où sont passées les soumissions reçues",
            alt_text="Barres\u00a0: nombre de soumissions dans chaque case du bilan, comme dans"
            " le tableau à gauche.",
            first_row=0,
            last_row=bilan.row_count - 1,
            label_column="Case",
            value_columns=("Soumissions",),
        ),
    )


def _participation_chart(participation: Published) -> tuple[Chart, ...]:
    if participation.row_count == 0:
        return ()
    return (
        Chart(
            title="Contributions par jour et cumul",
            alt_text="Colonnes\u00a0: contributions de chaque jour\u00a0; ligne\u00a0: leur cumul,"
            " comme dans le tableau à gauche.",
            first_row=0,
            last_row=participation.row_count - 1,
            label_column="Jour",
            value_columns=("Contributions",),
            shape=Shape.COLUMNS,
            second_axis=("Cumul",),
            value_axis_title="Par jour",
            second_axis_title="Cumul",
        ),
    )


def _departements_chart(departements: Published) -> tuple[Chart, ...]:
    present = sum(1 for row in departements.rows() if row[0] is not None and row[2])
    if present == 0:
        return ()
    return (
        Chart(
            title="Départements d'où viennent le plus de contributions",
            alt_text="Barres\u00a0: contributions des premiers départements, comme dans le"
            " tableau à gauche.",
            first_row=0,
            last_row=min(present, MOST_BARS) - 1,
            label_column="Département",
            value_columns=("Contributions",),
        ),
    )
