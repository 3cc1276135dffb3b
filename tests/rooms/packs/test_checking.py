"""A document that people retouched: each of its bookmarks holds the figure or the quote of the
register, another, or none. Which files `verify` takes for one, and with which pack it compares
them."""

from __future__ import annotations

import io
import random
import shutil
import zipfile
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from consultation.packs import annex, index
from consultation.packs.contribution.claims import key_of, parts_of, write_register
from consultation.packs.contribution.named_values import values_of
from consultation.packs.contribution.stated_files import write_contribution
from consultation.packs.verification.sources import uncounted_claims
from flows.commands.cli import main
from tests.cases.checked_document import (
    ANA,
    BO,
    CLAIMS,
    DOCUMENT,
    VALUES,
    archive,
    checked,
    document,
    mark,
    pack,
    run,
    with_document,
)
from tests.cases.errors import error_of
from tests.cases.libreoffice import convert
from tests.cases.pack import ANSWERS, world

ANA_SAYS = VALUES["ana"]


def test_the_key_of_a_row_has_its_label_as_the_table_does():
    label = "Opposé·es ; 50 % = oui"
    key = key_of(item_id=None, group_label=label, counting_rule="all")

    assert key == "item_id=;group_label=Opposé·es %3B 50 %25 = oui;counting_rule=all"
    assert parts_of(key) == {"item_id": "", "group_label": label, "counting_rule": "all"}


@pytest.fixture(scope="module")
def sent(tmp_path_factory) -> Path:
    return pack(tmp_path_factory.mktemp("contribution"))


@pytest.fixture
def own(sent, tmp_path) -> Path:
    """The pack, to change."""
    return Path(shutil.copytree(sent, tmp_path / "own"))


def states(folder: Path, **edited: str) -> dict[str, str]:
    """The claims that the document does not have as the register does, and their states."""
    problems = checked(folder, document(**edited)).problems
    return {problem.claim_id: problem.state for problem in problems}


def test_all_is_the_same_as_it_was_written_and_as_word_processors_spell_it(sent):
    for spelled in (
        {},
        {"total": "1\u00a0234", "day": "10 mars\u202f2022", "against": "58,5 %"},
        {"ana": ANA_SAYS.replace("'", "’").replace("[…]", "[...]").replace("é", "e\u0301")},
    ):
        found = checked(sent, document(**spelled))

        assert (found.same_count, found.problems) == (7, ())


def test_a_bookmark_in_pieces_is_whole_for_its_readers(sent):
    """Runs with looks of their own, signs of spelling, tracked changes, a comment."""
    drawn = random.Random(17)  # noqa: S311
    between = (
        '<w:proofErr w:type="spellStart"/>',
        '<w:del w:id="1"><w:r><w:delText>9</w:delText></w:r></w:del>',
        '<w:commentRangeStart w:id="1"/>',
        "",
    )
    for claim_id, value in VALUES.items():
        places = sorted(drawn.sample(range(1, len(value)), min(3, len(value) - 1)))
        pieces = [value[i:j] for i, j in zip([0, *places], [*places, None], strict=True)]
        runs = "".join(
            f'<w:ins w:id="3">{run(piece, "<w:b/>")}</w:ins>{drawn.choice(between)}'
            for piece in pieces
        )

        assert states(sent, **{claim_id: mark(claim_id, runs)}) == {}


@pytest.mark.parametrize(
    ("edited", "state"),
    [
        # What is typed at its edge stands outside of the bookmark, and is read with it.
        ({"total": f"{mark('total', run('1 234'))}{run('5')}"}, "changed"),
        ({"total": f"{run('2')}{mark('total', run('1 234'))}"}, "changed"),
        ({"total": f"{mark('total', run('1 234'))}{run(',5')}"}, "changed"),
        ({"total": f'{mark("total", run("1 234"))}<w:ins w:id="1">{run("5")}</w:ins>'}, "changed"),
        ({"bo": f"{mark('bo', run(VALUES['bo']))}{run('s')}"}, "changed"),
        # Words taken out of a quote, or put in.
        ({"ana": ANA_SAYS.replace("ma fille […] ", "")}, "changed"),
        ({"ana": ANA_SAYS.replace("jamais", "presque jamais")}, "changed"),
        ({"bo": "c'est 1 200 000 euros"}, "changed"),
        # Deleted, or typed again without its bookmark.
        ({"total": f"{mark('total', '')}{run('1 235')}"}, "gone"),
        ({"total": '<w:del w:id="1"><w:r><w:delText>1 234</w:delText></w:r></w:del>'}, "gone"),
        ({"ana": run(ANA_SAYS)}, "gone"),
        ({"cell": "<w:r/>"}, "gone"),
    ],
)
def test_what_is_not_as_it_was_is_changed_or_gone(sent, edited, state):
    (claim_id,) = edited

    assert states(sent, **edited) == {claim_id: state}


def test_what_is_read_what_the_register_has_and_its_source_are_told(sent):
    found = checked(sent, document(towns="73", bo="rien", cell="<w:r/>"))

    assert [each.text.replace("\u00a0", " ") for each in found.problems] == [
        "Changé : on lit « 73 », le registre a « 37 »"
        " (statistiques/counts.csv, ligne row_id=towns, colonne amount : 37).\n"
        "  place suit ma fille […] On ne m'a jamais répondu » — Ana Invent,"
        " dans l'une de 73 communes.",
        "Disparu : « 412 » (statistiques/counts.csv, ligne row_id=cell, colonne amount : 412).",
        "Changé : on lit « rien », le registre a « c'est 1 200 000 euros pour la commune »"
        " (citation de AAAA-0001-0002, statistiques/texts.csv).\n  « rien »",
    ]
    assert (found.same_count, found.count("changed"), found.count("gone")) == (4, 2, 1)


def test_a_bookmark_that_stands_twice_is_compared_twice(sent):
    for name, value, expected in (
        ("total", "1 234", {}),
        ("total_Copy_1", "1 235", {"total": "changed"}),  # as LibreOffice pastes it
    ):
        again = mark(name, run(value))

        assert states(sent, more=again) == expected


def test_a_bookmark_that_was_moved_to_the_header_is_found(sent):
    assert states(sent, towns="<w:r/>", more=mark("towns", run("37"))) == {}


def test_a_bookmark_that_the_register_does_not_know_is_told(tmp_path):
    """So is the quote of who took it back: the present register has it no longer."""
    withdrawn = pack(tmp_path, [one for one in CLAIMS if one.claim_id != "ana"])

    assert states(withdrawn) == {"ana": "unknown"}


# Before a pack is published, its register is computed again from its tables and texts.


def test_a_pack_holds_when_its_tables_and_texts_give_its_register(own, tmp_path):
    assert uncounted_claims(own) == []

    counts = own / "statistiques" / "counts.csv"
    counts.write_text(counts.read_text().replace('"412"', '"413"'))
    assert uncounted_claims(own) == ["cell"]
    assert uncounted_claims(pack(tmp_path / "withdrawn", texts={"AAAA-0001-0002": BO})) == ["ana"]
    edited = {"AAAA-0001-0001": ANA, "AAAA-0001-0002": BO.replace("c'", "ç")}
    assert uncounted_claims(pack(tmp_path / "edited", texts=edited)) == ["bo"]
    shown = {"AAAA-0001-0001": ANA, "AAAA-0001-0002": BO.replace(" ", "\x07")}
    assert uncounted_claims(pack(tmp_path / "shown", texts=shown)) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"key": "row_id=absent"},
        {"key": "row_id"},
        {"key": ""},
        {"column": "absent"},
        {"column": "row_id"},
        {"table": "statistiques/absent.csv"},
        {"table": "statistiques"},
        {"table": "statistiques/counts.csv\0"},
        {"format": "absent"},
        {"number": "411"},
        {"value": "411"},
        {"denominator": "7"},
    ],
)
def test_a_register_that_its_pack_does_not_give_is_told(own, changes):
    write_register(
        own, [replace(one, **changes) if one.claim_id == "cell" else one for one in CLAIMS]
    )

    assert uncounted_claims(own) == ["cell"]


@pytest.mark.parametrize(
    "typed", ["Voici 1{{ contributions }} réponses.", "{{ contributions }}{{ contributions }}"]
)
def test_a_text_whose_figures_would_be_read_otherwise_is_not_published(tmp_path, typed):
    with world(tmp_path, answers=ANSWERS) as (tables, folder):
        index.write_index(tables, folder)
        annex.write_tables(tables, folder)
        own_text = tmp_path / "petit.contribution.txt"
        own_text.write_text(f"# Titre\n\n{typed}", "utf-8")

        given = (tables, folder, own_text, (), partial(values_of, tables))
        error = error_of(write_contribution, *given)

    assert (error.code, "trou" in error.advice) == ("claims_do_not_hold", True)


# Which files, and which pack


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
