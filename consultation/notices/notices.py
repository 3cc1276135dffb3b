"""What must be said beside the counts: what could not be read, told apart or re-read."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from consultation.decisions import DECISIONS
from consultation.forms.spelling import spelled
from consultation.french import counted, number
from consultation.notices.rereading import rereading_of
from consultation.warehouse.store.connection import Connection, execute


def _empty_files(connection: Connection) -> Iterator[str]:
    for (name,) in execute(
        connection,
        "select file_name from raw.decision_files where decision_count = 0 order by all",
    ):
        yield (
            f"{name}\u00a0: aucune décision n'y est inscrite. L'avez-vous enregistré après avoir"
            " choisi\u00a0?"
        )


def _not_obeyed(connection: Connection) -> Iterator[str]:
    counts = dict(
        execute(connection, "select state, count(*) from review.suspicions group by state")
    )
    if contradictory := counts.get("contradictory", 0) + counts.get("overruled", 0):
        groups = counted(contradictory, "groupe de soumissions a", "groupes de soumissions ont")
        yield (
            f"{groups} reçu des décisions qui se contredisent\u00a0: à trancher dans la feuille À"
            " vérifier."
        )
    if changed := counts.get("changed", 0) + counts.get("grown", 0):
        decisions = counted(changed, "décision est", "décisions sont")
        yield (
            f"{decisions} à revoir\u00a0: ce dont il s'agissait a changé depuis (feuille À"
            " vérifier)."
        )


def _changed_minds(connection: Connection) -> Iterator[str]:
    """The latest is obeyed; that another said the contrary is not hidden."""
    changed = execute(
        connection,
        "select count(*) from respondents.decisions where state = 'applied' and has_other_choice",
    )[0][0]
    if changed:
        decisions = counted(changed, "décision contredit", "décisions contredisent")
        yield f"{decisions} une décision plus ancienne\u00a0: la plus récente est appliquée."


DECISION_NOTICES: tuple[Callable[[Connection], Iterator[str]], ...] = (
    _empty_files,
    _not_obeyed,
    _changed_minds,
)


Notices = Iterator[str]

# Enough to recognise what is meant.
MOST_LABELS = 10
MOST_CHARACTERS = 120


def notices_of(connection: Connection) -> list[str]:
    """French sentences, the gravest first; none when there is nothing to say."""
    return [notice for notices in NOTICES for notice in notices(connection)]


def notices_beside_rereading(connection: Connection) -> list[str]:
    """The same, for a page that says elsewhere, and at length, what could not be read again."""
    others = [notices for notices in NOTICES if notices is not _not_reread]
    return [notice for notices in others for notice in notices(connection)]


def _no_consent(connection: Connection) -> Notices:
    if not execute(connection, "select has_consent from form.form")[0][0]:
        yield (
            "Ce formulaire ne déclare aucune question de consentement\u00a0: toutes les réponses"
            " sont «\u00a0pour réflexion seulement\u00a0» et rien ne peut être transmis."
        )


def _not_reread(connection: Connection) -> Notices:
    """« Only new » exports never bring an edit: since the last full one, nobody knows."""
    yield from rereading_of(connection).notices


def _partial_after_all(connection: Connection) -> Notices:
    """Nothing that was deleted comes back: what a later export has, a full one would have had."""
    for name, count in execute(
        connection,
        "select exports.file_name, count(*) from respondents.deletions as deletions"
        " inner join clean.exports as exports using (export_id)"
        " semi join (from respondents.flow where box = 'vanished') using (submission_id)"
        " where deletions.is_back group by all order by 1",
    ):
        answers = counted(count, "réponse compte", "réponses comptent")
        yield (
            f"{name}\u00a0: {answers} comme disparues parce qu'il ne les a pas, mais un export plus"
            " récent les a. Ce fichier était donc partiel\u00a0: ôtez-le du dépôt et repartez de"
            " zéro (guide d'exploitation) pour les retrouver."
        )


def _lost_beginnings(connection: Connection) -> Notices:
    """« Only new » exports that hold nine answers in ten pass for full ones: where all that one
    lacks is its beginning, nobody knows that it was deleted until another full export lacks it."""
    for name, count in execute(
        connection,
        "select exports.file_name, count(*)"
        " from (from respondents.deletions"
        "   qualify count(*) over (partition by submission_id) = 1) as deletions"
        " inner join clean.exports as exports using (export_id)"
        " semi join (from respondents.flow where box = 'vanished') using (submission_id)"
        " group by all having bool_and(is_before_first and not is_back) order by 1",
    ):
        answers = counted(count, "réponse d'avant compte", "réponses d'avant comptent")
        yield (
            f"{name} ne commence pas au début\u00a0: {answers} comme disparues. Si personne ne les"
            " a supprimées sur Framaforms, ce n'est pas un export complet\u00a0: ôtez-le du dépôt,"
            " déposez-en un de «\u00a0Toutes les soumissions\u00a0» et repartez de zéro (guide"
            " d'exploitation)."
        )


def _refused_files(connection: Connection) -> Notices:
    for name, code, what in execute(
        connection, "select file_name, code, what from raw.refusals order by file_name"
    ):
        why = what[:1].upper() + what[1:]
        lost = (
            "ses décisions ne sont pas appliquées"
            if code.startswith(DECISIONS)
            else "ses réponses ne sont pas comptées"
        )
        yield f"{name}\u00a0: fichier refusé, {lost}. {why}"


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


def _odd_files(connection: Connection) -> Notices:
    """What a spreadsheet or a person changed in a file that was read all the same."""
    for name, remarks, advices in execute(
        connection,
        "select exports.file_name, list(words.label order by words.position),"
        " list(words.explanation order by words.position)"
        " from (select file_name, unnest(notes) as note from raw.exports) as exports"
        " inner join form.words as words on words.kind = 'note' and words.id = exports.note"
        " group by all order by 1",
    ):
        said = "\u00a0; ".join(remarks)
        advice = " ".join(dict.fromkeys(filter(None, advices)))
        yield f"{name}\u00a0: {said}. {advice}".rstrip()


def _assumed_dates(connection: Connection) -> Notices:
    for (name,) in execute(
        connection, "select file_name from clean.exports where is_date_order_assumed order by 1"
    ):
        yield (
            f"{name}\u00a0: rien n'y dit si les dates commencent par le jour ou par le mois\u00a0;"
            " le jour a été supposé. Vérifiez une date que vous connaissez."
        )


def _restored_zeros(connection: Connection) -> Notices:
    """A postcode that a spreadsheet robbed of its zero has its département back, not in silence."""
    for name, count in execute(
        connection,
        "select exports.file_name, count(*) from clean.set_aside_cells as cells"
        " inner join clean.submissions as submissions using (submission_id)"
        " inner join clean.exports as exports using (export_id)"
        " where cells.rule = 'short_postcode' and submissions.departement_id is not null"
        " group by all order by 1",
    ):
        codes = counted(count, "code postal a retrouvé", "codes postaux ont retrouvé")
        yield (
            f"{name}\u00a0: un tableur a enregistré ce fichier et ôté les zéros du début des"
            f" codes postaux\u00a0; {codes} le sien pour compter le département (feuille Rejets)."
            " Déposez plutôt l'export tel que Framaforms l'envoie."
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


def _missing_serials(connection: Connection) -> Notices:
    """Nothing proves a first export whole; the form's own counter may prove that it is not."""
    last, known = execute(
        connection,
        "select max(serial), count(*) + (select count(*) from clean.rejections)"
        " from clean.submissions where sid is not null",
    )[0]
    share = execute(connection, "select full_export_share from form.thresholds")[0][0]
    if last and known < share * last:
        yield (
            f"Framaforms a numéroté {number(last)} soumissions, et {number(known)} sont connues"
            " d'un export\u00a0: les autres ont été effacées avant le premier export, ou n'y"
            " étaient pas. Si rien n'a été effacé, refaites un export de «\u00a0Toutes les"
            " soumissions\u00a0»."
        )


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


def _passages_not_looked_for(connection: Connection) -> Notices:
    for (title,) in execute(
        connection,
        "select questions.title from wordings.questions as searched"
        " inner join form.questions as questions on searched.question_id = questions.question_id"
        " where not searched.has_passages order by questions.position",
    ):
        yield (
            f"«\u00a0{title}\u00a0»\u00a0: trop de textes pour y chercher les passages communs hors"
            " d'une famille. Les familles, elles, sont entières."
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
    _not_reread,
    _partial_after_all,
    _lost_beginnings,
    _refused_files,
    *DECISION_NOTICES,
    _unknown_choices,
    _restored_zeros,
    _untold_drafts,
    _no_sids,
    _missing_serials,
    _missing_columns,
    _odd_files,
    _assumed_dates,
    _other_titles,
    _passages_not_looked_for,
    _too_many,
)
