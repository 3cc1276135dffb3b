"""Sentences with the counts of a table, shown above it."""

from __future__ import annotations

from consultation.tables.publication_tables import Published
from consultation.words.french import number, sentence


def rules_explained(rules: Published) -> tuple[str, ...]:
    """A line per counting rule: what it counts, and how many contributions that makes."""
    return tuple(
        sentence("above", "rule", rule=rule, explanation=explanation, count=count)
        for rule, explanation, count in rules.rows()
    )


def three_counts(text_families: Published) -> tuple[str, ...]:
    """People, texts and families of each question, always together."""
    figures = (
        "question", "people", "texts", "families", "in_families", "as_is", "blanks", "own"
    )  # fmt: skip
    return tuple(
        sentence("above", "families", **dict(zip(figures, row, strict=True)))
        for row in text_families.rows()
    )


def quoted_counts(coverage: Published) -> tuple[str, ...]:
    """How many quotes were chosen, among how many texts: a line per question, then all of them
    where there are several."""
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
    """Which export is compared, and how many submissions it and the decisions since changed, by
    kind of change."""
    latest = next(iter(exports.rows()))[exports.columns.index("Fichier")]
    changes = ", ".join(f"{change} ({number(count)})" for change, count in counts.rows())
    if exports.row_count < 2:
        told = "decided" if changes else "one_export"
    else:
        told = "news" if changes else "no_news"
    return (sentence("above", told, file=latest, changes=changes),)
