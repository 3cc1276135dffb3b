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


def moment(value: dt.datetime) -> str:
    """11/03/2022 à 06:00, in the time of this machine where the value has a time zone."""
    local = value.astimezone() if value.tzinfo else value
    return f"{local:%d/%m/%Y} à {local:%H:%M}"


def ago(age: dt.timedelta) -> str:
    """« il y a moins d'une minute », « il y a 5 minutes », « il y a 9 jours »."""
    is_now = age < dt.timedelta(minutes=1)
    return "il y a moins d'une minute" if is_now else f"il y a {lasting(age)}"


def lasting(span: dt.timedelta) -> str:
    """« 41 secondes », « 5 minutes », « 47 heures », « 9 jours »: whole ones, rounded down."""
    seconds = max(0, int(span.total_seconds()))
    minutes = seconds // 60
    if minutes < 1:
        return counted(seconds, "seconde")
    if minutes < 60:
        return counted(minutes, "minute")
    if minutes < 48 * 60:
        return counted(minutes // 60, "heure")
    return counted(minutes // (24 * 60), "jour")
