"""The first page of a-decider.xlsx: the tasks, open or done, and how to give the file back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from consultation.decisions.sheets import TO_CHECK, WITHDRAWALS
from consultation.notices.facts import Facts
from consultation.organisation.sheet_links import SheetLinks
from consultation.tables.model import Block, Heading, KeyValueRows, Page, Paragraph
from consultation.tables.publication_tables import Published
from consultation.words.french import sentence

say = partial(sentence, "a_decider")

# What is to be done, how much of it is left, and the title of its sheet.
Task = tuple[str, int, str | None]


def tasks_of(
    published: Mapping[str, Published], incomplete: Sequence[str], left_out: Sequence[str]
) -> tuple[Task, ...]:
    """Every task, the open tasks first: the tasks of the database, a task for the documents that
    could not be typeset (`incomplete`, if any), and a task for the parts of the release that could
    not be made (`left_out`, if any)."""
    tasks: list[Task] = list(published["a_faire"].rows())
    if incomplete:
        tasks.append((sentence("a_faire", "documents", places=incomplete), len(incomplete), None))
    if left_out:
        tasks.insert(0, (sentence("a_faire", "left_out", paths=left_out), len(left_out), None))
    return tuple(sorted(tasks, key=lambda task: not task[1]))


def tasks_page(
    facts: Facts, published: Mapping[str, Published], links: SheetLinks, tasks: Sequence[Task]
) -> Page:
    """The first page of a-decider.xlsx: each task with its count and its sheet, the verdict on the
    pack, and how to decide."""
    rows = tuple((task, count, links.link_to(sheet)) for task, count, sheet in tasks)
    how_to = ("copy", "decide", "give_back", "change")
    return Page(
        say("page"),
        (
            KeyValueRows(rows=rows, headings=published["a_faire"].columns),
            *sending(facts),
            Heading(say("how_to")),
            *(
                Paragraph(say(each, choice=TO_CHECK.columns.choice, sheet=WITHDRAWALS.title))
                for each in how_to
            ),
            Heading(say("sheets")),
            links.contents(),
        ),
    )


def sending(facts: Facts) -> list[Block]:
    """A heading, the verdict on whether the pack can be sent, and the reasons against sending it.
    Empty if there is no pack."""
    if facts.pack is None:
        return []
    reasons = (Paragraph(say("reason", reason=reason)) for reason in facts.pack.reasons)
    return [Heading(say("sending")), *verdict_on_sending(facts), *reasons]


def verdict_on_sending(facts: Facts) -> list[Block]:
    """A paragraph on whether the pack can be sent: it is ready, or a project. Empty if there is no
    pack."""
    if facts.pack is None:
        return []
    return [Paragraph(say("project" if facts.pack.reasons else "ready"), strong=True)]
