"""A refusal in a row that nobody could read holds the pack back."""

from __future__ import annotations

from tests.cases.erasures import ask
from tests.cases.runs import tables_told
from tests.cases.small import FORM, export, row, small_run

YES = row(1, Envoi="Oui, sans nom", Courriel="ada@example.org")
OTHER = row(3, Envoi="Oui, sans nom")
TOLD = "ne dit pas oui"


def told(run, words: str = TOLD) -> list[str]:
    """Why the pack waits, where it is for such a refusal."""
    run.build(*tables_told(), "sending.contributions")
    return [reason for reason in run.reasons() if words in reason]


def test_of_a_rejected_row_until_a_whole_export_has_it(tmp_path):
    run = small_run(tmp_path, YES, OTHER)
    assert told(run) == []

    no = {"Envoi": "Non", "Courriel": "ada@example.org", "modified": "27/02/2022 - 10:00"}
    run.write("broken.tsv", export([row(1, **no, completed="hier"), row(2), OTHER, row(4)]))
    assert len(told(run)) == 1
    assert 1 in run.sent_sids()

    run.write("whole.tsv", export([row(1, **no), row(2), OTHER, row(4), row(5)]))
    assert (told(run), 1 in run.sent_sids()) == ([], False)


def test_of_a_row_whose_cells_are_not_in_place_until_it_is_withdrawn(tmp_path):
    run = small_run(tmp_path, YES, OTHER)
    broken = [*row(1, Envoi="Non", modified="27/02/2022 - 10:00"), "de trop"]
    unknown = row(2, Envoi="Non", completed="hier")
    run.write("broken.tsv", export([broken, unknown, OTHER, row(4)]))
    assert len(told(run, "2 réponses qui ne disent pas oui")) == 1

    ask(run, "1", "2", request="retirer")
    assert (told(run, "pas oui"), 1 in run.sent_sids()) == ([], False)
    assert not any("introuvable" in reason for reason in run.reasons())


def test_under_rules_and_boxes_to_tick_too(tmp_path):
    form = FORM.replace("reflection_only =", 'requires = { mode = "velo" }\nreflection_only =')
    run = small_run(tmp_path, row(1, Envoi="Oui, sans nom", Mode="Vélo"), form=form)
    run.write("broken.tsv", export([row(1, Envoi="Non", completed="hier"), row(2)]))

    assert len(told(run)) == 1


def test_of_an_address_that_cannot_be_read(tmp_path):
    run = small_run(tmp_path, YES, row(2, Envoi="Non", Courriel="ada chez example"))
    assert len(told(run)) == 1

    run = small_run(tmp_path / "others", YES, row(2, Envoi="Oui, sans nom", Courriel="ada chez"))
    assert told(run) == []
