"""Numbers, shares, dates and plurals as French readers write them."""

from __future__ import annotations

import datetime as dt

NO_BREAK_SPACE = "\u00a0"
NARROW_NO_BREAK_SPACE = "\u202f"


def number(value: float) -> str:
    """1 234 or 1 234,5: a narrow no-break space between thousands, a comma for decimals."""
    text = f"{value:,.1f}" if value % 1 else f"{value:,.0f}"
    return text.replace(",", NARROW_NO_BREAK_SPACE).replace(".", ",")


def share(value: float) -> str:
    """81,0 %."""
    return f"{value * 100:.1f}".replace(".", ",") + f"{NO_BREAK_SPACE}%"


def date(value: dt.date | dt.datetime) -> str:
    """11/03/2022."""
    return f"{value:%d/%m/%Y}"


def counted(value: float, singular: str, plural: str | None = None) -> str:
    """« 1 réponse », « 2 réponses »: in French, the plural begins at two."""
    word = singular if abs(value) < 2 else (plural or f"{singular}s")
    return f"{number(value)} {word}"
