"""What makes the pack verifiable without us: its description, its checksums, its signature."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from consultation.machine.checksums import SIGNATURE, SUMS, write_sums
from consultation.machine.disk import problem_in, write_text
from consultation.notices.responses import responses_told
from consultation.packs.datapackage import write_datapackage
from consultation.packs.index import form_of, reasons_of
from consultation.packs.index_file import EACH, Documents
from consultation.warehouse.tables.publications import Tables
from consultation.words.errors import OrganiserError
from consultation.words.french import schema_text, sentence, with_values

VERIFIER = "VERIFIER.txt"
# What tells how many documents there are, or how many volumes.
COUNTING = {"each": "ls contributions | wc -l", "in_volumes": "ls recueil-*.pdf | wc -l"}


def seal_pack(
    tables: Tables, folder: Path, signing_key: Path | None, written: Documents = EACH
) -> None:
    """datapackage.json, VERIFIER.txt and SHA256SUMS are in the folder, written last of all.

    With a key, SHA256SUMS.sig is there too; OrganiserError when it can't be made.
    """
    write_datapackage(tables, folder, written)
    text = how_to_verify(
        form_of(tables).contribution_count,
        is_signed=signing_key is not None,
        is_draft=bool(reasons_of(tables)),
        volumes=written.volume_count,
        responses=responses_told(tables["pack.responses"]),
    )
    write_text(folder / VERIFIER, text)
    write_sums(folder, written.sums)
    if signing_key is not None:
        sign(folder / SUMS, signing_key)


def how_to_verify(
    count: int,
    *,
    is_signed: bool,
    is_draft: bool,
    responses: str,
    volumes: int = 0,
) -> str:
    """Ten lines that tell how to verify the pack and what is counted, without our software."""
    signature = sentence(
        "verifying",
        "signed" if is_signed else "unsigned",
        namespace=NAMESPACE,
        signature_file=SIGNATURE,
        sums=SUMS,
    )
    draft = sentence("verifying", "draft") if is_draft else ""
    how = "in_volumes" if volumes else "each"
    counts = {"count": count, "volume_count": volumes, "command": COUNTING[how]}
    values = {
        "count": count,
        "documents": sentence("documents", f"count_{how}", **counts),
        "digest": sentence("documents", f"digest_{how}"),
        "responses": responses,
        "signature": signature,
        "draft": draft,
    }
    return with_values(schema_text("verifier.txt"), values)


NAMESPACE = "faire-masse"
_SECONDS = 30


def sign(file: Path, key: Path) -> Path:
    """The file is signed with the key: `<file>.sig` is beside it.

    Raises OrganiserError when there is no ssh-keygen, or when it can't sign with this key.
    """
    program = shutil.which("ssh-keygen")
    if program is None:
        raise OrganiserError("no_ssh_keygen")
    signature = file.with_name(f"{file.name}.sig")
    signature.unlink(missing_ok=True)
    if not _could_sign(program, file, key) or not signature.is_file():
        # ssh-keygen doesn't say that it could not write.
        raise problem_in(file.parent) or OrganiserError("signing_failed", where=key.name)
    return signature


def _could_sign(program: str, file: Path, key: Path) -> bool:
    """Whether ssh-keygen could sign; without a terminal or a window, it asks for no passphrase."""
    command = [program, "-Y", "sign", "-q", "-n", NAMESPACE, "-f", str(key), str(file)]
    try:
        done = subprocess.run(  # noqa: S603 - a program found by its name, and paths of ours
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            env={"LC_ALL": "C", "SSH_ASKPASS_REQUIRE": "never"},
            start_new_session=True,
            timeout=_SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
