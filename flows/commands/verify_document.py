"""The command `verify` for a document: what no longer holds, and what nothing vouches for."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from consultation.machine.settings import Folders
from consultation.words.french import sentence

words = partial(sentence, "checking")


def verify_document(
    path: Path, pack: Path | None, folders: Folders, say: Callable[[str], None]
) -> int:
    """Say what no longer holds in a document, a block each, then what is only to know; the answer
    is the exit code."""
    # Only here: the other commands need not load it.
    from consultation.packs.verification.checking import check_file

    checked, folder = check_file(path, pack, folders)
    for finding in checked.problems:
        say(f"{finding.text}\n")
    if checked.unsourced:
        heading = words("unsourced_list", count=len(checked.unsourced))
        print("\n".join([heading, *(each.text for each in checked.unsourced)]), end="\n\n")
    print(words("compared", folder=folder))
    counts = {"held_count": checked.held_count, "problem_count": len(checked.problems)}
    print(words("summary", file=path.name, **counts))
    return 1 if checked.problems else 0
