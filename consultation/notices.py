"""What must be said beside the counts: what could not be read, told apart or re-read."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from consultation.french import counted, date
from consultation.spelling import spelled
from consultation.warehouse.connection import Connection, execute

Notices = Iterator[str]

# Enough to recognise what is meant.
MOST_LABELS = 10
MOST_CHARACTERS = 120


def notices_of(connection: Connection) -> list[str]:
    """French sentences, the gravest first; none when there is nothing to say."""
    return [notice for notices in NOTICES for notice in notices(connection)]


def _no_consent(connection: Connection) -> Notices:
    if not execute(connection, "select has_consent from form.form")[0][0]:
        yield (
            "Ce formulaire ne déclare aucune question de consentement\u00a0: toutes les réponses"
            " sont «\u00a0pour réflexion seulement\u00a0» et rien ne peut être transmis."
        )


def _consents_not_reread(connection: Connection) -> Notices:
    """« Only new » exports never bring an edit: since the last full one, nobody knows."""
    rows = execute(
        connection,
        "select max(exported_at) filter (where is_full), max(export_number) filter (where is_full),"
        " max(export_number), bool_or(has_sids) from clean.exports",
    )
    full_at, full_number, latest_number, has_sids = rows[0]
    if not has_sids or full_number == latest_number:
        return
    since = (
        f"depuis l'export complet du {date(full_at)}" if full_at else "faute d'un export complet"
    )
    yield (
        f"Les consentements, modifications et suppressions n'ont pas pu être relus {since}\u00a0:"
        " le dernier export est partiel. Avant tout envoi, refaites un export de toutes les"
        " réponses (Framaforms, Résultats, Téléchargement, «\u00a0Toutes\u00a0»)."
    )


def _refused_files(connection: Connection) -> Notices:
    for name, what in execute(
        connection, "select file_name, what from raw.refusals order by file_name"
    ):
        yield f"{name}\u00a0: fichier refusé, ses réponses ne sont pas comptées. {what}"


def _unknown_choices(connection: Connection) -> Notices:
    rows = execute(
        connection,
        "select coalesce(questions.title, words.label, cells.field_id), count(*),"
        " string_agg(distinct cells.hint, '\u00a0», «\u00a0' order by cells.hint)"
        " from clean.set_aside_cells as cells"
        " left join form.questions as questions"
        " on cells.field_kind = 'question' and cells.field_id = questions.question_id"
        " left join form.words as words on cells.field_id = words.id and words.kind = 'field'"
        " where cells.rule = 'unknown_choice' group by all order by 2 desc, 1",
    )
    for question, count, nearest in rows:
        hint = f" Le plus proche choix déclaré\u00a0: «\u00a0{nearest}\u00a0»." if nearest else ""
        yield (
            f"«\u00a0{question}\u00a0»\u00a0: {counted(count, 'choix inconnu', 'choix inconnus')}"
            f" du fichier du formulaire, à voir dans la feuille Rejets.{hint}"
        )


def _missing_columns(connection: Connection) -> Notices:
    rows = execute(
        connection,
        "select exports.file_name, list(columns.label order by columns.label)"
        " from typed.missing_columns as columns"
        " inner join clean.exports as exports on columns.export_id = exports.export_id"
        " group by all order by 1",
    )
    for name, labels in rows:
        shown = "\u00a0», «\u00a0".join(labels[:MOST_LABELS])
        others = len(labels) - MOST_LABELS
        yield (
            f"{name}\u00a0: colonnes déclarées et absentes de l'export\u00a0:"
            f" «\u00a0{shown}\u00a0»"
            + (f" et {counted(others, 'autre')} (feuille Exports)." if others > 0 else ".")
        )


def _assumed_dates(connection: Connection) -> Notices:
    for (name,) in execute(
        connection, "select file_name from clean.exports where is_date_order_assumed order by 1"
    ):
        yield (
            f"{name}\u00a0: rien n'y dit si les dates commencent par le jour ou par le mois\u00a0;"
            " le jour a été supposé. Vérifiez une date que vous connaissez."
        )


def _untold_drafts(connection: Connection) -> Notices:
    for (name,) in execute(
        connection, "select file_name from clean.exports where not has_draft_marks order by 1"
    ):
        yield (
            f"{name}\u00a0: sans colonne Brouillon ni heure de complétion, les brouillons ne"
            " peuvent pas être distingués et sont comptés comme des réponses."
        )


def _no_sids(connection: Connection) -> Notices:
    for (name,) in execute(
        connection, "select file_name from clean.exports where not has_sids order by 1"
    ):
        yield (f"{name}\u00a0: sans colonne SID, cet export ne peut pas être rapproché d'un autre.")


def _other_titles(connection: Connection) -> Notices:
    for name, title, declared in execute(
        connection,
        "select file_name, exports.title, form.title from raw.exports as exports"
        " cross join form.form as form order by 1",
    ):
        if spelled(title) in ("", spelled(declared)):
            continue
        yield (
            f"{name}\u00a0: le titre du fichier («\u00a0{title[:MOST_CHARACTERS]}\u00a0») n'est pas"
            " celui du formulaire déclaré. Est-ce bien le même formulaire\u00a0?"
        )


def _too_many(connection: Connection) -> Notices:
    finished, most = execute(
        connection,
        "select count(*), any_value(form.expected_max) from clean.submissions"
        " cross join form.form as form where not is_draft",
    )[0]
    if most is not None and finished > most:
        yield (
            f"{counted(finished, 'soumission terminée', 'soumissions terminées')}, plus que le"
            f" maximum attendu ({most})."
        )


NOTICES: tuple[Callable[[Connection], Notices], ...] = (
    _no_consent,
    _consents_not_reread,
    _refused_files,
    _unknown_choices,
    _untold_drafts,
    _no_sids,
    _missing_columns,
    _assumed_dates,
    _other_titles,
    _too_many,
)
