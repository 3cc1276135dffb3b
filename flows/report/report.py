"""The results of a run, form by form, as values for the command line."""

from __future__ import annotations

from dataclasses import dataclass, field

from consultation.care.retention import Care
from consultation.notices.rereading import STEPS, Rereading
from consultation.questions.result_values import as_json as json_value
from consultation.releases.publish import FormSummary
from consultation.words.errors import OrganiserError


@dataclass(frozen=True)
class FormReport:
    """The report of a form's run: its publication (`summary`), or the error that stopped it
    (`failure`) with `summary` None.

    Both are None if the working data was already deleted, at the end of its retention. `refused`
    are the errors of files left out, `care` what retention and erasures deleted.
    """

    form_id: str
    summary: FormSummary | None
    failure: OrganiserError | None
    refused: tuple[OrganiserError, ...]
    care: Care = field(default_factory=Care)

    @property
    def problems(self) -> tuple[OrganiserError, ...]:
        """The problems to solve, each message once. Two errors can have the same message: an
        unreadable form file stops both the run and the retention."""
        by_message: dict[str, OrganiserError] = {}
        all_problems = (*self.refused, self.failure, *self.left_out, self.care.problem)
        for problem in filter(None, all_problems):
            by_message.setdefault(problem.message, problem)
        return tuple(by_message.values())

    @property
    def left_out(self) -> tuple[OrganiserError, ...]:
        """The errors of the parts of the release that could not be made."""
        return self.summary.left_out if self.summary else ()

    @property
    def went_well(self) -> bool:
        """True if the form's run had no problem: no refused file, no error, no part missing from
        the release, and no error of its retention."""
        return not self.problems


@dataclass(frozen=True)
class RunReport:
    """The results of a whole run. `problems` are the errors of the inbox, of unknown consultations,
    and of the retention of forms that the run did not refresh."""

    forms: tuple[FormReport, ...]
    problems: tuple[OrganiserError, ...]
    arriving: tuple[str, ...] = ()  # files that were still being copied, left for the next run
    unfetched: tuple[OrganiserError, ...] = ()  # why exports could not be fetched from their sites
    removed_examples: tuple[str, ...] = ()  # releases of invented answers that made room

    @property
    def went_well(self) -> bool:
        """True if the run had no problem: the inbox had none, every export was fetched and
        accepted, and every form was published whole."""
        return not (self.problems or self.unfetched) and all(form.went_well for form in self.forms)


def as_json(report: RunReport) -> dict[str, object]:
    """The report as `faire-masse run --json` prints it."""
    values = {
        "went_well": report.went_well,
        "problems": [_error(problem) for problem in (*report.problems, *report.unfetched)],
        "arriving_files": report.arriving,
        "removed_examples": report.removed_examples,
        "forms": [_form(form) for form in report.forms],
    }
    return {name: json_value(value) for name, value in values.items()}


def _form(form: FormReport) -> dict[str, object]:
    return {
        "form_id": form.form_id,
        **_summary(form),
        "failure": _error(form.failure),
        "refused_exports": [_error(refusal) for refusal in form.refused],
        "left_out": [_error(problem) for problem in form.left_out],
        "retention": form.care.sentences,
        "retention_failure": _error(form.care.problem),
    }


def _summary(form: FormReport) -> dict[str, object]:
    summary = form.summary
    if summary is None:
        return {"outcome": "failed" if form.failure or form.care.problem else "ended"}
    latest, full = summary.latest_export, summary.latest_full_export
    return {
        "outcome": summary.outcome,
        "title": summary.title,
        "release": summary.release,
        "counts": summary.counts,
        "previous_counts": summary.previous_counts,
        "latest_export": vars(latest) if latest else None,
        "latest_full_export": vars(full) if full else None,
        "rereading": _rereading(summary.rereading) if summary.rereading else None,
        "pack": vars(summary.pack) if summary.pack else None,
        "warnings": summary.warnings,
    }


def _rereading(rereading: Rereading) -> dict[str, object]:
    return {
        **vars(rereading),
        "sentences": rereading.sentences,
        "how_to": () if rereading.is_reread else STEPS,
    }


def _error(error: OrganiserError | None) -> dict[str, str] | None:
    if error is None:
        return None
    return {name: getattr(error, name) for name in ("code", "where", "what", "advice")}
