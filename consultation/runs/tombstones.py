"""The register of erased people (article 17), `.data/<form>.effacements.json`: their tombstones.

A tombstone is HMAC-SHA-256 under the key of the references:
- of a submission's number (SID): the submission is erased from every export;
- of a reference: the contribution is erased from frozen releases;
- of a folded address: submissions sent with it up to the request are erased. Somebody who answers
  again later is a new person.

The file is written before anything is erased. It marks the erasure as under way until its end, so
that after a crash the next process erases again. The same is done after an older backup came back.
"""

from __future__ import annotations

import datetime as dt
import hmac
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from consultation.machine.access import make_closed
from consultation.machine.disk import write_whole
from consultation.machine.json_files import read_state, replace_json
from consultation.machine.references import key_of, mark_of
from consultation.machine.settings import Folders
from consultation.words.errors import OrganiserError
from schemas.form_values import date_after

SUFFIX = ".effacements.json"
# Prefixes that make the digests of a number, an address and a reference differ.
_OF_SUBMISSION, _OF_ADDRESS = "effacement soumission", "effacement adresse"
_OF_REFERENCE = "effacement référence"


@dataclass(frozen=True)
class Request:
    """A request to be erased, without a name.

    - `asked_on` is its day, `kind` its kind of identifier: `submission`, `reference` or `email`.
    - `submission_count` is the number of submissions to erase. `done_on` is the day when they were
      erased everywhere here, None before.
    - `files` are the names of the files deleted for it. `is_sent`: the receipt was sent.
    """

    asked_on: dt.date
    kind: str
    submission_count: int
    done_on: dt.date | None = None
    files: tuple[str, ...] = ()
    is_sent: bool = False

    @property
    def due_on(self) -> dt.date:
        """The legal deadline, a month after the request (article 12, 3): 31 January → 28
        February."""
        return date_after(self.asked_on, "P1M")


@dataclass(frozen=True)
class HandedIn:
    """The files of the frozen release `name` that contained an erased person.

    The recipients of the release have to delete `deleted`, and to replace `replaced`.
    """

    name: str
    deleted: tuple[str, ...]
    replaced: tuple[str, ...]


@dataclass(frozen=True)
class Register:
    """A form's register of erasures: tombstones, requests, and the digest (`mark_of`) of their key.

    - `addresses`: tombstone of an address → the time (UTC) up to which its submissions are erased.
    - `files`: SHA-256 of files that may contain an erased person, in case they are dropped again.
    - `handed_in`: the frozen releases whose recipients have to delete or replace files.
    - `is_under_way`: True if an erasure has begun and not ended, so that the people may still be in
      any file.
    - `is_published`: True if no erased person is in the current release.
    """

    key_mark: str = ""
    is_under_way: bool = False
    is_published: bool = True
    submissions: frozenset[str] = frozenset()
    addresses: Mapping[str, dt.datetime] = field(default_factory=dict)
    requests: tuple[Request, ...] = ()
    files: frozenset[str] = frozenset()
    references: frozenset[str] = frozenset()
    handed_in: tuple[HandedIn, ...] = ()

    @property
    def to_tell(self) -> tuple[HandedIn, ...]:
        """The frozen releases whose recipients must be told of an erasure. Empty while the erasure
        is under way."""
        return () if self.is_under_way else self.handed_in

    @property
    def to_answer(self) -> tuple[Request, ...]:
        """The requests that were obeyed and whose receipts were not sent yet."""
        return tuple(
            request for request in self.requests if request.done_on and not request.is_sent
        )


@dataclass(frozen=True)
class Tombstones:
    """The tombstones of a form and their key, to test whether a submission was erased. Without
    tombstones of submissions or addresses, the object is False in a condition."""

    key: bytes = field(default=b"", repr=False)
    submissions: frozenset[str] = frozenset()
    addresses: Mapping[str, dt.datetime] = field(default_factory=dict)
    references: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.submissions or self.addresses)

    def covers(
        self, sid: str | None, folded_address: str | None, submitted: dt.datetime | None
    ) -> bool:
        """True if the submission is an erased person's.

        Either its SID has a tombstone, or its address has a tombstone and it was `submitted` (UTC,
        without zone) no later than the request, or at an unknown time. `sid` is the end of a
        submission's id: `412889`, or `0123456789ab-7` in an export without numbers. The address is
        folded by `fold_address`.
        """
        if sid is not None and self.of_submission(sid) in self.submissions:
            return True
        if folded_address is None or not self.addresses:
            return False
        until = self.addresses.get(self.of_address(folded_address))
        return until is not None and (submitted is None or submitted <= until)

    def covers_reference(self, reference: str) -> bool:
        """True if the contribution with this reference was erased."""
        return self.of_reference(reference) in self.references

    def with_submissions(self, digests: frozenset[str]) -> Tombstones:
        """A copy that also contains `digests`, tombstones of submissions' numbers."""
        return replace(self, submissions=self.submissions | digests)

    def of_reference(self, reference: str) -> str:
        """Compute the tombstone of a contribution's reference: `4GZ7-K2QM-X9TR` → 64 hexadecimal
        digits."""
        return _digest(self.key, f"{_OF_REFERENCE} {reference}")

    def of_submission(self, sid: str) -> str:
        """Compute the tombstone of a submission's number (SID): 64 hexadecimal digits."""
        return _digest(self.key, f"{_OF_SUBMISSION} {sid}")

    def of_address(self, folded_address: str) -> str:
        """Compute the tombstone of an address folded by `fold_address`: 64 hexadecimal digits."""
        return _digest(self.key, f"{_OF_ADDRESS} {folded_address}")


NOBODY = Tombstones()
"""The tombstones of a form from which nobody was erased."""


def _digest(key: bytes, text: str) -> str:
    return hmac.digest(key, text.encode("utf-8", "surrogatepass"), "sha256").hex()


def register_file(data: Path, form_id: str) -> Path:
    """The path of the form's register in a data folder: `quartier.effacements.json`."""
    return data / f"{form_id}{SUFFIX}"


def read_register(data: Path, form_id: str) -> Register:
    """The form's register. Empty if nobody was erased.

    Raises OrganiserError if the file is damaged, and OSError if the disk can't read it: erased
    people might come back.
    """
    return read_state(register_file(data, form_id), Register, "erasure_register") or Register()


def write_register(data: Path, form_id: str, register: Register) -> None:
    """Write the whole register to the disk."""
    ordered = {
        "submissions": sorted(register.submissions),
        "addresses": dict(sorted(register.addresses.items())),
        "files": sorted(register.files),
        "references": sorted(register.references),
    }
    replace_json(register_file(data, form_id), asdict(register) | ordered)


def tombstones_of(folders: Folders, form_id: str) -> Tombstones:
    """The tombstones of a form, none if nobody was erased. Raises OrganiserError if the register is
    damaged, if the key of the references is lost or damaged, or if the tombstones were made with
    another key."""
    register = read_register(folders.data, form_id)
    if not register.key_mark:
        return NOBODY
    return tombstones_in(register, key_of(folders.reference_key, folders.data), folders)


def tombstones_in(register: Register, key: bytes, folders: Folders) -> Tombstones:
    """The tombstones in a register. Raises OrganiserError if they were made with another key."""
    if register.key_mark and register.key_mark != mark_of(key):
        raise OrganiserError("key_changed", where=str(folders.reference_key))
    return Tombstones(key, register.submissions, register.addresses, register.references)


def merge_registers(first: Register, second: Register) -> Register:
    """Join two registers of the same form, such as a restored backup's and the latest. An address
    gets the later of its two times. Raises OrganiserError if their keys differ.

    The result is marked as under way, so that the next run erases again what the backup brought
    back.
    """
    if first.key_mark and second.key_mark and first.key_mark != second.key_mark:
        raise OrganiserError("erasure_register", where=SUFFIX)
    addresses = dict(first.addresses)
    for digest, until in second.addresses.items():
        addresses[digest] = max(until, addresses.get(digest, until))
    requests = [*first.requests, *(each for each in second.requests if each not in first.requests)]
    return Register(
        key_mark=first.key_mark or second.key_mark,
        is_under_way=True,
        is_published=False,
        submissions=first.submissions | second.submissions,
        addresses=addresses,
        requests=tuple(sorted(requests, key=lambda each: (each.asked_on, each.kind))),
        files=first.files | second.files,
        references=first.references | second.references,
        handed_in=merge_handed_in(first.handed_in, second.handed_in),
    )


def merge_handed_in(
    first: tuple[HandedIn, ...], second: tuple[HandedIn, ...]
) -> tuple[HandedIn, ...]:
    """Join the frozen releases of two registers, each release once, with the files of both."""
    merged: dict[str, HandedIn] = {}
    for each in (*first, *second):
        known = merged.get(each.name, HandedIn(each.name, (), ()))
        merged[each.name] = HandedIn(
            each.name,
            tuple(sorted({*known.deleted, *each.deleted})),
            tuple(sorted({*known.replaced, *each.replaced})),
        )
    return tuple(merged.values())


def fold_address(address: str) -> str:
    """A mailbox in lower case, folded like sql/03_people/said_addresses.sql: `Ana@Example.org` →
    `ana@example.org`."""
    composed = unicodedata.normalize("NFC", address.strip(" "))
    # DuckDB folds a letter to one letter, Python « İ » to two.
    return "".join(letter.lower()[0] for letter in composed)


def kept_copy(folders: Folders) -> Path:
    """The folder in the outputs for copies of the registers.

    If the data folder is lost and a backup restored, the copy still has the latest tombstones.
    """
    return folders.outputs / ".effacements"


def keep_copies(folders: Folders, form_id: str) -> None:
    """Copy the form's register, if there is one, to the folder `kept_copy`."""
    copies = kept_copy(folders)
    make_closed(copies)
    source = register_file(folders.data, form_id)
    if source.exists():
        write_whole(register_file(copies, form_id), source.read_bytes())
