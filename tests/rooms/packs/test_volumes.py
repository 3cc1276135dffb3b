"""Volumes share out the references. Above `[pack] documents_max` they alone have the documents: the
index says which, on which page, and all that is done with a pack is done with this one."""

from __future__ import annotations

import csv
import re
from functools import partial
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultation.notices.left_out import Parts
from consultation.packs import documents, typesetting
from consultation.packs.rectification import NAME
from consultation.packs.typesetting import volume_pdf
from consultation.packs.typesetting import volumes as making
from consultation.packs.typesetting.compiling import begins_in
from consultation.pseudonyms import ALPHABET, reference, share_of
from consultation.releases.freezing import freeze, frozen_releases
from consultation.releases.frozen_forms import keep_form_files
from consultation.releases.manifest import verify
from consultation.releases.still_held import still_held
from tests.cases.erasures import ask, erase
from tests.cases.one_after_another import OneAfterAnother
from tests.cases.places import REFERENCE_KEY
from tests.cases.poppler import folded, needs_poppler, pages_of, structure, words_of
from tests.cases.runs import Run, digests
from tests.cases.sent_contributions import answer, consenting, sent
from tests.cases.small import FORM, FORM_ID, export, row, small_run

TEXTS = ("Trop.", "Ici.", "Zut.", "Non.", "Rien.", "Bof.", "Oui.", "Mais.")
ROWS = [row(n, Envoi="Oui, sans nom", Texte=text) for n, text in enumerate(TEXTS, start=1)]
LATER = row(20, Envoi="Oui, sans nom", Texte="Arrivé ensuite.")
KEY = REFERENCE_KEY.read_bytes().strip()


def limited(most: str) -> str:
    return FORM.replace("[pack]", f"[pack]\ndocuments_max = {most}")


def reference_of(sid: int) -> str:
    return reference(KEY, f"{FORM_ID}:{sid}")


def index_of(run: Run, folder=None) -> dict[str, dict[str, str]]:
    path = (folder or run.release / "soumission") / "contributions.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return {line["Référence"]: line for line in csv.DictReader(file)}


@pytest.fixture(scope="module")
def few_a_volume():
    """Eight contributions take four volumes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(making, "A_VOLUME", 2)
        yield


@pytest.fixture(scope="module")
def frozen(few_a_volume, tmp_path_factory) -> Run:
    """A run whose release was frozen; no test changes it."""
    run = small_run(tmp_path_factory.mktemp("recueils"), *ROWS, form=limited("5"))
    run.publish(with_pack=True)
    freeze(run.folders.outputs, FORM_ID, "depot", even_a_project=True)
    keep_form_files(run.folders, FORM_ID, "depot")
    return run


@pytest.fixture
def run(frozen, tmp_path) -> Run:
    return frozen.copied(tmp_path / "run")


@needs_poppler
def test_the_index_says_on_which_page_of_which_volume_a_contribution_begins(frozen):
    pack, index = frozen.release / "soumission", index_of(frozen)

    assert not (pack / "contributions").exists()
    assert {line["Document"] for line in index.values()} == {
        path.name for path in pack.glob("recueil-*.pdf")
    }
    for sid, text in enumerate(TEXTS, start=1):
        line = index[reference_of(sid)]
        pages = pages_of((pack / line["Document"]).read_bytes())
        number = folded(f"page {line['Page']} du recueil")
        (shown,) = [folded(page) for page in pages if number in folded(page)]
        assert re.search(rf"{reference_of(sid)}[ .]+{line['Page']}\b", pages[0])
        assert folded(f"CONTRIBUTION {reference_of(sid)}") in shown
        assert folded(text) in shown


@needs_poppler
def test_it_is_said_in_the_note_and_to_who_verifies(frozen):
    pack = frozen.release / "soumission"
    count = len(list(pack.glob("recueil-*.pdf")))
    note = folded(words_of((pack / "00-note-de-methode.pdf").read_bytes()))

    assert folded(f"8 documents : un par contribution, à la suite dans {count} recueils") in note
    said = (pack / "VERIFIER.txt").read_text("utf-8").replace("\u00a0", " ")
    assert f"dans {count} recueils" in said
    assert "contributions/" not in said
    assert '"name": "Page"' in (pack / "datapackage.json").read_text("utf-8")


def test_the_pack_and_what_is_frozen_of_it_verify(frozen):
    assert verify(frozen.release) == []
    assert verify(frozen.folders.outputs / f"{FORM_ID}.depot") == []


def test_a_volume_that_was_changed_is_told_for_each_of_its_contributions(run):
    pack, index = run.release / "soumission", index_of(run)
    volume = index[reference_of(1)]["Document"]
    (pack / volume).write_bytes((pack / volume).read_bytes() + b"% edited")

    told = " ".join(verify(run.release))

    inside = {name for name, line in index.items() if line["Document"] == volume}
    assert {name for name in index if name in told} == inside


@pytest.mark.parametrize("most", ['"all"', "8"])
def test_each_has_its_document_up_to_the_limit_or_where_the_form_file_asks_for_it(run, most):
    run.form_file.write_text(limited(most), encoding="utf-8")

    run.publish(with_pack=True)

    index = index_of(run)
    assert {line["Document"] for line in index.values()} == {
        f"contributions/{name}.pdf" for name in index
    }
    assert "Page" not in next(iter(index.values()))
    assert verify(run.release) == []


@pytest.mark.slow
def test_the_addendum_has_the_volumes_of_what_was_added(run):
    run.write("b.tsv", export([*ROWS, LATER]))
    run.publish(with_pack=True)

    folder = run.release / "additif-01"
    with (folder / "additif.csv").open(encoding="utf-8", newline="") as file:
        (added,) = csv.DictReader(file)
    line = index_of(run)[reference_of(20)]
    assert (added["Document après"], added["Page après"]) == (line["Document"], line["Page"])
    assert (added["Document avant"], added["Page avant"]) == ("", "")
    assert [path.name for path in folder.glob("*.pdf")] == [line["Document"]]
    assert not (folder / "contributions").exists()
    said = (folder / "LISEZMOI.txt").read_text("utf-8")
    assert "recueil-*.pdf" in said
    assert "contributions/" not in said
    assert verify(run.release) == []


def test_erasing_somebody_makes_their_volume_again_and_no_other(run):
    frozen = run.folders.outputs / f"{FORM_ID}.depot"
    before, index = digests(frozen / "soumission"), index_of(run)
    volume = index[reference_of(3)]["Document"]
    ask(run, reference_of(3))
    erase(run)
    run.publish(with_pack=True)

    after = digests(frozen / "soumission")
    assert reference_of(3) not in index_of(run, frozen / "soumission")
    assert {n for n in before if n.startswith("recueil") and before[n] != after.get(n)} == {volume}
    assert (frozen / NAME).is_file()
    assert verify(frozen) == verify(run.release) == []
    assert still_held(frozen_releases(run.folders.outputs, FORM_ID), [reference_of(3)]) == ()


# From what they are made


@pytest.fixture
def executor():
    return OneAfterAnother()


def typeset(executor) -> list[str]:
    """What it typeset since it was asked before, by name."""
    given, executor.begun = executor.begun, []
    each = [one[0] if isinstance(one, tuple) else one for batch in given for one in batch]
    return [document.caption for document in each]


of_pack = partial(consenting, shown="pack.document_")
NAMES = ["0A00-0000-0000", "GA00-0000-0000", "H000-0000-0000", "ZZZZ-0000-0000"]


def written(folder, names, executor=None, most=1, **texts):
    """The volumes of a pack, by name."""
    pack = folder / "soumission"
    pack.mkdir(parents=True, exist_ok=True)
    answers = [answer(name, "texte", text=texts.get(f"_{name[:4]}", "Non")) for name in names]
    with of_pack(folder, [sent(one) for one in names], answers) as tables:
        parts, executor = Parts(), executor or OneAfterAnother()
        done = documents.write_documents(tables, pack, folder / "documents", executor, parts, most)
    assert not parts.failures
    (folder / "essai.soumission.duckdb").unlink()
    return done, {path.name: path.read_bytes() for path in pack.glob("*.pdf")}


alone_or_beside = pytest.mark.parametrize("most", [1, "all"])


@alone_or_beside
def test_a_contribution_more_or_another_word_changes_its_volume_alone(
    tmp_path, few_a_volume, executor, most
):
    _, first = written(tmp_path, NAMES[:3], executor, most)
    assert sorted(first) == ["recueil-01.pdf", "recueil-02.pdf"]
    assert typeset(executor) != []
    assert written(tmp_path, NAMES[:3], executor, most)[1] == first
    assert typeset(executor) == []

    done, more = written(tmp_path, NAMES, executor, most, _ZZZZ="Encore")

    single = [f"contribution {NAMES[3]}"] if most == "all" else []
    assert typeset(executor) == [*single, "recueil-02.pdf"]
    assert more["recueil-01.pdf"] == first["recueil-01.pdf"]
    assert more == written(tmp_path / "new", NAMES, most=most, _ZZZZ="Encore")[1]
    pages = [("recueil-01.pdf", 1), *(("recueil-02.pdf", page) for page in (1, 2, 3))]
    assert done.places == ({} if single else dict(zip(NAMES, pages, strict=True)))


@alone_or_beside
def test_how_many_volumes_are_in_memory_together_changes_no_byte(
    tmp_path, few_a_volume, monkeypatch, most
):
    together = written(tmp_path / "a", NAMES, most=most)
    monkeypatch.setattr(making, "AT_ONCE", 1)

    assert written(tmp_path / "b", NAMES, most=most) == together


def test_a_kept_volume_that_was_damaged_is_made_again_and_those_that_went_are_deleted(
    tmp_path, few_a_volume, executor
):
    _, first = written(tmp_path, NAMES)
    for path in (tmp_path / "documents").glob("*.pdf"):
        path.write_bytes(path.read_bytes()[:100])

    assert written(tmp_path, NAMES, executor)[1] == first
    assert len(typeset(executor)) == 2
    written(tmp_path, NAMES[:1], most=0)
    assert len(list((tmp_path / "documents").iterdir())) == 1


@needs_poppler
def test_volumes_look_the_same_typeset_at_once_or_put_together(tmp_path, few_a_volume):
    _, whole = written(tmp_path / "a", NAMES, _0A00="Loin. " * 2000)
    _, parts = written(tmp_path / "b", NAMES, most="all", _0A00="Loin. " * 2000)

    assert whole.keys() == parts.keys()
    for name, volume in whole.items():
        assert volume != parts[name]
        assert begins_in(volume) == begins_in(parts[name])
        assert pages_of(volume) == pages_of(parts[name])
        tags = [tag for tag in structure(parts[name]) if tag != "Part"]
        assert [tag for tag in structure(volume) if tag != "Part"] == tags


def test_volumes_that_fail_as_a_whole_are_put_together(tmp_path, few_a_volume, monkeypatch):
    _, parts = written(tmp_path / "a", NAMES, most="all")

    def fails_at_once(volume, given):
        if not given:
            raise ValueError
        return volume_pdf(volume, given)

    monkeypatch.setattr(making, "volume_pdf", fails_at_once)

    assert written(tmp_path / "b", NAMES)[1] == parts


@alone_or_beside
def test_one_that_cannot_be_typeset_has_a_stand_in_in_its_volume_until_it_can(
    tmp_path, few_a_volume, monkeypatch, most
):
    _, first = written(tmp_path / "a", NAMES, most=most)
    values = typesetting.contribution_values

    def fails_for_one(contribution):
        if any(one.text == "Panne" for one in contribution.answers):
            raise ValueError
        return values(contribution)

    with monkeypatch.context() as patch:
        patch.setattr(typesetting, "contribution_values", fails_for_one)
        patch.setattr(typesetting.values, "contribution_values", fails_for_one)
        done, volumes = written(tmp_path / "b", NAMES, most=most, _ZZZZ="Panne")
    again, whole = written(tmp_path / "b", NAMES, most=most, _ZZZZ="Panne")

    assert done.set_aside == {NAMES[3]}
    assert volumes["recueil-01.pdf"] == whole["recueil-01.pdf"] == first["recueil-01.pdf"]
    assert volumes["recueil-02.pdf"] != first["recueil-02.pdf"]
    assert (again, whole) == written(tmp_path / "c", NAMES, most=most, _ZZZZ="Panne")


references = st.lists(st.text(ALPHABET, min_size=12, max_size=12), min_size=2)


@given(references, st.integers(0, 12))
def test_volumes_share_out_references_in_their_order(names, power):
    shares = [share_of(name, 1 << power) for name in sorted(names)]

    assert all(0 <= share < 1 << power for share in shares)
    assert all(one <= other for one, other in pairwise(shares))


@given(st.integers(1, 1_000_000))
def test_volumes_are_neither_too_large_nor_too_many(count):
    volumes = making.volume_count(count)

    assert count / volumes <= making.A_VOLUME
    assert volumes == 1 or count / volumes > making.A_VOLUME / 2
    assert volumes & (volumes - 1) == 0
