"""What the pictures say, beside what their caller says: figures, denominator, source, alt text."""

from __future__ import annotations

import re
import unicodedata

from consultation.charts.chart import Bar, Chart, Kind
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


def figures(bar: Bar) -> str:
    """« 1 234 · 56 % », « 0 », or « 10 ou moins »."""
    return _figures(bar, "figures")


def _figures(bar: Bar, joining: str) -> str:
    if bar.count is None:
        return bar.few
    count = _clear_number(bar.count)
    if not bar.count or bar.share is None:
        return count
    return sentence("charts", joining, count=count, share=percent(bar.share))


def base_of(chart: Chart) -> str:
    """« n = 1 234 », and what is counted."""
    return sentence("charts", "base", n=_clear_number(chart.n), counted=chart.base)


def notes_of(chart: Chart) -> list[str]:
    """What must be known to read the bars: how many others there are (« Et 13 autres : voir le
    tableau »), the caller's note, that nobody is of few; then who counted."""
    drawn = chart.drawn
    others = len(chart.bars) - len(drawn)
    notes = [
        capitalise(sentence("charts", "others", count=others)) if others else None,
        chart.note,
        sentence("charts", "note_weeks") if chart.kind is Kind.WEEKS else None,
        sentence("charts", "note_few") if any(bar.count is None for bar in drawn) else None,
        sentence("charts", "source", consultation=chart.consultation, as_of=date(chart.as_of)),
    ]
    return [note for note in notes if note]


def alt_text(chart: Chart) -> str:
    """The chart in sentences: what it is about, its figures, what they count and whence."""
    told = [
        sentence("charts", "alt_bar", label=bar.label, figures=_figures(bar, "alt_figures"))
        for bar in chart.drawn
    ]
    asked = sentence("charts", "alt_question", question=within_quotes(chart.question))
    is_more = says_more(chart.question, chart.title)
    said = [
        sentence("charts", "alt_title", title=_with_stop(chart.title)),
        *([asked] if is_more else []),
        _with_stop(sentence("charts", "alt_list", bars=told)),
        _with_stop(base_of(chart)),
        *map(_with_stop, notes_of(chart)),
    ]
    return as_drawn(" ".join(said))


def says_more(question: str, title: str) -> bool:
    """True if a question, as it was asked, is to stand below a title: « Avis » is not, below
    « Avis : en ville »."""
    asked, shown = (as_drawn(text).casefold() for text in (question, title))
    return not shown.startswith(asked.rstrip(" ?:.\u00a0"))


def as_drawn(text: str) -> str:
    """The text as pictures have it: on one line, with French spaces and apostrophes, without the
    signs that nobody sees. What their font lacks it shows as a box of its own."""
    composed = unicodedata.normalize("NFC", text)
    return as_printed(re.sub(" +", " ", "".join(map(_sign_drawn, composed))).strip(" "))


def _sign_drawn(sign: str) -> str:
    category = unicodedata.category(sign)
    if category in ("Cc", "Zl", "Zp"):
        return " "
    return "" if category == "Cf" else "\ufffd" if category in ("Cs", "Cn") else sign


def _with_stop(text: str) -> str:
    return text if text.rstrip()[-1:] in (".", "?", "!", "…") else f"{text}."


def percent(share: float) -> str:
    """« 56 % », rounded half up; what is neither nothing nor all is never told as 0 or 100 %."""
    whole = int(share * 100 + 0.5 + 1e-9)
    if whole == 0 and share > 0:
        return sentence("charts", "below_one")
    if whole == 100 and share < 1:
        return sentence("charts", "above_99")
    return f"{whole}{NO_BREAK_SPACE}%"


def _clear_number(value: int) -> str:
    """1 234: the font's narrow space is hardly seen between large digits."""
    return number(value).replace(NARROW_NO_BREAK_SPACE, NO_BREAK_SPACE)
