"""Documents kept from one pack to the next, so that what did not change is not typeset again."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from consultation.machine.code_versions import typesetting_version
from consultation.machine.disk import share_file
from consultation.machine.json_files import read_json
from consultation.machine.swap import remove
from consultation.packs.typesetting import Binding, Contribution, Typeset, Volume, page_count_of

SCRATCH = "en-cours"
PRIVATE = 0o700

Document = TypeVar("Document", Contribution, Volume, Binding)


class KeptDocuments:
    """A folder of PDFs, each under the digest of its values and that of its bytes.

    A file whose bytes are not those that its name says counts as absent: a run that was stopped may
    have left half of one, and somebody may have edited it in the release, with which it shares its
    bytes.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True, mode=PRIVATE)
        folder.chmod(PRIVATE)
        remove(folder / SCRATCH)
        self._by_key = {path.name.partition(".")[0]: path for path in folder.glob("*.pdf")}
        self._used: set[Path] = set()

    def gather(
        self,
        documents: Sequence[Document],
        folder: Path,
        typeset: Callable[[Sequence[Document], Path], frozenset[str]],
    ) -> tuple[dict[str, Typeset], frozenset[str]]:
        """The file of each document is in the folder; returns what each is, by name in the order
        given, and the references of the contributions that only a stand-in is there of.

        `typeset` makes those that are not kept, in the folder that it is given, and returns the
        references of those that it made a stand-in of.
        """
        keys = {document.name: key_of(document) for document in documents}
        missing = [each for each in documents if not self._is_kept(each, keys[each.name])]
        set_aside = self._keep(missing, keys, typeset) if missing else frozenset[str]()
        typeset_documents = {
            each.name: self._share_kept(each, keys[each.name], folder / each.file_name)
            for each in documents
        }
        return typeset_documents, set_aside

    def delete_the_rest(self) -> None:
        """Delete what was not gathered: no document outlives its contribution."""
        for path in self.folder.iterdir():
            if path.suffix in (".pdf", ".json") and path.with_suffix(".pdf") not in self._used:
                path.unlink()

    def _is_kept(self, document: Document, key: str) -> bool:
        path = self._by_key.get(key)
        if path is None or (isinstance(document, Binding) and not _begins_of(path).exists()):
            return False
        return _digest(path.read_bytes()) == _digest_in(path)

    def _keep(
        self,
        missing: Sequence[Document],
        keys: dict[str, str],
        typeset: Callable[[Sequence[Document], Path], frozenset[str]],
    ) -> frozenset[str]:
        scratch = self.folder / SCRATCH
        scratch.mkdir(mode=PRIVATE)
        try:
            set_aside = typeset(missing, scratch)
            for document in missing:
                if set_aside.intersection(document.references):
                    keys[document.name] = key_of(document.stand_in)
                made, key = scratch / document.file_name, keys[document.name]
                kept = self.folder / f"{key}.{_digest(made.read_bytes())}.pdf"
                if _begins_of(made).exists():
                    _begins_of(made).replace(_begins_of(kept))
                self._by_key[key] = made.replace(kept)
            return set_aside
        finally:
            remove(scratch)

    def _share_kept(self, document: Document, key: str, target: Path) -> Typeset:
        kept = self._by_key[key]
        share_file(kept, target)
        self._used.add(kept)
        begins = read_json(_begins_of(kept), list[int]) if isinstance(document, Binding) else None
        return Typeset(page_count_of(kept), _digest_in(kept), tuple(begins or ()))


def _begins_of(pdf: Path) -> Path:
    """The file beside a volume that alone has its contributions: on which pages they begin."""
    return pdf.with_suffix(".json")


def key_of(document: Contribution | Volume | Binding) -> str:
    """A digest of all that a document is made from, to know it again."""
    return _digest(repr((typesetting_version(), document)).encode())


def _digest_in(path: Path) -> str:
    """The digest of its bytes, which the name of a kept document says."""
    return path.name.split(".")[1]


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
