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
    """A row per theme, the most frequent first: over all questions, where several are coded."""
    alphas = {row["theme_id"]: row["alpha"] for row in _agreement(tables)}
    shown = [row for row in _themes(tables) if row["theme_id"]][: _shown(rows_shown)]
    return Table(
        ("Thème", "Textes", "Sur", "Part", "Selon la règle", "Alpha"),
        tuple(
            (
                row["theme"],
                number(row["theme_count"]),
                number(row["coded_count"]),
                share(row["everyone"]),
                range_of_shares(row["smallest"], row["greatest"]),
                _decimal(alphas.get(row["theme_id"])),
            )
            for row in shown
        ),
        widths=(7, 0, 0, 0, 0, 0),
    )


def themes_in_short(tables: Tables, rows_shown: int) -> str:
    """What was coded and by how many, and what that is worth; an agreement that is too low to
    conclude from is said to be, over all and theme by theme."""
    if not (themes := _themes(tables)):
        return ""
    none = next(row for row in themes if not row["theme_id"])
    place = "coded_in_one" if none["question_id"] else "coded_in_all"
    parts = [sentence("note_themes", place, **none)]
    parts += [
        sentence("note_themes", sentence_id, **none)
        for sentence_id, count in (("no_theme", "theme_count"), ("open", "open_count"))
        if none[count]
    ]
    parts += [_not_all(themes, none)] if none["coded_count"] < none["written_count"] else []
    parts += _agreement_in_short(tables)
    return " ".join(filter(None, [*parts, more_rows(len(themes) - 1 - _shown(rows_shown))]))


def _not_all(themes: Sequence[Row], none: Row) -> str:
    """How far the shares may be from those of all texts, where that is known of each theme."""
    margins = [row["margin"] for row in themes if row["theme_id"] and row["theme_count"]]
    if not margins or None in margins:
        return sentence("note_themes", "not_all_coded", **none)
    points = with_french_signs(f"{max(margins) * 100:.1f}")
    return sentence("note_themes", "margin", points=points)


def _agreement_in_short(tables: Tables) -> list[str]:
    agreement = _agreement(tables)
    if not agreement:
        return [sentence("note_themes", "coded_alone")]
    themes = {row["theme_id"]: row["theme"] for row in _themes(tables)}
    overall = next(row for row in agreement if row["theme_id"] is None)
    told = {name: _decimal(overall[name]) for name in ("alpha", "alpha_low", "alpha_high")}
    weak = [
        themes[row["theme_id"]]
        for row in agreement
        if row["theme_id"] and row["agreement_level"] == "insufficient"
    ]
    parts = [sentence("note_themes", overall["agreement_level"], **{**overall, **told})]
    return [*parts, *([sentence("note_themes", "weak", themes=weak)] if weak else [])]


def _themes(tables: Tables) -> list[Row]:
    """The rows of the first question, which is all of them where several are coded."""
    rows = tables["publications.parts__theme_rows"].records
    first = min((row["question_place"] for row in rows), default=0)
    found = [row for row in rows if row["question_place"] == first]
    return sorted(found, key=lambda row: int(row["theme_place"]))


def _agreement(tables: Tables) -> Sequence[Row]:
    return tables["statistics.coder_agreement"].records


def _shown(rows_shown: int) -> int:
    return min(rows_shown, THEMES_SHOWN)


def _decimal(value: float | None) -> str:
    """« 0,667 »: the thresholds have three decimals."""
    return "—" if value is None else with_french_signs(f"{value:.3f}")
