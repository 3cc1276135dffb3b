"""Which files `verify` takes for a document, and with which pack it compares them."""

from __future__ import annotations

import io
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from flows.commands.cli import main
from tests.cases.checked_document import (
    CLAIMS,
    DOCUMENT,
    archive,
    checked,
    document,
    pack,
    run,
    with_document,
)
from tests.cases.errors import error_of
from tests.cases.libreoffice import convert


@pytest.fixture(scope="module")
def sent(tmp_path_factory) -> Path:
    return pack(tmp_path_factory.mktemp("contribution"))


@pytest.fixture
def own(sent, tmp_path) -> Path:
    """The pack, to change."""
    return Path(shutil.copytree(sent, tmp_path / "own"))


def with_part(name: str, text: str) -> bytes:
    """The document with this text in one of its parts."""
    with zipfile.ZipFile(io.BytesIO(document())) as whole:
        return archive({**{one: whole.read(one) for one in whole.namelist()}, name: text})


DOCTYPE = '<!DOCTYPE w [<!ENTITY a "b">]><w:document/>'


@pytest.mark.parametrize(
    "content",
    [
        lambda: b"%PDF-1.7",
        lambda: archive({"mimetype": "application/vnd.oasis.opendocument.text"}),
        lambda: archive({"[Content_Types].xml": "<a/>"}),
        lambda: document()[:-40],
        lambda: with_part("word/document.xml", "<w:p"),
        lambda: with_part("word/document.xml", DOCTYPE),
        # Too large: one part, or all of them.
        lambda: with_part("word/media/image.png", " " * (20 << 20)),
        lambda: archive({f"{place}.xml": " " * (15 << 20) for place in range(18)}),
        lambda: with_part("word/document.xml", "<a>" * 60_000 + "</a>" * 60_000),
    ],
)
def test_a_file_that_is_no_such_document_is_refused(sent, content):
    assert error_of(checked, sent, content()).code == "not_a_document"


@pytest.fixture
def released(own, tmp_path) -> Path:
    """The outputs folder, the pack in the release of its form."""
    release = tmp_path / "outputs" / "essai"
    release.mkdir(parents=True)
    own.rename(release / "soumission")
    return tmp_path / "outputs"


def test_the_command_says_what_changed_and_what_to_do(released, capsys):
    path = released.parent / "ailleurs.docx"
    options = ["verify", str(path), "--outputs", str(released)]
    path.write_bytes(document(more=run("En 2019.")))

    assert main(options) == 0
    said = capsys.readouterr()
    assert "7 repères identiques, 0 changé, 0 disparu" in said.out
    assert "tapés sans repère ne sont comparés à rien" in said.out
    assert said.err == ""
    path.write_bytes(document(total="1 235", cell="<w:r/>"))
    assert main(options) == 1
    said = capsys.readouterr()
    assert "5 repères identiques, 1 changé, 1 disparu" in said.out
    changed, _, gone, *to_do = said.err.replace("\u00a0", " ").splitlines()
    assert changed.startswith("Changé : on lit « 1 235 », le registre a « 1\u202f234 »")
    assert gone.startswith("Disparu : « 412 »")
    assert [line.partition(" : ")[0] for line in to_do] == ["Changé", "Disparu"]


def test_the_pack_is_the_one_given_or_beside_or_of_the_release(released, tmp_path, capsys):
    release = released / "essai" / "soumission"
    alone, beside = tmp_path / "seul.docx", with_document(release) / DOCUMENT
    other = pack(tmp_path / "autre", [replace(one, value="1") for one in CLAIMS])
    alone.write_bytes(document(form_id="inconnu"))
    elsewhere = ["--outputs", str(tmp_path)]

    assert main(["verify", str(beside), *elsewhere]) == 0
    assert main(["verify", str(alone), "--pack", str(release.parent), *elsewhere]) == 0
    assert main(["verify", str(beside), "--pack", str(other), *elsewhere]) == 1
    capsys.readouterr()
    assert main(["verify", str(alone), *elsewhere]) == 1
    assert "--pack" in capsys.readouterr().err
    assert main(["verify", str(tmp_path / "absent.docx"), *elsewhere]) == 1
    assert "n’existe pas" in capsys.readouterr().err


@pytest.mark.slow
@pytest.mark.libreoffice
def test_all_claims_are_found_in_what_libreoffice_saves(sent, tmp_path):
    path = tmp_path / "essai.docx"
    path.write_bytes(document())
    (opened,) = convert(path, "odt", tmp_path).glob("*.odt")
    (saved,) = convert(opened, "docx:MS Word 2007 XML", tmp_path).glob("*.docx")

    found = checked(sent, saved.read_bytes())

    assert (found.same_count, found.problems) == (7, ())
