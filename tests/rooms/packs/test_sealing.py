"""A pack is verifiable without us, by its checksums and by its index; `verify` makes the bounds of
its draws again."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from consultation.machine.checksums import write_sums
from consultation.notices import responses
from consultation.packs import annex, index
from consultation.packs import pack as packing
from consultation.packs.contribution.claims import write_register
from consultation.packs.verification.draws import problems_of_draws
from consultation.releases.manifest import verify
from tests.cases.pack import ANSWERS, CLOSED, world


def written(folder: Path, **changes) -> Path:
    """A pack, its index, annex and seal written; its documents are not PDFs."""
    with world(folder, answers=(*ANSWERS, *CLOSED), **changes) as (tables, pack):
        index.write_index(tables, pack)
        annex.write_tables(tables, pack)
        write_register(pack, ())
        packing.seal_pack(tables, pack)
    return pack


@pytest.fixture(scope="module")
def sealed(tmp_path_factory) -> Path:
    return written(tmp_path_factory.mktemp("scelle"))


@pytest.fixture
def pack(sealed, tmp_path) -> Path:
    """A copy, to spoil."""
    return shutil.copytree(sealed, tmp_path / "soumission")


def sha256sum(pack: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/usr/bin/sha256sum", "--quiet", "--strict", "-c", "SHA256SUMS"],
        cwd=pack,
        capture_output=True,
        text=True,
        check=False,
    )


# How to verify it


def test_files_of_answers_too_many_for_a_spreadsheet_are_named_to_who_verifies(
    tmp_path, monkeypatch
):
    monkeypatch.setattr(responses, "MOST_ROWS", 3)
    pack = written(tmp_path)

    assert "avis.csv" in {path.name for path in (pack / "reponses").iterdir()}
    assert not (pack / "reponses.csv").exists()
    assert "reponses/<question>.csv" in (pack / "VERIFIER.txt").read_text(encoding="utf-8")


# The list of checksums


def test_sha256sum_alone_verifies_the_pack(sealed):
    done = sha256sum(sealed)

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    listed = (sealed / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    files = [path for path in sealed.rglob("*") if path.is_file()]
    assert len(listed) == len(files) - 1
    assert verify(sealed) == []


# Verification by `faire-masse verify`


def test_a_document_that_is_no_longer_the_one_of_the_index_is_named(pack):
    document = pack / "contributions" / "AAAA-0001-0003.pdf"
    document.write_bytes(b"autre chose")

    assert verify(pack) == [
        "contributions/AAAA-0001-0003.pdf\u00a0: le contenu a changé.",
        "contributions.csv\u00a0: le document de AAAA-0001-0003 n’a pas l’empreinte indiquée.",
    ]


def test_an_index_that_disagrees_is_found_even_where_the_list_was_made_again(pack):
    documents = pack / "contributions"
    (documents / "AAAA-0001-0003.pdf").rename(documents / "AAAA-0009-0009.pdf")
    write_sums(pack)

    assert sha256sum(pack).returncode == 0
    assert verify(pack) == [
        "contributions.csv\u00a0: le document de AAAA-0001-0003 n’est pas dans le dossier.",
        "contributions/AAAA-0009-0009.pdf\u00a0: aucune ligne de contributions.csv ne correspond à"
        " ce document.",
    ]


@pytest.mark.parametrize("content", [b"\xff\xfe", b"a,b\n1,2\n", b""])
def test_an_index_that_nobody_can_read_is_a_problem(pack, content):
    (pack / "contributions.csv").write_bytes(content)

    assert verify(pack) == [
        "contributions.csv\u00a0: le contenu a changé.",
        "contributions.csv\u00a0: cet index est illisible.",
    ]


def test_who_signs_the_list_lays_the_signature_beside_it(pack):
    (pack / "SHA256SUMS.sig").write_text("-----BEGIN SSH SIGNATURE-----", encoding="utf-8")

    assert verify(pack) == []
    assert "SHA256SUMS.sig" in (pack / "VERIFIER.txt").read_text(encoding="utf-8")


# The bounds of draws

TITLES = "draw,population_count,judged_count,found_count,left_share,most_share\n"
SOUND = f"reading,2626,300,0,{24 / 2326!r},{24 / 2626!r}\n"
READ_WHOLE = "recall,30,30,2,,0.06666666666666667\n"


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (SOUND, None),
        (READ_WHOLE, None),
        (SOUND.replace("300,0", "300,1"), "la borne du tirage «\u00a0reading\u00a0»"),
        (SOUND.replace("2626,300", "2626,100"), "la borne du tirage"),
        (SOUND.replace("300,0", "300,none"), "illisible"),
        ("reading,0,0,0,,\n", "illisible"),
    ],
)
def test_a_bound_that_its_counts_do_not_permit_is_told(tmp_path, row, problem):
    assert problems_of_draws(tmp_path) == []  # no draws
    (tmp_path / "statistiques").mkdir()
    (tmp_path / "statistiques" / "draws.csv").write_text(TITLES + row)

    told = problems_of_draws(tmp_path)
    assert len(told) == (problem is not None)
    assert all(problem in sentence for sentence in told)
