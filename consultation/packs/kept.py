"""Documents kept from each pack to the next, so that an unchanged document is not typeset again."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from consultation.machine.code_versions import typesetting_version
from consultation.machine.swap import remove
from consultation.packs.typesetting.compiling import begins_in
from consultation.packs.typesetting.document_values import Document, digest_of

SCRATCH = "en-cours"
PRIVATE = 0o700


@dataclass(frozen=True)
class Kept:
    """A PDF in the folder of kept documents: its path, the SHA-256 of its bytes, and `begins`, the
    first page of each contribution in a volume."""

    path: Path
    sha256: str
    begins: tuple[int, ...]


class KeptDocuments:
    """A folder of PDFs that are kept from each pack to the next. A PDF's name has two digests: of
    the values that it is made from, and of its bytes.

    A file counts as missing if its bytes don't have the digest in its name. Then a stopped run left
    half of it, or somebody edited it in a release: a release may share the file by a hard link.
    """

    def __init__(
        self, folder: Path, typeset: Callable[[Sequence[Document], Path], frozenset[str]]
    ) -> None:
        """Open the folder, and make it if it is missing.

        `typeset` writes documents into a folder. It returns the references of contributions that it
        replaced by a placeholder.
        """
        self.folder, self._typeset = folder, typeset
        folder.mkdir(parents=True, exist_ok=True, mode=PRIVATE)
        folder.chmod(PRIVATE)
        remove(folder / SCRATCH)
        self._by_key = {path.name.partition(".")[0]: path for path in folder.glob("*.pdf")}
        self._used: set[Path] = set()

    def gather(self, documents: Sequence[Document]) -> tuple[dict[str, Kept], frozenset[str]]:
        """Typeset the documents that are not kept. Returns the kept file of each document, by the
        document's file name (`recueil-01.pdf`), and the references of the contributions that got
        only a placeholder."""
        kept_documents = {
            each.file_name: kept_file
            for each in documents
            if (kept_file := self._find(key_of(each)))
        }
        missing = [each for each in documents if each.file_name not in kept_documents]
        set_aside = self._keep(missing, kept_documents) if missing else frozenset[str]()
        self._used |= {kept_file.path for kept_file in kept_documents.values()}
        return kept_documents, set_aside

    def delete_the_rest(self) -> None:
        """Delete the PDFs that no call of `gather` returned, so that no document outlives its
        contribution."""
        for path in self.folder.glob("*.pdf"):
            if path not in self._used:
                path.unlink()

    def _find(self, key: str) -> Kept | None:
        path = self._by_key.get(key)
        if path is None:
            return None
        candidate = _kept_at(path)
        return candidate if candidate.sha256 == path.name.split(".")[1] else None

    def _keep(self, missing: Sequence[Document], kept_documents: dict[str, Kept]) -> frozenset[str]:
        scratch = self.folder / SCRATCH
        scratch.mkdir(mode=PRIVATE)
        try:
            set_aside = self._typeset(missing, scratch)
            for document in missing:
                made = _kept_at(scratch / document.file_name)
                key = key_of(document.with_placeholders(set_aside))
                target = made.path.replace(self.folder / f"{key}.{made.sha256}.pdf")
                kept_documents[document.file_name] = Kept(target, made.sha256, made.begins)
            return set_aside
        finally:
            remove(scratch)


def key_of(document: Document) -> str:
    """A digest of everything that a document is made from: its values, and the version of the
    typesetting code."""
    return digest_of((typesetting_version(), document.digest))


def _kept_at(path: Path) -> Kept:
    content = path.read_bytes()
    return Kept(path, hashlib.sha256(content).hexdigest(), begins_in(content))
