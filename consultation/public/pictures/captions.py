"""The words of a picture: figures, denominator, notes, source and alternative text."""

from __future__ import annotations

import re
import unicodedata

from consultation.public.pictures.chart import Chart
from consultation.public.results import Kind
from consultation.public.rounding import Cell
from consultation.words.french import (
    NARROW_NO_BREAK_SPACE,
    NO_BREAK_SPACE,
    as_printed,
    capitalise,
    date,
    number,
    sentence,
    within_quotes,
)


def figures(cell: Cell, few: str, joining: str = "figures") -> str:
    """The figures of a cell: « 1 234 · 56 % », « 0 », or `few` (« 10 ou moins ») if hidden.

    `joining` selects the sentence that joins count and share: `alt_figures` → « 1 234 (56 %) ».
    """
    if cell.count is None:
        return few
    count = _clear_number(cell.count)
    if not cell.count or cell.share is None:
        return count
    return sentence("charts", joining, count=count, share=percent(cell.share))


def base_of(chart: Chart) -> str:
    """The denominator: « n = 1 234 personnes et collectifs qui ont répondu »."""
    n = _clear_number(chart.base_count)
    return sentence("charts", "base", n=n, counted=chart.table.base)


def notes_of(chart: Chart) -> list[str]:
    """The notes below the bars of a chart, then its source. There are up to four notes: how many
    rows are not drawn (« Et 13 autres : voir le tableau »), why shares don't add up, a remark on
    weeks, and why small counts are missing."""
    table, results, drawn = chart.table, chart.results, chart.drawn
    others = len(chart.bars) - len(drawn)
    has_few = any(row.cells[0].count is None for row in drawn)
    as_of = date(results.counted_until)
    notes = [
        capitalise(sentence("charts", "others", count=others)) if others else None,
        table.several,
        sentence("charts", "note_weeks") if table.kind is Kind.WEEKS else None,
        sentence("charts", "note_few") if has_few else None,
        sentence("charts", "source", consultation=results.source, as_of=as_of),
    ]
    return [note for note in notes if note]


def alt_text(chart: Chart) -> str:
    """The chart in sentences: title, question, figures, denominator, notes and source."""
    table, few = chart.table, chart.results.rounding.few
    bars = [
        sentence(
            "charts",
            "alt_bar",
            label=chart.label(row),
            figures=figures(row.cells[0], few, "alt_figures"),
        )
        for row in chart.drawn
    ]
    question = sentence("charts", "alt_question", question=within_quotes(table.question))
    phrases = [
        sentence("charts", "alt_title", title=_with_stop(table.title)),
        *([question] if says_more(table.question, table.title) else []),
        _with_stop(sentence("charts", "alt_list", bars=bars)),
        _with_stop(base_of(chart)),
        *map(_with_stop, notes_of(chart)),
    ]
    return as_drawn(" ".join(phrases))


def says_more(question: str, title: str) -> bool:
    """True if the wording of a question adds something to its title: « Et vous ? », title « Avis »
    → True. « Avis », title « Avis : en ville » → False."""
    bare_question, bare_title = (as_drawn(text).casefold() for text in (question, title))
    return not bare_title.startswith(bare_question.rstrip(" ?:.\u00a0"))


def as_drawn(text: str) -> str:
    r"""The text as a picture draws it: on a single line, with French spaces and apostrophes,
    without invisible characters. `"L'avis\nde tous"` → « L’avis de tous ». A character that Unicode
    does not define becomes « \ufffd », which is drawn as a box."""
    composed = unicodedata.normalize("NFC", text)
    return as_printed(re.sub(" +", " ", "".join(map(_character_drawn, composed))).strip(" "))


def _character_drawn(character: str) -> str:
    category = unicodedata.category(character)
    if category in ("Cc", "Zl", "Zp"):
        return " "
    return "" if category == "Cf" else "\ufffd" if category in ("Cs", "Cn") else character


def _with_stop(text: str) -> str:
    return text if text.rstrip()[-1:] in (".", "?", "!", "…") else f"{text}."


def percent(share: float) -> str:
    """A share as a rounded percentage: 0.556 → « 56 % ». Halves are rounded up.

    A share between 0 and 1 is never shown as 0 % or 100 %: 0.001 → « moins de 1 % ».
    """
    whole = int(share * 100 + 0.5 + 1e-9)
    if whole == 0 and share > 0:
        return sentence("charts", "below_one")
    if whole == 100 and share < 1:
        return sentence("charts", "above_99")
    return f"{whole}{NO_BREAK_SPACE}%"


def _clear_number(value: int) -> str:
    """The number with wide no-break spaces, « 1 234 », since narrow spaces hardly show between
    large digits."""
    return number(value).replace(NARROW_NO_BREAK_SPACE, NO_BREAK_SPACE)
