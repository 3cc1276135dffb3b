"""The sentences of a run, in French."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path

from consultation.notices.facts import PackState
from consultation.releases.publish import FormSummary
from consultation.runs.remembering import ReadExport
from consultation.words.errors import OrganiserError
from consultation.words.french import count_of, number, sentence
from consultation.words.screen import harmless_line
from flows.report.counts import THINGS, counts_in_words, extent, shown_counts
from flows.report.report import FormReport, RunReport

MOST_FORMS = 3
# Of errors: the form file's own, and those of workbooks that organisers filled.
FORM_FILE, DECISIONS = "form_file", "decisions_"

say = partial(sentence, "run")


def change(value: int) -> str:
    """A difference with a true minus sign: -5 → « −5 », 12 → « +12 »."""
    return f"{'−' if value < 0 else '+'}{number(abs(value))}"


def indent(text: str, margin: str) -> str:
    r"""The text with `margin` before each of its lines: `"a\nb"`, `"  "` → `"  a\n  b"`."""
    return "\n".join(margin + line for line in text.splitlines())


def step(name: str, outcome: str) -> str:
    """A line of progress: `step("vsa-2022", "3 fichiers")` → « vsa-2022 : 3 fichiers »."""
    return f"  {harmless_line(name)}\u00a0: {outcome}"


def failed_step(name: str, outcome: str, error: OrganiserError) -> str:
    """A line of progress for a failure, followed by its reason and advice: « Lire a.csv :
    échec », then « a.csv : … » indented."""
    return f"{step(name, outcome)}\n{indent(error.message, '      ')}"


def held_back(files: Collection[str]) -> str:
    """A line of progress for published files that must no longer be sent: `a.xlsx` → « NE PLUS
    ENVOYER ce qui est publié : un retrait attend (a.xlsx). »"""
    return f"  {sentence('status', 'held_back', files=', '.join(map(harmless_line, files)))}"


def new_folder(folder: Path) -> str:
    """A line of progress for a new folder: `inbox/quartier` → « inbox/quartier : dossier fait,
    déposez-y les exports »."""
    return step(f"{folder.parent.name}/{folder.name}", say("new_folder"))


def run_name(new_counts: Mapping[str, int]) -> str:
    """The name of a run, from the number of new files of each form: « vsa-2022 · 3 nouveaux
    fichiers »."""
    named = {form_id: count for form_id, count in new_counts.items() if count}
    if not named:
        return f"{_listed_forms(new_counts) or 'dépôt vide'} · rien de nouveau"
    total = count_of(sum(named.values()), "nouveau fichier", "nouveaux fichiers")
    return f"{_listed_forms(named)} · {total}"


def _listed_forms(form_ids: Collection[str]) -> str:
    if len(form_ids) > MOST_FORMS:
        return count_of(len(form_ids), "formulaire")
    return ", ".join(form_ids)


def one_line(report: RunReport) -> str:
    """A run in a few words, for a list of runs: « 2 formulaires à jour, 1 export refusé »."""
    failures = [form.failure for form in report.forms if form.failure]
    refused_forms = sum(failure.code == FORM_FILE for failure in failures)
    others = {
        "failed": len(failures) - refused_forms,
        "refused_forms": refused_forms,
        **_refused_counts(refusal for form in report.forms for refusal in form.refused),
        "incomplete": sum(bool(form.left_out) for form in report.forms),
        "problems": len(report.problems),
        "unfetched": len(report.unfetched),
        "arriving": len(report.arriving),
    }
    phrases = [say(name, count=count) for name, count in others.items() if count]
    return ", ".join([say("up_to_date", count=len(report.forms) - len(failures)), *phrases])


def _refused_counts(refusals: Iterable[OrganiserError]) -> dict[str, int]:
    """The number of refused exports and of refused workbooks of decisions: an export and two
    workbooks → `{"refused": 1, "refused_decisions": 2}`."""
    decisions = [refusal.code.startswith(DECISIONS) for refusal in refusals]
    return {"refused": decisions.count(False), "refused_decisions": decisions.count(True)}


def ending(report: RunReport) -> str:
    """The end of a run in words: `one_line`, then a line for each problem (`in_short`) after a
    bullet."""
    # Prefect's pages show it as a single paragraph, in which bullets separate problems.
    problems = [*report.problems, *report.unfetched]
    for form in report.forms:
        problems += form.problems
    return "\n".join([f"{one_line(report)}.", *(f"• {in_short(problem)}" for problem in problems)])


def end_in_journal(report: RunReport) -> str:
    """The end of a run for the log of the service: the counts of each form, then `ending`."""
    counts = [
        f"{form.form_id}\u00a0: {counts_in_words(form.summary.counts)}"
        for form in report.forms
        if form.summary
    ]
    return "\n".join([*counts, say("ended", ending=ending(report))])


def in_short(error: OrganiserError) -> str:
    """The problem, « a.csv : … », then on a new line the first line of its advice. The rest of the
    advice, such as lines to paste, is only in the run's report."""
    problem = f"{error.where}\u00a0: {error.what}" if error.where else error.what
    advice = error.advice.partition("\n")[0]
    return "\n".join(filter(None, [problem, advice]))


def summary(report: RunReport, *, folder: Path) -> str:
    """The summary of a run for the person who started it. Paths are relative to `folder`."""
    blocks = ["\n".join(_form_lines(form, folder)) for form in report.forms]
    if report.arriving:
        blocks.append(say("arriving_files", files=", ".join(map(harmless_line, report.arriving))))
    if report.removed_examples:
        blocks.append(say("removed_examples", names=", ".join(report.removed_examples)))
    return "\n\n".join(["", *(blocks or [say("no_form")])])


def kept_report(form: FormReport) -> str:
    """The report of a form's run for Prefect's pages: problems first, then the summary, with
    absolute paths.

    It contains no SID (number of an answer), since Prefect's history is kept after an erasure.
    """
    return "\n\n".join(
        [*(problem.message for problem in form.problems), "\n".join(_form_lines(form))]
    )


def _form_lines(form: FormReport, folder: Path | None = None) -> Iterator[str]:
    if form.summary:
        yield from _release_lines(form.summary, folder)
        yield from _warnings(form.summary, form.refused)
        yield from (indent(problem.message, "  ") for problem in form.left_out)
    elif form.failure:
        yield say("nothing_published", form_id=form.form_id)
        yield f"  {say('former_release')}"
    else:
        yield form.form_id  # Its working data was erased: its care says so.
    if form.refused:
        counts = _refused_counts(form.refused)
        refused_counts = [say(name, count=count) for name, count in counts.items() if count]
        yield f"  {say('left_out', refused=', '.join(refused_counts))}"
    yield from (f"  {line}" for line in form.care.sentences)
    if form.care.problem in form.problems:
        yield indent(form.care.problem.message, "  ")


def _release_lines(summary: FormSummary, folder: Path | None) -> Iterator[str]:
    yield f"{summary.title} ({summary.form_id})"
    counts = shown_counts(summary.counts)
    width = max((len(number(value)) for value in counts.values()), default=0)
    for name, value in counts.items():
        yield f"  {number(value):>{width}} {THINGS[name][0 if abs(value) < 2 else 1]}"
    if summary.latest_export:
        described = described_to_compare if folder else description_of
        yield f"  {say('latest_export', export=described(summary.latest_export))}"
    yield from (f"  {line}" for line in since_previous(summary))
    release = summary.release
    path = release.relative_to(folder) if folder and release.is_relative_to(folder) else release
    yield f"  {say('files', release=path)}"
    if summary.pack:
        yield from (f"  {line}" for line in pack_state(summary.pack))


def _warnings(summary: FormSummary, refused: Iterable[OrganiserError]) -> Iterator[str]:
    """Yield the warnings of a form. A warning about a refused file is left out, as the file's error
    (in `refused`) is already printed."""
    refusals_printed = [refusal.what[1:] for refusal in refused]  # without the capital
    for warning in summary.warnings:
        if not any(what in warning for what in refusals_printed):
            yield f"  {say('warning', warning=warning)}"


def pack_state(pack: PackState) -> Iterator[str]:
    """Yield the lines on the state of the regulator's pack: ready to send, or a PROJET and the
    reasons why."""
    if not pack.reasons:
        yield say("pack_read" if pack.is_read else "pack_unread")
        return
    yield say("pack_draft")
    yield from (f"  {reason}" for reason in pack.reasons)


def description_of(export: ReadExport) -> str:
    """An export in a few words: « a.csv, toutes les réponses connues y sont, 412 lignes ». It
    contains no SID (number of an answer), since Prefect's history is kept after an erasure."""
    return ", ".join(
        [
            harmless_line(export.file_name),
            extent(is_full=export.is_full, has_sids=export.has_sids),
            count_of(export.record_count, "ligne"),
        ]
    )


def described_to_compare(export: ReadExport) -> str:
    """An export in a few words (`description_of`), then its greatest SID (number of an answer) if
    it has SIDs. A person can compare that number with the list of answers on Framaforms."""
    # No check can find a file that was cut at the end of a row.
    described = description_of(export)
    if export.greatest_sid is None:
        return described
    return say("with_greatest_sid", export=described, sid=str(export.greatest_sid))


def since_previous(summary: FormSummary) -> Iterator[str]:
    """Yield the line on changes of counts since the previous release. For a first or an unchanged
    release, the line says so."""
    previous = summary.previous_counts
    if previous is None:
        yield say("first_release")
        return
    if summary.outcome == "unchanged":
        yield say("unchanged")
        return
    moved = [
        f"{THINGS[name][1]} {change(value - previous.get(name, 0))}"
        for name, value in summary.counts.items()
        if name in THINGS and value != previous.get(name, 0)
    ]
    yield say("since_release", changes=", ".join(moved) or say("no_count_changed"))
