"""Documents kept from one pack to the next, so that what did not change is not typeset again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict
from pathlib import Path

from consultation.machine.disk import copy_file
from consultation.machine.swap import remove
from consultation.packs.typesetting import Contribution, Volume, edition, page_count

SCRATCH = "en-cours"
PRIVATE = 0o700

# typst says the number of pages at the beginning.
BEGINNING = 4_096


class KeptDocuments:
    """A folder of PDFs, each under the digest of its values and that of its bytes.

    A file whose bytes are not those that its name says counts as absent: a run that was stopped may
    have left half of one.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True, mode=PRIVATE)
        folder.chmod(PRIVATE)
        self._clear_scratch()
        self._by_key = {path.name.partition(".")[0]: path for path in folder.glob("*.pdf")}
        self._used: set[Path] = set()

    def gather(
        self,
        documents: Mapping[str, str],
        folder: Path,
        typeset: Callable[[Collection[str], Path], object],
    ) -> dict[str, int]:
        """`<name>.pdf` of each document (name -> key) is in the folder; the pages of each.

        `typeset` makes those that are not kept, in the folder that it is given.
        """
        missing = [name for name, key in documents.items() if not self._is_kept(key)]
        if missing:
            self._typeset(missing, documents, typeset)
        return {
            name: self._copy_kept(key, folder / f"{name}.pdf") for name, key in documents.items()
        }

    def delete_the_rest(self) -> None:
        """Delete what was not gathered: no document outlives its contribution."""
        for path in self.folder.glob("*.pdf"):
            if path not in self._used:
                path.unlink()

    def _is_kept(self, key: str) -> bool:
        path = self._by_key.get(key)
        return path is not None and _digest(path.read_bytes()) == path.name.split(".")[1]

    def _typeset(
        self,
        missing: Collection[str],
        documents: Mapping[str, str],
        typeset: Callable[[Collection[str], Path], object],
    ) -> None:
        scratch = self.folder / SCRATCH
        scratch.mkdir(mode=PRIVATE)
        try:
            typeset(missing, scratch)
            for name in missing:
                made, key = scratch / f"{name}.pdf", documents[name]
                kept = self.folder / f"{key}.{_digest(made.read_bytes())}.pdf"
                self._by_key[key] = made.replace(kept)
        finally:
            self._clear_scratch()

    def _copy_kept(self, key: str, target: Path) -> int:
        kept = self._by_key[key]
        copy_file(kept, target)
        self._used.add(kept)
        with kept.open("rb") as file:
            return page_count(file.read(BEGINNING))

    def _clear_scratch(self) -> None:
        remove(self.folder / SCRATCH)


def key_of(document: Contribution | Volume) -> str:
    """A digest of all that a document is made from, to know it again."""
    values = json.dumps([edition(), asdict(document)], ensure_ascii=True, sort_keys=True)
    return _digest(values.encode("ascii"))


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
