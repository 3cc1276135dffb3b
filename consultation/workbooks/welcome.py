"""The page « Lisez-moi » of synthese.xlsx: what to do, how to read, what not to conclude."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from consultation.french import counted, date, number
from consultation.workbooks.model import (
    Block,
    Heading,
    KeyValueRows,
    Kind,
    Page,
    Paragraph,
)
from consultation.workbooks.published import Published

CONTENTS = {
    "Chiffres clés": "Les chiffres à citer, chacun avec le nombre sur lequel il porte.",
    "Bilan": "Où est passée chaque soumission reçue\u00a0: chacune est dans une case et une seule.",
    "Exports": "Les fichiers lus\u00a0: étendue, lignes, colonnes absentes.",
    "Questions": "Les réponses aux questions fermées. «\u00a0Part\u00a0» = l'ont choisi / ont"
    " répondu\u00a0; quand plusieurs choix sont permis, les parts ne font pas 100\u00a0%.",
    "Croisements": "Les mêmes réponses selon la catégorie déclarée\u00a0: la part de celles et ceux"
    " qui ont choisi, puis le nombre de personnes de la catégorie qui ont répondu.",
    "Participation": "Les contributions jour par jour, à la date où elles ont été terminées.",
    "Départements": "D'après le code postal\u00a0; quelques communes partagent celui d'un"
    " département voisin.",
    "Nombres et dates": "Les questions qui demandent un nombre, une date ou une heure.",
    "Contributions": "Une ligne par répondant·e qui compte. Filtrez la colonne Consentement pour"
    " trouver les noms à vérifier et les mandats à confirmer.",
    "Textes": "Tous les textes libres des contributions, tels qu'ils ont été écrits.",
    "Renvois": "Les soumissions remplacées par une plus récente de la même personne ou du même"
    " collectif. Le consentement retenu est le moins public des siens.",
    "Rejets": "Ce qui n'a pas pu être lu, et ce qu'il faut faire\u00a0: fichiers refusés, lignes"
    " rejetées, cellules écartées (le reste de leur ligne est compté).",
    "Nouveautés": "Ce que le dernier export a changé\u00a0; vide quand il n'y en a qu'un.",
}


def welcome_page(
    form: Mapping[str, object], published: Mapping[str, Published], notices: Sequence[str]
) -> Page:
    """The first page, from the form's figures."""
    figures = _figures(published["lisez_moi"])
    return Page(
        "Lisez-moi",
        (
            Paragraph(f"{form['title']} — synthèse INTERNE", strong=True),
            *_warning(figures),
            *_received(form, figures, published["exports"]),
            *_counts(form, figures),
            *_notices(notices),
            *_tasks(published["a_faire"], form),
            *_how_to_read(figures),
            *_contents(published),
        ),
    )


def _figures(lisez_moi: Published) -> dict[str, Any]:
    return dict(zip(lisez_moi.columns, next(iter(lisez_moi.rows())), strict=True))


def _warning(figures: Mapping[str, Any]) -> list[Block]:
    kept = counted(figures["kept_count"], "réponse")
    return [
        Paragraph(
            f"Ne pas transmettre ce classeur\u00a0: il contient {kept} à ne pas envoyer"
            " («\u00a0pour réflexion seulement\u00a0», ou consentement peu clair)."
        )
    ]


def _received(
    form: Mapping[str, object], figures: Mapping[str, Any], exports: Published
) -> list[Block]:
    latest = dict(zip(exports.columns, next(iter(exports.rows())), strict=True))
    parts = [f"Dernier export\u00a0: {latest['Fichier']}, {latest['Étendue']}."]
    if exports.row_count > 1:
        parts[0] = f"{number(exports.row_count)} exports lus\u00a0; le dernier\u00a0: " + (
            f"{latest['Fichier']}, {latest['Étendue']}."
        )
    if isinstance(form["last_submitted_at"], dt.datetime):
        parts.append(f"Dernière réponse reçue\u00a0: {date(form['last_submitted_at'])}.")
    if isinstance(form["closes_at"], dt.datetime):
        parts.append(f"Clôture\u00a0: {date(form['closes_at'])}.")
    return [Paragraph(" ".join(parts))]


def _counts(form: Mapping[str, object], figures: Mapping[str, Any]) -> list[Block]:
    contributions = counted(
        figures["counted_count"], "contribution comptée", "contributions comptées"
    )
    received = counted(figures["received_count"], "soumission reçue", "soumissions reçues")
    return [
        Paragraph(
            f"{contributions} sur {received} (où sont les autres\u00a0? → feuille Bilan).",
            strong=True,
        ),
        Paragraph(
            f"{number(figures['sendable_count'])} peuvent être transmises (destinataire\u00a0:"
            f" {form['recipient']})\u00a0; {number(figures['kept_count'])} restent pour la"
            " réflexion collective.",
            strong=True,
        ),
    ]


def _notices(notices: Sequence[str]) -> list[Block]:
    if not notices:
        return []
    return [Heading("À savoir sur ce calcul"), *(Paragraph(f"• {notice}") for notice in notices)]


def _tasks(tasks: Published, form: Mapping[str, object]) -> list[Block]:
    return [
        Heading("Ce qui vous reste à faire avant l'envoi"),
        KeyValueRows(rows=tuple(tasks.rows()), headings=("À faire", "À traiter", "Feuille")),
    ]


def _how_to_read(figures: Mapping[str, Any]) -> list[Block]:
    example = ""
    if figures["example_answered"]:
        example = (
            f"«\u00a0{number(figures['example_chosen'])} sur"
            f" {number(figures['example_answered'])}\u00a0»\u00a0:"
            f" {number(figures['example_answered'])} ont répondu à cette question, pas"
            f" {number(figures['counted_count'])}."
        )
    return [
        Heading("Comment lire un chiffre"),
        *([Paragraph(example)] if example else []),
        Paragraph(
            "Les parts de «\u00a0Personnes\u00a0», «\u00a0Collectifs\u00a0» et «\u00a0À"
            " transmettre\u00a0» disent ce que devient le chiffre selon la règle de comptage."
        ),
        Heading("Ne pas en conclure"),
        Paragraph(
            "que les Français·es pensent cela\u00a0: les personnes ont choisi de répondre à un"
            " appel. Pas de marge d'erreur. Identités non vérifiées. Un même texte envoyé par"
            " plusieurs personnes reste plusieurs personnes."
        ),
    ]


def _contents(published: Mapping[str, Published]) -> list[Block]:
    return [
        Heading("Les feuilles de ce classeur"),
        KeyValueRows(
            rows=tuple((words, title) for title, words in CONTENTS.items()),
            kinds=(Kind.TEXT, Kind.LINK),
            headings=("Ce qu'on y trouve", "Feuille"),
        ),
    ]
