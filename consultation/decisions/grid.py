"""The grid of themes that came back → its themes, and the theme that each title refers to.

An unchanged row changes nothing, so that an old copy of the grid undoes no later change. A deleted
row changes nothing either. To take a theme out, « effacer » is written instead of its title.
« fusionner avec Coût » merges it into « Coût ».
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import combinations

from consultation.decisions.coding_sheets import (
    GridColumns,
    ThemeKey,
    read_theme_key,
    shown_digest,
    state_of,
    theme_words,
)
from consultation.decisions.filled_row import Context, Row, words_of
from consultation.decisions.given import Theme
from consultation.forms.identifiers import Ids
from consultation.words.errors import OrganiserError
from consultation.words.french import sentence

# Long, so that titles that differ only at their ends have two ids.
ID_CHARACTERS = 100
COLUMNS = GridColumns()


@dataclass
class Grid:
    """The themes in the grid of a workbook. `ids`: folded title → theme id. `questions`: theme id →
    ids of the questions that the theme is for, empty for all questions."""

    ids: dict[str, str] = field(default_factory=dict)
    questions: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def asked_for(self, question_id: str) -> tuple[str, ...]:
        """The ids of the themes to look for in the answers to a question, sorted. With a theme
        `cout` for all questions and a theme `peur` for `q1` only: `q2` → `("cout",)`."""
        return tuple(
            theme_id
            for theme_id in sorted(self.ids.values())
            if not self.questions[theme_id] or question_id in self.questions[theme_id]
        )

    def theme_id(self, text: str) -> str | None:
        """The id of the theme with this title: « Coût » → `cout`. None for an unknown title. A
        theme renamed or taken out in this workbook is also found by the title from which its id was
        made."""
        if (theme_id := self.ids.get(words_of(text))) is not None:
            return theme_id
        recalled = _ids(set()).new(text)
        return recalled if recalled in self.questions else None

    def theme_ids(self, listed: str) -> set[str]:
        """The ids of the themes in a list of titles separated by semicolons: « Coût; Peur » →
        `cout`, `peur`. Titles that contain semicolons are found too. Unknown titles are ignored."""
        parts = listed.split(";")
        runs = (parts[first:last] for first, last in combinations(range(len(parts) + 1), 2))
        return {theme_id for run in runs if (theme_id := self.theme_id(";".join(run))) is not None}


def grid_of(
    rows: Iterable[Row], context: Context
) -> tuple[Grid, list[Theme], list[OrganiserError]]:
    """The grid in the rows of a workbook, its new or changed themes, and an error for each wrong
    row."""
    grid, problems = Grid(), list[OrganiserError]()
    changed = list[tuple[Theme, Row]]()
    filled = [row for row in rows if _is_of_theme(row)]
    keys = [read_theme_key(row.text(COLUMNS.key)) for row in filled]
    ids = _ids({key.theme_id for key in keys if key})
    published = {key.shown: key.theme_id for key in keys if key and key.shown}
    addresses: dict[str, str] = {}
    for position, (row, key) in enumerate(zip(filled, keys, strict=True), start=1):
        try:
            row.refuse_formulas()
            _refuse_moved_theme(row, key, published)
            theme = _theme(row, position, key, ids, context)
            _refuse_second_theme(row, theme, addresses)
        except OrganiserError as problem:
            problems.append(problem)
            continue
        grid.questions[theme.theme_id] = theme.question_ids
        if theme.title is not None:
            grid.ids[words_of(theme.title)] = theme.theme_id
        if key is None or key.shown != shown_digest(map(row.text, COLUMNS.to_fill)):
            changed.append((theme, row))
    themes = []
    for theme, row in changed:
        try:
            themes.append(_merged(theme, row, grid))
        except OrganiserError as problem:
            problems.append(problem)
    return grid, themes, problems


def _merged(theme: Theme, row: Row, grid: Grid) -> Theme:
    """The theme, with the id of « Coût » as `merged_id` if its row says « fusionner avec Coût ».
    Raises OrganiserError if the grid has no theme with that title."""
    other = _other_title(row)
    if theme.title is not None or other is None:
        return theme
    merged_id = grid.ids.get(words_of(other))
    if merged_id is None:
        raise OrganiserError("decisions_unknown_theme", where=row.place(COLUMNS.choice))
    return replace(theme, merged_id=merged_id)


def _other_title(row: Row) -> str | None:
    """The title of the theme to merge into, from the row's title: « fusionner avec Coût » →
    « Coût ». None for any other title."""
    merge, choice = (sentence("grid", "merge"), row.text(COLUMNS.choice))
    is_merge = words_of(choice).startswith(f"{words_of(merge)} ")
    return " ".join(choice.split()[len(merge.split()) :]) if is_merge else None


def _is_of_theme(row: Row) -> bool:
    """True if the row describes a theme. False for a blank row, and for a row without key whose
    title is « aucun thème » or « effacer »."""
    instead = set(map(words_of, theme_words().values()))
    is_new = not row.text(COLUMNS.key)
    return any(map(row.text, COLUMNS.mandatory)) and not (
        is_new and words_of(row.text(COLUMNS.choice)) in instead
    )


def _theme(row: Row, position: int, key: ThemeKey | None, ids: Ids, context: Context) -> Theme:
    if key is None and row.text(COLUMNS.key):
        raise OrganiserError("decisions_changed_row.theme", where=row.place(COLUMNS.key))
    title = _title(row, is_known=key is not None)
    return Theme(
        sheet=row.title,
        row=row.number,
        theme_id=key.theme_id if key else ids.new(title or ""),
        position=position,
        title=title,
        definition=row.as_written(COLUMNS.definition),
        example=row.as_written(COLUMNS.example),
        question_ids=_question_ids(row, context),
        decided_at=row.decided_at(context),
        shown=state_of(key.shown, key.change_count) if key else None,
    )


def _refuse_moved_theme(row: Row, key: ThemeKey | None, published: dict[str, str]) -> None:
    """Raise OrganiserError if the row has the cells of another row and its own key. Somebody moved
    the cells without their key, and the codes of a theme would become those of another theme.
    `published`: digest of the cells of each row as published → theme id."""
    owner = published.get(shown_digest(map(row.text, COLUMNS.to_fill)))
    if key is not None and owner not in (None, key.theme_id):
        raise OrganiserError("decisions_changed_row.moved_theme", where=row.place(COLUMNS.choice))


def _title(row: Row, *, is_known: bool) -> str | None:
    """The theme's title: « Coût  élevé » → `Coût élevé`. None for a known theme whose row says
    « effacer » or « fusionner avec … ». Raises OrganiserError for an empty title, « aucun thème »,
    or « effacer » in a new row."""
    title = " ".join((row.as_written(COLUMNS.choice) or "").split())
    instead = theme_words()
    if is_known and (words_of(title) == words_of(instead["erase"]) or _other_title(row)):
        return None
    if words_of(title) in {"", *map(words_of, instead.values())}:
        where, erase = row.place(COLUMNS.choice), instead["erase"]
        raise OrganiserError("decisions_theme_title", where=where, erase=erase)
    return title


def _question_ids(row: Row, context: Context) -> tuple[str, ...]:
    """The ids of the theme's questions, written by title or id. Empty means all questions.
    Raises OrganiserError for an unknown question."""
    known = {words_of(title): question_id for question_id, title in context.questions.items()}
    known |= {words_of(question_id): question_id for question_id in context.questions}
    question_ids = []
    for named in row.split_words(COLUMNS.questions):
        if words_of(named) not in known:
            raise OrganiserError("decisions_unknown_question", where=row.place(COLUMNS.questions))
        question_ids.append(known[words_of(named)])
    return tuple(dict.fromkeys(question_ids))


def _refuse_second_theme(row: Row, theme: Theme, addresses: dict[str, str]) -> None:
    """Raise OrganiserError if an earlier row has the same title or the same id. `addresses` has the
    addresses of earlier rows by title and id, and gets this row's."""
    address = row.place(COLUMNS.choice)
    for name in filter(None, (theme.theme_id, theme.title and f"« {words_of(theme.title)} »")):
        if addresses.setdefault(name, address) != address:
            raise OrganiserError("decisions_said_twice", where=address, other=addresses[name])


def _ids(taken: set[str]) -> Ids:
    return Ids(taken, otherwise="theme", longest=ID_CHARACTERS)
