"""What the note of method says, and the questionnaire beside it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Heading:
    """The title of a section."""

    text: str


@dataclass(frozen=True)
class Paragraph:
    """A paragraph."""

    text: str


@dataclass(frozen=True)
class Bullets:
    """A list."""

    items: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.items)


@dataclass(frozen=True)
class Table:
    """Figures side by side: a header, then rows as wide.

    `widths` share the page among columns of words; a column of figures has 0 and takes what it
    needs. Without them, the first column is words and the others figures.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.rows)


Block = Heading | Paragraph | Bullets | Table


@dataclass(frozen=True)
class Question:
    """A question word for word; `kind` says how it is answered (« plusieurs choix possibles »)."""

    title: str
    kind: str
    items: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Note:
    """00-note-de-methode.pdf, or another note of that look; `banner` are the reasons why the pack
    is not final. `kind` is what it is called; `is_in_pack`: names of the pack's files lead there.
    """

    title: str
    blocks: tuple[Block, ...]
    banner: tuple[str, ...] = ()
    kind: str = "Note de méthode"
    is_in_pack: bool = True


@dataclass(frozen=True)
class Questionnaire:
    """questionnaire.pdf: the questions whose answers are sent, and that of the consent; `besides`
    says what else was asked, `kept` are the questions of it that are named.
    """

    form_title: str
    questions: tuple[Question, ...]
    consent: tuple[Question, ...]
    kept: tuple[Question, ...] = ()
    besides: tuple[str, ...] = ()
    banner: tuple[str, ...] = ()
