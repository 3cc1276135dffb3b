"""The organisers' folder of a release: everyone's answers, for the house only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from consultation.machine.csv_files import write_csv
from consultation.machine.disk import write_text
from consultation.notices import codebook
from consultation.notices.notices import notices_beside_rereading
from consultation.notices.rereading import rereading_of
from consultation.organisation.contacts import (
    blank_withdrawals,
    contacts_workbook,
    receipts_workbook,
)
from consultation.organisation.synthese import synthese_workbook
from consultation.releases.freezing import Frozen
from consultation.releases.still_held import still_held
from consultation.warehouse.build.publications import publications_of
from consultation.warehouse.published.published import write_published_copy
from consultation.warehouse.store.connection import Connection, execute
from consultation.workbooks import write_workbook

# All that a withdrawn person's contribution may have gone by.
WITHDRAWN_REFERENCES = """
select distinct given.reference
from respondents.withdrawals as withdrawals
inner join pseudonyms.submissions as given using (submission_id)
"""


def database_in(release: Path) -> Path:
    """The database of a release."""
    return release / "organisation" / "consultation.duckdb"


def write(connection: Connection, release: Path, frozen: Sequence[Frozen] = ()) -> str:
    """The folder `organisation/` and LISEZMOI.txt are in the release.

    Requests to withdraw are told which `frozen` releases still hold their contribution.

    Returns the digest of the published database's content.
    """
    folder = release / "organisation"
    for below in (folder, folder / "statistiques", folder / "confidentiel"):
        below.mkdir(mode=0o700)
    # DuckDB copies on its own threads while Python writes the workbooks: half of the time.
    with ThreadPoolExecutor(max_workers=1) as pool:
        copy = pool.submit(write_published_copy, connection, database_in(release))
        _write_sheets(connection, release, folder)
        _write_withdrawals(connection, folder, frozen)
        return copy.result()


def _write_sheets(connection: Connection, release: Path, folder: Path) -> None:
    form = _form(connection)
    synthese = publications_of(connection, "synthese")
    notices = notices_beside_rereading(connection)
    workbook = synthese_workbook(form, synthese, notices, rereading_of(connection))
    write_workbook(folder / "synthese.xlsx", workbook)
    contacts = publications_of(connection, "contacts")["contacts"]
    contacts_file = folder / "confidentiel" / "contacts.xlsx"
    write_workbook(contacts_file, contacts_workbook(form, contacts))
    contacts_file.chmod(0o600)
    tables = publications_of(connection, "statistiques")
    for name, table in tables.items():
        write_csv(folder / "statistiques" / f"{name}.csv", table.columns, table.rows())
    book = folder / "statistiques" / f"{codebook.NAME}.csv"
    write_csv(book, codebook.COLUMNS, codebook.codebook(connection, tables))
    write_text(release / "LISEZMOI.txt", readme(form))


def _write_withdrawals(connection: Connection, folder: Path, frozen: Sequence[Frozen]) -> None:
    """The model to fill, and what became of the requests that were given back."""
    form = _form(connection)
    write_workbook(folder / "retraits.xlsx", blank_withdrawals(form))
    requests = publications_of(connection, "retraits")["demandes"]
    if not requests.row_count:
        return
    references = {reference for (reference,) in execute(connection, WITHDRAWN_REFERENCES)}
    receipts = folder / "confidentiel" / "retraits-accuses.xlsx"
    write_workbook(receipts, receipts_workbook(form, requests, still_held(frozen, references)))
    receipts.chmod(0o600)


def _form(connection: Connection) -> Mapping[str, object]:
    """The form's declaration, and when it was last answered."""
    rows = execute(
        connection,
        "select form_id, title, recipient, closes_at at time zone 'UTC' at time zone time_zone,"
        " (select max(submitted_at) from clean.submissions) at time zone 'UTC'"
        " at time zone time_zone, thresholds.sheet_row_limit"
        " from form.form cross join form.thresholds as thresholds",
    )
    names = ("form_id", "title", "recipient", "closes_at", "last_submitted_at", "row_limit")
    return dict(zip(names, rows[0], strict=True))


def readme(form: Mapping[str, object]) -> str:
    """What each file is, for whom, and which may leave the house."""
    title = f"{form['title']} ({form['form_id']})"
    return f"""{title}
{"=" * len(title)}

Ce dossier est remplacé en entier à chaque calcul qui apporte du nouveau. N'y travaillez pas :
copiez ailleurs ce que vous voulez modifier.

organisation/    INTERNE. Contient les réponses de tout le monde, y compris celles données
                 « pour réflexion seulement ». À ne pas transmettre, à ne pas publier.

  synthese.xlsx              À ouvrir en premier (LibreOffice, Excel). La feuille Lisez-moi dit
                             ce qui reste à faire et comment lire les chiffres.
  statistiques/*.csv         Les mêmes comptes en tableaux simples, sans aucun texte libre.
                             UTF-8, séparateur virgule, point décimal. Une cellule qui
                             commencerait comme une formule (= + - @) est précédée d'une
                             apostrophe : retirez-la pour retrouver le texte exact.
                             codebook.csv dit ce qu'est chaque tableau et chaque colonne.
                             À garder dans la maison tant que personne ne les a relus : de petits
                             effectifs peuvent désigner quelqu'un.
  consultation.duckdb        La base pour les questions en SQL (DuckDB 1.4 ou plus récent).
                             Sans adresse électronique ni téléphone. Pour commencer :
                             faire-masse sql --list
  parquet/*.parquet          Les principales tables de cette base, pour R, polars, datasette.
  confidentiel/contacts.xlsx Les adresses de celles et ceux qui en ont donné une, ce qu'ils et
                             elles demandent, et la référence de leur contribution. Réservé aux
                             personnes chargées de répondre.
  retraits.xlsx              À copier et à remplir quand quelqu'un demande que sa réponse soit
                             retirée ; à déposer ensuite avec les exports.
  confidentiel/retraits-accuses.xlsx
                             Ce que sont devenues ces demandes, et le texte à renvoyer.

soumission/      POUR LE RÉGULATEUR. Ce que chaque personne a accepté de transmettre, et rien
                 d'autre : un document par contribution, la note de méthode, l'index, l'annexe
                 statistique. Se suffit à lui-même. À ne pas envoyer tant que la première page
                 porte « PROJET ». Absent quand personne n'a accepté de transmission.

manifest.json    Les fichiers lus et produits, avec leurs empreintes, et les comptes.
SHA256SUMS       Pour vérifier que rien n'a changé : faire-masse verify <ce dossier>
"""
