"""The values about coding that templates can name: themes, quotes, and agreement between coders.
Lists are empty if nothing is coded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby

from consultation.packs.contribution.claims import Claim, key_of
from consultation.packs.contribution.holes import OwnWords
from consultation.packs.contribution.statements import ALL, Statement, Statements, rows_of
from consultation.packs.contribution.template_names import Names, chart_of, most_given
from consultation.warehouse.tables.publications import Row, Tables
from consultation.words.french import capitalise, sentence

Rows = tuple[Row, ...]
# The sentences about a theme (topic, column with the sentence's id), and the figures in them.
PARTS = (("theme_told", "reading"), ("theme_told", "chosen"), ("theme_worth", "agreement_level"))
FIGURES = {
    "found": "nombre",
    "read": "textes_codes",
    "share": "part",
    "least": "part_au_moins",
    "most": "part_au_plus",
    "alpha": "alpha",
    "chosen": "nombre_hors_tirage",
    "aside": "textes_hors_tirage",
}

TEXTS = "statistiques/texts.csv"
"""The file with the texts as they are sent. Quotes are compared with it."""


def what_was_coded(said: Statements) -> dict[str, object]:
    """The values on themes, quotes and coders' agreement, by their name in templates. In a loop,
    `textes` has the questions of which a text was coded."""
    quotes = standing_quotes(said.tables)
    places = {
        question_id: _place(said, question_id, coverage, quotes)
        for (question_id,), coverage in said.rows_by_names("coding_coverage").items()
        if question_id is not None
    }
    aside = [row for row in quotes if row["theme_id"] is None]
    drawn = {row["reading"] for row in rows_of(said.tables, "theme_statements")}
    return {
        "tirage": "drawn" in drawn,
        "textes": Names(
            "textes",
            places,
            tuple(place for place in places.values() if _is_begun(place)),
        ),
        "citations": names_of("citations", quotes),
        "citations_sans_theme": names_of("citations_sans_theme", aside),
        "codage": _coding(said, is_there=bool(places)),
    }


def _is_begun(place: Names) -> bool:
    """True if a text of the question was coded. Texts coded outside the order of the draw count
    too."""
    return bool(place.entries["textes_codes"] or place.entries["textes_choisis"])


def _place(said: Statements, question_id: str, told: Mapping[str, object], quotes: Rows) -> Names:
    """The values of a coded question: `told` (how much of it is coded), its themes, and a chart of
    them. Themes on which coders agree too little are left out of the chart."""
    path = f"textes.{question_id}"
    own = [row for row in quotes if row["question_id"] == question_id]
    themes_by_id = _themes(said, f"{path}.themes", question_id, own)
    shown = most_given(themes_by_id.values())
    themes = Names(f"{path}.themes", themes_by_id, tuple(shown))
    drawn = chart_of(theme for theme in shown if theme.entries["est_chiffre"])
    return Names(path, {**told, "themes": themes, **drawn})


def _themes(
    said: Statements, path: str, question_id: str, quotes: Iterable[Row]
) -> dict[str, Names]:
    """The values of a question's themes, by theme id, including themes about which nobody wrote.
    `phrase` is the sentence about the theme."""
    statements = {
        (row["question_id"], row["theme_id"]): row
        for row in rows_of(said.tables, "theme_statements")
    }
    names_by_theme = {}
    for (of, theme_id), figures in said.rows_by_names("theme_counts").items():
        if of == question_id:
            own = [row for row in quotes if row["theme_id"] == theme_id]
            row = statements[of, theme_id]
            worth = said.by_word("coder_agreement", theme_id)
            entries = {
                **figures,
                "definition": row["definition"] or "",
                **said.lowest_and_highest(figures["part"]),
                **worth,
                "phrase": _told(row, figures | worth),
                "est_chiffre": row["agreement_level"] != "insufficient",
                "citations": names_of(f"{path}.{theme_id}.citations", own),
            }
            names_by_theme[theme_id] = Names(f"{path}.{theme_id}", entries)
    return names_by_theme


def _told(row: Row, told: Mapping[str, object]) -> OwnWords:
    """The sentence about a theme: how many texts have it, then how far coders agree on it. `row`
    has the ids of its phrases in schemas/sentences.toml, `told` the figures that fill them."""
    figures = {placeholder: told[name] for placeholder, name in FIGURES.items()}
    size = f"{row['size_label'] or ''}"
    phrases = [
        sentence(topic, row[part], **figures, size=size)
        for topic, part in PARTS
        if row[part] is not None
    ]
    return OwnWords(capitalise(" ; ".join(phrases)))


def _coding(said: Statements, *, is_there: bool) -> Names:
    """The values named `codage` in templates: figures on the coders' agreement, the number of
    quotes, and the number of texts to quote from. `{% if codage %}` is true if `is_there` is."""
    entries = {**said.by_word("agreement_summary"), **said.by_word("quote_coverage")}
    return Names("codage", entries, None if is_there else ())


def quoted_references(tables: Tables) -> frozenset[str]:
    """The references of quoted contributions."""
    return frozenset(row["reference"] for row in records_of(tables, "quotes.chosen"))


def standing_quotes(tables: Tables) -> Rows:
    """The chosen quotes, each once, sorted by reference. This order hides who wrote first.

    A quoted text may have several themes. `theme_id` is the rarest of them: the theme that the
    fewest answers to the question have. If two are equally rare, it is the first in the grid. It is
    `None` if no theme of the text is counted.
    """
    positions = {row["theme_id"]: row["position"] for row in records_of(tables, "coding.themes")}
    rarity = {
        (row["question_id"], row["theme_id"]): (row["theme_count"], positions[row["theme_id"]])
        for row in rows_of(tables, "theme_counts")
        if row["counting_rule"] == ALL and row["theme_count"]
    }
    standing = []
    rows = sorted(records_of(tables, "quotes.chosen"), key=_text_of)
    for _, group in groupby(rows, key=_text_of):
        quote, *others = group
        counted_places = [place for row in (quote, *others) if (place := _place_of(row)) in rarity]
        rarest = min(counted_places, key=lambda place: rarity[place], default=(None, None))
        standing.append({**quote, "theme_id": rarest[1]})
    return tuple(standing)


def _text_of(row: Row) -> tuple[str, str]:
    return row["reference"], row["question_id"]


def _place_of(row: Row) -> tuple[str, str]:
    return row["question_id"], row["theme_id"]


def names_of(path: str, quotes: Iterable[Row]) -> Names:
    """The list of quotes that a template goes through under the name `path`: `{% for citation in
    citations %}`. Each quote has a text, a reference and a signature."""
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
    """The rows of a table. Empty if the pack has no such table."""
    return tables[name].records if name in tables else ()
