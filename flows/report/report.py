"""What a run did, form by form, as values that the command line prints."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from consultation.care.upkeep import Care
from consultation.errors import OrganiserError
from consultation.notices.rereading import STEPS, Rereading
from consultation.stages import FormSummary, ReadExport


@dataclass(frozen=True)
class FormReport:
    """A form's run: what was published, or what stopped it, and the exports left out."""

    form_id: str
    summary: FormSummary | None
    failure: OrganiserError | None
    refused: tuple[OrganiserError, ...]
    care: Care = field(default_factory=Care)

    @property
    def went_well(self) -> bool:
        """Published or unchanged, from all of its exports, and kept as long as was asked."""
        return self.failure is None and not self.refused and self.care.problem is None


@dataclass(frozen=True)
class RunReport:
    """A whole run."""

    forms: tuple[FormReport, ...]
    problems: tuple[OrganiserError, ...]
    arriving: tuple[str, ...] = ()  # files that were still being copied, left for the next run

    @property
    def went_well(self) -> bool:
        """No inbox problem, no refused export, no failed form."""
        return not self.problems and all(form.went_well for form in self.forms)


def as_json(report: RunReport) -> dict[str, object]:
    """The report as `faire-masse run --json` gives it."""
    return {
        "went_well": report.went_well,
        "problems": [_error(problem) for problem in report.problems],
        "arriving_files": list(report.arriving),
        "forms": [_form(form) for form in report.forms],
    }


def _form(form: FormReport) -> dict[str, object]:
    return {
        "form_id": form.form_id,
        **_summary(form),
        "failure": _error(form.failure) if form.failure else None,
        "refused_exports": [_error(refusal) for refusal in form.refused],
        "retention": list(form.care.sentences),
        "retention_failure": _error(form.care.problem) if form.care.problem else None,
    }


def _summary(form: FormReport) -> Mapping[str, object]:
    summary = form.summary
    if summary is None:
        return {"outcome": "failed" if form.failure or form.care.problem else "erased"}
    previous = summary.previous_counts
    return {
        "outcome": summary.outcome,
        "title": summary.title,
        "release": str(summary.release),
        "counts": dict(summary.counts),
        "previous_counts": None if previous is None else dict(previous),
        "changes": None if summary.changes is None else dict(summary.changes),
        "latest_export": _export(summary.latest_export),
        "latest_full_export": _export(summary.latest_full_export),
        "rereading": _rereading(summary.rereading) if summary.rereading else None,
        "pack": asdict(summary.pack) if summary.pack else None,
        "warnings": list(summary.warnings),
    }


def _export(export: ReadExport | None) -> dict[str, object] | None:
    if export is None:
        return None
    exported_at = export.exported_at.isoformat() if export.exported_at else None
    return asdict(export) | {"exported_at": exported_at}


def _rereading(rereading: Rereading) -> dict[str, object]:
    return {
        "is_complete": rereading.is_complete,
        "sentences": list(rereading.sentences),
        "how_to": [] if rereading.is_complete else list(STEPS),
        "matters": [
            asdict(matter)
            | {"reread_at": matter.reread_at.isoformat() if matter.reread_at else None}
            for matter in rereading.matters
        ],
    }


def _error(error: OrganiserError) -> dict[str, str]:
    return {
        "code": error.code,
        "where": error.where,
        "what": error.what,
        "advice": error.advice,
    }
