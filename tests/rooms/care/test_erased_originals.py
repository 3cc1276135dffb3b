"""What people dropped, once somebody in it is erased: deleted, or left and named."""

from __future__ import annotations

import datetime as dt
import gzip
import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest

from consultation import stages
from consultation.care.erased_originals import Original
from consultation.care.erasing import plan_of
from consultation.decisions import WITHDRAWALS
from consultation.decisions.coding_sheets import CODING, GRID, theme_key
from consultation.decisions.page_lines import line_of, write_lines
from consultation.forms.form import read_form
from consultation.runs.tombstones import read_register
from tests.cases import withdrawn
from tests.cases.canary_search import layers_of
from tests.cases.coding_books import coding_key
from tests.cases.erasures import ask, erase, finish
from tests.cases.framaforms_files import saved_as_xlsx
from tests.cases.given_back import asked, book, sheet, write
from tests.cases.opendocument import write_opendocument
from tests.cases.runs import Run, digests
from tests.cases.small import COLUMNS, FORM_ID, export, row, small_run
from tests.cases.webform import header

pytestmark = pytest.mark.slow

NOW = dt.datetime(2026, 11, 27, 12, tzinfo=dt.UTC)
# Two people: submission 2, and whoever wrote 5 and 6 with one address.
GONE, STAY = {2, 5, 6}, {1, 3, 4, 7}
WHO = ("2", "kanari5@example.org")
PEOPLE = [
    row(
        number,
        Courriel=f"kanari{5 if number == 6 else number}@example.org",
        Texte=f'Ligne 1\r\n"kanari{number}x"\r\nfin',
        Envoi="Oui, sans nom",
    )
    for number in range(1, 8)
]
SAME = "même personne"
DECIDED_OF_3 = "select * from raw.decisions where list_contains(submission_ids, 'petit:3')"


def named(sid: int) -> str:
    return f"{FORM_ID}:{sid}"


@pytest.fixture(scope="module")
def read_once(once, tmp_path_factory) -> Run:
    """A form that has read all that an inbox may hold."""
    run = small_run(tmp_path_factory.mktemp("originals"), *PEOPLE)
    run.write("copie (1).tsv.gz", gzip.compress(export(PEOPLE)))
    rows = [*header(COLUMNS, title="Petit formulaire"), *PEOPLE]
    run.write("classeur.xlsx", saved_as_xlsx(rows))
    run.write("debut.tsv", export(PEOPLE[:1]))
    run.write("ancien.tsv", export(PEOPLE[:4], ";"))
    withdrawn.filled(once.to_decide, run.inbox / "retraits.xlsx", {"who": "3", "choice": "Retirer"})
    write(book(asked(named(1), named(3), choice=SAME)), run.inbox / "a-decider.xlsx")
    write(book(asked(named(1), named(2), choice=SAME)), run.inbox / "b-decider.xlsx")
    other = {WITHDRAWALS.columns.who: "7", WITHDRAWALS.columns.choice: "Retirer"}
    write_lines(run.inbox, FORM_ID, "CD", [line_of(WITHDRAWALS, other, NOW)], now=NOW, since=None)
    run.build()
    (run.inbox / "dossier").mkdir()
    shutil.copyfile(run.inbox / "export.tsv", run.inbox / "dossier" / "export.tsv")
    return run


@pytest.fixture
def run(read_once, tmp_path) -> Run:
    return strewn(read_once, tmp_path)


def strewn(read_once: Run, folder: Path) -> Run:
    """A copy, with what nobody can read or may follow, and those who ask to be erased."""
    copy = read_once.copied(folder)
    (copy.inbox / ".reste.tsv.tmp").write_bytes(export(PEOPLE))
    copy.write("autre.tsv.part", export(PEOPLE))
    copy.write("illisible.csv", b'"kanari2x"\n"x"\n')
    (folder / "ailleurs.tsv").write_bytes(export(PEOPLE))
    (copy.inbox / "lien.tsv").symlink_to(folder / "ailleurs.tsv")
    ask(copy, *WHO, at=NOW)
    return copy


def fates(told: tuple[Original, ...]) -> dict[str, tuple[str, str]]:
    return {one.name: (one.fate, one.reason) for one in told}


def words_in(folder: Path, *, but: set[str]) -> set[int]:
    """Whose words are in files of the folder, however these are packed."""
    files = [one for one in folder.rglob("*") if one.is_file() and one.name not in but]
    plain = b"".join(
        layer.replace(b"\0", b"") for one in files for layer in layers_of(one.read_bytes())
    )
    return {n for n in range(1, 8) if f"kanari{n}x".encode() in plain}


def records(run: Run) -> list[tuple[object, ...]]:
    return run.query("select sid_text, cells from raw.records order by all")


LEFT = {"autre.tsv.part", "illisible.csv", "lien.tsv"}


@pytest.fixture(scope="module")
def erased(read_once, tmp_path_factory) -> SimpleNamespace:
    """Such a run, with every kind of file of decisions too, before and after the erasure."""
    run = strewn(read_once, tmp_path_factory.mktemp("erased"))
    run.write("abime.tsv", export([PEOPLE[0], PEOPLE[1][:4]]))
    about_them = [make(run.inbox / f"{make.__name__}.xlsx") for make in MAKERS]
    others = coded(run.inbox / "rendu.xlsx", "un autre texte", "les rues sont calmes")
    stages.read_and_build(run.folders, FORM_ID)
    kept = [one for one in records(run) if int(str(one[0])) in STAY]
    decided = run.query(DECIDED_OF_3)
    before = digests(run.folders.inbox)
    announced = plan_of(run.folders, read_form(run.form_file)).originals
    assert digests(run.folders.inbox) == before
    return SimpleNamespace(
        run=run, about_them=about_them, others=others, kept=kept, decided=decided,
        announced=announced, told=erase(run).originals,
    )  # fmt: skip


def test_each_file_is_told_before_and_after(erased):
    (page,) = (name for name in fates(erased.announced) if name.startswith("page-AB-"))
    assert fates(erased.announced) == {
        ".reste.tsv.tmp": ("deleted", "half_copied"),
        "abime.tsv": ("deleted", ""),  # the damaged row is of whoever is erased
        "ancien.tsv": ("deleted", ""),
        "autre.tsv.part": ("left", "unfinished"),
        "b-decider.xlsx": ("deleted", ""),
        "classeur.xlsx": ("deleted", ""),
        "copie (1).tsv.gz": ("deleted", ""),
        "export.tsv": ("deleted", ""),
        "illisible.csv": ("left", "unread"),
        "lien.tsv": ("left", "link"),
        "retraits.xlsx": ("deleted", ""),  # other sheets of the model name 5 and 6
        page: ("deleted", ""),
        **{path.name: ("deleted", "") for path in erased.about_them},
    }
    # The copy in the folder below has the same name.
    assert len(erased.announced) == len(fates(erased.announced)) + 1
    assert erased.told == erased.announced
    said = "\n".join(one.sentence("later") for one in erased.announced)
    assert "Ce fichier sera supprimé : inbox/petit/export.tsv." in said.replace("\xa0", " ")
    assert "kanari" not in said


def test_nothing_of_them_is_left_and_all_of_the_others_is_in_the_store(erased):
    run = erased.run

    assert words_in(run.inbox, but=LEFT) == {1}
    assert {"a-decider.xlsx", "debut.tsv"} < {path.name for path in run.inbox.iterdir()}
    assert not any(path.exists() for path in erased.about_them)
    assert erased.others.exists()
    assert records(run) == erased.kept
    assert run.query("from raw.decisions") == erased.decided


def test_what_was_deleted_is_deleted_when_it_is_dropped_again(run, tmp_path):
    """An old export, another one that nobody has read yet, a workbook and what the page wrote."""
    stages.read_and_build(run.folders, FORM_ID)
    old = tmp_path / "old"
    shutil.copytree(run.inbox, old, symlinks=True)
    erase(run)
    run.build()
    known = run.query("select export_id from raw.exports order by all")
    names = ("export.tsv", "b-decider.xlsx", *(path.name for path in old.glob("page-AB-*")))
    for name in names:
        shutil.copyfile(old / name, run.inbox / name)
    run.write("nouveau.tsv", export([*PEOPLE[1:3], row(8, Texte="kanari8x, nouveau")]))

    refused = run.ingest()

    assert [one.where for one in refused] == ["illisible.csv"]
    assert words_in(run.inbox, but=LEFT) == {1}
    assert not {*names, "nouveau.tsv"} & {path.name for path in run.inbox.iterdir()}
    assert len(run.query("from raw.exports")) == len(known) + 1
    run.build()
    sids = {sid for (sid,) in run.query("select sid from clean.submissions")}
    assert sids == STAY | {8}


def test_a_file_of_which_something_is_nowhere_else_is_left_and_told_until_it_can_go(run):
    """A damaged row of somebody else, whose cells the store does not have; then a sound export."""
    torn = export([*PEOPLE[1:3], row(8)[:4]])
    run.write("abime.tsv", torn)
    stages.read_and_build(run.folders, FORM_ID)
    planned = plan_of(run.folders, read_form(run.form_file)).originals
    assert fates(planned)["abime.tsv"] == ("left", "incomplete")

    told = erase(run)

    assert fates(told.originals)["abime.tsv"] == ("left", "incomplete")
    assert (run.inbox / "abime.tsv").read_bytes() == torn
    assert read_register(run.folders.data, FORM_ID).is_under_way

    run.write("sain.tsv", export([row(8, Texte="huit")]))
    run.ingest()
    finish(run)

    assert not (run.inbox / "abime.tsv").exists()
    assert not read_register(run.folders.data, FORM_ID).is_under_way
    assert "abime.tsv" in read_register(run.folders.data, FORM_ID).requests[0].files


# Files of decisions, by what in them tells of somebody.


def coded(path: Path, text: str, example: str) -> Path:
    """A coding sheet on which nothing is filled, and a grid of themes."""
    workbook = book(title="Vide")
    columns, grid = CODING.columns, GRID.columns
    key = coding_key("coding", "1" * 16, "texte", text, [""] * 7)
    row_of_text = {columns.key: key, columns.question_id: "texte", columns.text: text}
    sheet(workbook.create_sheet(CODING.title), [row_of_text], columns.mandatory)
    theme = {grid.choice: "Rues", grid.example: example, grid.key: theme_key("rues", ())}
    sheet(workbook.create_sheet(GRID.title), [theme], grid.mandatory)
    return write(workbook, path)


def unfilled(path: Path) -> Path:
    return write(book(asked(named(2), remark="vu")), path)


def beside(path: Path) -> Path:
    workbook = book(asked(named(1), named(3), choice=SAME))
    workbook.create_sheet("Autre")["A1"] = "écrire à kanari5@example.org, vite"
    return write(workbook, path)


def of_libreoffice(path: Path) -> Path:
    titles = ["Qui (SID, adresse électronique ou référence)", "Demande"]
    sheets = {"Retraits": [titles, ["n° 2", "Retirer"]]}
    return write_opendocument(path.with_suffix(".ods"), sheets, NOW.replace(tzinfo=None))


def quoted(path: Path) -> Path:
    return coded(path, "un autre texte", "Elle dit : Ligne 1 kanari2x, fin.")


def shown(path: Path) -> Path:
    return coded(path, "Ligne 1 kanari2x", "rien de personne")


MAKERS = (unfilled, beside, of_libreoffice, quoted, shown)
