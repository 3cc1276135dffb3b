"""The known answers that the latest export lacks, and the sentences about them. The sentences are
shown in the report of a run, in LISEZMOI and in the pack."""

from __future__ import annotations

from dataclasses import dataclass

from consultation.warehouse.tables.publications import Tables
from consultation.words.french import sentence, sentences_of

# How to make a full export, in the words of Framaforms' page.
STEPS = tuple(sentences_of("full_export_steps").values())


@dataclass(frozen=True)
class Rereading:
    """The number of known answers that the latest export lacks, and the name of its file.

    Edits, withdrawn consents or deletions of these answers can't have been read. Of several exports
    that reach furthest, the one that lacks fewest counts. Answers about which organisers were
    asked already are not counted. `unread_file` is None, `is_reread` True, if no answer is missing.
    """

    is_reread: bool
    unread_file: str | None
    unread_count: int

    @property
    def sentences(self) -> tuple[str, ...]:
        """The sentence about missing answers. Empty if no answer is missing."""
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
        """The sentence about missing answers, followed by advice. Empty if no answer is missing."""
        return tuple(f"{unread} {sentence('rereading', 'how_to')}" for unread in self.sentences)


def rereading_of(tables: Tables) -> Rereading:
    """The known answers that the latest export lacks, from the form's database."""
    return Rereading(**tables["facts.rereading"].records[0])
