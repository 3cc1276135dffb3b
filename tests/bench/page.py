"""Measures how long the page takes to confirm each decision: 300 are to take less than 1 s each.

python tests/bench/page.py [TEXTS]

As a browser sends them: a request a text, of a form that has as many more to read as it is told;
the times are those of whole answers, the next text drawn. Nothing here fails when the target is
missed: it says so.
"""

from __future__ import annotations

import re
import sys
import tempfile
import time
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

if __name__ == "__main__":  # run by its path: the repository is not on the path yet
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.cases.page import PageClient
from tests.cases.small import FORM_ID, row, small_run

DECIDED, TARGET = 300, 1.0
CHOICES = (("send", ""), ("mask", "Lilas"), ("withhold", ""))
TEXT = "Je refuse que ma rue soit filmée, écrit Mme Lilas pour la {number}e fois. " * 8


def measure(others: int, folder: Path) -> str:
    """The seconds of each decision, in one line."""
    rows = [
        row(number, Envoi="Oui, sans nom", Texte=TEXT.format(number=number))
        for number in range(1, DECIDED + others + 1)
    ]
    run = small_run(folder, *rows)
    run.build()
    page = PageClient(run.folders)
    address = f"/consultations/{FORM_ID}/relire"
    shown, seconds = page.get(address).text, []
    for number in range(1, DECIDED + 1):
        choice, words = CHOICES[number % len(CHOICES)]
        key = unescape(re.findall(r'name="key" value="([^"]+)"', shown)[0])
        sent = {"n": number, "key": key, "choice": choice, "words": words, "initials": "AB"}
        start = time.perf_counter()
        answer = page.ask("POST", address, urlencode(sent).encode(), hx_request="true")
        seconds.append(time.perf_counter() - start)
        assert answer.status_code == 200, answer.text
        shown = answer.text
    told = unescape(shown).replace("\u202f", "")
    assert f"{DECIDED} sur {len(rows)} décidés" in told, "not all were decided"
    seconds.sort()
    return (
        f"{DECIDED} of {len(rows)} texts decided in {sum(seconds):.1f} s:"
        f" median {seconds[DECIDED // 2]:.3f}, 99 % within {seconds[int(DECIDED * 0.99)]:.3f},"
        f" slowest {seconds[-1]:.3f} s, {sum(each > TARGET for each in seconds)} above {TARGET:g} s"
    )


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="faire-masse-bench-") as folder:
        print(measure(int(sys.argv[1]) if sys.argv[1:] else 0, Path(folder)), flush=True)
