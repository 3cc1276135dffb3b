"""Since when no export shows all consents, edits and deletions: the run, Lisez-moi and the pack say
it in the same words."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from consultation.warehouse.tables.publications import Tables
from consultation.words.french import date, label, sentence, sentences_of

# How to make a full export, in the words of Framaforms' page.
STEPS = tuple(sentences_of("full_export_steps").values())


@dataclass(frozen=True)
class Rereading:
    """When an export last showed all consents, edits and deletions, and why none has since.

    `reread_at` is the local time of that export, None when no export ever did; `unread_reason`
    is an id of the words `unread`, None when nothing can have changed unseen before the latest
    export (`is_reread`).
    """

    is_reread: bool
    reread_at: dt.datetime | None
    reread_file: str | None
    unread_file: str | None
    unread_reason: str | None

    @property
    def sentences(self) -> tuple[str, ...]:
        """Since when not everything could be read again, and why; none when it was."""
        if self.is_reread:
            return ()
        said = sentence(
            "rereading",
            "since_full_export" if self.reread_at else "without_full_export",
            day=date(self.reread_at) if self.reread_at else None,
            reread_file=self.reread_file,
            reason=label("unread", self.unread_reason or "partial"),
            unread_file=self.unread_file,
        )
        return (said,)

    @property
    def notices(self) -> tuple[str, ...]:
        """The sentence, with what to do."""
        return tuple(f"{said} {sentence('rereading', 'how_to')}" for said in self.sentences)


def rereading_of(tables: Tables) -> Rereading:
    """What the exports of the form let us check again."""
    return Rereading(**tables["facts.rereading"].records[0])
