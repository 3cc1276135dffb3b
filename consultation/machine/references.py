"""References of contributions: keyed pseudonyms, the same from run to run.

A reference is HMAC-SHA-256 (RFC 2104) of a submission's id, cut to 60 bits and spelled in
Crockford's base 32, which has no letters that look like digits: « 4GZ7-K2QM-X9TR ». Without the key
nobody can find the submission of a reference, nor the order in which contributions came. Another
key would change every reference. So a run stops if the key is lost.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from pathlib import Path

from consultation.machine.disk import disk_problem, naming, write_whole
from consultation.words.errors import OrganiserError

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CHARACTERS = 12
SHORTEST_KEY = 16  # bytes
# A digest of this text under the key is kept next to the working databases, to recognise the key.
MARK = "faire-masse"
# Letters that people write by mistake: O for 0, I and L for 1 (Crockford).
MISTAKEN = str.maketrans("OIL", "011")
_REFERENCE = re.compile(rf"[{ALPHABET}]{{{CHARACTERS}}}")
_GROUP = f"[{ALPHABET}]{{4}}"
REFERENCE = re.compile(rf"\b{_GROUP}-{_GROUP}-{_GROUP}\b")
"""A pattern that finds a reference within a text."""


def reference(key: bytes, submission_id: str) -> str:
    """The reference of a submission, a pseudonym computed from its id with the key: «
    4GZ7-K2QM-X9TR »."""
    digest = hmac.digest(key, submission_id.encode(), "sha256")
    number = int.from_bytes(digest[:8], "big") >> 4
    letters = "".join(ALPHABET[number >> 5 * rank & 31] for rank in reversed(range(CHARACTERS)))
    return _groups_of_four(letters)


def share_of(reference: str, count: int) -> int:
    """The volume, from 0 to `count` - 1, in which the contribution of this reference is printed:
    `ZZZZ-ZZZZ-ZZZZ` of 4 → 3.

    All possible references, in order, are cut into `count` equal ranges. So a contribution stays in
    its volume whatever other contributions there are.
    """
    number = 0
    for letter in reference.replace("-", "").ljust(CHARACTERS, "0")[:CHARACTERS]:
        number = number << 5 | max(ALPHABET.find(letter), 0)
    return number * count >> 5 * CHARACTERS


def read_reference(text: str) -> str | None:
    """A reference in our spelling: `4gz7k2qmx9tr` → `4GZ7-K2QM-X9TR`. None for any other text."""
    letters = re.sub(r"[\s\u2010-\u2015-]", "", text).upper().translate(MISTAKEN)
    return _groups_of_four(letters) if _REFERENCE.fullmatch(letters) else None


def _groups_of_four(letters: str) -> str:
    return "-".join(letters[start : start + 4] for start in range(0, CHARACTERS, 4))


def key_of(key_file: Path, data: Path) -> bytes:
    """The key in `key_file`, from which references are computed. If there never was a key, make it,
    and write its digest to the folder `data`, so as to recognise the key later.

    Raises OrganiserError if the key is lost, too short, unreadable, or another key than before.
    """
    mark = mark_in(data)
    known = mark.read_text(encoding="ascii").strip() if mark.exists() else None
    if not key_file.exists():
        if known is not None:
            raise OrganiserError("key_lost", where=str(key_file))
        _write_once(key_file, secrets.token_hex(32))
    key = _read(key_file)
    mark_text = mark_of(key)
    if known is None:
        _write_once(mark, mark_text)
    elif known != mark_text:
        raise OrganiserError("key_changed", where=str(key_file))
    return key


def mark_of(key: bytes) -> str:
    """A digest, 64 hexadecimal digits, by which the key can be recognised but not found out."""
    return hashlib.sha256(hmac.digest(key, MARK.encode(), "sha256")).hexdigest()


def mark_in(data: Path) -> Path:
    """The file in the data folder with the digest (`mark_of`) by which the key is recognised."""
    return data / "pseudonymes.marque"


def _read(key_file: Path) -> bytes:
    try:
        with naming(key_file):
            key = key_file.read_bytes().strip()
    except OSError as error:
        # A disk that fails is no reason to make another key.
        raise disk_problem(error) or _unreadable_key(key_file) from None
    if len(key) < SHORTEST_KEY:
        raise _unreadable_key(key_file)
    return key


def _write_once(path: Path, text: str) -> None:
    """Write a text to a new file, in a single step: the file is never half-written. Other accounts
    can't read it."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_whole(path, f"{text}\n".encode("ascii"))


def _unreadable_key(key_file: Path) -> OrganiserError:
    return OrganiserError("key_unreadable", where=str(key_file), shortest=SHORTEST_KEY)
