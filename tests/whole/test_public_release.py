"""The public folder of a run: there when it is asked for, whole, the same bytes, renewed when
enough is new; and nobody is found in it, whoever has all that was ever published."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from consultation.releases.manifest import verify
from tests.cases.public_forms import PUBLIC_FORM, answer_again, answers, public_run
from tests.cases.public_reader import all_told, instants_of
from tests.cases.runs import Run, digests
from tests.cases.small import small_run

MINIMUM = 11
SIZES = (300, 360, 520)


@pytest.fixture(scope="module")
def history(tmp_path_factory) -> tuple[Run, list[Path]]:
    """A run that published three times, and its public folder of each time."""
    kept = tmp_path_factory.mktemp("public")
    run = public_run(tmp_path_factory.mktemp("run"), SIZES[0])
    folders = []
    for count in SIZES:
        answer_again(run, count)
        folders.append(kept / str(count))
        shutil.copytree(run.release / "public", folders[-1])
    return run, folders


@pytest.fixture(scope="module")
def shown(tmp_path_factory) -> Run:
    """A run that has published a public folder; tests change copies of it."""
    return public_run(tmp_path_factory.mktemp("shown"), 120)


@pytest.fixture
def run(shown, tmp_path) -> Run:
    """A copy of the run that has published a public folder."""
    return shown.copied(tmp_path / "copy")


def text_of(run: Run, name: str = "resultats.html") -> str:
    """A file of the public folder, its no-break spaces as plain ones."""
    text = (run.release / "public" / name).read_text(encoding="utf-8")
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_the_folder_has_all_that_it_says(history):
    run, _ = history
    files = {name.removeprefix("public/") for name in digests(run.release) if "public/" in name}

    assert {
        "LISEZMOI.txt",
        "resultats.html",
        "chiffres-a-citer.txt",
        "resultats-une-page.pdf",
        "images/question-mode.svg",
        "images/question-mode.png",
        "images/question-mode.txt",
        "images/question-avis--ville.png",
        "embed/question-mode.html",
        "tables/question-mode.csv",
        "tables/tableaux.xlsx",
        "tables/datapackage.json",
    } <= files
    assert verify(run.release) == []


def test_a_journalist_finds_a_figure_with_its_denominator(history):
    run, _ = history

    assert f"{SIZES[-1]} personnes et collectifs ont répondu" in text_of(
        run, "chiffres-a-citer.txt"
    )
    assert "choisi « Vélo », soit " in text_of(run, "chiffres-a-citer.txt")


def test_no_few_persons_are_printed(history):
    _, folders = history
    instants = instants_of(folders)
    assert instants[0].known
    assert instants[-1].known
    for instant in instants:  # one that would tell too much prints nothing new
        assert [key for key, count in instant.known.items() if 0 < count < MINIMUM] == []


def test_a_reader_of_all_releases_is_certain_of_no_few_persons(history):
    _, folders = history
    told = list(all_told(instants_of(folders)))

    assert len(told) > 300
    assert [one for one in told if one.gives_away(MINIMUM)] == []


def test_the_reader_finds_persons_where_only_small_counts_are_hidden(history):
    """What the search is worth: every count of enough persons is printed, as the rule of eleven
    alone would have it."""
    run, folders = history
    (instant,) = instants_of(folders[:1])
    with_true = {cell: count for cell, count in true_counts(run, SIZES[0]).items()}
    instant.known = {
        key: with_true[key]
        for key in (*instant.known, *instant.hidden)
        if key in with_true and not 0 < with_true[key] < MINIMUM
    }

    assert [one for one in all_told([instant]) if one.gives_away(MINIMUM)]


def true_counts(run: Run, count: int) -> dict[tuple[str, ...], int]:
    """How many of the first answers chose each mode, by category; everybody."""
    rows = answers(count)
    found: dict[tuple[str, ...], int] = {("everybody",): len(rows)}
    ids = {"Citoyen·ne": "citoyen", "Association": "association", "": "none"}
    modes = {"Vélo": "velo", "Train": "train", "Autre": "autre"}
    for cells in rows:
        kind = next((one for one in cells if one in ids and one), "")
        keys = [("categories", ids[kind])]
        if mode := next((one for one in cells if one in ("Vélo", "Train")), ""):
            keys += [("chosen", "mode", "", modes[mode]), ("answered", "mode", "")]
            keys += [(*key, "categories", ids[kind]) for key in keys[1:]]
        for key in keys:
            found[key] = found.get(key, 0) + 1
    return found


def test_a_few_answers_more_change_no_figure_and_the_page_says_so(run):
    before = digests(run.release)
    answer_again(run, 125)
    after = digests(run.release)

    assert before["public/tables/question-mode.csv"] == after["public/tables/question-mode.csv"]
    assert "Des réponses sont arrivées depuis" in text_of(run)
    assert "125 personnes" not in text_of(run)


def test_the_folder_goes_when_it_is_no_longer_asked_for_and_nothing_is_forgotten(run):
    history = run.folders.public_history(run.form_id)
    shown = history.read_bytes()
    run.form_file.write_text(PUBLIC_FORM.replace("public = true", "public = false"), "utf-8")
    run.publish()

    assert not (run.release / "public").exists()
    assert "public/" not in (run.release / "LISEZMOI.txt").read_text(encoding="utf-8")
    assert history.read_bytes() == shown


def test_what_was_shown_is_remembered_before_the_release_is_in_place(run, monkeypatch):
    shutil.rmtree(run.release)
    run.folders.public_history(run.form_id).unlink()

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("consultation.releases.publish.seal", killed)
    with pytest.raises(KeyboardInterrupt):
        run.release_as_it_is()

    assert not run.release.exists()
    assert run.folders.public_history(run.form_id).exists()


def test_too_few_answers_are_a_page_without_figures(tmp_path):
    run = small_run(tmp_path, *answers(7), form=PUBLIC_FORM)
    run.publish()

    assert "n’est pas montré" in text_of(run)
    assert "%" not in text_of(run, "chiffres-a-citer.txt")
