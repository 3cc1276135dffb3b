"""The rows that Webform makes of a form's submissions, headers first, option by option."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

from tests.cases.framaforms_model import OWN, Component, File, Form, Options, Submission, Value

Rows = list[list[str]]

GROUP = {"en": "Submission Details", "fr": "Détails de la soumission"}
FILE_LABELS = {"en": ("Name", "Filesize (KB)"), "fr": ("Nom", "Taille du fichier (KB)")}


def export_rows(form: Form, submissions: Iterable[Submission], options: Options) -> Rows:
    """Every row of the export, headers first, the submissions in the order given."""
    ticked = [
        component
        for component in form.components
        if component.kind != "fieldset"
        and (options.components is None or component.key in options.components)
    ]
    answers = [
        [
            *_own_cells(submission, options),
            *(text for component in ticked for text in _cells(component, submission.data, options)),
        ]
        for submission in submissions
    ]
    return [*_header(form.title, ticked, options), *answers]


# Headers.


def _header(title: str, ticked: list[Component], options: Options) -> Rows:
    own = [("", _own_label(key, options)) for key in options.own]
    if own:
        own[0] = (_own_group(options), own[0][1])
    columns = own + [pair for component in ticked for pair in columns_of(component, options)]
    first = [title if own else ""] + [""] * (len(columns) - 1)
    return [first[: len(columns)], [above for above, _ in columns], [below for _, below in columns]]


def _own_group(options: Options) -> str:
    if options.headers == "keys":
        return "submission_details"
    return GROUP["en" if options.language == "en" else "fr"]


def _own_label(key: str, options: Options) -> str:
    if options.headers == "keys":
        return key
    english, french = OWN[key]
    if key == "webform_time" and options.version < (4, 8):
        english, french = "Time", "Heure"
    is_english = options.language == "en" or (options.language == "mixed" and "time" in key)
    return english if is_english else french


def columns_of(component: Component, options: Options) -> Iterator[tuple[str, str]]:
    """The column's two header cells, the group's over its first column only."""
    head = component.key if options.headers == "keys" else component.label
    below = list(_parts(component, options))
    if not below:
        yield "", head
        return
    yield head, below[0]
    yield from (("", label) for label in below[1:])


def _parts(component: Component, options: Options) -> Iterator[str]:
    """The third header row of a question with several columns, nothing for a question with a
    single column."""
    by_key = options.headers == "keys"
    if component.kind == "grid":
        yield from (key if by_key else label.replace("|", "/") for key, label in component.items)
    elif component.kind == "file":
        yield from FILE_LABELS["en" if options.language == "en" else "fr"]
    elif component.kind == "multiple" and not options.compact:
        yield from (key if options.select_keys else label for key, label in component.options)


# Cells.


def _own_cells(submission: Submission, options: Options) -> list[str]:
    ip, uid, user = submission.ip, str(submission.uid), submission.user
    if options.identities == "overwritten":
        ip, uid, user = "0.0.0.0", "0", "Anonymous"  # noqa: S104
    cells = {
        **{"webform_serial": str(submission.serial), "webform_sid": str(submission.sid)},
        "webform_time": _moment(submission.submitted, options),
        "webform_completed_time": _moment(submission.completed, options),
        "webform_modified_time": _moment(submission.modified, options),
        "webform_draft": "1" if submission.is_draft else "0",
        **{"webform_ip_address": ip, "webform_uid": uid, "webform_username": user},
    }
    return [cells[key] for key in options.own]


def _moment(moment: dt.datetime | None, options: Options) -> str:
    if moment is None:
        return ""
    return moment.strftime("%Y-%m-%d %H:%M:%S" if options.is_xlsx else options.short_date)


def _cells(component: Component, data: Mapping[str, Value], options: Options) -> list[str]:
    value = data.get(component.key)
    match component.kind:
        case "multiple":
            return _chosen(component, value if isinstance(value, tuple) else (), options)
        case "grid":
            by_item = value if isinstance(value, Mapping) else {}
            return [_option(component, by_item.get(key, ""), options) for key, _ in component.items]
        case "file":
            return [value.url, str(value.size)] if isinstance(value, File) else ["", ""]
        case "select":
            return [_option(component, str(value or ""), options, raw=True)]
        case "textarea" | "email":
            return ["" if value == "0" else str(value or "")]
    return [_single(component, value, options)]


def _chosen(component: Component, value: tuple[str, ...], options: Options) -> list[str]:
    """Ticks in form order."""
    if options.compact:
        ticked = [pair for pair in component.options if pair[0] in value]
        return [",".join(key if options.select_keys else label for key, label in ticked)]
    return ["X" if key in value else "" for key, _ in component.options]


def _option(component: Component, key: str, options: Options, *, raw: bool = False) -> str:
    labels = dict(component.options)
    if key not in labels:
        return key if raw else ""
    return key if options.select_keys else labels[key]


def _single(component: Component, value: Value | None, options: Options) -> str:
    if isinstance(value, dt.date):
        return value.strftime("%Y-%m-%d" if options.is_xlsx else options.short_date.split(" ")[0])
    if isinstance(value, dt.time):
        if component.is_half_day and not options.is_xlsx:
            return f"{value.hour % 12 or 12}:{value:%M} {'pm' if value.hour >= 12 else 'am'}"
        return f"{value:%H:%M}"
    if component.kind == "number" and value and component.decimals is not None:
        return f"{float(str(value)):.{component.decimals}f}"
    return str(value or "")
