"""Any history of a form: what is counted is what a plain reading of the design's rules gives.

A consultation lives: people submit, save drafts, edit, complete, withdraw; its organiser rewords,
adds, removes and moves questions, and exports all, only the new, the latest, a range, with or
without drafts, columns and options. Whatever the exports and the order in which they arrive, the
tables are those of `history_model`; and after a full export they are what Framaforms itself holds.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from consultation.warehouse.store import declarations, ingestion, store
from consultation.warehouse.store.connection import execute, open_database
from consultation.warehouse.tables import models
from tests.cases.framaforms_files import sent
from tests.cases.framaforms_model import (
    NINE,
    SEVEN,
    Component,
    Form,
    Options,
    Submission,
    by_serial,
    in_sid_order,
    latest,
    only_new,
)
from tests.cases.framaforms_rows import export_rows
from tests.cases.history_model import PUBLICITY, Exported, History, Row, minute
from tests.cases.runs import Rows
from tests.cases.typed_content import form_of

FORM = """
title = "Histoire"
recipient = "Mairie"
time_zone = "UTC"
closes_at = 2022-03-14T09:20:00

[roles]
email = ["Courriel", "courriel"]

[consent]
headers = ["Envoi", "envoi"]
own_name = ["Oui", "1"]
anonymous = ["Sans nom", "2"]
reflection_only = ["Non", "3"]

[questions]
raisons.kind = "choices"
raisons.headers = ["Raisons", "Vos raisons"]
raisons.choices.prix = ["Prix, coût", "Le prix, le coût"]
raisons.choices.bruit = ["Bruit"]
raisons.choices.temps = ["Temps"]
avis.kind = "grid"
avis.headers = ["Avis", "avis"]
avis.items = { ville = ["En ville"], champs = ["Aux champs"] }
avis.choices = { pour = ["Pour"], contre = ["Contre"] }
texte = { kind = "text", headers = ["Texte"] }
age = { kind = "number", headers = ["Âge"] }
"""
START = dt.datetime(2022, 3, 14, 9, 0)  # noqa: DTZ001 - exports say no zone
CLOSES = START.replace(minute=20)
CONSENTS = {"1": "own_name", "2": "anonymous", "3": "reflection_only", "": "unclear"}
QUESTIONS = ("raisons", "avis", "texte", "age")
RAISONS = ("prix", "bruit", "temps")
OPTIONS = {
    "raisons": {(None, choice) for choice in RAISONS},
    "avis": {(item, choice) for item in ("ville", "champs") for choice in ("pour", "contre")},
}
ITEMS = (("ville", "En ville"), ("champs", "Aux champs"))
SCALE = (("pour", "Pour"), ("contre", "Contre"))
AGE = Component("age", "Âge", "number")
COMPONENTS = (
    Component("courriel", "Courriel", "email"),
    Component("envoi", "Envoi", "select", options=(("1", "Oui"), ("2", "Sans nom"), ("3", "Non"))),
    Component(
        "raisons", "Raisons", "multiple", options=(("prix", "Prix, coût"), ("bruit", "Bruit"))
    ),
    Component("avis", "Avis", "grid", options=SCALE, items=ITEMS),
    Component("texte", "Texte", "textarea"),
)
TABLES = (
    "clean.unasked",
    "respondents.flow",
    "clean.submissions",
    "clean.answers",
    "respondents_steps.lacked_answers",
)
FIELDS = {"courriel": "email", "envoi": "consent"}

ANSWERS = st.fixed_dictionaries(
    {
        "courriel": st.sampled_from(["", "", "a@example.org", "b@example.org"]),
        "envoi": st.sampled_from(list(CONSENTS)),
        "raisons": st.sampled_from([(), ("prix",), ("bruit",), ("prix", "temps"), RAISONS]),
        "avis": st.fixed_dictionaries(
            {}, optional={key: st.sampled_from(["pour", "contre"]) for key, _ in ITEMS}
        ),
        "texte": st.sampled_from(["", "un\r\ntexte", "un autre"]),
        "age": st.sampled_from(["", "7", "77"]),
    }
)
ACTS = st.sampled_from(["submit", "save", "edit", "edit", "complete", "delete", "delete"])
LATER = st.sampled_from([0, 0, 20, 60, 600, 90_000])
PLACES = st.integers(0, 30)
CLOCKS = (0, 0, 0, 180, -30, -60)  # minutes: an account elsewhere, a clock that is slow, winter
OWN_COLUMNS = st.sampled_from(
    [
        NINE,
        NINE,
        NINE,
        SEVEN,
        tuple(key for key in NINE if key != "webform_modified_time"),
        tuple(key for key in NINE if key not in ("webform_draft", "webform_completed_time")),
        ("webform_sid",),
    ]
)


@dataclass
class Consultation:
    """The form on Framaforms, as it is now."""

    form: Form = field(default_factory=lambda: Form("Histoire", COMPONENTS))
    now: dt.datetime = START
    submissions: dict[int, Submission] = field(default_factory=dict)
    next_sid: int = 100
    downloaded: dt.datetime = START - dt.timedelta(days=1)

    def save(self, data: dict[str, object], *, is_draft: bool) -> None:
        """A new answer; other forms of the site take SIDs in between."""
        self.next_sid += 1 + len(self.submissions) % 2
        self.submissions[self.next_sid] = Submission(
            sid=self.next_sid,
            serial=self.next_sid,
            submitted=self.now,
            completed=None if is_draft else self.now,
            modified=self.now,
            data=self._offered(data),
        )

    def edit(self, sid: int, data: dict[str, object], *, completes: bool) -> None:
        """An answer saved again, and maybe sent at last."""
        before = self.submissions[sid]
        self.submissions[sid] = replace(
            before,
            completed=before.completed or (self.now if completes else None),
            modified=self.now,
            data={**before.data, **self._offered(data)},
        )

    def _offered(self, data: dict[str, object]) -> dict[str, object]:
        """What the form lets one answer now."""
        return {
            component.key: _shown(component, data[component.key])
            for component in self.form.components
            if component.key in data
        }

    def forget(self, key: str) -> None:
        """What a removed question was answered goes with it."""
        for sid, one in self.submissions.items():
            kept = {name: value for name, value in one.data.items() if name != key}
            self.submissions[sid] = replace(one, data=kept)


def _shown(component: Component, value: object) -> object:
    """Of an answer, what the component still has: what an export shows."""
    keys = [key for key, _ in component.options]
    if component.kind == "multiple":
        return tuple(key for key in value or () if key in keys)
    if component.kind == "grid":
        items = [key for key, _ in component.items]
        return {k: c for k, c in (value or {}).items() if k in items and c in keys}
    return value


def chosen(draw: st.DataObject, what: Consultation, kind: str) -> list[Submission]:
    """The submissions of a range, in its order."""
    everything = list(what.submissions.values())
    if kind == "new":
        return only_new(everything, what.downloaded)
    if kind == "latest":
        return latest(everything, draw.draw(st.integers(1, 12), label="latest"))
    if kind == "serial":
        first = draw.draw(st.integers(100, max(what.next_sid, 100)), label="from")
        return by_serial(everything, first, what.next_sid)
    return in_sid_order(everything)


def shifted(one: Submission, minutes: int) -> Submission:
    """As an account of another time zone, or a clock that is wrong, shows it."""
    by = dt.timedelta(minutes=minutes)
    return replace(
        one,
        submitted=one.submitted + by,
        completed=one.completed and one.completed + by,
        modified=one.modified + by,
    )


def exported(content: bytes, rows: list[Submission], form: Form, options: Options) -> Exported:
    """The file as the design's rules look at it."""
    ticked = [
        component
        for component in form.components
        if options.components is None or component.key in options.components
    ]
    dropped = 3 * ("webform_uid" in options.own)
    shown = export_rows(form, rows, options)[3:]
    kept = [
        tuple(cells[: len(options.own) - dropped] + cells[len(options.own) :]) for cells in shown
    ]
    return Exported(
        sha256=hashlib.sha256(content).hexdigest(),
        is_xlsx=options.is_xlsx,
        rows=tuple(
            _row(one, ticked, options, cells) for one, cells in zip(rows, kept, strict=True)
        ),
        fields=frozenset(FIELDS.get(one.key, one.key) for one in ticked),
        tells_drafts=bool({"webform_draft", "webform_completed_time"} & set(options.own)),
        tells_edits="webform_modified_time" in options.own,
        columns={
            one.key: frozenset(key for key, _ in one.items or one.options)
            for one in ticked
            if one.kind == "grid" or (one.kind == "multiple" and not options.compact)
        },
    )


def _row(one: Submission, ticked: list[Component], options: Options, cells: tuple[str, ...]) -> Row:
    def told(key: str, moment: dt.datetime | None) -> dt.datetime | None:
        if key not in options.own or moment is None:
            return None
        return moment if options.is_xlsx else moment.replace(second=0)

    return Row(
        sid=one.sid,
        submitted=told("webform_time", one.submitted),
        completed=told("webform_completed_time", one.completed),
        modified=told("webform_modified_time", one.modified),
        is_draft=one.is_draft
        and bool({"webform_draft", "webform_completed_time"} & set(options.own)),
        held={FIELDS.get(asked.key, asked.key): _meaning(asked, one) for asked in ticked},
        cells=cells,
    )


def _meaning(component: Component, one: Submission) -> object:
    value = _shown(component, one.data.get(component.key, ""))
    match component.key:
        case "envoi":
            return CONSENTS[str(value)]
        case "raisons":
            return {(None, choice) for choice in value}
        case "avis":
            return set(dict(value or ()).items())
        case "age":
            return float(str(value)) if value else None
    return str(value).replace("\r\n", "\n") or None


class Tables:
    """A form's working database, open for as long as a history lasts."""

    def __init__(self) -> None:
        self._closing = ExitStack()
        self._folder = Path(self._closing.enter_context(TemporaryDirectory()))
        self._form = form_of(self._folder, FORM)
        database = self._folder / "histoire.duckdb"
        self._connection = self._closing.enter_context(open_database(database))
        store.prepare(self._connection)
        declarations.declare(self._connection, self._form)

    def take(self, name: str, content: bytes) -> None:
        """The file is stored and typed; OrganiserError where it is refused."""
        path = self._folder / name
        path.write_bytes(content)
        ingestion.ingest(self._connection, self._form, path)

    def note_fetch(self, file: Exported) -> None:
        """A fetch found the file to be whole."""
        execute(
            self._connection, "delete from raw.fetches where export_id = $id", {"id": file.sha256}
        )
        execute(
            self._connection,
            "insert into raw.fetches values ($id, '', $at, $count, false)",
            {"id": file.sha256, "at": file.fetched_at, "count": len(file.rows)},
        )

    def build(self) -> None:
        """The tables that are looked at here, and what they rest on."""
        models.build(self._connection, models.needed_for(TABLES))

    def query(self, statement: str) -> Rows:
        """Rows of the database."""
        return execute(self._connection, statement)

    def close(self) -> None:
        """Nothing of it is left."""
        self._closing.close()


class Histories(RuleBasedStateMachine):
    """Framaforms, an inbox, and the tables made of what arrived in it."""

    def __init__(self) -> None:
        super().__init__()
        self.site = Consultation()
        self.files: list[tuple[str, bytes, Exported]] = []
        self.arrived: list[Exported] = []
        self.tables = Tables()

    @initialize(
        count=st.sampled_from([2, 12, 12, 25]), answers=st.lists(ANSWERS, min_size=1, max_size=5)
    )
    def people_answered(self, count, answers):
        """Some finished, some not yet."""
        for place in range(count):
            self.site.now += dt.timedelta(seconds=40)
            self.site.save(answers[place % len(answers)], is_draft=place % 6 == 4)

    @rule(acts=st.lists(st.tuples(ACTS, LATER, PLACES, ANSWERS), min_size=1, max_size=6))
    def people_act(self, acts):
        """They submit, save drafts, edit what they sent, complete what they saved, or withdraw."""
        self._act(acts)

    def _act(self, acts):
        for act, seconds, place, data in acts:
            self.site.now += dt.timedelta(seconds=seconds)
            sids = sorted(self.site.submissions)
            if act in ("submit", "save") or not sids:
                self.site.save(data, is_draft=act == "save")
            elif act == "delete":
                del self.site.submissions[sids[place % len(sids)]]
            else:
                drafts = [sid for sid in sids if self.site.submissions[sid].is_draft]
                chosen_from = drafts if act == "complete" and drafts else sids
                sid = chosen_from[place % len(chosen_from)]
                self.site.edit(sid, data, completes=act == "complete")

    @rule(
        label=st.sampled_from(["Raisons", "Vos raisons"]),
        option=st.sampled_from(["Prix, coût", "Le prix, le coût"]),
        is_age_asked=st.booleans(),
        by=st.integers(0, 3),
        offered=st.sets(st.sampled_from(RAISONS), min_size=1),
        items=st.sampled_from([ITEMS, ITEMS, ITEMS[:1], ITEMS[1:], ()]),
        scale=st.sampled_from([SCALE, SCALE, SCALE[:1]]),
    )
    def change_the_form(self, label, option, is_age_asked, by, offered, items, scale):
        """Questions, options and items are renamed, reworded, added, removed, all moved."""
        options = (("prix", option), ("bruit", "Bruit"), ("temps", "Temps"))
        raisons = Component(
            "raisons", label, "multiple", options=tuple(o for o in options if o[0] in offered)
        )
        others = tuple(c for c in COMPONENTS if c.key not in ("raisons", "avis"))
        components = (raisons, *others)
        if items:
            components += (Component("avis", "Avis", "grid", options=scale, items=items),)
        if is_age_asked:
            components = (AGE, *components)
        self.site.form = replace(self.site.form, components=components[by:] + components[:by])
        for key, is_asked in (("age", is_age_asked), ("avis", items)):
            if not is_asked:
                self.site.forget(key)

    @rule(
        draw=st.data(),
        kind=st.sampled_from(["all", "all", "new", "latest", "serial"]),
        own=OWN_COLUMNS,
        without=st.sampled_from(["", "", "", "envoi", "raisons", "avis", "texte"]),
        has_drafts=st.booleans(),
        is_plain=st.booleans(),
        is_fetched=st.booleans(),
        clock=st.sampled_from(CLOCKS),
    )
    def export(self, draw, kind, own, without, has_drafts, is_plain, is_fetched, clock):
        """An export with some options; half of them the plain one that organisers should make, half
        of these fetched, the others with whatever hours their account shows."""
        if not is_plain or is_fetched:
            clock = 0
        if is_plain:
            own, without, has_drafts = NINE, "", True
        self.site.now += dt.timedelta(
            seconds=draw.draw(st.sampled_from([0, 10, 60]), label="later")
        )
        options = Options(
            file_format=draw.draw(st.sampled_from(["delimited", "delimited", "xlsx"])),
            headers=draw.draw(st.sampled_from(["labels", "keys"])),
            compact=draw.draw(st.booleans()),
            own=own,
            components=frozenset(c.key for c in self.site.form.components if c.key != without),
        )
        rows = chosen(draw, self.site, kind)
        shown = [shifted(one, clock) for one in rows if has_drafts or not one.is_draft]
        self._download(shown, options, is_fetched=is_plain and is_fetched and kind == "all")
        self.site.downloaded = self.site.now

    def _download(
        self, rows: list[Submission], options: Options, *, is_fetched: bool = False
    ) -> Exported:
        content = sent(export_rows(self.site.form, rows, options), options)
        file = exported(content, rows, self.site.form, options)
        if is_fetched and rows:
            # It may have been there already, dropped by hand.
            file = replace(file, fetched_at=self.site.now)
            self.tables.note_fetch(file)
            self.files = [
                (name, bytes_, file if known.sha256 == file.sha256 else known)
                for name, bytes_, known in self.files
            ]
            self.arrived = [file if one.sha256 == file.sha256 else one for one in self.arrived]
        if file.sha256 not in {known.sha256 for _, _, known in self.files}:
            self.files.append((f"export {len(self.files)}", content, file))
        return file

    @precondition(lambda self: len(self.files) > len(self.arrived) > 0)
    @rule()
    def some_arrive_and_are_read(self):
        """The rest comes later, into a database that holds these."""
        self._arrive(self.files[len(self.arrived) :][::-1][:2])
        self._compare()

    def teardown(self):
        try:
            self._finish()
        finally:
            self.tables.close()

    def _finish(self) -> None:
        known = {one.sha256 for one in self.arrived}
        self._arrive([file for file in reversed(self.files) if file[2].sha256 not in known])
        if self.arrived:
            self._compare()
        self.site.now += dt.timedelta(minutes=1)
        self.site.save({"texte": "un texte"}, is_draft=False)
        self.site.now += dt.timedelta(minutes=1)
        self._download(in_sid_order(self.site.submissions.values()), Options())
        self._arrive(self.files[-1:])
        self._compare()
        self._compare_with_framaforms()

    def _arrive(self, files: list[tuple[str, bytes, Exported]]) -> None:
        for name, content, file in files:
            self.tables.take(name, content)
            self.arrived.append(file)

    # What was made of them.

    def _compare(self) -> None:
        self.tables.build()
        expected = History(self.arrived, CLOSES, OPTIONS, grids=["avis"])
        assert self._boxes() == expected.boxes()
        assert self._consents() == {sid: expected.consent(sid) for sid in expected.sids}
        assert self._missing() == expected.missing()
        assert self._answers() == {
            (sid, question): value
            for sid in expected.sids
            for question in QUESTIONS
            if (value := expected.value(sid, question))
        }
        assert self._unasked() == {
            (sid, question, *choice)
            for sid in expected.sids
            for question, choices in OPTIONS.items()
            for choice in choices
            if not expected.asked(sid, question, choice)
        }

    def _missing(self) -> dict[int, set[str]]:
        told = self.tables.query("select sid, export_id from respondents_steps.lacked_answers")
        return {sid: {export_id for other, export_id in told if other == sid} for sid, _ in told}

    def _compare_with_framaforms(self) -> None:
        """After a full export, with every column and the drafts, nothing remains to be guessed."""
        history, now = History(self.arrived, CLOSES, OPTIONS, grids=["avis"]), self.site.submissions
        last = self.files[-1][2]
        vanished = {sid for sid, box in self._boxes().items() if box == "vanished"}
        assert not vanished & set(now)
        # Nobody is left but who is asked about, was a draft, or stands at the ends of the export.
        finished = [row for row in last.rows if not row.is_draft]
        ends = [minute(row.completed) for row in finished if row.completed]
        for sid in set(history.sids) - set(now) - vanished:
            own = [row.completed for one in history.exports for row in one.rows if row.sid == sid]
            is_at_end = any(moment and not min(ends) < minute(moment) < max(ends) for moment in own)
            is_asked = last.sha256 in history.missing().get(sid, ())
            is_first = sid < min(row.sid for row in finished)
            assert is_asked or history.is_draft(sid) or is_first or is_at_end, sid
        boxes, consents, answers = self._boxes(), self._consents(), self._answers()
        for sid, one in now.items():
            assert boxes[sid] == "vanished" or (boxes[sid] == "draft") == one.is_draft, sid
            agreed = _meaning(self.site.form.component("envoi"), one)
            assert PUBLICITY[consents[sid]] <= PUBLICITY[str(agreed)], sid
            for component in self.site.form.components:
                if component.key in ("raisons", "avis", "texte"):
                    found = self._present(component, answers.get((sid, component.key)))
                    said = _meaning(component, one) or None
                    # A grid may have been removed, with its answers, and asked again.
                    is_kept = component.key == "avis" and found and found >= (said or set())
                    assert is_kept or found == said, (sid, component.key)

    @staticmethod
    def _present(component: Component, value: object) -> object:
        """Of what is counted, what the form still asks: the rest is kept from older exports."""
        keys = {key for key, _ in component.options}
        items = {key for key, _ in component.items} or {None}
        if not keys or value is None:
            return value
        return {one for one in value if one[0] in items and one[1] in keys} or None

    def _unasked(self) -> set[tuple[object, ...]]:
        return set(
            self.tables.query(
                "select sid, question_id, item_id, choice_id from clean.unasked"
                " inner join clean.submissions using (sighting_id)"
            )
        )

    def _boxes(self) -> dict[int, str]:
        return dict(
            self.tables.query(
                "select sid, box from respondents.flow"
                " inner join clean.submissions using (submission_id)"
            )
        )

    def _consents(self) -> dict[int, str]:
        return dict(self.tables.query("select sid, consent from clean.submissions"))

    def _answers(self) -> dict[tuple[int, str], object]:
        found: dict[tuple[int, str], object] = {}
        for sid, question, item, choice, text, number in self.tables.query(
            "select sid, question_id, item_id, choice_id, text, number from clean.answers"
            " inner join clean.submissions using (submission_id)"
        ):
            if choice:
                found.setdefault((sid, question), set()).add((item, choice))
            else:
                found[sid, question] = text if number is None else number
        return found


FAST = settings(
    max_examples=4,
    stateful_step_count=8,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate],
)
LONG = settings(FAST, max_examples=600, stateful_step_count=15, derandomize=False)


class TestHistories(Histories.TestCase):
    """A few of them each time, always the same."""

    settings = FAST


@pytest.mark.exhaustive
@pytest.mark.timeout(0)
class TestManyHistories(Histories.TestCase):
    """Hours of them, longer ones and others each time."""

    settings = LONG
