"""The report of the command `status`: the state of the tool in French or in JSON, and what is too
old or must be repaired."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import partial
from typing import NamedTuple

from consultation.care.status import FormStatus, Status
from consultation.questions.result_values import as_json as json_value
from consultation.runs.journal import ExportRecord, RunRecord
from consultation.words.french import ago, duration_in_words, moment, sentence
from consultation.words.screen import harmless_line
from flows.report.counts import counts_in_words

MOST_FILES = 10

say = partial(sentence, "status")


def text_of(status: Status) -> str:
    """The state of the tool as text, for a person at a terminal."""
    blocks = ["\n".join([*_runs(status), *_next_run(status), *_safekeeping(status)])]
    blocks += ["\n".join(_form(status, form)) for form in status.forms]
    problems = (problem for problem in status.problems if _unless_said(status, problem))
    blocks += [say("problem", problem=problem) for problem in problems]
    if not status.forms and not status.problems:
        blocks.append(say("no_form"))
    return "\n\n".join(blocks)


class Limits(NamedTuple):
    """The greatest age allowed for the last run, for a form's last export and for the last backup.

    None allows any age.
    """

    run: dt.timedelta | None = None
    export: dt.timedelta | None = None
    backup: dt.timedelta | None = None


def too_old(status: Status, limits: Limits) -> list[str]:
    """A French sentence for each last run, export or backup that is older than its limit: last run
    3 days ago, limit 2 days → a sentence.

    A run, export or backup that is missing, or dated an hour or more in the future, gets a sentence
    too. A limit of None gives no sentence. Forms whose working data was deleted are left out.
    """
    run, backup = status.last_complete_run, status.backup
    exports = {
        form.form_id: form.record.latest_export for form in status.forms if not form.has_ended
    }
    checked: list[tuple[str, str, dt.datetime | None, dt.timedelta | None]] = [
        ("run", "", run.started_at if run else None, limits.run),
        *(("export", name, export.made_at if export else None, limits.export)
          for name, export in exports.items()),
        ("backup", "", backup.made_at if backup else None, limits.backup),
    ]  # fmt: skip
    return [
        say(
            f"old_{subject}",
            form_id=form_id,
            age=_age_of(status, when) if when else say(f"never_{subject}"),
            limit=duration_in_words(limit),
        )
        for subject, form_id, when, limit in checked
        if limit and status.is_older(when, limit)
    ]


def to_mend(status: Status) -> list[str]:
    """The French sentences on what must be repaired: that the last run did not go well, and that
    there are problems. The text of the status has the details. Empty if nothing is wrong."""
    last = status.last_run
    is_well = last is None or status.is_running or last.outcome in ("went_well", "stopped")
    runs = [] if is_well else [say("last_run_to_mend")]
    return [*runs, *([say("problems_to_mend")] if status.problems else [])]


def _age_of(status: Status, when: dt.datetime) -> str:
    if status.age(when) < dt.timedelta(0):
        return say("dated_in_future", when=moment(when))
    return say("dated", ago=ago(status.age(when)))


def _runs(status: Status) -> Iterator[str]:
    last = status.last_run
    if last is None:
        yield say("no_run")
        return
    yield say("last_run", when=moment(last.started_at), ago=ago(status.age(last.started_at)))
    if status.is_running:
        yield f"  {say('going_on')}"
    elif status.was_interrupted:
        yield f"  {say('interrupted')}"
    else:
        yield from _indented(_ending(last))


def _ending(run: RunRecord) -> Iterator[str]:
    outcome = sentence("outcomes", run.outcome) if run.outcome else ""
    duration = duration_in_words(run.ended_at - run.started_at) if run.ended_at else ""
    yield say("ended", outcome=outcome, duration=duration)
    yield from run.sentence.splitlines()


def _next_run(status: Status) -> Iterator[str]:
    if status.next_run_at is None or status.service is None:
        yield say("no_next_run")
        return
    yield say("next_run", when=moment(status.next_run_at))
    yield say("pages", address=status.service.address)


def _safekeeping(status: Status) -> Iterator[str]:
    yield say("key", state=sentence("keys", status.key))
    backup = status.backup
    if backup is None:
        yield say("no_backup")
        return
    yield say("backup", ago=ago(status.age(backup.made_at)), path=backup.path)
    if not backup.has_key:
        yield f"  {say('backup_without_key')}"
    elif backup.has_changed:
        yield f"  {say('backup_outdated')}"


def _form(status: Status, form: FormStatus) -> Iterator[str]:
    record = form.record
    yield f"{record.title} ({form.form_id})" if record.title else form.form_id
    if record.failure:
        yield from _indented([say("nothing_published"), *_unless_said(status, record.failure)])
    if record.waiting_withdrawals:
        yield f"  {say('held_back', files=names_on_a_line(record.waiting_withdrawals))}"
    if record.counts:
        yield f"  {counts_in_words(record.counts)}"
    if form.has_ended:
        yield f"  {say('data_deleted')}"
        return
    yield f"  {say('latest_export', export=_export(status, record.latest_export))}"
    if record.refused_files:
        yield f"  {say('refused_files', files=names_on_a_line(record.refused_files))}"
    if record.fetch and record.fetch.failure:
        failed = say("fetch_failed", ago=ago(status.age(record.fetch.tried_at)))
        yield from _indented([failed, *_unless_said(status, record.fetch.failure)])
    if form.waiting_files:
        yield f"  {say('waiting_files', files=names_on_a_line(form.waiting_files))}"


def _unless_said(status: Status, problem: str) -> list[str]:
    """The lines that print a problem. Empty if the text of the last run, already printed, contains
    it."""
    ending = status.last_run.sentence if status.last_run else ""
    first, *_ = lines = problem.splitlines()
    return [] if first in ending else [f"  {line}" for line in lines]


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (f"  {line}" for line in lines)


def _export(status: Status, export: ExportRecord | None) -> str:
    """The words for an export: its age and the name of its file. If `export` is None, that there is
    none."""
    if export is None:
        return say("no_export")
    dated = ago(status.age(export.made_at)) if export.made_at else say("no_date")
    return say("export", dated=dated, file=harmless_line(export.file_name))


def names_on_a_line(names: tuple[str, ...]) -> str:
    """The names of files on a line. If there are many, only the first names and the number of the
    others: « 0.csv, 1.csv, … 9.csv et 2 autres »."""
    names_shown = ", ".join(map(harmless_line, names[:MOST_FILES]))
    others = len(names) - MOST_FILES
    return say("more_files", files=names_shown, count=others) if others > 0 else names_shown


def as_json(status: Status) -> dict[str, object]:
    """The state of the tool as values to print in JSON. Times are in UTC, ages in seconds."""
    service, next_run = status.service, status.next_run_at
    values = {
        "checked_at": status.checked_at,
        "is_running": status.is_running,
        "was_interrupted": status.was_interrupted,
        "last_run": _run_values(status, status.last_run),
        "last_complete_run": _run_values(status, status.last_complete_run),
        "next_run_at": next_run.astimezone(dt.UTC) if next_run else None,
        "service": vars(service.schedule) | {"address": service.address} if service else None,
        "problems": status.problems,
        "key": status.key,
        "backup": _values_with_age(status, status.backup, "made_at"),
        "forms": [_form_values(status, form) for form in status.forms],
    }
    return {name: json_value(value) for name, value in values.items()}


def _run_values(status: Status, run: RunRecord | None) -> dict[str, object] | None:
    values = _values_with_age(status, run, "started_at")
    return values and {name: value for name, value in values.items() if name != "process"}


def _form_values(status: Status, form: FormStatus) -> dict[str, object]:
    record = form.record
    return {
        "form_id": form.form_id,
        "title": record.title,
        "outcome": record.outcome,
        "failure": record.failure or None,
        "waiting_withdrawals": record.waiting_withdrawals,
        "refused_files": record.refused_files,
        "counts": dict(record.counts),
        "latest_export": _values_with_age(status, record.latest_export, "made_at"),
        "latest_full_export": _values_with_age(status, record.latest_full_export, "made_at"),
        "waiting_files": form.waiting_files,
        "fetch": _values_with_age(status, record.fetch, "tried_at"),
    }


def _values_with_age(status: Status, noted: object, time_field: str) -> dict[str, object] | None:
    """The fields of `noted`, and `age_seconds`: the age of the time in its field `time_field`. An
    hour ago → `{…, "age_seconds": 3600}`, no time → `{…, "age_seconds": None}`. None if `noted` is
    None."""
    if noted is None:
        return None
    when = getattr(noted, time_field)
    return vars(noted) | {"age_seconds": round(status.age(when).total_seconds()) if when else None}
