"""contributions.xlsx: the index of the pack, a row per contribution, to sort and to count."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from consultation.french import counted, date
from consultation.workbooks.model import (
    Block,
    Column,
    Heading,
    KeyValueRows,
    Kind,
    Page,
    Paragraph,
    Sheet,
    Table,
    Workbook,
)
from consultation.workbooks.published import Published, kind_of

CREATOR = "faire-masse"
# Properties need a date even when nothing was received.
NO_DATE = dt.datetime(2000, 1, 1)  # noqa: DTZ001
CONTRIBUTIONS = "Contributions"

WIDTHS = {
    "Référence": 17.0,
    "Qualité déclarée": 24.0,
    "Consentement": 26.0,
    "Nom": 28.0,
    "Qualité du nom": 22.0,
    "Semaine du": 15.0,
    "Famille de textes": 34.0,
    "Texte non transmis": 26.0,
    "Document": 38.0,
    "SHA-256": 68.0,
    "Empreinte du contenu": 68.0,
}

COLUMNS = (
    (
        "Référence",
        "le nom de la contribution, le même dans tout le dossier et d'un envoi à l'autre.",
    ),
    ("Qualité déclarée", "ce que la personne a coché\u00a0; rien n'a été vérifié."),
    ("Nature", "personne ou collectif, d'après ce qui a été coché."),
    ("Consentement", "ce que la personne a accepté de transmettre."),
    ("Nom", "seulement avec son accord, et tel qu'il a été écrit."),
    (
        "Qualité du nom",
        "prénom et nom\u00a0; un seul mot (prénom ou pseudonyme)\u00a0; nom non renseigné (accord"
        " donné, mais aucun nom utilisable)\u00a0; nom déclaré, mandat non vérifié (collectif)"
        "\u00a0; sans nom.",
    ),
    ("Jour", "seulement pour les contributions dont le nom est montré."),
    ("Semaine du", "le lundi de la semaine où la contribution a été terminée, pour toutes."),
    (
        "Famille de textes, Relation",
        "la plus grande famille de textes presque identiques où l'un de ses textes figure, et ce"
        " qu'il en est\u00a0; vides quand aucun n'est repris. Les familles sont dans l'annexe"
        " statistique.",
    ),
    (
        "Ajout personnel",
        "oui quand la personne a ajouté à la lettre au moins huit mots de suite que presque"
        " personne d'autre n'a écrits.",
    ),
    ("Mots — …", "la longueur du texte à chaque question ouverte\u00a0; vide\u00a0: pas de texte."),
    (
        "Double envoi probable",
        "oui quand un doute n'est pas levé\u00a0: cette contribution et une autre pourraient être"
        " de la même personne. Elles sont comptées toutes les deux.",
    ),
    (
        "Texte non transmis",
        "les questions où un texte a été écrit, et n'est pas transmis après relecture.",
    ),
    ("Document, SHA-256", "le fichier de la contribution dans ce dossier, et son empreinte."),
    (
        "Empreinte du contenu",
        "ce que dit la contribution, sans sa mise en page\u00a0: elle ne change que si une réponse,"
        " le nom, la qualité, la date montrée ou le consentement changent.",
    ),
)


@dataclass(frozen=True)
class PackForm:
    """What the first pages of the pack say of the form."""

    form_id: str
    title: str
    recipient: str
    contribution_count: int
    first_week: dt.date | None
    last_week: dt.date | None

    @property
    def date(self) -> dt.datetime:
        """The date in a file's properties: a week's first day, which points at nobody."""
        if self.last_week is None:
            return NO_DATE
        return dt.datetime.combine(self.last_week, dt.time())


def index_workbook(
    form: PackForm,
    reasons: Sequence[str],
    counts: Published,
    columns: Sequence[tuple[str, str]],
    rows: Iterable[tuple[Any, ...]],
) -> Workbook:
    """The index as a workbook; `columns` are titles and their types in the warehouse."""
    table = Table(
        name="contributions",
        columns=tuple(
            Column(title, kind_of(title, type_name), WIDTHS.get(title))
            for title, type_name in columns
        ),
        rows=rows,
        row_count=form.contribution_count,
    )
    intro = (
        "Une ligne par contribution transmise, dans l'ordre des références. Chacune a son document."
        " La feuille Lisez-moi dit ce qu'est chaque colonne.",
    )
    return Workbook(
        title=f"{form.title}\u00a0: index des contributions",
        subject=f"Contributions transmises ({form.recipient})",
        creator=CREATOR,
        date=form.date,
        sheets=(_welcome(form, reasons, counts), Sheet(CONTRIBUTIONS, intro, table)),
    )


def draft_blocks(reasons: Sequence[str]) -> list[Block]:
    """PROJET and why, before anything else; nothing when the pack may leave."""
    if not reasons:
        return []
    return [
        Paragraph("PROJET — à ne pas transmettre en l'état", strong=True),
        *(Paragraph(f"• {reason}") for reason in reasons),
    ]


def weeks_of(form: PackForm) -> str:
    """From which week to which the contributions came; empty when nobody knows."""
    if form.first_week is None or form.last_week is None:
        return ""
    if form.first_week == form.last_week:
        return f"Terminées dans la semaine du {date(form.first_week)}."
    return (
        f"Terminées entre la semaine du {date(form.first_week)} et celle du {date(form.last_week)}."
    )


def count_sentence(form: PackForm) -> Paragraph:
    """How many contributions, each of them countable."""
    count = counted(form.contribution_count, "contribution transmise", "contributions transmises")
    return Paragraph(
        f"{count}, individuellement comptables (destinataire\u00a0: {form.recipient})."
        f" {weeks_of(form)}".strip(),
        strong=True,
    )


def _welcome(form: PackForm, reasons: Sequence[str], counts: Published) -> Page:
    return Page(
        "Lisez-moi",
        (
            *draft_blocks(reasons),
            Paragraph(f"{form.title} — index des contributions", strong=True),
            count_sentence(form),
            Paragraph(
                "Une contribution est la réponse d'une personne ou d'un collectif, qui a accepté"
                " qu'elle soit transmise. Ses envois successifs avec la même adresse comptent pour"
                " un. Le même texte envoyé par plusieurs personnes reste plusieurs contributions"
                "\u00a0: les lettres types sont signalées une à une."
            ),
            KeyValueRows(rows=(("Ouvrir l'index", CONTRIBUTIONS),), kinds=(Kind.TEXT, Kind.LINK)),
            Heading("Compter et trier"),
            Paragraph(
                "Chaque colonne a un filtre. Pour compter autrement (sans les lettres types, sans"
                " les doubles envois probables…), filtrez\u00a0: le tableur affiche le nombre de"
                " lignes trouvées en bas de la fenêtre. Le même index est dans contributions.csv"
                " (UTF-8, virgules, dates AAAA-MM-JJ\u00a0; une cellule qui commencerait comme une"
                " formule y est précédée d'une apostrophe)."
            ),
            *_counted(counts),
            Heading("Ce que dit chaque colonne"),
            *(Paragraph(f"{title}\u00a0: {meaning}") for title, meaning in COLUMNS),
            Heading("Limites"),
            Paragraph(
                "Les identités, les qualités et les mandats sont déclarés\u00a0: personne ne les a"
                " vérifiés. Les adresses, numéros et autres coordonnées écrits dans les réponses"
                " sont masqués\u00a0; le reste est tel qu'il a été écrit."
            ),
        ),
    )


def _counted(counts: Published) -> list[Block]:
    """A small table per column that is counted."""
    return [
        block
        for column, rows in groupby(counts.rows(), key=lambda row: str(row[0]))
        for block in (
            Heading(column),
            KeyValueRows(
                rows=tuple((value or "(vide)", count) for _, value, count in rows),
                kinds=(Kind.TEXT, Kind.INTEGER),
                headings=("Valeur", "Contributions"),
            ),
        )
    ]


def pack_form(row: Mapping[str, Any]) -> PackForm:
    """The form as its row of the pack's tables says it."""
    return PackForm(**row)
