"""The names of what people coded and quote: themes with their counts and quotes, how far texts are
coded and how well coders agree. Nothing of it where nothing is coded, no quote chosen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from consultation.packs.contribution.claims import Claim, key_of
from consultation.packs.contribution.names import Names, Statement
from consultation.packs.contribution.questions import Rows, figure_maker, rows_of, under_rules
from consultation.warehouse.build.publications import Row, Tables

TEXTS = "statistiques/texts.csv"
"""The texts as they are sent: what a quote is compared with."""


def what_was_coded(tables: Tables) -> dict[str, object]:
    """The names of themes, quotes and coding."""
    quotes = _quotes(tables)
    return {
        "themes": _themes(tables, quotes),
        "citations": _quotes_of("citations", {_place(row): row for row in quotes}.values()),
        "codage": _coding(tables),
    }


def quoted_references(tables: Tables) -> frozenset[str]:
    """The references of those who are quoted."""
    return frozenset(row["reference"] for row in _quotes(tables))


def _quotes(tables: Tables) -> Rows:
    """Those that people chose, in the order of references: it tells nothing of who wrote first."""
    table = tables.get("quotes.chosen")
    rows = table.records if table else ()
    return tuple(sorted(rows, key=lambda row: (*_place(row), row["theme_id"] or "")))


def _place(row: Row) -> tuple[str, str]:
    return row["reference"], row["question_id"]


def _quotes_of(path: str, rows: Iterable[Row]) -> Names:
    return Names(path, {}, tuple(_quote(f"{path}.citation", row) for row in rows))


def _quote(path: str, row: Row) -> Names:
    claim = Claim(
        claim_id="",
        document="",
        kind="quote",
        value=row["quote_text"],
        table=TEXTS,
        key=key_of(reference=row["reference"], question_id=row["question_id"]),
        column="text",
        format="quote",
        reference=row["reference"],
        question_id=row["question_id"],
    )
    return Names(
        path,
        {
            "texte": Statement(claim),
            "reference": row["reference"],
            "signature": row["attribution"],
        },
    )


def _themes(tables: Tables, quotes: Rows) -> Names:
    """By their ids; the members are those that somebody wrote of, the most frequent first."""
    by_theme: dict[str, list[Row]] = defaultdict(list)
    for row in rows_of(tables, "theme_counts"):
        by_theme[row["theme_id"]].append(row)
    titles = {row["theme_id"]: row for row in _records(tables, "coding.themes")}
    say = figure_maker("theme_counts", ("question_id", "theme_id", "counting_rule"))
    found = {
        theme_id: _theme(titles[theme_id], by_theme[theme_id], say, quotes)
        for theme_id in by_theme
        if theme_id in titles
    }
    members = sorted(
        (theme for theme in found.values() if theme.entries["nombre"]),
        key=lambda theme: -theme.statement("nombre").number,
    )
    return Names("themes", found, tuple(members))


def _theme(theme: Row, rows: list[Row], say: Callable[..., Statement], quotes: Rows) -> Names:
    path = f"themes.{theme['theme_id']}"
    of: dict[str | None, list[Row]] = defaultdict(list)
    for row in rows:
        of[row["question_id"]].append(row)
    questions = {
        name: Names(f"{path}.questions.{name}", _counts(say, found))
        for name, found in of.items()
        if name is not None
    }
    own = [row for row in quotes if row["theme_id"] == theme["theme_id"]]
    return Names(
        path,
        {
            "libelle": theme["title"],
            "definition": theme["definition"] or "",
            **_counts(say, _overall(rows)),
            "questions": Names(f"{path}.questions", questions, tuple(questions.values())),
            "citations": _quotes_of(f"{path}.citations", own),
        },
    )


def _counts(say: Callable[..., Statement], rows: list[Row]) -> dict[str, object]:
    return {
        "nombre": under_rules(say, rows, "theme_count", "count", "coded_count"),
        "part": under_rules(say, rows, "theme_share", "share", "coded_count"),
        "textes_codes": under_rules(say, rows, "coded_count", "count", "written_count"),
        "en_desaccord": under_rules(say, rows, "open_count", "count", "coded_count"),
    }


_COVERAGE = {
    "textes_ecrits": ("written_count", "count"),
    "textes_codes": ("coded_count", "count"),
    "sans_theme": ("no_theme_count", "count"),
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
    overall = [row for row in rows_of(tables, "coder_agreement") if row["theme_id"] is None]
    say = figure_maker("coding_coverage", ("question_id", "counting_rule"))
    entries: dict[str, object] = {
        name: under_rules(say, coverage, column, how) for name, (column, how) in _COVERAGE.items()
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


def _overall(rows: Iterable[Row]) -> list[Row]:
    """The rows of all questions together; of the only one where there is one."""
    found = list(rows)
    together = [row for row in found if row["question_id"] is None]
    return together or (found if len({row["question_id"] for row in found}) == 1 else [])


def _records(tables: Tables, name: str) -> Rows:
    return tables[name].records if name in tables else ()
