"""The values about coding that templates can name: themes, quotes, and agreement between coders.
Lists are empty if nothing is coded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby

from consultation.packs.contribution.claims import Claim, key_of
from consultation.packs.contribution.placeholders import OwnWords
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


def coding_values(statements: Statements) -> dict[str, object]:
    """The values on themes, quotes and coders' agreement, by their name in templates. In a loop,
    `textes` has the questions of which a text was coded."""
    quotes = chosen_quotes(statements.tables)
    questions = {
        question_id: _coded_question(statements, question_id, coverage, quotes)
        for (question_id,), coverage in statements.rows_by_names("coding_coverage").items()
        if question_id is not None
    }
    aside = [row for row in quotes if row["theme_id"] is None]
    drawn = {row["reading"] for row in rows_of(statements.tables, "theme_statements")}
    return {
        "tirage": "drawn" in drawn,
        "textes": Names(
            "textes",
            questions,
            tuple(question for question in questions.values() if _is_begun(question)),
        ),
        "citations": names_of("citations", quotes),
        "citations_sans_theme": names_of("citations_sans_theme", aside),
        "codage": _coding(statements, is_there=bool(questions)),
    }


def _is_begun(question: Names) -> bool:
    """True if a text of the question was coded. Texts coded outside the order of the draw count
    too."""
    return bool(question.entries["textes_codes"] or question.entries["textes_choisis"])


def _coded_question(
    statements: Statements, question_id: str, coverage: Mapping[str, object], quotes: Rows
) -> Names:
    """The values of a coded question: `coverage` (how much of it is coded), its themes, and a chart
    of them. Themes on which coders agree too little are left out of the chart."""
    path = f"textes.{question_id}"
    own = [row for row in quotes if row["question_id"] == question_id]
    themes_by_id = _themes(statements, f"{path}.themes", question_id, own)
    ranked = most_given(themes_by_id.values())
    themes = Names(f"{path}.themes", themes_by_id, tuple(ranked))
    drawn = chart_of(theme for theme in ranked if theme.entries["est_chiffre"])
    return Names(path, {**coverage, "themes": themes, **drawn})


def _themes(
    statements: Statements, path: str, question_id: str, quotes: Iterable[Row]
) -> dict[str, Names]:
    """The values of a question's themes, by theme id, including themes about which nobody wrote.
    `phrase` is the sentence about the theme."""
    sentences_by_theme = {
        (row["question_id"], row["theme_id"]): row
        for row in rows_of(statements.tables, "theme_statements")
    }
    names_by_theme = {}
    for (of, theme_id), figures in statements.rows_by_names("theme_counts").items():
        if of == question_id:
            own = [row for row in quotes if row["theme_id"] == theme_id]
            row = sentences_by_theme[of, theme_id]
            worth = statements.by_word("coder_agreement", theme_id)
            entries = {
                **figures,
                "definition": row["definition"] or "",
                **statements.lowest_and_highest(figures["part"]),
                **worth,
                "phrase": _theme_sentence(row, figures | worth),
                "est_chiffre": row["agreement_level"] != "insufficient",
                "citations": names_of(f"{path}.{theme_id}.citations", own),
            }
            names_by_theme[theme_id] = Names(f"{path}.{theme_id}", entries)
    return names_by_theme


def _theme_sentence(row: Row, values: Mapping[str, object]) -> OwnWords:
    """The sentence about a theme: how many texts have it, then how far coders agree on it. `row`
    has the ids of its phrases in schemas/sentences.toml, `values` the figures that fill them."""
    figures = {placeholder: values[name] for placeholder, name in FIGURES.items()}
    size = f"{row['size_label'] or ''}"
    phrases = [
        sentence(topic, row[part], **figures, size=size)
        for topic, part in PARTS
        if row[part] is not None
    ]
    return OwnWords(capitalise(" ; ".join(phrases)))


def _coding(statements: Statements, *, is_there: bool) -> Names:
    """The values named `codage` in templates: figures on the coders' agreement, the number of
    quotes, and the number of texts to quote from. `{% if codage %}` is true if `is_there` is."""
    entries = {**statements.by_word("agreement_summary"), **statements.by_word("quote_coverage")}
    return Names("codage", entries, None if is_there else ())


def quoted_references(tables: Tables) -> frozenset[str]:
    """The references of quoted contributions."""
    return frozenset(row["reference"] for row in records_of(tables, "quotes.chosen"))


def chosen_quotes(tables: Tables) -> Rows:
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
    chosen = []
    rows = sorted(records_of(tables, "quotes.chosen"), key=_text_of)
    for _, group in groupby(rows, key=_text_of):
        quote, *others = group
        counted = [key for row in (quote, *others) if (key := _theme_key(row)) in rarity]
        rarest = min(counted, key=lambda key: rarity[key], default=(None, None))
        chosen.append({**quote, "theme_id": rarest[1]})
    return tuple(chosen)


def _text_of(row: Row) -> tuple[str, str]:
    return row["reference"], row["question_id"]


def _theme_key(row: Row) -> tuple[str, str]:
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
