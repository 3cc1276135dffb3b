"""The first page of annexe-statistique.xlsx: method, counting rules, limits, contents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from consultation.french import sentence, sentences_of
from consultation.packs.index_workbook import PackForm, count_sentence, draft_blocks
from consultation.workbooks.model import Block, Heading, KeyValueRows, Kind, Page, Paragraph
from consultation.workbooks.published import Published

CONTENTS = sentences_of("annex_sheets")


def annex_page(form: PackForm, reasons: Sequence[str], published: Mapping[str, Published]) -> Page:
    """What the annex counts and how, what must not be concluded, and where things are."""
    return Page(
        "Lisez-moi",
        (
            *draft_blocks(reasons),
            Paragraph(sentence("pack", "annex_title", title=form.title), strong=True),
            count_sentence(form),
            Paragraph(sentence("pack", "annex_source")),
            _consents(published["consentements"]),
            Heading("Méthode"),
            Paragraph(sentence("pack", "one_per_respondent")),
            Paragraph(sentence("pack", "denominators")),
            Paragraph(sentence("pack", "families")),
            *_rules(published["regles"]),
            Heading("Limites"),
            Paragraph(sentence("pack", "annex_limits")),
            Heading("Les feuilles de ce classeur"),
            KeyValueRows(
                rows=tuple((words, title) for title, words in CONTENTS.items()),
                kinds=(Kind.TEXT, Kind.LINK),
                headings=("Ce qu'on y trouve", "Feuille"),
            ),
        ),
    )


def _consents(consents: Published) -> Block:
    return KeyValueRows(
        rows=tuple(
            (f"{consent} ({str(kind).lower()})", count) for consent, kind, count in consents.rows()
        ),
        kinds=(Kind.TEXT, Kind.INTEGER),
        headings=("Ce qui a été accepté", "Contributions"),
    )


def _rules(rules: Published) -> list[Block]:
    """Every counting rule with its total, so that readers can take the one that they prefer."""
    rows = tuple((f"{label}\u00a0: {words}", count) for label, words, count in rules.rows())
    is_whole = all(float(count).is_integer() for _, count in rows)
    return [
        Heading("Règles de comptage"),
        Paragraph(sentence("pack", "every_rule")),
        KeyValueRows(
            rows=rows,
            kinds=(Kind.TEXT, Kind.INTEGER if is_whole else Kind.DECIMAL),
            headings=("Règle", "Contributions"),
        ),
    ]
