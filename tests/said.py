"""What a run says when it ends, in tests/cases/said/passages.txt.

`python -m tests.said` writes it again: read what changed before you commit it, as an organiser
would. tests/rooms/flows/test_sentences.py compares it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from consultation.care.retention import Care
from consultation.releases.publish import FormSummary
from consultation.words.errors import OrganiserError
from flows.report import phrases
from flows.report.report import FormReport, RunReport, as_json
from tests.cases.places import ROOT

WRITTEN = ROOT / "tests" / "cases" / "said" / "passages.txt"
COUNTS = {
    **{"received": 1390, "rejected": 0, "withdrawn": 0, "vanished": 3, "draft": 1, "late": 0},
    **{"resend": 22, "counted": 1364, "sendable": 1210},
}
REFUSAL = OrganiserError("unreadable_file.changed", where="a.csv")
OTHER = OrganiserError("unreadable_file.changed", where="b.csv")
DECISIONS = OrganiserError("decisions_unreadable_file", where="relecture.xlsx")
NO_FORM = OrganiserError("form_file.absent", where="vsa.toml", path="vsa.toml")
PART = OrganiserError("part_left_out", where="public/", reason="la raison.")
REPEATED = f"parti.tsv : fichier refusé. {REFUSAL.what[0].upper()}{REFUSAL.what[1:]}"
KEPT = Care(("Conservation : le 31/01/2027, les données de travail seront supprimées.",))
DELETED = FormReport("vsa", summary=None, failure=None, refused=(), care=Care(("Supprimées.",)))


def form_report(
    *, refused=(), failure=None, previous=None, outcome="published", warnings=(), care=None
) -> FormReport:
    summary = FormSummary(
        form_id="vsa", title="Le titre", outcome=outcome, release=Path("/here/outputs/vsa"),
        counts=COUNTS, previous_counts=previous, warnings=warnings,
    )  # fmt: skip
    summary = None if failure else summary
    return FormReport("vsa", summary=summary, failure=failure, refused=refused, care=care or Care())


def _without(part: OrganiserError) -> FormReport:
    whole = form_report()
    return replace(whole, summary=replace(whole.summary, left_out=(part,)))


CASES = {
    "a first publication": (form_report(),),
    "other numbers than before": (form_report(previous=COUNTS | {"received": 325, "draft": 4}),),
    "the same numbers": (form_report(previous=COUNTS),),
    "nothing written again": (form_report(previous=COUNTS, outcome="unchanged"),),
    "a refused export, said once among warnings": (
        form_report(refused=(REFUSAL,), warnings=("Export partiel.", REPEATED)),
    ),
    "a failure and exports that are refused": (
        form_report(refused=(REFUSAL, OTHER, REFUSAL), failure=OTHER),
    ),
    "forms, exports and decisions that are refused": (
        form_report(refused=(REFUSAL, DECISIONS)),
        form_report(failure=NO_FORM),
    ),
    "a part that could not be made": (_without(PART),),
    "files that are kept so long": (form_report(care=KEPT),),
    "files that were deleted": (DELETED,),
    "files that could not be deleted": (form_report(care=Care(problem=REFUSAL)),),
}
STRAY = RunReport(forms=(form_report(),), problems=(REFUSAL,))


def reports() -> Iterator[tuple[str, RunReport]]:
    """Each report, by what it is of."""
    yield from ((title, RunReport(forms=forms, problems=())) for title, forms in CASES.items())
    yield "a problem of no form", STRAY


def said() -> str:
    """What is said of each report: in a line, at the end, on the terminal, in Prefect's pages."""
    told = []
    for title, report in reports():
        told += [f"## {title}: {'well' if report.went_well else 'not well'}"]
        told += [phrases.one_line(report), "--", phrases.ending(report), "--"]
        told += [phrases.summary(report, folder=Path("/here")).strip("\n"), ""]
    first, *_ = CASES["a refused export, said once among warnings"]
    told += ["## what Prefect keeps of a form", phrases.kept_report(first), ""]
    told += [
        "## as JSON",
        json.dumps(as_json(RunReport((first,), ())), indent=1, ensure_ascii=False),
    ]
    return "\n".join(told) + "\n"


if __name__ == "__main__":
    WRITTEN.write_text(said(), encoding="utf-8")
