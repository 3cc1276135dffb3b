"""The register of claims, registre.csv: each figure and quote of the pack's documents, with the
cell that it comes from.

While a document is being made, its text has a mark in place of each figure or quote. A mark
contains the words to print, and the whole `Claim` as JSON. So the claims of a document are read
from its text. In the finished document, only the words to print are left.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import astuple, dataclass, fields, is_dataclass, replace
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote, unquote

from consultation.machine.csv_files import csv_rows, original_text, write_csv
from consultation.packs.dates import date_in_words, plain_number
from consultation.words.french import NO_BREAK_SPACE, date, french_digits, number, share

REGISTER = "registre.csv"
DOCUMENT = "01-contribution-collective.docx"
BOOKMARK = "fm_"
"""The start of the name of a claim's bookmark. Word accepts names of 40 characters."""


@dataclass(frozen=True)
class Claim:
    """A figure or a quote as a document writes it, with the cell of the pack that it comes from.

    The cell is in `column` of `table` (a path in the pack), in the row that `key` identifies
    (`question_id=raisons`). All fields are texts, empty if they don't apply. `kind` is one of:

    - `figure`: `number` is the text of the cell, `0.585`. `value` is the same number written in
      `format`, « 58,5 % »;
    - `quote`: the cell holds the answer to `question_id` in the contribution `reference`, as it is
      sent. In `value`, « […] » replaces what was cut, and each line end is a space.
    """

    claim_id: str
    document: str
    kind: str
    value: str
    number: str = ""
    denominator: str = ""
    counting_rule: str = ""
    table: str = ""
    key: str = ""
    column: str = ""
    format: str = ""
    reference: str = ""
    question_id: str = ""

    @property
    def bookmark(self) -> str:
        """The name of the claim's bookmark in a Word document: `fm_b4c5678b258a_1`."""
        return f"{BOOKMARK}{self.claim_id}"


# A label may be part of a key: only « ; », « % » and control characters are percent-encoded, so
# that readers of registre.csv find the label as it stands in the table.
_ENCODED = re.compile(r"[;%\x00-\x1f\x7f]")

COLUMNS = tuple(field.name for field in fields(Claim))

FORMATS: Mapping[str, Callable[[str], str]] = {
    "count": lambda cell: number(float(cell)),
    "exact": lambda cell: plain_number(float(cell)),
    "share": lambda cell: share(float(cell)),
    "points": lambda cell: share(float(cell)).removesuffix(f"{NO_BREAK_SPACE}%"),
    "decimal": lambda cell: french_digits(f"{float(cell):.3f}"),
    "date": lambda cell: date(dt.date.fromisoformat(cell[:10])),
    "day": lambda cell: date_in_words(dt.date.fromisoformat(cell[:10])),
    "text": lambda cell: cell,
}


def as_written(cell: str, format_id: str) -> str:
    """The text of a cell as documents print it in the format `format_id`: `0.585` as a `share` → «
    58,5 % ».

    Raises KeyError for an unknown format, and ValueError for a cell that is not of this format.
    """
    return FORMATS[format_id](cell)


def with_ids(claims: Iterable[Claim], document: str) -> tuple[Claim, ...]:
    """Give each claim of a document an id, the same across releases: `b4c5678b258a_1`. It is a
    digest of the source (a figure's cell, a quote's words), plus 1 for the first claim with this
    source, 2 for the second."""
    seen: Counter[str] = Counter()
    numbered = []
    for claim in claims:
        of = (claim.value,) if claim.kind == "quote" else (claim.column, claim.format)
        source = repr((document, claim.kind, claim.table, claim.key, *of))
        digest = hashlib.sha256(source.encode()).hexdigest()[:12]
        seen[digest] += 1
        claim_id = f"{digest}_{seen[digest]}"
        numbered.append(replace(claim, claim_id=claim_id, document=document))
    return tuple(numbered)


def key_of(**values: object) -> str:
    """The key of a row: `question_id="raisons", counting_rule="all"` →
    `question_id=raisons;counting_rule=all`. The value `None` becomes an empty text: `item_id=`."""
    cells = {name: "" if value is None else str(value) for name, value in values.items()}
    return ";".join(
        f"{name}={_ENCODED.sub(lambda sign: quote(sign[0]), cell)}" for name, cell in cells.items()
    )


def parts_of(key: str) -> dict[str, str]:
    """Split the key of a row into cells by column: « question_id=raisons » → `{"question_id":
    "raisons"}`. Raises ValueError for a part without « = »."""
    parts = (part.split("=", 1) for part in key.split(";") if part)
    return {name: unquote(cell) for name, cell in parts}


def write_register(folder: Path, claims: Iterable[Claim]) -> None:
    """Write registre.csv, a row per claim, into the folder of a pack. Claims stay in order."""
    write_csv(folder / REGISTER, COLUMNS, (astuple(claim) for claim in claims))


def read_register(folder: Path) -> tuple[Claim, ...]:
    """The claims in the file registre.csv of a pack, in order. Raises ValueError if the file is
    missing or damaged, or has other columns."""
    titles, *rows = csv_rows(folder / REGISTER)
    if tuple(titles) != COLUMNS:
        raise ValueError(REGISTER)
    return tuple(Claim(*map(original_text, row)) for row in rows)


# Noncharacters, which no text holds: `showable` replaces those that a respondent typed.
OPEN, MIDDLE, CLOSE = "\ufdd0", "\ufdd1", "\ufdd2"
MARK = re.compile(f"{OPEN}[^{OPEN}{MIDDLE}]*{MIDDLE}[^{OPEN}{CLOSE}]*{CLOSE}")
_ENDS_OF_LINES = re.compile("[\t\n\r]+")
_UNSHOWN = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")

Written = TypeVar("Written")


def showable(text: str) -> str:
    """The text on one line, without characters that a document can't hold: `a⏎b` → `a b`. Control
    characters, lone surrogates and the noncharacters below U+10000 become « � »."""
    return _UNSHOWN.sub("\ufffd", _ENDS_OF_LINES.sub(" ", text))


def mark_of(claim: Claim) -> str:
    """The mark of a claim: the text that replaces a figure or quote in an unfinished document. It
    consists of `OPEN`, the claim as JSON, `MIDDLE`, the words to print (`412`) and `CLOSE`."""
    printable = replace(claim, value=showable(claim.value))
    return f"{OPEN}{json.dumps(astuple(printable))}{MIDDLE}{printable.value}{CLOSE}"


def claim_of(mark: str) -> Claim:
    """The claim that a mark contains. Marks are made by `mark_of`."""
    claim_json = mark.removeprefix(OPEN).partition(MIDDLE)[0]
    return Claim(*json.loads(claim_json))


def claims_in(document: object) -> Iterator[Claim]:
    """Yield the claims in a document's marks (see `mark_of`), in order. `document` is a text, or a
    list, tuple or dataclass that contains texts."""
    if isinstance(document, str):
        yield from map(claim_of, MARK.findall(document))
    elif isinstance(document, tuple | list):
        for each in document:
            yield from claims_in(each)
    elif is_dataclass(document):
        for each in fields(document):
            yield from claims_in(getattr(document, each.name))


def without_marks(document: Written) -> Written:
    """The document as people read it: each mark is replaced by the words to print, such as « 412 ».
    `document` is a text, or a tuple or dataclass that contains texts."""
    unmarked: Any = document
    if isinstance(document, str):
        unmarked = MARK.sub(lambda mark: claim_of(mark[0]).value, document)
    elif isinstance(document, tuple):
        unmarked = tuple(map(without_marks, document))
    elif is_dataclass(document) and not isinstance(document, type):
        unmarked = replace(
            document,
            **{each.name: without_marks(getattr(document, each.name)) for each in fields(document)},
        )
    read: Written = unmarked
    return read
