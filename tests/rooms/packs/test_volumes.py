"""Volumes hold whole weeks; of a week too large for one, a share of the references. Above
`[pack] documents_max` they alone have the documents: the index says which, on which page, and all
that is done with a pack is done with this one."""

from __future__ import annotations

import datetime as dt
import re
from functools import partial
from itertools import pairwise, zip_longest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultation.machine.references import ALPHABET, reference, share_of
from consultation.packs import documents, typesetting
from consultation.releases.freezing import freeze, frozen_releases
from consultation.releases.manifest import verify
from consultation.releases.still_held import still_held
from tests.cases.one_after_another import OneAfterAnother
from tests.cases.places import REFERENCE_KEY
from tests.cases.poppler import folded, needs_poppler, pages_of, properties, structure, words_of
from tests.cases.runs import Run, records_of
from tests.cases.sent_contributions import answer, consenting, sent
from tests.cases.small import FORM, FORM_ID, export, row, small_run
from tests.cases.typeset import typeset

TEXTS = ("Trop.", "Ici.", "Zut.", "Non.", "Rien.", "Bof.", "Oui.", "Mais.")
ROWS = [row(n, Envoi="Oui, sans nom", Texte=text) for n, text in enumerate(TEXTS, start=1)]
LATER = row(20, Envoi="Oui, sans nom", Texte="Arrivé ensuite.")
WEEK = dt.timedelta(weeks=1)
KEY = REFERENCE_KEY.read_bytes().strip()


def limited(most: str) -> str:
    return FORM.replace("[pack]", f"[pack]\ndocuments_max = {most}")


def reference_of(sid: int) -> str:
    return reference(KEY, f"{FORM_ID}:{sid}")


def index_of(run: Run) -> dict[str, dict[str, str]]:
    lines = records_of(run.release / "soumission" / "contributions.csv")
    return {line["Référence"]: line for line in lines}


@pytest.fixture(scope="module")
def few_a_volume():
    """Eight contributions take four volumes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(documents, "A_VOLUME", 2)
        yield


@pytest.fixture(scope="module")
def frozen(few_a_volume, tmp_path_factory) -> Run:
    """A run whose release was frozen; no test changes it."""
    run = small_run(tmp_path_factory.mktemp("recueils"), *ROWS, form=limited("5"))
    run.publish(with_pack=True)
    freeze(run.folders.outputs, FORM_ID, "depot", even_a_project=True)
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


def test_a_pack_and_what_is_frozen_of_it_verify_until_a_volume_is_changed(run):
    assert verify(run.release) == verify(run.folders.outputs / f"{FORM_ID}.depot") == []
    pack, index = run.release / "soumission", index_of(run)
    volume = index[reference_of(1)]["Document"]
    (pack / volume).write_bytes((pack / volume).read_bytes() + b"% edited")

    told = " ".join(verify(run.release))
    inside = {name for name, line in index.items() if line["Document"] == volume}
    assert {name for name in index if name in told} == inside


@pytest.mark.slow
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
    (added,) = records_of(folder / "additif.csv")
    line = index_of(run)[reference_of(20)]
    assert (added["Document après"], added["Page après"]) == (line["Document"], line["Page"])
    assert (added["Document avant"], added["Page avant"]) == ("", "")
    assert [path.name for path in folder.glob("*.pdf")] == [line["Document"]]
    assert not (folder / "contributions").exists()
    said = (folder / "LISEZMOI.txt").read_text("utf-8")
    assert "recueil-*.pdf" in said
    assert "contributions/" not in said
    assert verify(run.release) == []


@pytest.mark.slow
def test_whoever_received_volumes_alone_is_to_replace_them(run):
    held = still_held(frozen_releases(run.folders.outputs, FORM_ID), [reference_of(3)])

    assert "soumission/recueil-*.pdf" in {path for *_, path in held}
    assert not [path for *_, path in held if "/contributions/" in path]


# From what they are made


@pytest.fixture
def executor():
    return OneAfterAnother()


of_pack = partial(consenting, wanted="pack.document_")
NAMES = ["0A00-0000-0000", "GA00-0000-0000", "H000-0000-0000", "ZZZZ-0000-0000"]


def written(folder, names, executor=None, most=1, weeks=(), **texts):
    """The volumes of a pack, by name; `weeks` are those of the names, without a date by default."""
    pack = folder / "soumission"
    pack.mkdir(parents=True, exist_ok=True)
    answers = [answer(name, "texte", text=texts.get(f"_{name[:4]}", "Non")) for name in names]
    each = [sent(one, first_week=week) for one, week in zip_longest(names, weeks)]
    with of_pack(folder, each, answers) as tables:
        executor = executor or OneAfterAnother()
        done = documents.write_documents(tables, pack, folder / "documents", executor, most)
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
    assert done.pages == ({} if single else dict(zip(NAMES, pages, strict=True)))


FEBRUARY, MARCH = dt.date(2022, 2, 14), dt.date(2022, 3, 14)


@alone_or_beside
def test_new_answers_change_the_last_volumes_alone_and_those_without_a_date_come_last(
    tmp_path, few_a_volume, executor, most
):
    names, weeks = ["ZZZZ-0000-0000", "H000-0000-0000", "0A00-0000-0000"], [FEBRUARY, FEBRUARY]
    _, first = written(tmp_path, names, executor, most, weeks)
    assert sorted(first) == ["recueil-01.pdf", "recueil-02.pdf"]
    typeset(executor)

    later = ["00A0-0000-0000", "00B0-0000-0000"]
    given, at = [*names, *later], [*weeks, None, MARCH, MARCH]
    done, more = written(tmp_path, given, executor, most, at)

    single = [f"contribution {name}" for name in later] if most == "all" else []
    assert typeset(executor) == [*single, "recueil-02.pdf", "recueil-03.pdf"]
    assert more["recueil-01.pdf"] == first["recueil-01.pdf"]
    assert written(tmp_path / "b", given[::-1], most=most, weeks=at[::-1]) == (done, more)
    places = {names[1]: 1, names[0]: 1, later[0]: 2, later[1]: 2, names[2]: 3}
    found = {name: int(file[8:10]) for name, (file, _) in done.pages.items()}
    assert found == ({} if single else places)


@needs_poppler
def test_each_page_of_a_volume_bears_its_number_and_its_reference_and_all_is_tagged(
    tmp_path, few_a_volume
):
    done, volumes = written(tmp_path, NAMES, _GA00="Loin. " * 2000)
    volume = volumes["recueil-02.pdf"]
    contents, *pages = pages_of(volume)
    assert folded("Recueil 2 page i") in folded(contents)
    owners = [NAMES[1]] * (len(pages) - 2) + NAMES[2:]
    assert len(pages) > 4
    for number, (page, owner) in enumerate(zip(pages, owners, strict=True), start=1):
        assert folded(f"page {number} du recueil") in folded(page)
        assert f"Contribution {owner}" in page
    assert [done.pages[name][1] for name in NAMES[1:]] == [1, len(pages) - 1, len(pages)]
    assert structure(volume).count("H1") == 4
    assert properties(volume)["Tagged"] == "yes"
    assert b"<pdfuaid:part>1</pdfuaid:part>" in volume


@alone_or_beside
def test_how_many_volumes_are_in_memory_together_changes_no_byte(
    tmp_path, few_a_volume, monkeypatch, most
):
    together = written(tmp_path / "a", NAMES, most=most)
    monkeypatch.setattr(documents, "AT_ONCE", 1)

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


drawn_weeks = st.lists(
    st.tuples(st.sampled_from([dt.date(2022, 2, 14) + n * WEEK for n in range(9)]), references)
)


@given(drawn_weeks)
def test_a_volume_has_whole_weeks_within_its_bound_or_a_share_of_one(drawn):
    given_weeks = sorted({(week, name) for week, names in drawn for name in names})
    numbers = documents.numbers_of((name, week) for week, name in given_weeks)

    assert numbers == sorted(numbers)
    weeks_of = {number: set() for number in numbers}
    for number, (week, _) in zip(numbers, given_weeks, strict=True):
        weeks_of[number].add(week)
    for number, weeks in weeks_of.items():
        if len(weeks) > 1:
            assert numbers.count(number) <= documents.A_VOLUME
            within = [n for n, (week, _) in zip(numbers, given_weeks, strict=True) if week in weeks]
            assert set(within) == {number}


@given(st.integers(1, 1_000_000))
def test_volumes_are_neither_too_large_nor_too_many(count):
    volumes = documents.volume_count(count)

    assert count / volumes <= documents.A_VOLUME
    assert volumes == 1 or count / volumes > documents.A_VOLUME / 2
    assert volumes & (volumes - 1) == 0
