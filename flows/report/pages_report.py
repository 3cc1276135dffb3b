"""A form's report as Prefect's pages show it, in Markdown: no name, no address, no answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from consultation.stages import FormSummary
from consultation.words.errors import OrganiserError
from consultation.words.french import number
from flows.report import phrases
from flows.report.counts import THINGS, shown_counts
from flows.report.report import FormReport


def markdown(form: FormReport) -> str:
    """A form's report as Prefect's pages show it: no name, no address, no answer."""
    summary = form.summary
    lines = [f"# {summary.title if summary else form.form_id}", ""]
    lines += _markdown_list("À corriger", [_with_lines_to_paste(each) for each in form.problems])
    if summary is not None:
        lines += ["| soumissions | nombre |", "| --- | ---: |"]
        lines += [f"| {label} | {number(value)} |" for label, value in _labels_and_counts(summary)]
        lines += ["", *_markdown_list("Où en est-on", _news(summary))]
        lines += _markdown_list("Attention", summary.warnings)
        lines += _markdown_list("Fichiers, sur la machine qui fait les calculs", _files(summary))
    lines += _markdown_list("Conservation", form.care.sentences)
    return "\n".join(lines)


def _markdown_list(title: str, items: Iterable[str]) -> list[str]:
    """A titled list; nothing when there is nothing to list. A line break in an item stays one."""
    shown = [item.replace("\n", "  \n  ") for item in items]
    return [f"## {title}", "", *(f"- {item}" for item in shown), ""] if shown else []


def _with_lines_to_paste(error: OrganiserError) -> str:
    """The error; lines to paste are shown as they are, whatever they would mean in Markdown."""
    lines = error.advice.partition("\n")[2]
    return f"{phrases.in_short(error)}\n\n~~~~\n{lines}\n~~~~" if lines else phrases.in_short(error)


def _news(summary: FormSummary) -> Iterator[str]:
    yield from phrases.since_previous(summary)
    if summary.latest_export:
        yield phrases.say("latest_export", export=phrases.description_of(summary.latest_export))
    if summary.pack:
        yield "\n".join(line.strip() for line in phrases.pack_state(summary.pack))


def _files(summary: FormSummary) -> Iterator[str]:
    # Browsers open no file of a machine for a page: the path is there to be copied.
    workbook = summary.release / "organisation" / "synthese.xlsx"
    yield f"[{workbook}]({workbook.as_uri()}), à ouvrir en premier"
    yield f"[{summary.release}]({summary.release.as_uri()}), le dossier entier"


def _labels_and_counts(summary: FormSummary) -> list[tuple[str, int]]:
    return [(THINGS[name][1], value) for name, value in shown_counts(summary.counts).items()]
