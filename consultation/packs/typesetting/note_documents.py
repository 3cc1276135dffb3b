"""What the note of method says: text, questionnaire, index."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class PageOf:
    """The number of the page where a part of the note begins."""

    part: Literal["questionnaire", "index"]


Text = tuple[str | PageOf, ...]


@dataclass(frozen=True)
class Heading:
    """The title of a section."""

    text: Text


@dataclass(frozen=True)
class Paragraph:
    """A paragraph."""

    text: Text


@dataclass(frozen=True)
class Bullets:
    """A list."""

    items: tuple[Text, ...]


@dataclass(frozen=True)
class Table:
    """Figures side by side: a header, then rows as wide.

    `widths` share the page among columns of words; a column of figures has 0 and takes what it
    needs. Without them, the first column is words and the others figures.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...] = ()


Block = Heading | Paragraph | Bullets | Table


@dataclass(frozen=True)
class Question:
    """A question word for word; `kind` says how it is answered (« plusieurs choix possibles »)."""

    title: str
    kind: str
    items: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ticked:
    """The contributions in which a choice is ticked, for an item where the question is a grid."""

    question: str
    item: str | None
    choice: str
    references: tuple[str, ...]


@dataclass(frozen=True)
class Note:
    """00-note-de-methode.pdf: the text, the questionnaire with the consent, the index."""

    title: str
    blocks: tuple[Block, ...]
    questionnaire: tuple[Question, ...]
    consent: tuple[Question, ...]
    index: tuple[Ticked, ...]
    banner: tuple[str, ...] = ()
    mark: str = ""
