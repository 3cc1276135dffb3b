"""The names of what people coded, and of the quotes that they chose: themes with their counts and
quotes, how far texts are coded and how well coders agree. Nothing where nothing is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby

from consultation.packs.contribution.claims import Claim, key_of
from consultation.packs.contribution.statements import ALL, NONE, Statement, Statements, rows_of
from consultation.packs.contribution.template_names import CHART, Drawn, Names, chart_and_table
from consultation.packs.note_tables import places_told
from consultation.packs.verification.sources import TEXTS
from consultation.warehouse.tables.publications import Row, Tables
from consultation.words.french import sentence


def what_was_coded(said: Statements) -> dict[str, object]:
    """The names of themes, quotes and coding. As in the note, each question speaks for itself
    until all that was written is coded: `textes` goes through questions until then, and `themes`,
    of all together, has nothing to go through."""
    quotes = standing_quotes(said.tables)
    themes = _themes(said, "themes", _overall(rows_of(said.tables, "theme_counts")), quotes)
    places = {
        row["question_id"]: _place(said, row, themes, quotes)
        for row in rows_of(said.tables, "coding_coverage")
        if row["counting_rule"] == ALL
    }
    told = [row["question_id"] for row in places_told(said.tables)]
    asked = {name: place for name, place in places.items() if name is not None}
    is_whole = None in told or len(asked) == 1
    shown = themes if is_whole else replace(themes, members=())
    aside = [row for row in quotes if row["theme_id"] is None]
    return {
        "themes": replace(shown, entries={**shown.entries, **_drawings_of(shown)}),
        "textes": Names("textes", asked, tuple(places[question_id] for question_id in told)),
        "citations": names_of("citations", quotes),
        "citations_sans_theme": names_of("citations_sans_theme", aside),
        "codage": _coding(said),
    }


def _drawings_of(themes: Names) -> dict[str, Drawn]:
    """The chart and the table of themes; their header says what shares are of."""
    words = ("theme", "contributions", "part_of_read")
    header = tuple(sentence("contribution", word) for word in words)
    drawings = chart_and_table(header, themes)
    return drawings | {CHART: replace(drawings[CHART], header=header)}


def _place(said: Statements, coverage: Row, themes: Names, quotes: Rows) -> Names:
    """A question, or all of them together: how much of it is coded, and its themes."""
    question_id, path = coverage["question_id"], "textes"
    if question_id is not None:
        path = f"textes.{question_id}"
        rows = rows_of(said.tables, "theme_counts")
        rows = tuple(row for row in rows if row["question_id"] == question_id)
        own = tuple(row for row in quotes if row["question_id"] == question_id)
        themes = _themes(said, f"{path}.themes", rows, own)
    return Names(
        path,
        {
            "titre": _title_of(coverage),
            **said.by_word("coding_coverage", question_id),
            "marge": _widest(themes),
            "themes": themes,
            **_drawings_of(themes),
        },
    )


def _title_of(row: Row) -> str:
    """What a row is of: a question, or all of them together."""
    return row["question_label"] or sentence("themes", "all_questions")


def _widest(themes: Names) -> Statement:
    """The widest margin, where each theme has one."""
    margins = [each.statement("marge") for each in themes if isinstance(each, Names)]
    if any(margin.claim is None for margin in margins):
        return NONE
    return max(margins, key=lambda margin: margin.number, default=NONE)


def _themes(said: Statements, path: str, rows: Iterable[Row], quotes: Rows) -> Names:
    """By their ids; the members are those that somebody wrote of, the most frequent first."""
    counted = {row["theme_id"]: row for row in rows}
    found = {
        theme["theme_id"]: Names(
            f"{path}.{theme['theme_id']}",
            {
                "libelle": theme["title"],
                "question": _title_of(row),
                "definition": theme["definition"] or "",
                **said.by_word("theme_counts", row["question_id"], row["theme_id"]),
                "citations": names_of(
                    f"{path}.{theme['theme_id']}.citations",
                    [quote for quote in quotes if quote["theme_id"] == theme["theme_id"]],
                ),
            },
        )
        for theme in records_of(said.tables, "coding.themes")
        if (row := counted.get(theme["theme_id"]))
    }
    members = sorted(
        (theme for theme in found.values() if theme.entries["nombre"]),
        key=lambda theme: -theme.statement("nombre").number,
    )
    return Names(path, found, tuple(members))


def _coding(said: Statements) -> Names:
    coverage = _overall(rows_of(said.tables, "coding_coverage"))
    place = coverage[0]["question_id"] if coverage else None
    entries = {
        "question": _title_of(coverage[0]) if coverage else "",
        **said.by_word("coding_coverage", place),
        **said.by_word("coder_agreement", None),
        **said.by_word("quote_coverage"),
    }
    return Names("codage", entries, None if coverage else ())


def _overall(rows: Iterable[Row]) -> list[Row]:
    """The rows of all questions together; of the only one where there is one."""
    found = list(rows)
    together = [row for row in found if row["question_id"] is None]
    return together or (found if len({row["question_id"] for row in found}) == 1 else [])


Rows = tuple[Row, ...]


def quoted_references(tables: Tables) -> frozenset[str]:
    """The references of those who are quoted."""
    return frozenset(row["reference"] for row in records_of(tables, "quotes.chosen"))


def standing_quotes(tables: Tables) -> Rows:
    """Each quote once: under the theme of its text that fewest wrote of in that question (of equal
    ones, the first of the grid), or under none (theme_id None); in the order of references: it
    tells nothing of who wrote first."""
    positions = {row["theme_id"]: row["position"] for row in records_of(tables, "coding.themes")}
    rarity = {
        (row["question_id"], row["theme_id"]): (row["theme_count"], positions[row["theme_id"]])
        for row in rows_of(tables, "theme_counts")
        if row["counting_rule"] == ALL and row["theme_count"]
    }
    found = []
    rows = sorted(records_of(tables, "quotes.chosen"), key=_text_of)
    for _, group in groupby(rows, key=_text_of):
        quote, *others = group
        told = [place for row in (quote, *others) if (place := _place_of(row)) in rarity]
        rarest = min(told, key=lambda place: rarity[place], default=(None, None))
        found.append({**quote, "theme_id": rarest[1]})
    return tuple(found)


def _text_of(row: Row) -> tuple[str, str]:
    return row["reference"], row["question_id"]


def _place_of(row: Row) -> tuple[str, str]:
    return row["question_id"], row["theme_id"]


def names_of(path: str, quotes: Iterable[Row]) -> Names:
    """The names of quotes, for « for » to go through."""
    return Names(path, {}, tuple(_quote(f"{path}.citation", row) for row in quotes))


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


def records_of(tables: Tables, name: str) -> Rows:
    """The rows of a table; none where the pack has no such table."""
    return tables[name].records if name in tables else ()
