"""What the pictures say, beside what their caller says: figures, denominator, source, alt text."""

from __future__ import annotations

from collections.abc import Sequence

from consultation.charts.chart import Bar, Chart
from consultation.french import NO_BREAK_SPACE, date, number, sentence


def figures(bar: Bar) -> str:
    """« 1 234 · 56 % », « 12 sur 40 · 30 % », « 0 », or that the figure is not shown."""
    if bar.count is None:
        return sentence("charts", "hidden")
    count = number(bar.count)
    if bar.base is not None:
        count = sentence("charts", "of_base", count=count, base=number(bar.base))
    if not bar.count or bar.share is None:
        return count
    return sentence("charts", "figures", count=count, share=_whole_share(bar.share))


def base_of(chart: Chart) -> str:
    """« n = 1 234 », and what is counted."""
    counted = chart.base or sentence("charts", f"base_{chart.kind}")
    return sentence("charts", "base", n=chart.n, counted=counted)


def source_of(chart: Chart) -> str:
    """Who counted, and what the figures stand on."""
    return sentence(
        "charts", "source", consultation=chart.consultation, as_of=date(chart.as_of)
    )


def notes_of(chart: Chart, drawn: Sequence[Bar]) -> list[str]:
    """What must be known to read the bars: the caller's note, why figures are hidden."""
    is_hiding = any(bar.count is None for bar in drawn)
    hidden = sentence("charts", "why_hidden") if is_hiding else None
    return [note for note in (chart.note, hidden) if note]


def others_of(count: int) -> str:
    """« et 13 autres : voir le tableau »."""
    return sentence("charts", "others", count=count)


def alt_text(chart: Chart, drawn: Sequence[Bar]) -> str:
    """The chart in sentences: what it is about, its figures, what they count and whence."""
    told = [sentence("charts", "alt_bar", label=bar.label, figures=figures(bar)) for bar in drawn]
    rest = len(chart.bars) - len(drawn)
    listed = " ; ".join([*told, *([others_of(rest)] if rest else [])])
    return sentence(
        "charts",
        "alt",
        title=_without_stop(chart.title),
        question=chart.question,
        figures=listed,
        base=base_of(chart),
        source=source_of(chart),
    )


def _without_stop(text: str) -> str:
    return text.strip().rstrip(".")


def _whole_share(share: float) -> str:
    """« 56 % », rounded half up; what is neither nothing nor all is never told as 0 or 100 %."""
    percent = int(share * 100 + 0.5 + 1e-9)
    if percent == 0 and share > 0:
        return sentence("charts", "below_one")
    if percent == 100 and share < 1:
        return sentence("charts", "above_99")
    return f"{percent}{NO_BREAK_SPACE}%"
