"""Nothing of those who did not agree is in the pack, whatever file one opens and however.

A thousand invented respondents (tests/cases/canaries.py), each field of whom holds a word of its
own, are fed to the real command, in CI an eighth of them; then every file is searched
(tests/cases/canary_search.py).
"""

from __future__ import annotations

import base64
import gzip
import io
import zipfile
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from openpyxl import Workbook, load_workbook

from consultation import stages
from consultation.decisions.sheets import TO_CHECK
from consultation.warehouse.tables import models
from consultation.words.errors import OrganiserError
from tests.cases.canaries import GROUPS, Canaries, Group, canaries, full_export, partial_export
from tests.cases.canary_form import FORM_FILE, FORM_ID, SENT, word
from tests.cases.canary_search import Findings, digests_of, findings_in, words_in_bytes
from tests.cases.command import faire_masse
from tests.cases.given_back import SAVED, at, rows_of, write
from tests.cases.poppler import needs_poppler
from tests.cases.runs import Run, new_run
from tests.cases.withdrawn import own_workbook

AN_EIGHTH = tuple(replace(one, count=max(2, one.count // 8)) for one in GROUPS)

pytestmark = [pytest.mark.prefect, pytest.mark.timeout(900), needs_poppler]


@pytest.fixture(
    scope="module",
    params=[AN_EIGHTH, pytest.param(GROUPS, marks=pytest.mark.exhaustive)],
    ids=["an eighth", "all"],
)
def ended(request, tmp_path_factory):
    """Three runs: after the first export, after all that came since, and once organisers said what
    became of the answers that are missing."""
    folder, fed = tmp_path_factory.mktemp("canaris"), canaries(request.param)
    inbox = folder / "inbox" / FORM_ID
    for path in (inbox, folder / "forms", folder / "tmp"):
        path.mkdir(parents=True)
    (folder / "forms" / f"{FORM_ID}.toml").write_text(FORM_FILE, encoding="utf-8")

    def run():
        return faire_masse("run", "--forms", "forms", folder=folder, TMPDIR=str(folder / "tmp"))

    (inbox / "export-1.tsv").write_bytes(full_export(fed, fed.first))
    runs = [run()]
    (inbox / "export-2.tsv").write_bytes(full_export(fed, fed.second))
    (inbox / "export-3.tsv").write_bytes(partial_export(fed.partial, has_consent=True))
    (inbox / "export-4.tsv").write_bytes(partial_export(fed.unread, has_consent=False))
    requests = [(*request, "AB", "28/03/2022") for request in fed.withdrawals]
    own_workbook(inbox / "retraits.xlsx", requests)
    runs.append(run())
    write(said_deleted(folder / "outputs" / FORM_ID), inbox / "a-decider.xlsx")
    runs.append(run())
    assert [done.stderr for done in runs if done.returncode] == []
    return SimpleNamespace(folder=folder, fed=fed, runs=runs)


def said_deleted(release: Path) -> Workbook:
    """The workbook of decisions, in which all that is missing was deleted on the site."""
    book = load_workbook(release / "organisation" / "a-decider.xlsx")
    for row in rows_of(book[TO_CHECK.title]):
        if "export incomplet" in str(row[TO_CHECK.asked].value):
            row[TO_CHECK.columns.choice].value = "supprimées sur le site"
            row[TO_CHECK.columns.initials].value = "AB"
    return at(book, SAVED)


@pytest.fixture(scope="module")
def pack(ended) -> Findings:
    """What is found in the pack."""
    return findings_in(ended.folder / "outputs" / FORM_ID / "soumission", ended.fed.words)


def told(found: dict[str, list[str]], meaning: dict[str, str]) -> str:
    """What the words found are, and where, for a message."""
    return "\n".join(f"{meaning[one]}: {', '.join(places[:4])}" for one, places in found.items())


def test_there_are_a_thousand_respondents_whose_words_differ() -> None:
    fed = canaries()

    assert sum(group.count for group in GROUPS) >= 1000
    assert not fed.required.keys() & fed.forbidden.keys()
    assert not fed.either.keys() & (fed.required.keys() | fed.forbidden.keys())
    assert len(fed.forbidden) > 10_000
    assert len(fed.required) > 2_500


@pytest.mark.slow
def test_no_refused_word_and_no_way_to_reach_anybody_is_in_the_pack(ended, pack: Findings) -> None:
    leaks = pack.of(ended.fed.forbidden)

    assert leaks == {}, told(leaks, ended.fed.forbidden)
    assert (dict(pack.emails), dict(pack.ip_addresses)) == ({}, {})
    assert not pack.phones.keys() & ended.fed.phones.keys()
    assert not digests_of(ended.fed.emails) & pack.digests.keys()


@pytest.mark.slow
def test_all_that_was_agreed_is_in_the_pack(ended, pack: Findings) -> None:
    lost = {one: [] for one in ended.fed.required if one not in pack.words}

    assert lost == {}, told(lost, ended.fed.required)
    documents = [name for name in pack.files if name.startswith("contributions/")]
    assert len(documents) == ended.fed.contributions


@pytest.mark.slow
def test_nothing_of_anybody_is_in_the_public_folder(ended) -> None:
    """Nobody chose a quote."""
    public = findings_in(ended.folder / "outputs" / FORM_ID / "public", ended.fed.words)

    assert "resultats.html" in public.files
    assert public.of(ended.fed.words) == {}
    assert (dict(public.emails), dict(public.ip_addresses)) == ({}, {})
    assert not public.phones.keys() & ended.fed.phones.keys()


@pytest.mark.slow
@pytest.mark.parametrize("place", [".data/prefect", "tmp", "logs"])
def test_nothing_of_anybody_is_left_by_the_runs(ended, place: str) -> None:
    if place == "logs":
        (ended.folder / "logs").mkdir()
        for number, done in enumerate(ended.runs):
            (ended.folder / "logs" / f"{number}.txt").write_text(done.stdout + done.stderr)
    found = findings_in(ended.folder / place, ended.fed.words)

    assert found.files or place == "tmp"
    assert found.of(ended.fed.words) == {}
    assert not found.emails.keys() & set(ended.fed.emails)
    assert dict(found.ip_addresses) == {}
    assert not found.phones.keys() & ended.fed.phones.keys()


# What the search is worth: a leak made on purpose, in a few respondents' pack.

FEW = (
    Group("own name", 3, "own_name"),
    Group("collective", 2, "collective_name"),
    Group("no name", 3, "anonymous"),
    Group("reflection", 3, "reflection_only"),
)
ONE_TOO_MANY = 9  # the first who said no
IS_ONE_TOO_MANY = f"contributions.submission_id = '{FORM_ID}:{5000 + ONE_TOO_MANY}'"


def few(folder: Path) -> tuple[Run, Canaries]:
    """The tables of a few respondents, built in this process."""
    fed = canaries(FEW)
    run = new_run(folder, form_id=FORM_ID, form=FORM_FILE)
    run.write("export.tsv", full_export(fed, fed.second))
    assert run.ingest() == []
    stages.build_tables(run.folders, FORM_ID)
    return run, fed


def fed_with(monkeypatch: pytest.MonkeyPatch, *changes: tuple[str, str]) -> None:
    """The select of what may leave is changed."""
    changed = []
    for model in models.all_models():
        query = model.query
        for before, after in changes if model.table == "sending.contributions" else ():
            assert query.count(before) == 1
            query = query.replace(before, after)
        changed.append(replace(model, query=query))
    monkeypatch.setattr(models, "all_models", lambda: tuple(changed))


AGREED = "where contributions.is_sendable"
NOT_ASKED = (AGREED, f"{AGREED} or {IS_ONE_TOO_MANY}")
SAID_TO_AGREE = (
    "contributions.consent,",
    f"case when {IS_ONE_TOO_MANY} then 'anonymous' else contributions.consent end as consent,",
)


@pytest.mark.slow
def test_one_row_too_many_is_stopped_by_the_checks(tmp_path: Path, monkeypatch) -> None:
    fed_with(monkeypatch, NOT_ASKED)
    run, _ = few(tmp_path)

    with pytest.raises(OrganiserError, match=r"who_leaves_agreed \(1\)"):
        stages.run_checks(run.folders, FORM_ID)
    with pytest.raises(OrganiserError, match=r"everyone_agreed \(1\)"):
        stages.publish_release(run.folders, FORM_ID)
    assert not run.release.exists()


@pytest.mark.slow
def test_one_row_too_many_is_found_where_no_check_could_tell(tmp_path: Path, monkeypatch) -> None:
    fed_with(monkeypatch, NOT_ASKED, SAID_TO_AGREE)
    run, fed = few(tmp_path)
    stages.publish_release(run.folders, FORM_ID)
    found = findings_in(run.release / "soumission", fed.words)
    leaks = found.of(fed.forbidden)

    expected = {word(purpose, ONE_TOO_MANY) for purpose in SENT}
    assert expected <= leaks.keys() <= expected | {word("shared by refused", 0)}
    for places in leaks.values():
        assert {place.partition("/")[0] for place in places} >= {"contributions", "recueil-01.pdf"}


# The search itself.

ONE = word("arguments", 1)
SAID = {
    "plain": ONE.encode(),
    "capitals": ONE.upper().encode(),
    "utf-16-le": ONE.encode("utf-16-le"),
    "utf-16-be": f"a{ONE}".encode("utf-16-be"),
    "cut by a line": f"{ONE[:7]}-\r\n{ONE[7:]}".encode(),
    "no-break spaces": "\u00a0".join(ONE).encode(),
    "accents apart": "".join(f"{one}\u0301" for one in ONE).encode(),
    "accents composed": ONE.replace("a", "à").replace("e", "é").replace("o", "ö").encode(),
    "wide letters": "".join(chr(ord(one) + 0xFEE0) for one in ONE).encode(),
    "hexadecimal": f"<{ONE.encode().hex()}>".encode(),
    "hexadecimal, UTF-16": f"0{ONE.encode('utf-16-be').hex().upper()}".encode(),
    "octal zeros": "".join(f"\\000{one}" for one in ONE).encode(),
    "entities": "".join(f"&#{ord(one)};" for one in ONE).encode(),
    "percent": "".join(f"%{ord(one):02x}" for one in ONE).encode(),
    "gzip": gzip.compress(ONE.encode()),
    **{f"base64 {n}": base64.b64encode(b"x" * n + ONE.encode() + b"y") for n in range(4)},
    "base64, lines": base64.encodebytes(b"x" * 50 + ONE.encode() + b"y" * 50),
    "base64, UTF-16": base64.b64encode(ONE.encode("utf-16-le")),
}


@pytest.mark.parametrize("way", SAID)
def test_a_word_is_found_however_it_is_written(tmp_path: Path, way: str) -> None:
    (tmp_path / "file").write_bytes(SAID[way])
    zipped = io.BytesIO()
    with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("file", SAID[way])
    with zipfile.ZipFile(tmp_path / "deep.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("inside.zip", zipped.getvalue())

    assert findings_in(tmp_path, [ONE]).of([ONE]) == {ONE: ["deep.zip", "file"]}


def test_a_word_is_found_in_a_name_of_a_file_only(tmp_path: Path) -> None:
    (tmp_path / ONE.upper()).write_bytes(b"nothing")

    assert findings_in(tmp_path, [ONE]).of([ONE]) == {ONE: [ONE.upper()]}
    assert words_in_bytes(b"nothing") == set()
