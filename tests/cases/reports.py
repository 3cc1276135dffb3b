"""What a run tells of a form, made of a few values."""

from pathlib import Path

from consultation.care.retention import Care
from consultation.releases.publish import FormSummary
from consultation.words.errors import OrganiserError
from flows.report.report import FormReport

COUNTS = {
    "received": 1390,
    "rejected": 0,
    "withdrawn": 0,
    "vanished": 3,
    "draft": 1,
    "late": 0,
    "resend": 22,
    "counted": 1364,
    "sendable": 1210,
}

REFUSAL = OrganiserError("unreadable_file.changed", where="a.csv")


def form_report(
    *,
    refused=(),
    failure=None,
    previous=None,
    outcome="published",
    warnings=(),
    care=None,
) -> FormReport:
    summary = FormSummary(
        form_id="vsa",
        title="Le titre",
        outcome=outcome,
        release=Path("/here/outputs/vsa"),
        counts=COUNTS,
        previous_counts=previous,
        warnings=warnings,
    )
    return FormReport(
        form_id="vsa",
        summary=None if failure else summary,
        failure=failure,
        refused=refused,
        care=care or Care(),
    )
