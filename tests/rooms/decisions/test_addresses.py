"""Who says no, and who withdraws, is found by the mailbox, however it is written."""

import pytest

from tests.cases.given_back import execute_in
from tests.cases.runs import Run
from tests.cases.small import row, small_run
from tests.cases.withdrawn import filled

SPELLINGS = (
    *("mailto:{}", "<{}>", "Ana Invent <{}>", "{}.", "{};", '"{}"', "« {} »", "‘{}’", "({})"),
    *("\u200b{}", "\u00ad{}", "{}\ufeff", "MAILTO:{}?subject=Non", "{} ; {}", " {} ,"),
)
WIDE = {ord("p"): "ｐ", ord("@"): "＠", ord("."): "．"}


def spelled() -> list[str]:
    """Each spelling with a mailbox of its own, the last in full-width letters."""
    written = [one.replace("{}", f"p{n}@example.org") for n, one in enumerate(SPELLINGS)]
    return [*written, f"p{len(SPELLINGS)}@example.org".translate(WIDE)]


def said(sid: int, address: str, **cells: str) -> list[str]:
    return row(sid, Courriel=address, Texte=f"avis {sid}", **{"Envoi": "Oui, sans nom"} | cells)


def withdraw(once: Run, run: Run, *addresses: str) -> None:
    asked = [{"who": address, "choice": "retirer"} for address in addresses]
    filled(once.to_decide, run.inbox / "r.xlsx", *asked)


def test_a_no_reaches_the_yes_of_the_same_mailbox_also_a_no_for_a_collective(tmp_path):
    rows = [
        said(94, "ana@example.org"),
        said(95, "mailto:ANA@example.org", Envoi="Non", Qui="Association"),
        said(96, "bo@example.org"),
        said(97, "bo@example.org", Envoi="Oui, au nom du collectif", Qui="Association"),
    ]
    for number, address in enumerate(spelled()):
        early, late = f"10/02/2022 - 10:{number:02}", f"11/02/2022 - 10:{number:02}"
        rows.append(said(2 * number + 1, f"p{number}@example.org", at=early))
        rows.append(said(2 * number + 2, address, Envoi="Non", at=late))
    run = small_run(tmp_path, *rows, said(98, "p98@example.org, p99@example.org"))

    run.build("clean.set_aside_cells", "sending.contributions")

    assert run.sent_sids() == {96, 97, 98}
    assert run.query("select submission_id, rule from clean.set_aside_cells") == [
        ("petit:98", "not_an_email")
    ]


@pytest.mark.slow
def test_a_withdrawal_reaches_every_spelling_and_is_reached_by_it(once, tmp_path):
    written = spelled()
    plain = [f"p{number}@example.org" for number in range(len(written))]
    run = small_run(tmp_path, *(said(sid, one) for sid, one in enumerate([*written, "z@a.org"], 1)))
    withdraw(once, run, f"Ana Invent, {plain[0]}", *plain[1:8], *written[8:])

    assert run.build("sending.contributions") == []

    assert run.sent_sids() == {len(written) + 1}


@pytest.mark.slow
def test_a_withdrawal_that_another_version_stored_is_spelled_anew(once, tmp_path):
    run = small_run(tmp_path, said(1, "ana@example.org"), said(2, "bo@example.org"))
    withdraw(once, run, "ana@example.org")
    run.build("sending.contributions")
    execute_in(run, "update raw.withdrawals set identifier = '“ＡＮＡ@example.org\u200b”'")

    run.build("sending.contributions")

    assert run.sent_sids() == {2}
