"""What a document says: values, as they will be printed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from consultation.french import sentence

_REFERENCE = re.compile("[A-Za-z0-9][A-Za-z0-9-]{0,39}")


@dataclass(frozen=True)
class Answer:
    """One question of one contribution.

    `chosen` are the labels ticked, of `unchosen_count` more that were not; `rows` are a grid's
    items and the label chosen for each; `text` is a free text, a number or a date as shown;
    `remark` is what we say of it. A question with none of them was left without an answer.
    """

    question: str
    chosen: tuple[str, ...] = ()
    unchosen_count: int = 0
    rows: tuple[tuple[str, str], ...] = ()
    text: str | None = None
    remark: str | None = None

    @property
    def stand_in(self) -> Answer:
        """The answer without what was typed, which the remark says."""
        if self.text is None:
            return self
        return replace(self, text=None, remark=sentence("stand_in", "answer"))


@dataclass(frozen=True)
class Contribution:
    """One contribution, as it may leave the house.

    `how_sent` is a name, or « Transmise sans nom, … »; `when` a day or a week, in words; `banner`
    what is said of a document that is not final, nothing when it is. Where several answers decide
    consent together, `consent_retained` is what they come to, in our words.
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

    def __post_init__(self) -> None:
        if not _REFERENCE.fullmatch(self.reference):  # it names a file
            raise ValueError("a reference is letters, digits and hyphens, at most 40")

    @property
    def name(self) -> str:
        """C-7F3A-91BD."""
        return self.reference

    @property
    def references(self) -> tuple[str, ...]:
        """Whose answers are typeset for it."""
        return (self.reference,)

    @property
    def file_name(self) -> str:
        """C-7F3A-91BD.pdf."""
        return f"{self.reference}.pdf"

    @property
    def caption(self) -> str:
        """What messages call it."""
        return f"contribution {self.reference}"

    @property
    def stand_in(self) -> Contribution:
        """What stands for a document that cannot be made: nothing that its author typed."""
        answers = tuple(answer.stand_in for answer in self.answers)
        return replace(self, how_sent=sentence("stand_in", "contribution"), answers=answers)


@dataclass(frozen=True)
class Typeset:
    """A document that is typeset: its number of pages, and the SHA-256 of its bytes, if it has a
    file of its own.

    `begins` are, of a volume that alone has its contributions, the pages where they begin.
    """

    page_count: int
    digest: str = ""
    begins: tuple[int, ...] = ()


@dataclass(frozen=True)
class Place:
    """A contribution's document in a volume, and the number of the page where it begins."""

    reference: str
    page: int
    document: Typeset


@dataclass(frozen=True)
class _Numbered:
    """What bears the number of a volume, of so many."""

    form_title: str
    number: int
    count: int

    @property
    def name(self) -> str:
        """recueil-01, in the order of numbers."""
        return f"recueil-{self.number:0{max(2, len(str(self.count)))}d}"

    @property
    def file_name(self) -> str:
        """recueil-01.pdf."""
        return f"{self.name}.pdf"

    @property
    def caption(self) -> str:
        """What messages call it."""
        return self.file_name


@dataclass(frozen=True)
class Volume(_Numbered):
    """Some of the documents, to be read one after another."""

    places: tuple[Place, ...]
    banner: tuple[str, ...] = ()

    @property
    def references(self) -> tuple[str, ...]:
        """Nobody's answers are typeset for it."""
        return ()

    @property
    def stand_in(self) -> Volume:
        """The volume itself: nothing that somebody typed is typeset for it."""
        return self


@dataclass(frozen=True)
class Binding(_Numbered):
    """A volume that alone has the documents of its contributions."""

    contributions: tuple[Contribution, ...]
    banner: tuple[str, ...] = ()

    @property
    def references(self) -> tuple[str, ...]:
        """Whose answers are typeset for it."""
        return tuple(one.reference for one in self.contributions)

    def volume(self, documents: Iterable[Typeset]) -> Volume:
        """The volume of the documents of its contributions; its pages are counted from 1."""
        places, page = [], 1
        for reference, document in zip(self.references, documents, strict=True):
            places.append(Place(reference, page, document))
            page += document.page_count
        return Volume(self.form_title, self.number, self.count, tuple(places), self.banner)

    @property
    def stand_in(self) -> Binding:
        """What stands for a volume of which a document cannot be made."""
        return replace(self, contributions=tuple(one.stand_in for one in self.contributions))
