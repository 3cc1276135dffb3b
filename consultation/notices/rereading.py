"""What the exports let us read again, in French: the run, Lisez-moi and the pack say the same."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from consultation.french import date, label
from consultation.warehouse.store.connection import Connection, execute

# How to make a full export, in the words of Framaforms' page.
STEPS = (
    "Sur Framaforms, ouvrez le formulaire, puis «\u00a0Résultats\u00a0»,"
    " «\u00a0Téléchargement\u00a0».",
    "«\u00a0Format d'export\u00a0»\u00a0: «\u00a0Texte délimité\u00a0».",
    "«\u00a0Composants d'export inclus\u00a0»\u00a0: laissez tout coché, y compris"
    " «\u00a0Informations sur la soumission\u00a0».",
    "«\u00a0Options d'intervalle de téléchargement\u00a0»\u00a0: «\u00a0Toutes les"
    " soumissions\u00a0».",
    "«\u00a0Soumissions incluses\u00a0», si la liste est là\u00a0: «\u00a0Soumissions terminées et"
    " à l'état de brouillon\u00a0».",
    "Cliquez sur «\u00a0Téléchargement\u00a0», déposez le fichier tel quel à côté des autres et"
    " relancez le calcul.",
)
HOW_TO = (
    "Avant tout envoi, refaites un export complet\u00a0: Framaforms, «\u00a0Résultats\u00a0»,"
    " «\u00a0Téléchargement\u00a0», tous les composants cochés, «\u00a0Toutes les"
    " soumissions\u00a0» (pas à pas dans la feuille Lisez-moi)."
)


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
    """The three matters, the gravest first."""

    matters: tuple[Matter, ...]

    @property
    def is_complete(self) -> bool:
        """Whether nothing can have changed unseen before the latest export."""
        return all(matter.is_reread for matter in self.matters)

    @property
    def sentences(self) -> tuple[str, ...]:
        """What could not be read again, since when and why; none when everything was."""
        reasons = dict.fromkeys(_reason(matter) for matter in self.matters if not matter.is_reread)
        return tuple(
            _sentence([matter for matter in self.matters if _reason(matter) == reason])
            for reason in reasons
        )

    @property
    def notices(self) -> tuple[str, ...]:
        """The sentences, the last one with what to do."""
        *others, last = self.sentences or ("",)
        return (*others, f"{last} {HOW_TO}") if last else ()


def rereading_of(connection: Connection) -> Rereading:
    """What history.rereading says of the form."""
    rows = execute(
        connection,
        "select rereading.matter, rereading.is_reread,"
        " rereading.reread_at at time zone 'UTC' at time zone form.time_zone,"
        " reread.file_name, unread.file_name, rereading.unread_reason"
        " from history.rereading as rereading cross join form.form as form"
        " left join clean.exports as reread on rereading.reread_export_id = reread.export_id"
        " left join clean.exports as unread on rereading.unread_export_id = unread.export_id"
        " inner join form.words as words"
        " on rereading.matter = words.id and words.kind = 'rereading' order by words.position",
    )
    return Rereading(tuple(Matter(*row) for row in rows))


def _reason(matter: Matter) -> tuple[object, ...]:
    """What makes two matters one sentence."""
    return (matter.is_reread, matter.reread_file, matter.unread_file, matter.unread_reason)


def _sentence(matters: list[Matter]) -> str:
    first = matters[0]
    names = _listed([label("rereading", matter.id) for matter in matters])
    # Edits and deletions are feminine in French; beside consents, the masculine holds for all.
    read = "relus" if any(matter.id == "consents" for matter in matters) else "relues"
    since = (
        f"depuis l'export complet du {date(first.reread_at)} ({first.reread_file})"
        if first.reread_at
        else "faute d'un export complet"
    )
    return (
        f"Les {names} n'ont pas pu être {read} {since}\u00a0: le dernier export"
        f" {label('unread', first.unread_reason or 'partial')} ({first.unread_file})."
    )


def _listed(names: list[str]) -> str:
    """« a », « a et b », « a, b et c »."""
    return " et ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
