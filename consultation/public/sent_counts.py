"""What a pack tells whoever reads it of the counts that public tables print: its own tables of
statistiques/, cell by cell.

Its counts are of those in it, each cell of the same persons as the public one narrowed to them.
That does not hold under other counting rules (a letter may be one for everybody, and not for those
who agreed), nor for themes (a text that is withheld is not written there). Where packs are public,
public tables leave both out rather than be protected against the wrong figures: packs have them.
What a pack does not tell, the départements, stays unknown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from consultation.errors import OrganiserError
from consultation.forms.form import Form
from consultation.packs.annex import FOLDER
from consultation.packs.bilan import MOST_HIDDEN
from consultation.packs.verification.sources import NotThere, Sources
from consultation.protection.counts import Counts, SentCounts
from consultation.protection.layers import Links, with_computed
from consultation.public.cells import ALL
from consultation.public.counted_rows import Counted, of_rule
from consultation.public.counting import counts_of
from consultation.warehouse.build.publications import Row

NOT_SENT = ("reflection_only", "unclear")
"""The consents of those whom a pack counts and does not hold."""

Cells = Sequence[Mapping[str, str]]


def rows_beside_packs(counted: Counted) -> Counted:
    """The rows that are published where packs are: what packs count alike."""
    under_rules = ("public.rules", "public.answers")
    kept = {name: of_rule(counted[name], ALL) for name in under_rules}
    return {**counted, **kept, "public.themes": ()}


def sent_counts(pack: Path, counted: Counted, counts: Counts, form: Form) -> SentCounts:
    """What the pack tells of the cells of `counts`, which were made of the rows `counted`.

    `frozen_damaged`: its tables can't be read.
    """
    try:
        return _sent_counts(Sources(pack), counted, counts, form)
    except (NotThere, KeyError, ValueError):
        name = pack.parent.name
        raise OrganiserError("frozen_damaged", where=name, folder=name) from None


def _sent_counts(sources: Sources, counted: Counted, counts: Counts, form: Form) -> SentCounts:
    figures = {row["figure_id"]: row for row in _table(sources, "key_figures")}
    links = Links(counts)
    printed = counts_of(_rows_of(sources, counted), form).persons
    known = {links.number[cell]: n for cell, n in printed.items() if cell in links.number}
    # Sums that hold for everybody hold for those in the pack, even where they tick fewer choices.
    persons = {links.cells[cell]: n for cell, n in sorted(with_computed(links, known).items())}
    return SentCounts(persons, _taking_part(figures), figures["last_week"]["day"])


def _taking_part(figures: Mapping[str, Mapping[str, str]]) -> tuple[int, int] | None:
    """How many had taken part: those sent, and those who are told not to be; one of these is from
    1 to 10 where it is not told."""
    if "total_sendable" not in figures:
        return None
    least = most = int(figures["total_sendable"]["amount"])
    for consent in NOT_SENT:
        amount = figures.get(f"total_{consent}", {"amount": "0"})["amount"]
        least, most = least + int(amount or 1), most + int(amount or MOST_HIDDEN)
    return least, most


def _rows_of(sources: Sources, counted: Counted) -> Counted:
    """The rows of the pack: those of everybody, with the counts of those in it."""
    everybody = _counts(of_rule(_table(sources, "rule_counts"), ALL), "counting_rule")[ALL]
    categories = _counts(of_rule(_table(sources, "category_counts"), ALL), "category_id")
    weeks = _counts(_table(sources, "participation_by_week"), "week")
    undated = everybody - weeks.total()
    answers = of_rule(_table(sources, "answer_counts"), ALL)
    crossed = _table(sources, "cross_tabs")
    return {
        "public.rules": [{"counting_rule": ALL, "person_count": everybody}],
        "public.weeks": [
            {"week": week, "person_count": undated if week is None else weeks[str(week)]}
            for week in (row["week"] for row in counted["public.weeks"])
        ],
        "public.categories": [
            {"category_id": one, "person_count": categories[one or ""]}
            for one in (row["category_id"] for row in counted["public.categories"])
        ],
        "public.departements": (),
        "public.answers": list(_with_counts(counted["public.answers"], answers)),
        "public.answers_by_category": list(
            _with_counts(counted["public.answers_by_category"], crossed)
        ),
        "public.themes": (),
    }


def _table(sources: Sources, name: str) -> Cells:
    return sources.rows_of(f"{FOLDER}/{name}.csv")


def _counts(cells: Iterable[Mapping[str, str]], key: str) -> Counter[str]:
    found: Counter[str] = Counter()
    for row in cells:
        found[row[key]] += int(row["contribution_count"])
    return found


def _with_counts(rows: Sequence[Row], cells: Cells) -> Iterable[Row]:
    """The rows of the questions that the pack has; nobody in it answered what it does not know."""
    answered = {_place(row): row["answered_count"] for row in cells}
    chosen = {(*_place(row), row["choice_id"]): row["chosen_count"] for row in cells}
    questions = {row["question_id"] for row in cells}
    for row in rows:
        if row["question_id"] in questions:
            place = _place(row)
            yield {
                **row,
                "answered_count": int(answered.get(place, 0)),
                "chosen_count": int(chosen.get((*place, row["choice_id"]), 0)),
            }


def _place(row: Row) -> tuple[str, str, str]:
    return row["question_id"], row["item_id"] or "", row.get("category_id", "")
