"""What a claim is told of: the titles above it, its row and its column, the words before it, and
after a quote who signs it. They are in the register, and still around it in a document that holds.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from consultation.packs.contribution.claims import LABEL, LABEL_END, Claim
from consultation.packs.verification.findings import Finding, Wording, shorten
from consultation.packs.verification.likeness import plain
from consultation.packs.verification.marked_claims import Marked, marked_claims
from consultation.packs.verification.named_references import REFERENCE
from consultation.packs.verification.unsourced import TAKEN, without_claims
from consultation.packs.verification.word_document import WordDocument

_LABELLED = re.compile(f"{LABEL}([^{LABEL}{LABEL_END}]*){LABEL_END}")
_MARKS = re.compile(f"[{LABEL}{LABEL_END}]")
_PIECES = re.compile(r"[\w']+|[^\w\s']+")
_ANNOUNCED = re.compile(r"(?:^|[.;:!?\u2028])([^.;:!?\u2028]*):\s*$")
_ANNOUNCING, _NAMING, _SHOWN = 12, 50, 6
_EDGES = ' "-–—,;:.()'
_OF_ONE = ("before", "after")
# Where words stand -> what is said where they no longer do.
_PROBLEMS = {
    "titles": "other_title",
    "row": "other_row",
    "table": "other_table",
    "column": "other_column",
    "before": "other_label",
    "after": "other_label",
}


@dataclass(frozen=True)
class _Around:
    """The text around a claim, by where it stands; of its row and of its table's first one, each
    cell without a claim."""

    titles: tuple[str, ...]
    row: tuple[str, ...]
    table: tuple[str, ...]
    column: str
    before: str
    after: str

    def read(self, place: str) -> tuple[str, ...]:
        """The texts there."""
        found = getattr(self, place)
        return (found,) if isinstance(found, str) else found


def with_labels(claims: Sequence[Claim], document: WordDocument) -> tuple[Claim, ...]:
    """The claims with what the document, as it was made, says around each: what stands between
    marks of labels, and what its tables say."""
    marked = marked_claims(document, {claim.claim_id: claim for claim in claims})
    surroundings = _Surroundings(document, marked)
    labels = {
        each.claim.claim_id: surroundings.labels_of(number) for number, each in enumerate(marked)
    }
    return tuple(replace(claim, labels=labels.get(claim.claim_id, "")) for claim in claims)


def displaced_claims(
    document: WordDocument, marked: Sequence[Marked], wording: Wording
) -> Iterator[Finding]:
    """The claims around which the words no longer stand that say what they are of; those that lack
    the same are told together, those that stand elsewhere too, as they were, not at all."""
    surroundings = _Surroundings(document, marked)
    lost = {number: surroundings.missing_labels(number) for number in range(len(marked))}
    held = {marked[number].claim.claim_id for number, words in lost.items() if not words}
    for place in _PROBLEMS:
        found = [
            (number, label, number if place in _OF_ONE else None)
            for number, words in lost.items()
            for where, label in words
            if where == place and marked[number].claim.claim_id not in held
        ]
        for (label, _), group in groupby(found, lambda one: one[1:]):
            numbers = [number for number, *_ in group]
            claims, first = [marked[number].claim for number in numbers], marked[numbers[0]]
            is_signature = place == "after" and first.claim.kind == "quote"
            read = [_one_line(text) for text in surroundings.around(numbers[0], place)]
            nearest = read[-1:] if place == "titles" else read
            yield wording.finding(
                "other_signature" if is_signature else _PROBLEMS[place],
                claims,
                (first.start, first.end),
                values=[
                    *(shorten(claim.value) for claim in claims[:_SHOWN]),
                    *(["…"] if len(claims) > _SHOWN else []),
                ],
                reference=first.claim.reference,
                expected=label.strip("/ "),
                written=shorten(" | ".join(filter(None, nearest)).strip(_EDGES)),
            )


class _Surroundings:
    """What stands around each claim of a document."""

    def __init__(self, document: WordDocument, marked: Sequence[Marked]) -> None:
        self._document, self._marked, text = document, marked, document.text
        self._rest = without_claims(document.text, marked)
        # No sentence ends within a label: « (cf. Cour des comptes) ».
        whole = _LABELLED.sub(lambda found: found[0].replace(found[1], "X" * len(found[1])), text)
        self._sentences = replace(document, text=whole)
        self._cells: dict[int, dict[int, str]] = defaultdict(dict)
        ends = (*(paragraph.start for paragraph in document.paragraphs[1:]), len(document.text))
        for paragraph, end in zip(document.paragraphs, ends, strict=False):
            if paragraph.row:
                row, text = self._cells[paragraph.row], self._rest[paragraph.start : end]
                row[paragraph.column] = row.get(paragraph.column, "") + text

    def labels_of(self, number: int) -> str:
        """What the register says of the words around a claim."""
        around = self._around(number, is_made=True)
        found = {
            "titles": [label for title in around.titles for label in _labels_in(title)],
            "row": _named_by(around.row)[:1],
            "table": _named_by(around.table)[:1],
            "column": _named_by((around.column,)),
            "before": _labels_in(around.before) or _announced_in(around.before),
            "after": _labels_in(around.after),
        }
        said = {place: labels for place, labels in found.items() if labels}
        return json.dumps(said, ensure_ascii=False) if said else ""

    def missing_labels(self, number: int) -> list[tuple[str, str]]:
        """Which of these words are no longer there, and where they stood."""
        around = self._around(number)
        return [
            (place, label)
            for place, labels in self._marked[number].claim.labels_by_place.items()
            if place in _PROBLEMS
            for label in labels
            if not any(_holds(text, label, place) for text in around.read(place))
        ]

    def around(self, number: int, place: str) -> tuple[str, ...]:
        """The texts at a place around a claim."""
        return self._around(number).read(place)

    def _around(self, number: int, *, is_made: bool = False) -> _Around:
        each = self._marked[number]
        paragraph = self._document.paragraph_at(each.start)
        row = self._cells[paragraph.row] if paragraph.row else {}
        top = self._cells[paragraph.top] if paragraph.top != paragraph.row else {}
        if any(map(_has_claim, top.values())):
            top = {}
        start, end = self._gaps(number)
        if is_made and each.claim.kind != "quote":
            # What is said after several figures is said of the last one.
            first, last = self._sentences.passage_around(each.start, each.end)
            start = max(start, first)
            end = each.end if _has_claim(self._rest[each.end : last]) else min(end, last)
        return _Around(
            paragraph.headings,
            tuple(text for text in row.values() if not _has_claim(text)),
            tuple(top.values()),
            top.get(paragraph.column, ""),
            self._document.text[start : each.start],
            self._document.text[each.end : end],
        )

    def _gaps(self, number: int) -> tuple[int, int]:
        """From where to where the text around a claim goes, within its paragraph and up to other
        claims."""
        each, text = self._marked[number], self._document.text
        before = self._marked[number - 1].end if number else 0
        after = len(text)
        if number + 1 < len(self._marked):
            after = self._marked[number + 1].start
        line_end = text.find("\n", each.end)
        start = max(before, text.rfind("\n", 0, each.start) + 1)
        return min(start, each.start), max(each.end, min(after, line_end))


def _labels_in(text: str) -> list[str]:
    """What the program wrote there, but for references, with a « / » where no word touches it."""
    found, around = [], _pieces(f"/ {text} /")
    for label in map(_one_line, _LABELLED.findall(text)):
        if label and not REFERENCE.fullmatch(label):
            forms = (f"/ {label} /", f"/ {label}", f"{label} /")
            found.append(next((form for form in forms if _stands_in(form, around)), label))
    return found


def _named_by(cells: Iterable[str]) -> list[str]:
    """The cells that name a row or a column; a long text names none."""
    return [_one_line(text) for text in cells if 0 < len(_pieces(text)) <= _NAMING]


def _announced_in(text: str) -> list[str]:
    """Who wrote the template may have named the figure: « En leur nom : 3 »."""
    found = _ANNOUNCED.search(text)
    label = _one_line(found[1]) if found else ""
    return [f"/ {label} /"] if 0 < len(_pieces(label)) <= _ANNOUNCING else []


def _holds(text: str, label: str, place: str) -> bool:
    if place in ("row", "table", "column"):
        return _pieces(text) == _pieces(label)
    return _stands_in(label, _pieces(f"/ {text} /"))


def _stands_in(label: str, pieces: list[str]) -> bool:
    return f" {' '.join(_pieces(label))} " in f" {' '.join(pieces)} "


def _pieces(text: str) -> list[str]:
    """The words of a text, and a « / » for whatever stands between them."""
    found = (
        piece if piece[0].isalnum() or piece[0] in "_'" else "/"
        for piece in _PIECES.findall(_one_line(text))
    )
    return [piece for before, piece in pairwise(("", *found)) if piece != "/" or before != "/"]


def _one_line(text: str) -> str:
    return plain(_MARKS.sub("", text))


def _has_claim(text: str) -> bool:
    return any(sign in text for sign in TAKEN.values())
