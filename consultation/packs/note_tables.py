"""The tables of the note, each with what is said below it: what stands in front and whether all
rules agree on it; texts and letters; what people coded, of which nothing where nothing is coded."""

from __future__ import annotations

from collections.abc import Sequence

from consultation.packs.contribution.questions import Answer, Closed
from consultation.packs.contribution.statements import Figures, Statements, range_of_shares, rows_of
from consultation.packs.typesetting.document_values import Table
from consultation.warehouse.tables.publications import Row, Tables
from consultation.words.french import NO_BREAK_SPACE, count_of, sentence, words

OTHERS_SHOWN = 4
CHANGES = ("leader", "tie", "majority")
"""What another counting rule may change."""


def conclusions(said: Statements, closed: Sequence[Closed], rows_shown: int) -> Table:
    """A row per closed question, in the order of the form: what stands in front, then minority
    views beside it."""
    return Table(
        ("Question", "En tête", "Sur", "Part", "Selon la règle", "Autres réponses"),
        tuple(_cells(said, each) for each in closed[:rows_shown]),
        widths=(5, 4, 0, 0, 0, 7),
    )


def verdict(said: Statements, closed: Sequence[Closed], rows_shown: int) -> str:
    """What another counting rule changes of what comes first, and for which questions."""
    if not closed:
        return ""
    changes = [_change(said, change, closed, rows_shown) for change in CHANGES]
    told = [*filter(None, changes)] or [sentence("note", "nothing_changes")]
    return " ".join(filter(None, (*told, more_rows(len(closed) - rows_shown))))


def _change(said: Statements, change: str, closed: Sequence[Closed], shown: int) -> str:
    """Where some rules change that, and which; nothing where none does."""
    rules = {
        (row["question_id"], row["item_id"], row["counting_rule"])
        for name in ("conclusions", "group_counts")
        for row in rows_of(said.tables, name)
        if row.get(f"has_other_{change}")
    }
    labels = {word.id: word.label for word in words() if word.kind == "counting_rule"}
    places = []
    for each in closed:
        changing = [
            label
            for rule, label in labels.items()
            if (each.question_id, each.item_id, rule) in rules
        ]
        places += [f"{each.title} ({', '.join(changing)})"] if changing else []
    if not places:
        return ""
    more = [count_of(len(places) - shown, "autre")] if len(places) > shown else []
    return sentence("note", f"changes_{change}", places=[*places[:shown], *more])


def more_rows(count: int) -> str:
    """How many rows a table of the note leaves to the annex; nothing where it leaves none."""
    return sentence("note", "more_rows", row_count=count) if count > 0 else ""


def _in_front(closed: Closed) -> Answer | None:
    """The greatest total, where the form file declares some, else the leading answer; None where
    several are equal."""
    first, *totals = closed.totals or (None,)
    if first and all(one.count < first.count for one in totals if one):
        return first
    return closed.leaders[0] if len(closed.leaders) == 1 else None


def _cells(said: Statements, closed: Closed) -> tuple[str, ...]:
    title, front = closed.title, _in_front(closed)
    counted = said.at("conclusions", closed.question_id, closed.item_id)
    leader = (
        sentence("note", "leader", leader=front.label, leading_count=front.count)
        if front
        else sentence("note", "tie")
    )
    return (
        sentence("note", "several_choices", title=title) if closed.kind == "choices" else title,
        leader,
        counted["answered_count"].mark,
        (front.share if front else counted["leading_share"]).mark,
        range_of_shares(front.shares) if front else "—",
        _list_answers(closed, front),
    )


def _list_answers(closed: Closed, front: Answer | None) -> str:
    """The answers beside what stands in front: all points of a scale, else the first few, and how
    many more there are."""
    others = [one for one in (*closed.totals, *closed.answers) if one is not front]
    shown = others if closed.is_scale else others[:OTHERS_SHOWN]
    cells = [
        sentence("note", "other_answer", label=one.label, count=one.count, part=one.share)
        for one in shown
    ]
    if more := len(others) - len(shown):
        cells.append(count_of(more, "autre").replace(" ", NO_BREAK_SPACE))
    return " · ".join(cells) or sentence("note", "no_other_answer")


THEMES_SHOWN = 8


def themes_table(said: Statements, rows_shown: int) -> Table:
    """The themes most found, of each question, or of all together once they are wholly coded."""
    shown = _shown_themes(said.tables, rows_shown)
    has_questions = len({row["question"] for row in shown}) > 1
    titles = ("Thème", "Textes", "Sur", "Part", "Selon la règle", "Alpha")
    return Table(
        (*(("Question",) if has_questions else ()), *titles),
        tuple(
            (*((row["question"],) if has_questions else ()), row["theme"], *_figures(said, row))
            for row in shown
        ),
        widths=(*((5,) if has_questions else ()), 7, 0, 0, 0, 0, 0),
    )


def _figures(said: Statements, row: Row) -> tuple[str, ...]:
    place = row["question_id"], row["theme_id"]
    counted = said.at("theme_counts", *place)
    return (
        *(counted[name].mark for name in ("theme_count", "coded_count", "theme_share")),
        range_of_shares(said.at("theme_ranges", *place)),
        said.at("coder_agreement", row["theme_id"])["alpha"].mark,
    )


def themes_in_short(said: Statements, rows_shown: int) -> str:
    """What was coded and by how many, and what that is worth; an agreement that is too low to
    conclude from is said to be, over all and theme by theme."""
    themes = _themes(said.tables)
    if not themes:
        return ""
    places = places_told(said.tables)
    shown = _shown_themes(said.tables, rows_shown)
    told = [_coded_place(said, row) for row in places]
    is_whole = all(row["coded_count"] == row["written_count"] for row in places)
    parts = [
        sentence("note_themes", "coded", places=told),
        "" if is_whole else _not_all(said, shown),
        *_agreement_in_short(said),
        more_rows(len(themes) - len(places) - len(shown)),
    ]
    return " ".join(filter(None, parts))


def _coded_place(said: Statements, row: Row) -> str:
    counted = said.at("coding_coverage", row["question_id"])
    return sentence("note_themes", "coded_place", question=row["question"], **counted)


def _not_all(said: Statements, shown: Sequence[Row]) -> str:
    """How far the shares may be from those of all texts, where that is known of each theme."""
    counted = [said.at("theme_counts", row["question_id"], row["theme_id"]) for row in shown]
    margins = [each["margin"] for each in counted if each["theme_count"]]
    if not margins or not all(margin.claim for margin in margins):
        return sentence("note_themes", "not_all_coded")
    widest = max(margins, key=lambda margin: margin.number)
    return sentence("note_themes", "margin", points=widest)


def _agreement_in_short(said: Statements) -> list[str]:
    levels = {
        row["theme_id"]: row["agreement_level"] for row in rows_of(said.tables, "coder_agreement")
    }
    if not levels:
        return [sentence("note_themes", "coded_alone")]
    # Also those of which nothing counts yet: coders differ about each text that has one.
    titles = {row["theme_id"]: row["title"] for row in said.tables["coding.themes"].records}
    weak = [title for theme, title in titles.items() if levels.get(theme) == "insufficient"]
    overall = sentence("note_themes", levels[None], **said.at("coder_agreement", None))
    return [overall, *([sentence("note_themes", "weak", themes=weak)] if weak else [])]


def places_told(tables: Tables) -> list[Row]:
    """What was coded question by question: the row of the texts that fit no theme."""
    return [row for row in _themes(tables) if not row["theme_id"]]


def _themes(tables: Tables) -> list[Row]:
    """The themes that somebody wrote of, question by question, then the texts that fit none."""
    rows = tables["publications.parts__theme_rows"].records
    found = [row for row in rows if row["is_in_short"]]
    found = [row for row in found if row["theme_count"] or not row["theme_id"]]
    return sorted(found, key=lambda row: (int(row["question_place"]), int(row["theme_place"])))


def _shown_themes(tables: Tables, rows_shown: int) -> list[Row]:
    """As many of each question, the most found first: at least one."""
    themes = [row for row in _themes(tables) if row["theme_id"]]
    questions = len({row["question_place"] for row in themes})
    most = max(1, min(rows_shown, THEMES_SHOWN) // max(1, questions))
    return [row for row in themes if row["theme_place"] <= most]


def unless_none(told: Figures, **sentence_ids: str) -> str:
    """Sentences about counts; nothing of a count that is zero."""
    shown = [each for count, each in sentence_ids.items() if told[count]]
    return " ".join(sentence("note", each, **told) for each in shown)


def texts_table(said: Statements, rows: list[Row]) -> Table:
    return Table(
        ("Question à réponse libre", "Textes", "Textes différents"),
        tuple(
            (
                row["question_label"],
                counted["answered_count"].mark,
                counted["distinct_text_count"].mark,
            )
            for row in rows
            for counted in [said.at("text_families", row["question_id"])]
        ),
    )


def letters_table(said: Statements, shown: int) -> Table:
    return Table(
        ("Lettre", "Question", "Personnes", "Versions", "Avec un ajout"),
        tuple(
            (
                row["name"],
                row["title"],
                *(f.mark for f in said.at("families", row["family_id"]).values()),
            )
            for row in said.tables["pack.note_letters"].records[:shown]
        ),
        widths=(5, 3, 0, 0, 0),
    )


def letters_in_short(told: Figures, shown: int) -> str:
    """Letters, then the shorter passages that people share, which are none, and how many letters
    the table leaves to the annex."""
    parts = [sentence("note", "letters" if told["letter_count"] else "no_letter", **told)]
    parts.append(
        unless_none(told, passage_count="passages", template_contribution_count="templates")
    )
    if (more := int(told["letter_count"].number) - shown) > 0:
        parts.append(sentence("note", "letters_shown", row_count=more))
    return " ".join(filter(None, parts))
