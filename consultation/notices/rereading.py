"""The answers that the export which reaches furthest does not show again, in the words of the run,
Lisez-moi and the pack."""

from __future__ import annotations

from dataclasses import dataclass

from consultation.warehouse.tables.publications import Tables
from consultation.words.french import sentence, sentences_of

# How to make a full export, in the words of Framaforms' page.
STEPS = tuple(sentences_of("full_export_steps").values())


@dataclass(frozen=True)
class Rereading:
    """The known answers that the export with the latest answers lacks, and its file.

    Answers that are asked about are not counted. Edits, withdrawn consents and deletions of the
    missing answers can't have been read. `unread_file` is None if none is missing (`is_reread`).
    """

    is_reread: bool
    unread_file: str | None
    unread_count: int

    @property
    def sentences(self) -> tuple[str, ...]:
        """The sentence about missing answers. Empty if none is missing."""
        if self.is_reread:
            return ()
        return (
            sentence(
                "rereading",
                "unread",
                unread_file=self.unread_file,
                unread_count=self.unread_count,
            ),
        )

    @property
    def notices(self) -> tuple[str, ...]:
        """The sentence, with what to do."""
        return tuple(f"{said} {sentence('rereading', 'how_to')}" for said in self.sentences)


def rereading_of(tables: Tables) -> Rereading:
    """The answers that the exports of the form let us read again."""
    return Rereading(**tables["facts.rereading"].records[0])
