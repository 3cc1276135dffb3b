"""What people coded, for the note of method: how much of what was written, how far they agree, and
the themes with their counts. Nothing where nothing is coded."""

from __future__ import annotations

from collections.abc import Sequence

from consultation.packs.conclusions import more_rows
from consultation.packs.contribution.statements import Statements, range_of_shares, rows_of
from consultation.packs.typesetting.note_documents import Table
from consultation.warehouse.tables.publications import Row, Tables
from consultation.words.french import sentence

THEMES_SHOWN = 8


def themes_table(said: Statements, rows_shown: int) -> Table:
    """The themes most found, of each question, or of all together once they are wholly coded."""
    shown = _shown_themes(said.tables, rows_shown)
    has_questions = len({row["question"] for row in shown}) > 1
    titles = ("Thème", "Textes", "Sur", "Part", "Selon la règle", "Alpha")
    return Table(
        (*(("Question",) if has_questions else ()), *titles),
        tuple(
            (*((row["question"],) if has_questions else ()), row["theme"], *_figures(said, row))
            for row in shown
        ),
        widths=(*((5,) if has_questions else ()), 7, 0, 0, 0, 0, 0),
    )


def _figures(said: Statements, row: Row) -> tuple[str, ...]:
    place = row["question_id"], row["theme_id"]
    counted = said.at("theme_counts", *place)
    return (
        *(counted[name].mark for name in ("theme_count", "coded_count", "theme_share")),
        range_of_shares(said.at("theme_ranges", *place)),
        said.at("coder_agreement", row["theme_id"])["alpha"].mark,
    )


def themes_in_short(said: Statements, rows_shown: int) -> str:
    """What was coded and by how many, and what that is worth; an agreement that is too low to
    conclude from is said to be, over all and theme by theme."""
    themes = _themes(said.tables)
    if not themes:
        return ""
    places = places_told(said.tables)
    shown = _shown_themes(said.tables, rows_shown)
    told = [_coded_place(said, row) for row in places]
    is_whole = all(row["coded_count"] == row["written_count"] for row in places)
    parts = [
        sentence("note_themes", "coded", places=told),
        "" if is_whole else _not_all(said, shown),
        *_agreement_in_short(said),
        more_rows(len(themes) - len(places) - len(shown)),
    ]
    return " ".join(filter(None, parts))


def _coded_place(said: Statements, row: Row) -> str:
    counted = said.at("coding_coverage", row["question_id"])
    return sentence("note_themes", "coded_place", question=row["question"], **counted)


def _not_all(said: Statements, shown: Sequence[Row]) -> str:
    """How far the shares may be from those of all texts, where that is known of each theme."""
    counted = [said.at("theme_counts", row["question_id"], row["theme_id"]) for row in shown]
    margins = [each["margin"] for each in counted if each["theme_count"]]
    if not margins or not all(margin.claim for margin in margins):
        return sentence("note_themes", "not_all_coded")
    widest = max(margins, key=lambda margin: margin.number)
    return sentence("note_themes", "margin", points=widest)


def _agreement_in_short(said: Statements) -> list[str]:
    levels = {
        row["theme_id"]: row["agreement_level"] for row in rows_of(said.tables, "coder_agreement")
    }
    if not levels:
        return [sentence("note_themes", "coded_alone")]
    # Also those of which nothing counts yet: coders differ about each text that has one.
    titles = {row["theme_id"]: row["title"] for row in said.tables["coding.themes"].records}
    weak = [title for theme, title in titles.items() if levels.get(theme) == "insufficient"]
    overall = sentence("note_themes", levels[None], **said.at("coder_agreement", None))
    return [overall, *([sentence("note_themes", "weak", themes=weak)] if weak else [])]


def places_told(tables: Tables) -> list[Row]:
    """What was coded question by question: the row of the texts that fit no theme."""
    return [row for row in _themes(tables) if not row["theme_id"]]


def _themes(tables: Tables) -> list[Row]:
    """The themes that somebody wrote of, question by question, then the texts that fit none."""
    rows = tables["publications.parts__theme_rows"].records
    found = [row for row in rows if row["is_in_short"]]
    found = [row for row in found if row["theme_count"] or not row["theme_id"]]
    return sorted(found, key=lambda row: (int(row["question_place"]), int(row["theme_place"])))


def _shown_themes(tables: Tables, rows_shown: int) -> list[Row]:
    """As many of each question, the most found first: at least one."""
    themes = [row for row in _themes(tables) if row["theme_id"]]
    questions = len({row["question_place"] for row in themes})
    most = max(1, min(rows_shown, THEMES_SHOWN) // max(1, questions))
    return [row for row in themes if row["theme_place"] <= most]
