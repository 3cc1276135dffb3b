"""Who asked to be erased is in no byte of any file, and everybody else is where they were.

Fifty-five invented respondents (tests/cases/canaries.py), each field of whom holds a word of its
own: three exports, decisions, a frozen release, an addendum, a backup. Twenty ask to be erased, by
number or by address; then every file is searched (tests/cases/canary_search.py), databases table
by table too, since DuckDB compresses texts.
"""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from types import SimpleNamespace

import duckdb
import pytest

from tests.cases.canaries import Canaries, Group, canaries, full_export, purposes
from tests.cases.canary_form import FORM_FILE, FORM_ID, word
from tests.cases.canary_search import Findings, digests_of, findings_in
from tests.cases.command import call_command, faire_masse
from tests.cases.framaforms_model import Submission
from tests.cases.given_back import asked, book, write
from tests.cases.poppler import needs_poppler
from tests.cases.runs import Run, new_run
from tests.cases.withdrawn import own_workbook

pytestmark = [pytest.mark.prefect, pytest.mark.slow, pytest.mark.timeout(1800), needs_poppler]

GROUPS = (
    Group("own name", 15, "own_name"),
    Group("collective", 5, "collective_name"),
    Group("no name", 12, "anonymous"),
    Group("reflection", 5, "reflection_only"),
    Group("drafts", 3, "own_name", "draft"),
    Group("late", 3, "own_name", "late"),
    Group("vanished", 3, "own_name", "vanished"),
    Group("edited", 5, "own_name", "edited", "own_name"),
    Group("sent again", 4, "own_name", "resent", "own_name"),
)
EVERYBODY = range(1, 56)
# Respondents by their place, from 1: at least two of each group, half of them by their address.
ERASED = (3, 9, 12, 15, 17, 20, 22, 31, 34, 36, 38, 40, 41, 43, 44, 46, 48, 51, 52, 55)


def words_of(numbers: Iterable[int]) -> set[str]:
    """Every word that these respondents wrote, in any version, and what the site says of them."""
    told = (*purposes(), "ip", "uid", "user", "remark")
    return {word(one, number, version) for number in numbers for one in told for version in (1, 2)}


def requests(fed: Canaries) -> Iterator[tuple[object, ...]]:
    """The rows of requests: even requests by the first address, the others by their number."""
    by_number = {number_of(one): one for one in reversed([*fed.partial, *fed.second, *fed.first])}
    for number in ERASED:
        is_by_address = number % 2 == 0 or number > 51
        who = by_number[number].data["email"] if is_by_address else by_number[number].sid
        yield who, "effacer", "AB", "20/04/2022"


def number_of(one: Submission) -> int:
    """The place of the respondent who sent it."""
    return (one.sid - 5000) % 10_000


def write_remarks(path: Path, without: Collection[int] = ()) -> None:
    """A workbook of decisions, with a remark about two who go and another about two who stay."""
    rows = [
        asked(
            *(f"{FORM_ID}:{5000 + number}" for number in pair),
            choice="personnes différentes",
            remark=word("remark", pair[0]),
        )
        for pair in ((3, 9), (4, 5))
        if pair[0] not in without
    ]
    write(book(*rows), path)


def exports(fed: Canaries, without: Collection[int] = ()) -> dict[str, bytes]:
    """Three exports, as if the respondents of `without` had never been there."""
    lists = {"un": fed.first, "deux": fed.second, "trois": [*fed.second, *fed.partial]}
    return {
        f"export-{name}.tsv": full_export(
            fed, [one for one in sent if number_of(one) not in without]
        )
        for name, sent in lists.items()
    }


def searched(folder: Path, words: Iterable[str]) -> Findings:
    """What the four folders and Prefect's home hold of these words, tables of databases too."""
    for place in sorted(folder.rglob("*.duckdb")):
        dump(place, folder / "tables" / f"{place.relative_to(folder)}.txt".replace("/", "_"))
    found = findings_in(folder, words)
    shutil.rmtree(folder / "tables")
    return found


def dump(database: Path, target: Path) -> None:
    """Every row of every table of the database, as text."""
    target.parent.mkdir(exist_ok=True)
    with duckdb.connect(str(database), read_only=True) as connection, target.open("w") as file:
        tables = connection.execute(
            "select schema_name, table_name from duckdb_tables() order by all"
        ).fetchall()
        for schema, table in tables:
            for row in connection.execute(f'from "{schema}"."{table}"').fetchall():
                print(*row, sep="\t", file=file)


@pytest.fixture(scope="module")
def ended(tmp_path_factory):
    """Two releases, a frozen release among them, a backup, then the erasure."""
    top, fed = tmp_path_factory.mktemp("effaces"), canaries(GROUPS)
    folder = top / "tout"
    run = new_run(folder, form_id=FORM_ID, form=FORM_FILE)
    files = exports(fed)
    done = []

    def do(*words: object, by=call_command) -> None:
        ended = by(*words, "--forms", "forms", "--data", "data", folder=folder)
        done.append((words, ended.returncode, ended.stdout + ended.stderr))

    run.write("export-un.tsv", files["export-un.tsv"])
    run.publish(with_pack=True)
    do("freeze", FORM_ID, "--name", "depot", "--project")
    run.write("export-deux.tsv", files["export-deux.tsv"])
    run.write("export-trois.tsv", files["export-trois.tsv"])
    write_remarks(run.inbox / "a-decider.xlsx")
    run.publish(with_pack=True)
    do("backup", top / "sauvegarde.tar")
    before = searched(folder / "data", words_of(EVERYBODY))
    own_workbook(run.inbox / "retraits.xlsx", requests(fed))
    do("erase", FORM_ID)
    do("erase", FORM_ID, "--yes", "--receipt", "accuses.txt")
    inbox = sorted(path.name for path in run.inbox.iterdir())
    assert [(words, told) for words, code, told in done if code] == []
    return SimpleNamespace(
        top=top, folder=folder, run=run, fed=fed, files=files, do=do, done=done, before=before,
        inbox=inbox,
    )  # fmt: skip


def check_search(ended: SimpleNamespace) -> None:
    """Assert that no word of the twenty and no digest of their addresses is found, and that all
    that the working data had of the others still is."""
    found = searched(ended.folder, words_of(EVERYBODY))
    addresses = {f"{word('email', number, version)}@example.org"
                 for number in ERASED for version in (1, 2)}  # fmt: skip
    assert found.of(words_of(ERASED)) == {}
    assert not digests_of(addresses) & found.digests.keys()
    stayed = words_of({*EVERYBODY} - {*ERASED})
    assert set(ended.before.of(stayed)) <= set(found.of(stayed))


def figures(run: Run) -> dict[str, object]:
    """Every published figure, but for how many were withdrawn."""
    tables = run.published(
        "select schema_name || '.' || table_name from duckdb_tables()"
        " where schema_name in ('statistics', 'families', 'respondents') order by all"
    )
    told: dict[str, object] = {
        table: sorted(map(repr, run.published(f"from {table}")))
        for (table,) in tables
        # Exports are told there by their checksums, which differ.
        if table not in ("statistics.flow", "respondents.deletions")
    }
    told["deleted"] = run.published("select submission_id from respondents.deletions order by all")
    told["flow"] = run.published("from statistics.flow where box != 'withdrawn' order by all")
    return told


@pytest.fixture(scope="module")
def never_there(ended):
    """A form that never had the twenty."""
    run = new_run(ended.top / "jamais", form_id=FORM_ID, form=FORM_FILE)
    for name, content in exports(ended.fed, ERASED).items():
        run.write(name, content)
    write_remarks(run.inbox / "a-decider.xlsx", ERASED)
    run.publish()
    return run


def test_nothing_of_the_twenty_is_left_nor_told_and_all_of_the_others_is(ended) -> None:
    check_search(ended)
    told = "".join(output for *_, output in ended.done)
    assert not [one for one in words_of(ERASED) if one in told.lower()]
    assert "20 demandes d’effacement" in told.replace("\u00a0", " ")


def test_each_file_that_held_them_is_named_then_deleted_then_named_in_the_receipts(ended) -> None:
    (_, _, planned), (_, _, told) = ended.done[-2:]
    *letters, to_recipient = (ended.folder / "accuses.txt").read_text("utf-8").split("---")[1:]
    assert "à supprimer" in to_recipient
    for name in (*ended.files, "a-decider.xlsx", "retraits.xlsx"):
        place = f"inbox/{FORM_ID}/{name}"
        assert f"Ce fichier sera supprimé : {place}." in planned.replace("\u00a0", " ")
        assert f"{place} : supprimé." in told.replace("\u00a0", " ")
        assert [name in letter for letter in letters] == [True] * 20
    assert ended.inbox == []


def test_the_figures_are_those_of_a_form_that_never_had_them(ended, never_there) -> None:
    assert figures(ended.run) == figures(never_there)


def test_old_exports_and_a_backup_put_back_bring_nobody_back(ended, never_there) -> None:
    """The data folder is lost too: what is known of who was erased is in the outputs."""
    shutil.move(ended.run.folders.data, ended.top / "avant")
    ended.do("restore", ended.top / "sauvegarde.tar")
    ended.do("restore", "--withdrawals-given")
    for name, content in ended.files.items():
        ended.run.write(f"vieux-{name}", content)
    ended.do("run", by=faire_masse)
    assert [code for _, code, _ in ended.done[-3:]] == [0, 0, 0], ended.done[-3:]
    check_search(ended)
    assert figures(ended.run) == figures(never_there)
