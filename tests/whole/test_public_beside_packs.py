"""From the command line: a pack is frozen, more answers come, and whoever has the pack and every
public table finds nobody by subtraction."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.cases.command import faire_masse
from tests.cases.public_forms import PUBLIC_FORM, answers
from tests.cases.public_pack import instant_of_pack
from tests.cases.public_reader import Told, all_told, instants_of
from tests.cases.runs import Run, digests
from tests.cases.small import export, small_run

pytestmark = pytest.mark.slow

MINIMUM, SIZES = 11, (120, 200)
KEY = "frozen_published = true"
KEYED = PUBLIC_FORM.replace("public = true", f"public = true\n{KEY}", 1)


@dataclass(frozen=True)
class Kept:
    """The run, its frozen pack, and the public folder of each of its releases."""

    run: Run
    pack: Path
    folders: list[Path]


@pytest.fixture(scope="module")
def kept(tmp_path_factory) -> Kept:
    run = small_run(tmp_path_factory.mktemp("run"), *answers(SIZES[0]), form=KEYED)
    copies = [tmp_path_factory.mktemp("public") / str(count) for count in SIZES]
    command(run, "run")
    shutil.copytree(run.release / "public", copies[0])
    command(run, "freeze", run.form_id, "--name", "depot", "--project")
    run.write("export.tsv", export(answers(SIZES[1])))
    command(run, "run")
    shutil.copytree(run.release / "public", copies[1])
    return Kept(run, run.folders.outputs / f"{run.form_id}.depot" / "soumission", copies)


def command(run: Run, *arguments: str) -> None:
    names = ("inbox", "data", "outputs", "forms")
    places = [part for name in names for part in (f"--{name}", getattr(run.folders, name))]
    ended = faire_masse(*arguments, *places)
    assert ended.returncode == 0, ended.stderr


def given_away(pack: Path, folders: list[Path]) -> list[Told]:
    """What came since the pack, or was not in it, that a reader is certain to be few persons."""
    later = instants_of(folders)
    told = all_told([instant_of_pack(pack, later[-1]), *later])
    return [one for one in told if one.since is not None and one.gives_away(MINIMUM)]


def test_no_printed_count_is_a_few_more_than_the_packs(kept):
    for instant in instants_of(kept.folders):
        in_pack = instant_of_pack(kept.pack, instant).known
        shown = instant.known.keys() & in_pack.keys()
        beyond = {key: instant.known[key] - in_pack[key] for key in shown}

        assert any(beyond.values())
        assert [key for key, count in beyond.items() if 0 < abs(count) < MINIMUM] == []


def test_nothing_is_found_by_subtraction(kept):
    assert given_away(kept.pack, kept.folders) == []


def test_without_the_key_the_same_reader_finds_persons_until_it_is_set(kept, tmp_path):
    run = kept.run.copied(tmp_path)
    found = []
    for form in (PUBLIC_FORM, KEYED):
        run.folders.public_history(run.form_id).unlink()
        run.form_file.write_text(form, "utf-8")
        run.publish()
        found.append(given_away(kept.pack, [run.release / "public"]))

    assert found[0]
    assert not found[1]


def test_other_rules_and_themes_are_left_to_the_pack(kept):
    tables = {path.stem for path in (kept.folders[-1] / "tables").glob("*.csv")}

    assert "question-mode" in tables
    assert not any("regles" in name for name in tables - {"regles"})


def test_the_same_answers_and_packs_give_the_same_bytes(kept, tmp_path):
    written = []
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        run = kept.run.copied(tmp_path / name)
        run.folders.public_history(run.form_id).unlink()
        shutil.rmtree(run.release)
        run.publish()
        written.append(digests(run.release / "public"))

    assert written[0] == written[1]
