"""The counts of the VSA consultation, made again with nothing but `csv`.

Nothing here comes from the code under test, nor from its form file: the labels are written
again, the rules are those of the design, and the reasoning is by plain loops.
"""

from __future__ import annotations

import csv
import datetime as dt
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")
CLOSES_AT = dt.datetime(2022, 3, 11, 23, 59, 59, tzinfo=PARIS)

CONSENT = "Acceptez-vous que votre réponse soit envoyée à la CNIL ?"
STATES = {
    "Oui, en mon nom": "own_name",
    "Oui, au nom de mon collectif": "collective_name",
    "Oui, anonymement": "anonymous",
    "Non": "reflection_only",
}
PUBLICITY = {"own_name": 3, "collective_name": 3, "anonymous": 2}
CATEGORY = "Vous répondez en tant que"
CATEGORIES = {
    "Citoyen·ne": "citoyen",
    "Citoyen, citoyenne": "citoyen",
    "Membre d'un collectif": "collectif",
    "Association (loi 1901)": "association",
    "Chercheur·euse, enseignant·e": "chercheur",
    "Professionnel·le : avocat·e, élu·e, journaliste": "pro",
    "Autre": "autre",
}
EMAIL = "Adresse électronique (facultative, jamais publiée)"
TICKS = {
    "raisons": {
        "Atteinte aux libertés : anonymat, aller et venir, manifester": "liberte",
        "Surveillance de masse": "masse",
        "Discriminations ; biais des algorithmes": "discrimination",
        "Inefficacité « démontrée » (cf. Cour des comptes)": "inefficace",
        "Coût pour les finances publiques, opacité des marchés": "cout",
        'Effet cliquet / "accoutumance"': "cliquet",
        "Autre": "autre",
    },
    "suite": {
        "Être recontacté·e": "recontact",
        "Recevoir la synthèse": "synthese",
        "Autre": "autre",
    },
    "donnees": {"J'ai lu et j'accepte la politique de confidentialité (RGPD)": "ok"},
}
GROUPS = {
    "raisons": "Pour quelles raisons vous opposez-vous à la vidéosurveillance automatisée (VSA) ?",
    "suite": "Souhaitez-vous participer à la suite ?",
    "donnees": "Données personnelles",
}
GRID = "Quel est votre avis sur ces usages ?"
ITEMS = {
    "Détection de « maraudage » ou d'attroupement": "maraudage",
    "Détection de vol, de bagage abandonné": "vol",
    "Publicité ciblée, mesure d'audience dans la rue": "pub",
    "Statistiques de circulation": "stat",
    "Recherche d'une personne par son apparence": "recherche",
}
SCALE = {
    "Très opposé·e": "1",
    "Plutôt opposé·e": "2",
    "Sans avis": "3",
    "Plutôt favorable": "4",
    "Très favorable": "5",
}
ARGUMENTS = "Vos arguments contre la VSA"

Choice = tuple[str, str | None, str]


@dataclass(frozen=True)
class Version:
    """A row of a file, as the consultation means it."""

    sid: int
    modified: dt.datetime
    answered: dt.datetime
    is_draft: bool
    consent: str
    category: str | None
    email: str
    arguments: str
    choices: frozenset[Choice]

    @property
    def kind(self) -> str:
        """A collective by its category or its consent."""
        is_one = self.category == "association" or self.consent == "collective_name"
        return "collective" if is_one else "individual"


@dataclass
class Counts:
    """What the design wants published."""

    boxes: dict[int, str] = field(default_factory=dict)
    replaced_by: dict[int, int] = field(default_factory=dict)
    consents: dict[int, str] = field(default_factory=dict)
    kinds: dict[int, str] = field(default_factory=dict)
    newest: dict[int, Version] = field(default_factory=dict)

    @property
    def flow(self) -> Counter[str]:
        """How many submissions each box holds."""
        return Counter(self.boxes.values())

    def members(self, rule: str) -> set[int]:
        """The contributions that a counting rule keeps."""
        kept = {
            "all": lambda sid: True,
            "individuals": lambda sid: self.kinds[sid] == "individual",
            "collectives": lambda sid: self.kinds[sid] == "collective",
            "consenting": lambda sid: self.consents[sid] in PUBLICITY,
        }[rule]
        return {sid for sid in self.consents if kept(sid)}

    def answer_counts(self) -> Iterator[tuple[object, ...]]:
        """question, item, choice, rule, asked, answered, chosen: zeros included."""
        for rule in ("all", "individuals", "collectives", "consenting"):
            members = self.members(rule)
            made = [self.newest[sid].choices for sid in members]
            for question, item, choice in every_choice():
                answered = sum(any(one[:2] == (question, item) for one in ones) for ones in made)
                chosen = sum((question, item, choice) in ones for ones in made)
                yield question, item, choice, rule, len(members), answered, chosen


def every_choice() -> Iterator[Choice]:
    """Every declared choice, times the items of the grid."""
    for question, labels in TICKS.items():
        yield from ((question, None, choice) for choice in labels.values())
    for item in ITEMS.values():
        yield from (("avis_usages", item, choice) for choice in SCALE.values())


def versions_of(path: Path) -> list[Version]:
    """The rows of a tab-separated export with labels, in the order of the file."""
    with path.open(encoding="utf-8", newline="") as file:
        _, groups, labels, *rows = list(csv.reader(file, delimiter="\t", strict=True))
    return [_version(groups, labels, row) for row in rows]


def _version(groups: list[str], labels: list[str], row: list[str]) -> Version:
    cells = dict(zip(labels, row, strict=True))  # of labels that stand twice, see `_choices`
    choices = frozenset(_choices(groups, labels, row))
    times = [
        _time(cells[name])
        for name in ("Heure de soumission", "Heure de complétion", "Heure de modification")
    ]
    submitted, completed, modified = times
    assert submitted is not None
    has_accepted = ("donnees", None, "ok") in choices
    return Version(
        sid=int(cells["SID"]),
        modified=modified or completed or submitted,
        answered=completed or submitted,
        is_draft=cells["Brouillon"] == "1",
        consent=STATES.get(cells[CONSENT], "unclear") if has_accepted else "unclear",
        category=CATEGORIES.get(cells[CATEGORY]),
        email=unicodedata.normalize("NFC", cells[EMAIL].strip()).lower(),
        arguments=cells[ARGUMENTS].replace("\r\n", "\n"),
        choices=choices,
    )


def _time(cell: str) -> dt.datetime | None:
    if not cell:
        return None
    return dt.datetime.strptime(cell, "%d/%m/%Y - %H:%M").replace(tzinfo=PARIS)


def _choices(groups: list[str], labels: list[str], row: list[str]) -> Iterator[Choice]:
    for question, options in TICKS.items():
        start = groups.index(GROUPS[question])
        for at in range(start, start + len(options)):
            if row[at] == "X":
                yield question, None, options[labels[at]]
    start = groups.index(GRID)
    for at in range(start, start + len(ITEMS)):
        if row[at]:
            yield "avis_usages", ITEMS[labels[at]], SCALE[row[at]]


def counts(full: Iterable[Path], partial: Iterable[Path] = ()) -> Counts:
    """The consultation after these exports; which are full is told, not found."""
    full, partial = list(full), list(partial)
    versions = {path: versions_of(path) for path in [*full, *partial]}
    found = Counts(newest=_newest(versions))
    vanished = _vanished(found.newest.keys(), [versions[path] for path in full])
    by_address: dict[tuple[str, str], list[Version]] = defaultdict(list)
    for sid, version in found.newest.items():
        if sid in vanished:
            found.boxes[sid] = "vanished"
        elif version.is_draft:
            found.boxes[sid] = "draft"
        elif version.answered > CLOSES_AT:
            found.boxes[sid] = "late"
        else:
            address = version.email or f"nobody else, {sid}"
            by_address[version.kind, address].append(version)
    for (kind, _), sent in by_address.items():
        _count_one(found, kind, sorted(sent, key=lambda one: (one.answered, one.sid)))
    return found


def _newest(versions: dict[Path, list[Version]]) -> dict[int, Version]:
    """The exports are compared by the greatest time in their rows."""
    ranked: dict[int, tuple[tuple[object, ...], Version]] = {}
    for rows in versions.values():
        exported = max(max(row.modified, row.answered) for row in rows)
        for row in rows:
            rank = (row.modified, not row.is_draft, exported)
            if row.sid not in ranked or rank > ranked[row.sid][0]:
                ranked[row.sid] = rank, row
    return {sid: version for sid, (_, version) in ranked.items()}


def _vanished(known: Iterable[int], full: list[list[Version]]) -> set[int]:
    gone: set[int] = set()
    for rows in full:
        present = {row.sid for row in rows}
        gone |= {sid for sid in known if sid < max(present) and sid not in present}
    return gone


def _count_one(found: Counts, kind: str, sent: list[Version]) -> None:
    """One respondent: the last of what they sent counts, under the least public consent."""
    *earlier, last = sent
    found.boxes[last.sid] = "counted"
    found.kinds[last.sid] = kind
    least = min(PUBLICITY.get(version.consent, 1) for version in sent)
    same = [version.consent for version in sent if PUBLICITY.get(version.consent, 1) == least]
    found.consents[last.sid] = same[-1]
    for version in earlier:
        found.boxes[version.sid] = "resend"
        found.replaced_by[version.sid] = last.sid
