"""The four workbooks of organisers, with the sheets of `schemas/sheets.toml`.

synthese.xlsx: results. a-decider.xlsx: decisions to make and give back. justificatif.xlsx: what
became of each row of the exports. a-coder.xlsx: the themes of texts, how to code, what to quote.
The texts to code are in a workbook for each coder.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

from consultation.decisions.sheets import TO_CHECK, TO_QUOTE, TO_READ, TO_TELL, WITHDRAWALS
from consultation.notices.facts import Facts, FormHeader
from consultation.organisation import coding_pages, sheet_charts
from consultation.organisation.contacts import date_of
from consultation.organisation.counts_above import (
    counts_of_news,
    quoted_counts,
    rules_explained,
    three_counts,
)
from consultation.organisation.cross_tabs import CROSSED, cross_tab_table
from consultation.organisation.review_sheets import review_sheet, withdrawal_sheet
from consultation.organisation.sheet_links import SheetLinks, link_sheets, set_paper
from consultation.organisation.tasks import Task, tasks_page
from consultation.organisation.welcome import proof_page, welcome_page
from consultation.tables.model import Page, Section, Sheet, Table, Workbook
from consultation.tables.publication_tables import (
    Published,
    table_of,
    without_empty_columns,
)
from consultation.words.french import sentence, sheets

Publications = Mapping[str, Published]

FIRST_PAGES: dict[str, Callable[[Facts, Publications, SheetLinks, Sequence[Task]], Page]] = {
    "synthese": welcome_page,
    "a_decider": tasks_page,
    "justificatif": proof_page,
    coding_pages.WORKBOOK: coding_pages.coding_page,
}
CHARTS: dict[str, Callable[[Published], sheet_charts.Charts]] = {
    "bilan": sheet_charts.flow_chart,
    "questions": sheet_charts.choices_charts,
    "themes": sheet_charts.themes_charts,
    "participation": sheet_charts.participation_chart,
    "departements": sheet_charts.departements_chart,
}
COUNTS: dict[str, Callable[[Publications], tuple[str, ...]]] = {
    "regles_de_comptage": lambda published: rules_explained(published["regles"]),
    "familles": lambda published: three_counts(published["familles_par_question"]),
    "citations": lambda published: quoted_counts(published["couverture"]),
    "nouveautes": lambda published: counts_of_news(
        published["nouveautes_bilan"], published["exports"]
    ),
}
REVIEWS = {
    "a_verifier": TO_CHECK,
    "a_relire": TO_READ,
    "a_relire_vite": TO_READ,
    "exports": TO_TELL,
    "citations": TO_QUOTE,
}
WITHDRAWALS_SHEET = "retraits"
# Sheets that are made even if empty, since that says something. Other empty sheets are left out.
TOLD_WHEN_EMPTY = ("chiffres_cles", "contributions", "rejets", "nouveautes", WITHDRAWALS_SHEET)


def organisation_workbooks(
    facts: Facts, published: Publications, tasks: Sequence[Task], names: Iterable[str]
) -> dict[str, Callable[[], Workbook]]:
    """Name of a workbook → the function that makes it, for the workbooks in `names`, then a
    workbook for each coder and for the person who checks the grid. A workbook without sheets is
    left out. So are all coding workbooks if nothing is to code. Links lead only to sheets that are
    made."""
    sheets_in = {name: tuple(_sheets_to_show(name, published)) for name in names}
    workbooks_by_title = {
        title: workbook
        for workbook, sheets_shown in sheets_in.items()
        for sheet in sheets_shown
        for title in (sheets()[workbook][sheet][0],)
    }

    def make(name: str) -> Workbook:
        links = SheetLinks(name, workbooks_by_title)
        sheets_of_it = (
            set_paper(sheet, _sheet(sheet, facts.form, published, links))
            for sheet in sheets_in[name]
        )
        first = FIRST_PAGES[name](facts, published, links, tasks)
        return _workbook(name, facts.form, first, *sheets_of_it)

    made: dict[str, Callable[[], Workbook]] = {
        name: partial(make, name) for name in sheets_in if sheets_in[name]
    }
    own = coding_pages.people(published) if coding_pages.WORKBOOK in made else []
    return made | {
        f"{coding_pages.WORKBOOK}-{coder}": partial(_workbook_of, coder, facts, published)
        for coder in own
    }


def _workbook_of(coder: str, facts: Facts, published: Publications) -> Workbook:
    """The workbook of a coder: a page on how to code, the grid (the list of themes), and the texts
    given to this coder."""
    links = SheetLinks(coding_pages.WORKBOOK, {})
    title, words = sheets()[coding_pages.WORKBOOK][coding_pages.OF_CODERS]
    texts = coding_pages.texts_of(coder, published)
    intro = (words, *cut_notice(facts.form, texts, "cut"))
    sheet = f"{title} {coder}"
    own = coding_pages.coding_sheet(coding_pages.OF_CODERS, sheet, texts, intro, [coder])
    return _workbook(
        coding_pages.WORKBOOK,
        facts.form,
        coding_pages.coding_page(facts, published, links, ()),
        _sheet(coding_pages.GRID, facts.form, published, links),
        set_paper(coding_pages.OF_CODERS, own),
    )


def _sheets_to_show(workbook: str, published: Publications) -> Iterable[str]:
    """Yield the names of the sheets to make in a workbook. Sheets without a table to show are left
    out. So is « Codage », which is only in the coders' own workbooks. If nobody codes, the coding
    workbook has no sheet."""
    if workbook == coding_pages.WORKBOOK and not coding_pages.coders(published):
        return
    for name in sheets()[workbook]:
        if name != coding_pages.OF_CODERS and _sections_shown(name, published):
            yield name


def _sections_shown(name: str, published: Publications) -> list[str]:
    """The names of the tables to show in the sheet `name`. A table without rows is only shown if it
    is in `TOLD_WHEN_EMPTY`."""
    tables = (name, *sheets()["below"].get(name, ()))
    return [table for table in tables if table in TOLD_WHEN_EMPTY or published[table].row_count]


def _workbook(name: str, form: FormHeader, *pages: Page | Sheet) -> Workbook:
    return Workbook(
        title=sentence("workbooks", name, form=form.title),
        subject=sentence("workbook_subjects", name),
        date=date_of(form),
        form_id=form.form_id,
        whole_in=sentence("whole_in", "synthese"),
        sheets=pages,
    )


def _sheet(name: str, form: FormHeader, published: Publications, links: SheetLinks) -> Sheet:
    """The sheet `name`: its table with explanation and charts, then the tables below it. `links`
    has the name of the workbook, and makes the links to other sheets."""
    words = sheets()[links.workbook][name]
    title, explanation = words
    if name == WITHDRAWALS_SHEET:
        return withdrawal_sheet(WITHDRAWALS, (explanation,))
    if name in coding_pages.SHEETS:
        named = (coding_pages.named_questions(published),) if name == coding_pages.GRID else ()
        intro = (explanation, *named, *cut_notice(form, published[name], "cut"))
        coders = coding_pages.coders(published)
        return coding_pages.coding_sheet(name, title, published[name], intro, coders)
    if name in REVIEWS:
        # Rows beyond the limit of the sheet appear once the first rows are decided.
        intro = (explanation, *_above(name, form, published, "review_cut"))
        return review_sheet(REVIEWS[name], name, title, published[name], intro)
    headings = {name: words, **sheets()["below"].get(name, {})}
    first, *others = (
        Section(
            headings[section][0],
            _intro(section, headings[section][1], form, published),
            _table(section, published, links),
        )
        for section in _sections_shown(name, published)
    )
    return Sheet(title, first.intro, first.table, tuple(others))


def _intro(
    name: str, explanation: str, form: FormHeader, published: Publications
) -> tuple[str, ...]:
    """The sentences above the table `name`: its explanation, then its counts. The counts come first
    for tables that are shown even without rows (`TOLD_WHEN_EMPTY`)."""
    counts = _above(name, form, published)
    return (*counts, explanation) if name in TOLD_WHEN_EMPTY else (explanation, *counts)


def _above(
    name: str, form: FormHeader, published: Publications, cut: str = "cut"
) -> tuple[str, ...]:
    """The sentences with the counts of the table `name`. If the table is cut at the limit of rows,
    the sentence with the id `cut` follows, which says so."""
    counts = COUNTS[name](published) if name in COUNTS else ()
    return (*counts, *cut_notice(form, published[name], cut))


def _table(name: str, published: Publications, links: SheetLinks) -> Table:
    publication = published[name]
    if name in CROSSED:
        return cross_tab_table(name, publication)
    if name == "nombres_et_dates":
        publication = without_empty_columns(publication)
    drawn = CHARTS[name](publication) if name in CHARTS else ()
    return link_sheets(table_of(name, publication, drawn, name), links)


def cut_notice(form: FormHeader, published: Published, words: str) -> tuple[str, ...]:
    """The sentence with the id `words`, which says that the sheet may lack rows. It is returned if
    the table has as many rows as a sheet may have. Empty for fewer rows."""
    limit = form.sheet_row_limit
    if published.row_count < limit:
        return ()
    return (sentence("above", words, count=limit),)
