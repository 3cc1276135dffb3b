"""What people coded, for the note of method: how much of what was written, how far they agree, and
the themes with their counts. Nothing where nothing is coded."""

from __future__ import annotations

from collections.abc import Sequence

from consultation.french import number, sentence, share, with_french_signs
from consultation.packs.conclusions import more_rows, range_of_shares
from consultation.packs.typesetting.note_documents import Table
from consultation.warehouse.build.publications import Row, Tables

THEMES_SHOWN = 8


def themes_table(tables: Tables, rows_shown: int) -> Table:
    """The themes most found, of each question, or of all together once they are wholly coded."""
    alphas = {row["theme_id"]: row["alpha"] for row in _agreement(tables)}
    shown = shown_themes(tables, rows_shown)
    has_questions = len({row["question"] for row in shown}) > 1
    titles = ("Thème", "Textes", "Sur", "Part", "Selon la règle", "Alpha")
    return Table(
        (*(("Question",) if has_questions else ()), *titles),
        tuple(
            (
                *((row["question"],) if has_questions else ()),
                row["theme"],
                number(row["theme_count"]),
                number(row["coded_count"]),
                share(row["everyone"]),
                range_of_shares(row["smallest"], row["greatest"]),
                _decimal(alphas.get(row["theme_id"])),
            )
            for row in shown
        ),
        widths=(*((5,) if has_questions else ()), 7, 0, 0, 0, 0, 0),
    )


def themes_in_short(tables: Tables, rows_shown: int) -> str:
    """What was coded and by how many, and what that is worth; an agreement that is too low to
    conclude from is said to be, over all and theme by theme."""
    themes = _themes(tables)
    if not themes:
        return ""
    places = places_told(tables)
    shown = shown_themes(tables, rows_shown)
    told = [sentence("note_themes", "coded_place", **row) for row in places]
    is_whole = all(row["coded_count"] == row["written_count"] for row in places)
    parts = [
        sentence("note_themes", "coded", places=told),
        "" if is_whole else _not_all(shown),
        *_agreement_in_short(tables),
        more_rows(len(themes) - len(places) - len(shown)),
    ]
    return " ".join(filter(None, parts))


def _not_all(shown: Sequence[Row]) -> str:
    """How far the shares may be from those of all texts, where that is known of each theme."""
    margins = [row["margin"] for row in shown if row["theme_count"]]
    if not margins or None in margins:
        return sentence("note_themes", "not_all_coded")
    points = with_french_signs(f"{max(margins) * 100:.1f}")
    return sentence("note_themes", "margin", points=points)


def _agreement_in_short(tables: Tables) -> list[str]:
    agreement = _agreement(tables)
    if not agreement:
        return [sentence("note_themes", "coded_alone")]
    # Also those of which nothing counts yet: coders differ about each text that has one.
    themes = {row["theme_id"]: row["title"] for row in tables["coding.themes"].records}
    overall = next(row for row in agreement if row["theme_id"] is None)
    told = {name: _decimal(overall[name]) for name in ("alpha", "alpha_low", "alpha_high")}
    weak = [
        themes[row["theme_id"]]
        for row in agreement
        if row["theme_id"] and row["agreement_level"] == "insufficient"
    ]
    parts = [sentence("note_themes", overall["agreement_level"], **{**overall, **told})]
    return [*parts, *([sentence("note_themes", "weak", themes=weak)] if weak else [])]


def places_told(tables: Tables) -> list[Row]:
    """What was coded question by question: the row of the texts that fit no theme."""
    return [row for row in _themes(tables) if not row["theme_id"]]


def _themes(tables: Tables) -> list[Row]:
    """The themes that somebody wrote of, question by question, then the texts that fit none."""
    rows = tables["publications.parts__theme_rows"].records
    found = [row for row in rows if row["is_in_short"]]
    found = [row for row in found if row["theme_count"] or not row["theme_id"]]
    return sorted(found, key=lambda row: (int(row["question_place"]), int(row["theme_place"])))


def shown_themes(tables: Tables, rows_shown: int) -> list[Row]:
    """As many of each question, the most found first: at least one."""
    themes = [row for row in _themes(tables) if row["theme_id"]]
    questions = len({row["question_place"] for row in themes})
    most = max(1, min(rows_shown, THEMES_SHOWN) // max(1, questions))
    return [row for row in themes if row["theme_place"] <= most]


def _agreement(tables: Tables) -> Sequence[Row]:
    return tables["statistics.coder_agreement"].records


def _decimal(value: float | None) -> str:
    """« 0,667 »: the thresholds have three decimals."""
    return "—" if value is None else with_french_signs(f"{value:.3f}")
