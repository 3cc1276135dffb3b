"""The texts that a coder reads on the page, to say which themes they have. They come in an order
drawn by lot. The page shows the next text, its themes so far, the number of texts left and the time
that they take. It shows nothing about the themes that other coders chose."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from consultation.decisions.coding_sheets import CODING, PAGE_CODING
from consultation.decisions.given import Code
from consultation.decisions.sheets import read_key
from consultation.screens.pace import time_for
from consultation.warehouse.tables.publications import Row
from consultation.warehouse.tables.to_decide import ToDecide

COLUMNS = PAGE_CODING.columns
# Shorter texts seldom contain an argument: « Gare », « Oui, une piste cyclable ».
LONG_WORDS = 10


@dataclass(frozen=True)
class TextToCode:
    """A text of a coder. `number` is its rank in the coder's order, from 1.

    `theme_titles` are the titles of its themes: None if it is not coded yet, empty or « aucun thème
    » if no theme fits. `new_themes` names themes added to the grid after it was coded. `is_open`:
    the code can still be taken back. `is_quotable`: others should read the text (« À citer »).
    """

    number: int
    row: Row
    theme_titles: tuple[str, ...] | None
    new_themes: str
    is_open: bool
    is_quotable: bool

    @property
    def key(self) -> str:
        """The key of the text's row."""
        return str(self.row[COLUMNS.key])

    @property
    def is_left(self) -> bool:
        """True if the coder still has to read the text: it is not coded yet, or new themes were
        added since."""
        return self.theme_titles is None or bool(self.new_themes)


@dataclass(frozen=True)
class Coding:
    """All texts of a coder, in order. `time_left` is the time that the texts of `left` take, if the
    coder goes on at the pace of the last texts. None if that pace is unknown."""

    texts: tuple[TextToCode, ...]
    time_left: dt.timedelta | None

    @property
    def left(self) -> tuple[TextToCode, ...]:
        """The texts that the coder still has to read."""
        return tuple(text for text in self.texts if text.is_left)

    def at(self, number: int, after: int = 0) -> TextToCode:
        """The text with this number. If there is no such number, the first or the last text.

        If `number` is 0, the first text left to read whose number is above `after`. If there is
        none, the first text left to read. If no text is left, the last text.
        """
        following = next((text for text in self.left if text.number > after), None)
        first = self.left[0] if self.left else self.texts[-1]
        wanted = number or (following or first).number
        return self.texts[min(max(wanted, 1), len(self.texts)) - 1]


@dataclass(frozen=True)
class TextQuestion:
    """A question whose answers are texts that can be coded. It has `text_count` texts.
    `usual_words` is the median of their numbers of words."""

    question_id: str
    title: str
    text_count: int
    usual_words: float


def text_questions(rows: ToDecide, declared: Iterable[str]) -> list[TextQuestion]:
    """The questions among `declared` (ids) that have texts to code. A text that several coders code
    counts once in the question's numbers."""
    words: dict[str, dict[object, int]] = {}
    titles: dict[str, str] = {}
    for row in rows.codings:
        question_id = str(row[COLUMNS.question_id])
        titles[question_id] = str(row["Question"])
        words.setdefault(question_id, {})[row["Référence"]] = len(str(row["Texte"]).split())
    return [
        TextQuestion(name, titles[name], len(words[name]), median(words[name].values()))
        for name in declared
        if name in words
    ]


def suggested_questions(questions: Sequence[TextQuestion]) -> list[str]:
    """The ids of the questions in `questions` whose texts have `LONG_WORDS` words or more in the
    median. If there are none, the ids of the questions with the greatest median."""
    longest = max((question.usual_words for question in questions), default=0)
    fewest = min(LONG_WORDS, longest)
    return [question.question_id for question in questions if question.usual_words >= fewest]


def coders_in(rows: ToDecide) -> list[str]:
    """The coders with texts to code, and the person who checks the grid: `["A", "B",
    "EF-contrôle"]`."""
    return list(dict.fromkeys(str(row[COLUMNS.initials]) for row in rows.codings))


def themes_for(question_id: str, themes: Sequence[Row]) -> list[Row]:
    """The themes that a coder looks for in the texts of this question, in the order of the grid."""
    own = [row for row in themes if not row["question_ids"] or question_id in row["question_ids"]]
    return sorted(own, key=lambda theme: theme["position"])


def coding_of(coder: str, rows: ToDecide, codes: Sequence[Code]) -> Coding:
    """The texts that this coder has to code, and the time that they take. `codes` are the codes of
    all coders since the last run."""
    titles = {theme["theme_id"]: str(theme["title"]) for theme in rows.themes}
    own = sorted((code for code in codes if code.coder == coder), key=lambda code: code.decided_at)
    own_codes = {(code.question_id, code.text_digest): code for code in own}
    texts = [row for row in rows.codings if row[COLUMNS.initials] == coder]
    own_texts = tuple(
        _text(number, row, own_codes, titles) for number, row in enumerate(texts, start=1)
    )
    left = sum(text.is_left for text in own_texts)
    return Coding(own_texts, time_for(left, [code.decided_at for code in own]))


def _text(
    number: int, row: Row, codes: Mapping[tuple[str, str], Code], titles: Mapping[str, str]
) -> TextToCode:
    key = read_key(str(row[COLUMNS.key]))
    code = codes.get((str(row[COLUMNS.question_id]), key.fingerprint if key else ""))
    if code is not None:
        theme_titles = tuple(titles[theme_id] for theme_id in code.theme_ids if theme_id in titles)
        return TextToCode(number, row, theme_titles, "", is_open=True, is_quotable=code.is_quotable)
    published = tuple(str(row[name]) for name in CODING.columns.themes if row[name])
    new_themes = str(row["À relire pour"] or "") if published else ""
    is_quotable = row[CODING.columns.quotable] is not None
    return TextToCode(
        number, row, published or None, new_themes, is_open=False, is_quotable=is_quotable
    )
