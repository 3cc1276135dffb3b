"""What a release can do without is left out where it can't be made, and told wherever people look;
the counts are published. What a release can't do without keeps the former one in place."""

from __future__ import annotations

import errno
import io
import shutil
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from consultation.packs.typesetting import many
from consultation.releases import contents
from consultation.releases.freezing import freeze
from consultation.releases.manifest import read_manifest, verify
from consultation.words.errors import OrganiserError
from tests.cases.invented import first_rows
from tests.cases.one_after_another import OneAfterAnother
from tests.cases.page import PageClient
from tests.cases.public_forms import PUBLIC_FORM, answers
from tests.cases.runs import Run, made_once
from tests.cases.sampling import foremost
from tests.cases.small import FORM_ID, export, row, small_run
from tests.cases.withdrawn import filled

pytestmark = pytest.mark.slow

CODERS = '[coding]\nquestions = ["texte"]\ncoders = ["A", "B"]\n\n[publish]'
FORM = PUBLIC_FORM.replace("[publish]", CODERS, 1)
PACK = "soumission"

# What can't be written and is left out alone, or with its folder.
ALONE = {
    "soumission/": (
        *("00-note-de-methode.pdf", "01-contribution-collective.docx", "questionnaire.pdf"),
        *("annexe-statistique.xlsx", "contributions.xlsx"),
    ),
    "organisation/": ("a-coder.xlsx", "a-decider.xlsx", "justificatif.xlsx"),
    "organisation/confidentiel/": ("contacts.xlsx", "retraits-accuses.xlsx"),
}
FOLDERS = {
    "soumission/": (
        *("contributions.csv", "registre.csv", "reponses.csv", "statistiques/rule_counts.csv"),
    ),
    "public/": ("resultats.csv", "resultats.html"),
    "organisation/statistiques/": ("flow.csv",),
    "organisation/modele/": ("noms.csv",),
    "additif-01/": ("additif.xlsx",),
}
PARTS = {f"{folder}{name}": f"{folder}{name}" for folder in ALONE for name in ALONE[folder]}
PARTS |= {f"{folder}{name}": folder for folder in FOLDERS for name in FOLDERS[folder]}
AT_ONCE = (
    *("soumission/00-note-de-methode.pdf", "organisation/a-decider.xlsx"),
    *("organisation/confidentiel/contacts.xlsx", "public/resultats.html"),
    "additif-01/additif.xlsx",
)
# What goes with it.
ALONG = {
    "soumission/": ("additif-01/", "organisation/modele/"),
    "organisation/a-coder.xlsx": ("organisation/a-coder-",),
    "public/images/question-mode.svg": ("public/images/question-mode.",),
}


@dataclass(frozen=True)
class Whole:
    """A run that is about to publish, and the paths of what it publishes where all can be made."""

    run: Run
    counts: dict[str, int]
    paths: frozenset[str]


def about_to_publish(folder: Path) -> Run:
    """A pack was handed in; since, somebody was withdrawn and somebody else answered."""
    rows = [*answers(60), *first_rows()]
    run = small_run(folder, *rows, form=FORM)
    run.publish(with_pack=True)
    freeze(run.folders.outputs, FORM_ID, "depot", even_a_project=True)
    asked = {"who": "101", "choice": "Retirer"}
    filled(run.to_decide, run.inbox / "retraits.xlsx", asked)
    run.write("suite.tsv", export([*rows, row(200, Envoi="Oui, sans nom", Mode="Vélo")]))
    assert run.build() == []
    return run


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> Whole:
    run = made_once("a release about to be published", about_to_publish)
    there = run.copied(tmp_path_factory.mktemp("entier"))
    summary = there.release_as_it_is(with_pack=True)
    assert (summary.left_out, verify(there.release)) == ((), [])
    return Whole(run, dict(summary.counts), paths_in(there.release))


def paths_in(release: Path) -> frozenset[str]:
    files = (path for path in release.rglob("*") if path.is_file())
    return frozenset(path.relative_to(release).as_posix() for path in files)


@pytest.fixture
def run(whole, tmp_path) -> Run:
    return whole.run.copied(tmp_path)


def break_files(monkeypatch, error: Exception, *paths: str) -> None:
    """Whoever opens any of these files of the release that is being written fails."""
    usual = io.open

    def open_others(file, *given, **named):
        if str(file).endswith(tuple(f".{FORM_ID}.new/{path}" for path in paths)):
            raise error
        return usual(file, *given, **named)

    monkeypatch.setattr(io, "open", open_others)


def is_told(run: Run, whole: Whole, *expected: str, executor: Executor | None = None) -> None:
    """The release is published without what is expected to be left out, says so wherever people
    look, and agrees with itself."""
    summary = run.release_as_it_is(with_pack=True, executor=executor)
    manifest = read_manifest(run.release)

    assert (summary.outcome, dict(summary.counts)) == ("published", whole.counts)
    assert [problem.where for problem in summary.left_out] == [*manifest.left_out]
    assert set(expected) == set(manifest.left_out)
    there = paths_in(run.release)
    missing = whole.paths - there
    assert there < whole.paths
    gone = (*expected, *(path for one in expected for path in ALONG.get(one, ())))
    assert all(path.startswith(gone) for path in missing)
    assert not any(path.startswith(expected) for path in there)
    assert verify(run.release) == []

    readme = (run.release / "LISEZMOI.txt").read_text(encoding="utf-8")
    assert readme.startswith("CE DOSSIER EST INCOMPLET")
    assert manifest.pack.reasons == summary.pack.reasons
    for one in expected:
        assert one in manifest.pack.reasons[-1]
        assert f"- {one}" in readme
        assert any(one in task for task, *_ in manifest.tasks)
    if (pack := run.release / PACK).exists():
        assert verify(pack) == []
        assert (pack / "VERIFIER.txt").read_text("utf-8").startswith("PROJET")


@pytest.mark.parametrize(
    "broken", foremost([AT_ONCE, *((one,) for one in PARTS)], AT_ONCE), ids=" ".join
)
def test_parts_that_cannot_be_made_are_left_out_and_told_then_tried_again(
    whole, run, broken, monkeypatch
):
    with monkeypatch.context() as patch:
        break_files(patch, ValueError("Secret."), *broken)
        is_told(run, whole, *(PARTS[one] for one in broken))
    assert "Secret" not in (run.release / "manifest.json").read_text("utf-8")

    again = run.release_as_it_is(with_pack=True)

    assert (again.outcome, again.left_out, verify(run.release)) == ("published", (), [])
    assert paths_in(run.release) == whole.paths
    assert run.release_as_it_is(with_pack=True).outcome == "unchanged"


def test_a_picture_is_left_out_alone_and_a_document_takes_the_pack_along_naming_nobody(
    whole, run, monkeypatch
):
    draw, typeset = contents.picture_of, many.contribution_pdf
    sent = f"select reference from sending.contributions where submission_id = '{FORM_ID}:102'"
    ((reference,),) = run.query(sent)

    def draw_others(chart):
        if chart.id == "question-mode":
            raise ValueError(chart.id)
        return draw(chart)

    def make_others(contribution):
        if contribution.reference == reference:
            raise ValueError(reference)
        return typeset(contribution)

    shutil.rmtree(run.folders.documents(FORM_ID))
    monkeypatch.setattr(contents, "picture_of", draw_others)
    monkeypatch.setattr(many, "contribution_pdf", make_others)
    picture = "public/images/question-mode.svg"
    is_told(run, whole, "soumission/", picture, executor=OneAfterAnother())
    for name in ("LISEZMOI.txt", "manifest.json"):
        assert reference not in (run.release / name).read_text("utf-8")
    shown = (run.release / "public/resultats.html").read_text("utf-8")
    assert "images/question-mode.png" not in shown


def test_a_template_that_cannot_be_filled_keeps_nothing_else_back(whole, run):
    folders = run.folders
    folders.contribution_text(FORM_ID).write_text("# Nous\n\n{% if x", encoding="utf-8")
    folders.note_text(FORM_ID).write_text("# Note\n\n{{ chiffre }}", encoding="utf-8")

    summary = Run(folders, FORM_ID).release_as_it_is(with_pack=True)

    note, contribution = summary.left_out
    assert "{{ chiffre }}" in note.message
    assert "n’est pas fermée" in contribution.message
    assert verify(run.release) == []
    assert (run.release / "organisation/modele/noms.csv").is_file()
    assert (run.release / PACK / "registre.csv").read_text("utf-8").count("\n") == 1
    screen = PageClient(run.folders).get(f"/consultations/{FORM_ID}").text
    assert f"{note.where}\u00a0: " in screen.replace(" : ", "\u00a0: ")
    assert "{{ chiffre }}" in screen


# What a release can't do without


NO_PART = {
    "organisation/synthese.xlsx": ValueError("Secret."),
    "soumission/00-note-de-methode.pdf": OSError(errno.ENOSPC, "No space left on device"),
    "public/resultats.html": OrganiserError("failed_checks", checks="sending.totals"),
    "soumission/questionnaire.pdf": duckdb.IOException("Secret."),
}


@pytest.mark.parametrize("broken", foremost(NO_PART, *[*NO_PART][:3]))
def test_what_is_no_part_keeps_the_former_release(run, broken, monkeypatch):
    before, error = paths_in(run.release), NO_PART[broken]
    break_files(monkeypatch, error, broken)

    with pytest.raises(type(error)):
        run.release_as_it_is(with_pack=True)

    assert (paths_in(run.release), verify(run.release)) == (before, [])


def test_a_run_that_is_killed_while_a_part_is_made_leaves_nothing_out(run, monkeypatch):
    before = paths_in(run.release)
    break_files(monkeypatch, KeyboardInterrupt(), "organisation/a-decider.xlsx")
    given_up: list[bool] = []
    executor = OneAfterAnother()
    monkeypatch.setattr(executor, "shutdown", lambda *_, **named: given_up.append(named["wait"]))

    with pytest.raises(KeyboardInterrupt):
        run.release_as_it_is(with_pack=True, executor=executor)

    assert (paths_in(run.release), verify(run.release)) == (before, [])
    assert given_up == [False]  # what is written beside it gets no process any more
