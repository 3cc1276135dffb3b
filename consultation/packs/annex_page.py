"""The first page of annexe-statistique.xlsx: method, counting rules, limits, contents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from consultation.organisation.sheet_links import links_to_sheets
from consultation.packs.index_workbook import PackForm, count_sentence, draft_blocks
from consultation.warehouse.tables.publications import Row
from consultation.words.french import sentence, sheets
from consultation.workbooks.model import Block, Heading, KeyValueRows, Kind, Page, Paragraph
from consultation.workbooks.publication_tables import Published

say = partial(sentence, "pack_annex")


def annex_page(
    form: PackForm,
    reasons: Sequence[str],
    published: Mapping[str, Published],
    consents: Iterable[Row],
    shown: Sequence[str],
) -> Page:
    """What the annex counts and how, what must not be concluded, and where things are."""
    return Page(
        "Lisez-moi",
        (
            *draft_blocks(reasons),
            Paragraph(say("title", form=form.title), strong=True),
            count_sentence(form),
            Paragraph(say("contents")),
            _consents(consents),
            Heading(say("method")),
            *(Paragraph(say(words)) for words in ("who", "shares", "near_texts")),
            *_rules(published["regles"]),
            Heading(say("limits")),
            Paragraph(say("not_an_opinion")),
            Heading(say("sheets")),
            links_to_sheets("annexe", only={sheets()["annexe"][name][0]: name for name in shown}),
        ),
    )


def _consents(consents: Iterable[Row]) -> Block:
    return KeyValueRows(
        rows=tuple(
            (
                f"{row['consent_label']} ({str(row['respondent_kind_label']).lower()})",
                row["contribution_count"],
            )
            for row in consents
            if row["contribution_count"]
        ),
        kinds=(Kind.TEXT, Kind.INTEGER),
        headings=("Ce qui a été accepté", "Contributions"),
    )


def _rules(rules: Published) -> list[Block]:
    """Every rule that a distrustful reader may prefer, each with its total."""
    rows = tuple(
        (say("rule", rule=rule, explanation=explanation), count)
        for rule, explanation, count in rules.rows()
    )
    is_whole = all(float(count).is_integer() for _, count in rows)
    return [
        Heading(say("rules")),
        Paragraph(say("all_rules")),
        KeyValueRows(
            rows=rows,
            kinds=(Kind.TEXT, Kind.INTEGER if is_whole else Kind.DECIMAL),
            headings=("Règle", "Contributions"),
        ),
    ]
