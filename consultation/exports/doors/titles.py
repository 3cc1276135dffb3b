"""Cut the headings that repeat a question's title for each of its options or rows: « Q [A] » → `Q`,
`A`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from consultation.exports.declarations import Declarations
from consultation.exports.doors.door import Cells, Door, Split
from consultation.exports.export_parts import UNGROUPED, Heading
from consultation.forms.spelling import spelling_of

# The most different cells that a list of choices gives. More of them were typed.
LARGEST_SCALE = 15


def headings_of(
    door: Door, cells: Sequence[str], rows: Sequence[Cells], declared: Declarations
) -> tuple[Heading, ...]:
    """The heading of each column, with group and label as Webform would write them.

    The form file decides which columns belong to one question. Columns that it does not declare
    belong together if they are neighbours, have the same title, and share a few values in the first
    `rows`.
    """
    labels = _number_twins(door.labels(cells))
    keys = door.own_keys(labels, rows)
    values = [{row[at] for row in rows if row[at].strip()} for at in range(len(labels))]
    placed = {
        at: ("", key) if key else _declared_split(label, door.splits(label), declared)
        for at, (key, label) in enumerate(zip(keys, labels, strict=True))
    }
    at = 0
    while at < len(labels):
        free = next((end for end in range(at, len(labels)) if placed[end]), len(labels))
        run = _run(door, labels[at:free], values[at:free])
        placed |= dict(enumerate(run or [placed[at] or ("", labels[at])], start=at))
        at += len(run) or 1
    return tuple(_headings(split for _, split in sorted(placed.items()) if split))


def _run(door: Door, labels: Sequence[str], values: Sequence[set[str]]) -> list[Split]:
    """The (title, part) of each column of the question to which the first column belongs: « Q
    [A] », « Q [B] », « Âge » → `("Q", "A"), ("Q", "B")`. Empty if the question has no other column,
    or only empty cells. `values` has the different cells of each column."""
    best: list[Split] = []
    for group, _ in door.splits(labels[0]) if labels else ():
        run: list[Split] = []
        list_so_far: set[str] = set()
        for label, column in zip(labels, values, strict=True):
            part = next((part for title, part in door.splits(label) if title == group), None)
            if part is None or not _belongs(door, column, list_so_far):
                break
            run.append((group, part))
            list_so_far |= column
        if len(run) > max(len(best), 1) and list_so_far:
            best = run
    return best


def _belongs(door: Door, column: set[str], list_so_far: set[str]) -> bool:
    """True if the cells of a column seem to be choices from the same list as the cells of the
    columns before it (`list_so_far`)."""
    ticks = door.ticked | door.unticked | door.not_asked
    if column <= ticks:
        return list_so_far <= ticks
    is_shared = not list_so_far or bool(column & list_so_far)
    return is_shared and len(column | list_so_far) <= LARGEST_SCALE


def _number_twins(labels: Iterable[str]) -> list[str]:
    """The headings, with a number after each repetition: `Pourquoi ?`, `Pourquoi ?` → `Pourquoi ?`,
    `Pourquoi ? (2)`."""
    met: Counter[str] = Counter()
    numbered = []
    for label in labels:
        spelled = spelling_of(label)
        met[spelled] += 1
        numbered.append(f"{label} ({met[spelled]})" if met[spelled] > 1 else label)
    return numbered


def _declared_split(label: str, splits: Iterable[Split], declared: Declarations) -> Split | None:
    """A heading, cut into question and part as the form file declares: « Villes [Lyon] » →
    `Villes`, `Lyon`. The question is empty if the whole heading is declared. None if neither the
    heading nor the question is declared."""
    if spelling_of(label) in declared.headings:
        return "", label
    whole = declared.groups.get(spelling_of(label))
    if whole is not None and whole.layout == "file":
        return label, label  # one column, where Webform has two under the question's title
    readings = list(splits)
    for group, part in readings:
        title, name = spelling_of(group), spelling_of(part)
        entry = declared.groups.get(title)
        is_part = entry is not None and (name in entry.parts or name in entry.other_spellings)
        if is_part or f"{title} > {name}" in declared.headings:
            return group, part
        if not declared.ignored.isdisjoint((title, name)):
            return group, part
    # An option that the form file lacks: split it, so that the error names its question.
    return next((split for split in readings if spelling_of(split[0]) in declared.groups), None)


def _headings(named: Iterable[Split]) -> Iterator[Heading]:
    """Yield the heading of each column. The group is only written above its first column. If a
    label is repeated in a group, the group is written again there. After a group, a column without
    a group has `UNGROUPED` instead."""
    current = ""
    met: set[str] = set()
    for position, (group, label) in enumerate(named):
        goes_on = group == current and not (group and label in met)
        met = {*met, label} if goes_on else {label}
        yield Heading(position, "" if goes_on else group or UNGROUPED, label)
        current = group
