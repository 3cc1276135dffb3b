"""The command `status`: how things are, in French or in JSON, and whether they are too old."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from consultation.care.status import FormStatus, Status
from consultation.french import ago, counted, date, lasting, moment
from consultation.runs.journal import ExportRecord, RunRecord
from flows.report.counts import counted_things

OUTCOMES = {
    "went_well": "tout s'est bien passé",
    "problems": "à corriger",
    "failed": "arrêté avant la fin",
}
KEY_STATES = {
    "known": "présente et reconnue",
    "unused": "présente, pas encore utilisée",
    "not_made": "pas encore faite, le premier passage la fera",
    "lost": "PERDUE, rien n'est publié tant qu'elle n'est pas remise depuis une sauvegarde",
    "other": "CE N'EST PAS LA BONNE, rien n'est publié tant que celle d'origine n'est pas remise",
    "unreadable": "ILLISIBLE, rien n'est publié tant qu'elle n'est pas remise",
}
MOST_FILES = 10


def told(status: Status) -> str:
    """How things are, for a person at a terminal."""
    blocks = ["\n".join([*_runs(status), *_next_run(status), *_safekeeping(status)])]
    blocks += ["\n".join(_form(status, form)) for form in status.forms]
    blocks += [f"À corriger\u00a0: {problem}" for problem in status.problems]
    if not status.forms and not status.problems:
        blocks.append("Aucun formulaire.")
    return "\n\n".join(blocks)


def too_old(
    status: Status, run_limit: dt.timedelta | None, export_limit: dt.timedelta | None
) -> list[str]:
    """What is older than its limit, a sentence each: the last run that went to its end, and the
    last export of each form."""
    runs = _old_run(status, run_limit) if run_limit else ()
    exports = _old_exports(status, export_limit) if export_limit else ()
    return [*runs, *exports]


def to_mend(status: Status) -> list[str]:
    """What somebody must see to, a sentence each; the status itself says what and how."""
    last = status.last_run
    is_well = last is None or status.is_running or last.outcome == "went_well"
    runs = [] if is_well else ["Le dernier passage ne s'est pas bien terminé."]
    problems = ["Quelque chose est à corriger dans le dépôt ou les données de travail."]
    return [*runs, *(problems if status.problems else [])]


def _old_run(status: Status, limit: dt.timedelta) -> Iterator[str]:
    run = status.last_complete_run
    if status.is_older(run.started_at if run else None, limit):
        when = _told_age(status, run.started_at) if run else "n'a jamais eu lieu\u00a0:"
        yield f"Le dernier passage mené à son terme {when} plus de {lasting(limit)}."


def _old_exports(status: Status, limit: dt.timedelta) -> Iterator[str]:
    for form in (form for form in status.forms if not form.is_erased):
        export = form.record.latest_export
        dated = export.dated if export else None
        if status.is_older(dated, limit):
            when = _told_age(status, dated) if dated else "n'a pas de date connue\u00a0:"
            yield f"{form.form_id}\u00a0: le dernier export {when} plus de {lasting(limit)}."


def _told_age(status: Status, when: dt.datetime) -> str:
    if status.age(when) < dt.timedelta(0):
        return f"est daté du {moment(when)}, encore à venir (horloge fausse)\u00a0: peut-être"
    return f"date d'{ago(status.age(when))}\u00a0:"


def _runs(status: Status) -> Iterator[str]:
    last = status.last_run
    if last is None:
        yield "Aucun passage n'a encore eu lieu ici."
        return
    yield f"Dernier passage\u00a0: {moment(last.started_at)}, {ago(status.age(last.started_at))}."
    if status.is_running:
        yield "  En cours."
    elif status.was_interrupted:
        yield (
            "  Interrompu avant la fin (arrêt de l'ordinateur, coupure, processus tué)."
            " Rien n'est à réparer\u00a0: le passage suivant reprend tout."
        )
    else:
        yield from (f"  {line}" for line in _ending(last))
    complete = status.last_complete_run
    if complete is not None and complete != last:
        yield (
            f"Dernier passage mené à son terme\u00a0: {moment(complete.started_at)},"
            f" {ago(status.age(complete.started_at))}."
        )


def _ending(run: RunRecord) -> Iterator[str]:
    outcome = OUTCOMES[run.outcome] if run.outcome else ""
    duration = lasting(run.ended_at - run.started_at) if run.ended_at else ""
    yield f"{outcome.capitalize()}, en {duration}."
    yield from run.sentence.splitlines()


def _next_run(status: Status) -> Iterator[str]:
    if status.next_run_at is None or status.service is None:
        yield (
            "Prochain passage\u00a0: aucun n'est prévu, «\u00a0faire-masse serve\u00a0» ne tourne"
            " pas ici."
        )
        return
    when = moment(status.next_run_at)
    yield f"Prochain passage\u00a0: {when}, ou dans la minute qui suit l'arrivée d'un fichier."
    yield f"Pages de Prefect\u00a0: {status.service.address}"


def _safekeeping(status: Status) -> Iterator[str]:
    yield f"Clé des références\u00a0: {KEY_STATES[status.key]}."
    backup = status.backup
    if backup is None:
        yield "Sauvegarde\u00a0: aucune. Faites-en une\u00a0: faire-masse backup FICHIER"
        return
    yield f"Sauvegarde\u00a0: {ago(status.age(backup.made_at))} ({backup.path})."
    if not backup.has_key:
        yield "  La clé en service n'y est pas\u00a0: faites-en une autre."
    elif backup.has_changed:
        yield "  De nouveaux fichiers ont été lus depuis\u00a0: faites-en une autre."


def _form(status: Status, form: FormStatus) -> Iterator[str]:
    record = form.record
    yield f"{record.title} ({form.form_id})" if record.title else form.form_id
    if record.failure:
        yield "  Rien n'a été publié au dernier passage\u00a0:"
        yield from (f"    {line}" for line in record.failure.splitlines())
    if record.counts:
        yield f"  {counted_things(record.counts)}"
    if form.is_erased:
        yield "  Données de travail effacées\u00a0: ce formulaire n'est plus calculé."
        return
    yield f"  Dernier export\u00a0: {_export(status, record.latest_export)}."
    yield f"  Dernier export complet\u00a0: {_export(status, record.latest_full_export)}."
    if record.refused_files:
        yield f"  Refusé au dernier passage\u00a0: {_names(record.refused_files)}."
    yield f"  En attente dans le dépôt\u00a0: {_names(form.waiting_files) or 'rien'}."


def _export(status: Status, export: ExportRecord | None) -> str:
    if export is None:
        return "aucun"
    dated = ago(status.age(export.dated)) if export.dated else "date inconnue"
    last = f", dernière réponse le {date(export.exported_at)}" if export.exported_at else ""
    return (
        f"{dated} ({export.file_name}, {'complet' if export.is_full else 'partiel'},"
        f" {counted(export.record_count, 'ligne')}{last})"
    )


def _names(names: tuple[str, ...]) -> str:
    shown = ", ".join(names[:MOST_FILES])
    others = len(names) - MOST_FILES
    return f"{shown} et {counted(others, 'autre')}" if others > 0 else shown


def as_json(status: Status) -> dict[str, object]:
    """The same for a program: times in UTC, ages in seconds."""
    service = status.service
    next_run = status.next_run_at
    return {
        "checked_at": status.checked_at.isoformat(),
        "is_running": status.is_running,
        "was_interrupted": status.was_interrupted,
        "last_run": _run_json(status, status.last_run),
        "last_complete_run": _run_json(status, status.last_complete_run),
        "next_run_at": next_run.astimezone(dt.UTC).isoformat() if next_run else None,
        "service": (
            {
                "cron": service.schedule.cron,
                "time_zone": service.schedule.time_zone,
                "address": service.address,
            }
            if service
            else None
        ),
        "problems": list(status.problems),
        "key": status.key,
        "backup": _backup_json(status),
        "forms": [_form_json(status, form) for form in status.forms],
    }


def _backup_json(status: Status) -> dict[str, object] | None:
    backup = status.backup
    if backup is None:
        return None
    return {
        "made_at": backup.made_at.isoformat(),
        "age_seconds": round(status.age(backup.made_at).total_seconds()),
        "path": str(backup.path),
        "has_key": backup.has_key,
        "has_changed": backup.has_changed,
    }


def _run_json(status: Status, run: RunRecord | None) -> dict[str, object] | None:
    if run is None:
        return None
    return {
        "started_at": run.started_at.isoformat(),
        "ended_at": run.ended_at.isoformat() if run.ended_at else None,
        "age_seconds": round(status.age(run.started_at).total_seconds()),
        "outcome": run.outcome,
        "sentence": run.sentence,
    }


def _form_json(status: Status, form: FormStatus) -> dict[str, object]:
    record = form.record
    return {
        "form_id": form.form_id,
        "title": record.title,
        "outcome": record.outcome,
        "failure": record.failure or None,
        "refused_files": list(record.refused_files),
        "counts": dict(record.counts),
        "latest_export": _export_json(status, record.latest_export),
        "latest_full_export": _export_json(status, record.latest_full_export),
        "waiting_files": list(form.waiting_files),
    }


def _export_json(status: Status, export: ExportRecord | None) -> dict[str, object] | None:
    if export is None:
        return None
    dated = export.dated
    return {
        "file_name": export.file_name,
        "is_full": export.is_full,
        "record_count": export.record_count,
        "exported_at": export.exported_at.isoformat() if export.exported_at else None,
        "downloaded_at": export.downloaded_at.isoformat() if export.downloaded_at else None,
        "age_seconds": round(status.age(dated).total_seconds()) if dated else None,
    }
