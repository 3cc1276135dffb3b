"""What is interrupted: a release is in place and frozen, a second export and a request to withdraw
arrive, and a run goes to the next release, its pack and an addendum included.

Everything is as small as it can be while each place that writes is gone through.
"""

from __future__ import annotations

import secrets
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from consultation import stages
from consultation.care import erasing
from consultation.forms.form import read_form
from consultation.machine import code_versions, executors, swap
from consultation.machine.lock import run_lock
from consultation.machine.settings import Folders
from consultation.packs import pack
from consultation.releases import contents, freezing, whole_erasure
from consultation.releases.publish import FormSummary
from consultation.runs.inbox import exports_in
from consultation.warehouse.store import connection
from tests.cases.erasures import ASKED, ask
from tests.cases.one_after_another import OneAfterAnother
from tests.cases.runs import Run, new_run
from tests.cases.small import FORM, FORM_ID, export, row
from tests.cases.withdrawn import filled

FROZEN, LATER = "depot", "suite"
LETTER = "La vidéosurveillance automatisée menace nos libertés et ne protège personne dans la rue."

FIRST = [
    row(1, Envoi="Oui, en mon nom", Nom="Anne Martin", Courriel="anne@example.org", Texte=LETTER),
    row(2, Envoi="Oui, sans nom", Courriel="bo@example.org", Texte=LETTER, Mode="Vélo"),
    row(3, Envoi="Non", Texte="Rien à ajouter.", Bruit="X"),
]
SECOND = [
    *FIRST[:1],
    row(2, Envoi="Oui, sans nom", Texte=f"{LETTER} Et moi ?", modified="28/02/2022 - 09:00"),
    *FIRST[2:],
    row(4, Envoi="Oui, sans nom", Courriel="cy@example.org", Texte=LETTER, En_ville="Contre"),
    row(5, Envoi="Oui, sans nom", Qui="Citoyen·ne", Combien="3", Quand="01/03/2022"),
]


@dataclass(frozen=True)
class Part:
    """A part of a run, which begins with what the part before left on the disk."""

    name: str
    do: Callable[[Folders], object]


def _ingest(name: str) -> Callable[[Folders], object]:
    def do(folders: Folders) -> object:
        with run_lock(folders.data):
            return stages.ingest_export(folders, FORM_ID, folders.inbox / FORM_ID / name)

    return do


def _stage(function: Callable[[Folders, str], object]) -> Callable[[Folders], object]:
    return lambda folders: function(folders, FORM_ID)


# The run that goes from the first release to the second.
NEXT = (
    Part("export", _ingest("second.tsv")),
    Part("retraits", _ingest("retraits.xlsx")),
    Part("tables", _stage(stages.build_tables)),
    Part("checks", _stage(stages.run_checks)),
    Part("release", _stage(stages.publish_release)),
)
# The very first run, in empty folders.
FIRST_RUN = (
    Part("first-export", _ingest("first.tsv")),
    Part("first-tables", _stage(stages.build_tables)),
    Part("first-release", _stage(stages.publish_release)),
)
FREEZE = Part(
    "freeze", lambda folders: freezing.freeze(folders.outputs, FORM_ID, LATER, even_a_project=True)
)  # of the second release


def _begin(folders: Folders) -> None:
    """The register says who is to be erased, then all goes but frozen releases."""
    with run_lock(folders.data):
        whole_erasure.begin_erasure(folders, FORM_ID)
        erasing.erase_stored(folders, read_form(folders.form_file(FORM_ID)))


def _finish(folders: Folders) -> None:
    with run_lock(folders.data):
        whole_erasure.finish_erasure(folders, FORM_ID)


# Who wrote from an address is erased, from both frozen releases too; then a run publishes.
ERASURE = (
    Part("asked-tables", _stage(stages.read_and_build)),
    Part("erase", _begin),
    Part("erase-frozen", _finish),
    Part("last-tables", _stage(stages.build_tables)),
    Part("last-release", _stage(stages.publish_release)),
)


def erase_again(folders: Folders) -> None:
    """Who was stopped while erasing asks again, as the command does, and a run follows."""
    _finish(folders)
    stages.read_and_build(folders, FORM_ID)
    whole_erasure.begin_erasure(folders, FORM_ID)
    _finish(folders)
    run_all(folders)


def run_all(folders: Folders) -> FormSummary:
    """A whole run of the plain functions, under the lock, as the flow does it."""
    with run_lock(folders.data):
        for path in exports_in(folders.inbox / FORM_ID):
            stages.ingest_export(folders, FORM_ID, path)
        stages.delete_originals(folders, FORM_ID)
        stages.build_tables(folders, FORM_ID)
        stages.run_checks(folders, FORM_ID)
        return stages.publish_release(folders, FORM_ID)


def freeze_again(folders: Folders) -> None:
    """Who was stopped while freezing asks again, and a run follows."""
    if not (folders.outputs / f"{FORM_ID}.{LATER}").exists():
        freezing.freeze(folders.outputs, FORM_ID, LATER, even_a_project=True)
    run_all(folders)


def beginning(folder: Path) -> Run:
    """The folders before anything was run, the first export in the inbox; no key yet."""
    run = new_run(folder, form_id=FORM_ID, form=FORM)
    run.write("first.tsv", export(FIRST))
    # The key is made in the data folder, as for those who name no other: that is a file to write.
    return replace(run, folders=replace(run.folders, key_file=None))


def arrived(run: Run) -> None:
    """The first release is frozen; what the next is made from is in the inbox."""
    freezing.freeze(run.folders.outputs, FORM_ID, FROZEN, even_a_project=True)
    run.write("second.tsv", export(SECOND))
    model = run.release / "organisation" / "a-decider.xlsx"
    filled(model, run.inbox / "retraits.xlsx", {"who": 1, "choice": "retirer"})


def asked_to_erase(run: Run) -> None:
    """A request to be erased is in the inbox."""
    ask(run, "bo@example.org", at=ASKED)


def on_one_thread() -> None:
    """From now on a run of this process writes its files from its main thread alone, and every
    key and every name that it draws are the same.

    Only so does « the twelfth call » mean something. A run that was killed before it made its key
    would give other references than one that was not.
    """
    secrets.token_hex = lambda size: "c0" * size
    tempfile._name_sequence = (f"{number:08}" for number in range(10**8))  # type: ignore[attr-defined]
    connection._SAFE.update(threads=1, async_threads=0)
    for module in (contents, executors, pack, swap):
        module.ThreadPoolExecutor = OneAfterAnother  # type: ignore[misc]
    code_versions.code_version()  # read once, before parts are forked
