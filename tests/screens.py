"""What the screens of the local page say of small consultations, in tests/cases/screens/.

`python -m tests.screens` writes them again: read what changed before you commit it, as an
organiser would. tests/rooms/page/test_screens.py compares them.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

from consultation.releases.freezing import freeze
from consultation.runs.journal import FormRecord, begin_run, end_run, note_form
from tests.cases.coded import published_coded_run
from tests.cases.doubtful import doubtful_run
from tests.cases.drafts import LONG, NAMES, export_of, some
from tests.cases.page import Fields, PageClient
from tests.cases.places import ROOT
from tests.cases.runs import Run, folders_in
from tests.cases.screen_text import screen_text
from tests.cases.small import FORM, FORM_ID, export, row, small_run

WRITTEN = ROOT / "tests" / "cases" / "screens"
HERE = f"/consultations/{FORM_ID}"
AGREED = {"Envoi": "Oui, sans nom"}
ASKED = {
    ("", "Nom"): NAMES,
    ("", "Courriel"): [f"n{number}@example.org" for number in range(30)],
    ("", "Vous êtes"): some("Citoyen", "Association"),
    ("", "Une idée ?"): LONG,
    ("", "Acceptez-vous que votre réponse soit envoyée ?"): some("Oui, en mon nom", "Non"),
}


def _shown(page: PageClient, **paths: str) -> Iterator[tuple[str, str]]:
    """Each screen, by its name: `_` stands for `-`."""
    yield from ((name.replace("_", "-"), page.get(path).text) for name, path in paths.items())


def _sent(page: PageClient, path: str, content: bytes) -> str:
    """What stands on the screen once a form was sent."""
    return page.ask("POST", path, content, hx_request="true").text


def empty(folder: Path) -> Iterator[tuple[str, str]]:
    """A project without own forms, then an export dropped and declared."""
    page = PageClient(folders_in(folder, are_made=True))
    yield "accueil-vide", page.get("/").text
    where = page.drop("quartier.tsv", export_of(ASKED)).json()["where"]
    yield "fichier-a-declarer", page.get(where).text
    new = f"/consultations/nouvelle?fichier={where.rpartition('/')[2]}"
    asked = page.get(new).text
    yield "nouvelle", asked
    yield "nouvelle-refusee", _sent(page, new, Fields(asked).sent(do="save"))
    photo = page.drop("photo.png", b"\x89PNG\r\n\x1a\n\x00").json()["where"]
    yield from _shown(page, fichier_illisible=photo, adresse_inconnue="/nulle-part")


def with_doubts(folder: Path) -> Iterator[tuple[str, str]]:
    """Doubts, texts with letters, a request that was obeyed."""
    run = doubtful_run().copied(folder)
    page = PageClient(run.folders)
    for number in (1, 2, 3):
        yield f"verifier-{number}", page.get(f"{HERE}/verifier?n={number}").text
    yield from _shown(page, resultats_sans_codage=HERE, relire_copie=f"{HERE}/relire?n=4")
    yield from _shown(page, coder_questions=f"{HERE}/relire/coder")
    seen = urlencode({"who": "SID 8", "request": "erase", "remark": "vu", "initials": "CD"})
    yield "retrait-vu", _sent(page, f"{HERE}/retraits/voir", seen.encode())
    yield "retrait-note", _sent(page, f"{HERE}/retraits", seen.encode())
    yield "retraits", page.get(f"{HERE}/retraits").text


def coded(folder: Path) -> Iterator[tuple[str, str]]:
    """Texts to read again, that two people coded; a version was frozen."""
    run = published_coded_run().copied(folder)
    freeze(run.folders.outputs, FORM_ID, "juin", even_a_project=True)
    page = PageClient(run.folders)
    yield from _shown(page, accueil="/", resultats=HERE, resultats_geles=f"{HERE}?depot=juin")
    chosen = "?f=category%3Dcitoyen&q=cameras#choix"
    yield from _shown(page, resultats_choisis=f"{HERE}{chosen}", envoyer_projet=f"{HERE}/envoyer")
    yield "publier", page.get(f"{HERE}/publier").text
    shown = page.get(f"{HERE}/relire").text
    yield "relire", shown
    key = Fields(shown)["key"]
    sent = urlencode({"n": "1", "key": key, "choice": "send", "initials": "éb"})
    yield "relire-decide", _sent(page, f"{HERE}/relire", sent.encode())
    yield from _shown(page, relire_vite=f"{HERE}/relire/vite", declaration=f"{HERE}/declaration")
    back = page.drop("rendu.xlsx", run.to_decide.read_bytes()).json()["where"]
    yield "classeur-rendu", page.get(back).text


def ready_to_send(folder: Path) -> Iterator[tuple[str, str]]:
    """A pack that may leave, then what came since it left."""
    form = f"{FORM}\n[review]\nrequired = false\n[publish]\npublic = true\n"
    run = small_run(folder, row(1, **AGREED), row(2, **AGREED), form=form)
    _published(run)
    page = PageClient(run.folders)
    yield "envoyer-pret", page.get(f"{HERE}/envoyer").text
    freeze(run.folders.outputs, FORM_ID, "juin")
    run.write("suite.tsv", export([row(1, **AGREED), row(3, **AGREED), row(4, **AGREED)]))
    _published(run)
    yield from _shown(page, envoyer_additif=f"{HERE}/envoyer", passage_fini="/passages")


def _published(run: Run) -> None:
    begin_run(run.folders)
    run.publish(with_pack=True)
    end_run(run.folders, "went_well", "1 formulaire à jour")


def with_problems(folder: Path) -> Iterator[tuple[str, str]]:
    """A form file to correct, one without a run, a run with problems, a run that was killed."""
    run = small_run(folder, row(1))
    run.folders.form_file("casse").write_text("title = [", encoding="utf-8")
    long_title = FORM.replace("Petit formulaire", "A" * 200)
    run.folders.form_file("vide").write_text(long_title, encoding="utf-8")
    note_form(run.folders, FORM_ID, FormRecord(failure="Une colonne est inconnue."))
    begin_run(run.folders, "service")
    end_run(run.folders, "problems", "Un formulaire n’a pas pu être publié.")
    page = PageClient(run.folders)
    yield from _shown(page, accueil_a_corriger="/", passage_a_corriger="/passages")
    yield from _shown(page, resultats_rien_de_publie=HERE, titre_long="/consultations/vide")
    yield from _shown(page, declaration_a_corriger="/consultations/casse/declaration")
    yield from _shown(page, relire_trop_tot="/consultations/vide/relire")
    begin_run(run.folders)
    yield "passage-interrompu", page.get("/passages").text


WORLDS = {
    world.__name__: world for world in (empty, with_doubts, coded, ready_to_send, with_problems)
}


def screens(world: str, folder: Path) -> dict[str, str]:
    """The words of each screen of a consultation, by its name."""
    return {name: screen_text(page) for name, page in WORLDS[world](folder)}


if __name__ == "__main__":
    for world in WORLDS:
        (WRITTEN / world).mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory() as made:
            for name, text in screens(world, Path(made)).items():
                (WRITTEN / world / f"{name}.txt").write_text(text, encoding="utf-8")
