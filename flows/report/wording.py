"""The sentences of a run, in French."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from consultation.errors import OrganiserError
from consultation.french import counted, number
from consultation.stages import FormSummary, PackState, ReadExport
from flows.report.counts import THINGS, shown_counts
from flows.report.report import FormReport, RunReport

# What happened to submissions since the release before; the words `change`, in counts.
CHANGES = {
    "new": ("nouvelle", "nouvelles"),
    "new_draft": ("nouveau brouillon", "nouveaux brouillons"),
    "completed": ("brouillon terminé", "brouillons terminés"),
    "edited": ("modifiée", "modifiées"),
    "contact_edited": ("aux coordonnées modifiées", "aux coordonnées modifiées"),
    "consent_changed": ("consentement changé", "consentements changés"),
    "replaced": ("remplacée par un renvoi", "remplacées par un renvoi"),
    "vanished": ("disparue", "disparues"),
    "rejected": ("nouvellement rejetée", "nouvellement rejetées"),
    "readable": ("devenue lisible", "devenues lisibles"),
    "moved": ("changée de case", "changées de case"),
}

MOST_FORMS = 3
ARRIVING = "fichiers en cours de copie"


def change(value: int) -> str:
    """A difference, with a true minus sign."""
    return f"{'−' if value < 0 else '+'}{number(abs(value))}"


def indented(text: str, margin: str) -> str:
    """The text with all of its lines moved to the right."""
    return "\n".join(margin + line for line in text.splitlines())


def step(name: str, outcome: str) -> str:
    """A line of progress."""
    return f"  {name}\u00a0: {outcome}"


def failed_step(name: str, outcome: str, error: OrganiserError) -> str:
    """A line of progress for what did not work, then why and what to do about it."""
    return f"{step(name, outcome)}\n{indented(error.message, '      ')}"


def new_folder(folder: Path) -> str:
    """A line of progress for a folder that was made."""
    return step(f"{folder.parent.name}/{folder.name}", "dossier fait, déposez-y les exports")


def run_name(new_counts: Mapping[str, int]) -> str:
    """A run in a list of runs, from the new files of each form: « vsa-2022 · 3 nouveaux
    fichiers »."""
    named = {form_id: count for form_id, count in new_counts.items() if count}
    if not named:
        return f"{_listed_forms(new_counts) or 'dépôt vide'} · rien de nouveau"
    total = counted(sum(named.values()), "nouveau fichier", "nouveaux fichiers")
    return f"{_listed_forms(named)} · {total}"


def _listed_forms(form_ids: Collection[str]) -> str:
    if len(form_ids) > MOST_FORMS:
        return counted(len(form_ids), "formulaire")
    return ", ".join(form_ids)


def one_line(report: RunReport) -> str:
    """A run in a few words, for a list of runs."""
    failed = sum(form.failure is not None for form in report.forms)
    refused = sum(len(form.refused) for form in report.forms)
    said = [
        counted(len(report.forms) - failed, "formulaire à jour", "formulaires à jour"),
        *_some(failed, "en échec", "en échec"),
        *_some(refused, "export refusé", "exports refusés"),
        *_some(len(report.problems), "dépôt à corriger", "dépôts à corriger"),
        *_some(len(report.arriving), "fichier en cours de copie", ARRIVING),
    ]
    return ", ".join(said)


def _some(count: int, one: str, several: str) -> list[str]:
    return [counted(count, one, several)] if count else []


def ending(report: RunReport) -> str:
    """How a run ended and, of one that did not go well, what to do first about each problem.

    Prefect's pages show it as one paragraph: the marks keep problems apart there.
    """
    problems = [*report.problems]
    for form in report.forms:
        problems += filter(None, [*form.refused, form.failure, form.care.problem])
    return "\n".join([f"{one_line(report)}.", *(f"• {in_short(problem)}" for problem in problems)])


def in_short(error: OrganiserError) -> str:
    """The error without the lines to paste, which the run's report has."""
    said = f"{error.where}\u00a0: {error.what}" if error.where else error.what
    advice = error.advice.partition("\n")[0]
    return "\n".join(filter(None, [said, advice]))


def summary(report: RunReport, *, here: Path) -> str:
    """What a run did, for the person who started it; paths are told from `here`."""
    blocks = [_form_block(form, here) for form in report.forms]
    if report.arriving:
        blocks.append(
            "En cours de copie, à lire au prochain passage\u00a0: " + ", ".join(report.arriving)
        )
    if not blocks:
        blocks = ["Aucun formulaire à traiter dans le dossier de dépôt."]
    return "\n\n".join(["", *blocks])


def _form_block(form: FormReport, here: Path) -> str:
    lines = _published(form.summary, here) if form.summary else _not_published(form)
    return "\n".join([*lines, *_left_out(form), *_cared_for(form)])


def _cared_for(form: FormReport) -> Iterator[str]:
    """What became of the form's files, and what will."""
    yield from (f"  {sentence}" for sentence in form.care.sentences)
    if form.care.problem:
        yield indented(form.care.problem.message, "  ")


def pack_state(pack: PackState) -> Iterator[str]:
    """Whether what is for the regulator may be sent."""
    if not pack.reasons:
        read = (
            "relu" if pack.is_read else "sans relecture (désactivée dans le fichier du formulaire)"
        )
        yield f"  À transmettre\u00a0: le dossier soumission/, {read}."
        return
    yield "  À transmettre\u00a0: rien encore. Le dossier soumission/ est un PROJET\u00a0:"
    yield from (f"    {reason}" for reason in pack.reasons)


def _not_published(form: FormReport) -> Iterator[str]:
    if form.failure is None:
        yield form.form_id  # Its working data was erased: its care says so.
        return
    yield f"{form.form_id}\u00a0: rien n'a été publié, la raison est dite plus haut."
    yield "  La publication précédente, s'il y en a une, reste en place."


def _published(summary: FormSummary, here: Path) -> Iterator[str]:
    yield f"{summary.title} ({summary.form_id})"
    counts = shown_counts(summary.counts)
    width = max((len(number(value)) for value in counts.values()), default=0)
    for name, value in counts.items():
        yield f"  {number(value):>{width}} {THINGS[name][0 if abs(value) < 2 else 1]}"
    if summary.latest_export:
        yield f"  Dernier export\u00a0: {described(summary.latest_export)}."
    yield from (f"  {line}" for line in since_previous(summary))
    release = _from(here, summary.release)
    yield f"  Fichiers\u00a0: {release}, à commencer par organisation/synthese.xlsx"
    if summary.pack:
        yield from pack_state(summary.pack)
    for warning in summary.warnings:
        yield f"  Attention\u00a0: {warning}"


def _left_out(form: FormReport) -> Iterator[str]:
    if form.refused:
        refusals = counted(len(form.refused), "export a été refusé", "exports ont été refusés")
        yield f"  {refusals}\u00a0: voir plus haut, et la feuille Rejets."


def described(export: ReadExport) -> str:
    """What to hold against Framaforms' own page: nothing else tells a file cut at a row's end."""
    parts = [
        export.file_name,
        "complet" if export.is_full else "partiel",
        counted(export.record_count, "ligne"),
    ]
    if export.greatest_sid is not None:
        parts.append(f"dernier SID {export.greatest_sid}")
    return ", ".join(parts)


def since_previous(summary: FormSummary) -> Iterator[str]:
    previous = summary.previous_counts
    if previous is None:
        yield "Première publication de ce formulaire."
        return
    if summary.outcome == "unchanged":
        yield "Aucun changement depuis la publication précédente\u00a0: rien n'a été réécrit."
        return
    moved = [
        f"{THINGS[name][1]} {change(value - previous.get(name, 0))}"
        for name, value in summary.counts.items()
        if name in THINGS and value != previous.get(name, 0)
    ]
    said = ", ".join(moved) if moved else "aucun nombre n'a changé"
    yield f"Depuis la publication précédente\u00a0: {said}."
    yield f"Soumission par soumission\u00a0: {_changes(summary.changes)}."


def _changes(changes: Mapping[str, int] | None) -> str:
    if changes is None:
        return "pas comparable, l'outil ou le fichier du formulaire a changé entre-temps"
    said = [counted(changes[kind], *words) for kind, words in CHANGES.items() if changes.get(kind)]
    return ", ".join(said) or "aucun changement"


def _from(here: Path, path: Path) -> str:
    return str(path.relative_to(here) if path.is_relative_to(here) else path)
