"""The figures of the note of method, in French, by the words that its text names them with."""

from __future__ import annotations

import datetime as dt

from consultation.french import NO_BREAK_SPACE, counted, date, number
from consultation.packs.bilan import bilan
from consultation.packs.conclusions import conclusions, verdict
from consultation.packs.dates import in_words
from consultation.packs.typesetting.note_documents import Bullets, Table
from consultation.packs.typesetting.note_text import Value
from consultation.warehouse.build.publications import Row, Tables

LETTERS_SHOWN = 5


def figures(tables: Tables) -> dict[str, Value]:
    """What can stand between braces in the note's text; empty where there is nothing to say."""
    (row,) = tables["pack.note_figures"].records
    return {
        "formulaire": row["title"],
        "destinataire": row["recipient"],
        "nombre": number(row["contribution_count"]),
        "contributions": counted(row["contribution_count"], "contribution"),
        "documents": counted(row["contribution_count"], "document"),
        "periode": _period(row["first_week"], row["last_week"]),
        "cloture": date(row["closing_day"]) if row["closing_day"] else "non fixée",
        "accords": Bullets(tuple((line,) for line in _consents(row))),
        "bilan": bilan(tables),
        "doutes": _doubts(row["doubt_count"]),
        "textes": _texts(tables),
        "textes_non_transmis": _withheld(row["withheld_text_count"]),
        "lettres": _letters(tables),
        "lettres_resume": _letters_in_short(row),
        "avis": conclusions(tables),
        "avis_resume": verdict(tables),
    }


def _period(first: dt.date | None, last: dt.date | None) -> str:
    """Weeks: the first to answer may be unnamed, and their day would be told."""
    if first is None or last is None:
        return "à une date inconnue"
    if first == last:
        return f"dans la semaine du {in_words(first)}"
    return f"de la semaine du {in_words(first)} à celle du {in_words(last)}"


def _consents(row: Row) -> list[str]:
    """One line for each way of sending that somebody chose."""
    lines = []
    if row["own_name_count"]:
        lines.append(counted(row["own_name_count"], "en son nom", "en leur nom") + _names(row))
    if row["unnamed_count"]:
        unnamed = ("de son auteur·ice", "de leurs auteur·ices")
        words = [f"sans nom, à la demande {authors}" for authors in unnamed]
        lines.append(counted(row["unnamed_count"], *words))
    if row["collective_name_count"]:
        lines.append(_collectives(row))
    return lines


def _names(row: Row) -> str:
    """« : 49 avec prénom et nom, 38 avec un seul mot, 47 dont le nom n'est pas renseigné »."""
    qualities = {
        "full_name_count": "avec prénom et nom",
        "one_word_count": "avec un seul mot (prénom ou pseudonyme)",
        "nameless_count": "dont le nom n'est pas renseigné",
    }
    parts = [f"{number(row[each])} {words}" for each, words in qualities.items() if row[each]]
    return f"{NO_BREAK_SPACE}: {', '.join(parts)}"


def _collectives(row: Row) -> str:
    sent, distinct = row["collective_name_count"], row["distinct_collective_count"]
    lacking = row["nameless_collective_count"]
    line = f"{number(sent)} au nom d'un collectif"
    if distinct > 1:
        collectives = counted(distinct, "collectif")
        line = f"{number(sent)} au nom de {collectives} (noms déclarés, mandats non vérifiés)"
    elif distinct:
        line += " (nom déclaré, mandat non vérifié)"
    if lacking:
        line += f", dont {number(lacking)} sans nom de collectif renseigné"
    return line


def _doubts(count: int) -> str:
    if not count:
        return ""
    signalled = counted(count, "contribution est signalée", "contributions sont signalées")
    return (
        f"{signalled} dans l'index comme «\u00a0double envoi probable\u00a0»\u00a0: rien ne prouve"
        " que ce soit la même personne, et personne n'a tranché."
    )


def _withheld(count: int) -> str:
    if not count:
        return ""
    withheld = counted(count, "texte n'a pas été transmis", "textes n'ont pas été transmis")
    return f"{withheld} après relecture\u00a0: à sa place, le document le dit."


def _texts(tables: Tables) -> Table:
    rows = tables["pack.note_texts"].records
    return Table(
        ("Question à réponse libre", "Textes", "Textes différents"),
        tuple(
            (row["title"], number(row["answered_count"]), number(row["distinct_text_count"]))
            for row in rows
        ),
    )


def _letters(tables: Tables) -> Table:
    rows = tables["pack.note_letters"].records[:LETTERS_SHOWN]
    return Table(
        ("Question", "Famille (voir l'index)", "Personnes", "Versions", "Avec un ajout"),
        tuple(
            (
                row["title"],
                row["family_id"],
                number(row["respondent_count"]),
                number(row["distinct_text_count"]),
                number(row["own_addition_count"]),
            )
            for row in rows
        ),
        widths=(2, 3, 0, 0, 0),
    )


def _letters_in_short(row: Row) -> str:
    if not row["letter_count"]:
        return "Aucun texte n'est commun, ou presque, à trois personnes ou plus."
    users = counted(row["letter_user_count"], "contribution reprend", "contributions reprennent")
    letters = counted(
        row["letter_count"],
        "lettre commune à trois personnes ou plus",
        "lettres communes à trois personnes ou plus",
    )
    return f"{users} {letters}{_templates(row['template_contribution_count'])}."


def _templates(count: int) -> str:
    if not count:
        return ""
    only = counted(count, "n'y ajoute", "n'y ajoutent")
    return f"\u00a0; {only} rien de personnel dans aucun de leurs longs textes"
