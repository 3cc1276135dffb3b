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
from consultation.releases.addenda import addendum_folder, write_addendum
from consultation.releases.freezing import freeze, frozen_releases, is_project
from consultation.releases.manifest import seal, verify
from consultation.releases.still_held import still_held
from tests.cases.errors import error_of
from tests.cases.runs import records_of, sheet_of

FORM_ID, TITLE = "petit", "Contre les caméras"
UNNAMED, NAMED = "Transmise sans nom", "Transmise en son nom"


@pytest.fixture
def outputs(tmp_path):
    """Where releases go; what a test froze can be removed afterwards."""
    folder = tmp_path / "outputs"
    folder.mkdir()
    yield folder
    for path in [folder, *folder.rglob("*")]:
        if path.is_dir():
            path.chmod(0o700)


TITLES = ("Référence", "Consentement", "Document", "SHA-256", "Empreinte du contenu")


def write_pack(pack: Path, contributions: dict[str, tuple[str, str]], banner: str) -> None:
    """A pack of these contributions: their consents and what their documents say."""
    (pack / "contributions").mkdir(parents=True)
    rows = []
    for reference, (consent, content) in contributions.items():
        document = f"contributions/{reference}.pdf"
        (pack / document).write_text(banner + content, encoding="utf-8")
        said = hashlib.sha256(f"{consent} {content}".encode()).hexdigest()
        rows.append((reference, consent, document, checksum(pack / document), said))
    write_csv(pack / "contributions.csv", TITLES, rows)
    (pack / "contributions.xlsx").write_bytes(b"")
    (pack / "recueil-01.pdf").write_bytes(b"")
    (pack / "codage").mkdir()
    (pack / "codage" / "codage.qdpx").write_bytes(b"")
    write_sums(pack)


def publish(
    outputs: Path,
    *,
    reasons: Sequence[str] = (),
    banner: str = "",
    **contributions: tuple[str, str],
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
    return {
        "form_id": FORM_ID,
        "title": TITLE,
        "fingerprint": fingerprint,
        "inputs": {},
        "counts": {},
        "pack": pack,
    }


FIRST = {"A": (UNNAMED, "un"), "B": (NAMED, "deux"), "C": (UNNAMED, "trois")}
LATER = {"A": (UNNAMED, "un"), "B": (UNNAMED, "deux, sans nom"), "D": (NAMED, "quatre")}


# Freezing


def test_a_frozen_release_is_a_sound_copy_that_nobody_can_write_in(outputs):
    release = publish(outputs, **FIRST)

    frozen = freeze(outputs, FORM_ID, "depot-cnil")

    assert frozen == outputs / "petit.depot-cnil"
    assert verify(frozen) == []
    copied = {path.relative_to(frozen) for path in frozen.rglob("*")}
    assert copied == {path.relative_to(release) for path in release.rglob("*")} | {Path("gel.json")}
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in [frozen, *frozen.rglob("*")]}
    assert {mode for path, mode in modes.items() if path.is_dir()} == {0o500}
    assert {mode for path, mode in modes.items() if path.is_file()} == {0o400}
    assert sorted(path.name for path in outputs.iterdir()) == ["petit", "petit.depot-cnil"]


def test_a_frozen_release_that_was_replaced_by_another_is_found_out(outputs):
    publish(outputs, **FIRST)
    frozen = freeze(outputs, FORM_ID, "depot-cnil")
    frozen.chmod(0o700)
    (frozen / "SHA256SUMS").chmod(0o600)
    (frozen / "LISEZMOI.txt").write_text("ajouté après\n", encoding="utf-8")
    write_sums(frozen)

    assert verify(frozen) == ["SHA256SUMS\u00a0: ce n’est plus la liste de la publication gelée."]
    (frozen / "gel.json").chmod(0o600)
    (frozen / "gel.json").write_text("[]", encoding="utf-8")
    assert verify(frozen) == ["gel.json\u00a0: ce fichier est illisible."]


@pytest.mark.parametrize("name", ["", "Dépôt", "a b", "a/b", "..", "x" * 41, "a.b", "a\n"])
def test_a_name_that_is_none_is_refused(outputs, name):
    publish(outputs, **FIRST)

    assert error_of(freeze, outputs, FORM_ID, name).code == "freeze_name"


def test_a_name_is_taken_once(outputs):
    publish(outputs, **FIRST)
    freeze(outputs, FORM_ID, "depot")
    publish(outputs, **LATER)

    assert error_of(freeze, outputs, FORM_ID, "depot").code == "freeze_taken"
    assert set(frozen_releases(outputs, FORM_ID)[0].entries) == set(FIRST)


def test_there_must_be_a_sound_release_to_freeze(outputs):
    assert error_of(freeze, outputs, FORM_ID, "depot").code == "nothing_to_freeze"

    release = publish(outputs, **FIRST)
    (release / "soumission" / "contributions" / "A.pdf").write_text("touché", encoding="utf-8")
    assert error_of(freeze, outputs, FORM_ID, "depot").code == "unsound_release"
    assert [path.name for path in outputs.iterdir()] == ["petit"]


def test_a_release_of_invented_answers_is_not_frozen(outputs):
    release = publish(outputs, **FIRST)
    seal(release, manifest("f" * 64) | {"inputs": {"is_example": True}})

    assert error_of(freeze, outputs, FORM_ID, "depot").code == "freeze_example"


def test_frozen_releases_come_in_the_order_of_freezing_wherever_they_are(outputs, tmp_path):
    publish(outputs, **FIRST)
    freeze(outputs, FORM_ID, "z-premier")
    publish(outputs, **LATER)
    freeze(outputs, FORM_ID, "a-second")
    (outputs / "petit.brouillon").mkdir()
    shutil.copytree(outputs, tmp_path / "ailleurs")

    for folder in (outputs, tmp_path / "ailleurs"):
        found = frozen_releases(folder, FORM_ID)
        assert [(each.number, each.name) for each in found] == [(1, "z-premier"), (2, "a-second")]
        assert [set(each.entries) for each in found] == [set(FIRST), set(LATER)]
    entry = found[0].entries["B"]
    assert (entry.consent, entry.document) == (NAMED, "contributions/B.pdf")
    assert entry.sha256 == checksum(found[0].pack / entry.document)
    assert frozen_releases(outputs, "autre") == ()
    assert frozen_releases(tmp_path / "nulle part", FORM_ID) == ()
    for path in (tmp_path / "ailleurs").rglob("*"):
        path.chmod(0o700)


@pytest.mark.parametrize("content", ["", "[]", '{"number": "un"}', '{"number": 1}'])
def test_a_frozen_release_that_nobody_can_read_is_never_forgotten(outputs, content):
    publish(outputs, **FIRST)
    frozen = freeze(outputs, FORM_ID, "depot")
    (frozen / "gel.json").chmod(0o600)
    (frozen / "gel.json").write_text(content, encoding="utf-8")

    assert error_of(frozen_releases, outputs, FORM_ID).code == "frozen_damaged"


# Addenda


def addendum_of(outputs: Path, banner: str = "", **later: tuple[str, str]) -> tuple[bool, Path]:
    """Whether the next release differs from what is frozen, and the folder of its addendum."""
    release = publish(outputs, banner=banner, **later)
    frozen = frozen_releases(outputs, FORM_ID)
    folder = addendum_folder(release, frozen)
    return write_addendum(release / "soumission", frozen, folder, TITLE), folder


def test_an_addendum_tells_what_was_added_changed_and_withdrawn(outputs):
    publish(outputs, **FIRST)
    frozen = freeze(outputs, FORM_ID, "depot-cnil")

    is_written, folder = addendum_of(outputs, **LATER)

    assert is_written
    assert folder == outputs / "petit" / "additif-01"
    assert kinds_of(folder) == {"B": "modifiée", "C": "retirée", "D": "ajoutée"}
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


def test_an_addendum_gives_totals_before_and_after_and_can_be_verified_alone(outputs):
    publish(outputs, **FIRST)
    freeze(outputs, FORM_ID, "depot-cnil")
    _, folder = addendum_of(outputs, **LATER)

    text = (folder / "LISEZMOI.txt").read_text(encoding="utf-8")
    assert "Additif n° 1 au dossier «\u00a0depot-cnil\u00a0»." in text
    assert "Avant\u00a0: 3 contributions transmises." in text
    assert "Maintenant\u00a0: 3 (3 + 1 ajoutée − 1 retirée)." in text
    assert "PROJET" not in text
    assert re.search(r"\ncontributions/ .*\nSHA256SUMS ", text)  # nothing of volumes
    assert verify(folder) == []
    command = ["/usr/bin/sha256sum", "--quiet", "-c", "SHA256SUMS"]
    assert subprocess.run(command, cwd=folder, check=False).returncode == 0
    assert len(sheet_of(folder / "additif.xlsx", "Changements")) == 3


def test_the_addendum_of_a_projet_says_so(outputs):
    publish(outputs, **FIRST)
    freeze(outputs, FORM_ID, "depot")
    release = publish(outputs, **LATER)
    folder = release / "additif-01"

    frozen = frozen_releases(outputs, FORM_ID)
    write_addendum(release / "soumission", frozen, folder, TITLE, ["À relire."])

    lines = (folder / "LISEZMOI.txt").read_text(encoding="utf-8").splitlines()
    assert lines[3].startswith("PROJET")
    assert "À relire." in lines[3]


def kinds_of(folder: Path) -> dict[str, str]:
    """What an addendum tells of each reference."""
    return {row["Référence"]: row["Changement"] for row in records_of(folder / "additif.csv")}


def test_a_banner_or_a_font_changes_no_contribution(outputs):
    publish(outputs, banner="PROJET ", reasons=["À relire."], **FIRST)
    freeze(outputs, FORM_ID, "depot", even_a_project=True)

    is_written, folder = addendum_of(outputs, **FIRST)
    assert not is_written
    assert not folder.exists()

    is_written, folder = addendum_of(outputs, banner="autre police ", **LATER)
    assert is_written
    assert kinds_of(folder) == {"B": "modifiée", "C": "retirée", "D": "ajoutée"}


def test_an_index_whose_content_column_is_cut_is_refused(outputs):
    release = publish(outputs, **FIRST)
    freeze(outputs, FORM_ID, "depot")
    index = release / "soumission" / "contributions.csv"
    index.write_text(index.read_text(encoding="utf-8").strip()[:-65], encoding="utf-8")

    frozen = frozen_releases(outputs, FORM_ID)
    given = (release / "soumission", frozen, release / "additif-01", TITLE)
    assert error_of(write_addendum, *given).code == "pack_unreadable"


def test_when_the_last_consent_goes_everything_that_was_handed_in_is_withdrawn(outputs):
    publish(outputs, **FIRST)
    freeze(outputs, FORM_ID, "depot")

    is_written, folder = addendum_of(outputs)

    assert is_written
    assert kinds_of(folder) == dict.fromkeys(FIRST, "retirée")
    lines = (folder / "LISEZMOI.txt").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "Contre les caméras — additif"
    assert "Maintenant\u00a0: 0 (3 + 0 ajoutée − 3 retirées)." in lines[4]
    assert "Plus aucune contribution n’est transmise." in lines
    assert not any(line.startswith("contributions/") for line in lines)
    assert {path.name for path in folder.iterdir()} == {
        "additif.csv", "additif.xlsx", "LISEZMOI.txt", "SHA256SUMS",
    }  # fmt: skip
    assert verify(folder) == []


def test_a_release_without_a_pack_but_with_an_addendum_can_be_frozen(outputs):
    publish(outputs, **FIRST)
    freeze(outputs, FORM_ID, "depot")
    _, folder = addendum_of(outputs)
    seal(folder.parent, manifest("e" * 64))
    freeze(outputs, FORM_ID, "retraits")

    held = still_held(frozen_releases(outputs, FORM_ID), ["A"])
    assert {name for _, name, _ in held} == {"depot"}  # the other says that A is withdrawn
    is_written, folder = addendum_of(outputs, **LATER)
    assert is_written
    assert folder.name == "additif-02"
    assert kinds_of(folder) == {"B": "modifiée", "C": "retirée", "D": "ajoutée"}


def test_an_addendum_is_to_the_latest_pack_that_was_frozen(outputs):
    publish(outputs, **FIRST)
    freeze(outputs, FORM_ID, "premier")
    publish(outputs, **LATER)
    freeze(outputs, FORM_ID, "second")
    publish(outputs)
    freeze(outputs, FORM_ID, "sans-dossier")

    is_written, folder = addendum_of(outputs, **LATER, E=(UNNAMED, "cinq"))

    assert is_written
    assert folder.name == "additif-03"
    text = (folder / "LISEZMOI.txt").read_text(encoding="utf-8")
    assert "Additif n° 3 au dossier «\u00a0second\u00a0»." in text
    assert "(3 + 1 ajoutée − 0 retirée)" in text


# Withdrawals after a freeze


def test_frozen_files_that_still_hold_somebody_are_told(outputs):
    publish(outputs, **FIRST)
    freeze(outputs, FORM_ID, "premier")
    release = publish(outputs, **LATER)
    frozen = frozen_releases(outputs, FORM_ID)
    write_addendum(release / "soumission", frozen, addendum_folder(release, frozen), TITLE)
    seal(release, manifest("e" * 64))
    freeze(outputs, FORM_ID, "second")

    held = still_held(frozen_releases(outputs, FORM_ID), ["D", "inconnue"])

    assert held == (
        ("D", "second", "soumission/contributions/D.pdf"),
        ("D", "second", "soumission/codage/codage.qdpx"),
        ("D", "second", "soumission/contributions.csv"),
        ("D", "second", "soumission/contributions.xlsx"),
        ("D", "second", "soumission/recueil-01.pdf"),
        ("D", "second", "additif-01/contributions/D.pdf"),
        ("D", "second", "additif-01/additif.csv"),
        ("D", "second", "additif-01/additif.xlsx"),
    )
    assert still_held((), ["D"]) == ()


UNREAD = "12 textes n’ont pas encore été relus."


def test_a_projet_is_refused_with_its_reasons_unless_told_otherwise(outputs):
    publish(outputs, reasons=[UNREAD], **FIRST)

    error = error_of(freeze, outputs, FORM_ID, "depot")

    assert error.code == "freeze_project"
    assert UNREAD in error.message
    assert "--project" in error.message
    assert frozen_releases(outputs, FORM_ID) == ()


@pytest.mark.parametrize("reasons", [[], [UNREAD]])
def test_what_is_frozen_tells_whether_it_is_a_projet(outputs, reasons):
    release = publish(outputs, reasons=reasons, **FIRST)

    frozen = freeze(outputs, FORM_ID, "depot", even_a_project=True)

    told = json.loads((frozen / "gel.json").read_text(encoding="utf-8"))
    assert told["is_project"] is bool(reasons)
    assert is_project(release) is is_project(frozen) is bool(reasons)
    assert frozen_releases(outputs, FORM_ID)[0].is_project is bool(reasons)
