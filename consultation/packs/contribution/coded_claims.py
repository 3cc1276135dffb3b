"""What the note of method claims of the themes that people coded."""

from __future__ import annotations

from collections.abc import Iterator

from consultation.packs.coded_themes import places_told, shown_themes
from consultation.packs.contribution.names import Statement
from consultation.packs.contribution.questions import ALL, figure_maker, rows_of
from consultation.warehouse.build.publications import Row, Tables

_OF_THEME = (("theme_count", "count"), ("coded_count", "count"), ("theme_share", "share"))
_OF_PLACE = ("coded_count", "written_count", "no_theme_count", "open_count")
_OF_ALL = ("unit_count", "coder_count"), ("alpha", "alpha_low", "alpha_high")


def themes_said(tables: Tables, rows_shown: int) -> Iterator[Statement]:
    """The figures of the table of themes, row by row."""
    say, ranged = (
        figure_maker("theme_counts", ("question_id", "theme_id", "counting_rule")),
        figure_maker("theme_ranges", ("question_id", "theme_id")),
    )
    alphas = {row["theme_id"]: row for row in rows_of(tables, "coder_agreement")}
    for theme in shown_themes(tables, rows_shown):
        row = _row_of(tables, "theme_counts", theme)
        for column, how in _OF_THEME:
            yield say(row, column, how)
        shares = _row_of(tables, "theme_ranges", theme)
        highest = ranged(shares, "highest_share", "share")
        if ranged(shares, "lowest_share", "share").text != highest.text:
            yield ranged(shares, "lowest_share", "points")
        yield highest
        if theme["theme_id"] in alphas:
            tell = figure_maker("coder_agreement", ("theme_id",))
            yield tell(alphas[theme["theme_id"]], "alpha", "decimal")


def themes_said_in_short(tables: Tables, rows_shown: int) -> Iterator[Statement]:
    """The figures of the sentences below: how much is coded, how sure it is, how coders agree."""
    places = places_told(tables)
    say = figure_maker("coding_coverage", ("question_id", "counting_rule"))
    for place in places:
        for column in _OF_PLACE:
            yield say(_row_of(tables, "coding_coverage", place), column, "count")
    if any(place["coded_count"] < place["written_count"] for place in places):
        yield from _margin(tables, rows_shown)
    for row in rows_of(tables, "coder_agreement"):
        if row["theme_id"] is None:
            tell = figure_maker("coder_agreement", ("theme_id",))
            for columns, how in zip(_OF_ALL, ("count", "decimal"), strict=True):
                yield from (tell(row, column, how) for column in columns)


def _margin(tables: Tables, rows_shown: int) -> Iterator[Statement]:
    """The widest, where each theme has one."""
    shown = [row for row in shown_themes(tables, rows_shown) if row["theme_count"]]
    if shown and all(row["margin"] is not None for row in shown):
        widest = max(shown, key=lambda row: float(row["margin"]))
        row = _row_of(tables, "theme_counts", widest)
        say = figure_maker("theme_counts", ("question_id", "theme_id", "counting_rule"))
        yield say(row, "margin", "points")


def _row_of(tables: Tables, name: str, of: Row) -> Row:
    """The row of a file about the same question and theme, where all count."""
    return next(
        row
        for row in rows_of(tables, name)
        if row["question_id"] == of["question_id"]
        and row.get("theme_id") == of["theme_id"]
        and row.get("counting_rule", ALL) == ALL
    )
