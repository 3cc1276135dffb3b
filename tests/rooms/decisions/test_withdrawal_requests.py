"""Withdrawals, from the model that is published to the inbox and the next run."""

import datetime as dt

import pytest

from consultation.machine.references import reference
from tests.cases.places import REFERENCE_KEY
from tests.cases.runs import Run, sheet_of, tables_of_notices
from tests.cases.small import FORM_ID, export, row, small_run
from tests.cases.withdrawn import filled

pytestmark = pytest.mark.slow

WITHDRAW, REFLECT, CANCEL = "retirer", "réflexion seulement", "annuler la demande"
ROWS = [
    row(1, Courriel="ana@example.org", Envoi="Oui, en mon nom", Nom="Ana Invent", Texte="un"),
    row(2, Courriel="ana@example.org", Envoi="Oui, en mon nom", Nom="Ana Invent", Texte="deux"),
    row(3, Envoi="Oui, sans nom", Texte="trois"),
    row(4, Courriel="bo@example.org", Envoi="Oui, sans nom", Texte="quatre"),
]


@pytest.fixture(scope="module")
def published(tmp_path_factory) -> Run:
    run = small_run(tmp_path_factory.mktemp("published"), *ROWS)
    run.publish()
    return run


def ask(run: Run, *rows: dict[str, object], name: str = "retraits.xlsx", **saved) -> None:
    model = run.release / "organisation" / "a-decider.xlsx"
    filled(model, run.inbox / name, *rows, **saved)


def receipts(run: Run) -> list[tuple[str, str, int]]:
    workbook = run.release / "organisation" / "confidentiel" / "retraits-accuses.xlsx"
    rows = sheet_of(workbook, "Accusés de retrait")
    colon = "\u00a0:"
    return [(one["Demande"], one["État"].partition(colon)[0], one["Soumissions"]) for one in rows]


OF_1, OF_3 = (reference(REFERENCE_KEY.read_bytes().strip(), f"{FORM_ID}:{sid}") for sid in (1, 3))


def test_however_it_is_written(run):
    spellings = {
        f"{FORM_ID}:2": (2, "2", 2.0, "n° 2", "#2", f"{FORM_ID}:2"),
        "ana@example.org": ("mailto:ana@example.org", "Ana Invent <ana@example.org>"),
        OF_1: (OF_1, OF_1.replace("-", "")),
    }
    ask(run, *({"who": one, "choice": WITHDRAW} for each in spellings.values() for one in each))

    assert run.ingest() == []

    found = run.query("select identifier, count(*) from raw.withdrawals group by all")
    assert dict(found) == {identifier: len(each) for identifier, each in spellings.items()}


def test_a_withdrawal_holds_whatever_exports_follow_or_come_again(run):
    """Also of who takes off their address: one that somebody ever left is theirs."""
    asked = (("ana@example.org", WITHDRAW), (3, REFLECT), ("bo@example.org", WITHDRAW))
    ask(run, *({"who": who, "choice": choice} for who, choice in asked))
    run.ingest()
    (run.inbox / "retraits.xlsx").unlink()
    run.write("again.tsv", export(ROWS))
    edited = {"at": "18/02/2022 - 10:04", "modified": "28/02/2022 - 10:00"}
    changed = row(4, Envoi="Oui, en mon nom", Nom="Bo", Texte="quatre", **edited)
    again = row(5, Courriel="ana@example.org", Envoi="Oui, sans nom", Texte="cinq")
    run.write("later.tsv", export([*ROWS[:3], changed, again, row(6, Envoi="Oui, sans nom")]))

    run.publish()

    assert run.sent_sids() == {6}
    assert run.flow() == {"withdrawn": 4, "counted": 2}
    done = ((WITHDRAW, 3), (REFLECT, 1), (WITHDRAW, 1))
    assert receipts(run) == [(request, "Appliquée", count) for request, count in done]


def test_a_refused_workbook_that_comes_back_corrected_asks_once(run):
    both = ({"who": 4, "choice": WITHDRAW}, {"who": "nobody@example.org", "choice": WITHDRAW})
    ask(run, *both, {"who": "la dame de mardi", "choice": WITHDRAW})
    assert len(run.ingest()) == 1
    (run.inbox / "retraits.xlsx").unlink()

    later = dt.datetime(2026, 11, 24, 16, 30)  # noqa: DTZ001 - as a workbook tells it, in UTC
    ask(run, *both, {"who": 3, "choice": WITHDRAW}, name="corrigé.xlsx", saved=later)
    run.publish()

    assert run.sent_sids() == {2}
    applied, unfound = (WITHDRAW, "Appliquée", 1), (WITHDRAW, "Introuvable", 0)
    assert sorted(receipts(run)) == [applied, applied, unfound]
    assert "1 demande de retrait ne trouve" in " ".join(run.reasons())


ANOTHER_COLUMN = export([row(3, Envoi="Non")]).replace(b"Envoi", b"Accord nouveau")


@pytest.mark.parametrize(
    ("name", "content", "count"),
    [
        ("retraits.ods", b"Qui;Choix\nana@example.org;retirer\n", 1),
        ("suite.tsv", ANOTHER_COLUMN, 1),  # refused whole: a refusal may be in it
        ("vide.tsv", b"", 0),
    ],
)
def test_a_file_that_nobody_can_read_holds_the_pack(run, name, content, count):
    run.write(name, content)
    run.build(*tables_of_notices())

    told = "1 fichier déposé n’a pas pu être lu\u00a0: le refus de quelqu’un, ou une demande"
    assert " ".join(run.reasons()).count(told) == count


def test_a_request_that_found_nobody_is_closed_by_a_later_one_that_cancels_it(run):
    ask(run, {"who": "anna@example.org", "choice": WITHDRAW})
    run.build(*tables_of_notices(), "publications.a_decider__a_faire")
    assert "1 demande de retrait ne trouve aucune réponse" in " ".join(run.reasons())
    [(task, count)] = run.query(
        'select "À faire", "À traiter" from publications.a_decider__a_faire'
        """ where "Feuille" = 'Retraits'"""
    )
    assert (task.startswith("Demandes de retrait qui ne trouvent aucune"), count) == (True, 1)

    later = dt.datetime(2026, 12, 1, 10)  # noqa: DTZ001
    ask(run, {"who": "Anna@example.org", "choice": CANCEL}, name="suite.xlsx", saved=later)
    run.build(*tables_of_notices())

    assert "ne trouve" not in " ".join(run.reasons())
