"""What makes the pack verifiable without us: its checksums, and how to."""

from __future__ import annotations

from pathlib import Path

from consultation.machine.checksums import write_sums
from consultation.machine.disk import write_text
from consultation.notices.responses import responses_told
from consultation.packs.index import form_of, reasons_of
from consultation.packs.index_file import EACH, Documents
from consultation.warehouse.tables.publications import Tables
from consultation.words.french import schema_text, sentence, with_values

VERIFIER = "VERIFIER.txt"
# What tells how many documents there are, or how many volumes.
COUNTING = {"each": "ls contributions | wc -l", "in_volumes": "ls recueil-*.pdf | wc -l"}


def seal_pack(tables: Tables, folder: Path, written: Documents = EACH) -> None:
    """Write VERIFIER.txt, then SHA256SUMS, last of all that the folder holds."""
    text = how_to_verify(
        form_of(tables).contribution_count,
        is_draft=bool(reasons_of(tables)),
        volumes=written.volume_count,
        responses=responses_told(tables["pack.responses"]),
    )
    write_text(folder / VERIFIER, text)
    write_sums(folder, written.sums)


def how_to_verify(
    count: int,
    *,
    is_draft: bool,
    responses: str,
    volumes: int = 0,
) -> str:
    """Ten lines that tell how to verify the pack and what is counted, without our software."""
    draft = sentence("verifying", "draft") if is_draft else ""
    how = "in_volumes" if volumes else "each"
    counts = {"count": count, "volume_count": volumes, "command": COUNTING[how]}
    values = {
        "count": count,
        "documents": sentence("documents", f"count_{how}", **counts),
        "digest": sentence("documents", f"digest_{how}"),
        "responses": responses,
        "draft": draft,
    }
    return with_values(schema_text("verifier.txt"), values)
