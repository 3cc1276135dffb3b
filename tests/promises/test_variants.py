"""Every way to export one form: eight submissions, the same content but for stated losses.

One row per variant. What a variant loses is the specification's (`framaforms-export.md`), not the
reader's: where a line says nothing, each answer, time and identity of `consultation_form` comes
back exactly. Rows marked *observed* there are asserted here through the real files too, at the end.
"""

from __future__ import annotations

import datetime as dt
import gzip
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from zoneinfo import ZoneInfo

import pytest

from tests.cases.consultation_form import (
    DECLARED,
    EXPECTED,
    FORM,
    FORM_ID,
    SET_ASIDE,
    SUBMISSIONS,
    filled_in,
)
from tests.cases.framaforms_files import saved_as_xlsx, sent, without_zeros
from tests.cases.framaforms_model import SEVEN, SHORT_DATES, Options, Submission
from tests.cases.framaforms_rows import Rows, export_rows
from tests.cases.runs import new_run, tables_of_notices
from tests.cases.sampling import foremost, sampled
from tests.cases.typed_content import Cells, typed
from tests.cases.webform import saved_again

PARIS = ZoneInfo("Europe/Paris")
LOST_ITS_ZERO = {("postcode", "short_postcode")}
DEFAULT = Options()

Loss = Callable[[Cells], Cells]


def rows_of(options: Options = DEFAULT) -> Rows:
    return export_rows(FORM, SUBMISSIONS, options)


def written(**chosen: object) -> bytes:
    """The export that Framaforms sends with these options, the others untouched."""
    return exported(SUBMISSIONS, **chosen)


def resaved(options: Options = DEFAULT, **saving: object) -> bytes:
    """The same file, opened in a spreadsheet and saved."""
    return saved_again(rows_of(options), **saving)


def without_controls(rows: Rows) -> Rows:
    """Spreadsheets drop control characters as they open a file."""
    return [[cell.replace("\x0b", "").replace("\r\n", "\n") for cell in row] for row in rows]


def everything() -> Cells:
    """What the submissions say, were nothing lost on the way."""
    cells: Cells = {}
    for one in SUBMISSIONS:
        times = {"submitted_at": one.submitted, "completed_at": one.completed}
        times["modified_at"] = one.modified
        cells |= {(one.sid, name): _in_utc(time) for name, time in times.items() if time}
        cells |= {(one.sid, "serial"): one.serial, (one.sid, "is_draft"): one.is_draft}
        cells |= {(one.sid, name): value for name, value in EXPECTED[one.sid].items()}
    return cells


def _in_utc(local: dt.datetime) -> dt.datetime:
    """The time in UTC, to the minute. An hour that comes twice is the first one."""
    aware = local.replace(second=0, tzinfo=PARIS, fold=0)
    return aware.astimezone(dt.UTC).replace(tzinfo=None)


# What variants lose.


def without(*names: str) -> Loss:
    """Columns that the file has not."""
    return lambda cells: {key: value for key, value in cells.items() if key[1] not in names}


def only(*beginnings: str) -> Loss:
    """Beside its own columns the file has only those that begin so."""
    kept = ("serial", "submitted_at", "completed_at", "modified_at", "is_draft", *beginnings)
    return lambda cells: {key: value for key, value in cells.items() if key[1].startswith(kept)}


def where(found: str, becomes: str) -> Loss:
    """A text that the exporter or a code page rewrote. An emptied text is lost."""

    def rewritten(cells: Cells) -> Cells:
        texts = {
            key: value.replace(found, becomes) if isinstance(value, str) else value
            for key, value in cells.items()
        }
        return {key: value for key, value in texts.items() if value != ""}

    return rewritten


SCRIPTS: tuple[Loss, ...] = (where("<script>", "[script]"), where("</script>", "[/script]"))
# Emoji and control characters are deleted from workbooks, where <script> stays.
WORKBOOK: tuple[Loss, ...] = (where("🌻", ""), where("\x0b", ""))


def no_agreement(cells: Cells) -> Cells:
    """Without a column that consent rests on nobody agrees, but a refusal is heard."""
    return {
        key: value
        for key, value in cells.items()
        if key[1] != "consent" or value == "reflection_only"
    }


def nobody_is_a_draft(cells: Cells) -> Cells:
    """Without draft mark and completion time, drafts can't be told."""
    return {key: False if key[1] == "is_draft" else value for key, value in cells.items()}


def sids_are_places(cells: Cells) -> Cells:
    """Without SID a submission goes by its record's number in the file."""
    places = {one.sid: place for place, one in enumerate(SUBMISSIONS, start=1)}
    return {(places[sid], name): value for (sid, name), value in cells.items()}


NO_LATE_TIMES = without("completed_at", "modified_at")
NO_OWN: tuple[Loss, ...] = (
    without("serial", "submitted_at", "completed_at", "modified_at"),
    nobody_is_a_draft,
    sids_are_places,
)


@dataclass(frozen=True)
class Variant:
    """A file, what it loses, and what is said of it."""

    name: str
    content: Callable[[], bytes]
    losses: tuple[Loss, ...] = SCRIPTS
    notes: tuple[str, ...] = ()
    date_order: str = "dmy"


def variant(name: str, *losses: Loss, notes=(), date_order="dmy", **chosen: object) -> Variant:
    """A file as Framaforms sends it, delimited: it loses its scripts, and what is said."""
    return Variant(name, partial(written, **chosen), (*SCRIPTS, *losses), notes, date_order)


def workbook(name: str, *losses: Loss, **chosen: object) -> Variant:
    """The "Microsoft Excel" of Framaforms, whose dates can't be mistaken."""
    made = partial(written, file_format="xlsx", **chosen)
    return Variant(name, made, (*WORKBOOK, *losses), date_order="iso")


def opened(name: str, content: Callable[[], bytes], *notes: str, **others: object) -> Variant:
    """A file that somebody opened and saved on Windows."""
    return Variant(name, content, **{"losses": (), "notes": (*notes, "crlf"), **others})


DELIMITERS = [
    variant(f"delimiter {delimiter!r}, rows end with {end!r}", notes=notes, delimiter=delimiter,
            end=end)
    for delimiter in ",\t;:|. "
    for end, notes in (("\n", ()), ("\r\n", ("crlf",)))
]  # fmt: skip
LISTS = [
    variant(f"headers {headers}, select keys {keys}, compact {compact}",
            headers=headers, select_keys=keys, compact=compact)
    for headers in ("labels", "keys")
    for keys in (False, True)
    for compact in (False, True)
]  # fmt: skip
VERSIONS = [
    variant("English interface", language="en"),
    variant("a translation that lacks the three times", language="mixed"),
    variant("4.0 to 4.7: seven columns", NO_LATE_TIMES, version=(4, 7), own=SEVEN),
    variant("4.7 in English: Time", NO_LATE_TIMES, version=(4, 7), own=SEVEN, language="en"),
    variant("4.7 with keys", NO_LATE_TIMES, version=(4, 7), own=SEVEN, headers="keys"),
    variant("an administrator's, real addresses and accounts", identities="administrator"),
    variant("month first", short_date=SHORT_DATES["mdy"], date_order="mdy"),
    variant("year first", short_date=SHORT_DATES["iso"], date_order="iso"),
]
NO_DRAFT_MARK = (without("serial", "completed_at", "modified_at"), nobody_is_a_draft)
COLUMNS = [
    variant("only SID and draft",
            without("serial", "submitted_at", "completed_at", "modified_at"),
            own=("webform_sid", "webform_draft")),
    variant("drafts are told by their completion time", without("serial", "modified_at"),
            own=("webform_sid", "webform_time", "webform_completed_time")),
    variant("without draft mark nor completion time, drafts can't be told", *NO_DRAFT_MARK,
            own=("webform_sid", "webform_time")),
    variant("one own column is left, the time", *NO_DRAFT_MARK, sids_are_places,
            own=("webform_time",)),
    variant("no submission column at all: row 1 is empty", *NO_OWN, own=()),
    variant("no submission column, keys", *NO_OWN, own=(), headers="keys"),
    variant("only some questions", only("avis/", "name", "precision"),
            components=frozenset({"nom", "avis", "precision"})),
    variant("without the box that consent requires", no_agreement, without("accord=oui"),
            components=frozenset(c.key for c in FORM.components) - {"accord"}),
]  # fmt: skip
WORKBOOKS = [
    workbook("xlsx: sparse, text cells, times with seconds, cells turned into dates and hours"),
    workbook("xlsx with keys, compact", headers="keys", select_keys=True, compact=True),
    workbook("xlsx in English", language="en"),
    workbook("xlsx without submission columns", *NO_OWN, own=()),
]
SPACED = replace(DEFAULT, short_date="%d/%m/%Y %H:%M")
SECONDS = replace(DEFAULT, short_date="%Y-%m-%d %H:%M:%S")
RESAVED = [
    Variant("LibreOffice, tabs", lambda: resaved(delimiter="\t", end="\n"), (), ("unquoted",)),
    opened("LibreOffice for Windows, semicolons", resaved, "unquoted"),
    opened("LibreOffice, every cell quoted, UTF-8 with a mark",
           lambda: resaved(encoding="utf-8-sig", is_minimal=False), "bom"),
    opened("Excel, « CSV UTF-8 »", lambda: resaved(encoding="utf-8-sig"), "bom", "unquoted"),
    opened("Excel, « CSV » of Windows: cp1252, which has no emoji",
           lambda: resaved(encoding="cp1252"), "cp1252", "unquoted", losses=(where("🌻", "?"),)),
    opened("Excel, « Texte Unicode »: UTF-16 with tabs",
           lambda: resaved(encoding="utf-16", delimiter="\t"), "utf-16", "unquoted"),
    opened("times of a French Excel: 14/03/2022 09:05", lambda: resaved(SPACED), "unquoted"),
    opened("times with seconds, year first: 2022-03-14 09:05:00", lambda: resaved(SECONDS),
           "unquoted", date_order="iso"),
    Variant("gzip", lambda: gzip.compress(written(), mtime=0), notes=("gzip",)),
    opened("sep= on a line of its own", lambda: resaved(first_line="sep=;\r\n"),
           "sep_line", "unquoted"),
]  # fmt: skip


def zeros(cells: Cells) -> Cells:
    """Digits have become numbers, as spreadsheets and old versions have it: 01000 is 1000."""
    return {key: "1000" if value == "01000" else value for key, value in cells.items()}


ZEROS_LOST = [
    opened("Excel, opened by double click: zeros are lost",
           lambda: saved_again(without_zeros(rows_of())), "unquoted", losses=(zeros,)),
    Variant("opened in Excel, saved as a workbook: digits are numbers",
            lambda: saved_as_xlsx(without_controls(rows_of())),
            (zeros, where("\x0b", "")), ("numbers",)),
    replace(workbook("xlsx up to 4.15: numbers are number cells", zeros, version=(4, 15)),
            notes=("numbers",)),
]  # fmt: skip
ALL = [
    Variant("untouched options: tab, labels, separate, nine columns, drafts", written),
    *(*DELIMITERS, *LISTS, *VERSIONS, *COLUMNS, *WORKBOOKS, *RESAVED, *ZEROS_LOST),
]
SAMPLE = sampled(ALL, 16)


def expected(one: Variant) -> Cells:
    cells = everything()
    for loss in one.losses:
        cells = loss(cells)
    return cells


@pytest.mark.parametrize("one", SAMPLE, ids=lambda one: one.name)
def test_every_variant_says_what_the_submissions_say(one):
    found = typed(one.content(), DECLARED)

    assert found.cells == expected(one)
    assert found.rejected == []
    assert found.date_order == one.date_order
    assert not found.is_date_order_assumed
    assert set(found.notes) == set(one.notes)
    # What means nothing is set aside, wherever its column is there, and nothing else.
    aside = {(field, rule) for _, field, rule in found.set_aside}
    assert aside <= {(field, rule) for _, field, rule in SET_ASIDE} | LOST_ITS_ZERO
    if one in LISTS or one in DELIMITERS:
        assert found.set_aside == SET_ASIDE


# A postcode that lost its zero.


@pytest.mark.slow
@pytest.mark.parametrize("one", foremost(ZEROS_LOST, ZEROS_LOST[0]), ids=lambda one: one.name)
def test_a_postcode_that_lost_its_zero_keeps_its_departement_and_that_is_said(one, tmp_path):
    run = new_run(tmp_path, form_id=FORM_ID, form=DECLARED)
    run.write("export.csv", one.content())
    run.build(*tables_of_notices(), "clean.submissions")

    found = run.query("select sid, postcode from clean.submissions where departement_id != ''")
    assert (412_871, "01000") in found
    assert {sid for sid, _ in found} == {412_871, 412_878}
    (said,) = [notice for notice in run.facts().warnings if "a retrouvé" in notice]
    assert "1 code postal a retrouvé le sien" in said


# In which order days and months are written.


def dated(*days: dt.datetime, edited: dict[int, dt.datetime] | None = None) -> list[Submission]:
    """Submissions of these days in their order, some of them edited later."""
    return [
        filled_in(100 + place, day, modified=(edited or {}).get(place))
        for place, day in enumerate(days)
    ]


def on(month: int, day: int) -> dt.datetime:
    return dt.datetime(2022, month, day, 10, 0)  # noqa: DTZ001 - exports say no zone


def exported(rows: list[Submission], **chosen: object) -> bytes:
    """The export of some submissions, in the order given."""
    options = replace(DEFAULT, **chosen)
    return sent(export_rows(FORM, rows, options), options)


CONSECUTIVE = dated(on(2, 11), on(2, 12), on(3, 1))
EDITED = dated(on(2, 9), edited={0: on(3, 1)})


@pytest.mark.parametrize("order", ["dmy", "mdy"])
@pytest.mark.parametrize(
    "rows", [CONSECUTIVE, CONSECUTIVE[::-1], EDITED], ids=["SIDs", "back", "edits"]
)
def test_time_that_would_go_back_tells_the_order_of_days_and_months(rows, order):
    """No number passes twelve: 12/02 then 01/03 is February then March, not December."""
    found = typed(exported(rows, short_date=SHORT_DATES[order]), DECLARED)

    assert (found.date_order, found.is_date_order_assumed) == (order, False)
    assert found.cells[100, "submitted_at"].month == 2
