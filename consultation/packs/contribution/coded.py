"""The names of what people coded and quote: themes with their counts and quotes, how far texts are
coded and how well coders agree. Nothing of it where nothing is coded, no quote chosen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from consultation.french import sentence
from consultation.packs.coded_themes import places_told
from consultation.packs.contribution.names import Drawn, Names, Statement
from consultation.packs.contribution.questions import (
    ALL,
    Rows,
    chart_of,
    figure_maker,
    rows_of,
    under_rules,
)
from consultation.packs.contribution.quotes import names_of, records_of, standing_quotes
from consultation.warehouse.build.publications import Row, Tables


def what_was_coded(tables: Tables) -> dict[str, object]:
    """The names of themes, quotes and coding. As in the note, each question speaks for itself
    until all that was written is coded: `textes` goes through questions until then, and `themes`,
    of all together, has nothing to go through."""
    quotes = standing_quotes(tables)
    themes = _themes(tables, "themes", _overall(rows_of(tables, "theme_counts")), quotes)
    places = {
        row["question_id"]: _place(tables, row, themes, quotes)
        for row in rows_of(tables, "coding_coverage")
        if row["counting_rule"] == ALL
    }
    told = [row["question_id"] for row in places_told(tables)]
    asked = {name: place for name, place in places.items() if name is not None}
    is_whole = None in told or len(asked) == 1
    aside = [row for row in quotes if row["theme_id"] is None]
    return {
        "themes": themes if is_whole else replace(themes, members=()),
        "textes": Names("textes", asked, tuple(places[question_id] for question_id in told)),
        "citations": names_of("citations", quotes),
        "citations_sans_theme": names_of("citations_sans_theme", aside),
        "codage": _coding(tables),
    }


def drawings_of(themes: Names) -> dict[str, Drawn]:
    """The chart and the table of themes; their header says what shares are of."""
    chart = chart_of(themes)
    header = tuple(
        sentence("contribution", word) for word in ("theme", "contributions", "part_of_read")
    )
    return {
        "graphique": Drawn(header, chart.rows, chart.bars),
        "tableau": Drawn(header, chart.rows),
    }


def _place(tables: Tables, coverage: Row, themes: Names, quotes: Rows) -> Names:
    """A question, or all of them together: how much of it is coded, and its themes."""
    question_id, path = coverage["question_id"], "textes"
    if question_id is not None:
        path = f"textes.{question_id}"
        rows = [row for row in rows_of(tables, "theme_counts") if row["question_id"] == question_id]
        own = tuple(row for row in quotes if row["question_id"] == question_id)
        themes = _themes(tables, f"{path}.themes", rows, own)
    return Names(
        path,
        {
            "titre": _title_of(coverage),
            **_coverage_of_quotes(tables, question_id),
            "marge": _widest(themes),
            "themes": themes,
            **drawings_of(themes),
        },
    )


def _title_of(row: Row) -> str:
    """What a row is of: a question, or all of them together."""
    return row["question_label"] or sentence("themes", "all_questions")


def _widest(themes: Names) -> Statement:
    """The widest margin, where each theme has one."""
    margins = [each.statement("marge") for each in themes if isinstance(each, Names)]
    if any(margin.claim is None for margin in margins):
        return Statement(None)
    return max(margins, key=lambda margin: margin.number, default=Statement(None))


def _themes(tables: Tables, path: str, rows: Iterable[Row], quotes: Rows) -> Names:
    """By their ids; the members are those that somebody wrote of, the most frequent first."""
    by_theme: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_theme[row["theme_id"]].append(row)
    found = {
        theme["theme_id"]: _theme(
            f"{path}.{theme['theme_id']}",
            theme,
            by_theme[theme["theme_id"]],
            [row for row in quotes if row["theme_id"] == theme["theme_id"]],
        )
        for theme in records_of(tables, "coding.themes")
        if theme["theme_id"] in by_theme
    }
    members = sorted(
        (theme for theme in found.values() if theme.entries["nombre"]),
        key=lambda theme: -theme.statement("nombre").number,
    )
    return Names(path, found, tuple(members))


def _theme(path: str, theme: Row, rows: list[Row], quotes: Iterable[Row]) -> Names:
    say = figure_maker("theme_counts", ("question_id", "theme_id", "counting_rule"))
    return Names(
        path,
        {
            "libelle": theme["title"],
            "question": _title_of(rows[0]),
            "definition": theme["definition"] or "",
            "nombre": under_rules(say, rows, "theme_count", "count", "coded_count"),
            "part": under_rules(say, rows, "theme_share", "share", "coded_count"),
            "marge": under_rules(say, rows, "margin", "points"),
            "textes_codes": under_rules(say, rows, "coded_count", "count", "written_count"),
            "en_desaccord": under_rules(say, rows, "open_count", "count", "coded_count"),
            "citations": names_of(f"{path}.citations", quotes),
        },
    )


_COVERAGE = {
    "textes_ecrits": ("written_count", "count"),
    "textes_codes": ("coded_count", "count"),
    "sans_theme": ("no_theme_count", "count"),
    "en_desaccord": ("open_count", "count"),
}
_AGREEMENT = {
    "alpha": ("alpha", "decimal"),
    "alpha_bas": ("alpha_low", "decimal"),
    "alpha_haut": ("alpha_high", "decimal"),
    "doubles": ("unit_count", "count"),
    "desaccords_ouverts": ("open_count", "count"),
}
_QUOTED = {
    "citations": ("quote_count", "count"),
    "couverture": ("coverage", "share"),
    "rang": ("percentile", "count"),
    "tirages": ("draw_count", "count"),
}


def _coding(tables: Tables) -> Names:
    coverage = _overall(rows_of(tables, "coding_coverage"))
    place = coverage[0]["question_id"] if coverage else None
    overall = [row for row in rows_of(tables, "coder_agreement") if row["theme_id"] is None]
    entries: dict[str, object] = {
        "question": _title_of(coverage[0]) if coverage else "",
        **_coverage_of_quotes(tables, place),
    }
    for name, key, rows, columns in (
        ("coder_agreement", ("theme_id",), overall, _AGREEMENT),
        ("quote_coverage", (), list(rows_of(tables, "quote_coverage")), _QUOTED),
    ):
        tell = figure_maker(name, key)
        for word, (column, how) in columns.items():
            has_it = rows and rows[0].get(column) is not None
            entries[word] = tell(rows[0], column, how) if has_it else Statement(None)
    return Names("codage", entries, None if coverage else ())


def _coverage_of_quotes(tables: Tables, question_id: str | None) -> dict[str, Statement]:
    """How much is coded of a question (None: of all together)."""
    say = figure_maker("coding_coverage", ("question_id", "counting_rule"))
    rows = [row for row in rows_of(tables, "coding_coverage") if row["question_id"] == question_id]
    return {name: under_rules(say, rows, column, how) for name, (column, how) in _COVERAGE.items()}


def _overall(rows: Iterable[Row]) -> list[Row]:
    """The rows of all questions together; of the only one where there is one."""
    found = list(rows)
    together = [row for row in found if row["question_id"] is None]
    return together or (found if len({row["question_id"] for row in found}) == 1 else [])
