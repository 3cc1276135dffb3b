"""What was handed in stays as it was; what comes later is told in a numbered addendum."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import stat
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from consultation.machine.checksums import checksum, write_sums
from consultation.machine.csv_files import write_csv
from consultation.releases import freezing
from consultation.releases.addenda import addendum_folder, write_addendum
from consultation.releases.freezing import is_project
from consultation.releases.manifest import seal, verify
from consultation.releases.still_held import still_held
from tests.cases.errors import error_of
from tests.cases.runs import records_of, sheet_of

FORM_ID, TITLE = "petit", "Contre les caméras"
UNNAMED, NAMED = "Transmise sans nom", "Transmise en son nom"
FIRST = {"A": (UNNAMED, "un"), "B": (NAMED, "deux"), "C": (UNNAMED, "trois")}
LATER = {"A": (UNNAMED, "un"), "B": (UNNAMED, "deux, sans nom"), "D": (NAMED, "quatre")}
CHANGES = {"B": "modifiée", "C": "retirée", "D": "ajoutée"}
COLUMNS = ("Référence", "Consentement", "Document", "SHA-256", "Empreinte du contenu")


@pytest.fixture
def outputs(tmp_path):
    """Where releases go, the first of them there; what a test froze can be removed afterwards."""
    folder = tmp_path / "outputs"
    folder.mkdir()
    publish(folder, **FIRST)
    yield folder
    for path in tmp_path.rglob("*"):
        if path.is_dir():
            path.chmod(0o700)


@pytest.fixture
def frozen(outputs) -> Path:
    """The first release, frozen."""
    return freeze(outputs, "depot")


def freeze(outputs: Path, name: str, **choices: bool) -> Path:
    return freezing.freeze(outputs, FORM_ID, name, **choices)


def frozen_in(outputs: Path) -> tuple[freezing.Frozen, ...]:
    return freezing.frozen_releases(outputs, FORM_ID)


Sent = tuple[str, str]  # the consent, and what the document says


def write_pack(pack: Path, contributions: dict[str, Sent], banner: str) -> None:
    (pack / "contributions").mkdir(parents=True)
    rows = []
    for reference, (consent, content) in contributions.items():
        document = f"contributions/{reference}.pdf"
        (pack / document).write_text(banner + content, encoding="utf-8")
        said = hashlib.sha256(f"{consent} {content}".encode()).hexdigest()
        rows.append((reference, consent, document, checksum(pack / document), said))
    write_csv(pack / "contributions.csv", COLUMNS, rows)
    (pack / "codage").mkdir()
    for name in ("contributions.xlsx", "recueil-01.pdf", "codage/codage.qdpx"):
        (pack / name).touch()
    write_sums(pack)


def publish(
    outputs: Path, *, reasons: Sequence[str] = (), banner: str = "", **contributions: Sent
) -> Path:
    """The present release holds a pack of these contributions, and no other. `banner` is what
    documents hold in addition."""
    release = outputs / FORM_ID
    shutil.rmtree(release, ignore_errors=True)
    (release / "organisation").mkdir(parents=True)
    (release / "organisation" / "synthese.xlsx").write_bytes(b"interne")
    if contributions:
        write_pack(release / "soumission", contributions, banner)
    pack = {"contribution_count": len(contributions), "reasons": reasons, "is_read": not reasons}
    seal(release, manifest("f" * 64, pack))
    return release


def manifest(fingerprint: str, pack: dict[str, object] | None = None) -> dict[str, object]:
    """What a release tells of itself, but for its files."""
    told = {"form_id": FORM_ID, "title": TITLE, "fingerprint": fingerprint, "pack": pack}
    return {**told, "inputs": {}, "counts": {}}


# Freezing


def test_a_frozen_release_is_a_sound_copy_that_nobody_can_write_in(outputs, frozen):
    release = outputs / FORM_ID

    assert sorted(path for path in outputs.iterdir()) == [release, frozen]
    assert frozen == outputs / "petit.depot"
    assert verify(frozen) == []
    copied = {path.relative_to(frozen) for path in frozen.rglob("*")}
    assert copied == {path.relative_to(release) for path in release.rglob("*")} | {Path("gel.json")}
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in [frozen, *frozen.rglob("*")]}
    assert {mode for path, mode in modes.items() if path.is_dir()} == {0o500}
    assert {mode for path, mode in modes.items() if path.is_file()} == {0o400}


def test_a_frozen_release_that_was_replaced_by_another_is_found_out(frozen):
    frozen.chmod(0o700)
    (frozen / "SHA256SUMS").chmod(0o600)
    (frozen / "LISEZMOI.txt").write_text("ajouté après\n", encoding="utf-8")
    write_sums(frozen)

    assert verify(frozen) == ["SHA256SUMS\u00a0: ce n’est plus la liste de la publication gelée."]
    rewrite(frozen / "gel.json", "[]")
    assert verify(frozen) == ["gel.json\u00a0: ce fichier est illisible."]


def rewrite(read_only: Path, content: str) -> None:
    read_only.chmod(0o600)
    read_only.write_text(content, encoding="utf-8")


@pytest.mark.parametrize("name", ["", "Dépôt", "a b", "a/b", "..", "x" * 41, "a.b", "a\n"])
def test_a_name_that_is_none_is_refused(outputs, name):
    assert error_of(freeze, outputs, name).code == "freeze_name"


def test_a_name_is_taken_once(outputs, frozen):
    publish(outputs, **LATER)

    assert error_of(freeze, outputs, "depot").code == "freeze_taken"
    assert set(frozen_in(outputs)[0].entries) == set(FIRST)


def test_there_must_be_a_sound_release_of_real_answers_to_freeze(outputs):
    release = outputs / FORM_ID
    seal(release, manifest("f" * 64) | {"inputs": {"is_example": True}})
    assert error_of(freeze, outputs, "depot").code == "freeze_example"

    (release / "soumission" / "contributions" / "A.pdf").write_text("touché", encoding="utf-8")
    assert error_of(freeze, outputs, "depot").code == "unsound_release"
    assert [path.name for path in outputs.iterdir()] == ["petit"]

    shutil.rmtree(release)
    assert error_of(freeze, outputs, "depot").code == "nothing_to_freeze"


def test_frozen_releases_come_in_the_order_of_freezing_wherever_they_are(outputs, tmp_path):
    freeze(outputs, "z-premier")
    publish(outputs, **LATER)
    freeze(outputs, "a-second")
    (outputs / "petit.brouillon").mkdir()
    shutil.copytree(outputs, tmp_path / "ailleurs")

    for folder in (outputs, tmp_path / "ailleurs"):
        found = frozen_in(folder)
        assert [(each.number, each.name) for each in found] == [(1, "z-premier"), (2, "a-second")]
        assert [set(each.entries) for each in found] == [set(FIRST), set(LATER)]
    entry = found[0].entries["B"]
    assert (entry.consent, entry.document) == (NAMED, "contributions/B.pdf")
    assert entry.sha256 == checksum(found[0].pack / entry.document)
    assert freezing.frozen_releases(outputs, "autre") == ()
    assert frozen_in(tmp_path / "nulle part") == ()


@pytest.mark.parametrize("content", ["", "[]", '{"number": "un"}', '{"number": 1}'])
def test_a_frozen_release_that_nobody_can_read_is_never_forgotten(outputs, frozen, content):
    rewrite(frozen / "gel.json", content)

    assert error_of(frozen_in, outputs).code == "frozen_damaged"


UNREAD = "12 textes n’ont pas encore été relus."


def test_a_projet_is_refused_with_its_reasons_unless_told_otherwise(outputs):
    publish(outputs, reasons=[UNREAD], **FIRST)

    error = error_of(freeze, outputs, "depot")

    assert error.code == "freeze_project"
    assert UNREAD in error.message
    assert "--project" in error.message
    assert frozen_in(outputs) == ()


@pytest.mark.parametrize("reasons", [[], [UNREAD]])
def test_what_is_frozen_tells_whether_it_is_a_projet(outputs, reasons):
    release = publish(outputs, reasons=reasons, **FIRST)

    frozen = freeze(outputs, "depot", even_a_project=True)

    told = json.loads((frozen / "gel.json").read_text(encoding="utf-8"))
    said = (told["is_project"], is_project(release), is_project(frozen))
    assert (*said, frozen_in(outputs)[0].is_project) == (bool(reasons),) * 4


# Addenda


def addendum_of(
    outputs: Path, *, banner: str = "", reasons: Sequence[str] = (), **later: Sent
) -> Path:
    """The folder of the addendum of the next release, written if it differs from what is frozen."""
    release = publish(outputs, banner=banner, **later)
    frozen = frozen_in(outputs)
    folder = addendum_folder(release, frozen)
    is_written = write_addendum(release / "soumission", frozen, folder, TITLE, reasons)
    assert is_written == folder.exists()
    return folder


def kinds_of(folder: Path) -> dict[str, str]:
    """What an addendum tells of each reference."""
    return {row["Référence"]: row["Changement"] for row in records_of(folder / "additif.csv")}


def readme_of(folder: Path) -> str:
    return (folder / "LISEZMOI.txt").read_text(encoding="utf-8").replace("\u00a0", " ")


def test_an_addendum_tells_what_was_added_changed_and_withdrawn(outputs, frozen):
    folder = addendum_of(outputs, **LATER)

    assert folder == outputs / "petit" / "additif-01"
    assert kinds_of(folder) == CHANGES
    rows = {row["Référence"]: row for row in records_of(folder / "additif.csv")}
    changed, withdrawn, added = rows["B"], rows["C"], rows["D"]
    assert (changed["Consentement avant"], changed["Consentement après"]) == (NAMED, UNNAMED)
    assert changed["SHA-256 avant"] == checksum(frozen / "soumission/contributions/B.pdf")
    assert changed["SHA-256 après"] == checksum(folder / "contributions/B.pdf")
    # Why somebody withdrew is not told: what they agree to now stays at home.
    assert (withdrawn["Consentement avant"], withdrawn["Consentement après"]) == (UNNAMED, "")
    assert (withdrawn["Document après"], withdrawn["SHA-256 après"]) == ("", "")
    assert (added["Document avant"], added["Document après"]) == ("", "contributions/D.pdf")
    documents = sorted(path.name for path in (folder / "contributions").iterdir())
    assert documents == ["B.pdf", "D.pdf"]
    assert len(sheet_of(folder / "additif.xlsx", "Changements")) == 3

    text = readme_of(folder)
    assert "Additif n° 1 au dossier « depot »." in text
    assert "Avant : 3 contributions transmises." in text
    assert "Maintenant : 3 (3 + 1 ajoutée − 1 retirée)." in text
    assert "PROJET" not in text
    assert re.search(r"\ncontributions/ .*\nSHA256SUMS ", text)  # nothing of volumes


def test_an_addendum_can_be_verified_alone(outputs, frozen):
    folder = addendum_of(outputs, **LATER)

    assert verify(folder) == []
    command = ["/usr/bin/sha256sum", "--quiet", "-c", "SHA256SUMS"]
    assert subprocess.run(command, cwd=folder, check=False).returncode == 0


def test_the_addendum_of_a_projet_says_so(outputs, frozen):
    told = readme_of(addendum_of(outputs, reasons=["À relire."], **LATER)).splitlines()[3]

    assert told.startswith("PROJET")
    assert "À relire." in told


def test_a_banner_or_a_font_changes_no_contribution(outputs):
    publish(outputs, banner="PROJET ", reasons=["À relire."], **FIRST)
    freeze(outputs, "depot", even_a_project=True)

    assert not addendum_of(outputs, **FIRST).exists()
    assert kinds_of(addendum_of(outputs, banner="autre police ", **LATER)) == CHANGES


def test_an_index_whose_content_column_is_cut_is_refused(outputs, frozen):
    release = outputs / FORM_ID
    index = release / "soumission" / "contributions.csv"
    index.write_text(index.read_text(encoding="utf-8").strip()[:-65], encoding="utf-8")

    given = (release / "soumission", frozen_in(outputs), release / "additif-01", TITLE)
    assert error_of(write_addendum, *given).code == "pack_unreadable"


def test_when_the_last_consent_goes_everything_that_was_handed_in_is_withdrawn(outputs, frozen):
    folder = addendum_of(outputs)

    assert kinds_of(folder) == dict.fromkeys(FIRST, "retirée")
    lines = readme_of(folder).splitlines()
    assert lines[0] == "Contre les caméras — additif"
    assert "Maintenant : 0 (3 + 0 ajoutée − 3 retirées)." in lines[4]
    assert "Plus aucune contribution n’est transmise." in lines
    assert not any(line.startswith("contributions/") for line in lines)
    names = {"additif.csv", "additif.xlsx", "LISEZMOI.txt", "SHA256SUMS"}
    assert {path.name for path in folder.iterdir()} == names
    assert verify(folder) == []

    # It can be frozen, without a pack.
    seal(folder.parent, manifest("e" * 64))
    freeze(outputs, "retraits")
    held = still_held(frozen_in(outputs), ["A"])
    assert {name for _, name, _ in held} == {"depot"}  # the other says that A is withdrawn
    folder = addendum_of(outputs, **LATER)
    assert (folder.name, kinds_of(folder)) == ("additif-02", CHANGES)


def test_an_addendum_is_to_the_latest_pack_that_was_frozen(outputs, frozen):
    publish(outputs, **LATER)
    freeze(outputs, "second")
    publish(outputs)
    freeze(outputs, "sans-dossier")

    text = readme_of(addendum_of(outputs, **LATER, E=(UNNAMED, "cinq")))

    assert "Additif n° 3 au dossier « second »." in text
    assert "(3 + 1 ajoutée − 0 retirée)" in text


# Withdrawals after a freeze


def test_frozen_files_that_still_hold_somebody_are_told(outputs, frozen):
    addendum_of(outputs, **LATER)
    seal(outputs / FORM_ID, manifest("e" * 64))
    freeze(outputs, "second")

    held = still_held(frozen_in(outputs), ["D", "inconnue"])

    pack = ("contributions/D.pdf", "codage/codage.qdpx")
    pack += ("contributions.csv", "contributions.xlsx", "recueil-01.pdf")
    addendum = ("contributions/D.pdf", "additif.csv", "additif.xlsx")
    paths = [f"soumission/{one}" for one in pack] + [f"additif-01/{one}" for one in addendum]
    assert held == tuple(("D", "second", path) for path in paths)
    assert still_held((), ["D"]) == ()
