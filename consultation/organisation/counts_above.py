"""Sentences with the counts of a table, shown above it."""

from __future__ import annotations

from consultation.tables.publication_tables import Published
from consultation.words.french import number, sentence


def rules_explained(rules: Published) -> tuple[str, ...]:
    """A line per counting rule with its number of contributions: « • toutes : chaque
    contribution (412). »"""
    return tuple(
        sentence("above", "rule", rule=rule, explanation=explanation, count=count)
        for rule, explanation, count in rules.rows()
    )


def three_counts(text_families: Published) -> tuple[str, ...]:
    """A sentence per question, with the numbers of people, of texts and of families: « 10 personnes
    ont écrit, 8 textes différents, 2 familles… »."""
    figures = (
        "question", "people", "texts", "families", "in_families", "as_is", "blanks", "own"
    )  # fmt: skip
    return tuple(
        sentence("above", "families", **dict(zip(figures, row, strict=True)))
        for row in text_families.rows()
    )


def quoted_counts(coverage: Published) -> tuple[str, ...]:
    """A sentence per question: how many quotes were chosen, among how many texts (« 3 citations,
    parmi 40 textes… »). If there are several questions, a sentence on all of them follows."""
    rows = list(coverage.rows())
    return tuple(
        sentence(
            "above",
            "quotes" if question else "all_quotes",
            question=question,
            quote_count=quote_count,
            text_count=text_count,
        )
        for question, quote_count, text_count in (rows if len(rows) > 2 else rows[:1])
    )


def counts_of_news(counts: Published, exports: Published) -> tuple[str, ...]:
    """A sentence on how many submissions changed with the latest export and with decisions made
    since, by kind of change: « Avec a.csv, et ce qui a été décidé depuis : ajoutées (12). »"""
    latest = next(iter(exports.rows()))[exports.columns.index("Fichier")]
    changes = ", ".join(f"{change} ({number(count)})" for change, count in counts.rows())
    if exports.row_count < 2:
        sentence_id = "decided" if changes else "one_export"
    else:
        sentence_id = "news" if changes else "no_news"
    return (sentence("above", sentence_id, file=latest, changes=changes),)
