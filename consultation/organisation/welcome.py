"""The page « Lisez-moi » of synthese.xlsx: what to do, how to read, what not to conclude."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from consultation.french import counted, date, number
from consultation.notices.rereading import STEPS, Rereading
from consultation.workbooks.families_sheets import three_counts
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
    "Chiffres clés": "Les chiffres à citer, chacun avec le nombre sur lequel il porte. «\u00a0Part"
    " la plus basse\u00a0», «\u00a0la plus haute\u00a0»\u00a0: selon la règle de comptage.",
    "Bilan": "Où est passée chaque soumission reçue\u00a0: chacune est dans une case et une seule.",
    "Exports": "Les fichiers lus\u00a0: étendue, lignes, colonnes absentes, et le dernier qui a"
    " permis de relire les consentements, les modifications et les suppressions.",
    "Questions": "Les réponses aux questions fermées. «\u00a0Part\u00a0» = l'ont choisi / ont"
    " répondu\u00a0; quand plusieurs choix sont permis, les parts ne font pas 100\u00a0%.",
    "Croisements": "Les mêmes réponses selon la catégorie déclarée\u00a0: la part de celles et ceux"
    " qui ont choisi, puis le nombre de personnes de la catégorie qui ont répondu.",
    "Participation": "Les contributions jour par jour, à la date où elles ont été terminées.",
    "Départements": "D'après le code postal\u00a0; quelques communes partagent celui d'un"
    " département voisin.",
    "Nombres et dates": "Les questions qui demandent un nombre, une date ou une heure.",
    "Règles de comptage": "La réponse en tête à chaque question fermée, et sa part sous chaque"
    " règle. «\u00a0Change\u00a0»\u00a0: sous une règle au moins, une autre réponse est en tête, ou"
    " la majorité n'est plus la même.",
    "Familles": "Les textes presque identiques\u00a0: une lettre type et ses copies, puis les"
    " passages communs à plusieurs personnes hors d'une même famille. Le même texte n'est pas la"
    " même personne\u00a0: chacune reste comptée.",
    "Arrivées des familles": "Les cinq plus grandes familles jour par jour, dans l'ordre de la"
    " feuille Familles.",
    "Ajouts": "Ce que des personnes ont ajouté de leurs mots à une lettre type\u00a0: au moins huit"
    " mots de suite que presque personne d'autre n'a écrits.",
    "Contributions": "Une ligne par répondant·e qui compte. Filtrez la colonne Consentement pour"
    " trouver les noms à vérifier et les mandats à confirmer.",
    "Textes": "Tous les textes libres des contributions, tels qu'ils ont été écrits.",
    "Renvois": "Les soumissions remplacées par une plus récente de la même personne ou du même"
    " collectif. Le consentement retenu est le moins public des siens.",
    "Modifications": "Les réponses que des personnes ont modifiées après les avoir envoyées, quand"
    " et à quelle question. Les coordonnées ne sont pas répétées ici.",
    "Rejets": "Ce qui n'a pas pu être lu, et ce qu'il faut faire\u00a0: fichiers refusés, lignes"
    " rejetées, cellules écartées (le reste de leur ligne est compté).",
    "Nouveautés": "Ce que le dernier export a changé, réponse par réponse\u00a0: l'état du"
    " formulaire sans lui, puis avec lui.",
    "À vérifier": "Ce qui pourrait être la même personne comptée deux fois, ou mérite un regard,"
    " avec ce qui parle pour et contre. Rien n'est appliqué tant que vous n'avez pas décidé\u00a0:"
    " le même texte n'est pas la même personne.",
    "À relire": "Chaque texte tel qu'il partirait, avec ce qui y est masqué et ce qui mérite un"
    " regard\u00a0: un nom, un enfant, un lieu. Le programme ne masque que ce qui a une forme"
    " connue\u00a0; le reste demande une personne. Tant qu'il en reste à relire, le pack est"
    " marqué PROJET.",
    "Passerelle": "Des nombres de ce classeur à ceux du pack à transmettre, un par un\u00a0: ce"
    " qui reste pour la réflexion, ce qui n'est pas clair, ce qui a été gardé à la relecture.",
}


def welcome_page(
    form: Mapping[str, object],
    published: Mapping[str, Published],
    notices: Sequence[str],
    rereading: Rereading,
) -> Page:
    """The first page, from the form's figures."""
    figures = _figures(published["lisez_moi"])
    return Page(
        "Lisez-moi",
        (
            Paragraph(f"{form['title']} — synthèse INTERNE", strong=True),
            *_warning(figures),
            *_rereading(rereading),
            *_received(form, figures, published["exports"]),
            *_counts(form, figures),
            *_notices(notices),
            *_tasks(published["a_faire"], form),
            *_letters(published["familles_par_question"]),
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


def _rereading(rereading: Rereading) -> list[Block]:
    """What nobody knows since the last full export, before any figure that rests on it."""
    if rereading.is_complete:
        return []
    return [
        Heading("À refaire avant tout envoi\u00a0: un export complet"),
        *(Paragraph(sentence, strong=True) for sentence in rereading.sentences),
        Paragraph(
            "Qui a retiré son accord, modifié ou effacé sa réponse depuis est encore compté ici"
            " comme avant."
        ),
        *(Paragraph(f"{number}. {step}") for number, step in enumerate(STEPS, start=1)),
        Heading("Où en est ce calcul"),
    ]


def _received(
    form: Mapping[str, object], figures: Mapping[str, Any], exports: Published
) -> list[Block]:
    latest = dict(zip(exports.columns, next(iter(exports.rows())), strict=True))
    described = f"{latest['Fichier']}, {latest['Étendue']}, {counted(latest['Lignes'], 'ligne')}"
    if latest["Dernier SID"] is not None:
        described += f", dernier SID\u00a0: {latest['Dernier SID']}"
    parts = [f"Dernier export\u00a0: {described}."]
    if exports.row_count > 1:
        parts[0] = f"{number(exports.row_count)} exports lus\u00a0; le dernier\u00a0: {described}."
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


def _letters(text_families: Published) -> list[Block]:
    """People, texts and families, where the form asks for texts."""
    sentences = three_counts(text_families)
    if not sentences:
        return []
    return [
        Heading("Textes et lettres types (feuilles Familles et Ajouts)"),
        *(Paragraph(f"• {sentence}") for sentence in sentences),
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
            "Part la plus basse, part la plus haute\u00a0: ce que devient le chiffre selon la règle"
            " de comptage (feuille Règles de comptage)."
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
