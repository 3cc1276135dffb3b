"""The content of documents as printed: a contribution, a volume, the note of method."""

from __future__ import annotations

import hashlib
from collections.abc import Set
from dataclasses import dataclass, replace
from functools import cached_property

from consultation.words.french import sentence


@dataclass(frozen=True)
class Answer:
    """A question of a contribution with its answer.

    `chosen` are the ticked labels. `unchosen_count` is the number of other labels, if several may
    be ticked and at least one is, else 0. `rows` are the items of a grid, each with its chosen
    labels. `text` is a free text, number or date as shown.
    `remark` is our comment. A question without any of these has no answer.
    """

    question: str
    chosen: tuple[str, ...] = ()
    unchosen_count: int = 0
    rows: tuple[tuple[str, str], ...] = ()
    text: str | None = None
    remark: str | None = None

    @property
    def placeholder(self) -> Answer:
        """The answer with a remark in place of its typed text. Unchanged without a typed text."""
        if self.text is None:
            return self
        return replace(self, text=None, remark=sentence("stand_in", "answer"))


@dataclass(frozen=True)
class Contribution:
    """A contribution as it may be sent.

    `how_sent` is the sentence on its name, such as « Transmise sans nom, … ». `when` is a day or a
    week, in words. `banner` is the notice on a document that is not final, else empty. If several
    questions decide consent together, `consent_retained` is the resulting consent, in our words.
    """

    reference: str
    form_title: str
    how_sent: str
    when: str
    category: str | None
    answers: tuple[Answer, ...]
    consent_question: str | None
    consent_answer: str | None
    banner: tuple[str, ...] = ()
    consent_retained: str | None = None

    @property
    def file_name(self) -> str:
        """The name of the contribution's PDF: « 4GZ7-K2QM-X9TR.pdf »."""
        return f"{self.reference}.pdf"

    @property
    def caption(self) -> str:
        """The name of the document in messages: « contribution 4GZ7-K2QM-X9TR »."""
        return f"contribution {self.reference}"

    @property
    def contributions(self) -> tuple[Contribution, ...]:
        """A tuple that only has this contribution. A volume has several in its field of this
        name."""
        return (self,)

    @property
    def placeholder(self) -> Contribution:
        """The contribution without anything that its author typed. It replaces a contribution that
        can't be typeset."""
        answers = tuple(answer.placeholder for answer in self.answers)
        return replace(self, how_sent=sentence("stand_in", "contribution"), answers=answers)

    def with_placeholders(self, references: Set[str]) -> Contribution:
        """The contribution, unless `references` has its reference. In that case, its placeholder,
        without anything that its author typed."""
        return self.placeholder if self.reference in references else self

    @cached_property
    def digest(self) -> str:
        """A digest of all values of the contribution."""
        return digest_of(self)


@dataclass(frozen=True)
class Volume:
    """A PDF of several contributions: volume `number` of `count`. `banner` is the notice on a
    document that is not final, else empty."""

    form_title: str
    number: int
    count: int
    contributions: tuple[Contribution, ...]
    banner: tuple[str, ...] = ()

    @property
    def file_name(self) -> str:
        """The name of the volume's PDF: « recueil-01.pdf ». Leading zeros make names sort by
        number."""
        return f"recueil-{self.number:0{max(2, len(str(self.count)))}d}.pdf"

    @property
    def caption(self) -> str:
        """The name of the volume in messages: its file name."""
        return self.file_name

    def with_placeholders(self, references: Set[str]) -> Volume:
        """The volume, with a placeholder for each contribution whose reference is in
        `references`."""
        each = (contribution.with_placeholders(references) for contribution in self.contributions)
        return replace(self, contributions=tuple(each))

    @property
    def digest(self) -> str:
        """A digest of the volume's content. It leaves out `count`, so that a further volume doesn't
        change it."""
        without_contributions = replace(self, contributions=(), count=0)
        return digest_of(
            (without_contributions, [contribution.digest for contribution in self.contributions])
        )


Document = Contribution | Volume


def digest_of(value: object) -> str:
    """The SHA-256 of a value's `repr`: `(1, 2)` → `cf4dabed…`."""
    return hashlib.sha256(repr(value).encode()).hexdigest()


@dataclass(frozen=True)
class Heading:
    """The title of a section (`level` 2), of a part of a section (3), or of an element of a part
    (4)."""

    text: str
    level: int = 2


@dataclass(frozen=True)
class Paragraph:
    """A paragraph, or a quote in a paragraph of its own."""

    text: str
    is_quote: bool = False


@dataclass(frozen=True)
class Bullets:
    """A bulleted list."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A table: a header, then rows of equal width.

    `widths` has a number for each column: 0 for a column of figures, as wide as its content needs.
    Columns of words divide the rest of the page: 2 and 1 → two thirds and a third. Without widths,
    the first column is words and the others are figures.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...] = ()


Block = Heading | Paragraph | Bullets | Table


@dataclass(frozen=True)
class Note:
    """The note of method (00-note-de-methode.pdf), or another document with its layout.

    `banner` has the reasons why the pack is not final. `kind` is the document's name.
    """

    title: str
    blocks: tuple[Block, ...]
    banner: tuple[str, ...] = ()
    kind: str = "Note de méthode"
