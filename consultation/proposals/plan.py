"""Turn the guesses about an export into topics (questions and columns to ask a person about), with
ids.

A form file names each column by a spelling that no other column has: its label, or its group and
label (« Avis > Prix »). Columns without such a spelling can only be ignored.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from consultation.exports.export_parts import HeadedColumn, Heading
from consultation.forms.identifiers import Ids
from consultation.forms.spelling import spelling_of
from consultation.proposals.components import Component
from consultation.proposals.lists import Guess
from consultation.proposals.scales import two_sides
from consultation.proposals.topics import (
    OPEN_KINDS,
    DeclaredQuestion,
    Option,
    Topic,
    options_of,
    uses_of,
)
from consultation.words.french import sentence

# No-break spaces. `tidy` keeps the first character of a run of spaces.
NO_BREAK = "\u00a0\u202f"


def tidy(text: str) -> str:
    """The text on a single line, in NFC, without spaces at the ends: « Votre⏎avis » → « Votre avis
    ». No-break spaces are kept."""
    one_line = re.sub(
        r"\s+", lambda run: run[0] if run[0] in [*NO_BREAK, " "] else " ", text.strip()
    )
    return unicodedata.normalize("NFC", one_line)


class Headings:
    """The headings of an export. They are used to find, for a column or a group, a spelling that no
    other has."""

    def __init__(self, columns: Sequence[HeadedColumn], headings: Sequence[Heading]) -> None:
        self._headings = headings
        self._names = Counter(
            name for column in columns for name in {column.label, spelling_of(column.full)}
        )
        self._fulls = {spelling_of(column.full) for column in columns}
        self._groups = Counter(
            spelling_of(heading.group) for heading in headings if spelling_of(heading.group)
        )

        # No id of a question may equal one of these.
        self.all = frozenset((*self._names, *self._groups))

    def full_spelling(self, column: HeadedColumn) -> str:
        """The group and the label of a column: group `Avis`, label `Prix` → `Avis > Prix`. Only the
        label if the column has no group."""
        label = tidy(column.heading.label)
        group = tidy(self._headings[column.run].group)
        return f"{group} > {label}" if group else label

    def own_spellings(self, column: HeadedColumn) -> tuple[str, ...]:
        """The spelling that names this column and no other: its label if it is unique, else its
        group and label. Empty if neither is unique among columns and groups."""
        for heading in (tidy(column.heading.label), self.full_spelling(column)):
            name = spelling_of(heading)
            if self._names[name] == 1 and not self._groups[name]:
                return (heading,)
        return ()

    def spellings_to_ignore(self, column: HeadedColumn) -> tuple[str, ...]:
        """The spelling to write under `ignored` for a column: its label if unique, else its group
        and label. Columns with the same group and label are ignored together."""
        return self.own_spellings(column) or (self.full_spelling(column),)

    def spellings_to_ignore_all(self, component: Component) -> tuple[str, ...]:
        """The spellings to write under `ignored` for a whole group: its name, and the full heading
        of each column whose label is the name of another group. If `Prix` is also a group, the
        group `Avis` with columns `Bruit` and `Prix` → `("Avis", "Avis > Prix")`."""
        others = self._groups.keys() - {component.first.group}
        bearing = (column for column in component.columns if column.label in others)
        whole = tidy(component.first.heading.group)
        return (whole, *dict.fromkeys(self.full_spelling(column) for column in bearing))

    def group_spelling(self, component: Component) -> str | None:
        """The name of the group above the columns of a question. None if another group or column
        has the same name."""
        name = component.first.group
        if self._groups[name] != 1 or name in self._fulls:
            return None
        return tidy(component.first.heading.group)


def topics_of(
    guesses: Sequence[Guess], headings: Headings, taken: Collection[str] = frozenset()
) -> tuple[Topic, ...]:
    """The topics of an export (its questions, and other columns), in the order of columns. No new
    id is in `taken`."""
    # An id also names its question in exports: it must not be the heading of another column.
    ids = Ids({*headings.all, *taken}, "question")
    topics: dict[str, Topic] = {}
    left: list[Topic] = []
    aside: list[Guess] = []
    for guess in guesses:
        headers = _headers(guess, headings)
        if guess.kind is None or not headers:
            aside.append(guess)
            continue
        topic, twice = _question_topic(guess, headers, headings, ids)
        topics[topic.key] = topic
        left += twice
    for guess in aside:  # questions get their ids first
        left += _left_topics(guess, headings, ids)
    for topic in left:
        if twin := topics.get(topic.key):  # columns with equal headings make one topic
            topic = replace(twin, ignored_as=(*twin.ignored_as, *topic.ignored_as))
        topics[topic.key] = topic
    return tuple(
        sorted(topics.values(), key=lambda topic: topic.question.columns[0].heading.position)
    )


def _headers(guess: Guess, headings: Headings) -> tuple[str, ...]:
    if guess.component.layout == "single":
        return headings.own_spellings(guess.component.first)
    group = headings.group_spelling(guess.component)
    return () if group is None else (group,)


def _question_topic(
    guess: Guess, headers: tuple[str, ...], headings: Headings, ids: Ids
) -> tuple[Topic, list[Topic]]:
    """The topic of a question, and a topic for each of its columns that must be left aside."""
    parts, other, left = _columns_apart(guess, headings)
    if not other:
        guess = replace(guess, other=None)
    is_lone = guess.component.layout == "single"
    columns = options_of([(tidy(column.heading.label),) for column in parts], "option")
    name = tidy(guess.component.first.heading.label) if is_lone else headers[0]
    choices = columns if guess.component.layout == "ticks" else _listed_options(guess)
    labels = {option.id: option.spellings[0] for option in choices if guess.kind != "choices"}
    sides = two_sides(labels)
    question = DeclaredQuestion(
        id=ids.new(name, own={spelling_of(headers[0])}),
        kind=guess.kind or "text",
        headers=headers,
        title=_title(name, headers[0]),
        other=other,
        items=columns if guess.kind == "grid" else (),
        choices=choices,
        groups=sides,
        remarks=guess.remarks,
        columns=guess.columns,
    )
    whole = headers if is_lone else headings.spellings_to_ignore_all(guess.component)
    topic = Topic(
        question,
        kinds=(question.kind,),
        uses=uses_of(question),
        ignored_as=(*whole, *other),
        use="question",
        remarks=guess.remarks,
        is_category=guess.is_category and not sides,
        is_agreement=guess.is_agreement,
    )
    return topic, left


def _columns_apart(
    guess: Guess, headings: Headings
) -> tuple[list[HeadedColumn], tuple[str, ...], list[Topic]]:
    """Three lists about a question with several columns: the columns that are options or items, the
    heading of the column « autre », and a topic for each column that can only be ignored, since
    another column has its heading."""
    parts, twice = _part_twins(guess)
    left = [
        _unused_topic(column, (headings.full_spelling(column),), "option_twice") for column in twice
    ]
    other = headings.own_spellings(guess.other) if guess.other else ()
    if guess.other and not other:
        left.append(_undistinguished_topic(guess.other, headings))
    return parts, other, left


def _left_topics(guess: Guess, headings: Headings, ids: Ids) -> Iterator[Topic]:
    """Yield a topic for each column left aside. A person may make it a question of its own: a
    choice if a list was found, else a text, number, date or time. A column without a heading of its
    own can only be ignored."""
    is_lone = guess.component.layout == "single"
    for column in guess.columns:
        own = headings.own_spellings(column)
        if guess.kind is not None or (is_lone and not own):
            yield _undistinguished_topic(column, headings)
            continue
        to_ignore = headings.spellings_to_ignore(column)
        question = DeclaredQuestion("", "text", to_ignore, columns=(column,))
        if own:
            name = tidy(column.heading.label)
            question = DeclaredQuestion(
                id=ids.new(name, own={spelling_of(own[0])}),
                kind="choice" if guess.choices.labels else "text",
                headers=own,
                title=_title(name, own[0]),
                choices=_listed_options(guess),
                columns=(column,),
            )
        yield Topic(
            question,
            kinds=(question.kind, "text") if question.choices else OPEN_KINDS,
            uses=uses_of(question) if own else frozenset({"ignored"}),
            ignored_as=to_ignore,
            use=guess.role or "ignored",
            remarks=guess.remarks,
        )


def _undistinguished_topic(column: HeadedColumn, headings: Headings) -> Topic:
    return _unused_topic(column, headings.spellings_to_ignore(column), "not_told_apart")


def _unused_topic(column: HeadedColumn, to_ignore: tuple[str, ...], remark: str) -> Topic:
    """The topic of a column that can only be ignored. `to_ignore` are the headings to write under
    `ignored`. `remark` is the id of the reason."""
    question = DeclaredQuestion("", "text", to_ignore, columns=(column,))
    remarks = (sentence("remarks", remark),)
    uses = frozenset({"ignored"})
    return Topic(question, OPEN_KINDS, uses, to_ignore, use="ignored", remarks=remarks)


def _part_twins(guess: Guess) -> tuple[list[HeadedColumn], list[HeadedColumn]]:
    """Two lists of columns: options or items, and columns whose label an earlier column has."""
    if guess.component.layout not in ("ticks", "grid"):
        return [], []
    seen: set[str] = set()
    parts: list[HeadedColumn] = []
    twice: list[HeadedColumn] = []
    for column in guess.component.columns:
        (twice if column.label in seen else parts).append(column)
        seen.add(column.label)
    return parts, twice


def _listed_options(guess: Guess) -> tuple[Option, ...]:
    """The choices that the cells of a component show, each with an id and its spellings."""
    return options_of([tuple(map(tidy, spelt)) for spelt in guess.choices.all_spellings()], "choix")


def _title(name: str, header: str) -> str | None:
    """The title to declare for a question: its `name` without HTML tags, `<b>Avis</b>` → « Avis ».
    None if it is the same as `header`, since the heading is the title by default."""
    readable = tidy(re.sub(r"</?[A-Za-z][^<>]*>", " ", name)) or name
    return None if readable == header else readable
