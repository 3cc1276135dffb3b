"""A process that typesets what it reads on its input, for many.py; ends with its documents."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from consultation.errors import OrganiserError
from consultation.machine.children import end_with
from consultation.machine.disk import write_bytes
from consultation.packs.typesetting import collection_pdf, contribution_pdf, page_count
from consultation.packs.typesetting.documents import Answer, Contribution, Place, Volume


def main() -> int:
    """Write the documents asked for; print one line of JSON for each, as soon as it is there.

    The input names a folder and the caller's process, and holds contributions or one volume. A
    document that cannot be made ends the process with 1: the caller knows which one it was from
    the lines before. Where the disk refuses it, the last line says why.
    """
    task = json.load(sys.stdin)
    end_with(task["parent"])
    folder = Path(task["folder"])
    try:
        for name, pdf in _documents(task):
            write_bytes(folder / name, pdf)
            print(json.dumps({"name": name, "pages": page_count(pdf)}), flush=True)
    except OrganiserError:
        return 1
    except OSError as error:
        print(json.dumps({"errno": error.errno, "file": error.filename}), flush=True)
        return 1
    return 0


def _documents(task: dict[str, Any]) -> Iterator[tuple[str, bytes]]:
    for each in task.get("contributions", ()):
        contribution = _contribution(each)
        yield f"{contribution.reference}.pdf", contribution_pdf(contribution)
    if "volume" in task:
        volume = _volume(task["volume"])
        yield volume.file_name, collection_pdf(volume)


def _contribution(read: dict[str, Any]) -> Contribution:
    answers = tuple(_answer(answer) for answer in read["answers"])
    return Contribution(**{**read, "answers": answers, "banner": tuple(read["banner"])})


def _answer(read: dict[str, Any]) -> Answer:
    rows = tuple((item, choice) for item, choice in read["rows"])
    return Answer(**{**read, "chosen": tuple(read["chosen"]), "rows": rows})


def _volume(read: dict[str, Any]) -> Volume:
    places = tuple(
        Place(_contribution(place["contribution"]), place["page"]) for place in read["places"]
    )
    return Volume(**{**read, "places": places, "banner": tuple(read["banner"])})


if __name__ == "__main__":
    sys.exit(main())
