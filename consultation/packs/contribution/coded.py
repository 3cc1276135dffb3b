"""The names of what people coded, and of the quotes that they chose: themes with their counts and
quotes, how far texts are coded and how well coders agree. Nothing where nothing is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import groupby

from consultation.packs.contribution.claims import Claim, key_of
from consultation.packs.contribution.statements import ALL, NONE, Statement, Statements, rows_of
from consultation.packs.contribution.template_names import CHART, Drawn, Names, chart_and_table
from consultation.packs.verification.sources import TEXTS
from consultation.warehouse.tables.publications import Row, Tables
from consultation.words.french import sentence

Rows = tuple[Row, ...]


def what_was_coded(said: Statements) -> dict[str, object]:
    """The names of themes, quotes and coding. Each question speaks for itself until all that was
    written is coded: `textes` goes through questions until then, and `themes`, of all together, has
    nothing to go through."""
    quotes = standing_quotes(said.tables)
    coverage = {question_id: told for (question_id,), told in said.named("coding_coverage").items()}
    asked = [question_id for question_id in coverage if question_id is not None]
    whole = asked[0] if len(asked) == 1 else None
    is_whole = whole is not None or _is_wholly_coded(coverage.get(None, {}))
    shown = [one for one in ([whole] if is_whole else asked) if coverage[one]["textes_codes"]]
    places = {
        question_id: _place(said, question_id, told, quotes)
        for question_id, told in coverage.items()
    }
    themes = _themes(said, "themes", whole, quotes)
    themes = themes if is_whole else replace(themes, members=())
    aside = [row for row in quotes if row["theme_id"] is None]
    return {
        "themes": replace(themes, entries={**themes.entries, **_drawings_of(themes)}),
        "textes": Names(
            "textes",
            {question_id: places[question_id] for question_id in asked},
            tuple(places[question_id] for question_id in shown),
        ),
        "citations": names_of("citations", quotes),
        "citations_sans_theme": names_of("citations_sans_theme", aside),
        "codage": _coding(said, coverage.get(whole)),
    }


def _is_wholly_coded(told: Mapping[str, object]) -> bool:
    done, written = (told.get(name, NONE) for name in ("textes_codes", "textes_ecrits"))
    return bool(done) and isinstance(done, Statement) and done >= written


def _drawings_of(themes: Names) -> dict[str, Drawn]:
    """The chart and the table of themes; their header says what shares are of."""
    words = ("theme", "contributions", "part_of_read")
    header = tuple(sentence("contribution", word) for word in words)
    drawings = chart_and_table(header, themes)
    return drawings | {CHART: replace(drawings[CHART], header=header)}


def _place(
    said: Statements, question_id: str | None, told: Mapping[str, object], quotes: Rows
) -> Names:
    """A question, or all of them together: how much of it is coded, and its themes."""
    path = ".".join(filter(None, ("textes", question_id)))
    themes = _themes(said, f"{path}.themes", question_id, quotes)
    entries = {
        **told,
        "titre": _title_of(told["titre"]),
        "marge": _widest(themes),
        "themes": themes,
    }
    return Names(path, entries | _drawings_of(themes))


def _title_of(label: object) -> object:
    """What a row is of: a question, or all of them together."""
    return label or sentence("themes", "all_questions")


def _widest(themes: Names) -> Statement:
    """The widest margin, where each theme has one."""
    margins = [each.statement("marge") for each in themes if isinstance(each, Names)]
    if any(margin.claim is None for margin in margins):
        return NONE
    return max(margins, key=lambda margin: margin.number, default=NONE)


def _themes(said: Statements, path: str, question_id: str | None, quotes: Rows) -> Names:
    """The themes of a question, or of all together, by their ids; the members are those that
    somebody wrote of, the most frequent first."""
    definitions = {row["theme_id"]: row for row in records_of(said.tables, "coding.themes")}
    found = {}
    for place, told in said.named("theme_counts").items():
        theme_id = str(place[1])
        if place[0] != question_id:
            continue
        own = [
            row
            for row in quotes
            if row["theme_id"] == theme_id and question_id in (None, row["question_id"])
        ]
        entries = {
            **told,
            "question": _title_of(told["question"]),
            "definition": definitions[theme_id]["definition"] or "",
            **said.by_word("theme_ranges", *place),
            **said.by_word("coder_agreement", theme_id),
            "citations": names_of(f"{path}.{theme_id}.citations", own),
        }
        found[theme_id] = Names(f"{path}.{theme_id}", entries)
    members = sorted(
        (theme for theme in found.values() if theme.entries["nombre"]),
        key=lambda theme: -theme.statement("nombre").number,
    )
    return Names(path, found, tuple(members))


def _coding(said: Statements, coverage: Mapping[str, object] | None) -> Names:
    """How far everything is coded and how well coders agree; the themes on which they do not,
    also those of which nothing counts yet: coders differ about each text that has one."""
    weak = [
        str(row["theme_label"])
        for row in rows_of(said.tables, "coder_agreement")
        if row["theme_id"] is not None and row["agreement_level"] == "insufficient"
    ]
    entries = {
        "question": _title_of(coverage["titre"]) if coverage else "",
        **said.by_word("coding_coverage"),
        **{name: value for name, value in (coverage or {}).items() if name != "titre"},
        **said.by_word("coder_agreement", None),
        **said.by_word("quote_coverage"),
        "themes_peu_surs": ", ".join(weak),
    }
    return Names("codage", entries, None if coverage else ())


def quoted_references(tables: Tables) -> frozenset[str]:
    """The references of those who are quoted."""
    return frozenset(row["reference"] for row in records_of(tables, "quotes.chosen"))


def standing_quotes(tables: Tables) -> Rows:
    """Each quote once: under the theme of its text that fewest wrote of in that question (of equal
    ones, the first of the grid), or under none (theme_id None); in the order of references: it
    tells nothing of who wrote first."""
    positions = {row["theme_id"]: row["position"] for row in records_of(tables, "coding.themes")}
    rarity = {
        (row["question_id"], row["theme_id"]): (row["theme_count"], positions[row["theme_id"]])
        for row in rows_of(tables, "theme_counts")
        if row["counting_rule"] == ALL and row["theme_count"]
    }
    found = []
    rows = sorted(records_of(tables, "quotes.chosen"), key=_text_of)
    for _, group in groupby(rows, key=_text_of):
        quote, *others = group
        told = [place for row in (quote, *others) if (place := _place_of(row)) in rarity]
        rarest = min(told, key=lambda place: rarity[place], default=(None, None))
        found.append({**quote, "theme_id": rarest[1]})
    return tuple(found)


def _text_of(row: Row) -> tuple[str, str]:
    return row["reference"], row["question_id"]


def _place_of(row: Row) -> tuple[str, str]:
    return row["question_id"], row["theme_id"]


def names_of(path: str, quotes: Iterable[Row]) -> Names:
    """The names of quotes, for « for » to go through."""
    return Names(path, {}, tuple(_quote(f"{path}.citation", row) for row in quotes))


def _quote(path: str, row: Row) -> Names:
    claim = Claim(
        claim_id="",
        document="",
        kind="quote",
        value=row["quote_text"],
        table=TEXTS,
        key=key_of(reference=row["reference"], question_id=row["question_id"]),
        column="text",
        format="quote",
        reference=row["reference"],
        question_id=row["question_id"],
    )
    return Names(
        path,
        {
            "texte": Statement(claim),
            "reference": row["reference"],
            "signature": row["attribution"],
        },
    )


def records_of(tables: Tables, name: str) -> Rows:
    """The rows of a table; none where the pack has no such table."""
    return tables[name].records if name in tables else ()
