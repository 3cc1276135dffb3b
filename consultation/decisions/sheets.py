"""Declare the review sheets: the questions that their rows ask, and the possible answers.

A new review sheet needs a declaration here, its words in schemas/words.toml, and a select in
sql/15_publications whose columns have these titles. The select must make the same keys as `key_of`.
A key proves that nobody changed the ids that its row is about.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import combinations

from consultation.decisions.coding_sheets import CodingSheet, GridSheet
from consultation.words.french import label, sentence, words

_KEY = re.compile(
    r"([a-z_]+)-([0-9a-f]{16}(?:[0-9a-f]{8})?)-([0-9a-f]{12})"
    + 2 * r"(?:-([0-9a-f]{12}))?"
    + r"(?:-(\d{1,9}))?"
)


@dataclass(frozen=True)
class Question:
    """A question that the rows of a review sheet ask. `kind` is its id, such as `same_person`, and
    also the kind of its decisions."""

    kind: str

    @property
    def wording(self) -> str:
        """The question as the sheet writes it: `same_person` → « Est-ce la même personne ? »."""
        return label("decision_kind", self.kind)

    @property
    def choices(self) -> Mapping[str, str]:
        """The answers that people may choose: label → id, « même personne » → `same`."""
        return {word.label: word.id for word in words() if word.kind == f"{self.kind}_choice"}

    @property
    def offered(self) -> Mapping[str, tuple[str, ...]]:
        """The answers that a row offers: wording of the question → labels.

        Most questions have a single wording. The question about consents has a wording for each
        combination of consents, since a row offers the consents that its person stated: « Que
        retenir : oui sans nom ? » → `("oui sans nom",)`.
        """
        labels = tuple(self.choices)
        if self.kind != "consent":
            return {self.wording: labels}
        return {
            sentence("a_verifier", "which_consent", consents=" ou ".join(stated)): stated
            for count in range(1, len(labels) + 1)
            for stated in combinations(labels, count)
        }


@dataclass(frozen=True)
class Columns:
    """The titles of the columns of a review sheet that are read when an organiser gives it back.
    None for a column that the sheet lacks."""

    key: str = "Clé (ne pas modifier)"
    subject: str = "Soumissions"
    choice: str = "Votre choix"
    initials: str = "Initiales"
    date: str = "Date"
    remark: str = "Remarque"
    question_id: str | None = None
    words: str | None = None
    passage: str | None = None
    # The theme under which a text is quoted, and all themes of the text.
    theme: str | None = None
    own_themes: str | None = None
    # The columns of the text that the row is about: a long text fills two.
    texts: tuple[str, ...] = ()

    @property
    def identifying(self) -> tuple[str, ...]:
        """The headings that identify a review sheet, whatever its name."""
        return (self.key, self.choice)

    @property
    def mandatory(self) -> tuple[str, ...]:
        """The headings of the columns that every copy of the sheet must have."""
        filled = (self.choice, self.words, self.passage)
        return _present_titles(self.key, self.subject, self.question_id, *filled)

    @property
    def optional(self) -> tuple[str, ...]:
        """The headings of the columns that may be missing from a copy of the sheet."""
        of_themes = _present_titles(self.theme, self.own_themes)
        return (self.initials, self.date, self.remark, *self.texts, *of_themes)

    @property
    def to_fill(self) -> tuple[str, ...]:
        """The headings of the columns that organisers fill."""
        filled = (self.choice, self.words, self.passage, self.theme)
        return _present_titles(*filled, self.initials, self.date, self.remark)


def _present_titles(*titles: str | None) -> tuple[str, ...]:
    return tuple(title for title in titles if title is not None)


@dataclass(frozen=True)
class WithdrawalColumns:
    """The headings of the sheet of withdrawals. It has no keys, as organisers write whole rows.

    - `identifying`: a sheet with these headings is taken for the sheet of withdrawals, whatever its
      name.
    - `optional`: these headings may be missing from a copy.
    """

    who: str = "Qui (SID, adresse électronique ou référence)"
    choice: str = "Demande"
    initials: str = "Initiales"
    date: str = "Date"
    remark: str = "Remarque"
    identifying = mandatory = (who, choice)
    optional = (initials, date, remark)
    to_fill = (*mandatory, *optional)


@dataclass(frozen=True)
class ReviewSheet:
    """A sheet that organisers fill and give back. Each row asks one of `questions`, and its wording
    is in the column `asked`."""

    title: str
    questions: tuple[Question, ...]
    asked: str = "Question"
    columns: Columns = field(default_factory=Columns)

    def question(self, kind: str) -> Question | None:
        """The question of this kind. None if the sheet does not ask it."""
        return next((question for question in self.questions if question.kind == kind), None)


@dataclass(frozen=True)
class WithdrawalSheet:
    """The sheet on which organisers write the requests that people sent them."""

    title: str
    columns: WithdrawalColumns = field(default_factory=WithdrawalColumns)

    @property
    def requests(self) -> Mapping[str, str]:
        """The requests that the sheet offers, label → id: « retirer » → `withdraw`."""
        return {word.label: word.id for word in words() if word.kind == "withdrawal_request"}


TO_CHECK = ReviewSheet(
    "À vérifier",
    tuple(map(Question, ("same_person", "consent", "form_change", "missing", "newer"))),
)
TO_READ = ReviewSheet(
    "À relire",
    (Question("reading"),),
    columns=Columns(
        question_id="Identifiant de la question",
        words="Mots à masquer",
        texts=("Texte", "Suite du texte"),
    ),
)
TO_TELL = ReviewSheet(
    "Exports",
    (Question("extent"),),
    columns=Columns(subject="Identifiant", choice="Complet ou incomplet ?"),
)
TO_QUOTE = ReviewSheet(
    "Citations",
    (Question("quote"),),
    columns=Columns(
        question_id="Identifiant de la question",
        passage="Passage à citer",
        theme="Sous le thème",
        own_themes="Thèmes",
        texts=("Texte tel qu’il partirait", "Suite du texte"),
    ),
)
TO_RECALL = ReviewSheet(
    "Rappel de contrôle", (Question("recall"),), columns=Columns(choice="Réponse")
)
WITHDRAWALS = WithdrawalSheet("Retraits")

GivenSheet = ReviewSheet | WithdrawalSheet | GridSheet | CodingSheet

REVIEW_SHEETS: tuple[ReviewSheet, ...] = (TO_CHECK, TO_READ, TO_TELL, TO_QUOTE, TO_RECALL)
GIVEN_SHEETS: tuple[GivenSheet, ...] = (*REVIEW_SHEETS, WITHDRAWALS)


@dataclass(frozen=True)
class Key:
    """The parts of a row's key: the kind of its question, a digest of its submissions' state
    (`fingerprint`), and a checksum of the row's subject. For a text to read or to quote, `shown` is
    a digest of the text. For a text to code, `fingerprint` is a digest of the text, `shown` of the
    cells to fill as published, `coder` of the initials, and `change_count` the number of codes that
    its coder had given by then."""

    kind: str
    fingerprint: str
    checksum: str
    shown: str | None = None
    coder: str | None = None
    change_count: str | None = None


def read_key(text: str) -> Key | None:
    """The parts of a key: `same_person-0123456789abcdef-da92d9fc9aa3` → its kind, fingerprint and
    checksum. None if the text is no key."""
    match = _KEY.fullmatch(text.strip())
    return Key(*match.groups()) if match else None


def without_text(key: str) -> str:
    """The key without the digest of the row's text: `reading-0123456789abcdef-da92d9fc9aa3-0a1…` →
    `reading-0123456789abcdef-da92d9fc9aa3`."""
    return "-".join(key.split("-")[:3])


def key_of(
    kind: str, fingerprint: str, submission_ids: Iterable[str], question_id: str | None = None
) -> str:
    """The key of a row of a review sheet: `same_person`, `0123456789abcdef`, `["v:1", "v:2"]` →
    `same_person-0123456789abcdef-da92d9fc9aa3`. `fingerprint` is a digest of the submissions'
    state.

    These selects make the same key: sql/07_review/suspicions.sql, sql/09_sending/readings.sql,
    sql/15_publications/parts/form_change.sql, sql/15_publications/parts/missing_answers.sql,
    sql/15_publications/parts/rival_exports.sql, sql/15_publications/a_coder/citations.sql,
    sql/15_publications/contacts/rappel.sql and sql/15_publications/justificatif/exports.sql.
    """
    subject = " ".join((kind, fingerprint, *submission_ids, *filter(None, [question_id])))
    return f"{kind}-{fingerprint}-{hashlib.sha256(subject.encode()).hexdigest()[:12]}"
