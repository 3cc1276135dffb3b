"""Since when no export shows changed consents, edits or deletions: the run, Lisez-moi and the pack
say it in the same words."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from consultation.warehouse.tables.publications import Tables
from consultation.words.french import date, label, sentence, sentences_of

# How to make a full export, in the words of Framaforms' page.
STEPS = tuple(sentences_of("full_export_steps").values())


@dataclass(frozen=True)
class Matter:
    """Consents, edits or deletions: when an export last showed them all, and why none has since.

    `reread_at` is the local time of that export, None when no export ever did; `unread_reason`
    is an id of the words `unread`, None when everything was read again.
    """

    id: str
    is_reread: bool
    reread_at: dt.datetime | None
    reread_file: str | None
    unread_file: str | None
    unread_reason: str | None


@dataclass(frozen=True)
class Rereading:
    """Consents, edits and deletions, the gravest first: what exports let us check again of each."""

    matters: tuple[Matter, ...]

    @property
    def is_complete(self) -> bool:
        """Whether nothing can have changed unseen before the latest export."""
        return all(matter.is_reread for matter in self.matters)

    @property
    def sentences(self) -> tuple[str, ...]:
        """What could not be read again, since when and why; none when everything was."""
        causes = dict.fromkeys(_cause(matter) for matter in self.matters if not matter.is_reread)
        return tuple(
            _not_reread([matter for matter in self.matters if _cause(matter) == cause])
            for cause in causes
        )

    @property
    def notices(self) -> tuple[str, ...]:
        """The sentences, the last one with what to do."""
        *others, last = self.sentences or ("",)
        return (*others, f"{last} {sentence('rereading', 'how_to')}") if last else ()


def rereading_of(tables: Tables) -> Rereading:
    """What the exports of the form let us check again."""
    return Rereading(tuple(Matter(**row) for row in tables["facts.rereading"].records))


def _cause(matter: Matter) -> tuple[object, ...]:
    """What makes two matters one sentence."""
    return (matter.is_reread, matter.reread_file, matter.unread_file, matter.unread_reason)


def _not_reread(matters: list[Matter]) -> str:
    first = matters[0]
    # Edits and deletions are feminine in French; beside consents, the masculine holds for all.
    is_masculine = any(matter.id == "consents" for matter in matters)
    return sentence(
        "rereading",
        "since_full_export" if first.reread_at else "without_full_export",
        matters=_enumeration([label("rereading", matter.id) for matter in matters]),
        read=sentence("rereading", "masculine" if is_masculine else "feminine"),
        day=date(first.reread_at) if first.reread_at else None,
        reread_file=first.reread_file,
        reason=label("unread", first.unread_reason or "partial"),
        unread_file=first.unread_file,
    )


def _enumeration(names: list[str]) -> str:
    """« a », « a et b », « a, b et c »."""
    return " et ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
