"""A consultation in which everything happens: a box of each kind, doubts of each kind, a letter and
its copies, two exports of which the second changes what the first said, requests to withdraw."""

from __future__ import annotations

from pathlib import Path

from tests.cases.erasures import ask
from tests.cases.runs import Run, shared_run
from tests.cases.small import FORM, export, row, small_run

DOUBTFUL_FORM = FORM.replace("ignored =", "closes_at = 2022-03-10T00:00:00\nignored =", 1)
AGREED = {"Envoi": "Oui, sans nom"}
LETTER = (
    "Madame la maire, je vous demande de rouvrir la ligne de train avant la rentrée, avec des"
    " places assises pour toutes et tous, des vélos à bord et une gare ouverte du matin au soir."
)
ADDED = " Ma grand-mère ne conduit plus et ne voit plus personne depuis deux ans."
TWIN = {"Nom": "Bo Invent", "Commune": "Brest", "Code_postal": "29200"}
ANA = {"Courriel": "ana@example.org", "Nom": "Ana Invent", "at": "12/02/2022 - 10:00"}
AT = "14/02/2022 - 12:30"
LATE = "12/03/2022 - 10:00"
NAMED = {"Envoi": "Oui, en mon nom", "Qui": "Citoyen·ne"}
# As they are in both exports.
SAME = [
    row(1, **NAMED, **TWIN, Texte="Trop cher, écrivez à bo@example.org.", Bruit="X"),
    row(2, **NAMED, **TWIN, Mode="Vélo", En_ville="Pour"),
    row(4, **AGREED, Texte=LETTER, Combien="3", Quand="01/02/2022", À_quelle_heure="08:30"),
    row(5, **AGREED, Texte=LETTER + ADDED, Mode="Autre", Autre_mode="trottinette"),
    row(6, Envoi="Non", Texte=LETTER, Code_postal="75011"),
    row(7, draft="1"),
    row(8, **AGREED, Courriel="deux@example.org", Mode="Train"),
    row(9, **AGREED, Courriel="deux@example.org", Mode="Vélo", at="20/02/2022 - 10:00"),
    row(10, **AGREED, Collectif="Les Lilas", Qui="Association", **{"Prix,_coût": "X"}),
    row(11, Mode="Trottinette", Code_postal="trois"),
]
FIRST = [
    *SAME,
    row(18, draft="1", at="16/02/2022 - 09:00"), row(19, **NAMED, Nom="Dominique Fictif"),
    row(20, **AGREED), row(21, **AGREED, Courriel="trois@example.org"),
    row(3, **ANA, Envoi="Non"), row(12, Texte="Avant", **AGREED), row(13, **AGREED),
    row(14, **AGREED, Courriel="parti@example.org"),
]  # fmt: skip
SECOND = [
    *SAME,
    row(18, **AGREED, at="16/02/2022 - 09:00", modified=AT),
    row(19, **NAMED, Nom="Dom Fictif", modified=AT),
    row(20, Envoi="Non", modified=AT), row(21, **AGREED, Courriel="trois@example.org"),
    row(22, **AGREED, Courriel="trois@example.org", at="24/02/2022 - 10:00"),
    row(3, **ANA, **AGREED, modified=AT), row(12, Texte="Après", **AGREED, modified=AT),
    row(14, **AGREED, Courriel="parti@example.org"), row(15, **AGREED, at="21/02/2022 - 10:00"),
    row(16, at=LATE, completed=LATE), row(30, at="22/02/2022 - 10:00")[:-2],
]  # fmt: skip


@shared_run
def doubtful_run(folder: Path) -> Run:
    """The run, published after each export, made once for all; no test changes it."""
    run = small_run(folder, *FIRST, form=DOUBTFUL_FORM)
    run.publish()
    ask(run, "14", request="retirer")
    run.write("suite.tsv", export(SECOND))
    run.write("vide.tsv", b"")
    run.publish()
    return run
