"""A history lived twice, by the product and by the plain model, and where they differ."""

from __future__ import annotations

import datetime as dt
import re
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from consultation.decisions.sheets import TO_CHECK, TO_TELL
from tests.cases.driven import Product, subject_of
from tests.cases.histories import (
    CLOSES,
    FORM_ID,
    MEANINGS,
    READINGS,
    TOOLS,
    UNNUMBERED,
    Site,
    Step,
    export_by_tool,
    form_text,
)
from tests.cases.inputs import Decision, Inputs, Request, Word
from tests.cases.plain_model import PUBLICITY, Outcome

EXCEPT_ALL = ("", "", "", "", "Envoi", "Courriel")


@dataclass
class Life:
    """The site, the files that wait to be dropped, the product and what the model was told.

    `events` are what files tell the model, each with its file: a lost database knows only what is
    still in the inbox.
    """

    folder: Path
    site: Site = field(default_factory=lambda: Site("framaforms"))
    reading: int = 0
    is_built: bool = False
    states: int = 0
    differences: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.product = Product(self.folder, form_text(0))
        self.pending: list = []
        self.events: list = []
        self.outcome = None

    def live(self, steps: Sequence[Step]) -> Life:
        """Every step, each some hours after the step before."""
        try:
            for verb, *numbers in steps:
                self.site.now += dt.timedelta(minutes=1 + numbers[3] ** 2 // 1500)
                getattr(self, f"do_{verb}")(*numbers)
        finally:
            self.product.close()
        return self

    # People.

    def do_tool(self, a, b, c, d):
        self.site.tool = TOOLS[a % len(TOOLS)]

    def do_answer(self, a, b, c, d):
        self.site.add(a, b, is_draft=False)

    def do_again(self, a, b, c, d):
        self.site.add(2 + a % 3, b, is_draft=False)

    def do_skip(self, a, b, c, d):
        self.site.add(a, b, is_draft=False, skips=True)

    def do_save(self, a, b, c, d):
        self.site.add(a, b, is_draft=True)

    def do_edit(self, a, b, c, d):
        if sids := sorted(self.site.answers):
            self.site.edit(sids[a % len(sids)], b, completes=False)

    def do_complete(self, a, b, c, d):
        if sids := [
            sid for sid, each in sorted(self.site.answers.items()) if each.completed is None
        ]:
            self.site.edit(sids[a % len(sids)], b, completes=True)

    def do_delete(self, a, b, c, d):
        if sids := sorted(self.site.answers):
            del self.site.answers[sids[a % len(sids)]]

    # Files.

    def do_export(self, a, b, c, d):
        tool = self.site.tool
        answers = self.site.chosen(a, b, has_drafts=b % 4 > 0)
        left_out = EXCEPT_ALL[c % len(EXCEPT_ALL)] if tool not in UNNUMBERED else ""
        clock = (0, 0, 0, 0, 180, -60)[d % 6] if tool == "framaforms" else 0
        self.pending.append(export_by_tool(tool, answers, [left_out], b, clock))

    def do_fetch(self, a, b, c, d):
        """The export is fetched, and found to be whole."""
        if self.site.tool == "framaforms" and self.site.answers:
            file = export_by_tool("framaforms", self.site.chosen(0, 0, has_drafts=True), [], 0)
            file = replace(file, export=file.export._replace(fetched_at=self._now()))
            known = [
                event
                for event in self.events
                if event[1] == "exports" and event[2].digest == file.export.digest
            ]
            if not known:
                self.product.note_fetch(file.export.digest, len(file.export.rows), self.site.now)
                self._drop(f"export-{file.export.digest[:8]}.csv", file)

    def do_drop(self, a, b, c, d):
        """The newest file, or a file that was kept for later."""
        if self.pending:
            file = self.pending.pop(-1 if a % 3 else b % len(self.pending))
            self._drop(f"export-{file.export.digest[:8]}.csv", file)

    def do_drop_again(self, a, b, c, d):
        exports = [event for event in self.events if event[1] == "exports"]
        if exports:
            name, _, _, content = exports[a % len(exports)]
            self.product.drop(f"copie-{len(self.events)}-{name}", content)

    def _drop(self, name, file):
        self.product.drop(name, file.content)
        if file.export.digest not in {e[2].digest for e in self.events if e[1] == "exports"}:
            self.events.append((name, "exports", file.export, file.content))

    # Organisers.

    def _now(self):
        self.site.now += dt.timedelta(minutes=1)
        return self.site.now

    def do_decide(self, a, b, c, d):
        """One of the consents that a row offers is kept."""
        if not (self.is_built and (rows := self.product.asked("consent"))):
            return
        row = rows[a % len(rows)]
        offered = self.product.offered(row)
        label = sorted(offered)[b % len(offered)]
        person = frozenset().union(*(self.outcome.people.get(each, ()) for each in subject_of(row)))
        if offered[label] in PUBLICITY:
            name = self.product.fill(TO_CHECK, row, label, self._now())
            rests_on = self.outcome.statements(person, PUBLICITY[offered[label]])
            self.events.append((name, "decisions", Decision(person, offered[label], rests_on), ""))

    def do_same(self, a, b, c, d):
        """A row says who may be the same person: they are, or they aren't."""
        if not (self.is_built and (rows := self.product.asked("same_person"))):
            return
        row, choice = rows[a % len(rows)], ("même personne", "personnes différentes")[b % 2]
        name = self.product.fill(TO_CHECK, row, choice, self._now())
        about = frozenset(subject_of(row))
        self.events = [event for event in self.events if event[2] != about]  # the last word holds
        self.events.append((name, ("same", "apart")[b % 2], about, ""))

    def do_tell(self, a, b, c, d):
        """Answers that exports lack were deleted on the site, or the exports are incomplete."""
        if not (self.is_built and (rows := self.product.asked("missing"))):
            return
        row, is_deleted = rows[a % len(rows)], b % 2 == 0
        offered = {choice_id: label for label, choice_id in self.product.offered(row).items()}
        spans = [[int(end) for end in span.split(":")[1].split("-")] for span in subject_of(row)]
        about = [
            answer
            for answer in self.outcome.missing()
            if any(ends[0] <= int(answer.split(":")[1]) <= ends[-1] for ends in spans)
        ]
        choice = offered["deleted" if is_deleted else "incomplete"]
        name = self.product.fill(TO_CHECK, row, choice, self._now())
        self._word(name, about, is_deleted)

    def _word(self, name, about, is_deleted):
        exports = self.outcome.exports
        greatest = max(max(export.sids()) for export in exports)
        read = frozenset(export.digest for export in exports)
        word = Word(frozenset(about), is_deleted, read, greatest, self.site.now)
        self.events.append((name, "words", word, ""))

    def do_order(self, a, b, c, d):
        """Of two exports without numbers, one is newer."""
        if not (self.is_built and (rows := self.product.asked("newer"))):
            return
        row, is_first = rows[a % len(rows)], b % 2 == 0
        offered = {choice_id: label for label, choice_id in self.product.offered(row).items()}
        first, second = (
            next(e.digest for e in self.outcome.exports if e.digest.startswith(each.split(":")[1]))
            for each in subject_of(row)
        )
        choice = offered["first" if is_first else "second"]
        name = self.product.fill(TO_CHECK, row, choice, self._now())
        self.events.append((name, "newer", (first, second) if is_first else (second, first), ""))

    def do_end(self, a, b, c, d):
        """What is known beyond the end of an export was deleted on the site, or is to be kept."""
        if not (self.is_built and (rows := self.product.ends())):
            return
        row, is_deleted = rows[a % len(rows)], b % 3 > 0
        (export,) = (e for e in self.outcome.exports if e.digest == row["Empreinte SHA-256"])
        about = [
            answer
            for answer, rows in self.outcome.read.items()
            if rows[0][1].sid > max(export.sids()) and not self.outcome.says(answer, "is_draft")
        ]
        name = self.product.fill(TO_TELL, row, ("à garder", "supprimées")[is_deleted], self._now())
        self._word(name, about, is_deleted)

    def _who(self, a, b):
        """By number, reference or address: how the product is told, and how the model is."""
        sids = sorted(self.site.answers)
        if not sids:
            return None
        sid = sids[a % len(sids)]
        answer, address = f"{FORM_ID}:{sid}", self.site.answers[sid].cells["Courriel"]
        if self.site.tool in UNNUMBERED:
            return (address, address) if address else None
        if b % 3 == 0 and address:
            return address.upper(), address
        if b % 3 == 1 and self.is_built and (known := self.product.references().get(answer)):
            return known, answer
        return str(sid), answer

    def do_ask(self, a, b, c, d):
        if who := self._who(a, b):
            request = ("withdraw", "withdraw", "reflection_only", "erase")[c % 4]
            self._ask(*who, request, by_workbook=d % 4 == 0)

    def _ask(self, who, subject, request, *, by_workbook=False):
        now = self._now()
        name = self.product.ask(who, request, now, by_workbook=by_workbook)
        self.events.append((name, "requests", Request(subject, request, now), who))

    def do_take_back(self, a, b, c, d):
        requests = [event for event in self.events if event[1] == "requests"]
        if requests:
            event = requests[a % len(requests)]
            self._ask(event[3], event[2].who, "cancel")

    def do_erase(self, a, b, c, d):
        if not (who := self._who(a, b)):
            return
        self._ask(*who, "erase")
        self.do_run(a, b, c, d)
        if not self.is_built:
            return
        self.product.erase()
        self._forget()
        self.do_run(a, b, c, d)

    def _forget(self):
        """The model's part of an erasure: whole persons, with what they asked."""
        outcome, inputs = Outcome(self.inputs), self.inputs
        for person in set(outcome.people.values()):
            names = outcome.names(person)
            about = [request for request in inputs.requests if request.who in names]
            cancelled = [(request.who, request.at) for request in about if request.what == "cancel"]
            erased_at = [
                request.at
                for request in about
                if request.what == "erase"
                and any(outcome.says(answer, "submitted") <= request.at for answer in person)
                and not any(who == request.who and at > request.at for who, at in cancelled)
            ]
            if erased_at:
                until = max(erased_at)
                self.events = [event for event in self.events if event[2] not in about]
                self.events.append(("", "erased", (frozenset(names), until), ""))

    def do_change_form(self, a, b, c, d):
        self.reading = a % len(READINGS)
        self.product.declare(form_text(self.reading))
        self.is_built = False

    def do_lose(self, a, b, c, d):
        self.product.lose()
        self.is_built = False
        present = {path.name for path in self.product.run.inbox.iterdir()} | {""}
        self.events = [event for event in self.events if event[0] in present]

    # Runs.

    @property
    def inputs(self) -> Inputs:
        inputs = Inputs({**MEANINGS, **READINGS[self.reading]}, CLOSES)
        for _, kind, subject, _ in self.events:
            getattr(inputs, kind).append(subject)
        return inputs

    def do_run(self, a, b, c, d):
        self.is_built = self.product.build()
        if self.is_built:
            self.outcome = Outcome(self.inputs)
            self.states += len(self.outcome.boxes)
            self.differences += compared(self.outcome, self.product)
            if d % 3 == 0:
                self.differences += waits_otherwise(self.outcome, self.product)


def smallest(steps: Sequence[Step], difference: str) -> list[Step]:
    """The steps without all that the difference can do without, numbers of answers aside."""

    def kind(difference: str) -> str:
        return re.sub(rf"{FORM_ID}:\S+", "…", difference)

    def differs(left: list[Step]) -> bool:
        with tempfile.TemporaryDirectory() as folder:
            differences = Life(Path(folder)).live(left).differences
        return kind(difference) in map(kind, differences)

    left, size = list(steps), len(steps) // 2
    while size:
        for at in range(len(left) - size, -1, -size):
            if differs(shorter := left[:at] + left[at + size :]):
                left = shorter
        size //= 2
    return left


def compared(outcome: Outcome, product: Product) -> Iterator[str]:
    """Where the product differs from the model; `is_undecided`: which of several exports counts
    until somebody says which is newer is for the product to choose."""
    is_undecided = len(outcome.standing) > 1
    yield from _sent_otherwise(outcome, product, is_undecided)
    if not is_undecided:
        right = {a: outcome.says(a, "rappel") for a in outcome.read if a in outcome.boxes}
        answers_in_model = {a: text.lower() for a, text in right.items() if text}
        yield from _different("box", outcome.boxes, product.boxes())
        yield from _different("says", answers_in_model, product.says("rappel"))


def _different(subject: str, right: dict[str, str], actual: dict[str, str]) -> Iterator[str]:
    for answer in sorted(right.keys() | actual.keys()):
        if right.get(answer) != actual.get(answer):
            yield f"{subject}: {answer} {actual.get(answer)}, not {right.get(answer)}"


def _sent_otherwise(outcome: Outcome, product: Product, is_undecided: bool) -> Iterator[str]:
    """Who leaves more publicly, or less and nobody is asked about them."""
    expected, leaving = outcome.leaving, product.leaving()
    if is_undecided:
        expected |= {a: outcome.consent(outcome.people[a]) for a in leaving if a in outcome.people}
    publicity = {**PUBLICITY, None: 0}
    less = set()
    for answer in sorted(expected.keys() | leaving.keys()):
        right, actual = expected.get(answer), leaving.get(answer)
        if publicity[actual] > publicity[right]:
            yield f"raised: {answer} leaves as {actual}, not {right}"
        elif publicity[actual] < publicity[right] and not is_undecided:
            less.add(answer)
    rows = [*product.asked("consent"), *product.asked("same_person")] if less else []
    in_question = {answer for row in rows for answer in subject_of(row)}
    for answer in sorted(less):
        if not outcome.people[answer] & in_question:
            yield f"lost: {answer} leaves as {leaving.get(answer)}, not {expected[answer]}"


def waits_otherwise(outcome: Outcome, product: Product) -> Iterator[str]:
    """Questions that keep the pack a PROJET, and should not; or that should, and don't."""
    known = {"unheard_exports", "missing_answers", "rival_exports"}
    right, actual = outcome.waits, product.reasons() & known
    yield from (f"sent: {reason} is not said" for reason in sorted(right - actual))
    yield from (f"needless: {reason} is said" for reason in sorted(actual - right))
