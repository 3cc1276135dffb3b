"""Answers of somebody who wants to stop the publication, and who of many did stop it."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.cases.runs import Run
from tests.cases.small import NAMES, Row, export, row, small_run

CONSENTS = ("Oui, en mon nom", "Oui, au nom du collectif", "Oui, sans nom", "Non")
FIELDS = sorted({*NAMES} - {"source"})
OWN = ("Nom", "Collectif", "Courriel")
# What is repeated, alone or beside others, by what it attacks; a line each, spaces as « · ».
INGREDIENTS = {
    "words": "Stop· a@· x oui· mot-mot- 1 é ß ŉ İ Œ· ſ ﬁ",
    "marks": "\u0301 e\u0301\u0323 \u20dd \u0e49 \U00010000 \u0345 \u0300a",
    "direction": "\u202e \u2067 \u2069 \u200f مرحبا· שלום· \u061c عربي-latin·",
    "emoji": "👩\u200d👩\u200d👧 🏳\ufe0f\u200d🌈 🇫🇷 👍🏿 1\ufe0f\u20e3 🏴\U000e0067\U000e007f",
    "controls": "\x07 \x1b[2J \x7f \ufffe \uffff \U0001ffff \ufeff \x1a \xad \u200b \x00 \x08",
    "private": "\ue000 \U000f0000 \U0010ffff \u0378 \U00012000 \u2e80 漢字 ᄀ 𝔄 ﷺ",
    "typst": '#panic() #import·"/etc/passwd" $·x·$ *a* `raw` @ref <label> \\u{1F600} // /* #[ ] ~',
    "html": "<script>alert(1)</script> &amp; <![CDATA[ ]]> <!-- &#0; _x0041_ _x000D_ _xD800_ </t>",
    "numbers": "FR7630006000011234567890189· 295109912611193· 06·39·98·12·34· AB-123-CD· 0 1·000 -",
    "masks": "jean@example.org· a@b.fr é@b.fr a·at·b·point·org· [courriel·masqué] ⟦ ⟧ https://a.org/",
    "people": "12·rue·des·Lilas·75011·Paris· Mme·Dupont· mon·fils·Léo,·8·ans· @ana· chez·Ana·",
    "formulas": "=1+1 +1 -1 @SUM(A1) =cmd|'·/C·calc'!A0 ' ＝1+1 #N/A =HYPERLINK(\"x\")",
    "separators": '; , | " \'\' "";=1;"" \\ { } {count:a|b} {form} %s $1',
    "dates": "99/99/9999 01/01/0001 31/12/9999 24:00 12:00·am 1e400 9 . ,",
}
WHITE = ("\n", "\r\n", "\t", "\x0b", "\x0c", "\x85", "\u2028", "\u2029", "\u00a0", "\u3000", "\t=1")
LENGTHS = {1: 4, 3: 4, 20: 8, 200: 12, 3_000: 5, 16_001: 1, 33_000: 1, 70_000: 1}


def hostile_text(chosen: random.Random) -> str:
    """A few ingredients, in turn or shuffled, up to a length."""
    kinds = chosen.choices([*INGREDIENTS, "white"], k=chosen.choice((1, 1, 2, 4)))
    ingredients = [
        chosen.choice(WHITE if kind == "white" else INGREDIENTS[kind].split(" ")).replace("·", " ")
        for kind in kinds
    ]
    (length,) = chosen.choices([*LENGTHS], [*LENGTHS.values()])
    ingredients *= length // sum(map(len, ingredients)) + 1
    if chosen.random() < 0.5:
        chosen.shuffle(ingredients)
    return "".join(ingredients)[:length]


def hostile_rows(seed: int, count: int, modified: str | None = None) -> Iterator[Row]:
    """So many submissions, each with a hostile text in one field; in half of them it is also what
    their author calls themselves, and two texts; some have that of the one before."""
    chosen = random.Random(seed)  # noqa: S311
    text = ""
    for sid in range(1, count + 1):
        text = hostile_text(chosen) if chosen.random() < 0.85 else text
        cells = {
            "Nom": f"Ana Invent {sid}",
            "Envoi": chosen.choice(CONSENTS),
            "Qui": chosen.choice(("Citoyen·ne", "Association")),
            "Texte": "Une vie calme, sans caméra ni bruit, et des arbres dans toutes les rues.",
            "Mode": "Vélo",
            chosen.choice(FIELDS): text,
        }
        if chosen.random() < 0.5:
            own = text[: chosen.choice((4, 12, 80))].strip()
            cells |= {"Texte": text, "Suite": text, chosen.choice(OWN): own}
        named = {name.replace(" ", "_"): cell for name, cell in cells.items()}
        yield row(sid, modified=modified, **named)  # type: ignore[arg-type]


Edits = Sequence[tuple[Row, Row]]
"""Submissions, as they were sent at first and as they are now."""


def hostile_edits(seed: int, count: int) -> Edits:
    """Submissions with another hostile text in each of two versions."""
    later = hostile_rows(2 * seed + 1, count, "28/02/2022 - 10:00")
    return list(zip(hostile_rows(2 * seed, count), later, strict=True))


def publish_edits(folder: Path, edits: Edits) -> Run:
    """A run that has published them, pack included."""
    run = small_run(folder, *(now for _, now in edits))
    run.write("avant.tsv", export([before for before, _ in edits]))
    run.publish(with_pack=True)
    return run


def guilty(edits: Edits) -> Edits:
    """The fewest of them that halving finds to stop a publication."""
    half = len(edits) // 2
    for part in (edits[:half], edits[half:]):
        try:
            with tempfile.TemporaryDirectory() as folder:
                publish_edits(Path(folder), part)
        except Exception:
            return part if len(part) == 1 else guilty(part)
    return edits
