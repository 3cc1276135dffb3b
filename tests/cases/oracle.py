"""The counts of the VSA consultation, made again with nothing but `csv` and all pairs of texts.

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
from fractions import Fraction
from itertools import product
from pathlib import Path
from zoneinfo import ZoneInfo

from tests.cases.families_oracle import Sent, plain_families, plainly_folded

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
        **{"Être recontacté·e": "recontact", "Recevoir la synthèse": "synthese", "Autre": "autre"},
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
    **{"Très opposé·e": "1", "Plutôt opposé·e": "2", "Sans avis": "3"},
    **{"Plutôt favorable": "4", "Très favorable": "5"},
}
HALVES = {"Opposé·es": ("1", "2"), "Favorables": ("4", "5")}
ARGUMENTS = "Vos arguments contre la VSA"
TEXTS = {
    "vos_arguments": ARGUMENTS,
    "retours_experience": "Avez-vous des retours d'expérience (caméras dans votre ville, votre"
    " école, votre travail…) ?",
    "ressentis": "Que ressentez-vous à l'idée d'être filmé·e et analysé·e en permanence ?",
}

RULES = ("all", "one_per_family", "without_templates", "individuals", "collectives", "consenting")

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
    texts: dict[str, str]
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

    def families(self, question: str) -> dict[int, str]:
        """The family of each contribution's text, by all pairs."""
        sent = [
            Sent(str(sid), self.newest[sid].texts[question], self.newest[sid].answered)
            for sid in self.consents
        ]
        memberships = plain_families(question, sent)
        return {int(sid): membership.family_id for sid, membership in memberships.items()}

    def weights(self, rule: str, additions: set[tuple[int, str]]) -> dict[int, Fraction]:
        """What each contribution weighs under a rule; not those that it leaves out.

        `additions` are the texts (sid, question) with words of their author's own: what those are
        is not found again here.
        """
        of_question = {question: self.families(question) for question in TEXTS}
        sizes = Counter(family for families in of_question.values() for family in families.values())

        def largest(sid: int) -> int:
            return max((sizes[f[sid]] for f in of_question.values() if sid in f), default=1)

        def is_template(sid: int) -> bool:
            texts = self.newest[sid].texts
            long = [name for name in TEXTS if len(plainly_folded(texts[name]).split()) >= 12]
            return bool(long) and all(
                sizes[of_question[name].get(sid, "")] >= 3 and (sid, name) not in additions
                for name in long
            )

        weighs = {
            "all": lambda sid: Fraction(1),
            "one_per_family": lambda sid: Fraction(1, largest(sid)),
            "without_templates": lambda sid: Fraction(not is_template(sid)),
            "individuals": lambda sid: Fraction(self.kinds[sid] == "individual"),
            "collectives": lambda sid: Fraction(self.kinds[sid] == "collective"),
            "consenting": lambda sid: Fraction(self.consents[sid] in PUBLICITY),
        }[rule]
        return {sid: weight for sid in self.consents if (weight := weighs(sid))}

    def answer_counts(self, additions: set[tuple[int, str]]) -> Iterator[tuple[object, ...]]:
        """question, item, choice, rule, asked, answered, chosen: zeros included, nine digits. The
        form never changed: all were asked all."""
        for rule in RULES:
            weights = self.weights(rule, additions)
            made = [(self.newest[sid].choices, weight) for sid, weight in weights.items()]
            for question, item, choice in every_choice():
                answered = sum(
                    weight
                    for ticks, weight in made
                    if any(o[:2] == (question, item) for o in ticks)
                )
                chosen = sum(weight for ticks, weight in made if (question, item, choice) in ticks)
                sums = (sum(weights.values()), answered, chosen)
                counted = (round(float(number), 9) for number in sums)
                yield question, item, choice, rule, *counted

    def group_counts(self, additions: set[tuple[int, str]]) -> Iterator[tuple[object, ...]]:
        """item, half of the scale, rule, asked, answered, chosen: each contribution once."""
        for rule in RULES:
            weights = self.weights(rule, additions)
            for item, (half, steps) in product(ITEMS.values(), HALVES.items()):
                half_options = {("avis_usages", item, step) for step in steps}
                whole = {("avis_usages", item, step) for step in SCALE.values()}
                answered, chosen = (
                    sum(
                        weight for sid, weight in weights.items() if some & self.newest[sid].choices
                    )
                    for some in (whole, half_options)
                )
                sums = (sum(weights.values()), answered, chosen)
                yield item, half, rule, *(round(float(number), 9) for number in sums)


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
        texts={name: cells[label].replace("\r\n", "\n") for name, label in TEXTS.items()},
        choices=choices,
    )


def _time(cell: str) -> dt.datetime | None:
    if not cell:
        return None
    return dt.datetime.strptime(cell, "%d/%m/%Y - %H:%M").replace(tzinfo=PARIS)


def _columns(groups: list[str], labels: list[str]) -> Iterator[tuple[str, str, int]]:
    """Of each option and each item that the file has: its question, its id, its column."""
    options = {"avis_usages": ITEMS, **TICKS}
    for question, head in {"avis_usages": GRID, **GROUPS}.items():
        start = groups.index(head)
        for at in range(start, len(labels)):
            if labels[at] not in options[question] or (at > start and groups[at]):
                break
            yield question, options[question][labels[at]], at


def _choices(groups: list[str], labels: list[str], row: list[str]) -> Iterator[Choice]:
    for question, option, at in _columns(groups, labels):
        if question == "avis_usages" and row[at]:
            yield question, option, SCALE[row[at]]
        elif row[at] == "X":
            yield question, None, option


def counts(exports: Iterable[Path]) -> Counts:
    """The consultation after these exports, of which nobody said that any answer was deleted."""
    versions = {path: versions_of(path) for path in exports}
    result = Counts(newest=_newest(versions))
    by_address: dict[tuple[str, str], list[Version]] = defaultdict(list)
    for sid, version in result.newest.items():
        if version.is_draft:
            result.boxes[sid] = "draft"
        elif version.answered > CLOSES_AT:
            result.boxes[sid] = "late"
        else:
            by_address[version.kind, _address(version)].append(version)
    statements = [each for rows in versions.values() for each in rows if not each.is_draft]
    for (kind, address), sent in by_address.items():
        consents = [
            each.consent
            for each in statements
            if _address(each) == address
            if result.newest[each.sid].kind == kind or each.consent not in PUBLICITY
        ]
        _count_one(result, kind, sorted(sent, key=lambda each: (each.answered, each.sid)), consents)
    return result


def _address(version: Version) -> str:
    return version.email or f"nobody else, {version.sid}"


def _newest(versions: dict[Path, list[Version]]) -> dict[int, Version]:
    """The exports are compared by their greatest SID, then by the greatest time in their rows."""

    def reach(rows: list[Version]) -> tuple[object, ...]:
        return max(row.sid for row in rows), max(max(row.modified, row.answered) for row in rows)

    ordered = sorted(versions.values(), key=reach)
    return {row.sid: row for rows in ordered for row in rows}


def _count_one(result: Counts, kind: str, sent: list[Version], consents: list[str]) -> None:
    """One respondent: the last of what they sent counts, under the least public consent."""
    *earlier, last = sent
    result.boxes[last.sid] = "counted"
    result.kinds[last.sid] = kind
    result.consents[last.sid] = min(consents, key=lambda consent: PUBLICITY.get(consent, 1))
    for version in earlier:
        result.boxes[version.sid] = "resend"
        result.replaced_by[version.sid] = last.sid
