"""The screen on which the pack is given, frozen, and what was sent is followed."""

from __future__ import annotations

import pytest

from tests.cases.erasures import ask
from tests.cases.page import PageClient
from tests.cases.small import FORM, FORM_ID, row, small_run

pytestmark = pytest.mark.slow

HERE = f"/consultations/{FORM_ID}"
AGREED = {"Envoi": "Oui, sans nom"}


@pytest.fixture(scope="module")
def ready(tmp_path_factory):
    """A published run whose pack may be sent."""
    rows = row(1, **AGREED), row(2, **AGREED)
    form = f"{FORM}\n[review]\nrequired = false\n"
    run = small_run(tmp_path_factory.mktemp("ready"), *rows, form=form)
    run.publish(with_pack=True)
    return run


@pytest.fixture
def run(ready, tmp_path):
    return ready.copied(tmp_path)


def shown(run, path: str = "envoyer") -> str:
    """A screen, with plain spaces."""
    return PageClient(run.folders).get(f"{HERE}/{path}").text.replace("\u00a0", " ")


def test_a_request_that_waits_keeps_the_pack_here_until_a_run_obeys_it(run):
    assert "Prêt à envoyer ? Oui : 2 contributions" in shown(run)
    ask(run, "1", request="retirer")
    page = PageClient(run.folders)
    frozen = page.ask("POST", f"{HERE}/figer", b"name=mai", hx_request="true")

    assert "Prêt à envoyer ? Non. Une demande de retrait attend" in shown(run)
    assert "Appliquer le retrait" in shown(run)
    assert f'href="{HERE}/soumission.zip"' not in shown(run)
    assert page.get(f"{HERE}/soumission.zip").status_code == 400
    assert (frozen.status_code, "demande de retrait attend" in frozen.text) == (400, True)
    assert [path.name for path in run.folders.outputs.iterdir()] == [FORM_ID]

    run.publish(with_pack=True)
    assert "Prêt à envoyer ? Oui : 1 contribution." in shown(run)
    assert page.get(f"{HERE}/soumission.zip").status_code == 200
