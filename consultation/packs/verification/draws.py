"""Check the bounds of a pack's draws by lot. « At most 1.0 % of the texts not drawn name somebody »
is such a bound: it must follow from the number of texts drawn, and the number that name
somebody."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from consultation.coding.drawn_shares import most_left
from consultation.machine.csv_files import csv_rows
from consultation.machine.settings import PACK
from consultation.words.french import sentence

DRAWS = Path("statistiques", "draws.csv")
# Shares are written with fifteen digits: a smaller difference is none.
NEARLY = 1e-9

say = partial(sentence, "verification")


def problems_of_draws(folder: Path) -> list[str]:
    """A French sentence for each draw by lot whose bounds do not follow from its counts. Empty if
    all bounds are right, or if the pack has no draws. If the file of draws can't be read, a single
    sentence says so.

    `folder` is a release, or a pack alone.
    """
    file = next((file for file in (folder / PACK / DRAWS, folder / DRAWS) if file.is_file()), None)
    if file is None:
        return []
    where = file.relative_to(folder)
    try:
        titles, *rows = csv_rows(file)
        draws = [dict(zip(titles, row, strict=True)) for row in rows]
        return [
            say("other_bound", file=where, draw=draw["draw"]) for draw in draws if _is_off(draw)
        ]
    except (KeyError, ValueError, ZeroDivisionError):
        return [say("unreadable", file=where)]


def _is_off(draw: Mapping[str, str]) -> bool:
    names = ("found_count", "judged_count", "population_count")
    with_theme, judged, total = (int(draw[name]) for name in names)
    left = most_left(with_theme, judged, total)
    permitted = (left / (total - judged) if total > judged else 0, (with_theme + left) / total)
    stated_shares = (float(draw[name] or 0) for name in ("left_share", "most_share"))
    return any(
        abs(stated - other) > NEARLY for stated, other in zip(stated_shares, permitted, strict=True)
    )
