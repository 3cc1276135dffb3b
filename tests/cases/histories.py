"""A consultation that lives: people on a site, files that organisers drop, what they write.

A history is a list of steps, each a verb and four numbers, so that any of them may be left out.
The site's files go to the product (`driven.py`) and, as what they say, to `plain_model`.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from tests.cases.inputs import Export, Row
from tests.cases.tool_writers import WRITERS
from tests.cases.webform import LABELS, delimited, header

Step = tuple[str, int, int, int, int]

FORM_ID = "vie"
FORM = """
title = "Une vie"
recipient = "Mairie"
time_zone = "UTC"
closes_at = 2022-03-08T00:00:00
[review]
required = false
[roles]
email = ["Courriel"]
name = ["Nom"]
[consent]
headers = ["Envoi"]
own_name = ["Oui"]
anonymous = ["Sans nom"{anonymous}]
reflection_only = ["Non"{refused}]
[questions.avis]
kind = "grid"
headers = ["Avis"]
audience = "all"
items = {{ rue = ["Rue"], parc = ["Parc"], gare = ["Gare"] }}
choices = {{ oui = ["Oui"], non = ["Non"] }}
[questions]
rappel = {{ kind="choice", headers="Rappel", audience="all", choices={{oui="Oui", non="Non"}} }}
voisin = {{ kind="choice", headers="Voisin", audience="all", choices={{oui="Oui", non="Non"}} }}
"""
# « Peut-être » is in no list, then in one, then in another.
READINGS = ({}, {"Peut-être": "anonymous"}, {"Peut-être": "reflection_only"})
MEANINGS = {"Oui": "own_name", "Sans nom": "anonymous", "Non": "reflection_only"}
CONSENTS = ("Oui", "Oui", "Oui", "Sans nom", "Non", "", "Peut-être")
START = dt.datetime(2022, 3, 1, 9, 0)  # noqa: DTZ001 - exports say no zone
CLOSES = dt.datetime(2022, 3, 8)  # noqa: DTZ001
GRID = ("Rue", "Parc", "Gare")
QUESTIONS = ("Courriel", "Nom", *GRID, "Envoi", "Rappel", "Voisin")
COLUMNS = {"address": "Courriel", "consent": "Envoi", "rappel": "Rappel"}
IN_GRID = {"nextcloud": "Avis ({})", "google": "Avis [{}]", "drupal": "Avis: {}"}
UNNUMBERED = ("google", "nextcloud")
TOOLS = ("framaforms",) * 5 + ("drupal", "google", "nextcloud", "nextcloud")
VERBS = {
    **{"answer": 8, "again": 3, "edit": 6, "save": 1, "complete": 1, "delete": 2, "skip": 1},
    **{"export": 6, "fetch": 0.5, "drop": 7, "drop_again": 1},
    **{"decide": 4, "same": 1, "tell": 3, "end": 0.5, "order": 3},
    **{"ask": 2, "take_back": 1, "erase": 1},
    **{"change_form": 0.5, "lose": 0.3},
}


def form_text(reading: int) -> str:
    """The form file, under which « Peut-être » is unknown, yes without a name, or no."""
    words = {state: f', "{word}"' for word, state in READINGS[reading].items()}
    refused = words.get("reflection_only", "")
    return FORM.format(anonymous=words.get("anonymous", ""), refused=refused)


def drawn_history(seed: int) -> list[Step]:
    """Four rounds of steps, each ended by a run; the same for the same seed."""
    draw = random.Random(seed)  # noqa: S311
    weights = list(VERBS.values())
    steps: list[Step] = [step("tool", draw)]
    for _ in range(4):
        steps += [step("answer", draw) for _ in range(draw.choice([0, 1, 6]))]
        chosen = draw.choices(list(VERBS), weights, k=draw.randrange(4, 24))
        steps += [step(verb, draw) for verb in chosen]
        steps += [step(verb, draw) for verb in ("export", "drop", "run")]
    return steps


def step(verb: str, draw: random.Random) -> Step:
    """The verb and four numbers, of which it takes what it needs."""
    return verb, *(draw.randrange(1000) for _ in range(4))


@dataclass(frozen=True)
class Answer:
    """An answer as the site has it; `cells` by the questions' titles."""

    sid: int
    cells: dict[str, str]
    submitted: dt.datetime
    completed: dt.datetime | None
    modified: dt.datetime

    @property
    def skips(self) -> bool:
        """Nothing is ticked in the grid."""
        return not any(self.cells.get(item) for item in GRID)


@dataclass
class Site:
    """The form as its tool has it now."""

    tool: str
    now: dt.datetime = START
    answers: dict[int, Answer] = field(default_factory=dict)
    last_sid: int = 100

    def add(self, person: int, drawn: int, *, is_draft: bool, skips: bool = False) -> None:
        """Somebody answers; of eight people, two leave no address."""
        cells = {
            "Courriel": f"p{person % 8}@example.org" if person % 8 > 1 else "",
            "Nom": f"Prénom{person % 5} Nom{person % 5}" if person % 3 == 0 else f"N{person}",
            **({} if skips else {"Rue": "Oui", "Parc": "Non", "Gare": "Oui"}),
            **{"Envoi": CONSENTS[drawn % len(CONSENTS)]},
            **{title: ("Oui", "Non")[(drawn + at) % 2] for at, title in enumerate(QUESTIONS[-2:])},
        }
        self.last_sid += 1 + drawn % 2  # other forms take numbers too
        completed = None if is_draft and self.tool in ("framaforms", "drupal") else self.now
        self.answers[self.last_sid] = Answer(self.last_sid, cells, self.now, completed, self.now)

    def edit(self, sid: int, drawn: int, *, completes: bool) -> None:
        """An answer is saved again, and maybe sent at last."""
        old = self.answers[sid]
        cells = {**old.cells, "Envoi": CONSENTS[drawn % len(CONSENTS)]}
        if " " not in cells["Nom"]:  # what was decided of same names ends with the answers it saw
            cells["Rappel"] = ("Oui", "Non")[drawn % 2]
        done = old.completed or (self.now if completes else None)
        if self.tool in UNNUMBERED:  # the hour of the edit takes the place of the other
            old = replace(old, submitted=self.now)
            done = self.now
        self.answers[sid] = replace(old, cells=cells, completed=done, modified=self.now)

    def chosen(self, kind: int, size: int, *, has_drafts: bool) -> list[Answer]:
        """Those that an export has: all, mostly; the last ones; or all but some."""
        everything = [answer for _, answer in sorted(self.answers.items())]
        if self.tool not in UNNUMBERED and kind % 4 == 3:
            everything = everything[-(1 + size % 6) :]
        elif self.tool not in UNNUMBERED and kind % 8 == 2:
            everything = everything[: -(1 + size % 3)]
        return [answer for answer in everything if has_drafts or answer.completed]


@dataclass(frozen=True)
class ToolExport:
    """A file, and what the model is to know of it."""

    content: bytes
    export: Export


def export_by_tool(
    tool: str, answers: Sequence[Answer], left_out: Sequence[str], own: int, clock: int = 0
) -> ToolExport:
    """The tool's export of these answers, without some columns."""
    titles = [title for title in QUESTIONS if title not in left_out]
    rows = [[answer.cells.get(title, "") for title in titles] for answer in answers]
    if tool == "nextcloud":
        pairs = zip(rows, answers, strict=True)
        rows = [_moved(cells) if answer.skips else cells for cells, answer in pairs]
    labels, own_cells = _own(tool, own)
    table = [
        [*own_cells(answer, clock), *cells] for answer, cells in zip(answers, rows, strict=True)
    ]
    if tool == "framaforms":
        heads = [("Avis" if title == "Rue" else "", title) for title in titles]
        content = delimited([*header(heads, submission=labels), *table])
    else:
        heads = [IN_GRID[tool].format(t) if t in GRID else t for t in titles]
        content = WRITERS[tool]([[*labels, *heads], *table])
    digest = hashlib.sha256(content).hexdigest()
    names = _names(tool, answers, titles, rows)
    model_rows = [
        _row(tool, name, answer, dict(zip(titles, cells, strict=True)), labels, clock)
        for name, answer, cells in zip(names, answers, rows, strict=True)
    ]
    columns = frozenset(name for name, title in COLUMNS.items() if title in titles)
    return ToolExport(content, Export(digest, tuple(model_rows), columns))


def _names(tool: str, answers: Sequence[Answer], titles, rows) -> list[str]:
    """The number of each answer or, where the tool gives none, what its row says and which of
    those it is that say so."""
    if tool not in UNNUMBERED:
        return [str(answer.sid) for answer in answers]
    names: list[str] = []
    for answer, cells in zip(answers, rows, strict=True):
        cells_by_title = {"webform_time": f"{answer.submitted.isoformat()}+00:00"}
        heads = (f"Avis > {title}" if title in GRID else title for title in titles)
        cells_by_title |= {head: cell for head, cell in zip(heads, cells, strict=True) if cell}
        row_text = "\x1e".join(sorted(f"{head}\x1f{cell}" for head, cell in cells_by_title.items()))
        digest = hashlib.sha256(row_text.encode()).hexdigest()[:12]
        names.append(f"{digest}-{1 + sum(name.startswith(digest) for name in names)}")
    return names


def _moved(cells: list[str]) -> list[str]:
    """The skipped grid is one empty cell: what follows stands two columns too far left."""
    at = QUESTIONS.index("Rue")
    return [*cells[: at + 1], *cells[at + 3 :], "", ""]


def _own(tool: str, own: int):
    """The tool's own columns, and what stands in them."""
    if tool == "framaforms":
        left_out = [(), (), (), ("Heure de modification",), ("Heure de complétion", "Brouillon")]
        dropped = left_out[own % 5]
        labels = [label for label in LABELS if label not in dropped]
        return labels, lambda answer, clock: [_framaforms(answer, clock)[label] for label in labels]
    if tool == "drupal":
        labels = ["Serial number", "Submission ID", "Created", "Completed", "Is draft"]
        return labels, lambda answer, clock: [
            *(str(answer.sid), str(answer.sid), str(answer.submitted)),
            *(str(answer.completed or ""), str(int(answer.completed is None))),
        ]
    if tool == "nextcloud":
        labels = ["User ID", "User display name", "Timestamp"]
        own_user = ["", "Anonymous user"]
        return labels, lambda answer, clock: [*own_user, f"{answer.submitted.isoformat()}+00:00"]
    return ["Timestamp"], lambda answer, clock: [f"{answer.submitted:%Y/%m/%d %I:%M:%S %p} UTC"]


def _framaforms(answer: Answer, clock: int) -> dict[str, str]:
    def in_words(moment: dt.datetime | None) -> str:
        return f"{moment + dt.timedelta(minutes=clock):%d/%m/%Y - %H:%M}" if moment else ""

    is_draft = answer.completed is None
    times = [in_words(answer.submitted), in_words(answer.completed), in_words(answer.modified)]
    cells = [str(answer.sid), str(answer.sid), *times, str(int(is_draft)), "", "0", "Anonymous"]
    return dict(zip(LABELS, cells, strict=True))


def _row(tool, name, answer: Answer, cells, labels, clock) -> Row:
    by = dt.timedelta(minutes=clock)
    values = {
        name: cells[title].lower() if name == "address" else cells[title]
        for name, title in COLUMNS.items()
        if title in cells
    }
    values["submitted"] = answer.submitted + by
    if tool in UNNUMBERED or tool == "drupal" or "Heure de complétion" in labels:
        values["completed"] = answer.completed and answer.completed + by
    if tool == "drupal" or "Brouillon" in labels:
        values["is_draft"] = answer.completed is None
    if "Heure de modification" in labels:
        values["modified"] = answer.modified + by
    if tool in UNNUMBERED:
        values["cells"] = tuple(cells.values())
    is_moved = tool == "nextcloud" and answer.skips
    sid = 0 if tool in UNNUMBERED else answer.sid
    return Row(f"{FORM_ID}:{name}", sid, values, "moved" if is_moved else "")
