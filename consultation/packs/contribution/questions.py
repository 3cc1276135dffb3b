"""The names of what was asked and answered: each question, its choices under every counting rule,
its totals, its texts, numbers and dates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

from consultation.french import sentence
from consultation.packs.contribution.names import Drawn, Names, Statement, figure
from consultation.warehouse.build.publications import Row, Tables, in_order

ALL = "all"
STATISTICS = "statistiques"

Rows = tuple[Row, ...]


def rows_of(tables: Tables, name: str) -> Rows:
    """The rows of a file of statistiques/; none where the pack has no such file."""
    for place in ("pack.annex_files__", "publications.statistiques__", "statistics."):
        if table := tables.get(f"{place}{name}"):
            return table.records
    return ()


def figure_maker(name: str, key: tuple[str, ...]) -> Callable[..., Statement]:
    """How figures of a file of statistiques/ are told: by row, column, format, denominator."""
    return partial(figure, f"{STATISTICS}/{name}.csv", key)


def under_rules(
    say: Callable[..., Statement], rows: Iterable[Row], column: str, format_id: str, of: str = ""
) -> Statement:
    """The figure where all count, with the same under the other rules behind it."""
    under = {row["counting_rule"]: say(row, column, format_id, of) for row in rows}
    return Statement(under[ALL].claim, under) if ALL in under else Statement(None)


def questions(tables: Tables) -> dict[str, Names]:
    """The questions of the form, by id, in its order."""
    closed = _counts_by_place(tables)
    listings = {
        (row["question_id"], row["item_id"]): row for row in tables["pack.note_answers"].records
    }
    found = {}
    for row in in_order(tables["form.questions"]):
        question_id = row["question_id"]
        path = str(question_id)
        about = {**_nothing(path), "titre": row["title"], "libelle": row["wording"]}
        about["plusieurs"] = row["kind"] == "choices"
        if row["kind"] == "grid":
            items = {
                item["item_id"]: _answers(
                    f"{path}.{item['item_id']}",
                    {**_nothing(f"{path}.{item['item_id']}"), "titre": item["label"]},
                    closed[question_id, item["item_id"]],
                    listings.get((question_id, item["item_id"])),
                )
                for item in in_order(tables["form.items"])
                if item["question_id"] == question_id
            }
            members = tuple(item for item in items.values() if item)
            elements = Names(f"{path}.elements", {}, members)
            found[path] = Names(path, {**about, "elements": elements, **items}, members)
        elif (question_id, None) in closed:
            listing = listings.get((question_id, None))
            found[path] = _answers(path, about, closed[question_id, None], listing)
        else:
            found[path] = Names(path, about | _summary(tables, question_id))
    return found


def _nothing(path: str) -> dict[str, object]:
    """What a question has of what questions have, until it has it: « if » may ask for any of it."""
    names = ("elements", "choix", "en_tete", "autres", "totaux")
    return {name: Names(f"{path}.{name}", {}, ()) for name in names} | {
        "ont_repondu": Statement(None)
    }


def _counts_by_place(tables: Tables) -> Mapping[tuple[str, str | None], Rows]:
    """The counts of choices and of totals, by question and item."""
    found: dict[tuple[str, str | None], list[Row]] = defaultdict(list)
    for name in ("answer_counts", "group_counts"):
        for row in rows_of(tables, name):
            found[row["question_id"], row["item_id"]].append(row)
    return {place: tuple(rows) for place, rows in found.items()}


def _answers(path: str, about: Mapping[str, object], rows: Rows, listing: Row | None) -> Names:
    """A closed question, or an item of a grid; its members are its choices as documents tell them
    (sql/16_pack/note_answers); a choice to be ticked or not concludes nothing."""
    by_choice: dict[str, list[Row]] = defaultdict(list)
    by_total: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        (by_choice if row.get("choice_id") else by_total)[_id_of(row)].append(row)
    choices = {name: _choice(f"{path}.{name}", of) for name, of in by_choice.items()}
    totals = {name: _total(f"{path}.totaux", of) for name, of in by_total.items()}
    first = next(iter(by_choice.values()))
    say = figure_maker("answer_counts", ("question_id", "item_id", "choice_id", "counting_rule"))
    listed = listing or {"answers": (), "totals": ()}
    shown = (
        tuple(choices[one["choice_id"]] for one in listed["answers"]) if len(choices) > 1 else ()
    )
    summed = tuple(totals[one["group_label"]] for one in listed["totals"] or ())
    first_ones = _equal_first(shown)
    others = tuple(one for one in _answers_given(shown) if one not in first_ones)
    entries = {
        **about,
        "ont_repondu": under_rules(say, first, "answered_count", "count"),
        "pouvaient_repondre": under_rules(say, first, "asked_count", "count"),
        "choix": Names(f"{path}.choix", {}, shown),
        "autres": Names(f"{path}.autres", {}, others),
        "totaux": Names(f"{path}.totaux", {}, _answers_given(summed)),
        **({"en_tete": first_ones[0]} if len(first_ones) == 1 else {}),
    }
    return Names(path, {**choices, **entries}, shown)


def _id_of(row: Row) -> str:
    return str(row.get("choice_id") or row["group_label"])


def _answers_given(answers: Iterable[Names]) -> tuple[Names, ...]:
    """Those that somebody gave."""
    return tuple(answer for answer in answers if answer.entries["nombre"])


def _equal_first(answers: Sequence[Names]) -> list[Names]:
    """What stands in front: several, where they are equal."""
    given = _answers_given(answers)
    most = max((one.statement("nombre").number for one in given), default=0)
    return [one for one in given if one.statement("nombre").number == most]


def _choice(path: str, rows: list[Row]) -> Names:
    say = figure_maker("answer_counts", ("question_id", "item_id", "choice_id", "counting_rule"))
    return _count_and_share(path, rows[0]["choice_label"], say, rows)


def _total(path: str, rows: list[Row]) -> Names:
    say = figure_maker("group_counts", ("question_id", "item_id", "group_label", "counting_rule"))
    return _count_and_share(path, rows[0]["group_label"], say, rows)


def _count_and_share(
    path: str, label: str, say: Callable[..., Statement], rows: list[Row]
) -> Names:
    return Names(
        path,
        {
            "libelle": label,
            "nombre": under_rules(say, rows, "chosen_count", "count", "answered_count"),
            "part": under_rules(say, rows, "chosen_share", "share", "answered_count"),
        },
    )


SUMMARIES: Mapping[str, tuple[tuple[str, str, str], ...]] = {
    "text_families": (
        ("ont_repondu", "answered_count", "count"),
        ("textes_differents", "distinct_text_count", "count"),
        ("familles", "family_count", "count"),
    ),
    "number_summaries": (
        ("ont_repondu", "answered_count", "count"),
        ("plus_petit", "smallest_number", "exact"),
        ("mediane", "median_number", "exact"),
        ("plus_grand", "greatest_number", "exact"),
        ("moyenne", "mean_number", "count"),
    ),
    "date_summaries": (
        ("ont_repondu", "answered_count", "count"),
        ("plus_ancienne", "earliest_date", "date"),
        ("mediane", "median_date", "date"),
        ("plus_recente", "latest_date", "date"),
    ),
}
"""What is told of the questions that have no choices, by the file that counts them."""


def _summary(tables: Tables, question_id: str) -> dict[str, Statement]:
    for name, columns in SUMMARIES.items():
        say = figure_maker(name, ("question_id",))
        for row in rows_of(tables, name):
            if row["question_id"] == question_id:
                return {word: say(row, column, how) for word, column, how in columns}
    return {}


def chart_of(counted: Iterable[object]) -> Drawn:
    """A bar for each choice, theme or category, as long as its share, with its count."""
    rows = [each for each in counted if isinstance(each, Names)]
    return Drawn(
        header=(),
        rows=tuple(
            (str(each.entries["libelle"]), each.statement("nombre"), each.statement("part"))
            for each in rows
        ),
        bars=tuple(each.statement("part").number for each in rows),
    )


def table_of(title: str, counted: Iterable[object]) -> Drawn:
    """A row for each choice, theme or category, with its count and its share."""
    chart = chart_of(counted)
    header = (title, sentence("contribution", "count"), sentence("contribution", "part"))
    return Drawn(header, chart.rows)
