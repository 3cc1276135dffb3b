"""How far a run is with its consultation: what the bars of Prefect's pages and of ours say."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from consultation.machine.disk import TEMPORARY
from consultation.machine.json_files import read_json, replace_json
from consultation.machine.progress import listened_to
from consultation.machine.settings import Folders
from consultation.words.french import number, sentence

PARTS = ("masks", "families", "documents", "workbooks")
"""What takes long, in its order: each is a quarter of the whole, however long it takes."""

LOOK_SECONDS = 1.0
FAREWELL_SECONDS = 5.0  # a server that hangs makes nobody wait longer


@dataclass(frozen=True)
class Advance:
    """So many hundredths are done of a consultation, and in words what was done last."""

    form_id: str
    percent: float
    said: str = ""


def advance_in_words(what: str, done: int, total: int) -> str:
    """« document 120/311 »."""
    return sentence("progress", what, done=f"{number(done)}/{number(total)}")


def note_advance(folders: Folders, advance: Advance) -> None:
    """Record the progress of a run, for `present_advance`, until the next run begins."""
    replace_json(_file(folders), advance)


@contextmanager
def noted_advance(
    folders: Folders,
    form_id: str,
    parts: Sequence[str] = PARTS,
    tell_too: Callable[[Advance], None] = lambda _: None,
) -> Iterator[Callable[[], None]]:
    """Record the progress of the block's parts once a second, from a thread that delays nobody.

    It is given to `tell_too` as well. Call the yielded function once everything is done. What is
    published never depends on progress.
    """
    shares = dict.fromkeys(parts, 0.0)
    told = advance = Advance(form_id, 0.0, sentence("progress", "begun"))
    ended = threading.Event()

    def listen(what: str, done: int, total: int) -> None:
        nonlocal advance
        # What begins again, as families do for the pack, does not go back.
        shares[what] = max(shares.get(what, 0.0), done / total if total else 1.0)
        percent = min(99.0, round(100 * sum(shares.values()) / len(shares), 1))
        said = advance_in_words(what, done, total) if total else advance.said
        advance = Advance(form_id, percent, said)

    def finish() -> None:
        nonlocal advance
        advance = Advance(form_id, 100.0, sentence("progress", "ended"))

    def tell() -> None:
        nonlocal told
        if advance != told:
            told = advance
            with suppress(Exception):
                note_advance(folders, told)
                tell_too(told)

    def tell_until_end() -> None:
        while not ended.wait(LOOK_SECONDS):
            tell()

    with suppress(Exception):
        note_advance(folders, advance)
    teller = threading.Thread(target=tell_until_end, daemon=True)
    teller.start()
    try:
        with listened_to(listen):
            yield finish
    finally:
        ended.set()
        teller.join(FAREWELL_SECONDS)
        if not teller.is_alive():
            tell()


def present_advance(folders: Folders) -> Advance | None:
    """The progress of the present run. None before it has reached a consultation."""
    return read_json(_file(folders), Advance)


def _file(folders: Folders) -> Path:
    return folders.data / TEMPORARY / "avancement.json"
