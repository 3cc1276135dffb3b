"""Cells that hold a number, a date, an hour or a point in time."""

from __future__ import annotations

import polars as pl

from consultation.exports import date_formats, time_formats

WITH_OFFSET = "%Y-%m-%dT%H:%M:%S%z"
HOURS = ("%H:%M", "%H:%M:%S", "%I:%M%p", "%I:%M:%S%p")


def numbers(cells: pl.Series) -> pl.Series:
    """Numbers as Webform writes them (`1234.5`) or as people do (`1 234,5`). Null for anything
    else."""
    typed = cells.str.strip_chars()
    is_grouped = typed.str.contains(r"^[+-]?[0-9]{1,3}([ \u{a0}\u{202f}][0-9]{3})+([.,][0-9]*)?$")
    joined = pl.select(
        pl.when(is_grouped).then(typed.str.replace_all(r"\s", "")).otherwise(typed)
    ).to_series()
    plain = joined.str.replace(",", ".", literal=True)
    looks_like_one = plain.str.contains(r"^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)$")
    return plain.set(~looks_like_one.fill_null(value=False), None).cast(pl.Float64, strict=False)


def whole_numbers(cells: pl.Series) -> pl.Series:
    """Counters (SID, serial) of at most 15 digits: `412889`. Null for anything else."""
    digits = cells.str.strip_chars().str.extract(r"^(\d{1,15})$", 1)
    return digits.cast(pl.Int64, strict=False)


def dates(cells: pl.Series, *orders: str) -> pl.Series:
    """Dates in the first of `orders` in which they can be read: `11/03/2022`, day first → 11 March.

    Null for anything else. Some tools write midnight after a date: it is dropped.
    """
    text = cells.str.strip_chars().str.replace(r"[ T]00:00(:00)?$", "")
    formats = [form for order in orders for form in date_formats(order)]
    return _first_readable([text.str.to_date(form, strict=False) for form in formats])


def hours(cells: pl.Series) -> pl.Series:
    """Hours of the day as HH:MM text: `2:05 pm` → `14:05`. Null for anything else."""
    text = cells.str.strip_chars().str.replace(r"(?i) ?([ap])\.?m\.?$", "${1}m")
    return _first_readable([text.str.to_time(form, strict=False) for form in HOURS]).dt.to_string(
        "%H:%M"
    )


def times(cells: pl.Series, order: str, time_zone: str) -> pl.Series:
    """Points in time in UTC, from local times or from ISO 8601 with an offset:
    `2022-03-11T06:00:00+0100` → 05:00. Null for anything else.

    The hour that comes twice in late October is read as its first. The hour that is skipped in late
    March is read an hour later, as clocks showed it.
    """
    text = cells.str.strip_chars()
    local = _first_readable(
        [text.str.to_datetime(form, time_unit="us", strict=False) for form in time_formats(order)]
    )
    with_offset = text.str.to_datetime(WITH_OFFSET, time_unit="us", strict=False)
    return _first_readable(
        [
            with_offset.dt.replace_time_zone(None),
            _in_utc(local, time_zone),
            _in_utc(local.dt.offset_by("1h"), time_zone),
        ]
    )


def _in_utc(local: pl.Series, time_zone: str) -> pl.Series:
    zoned = local.dt.replace_time_zone(time_zone, ambiguous="earliest", non_existent="null")
    return zoned.dt.convert_time_zone("UTC").dt.replace_time_zone(None)


def _first_readable(candidates: list[pl.Series]) -> pl.Series:
    return pl.select(pl.coalesce(candidates)).to_series()
