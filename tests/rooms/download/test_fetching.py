"""An export fetched over real HTTP from a site that answers as Drupal does, and from its faults."""

from __future__ import annotations

import datetime as dt
import ssl
from datetime import timedelta
from importlib.metadata import version
from zoneinfo import ZoneInfo

import pytest
from pydantic import SecretStr

from consultation.download.conversation import Bounds
from consultation.download.credentials import Credentials, read_account_file
from consultation.download.visit import fetch
from consultation.forms.form import read_form
from consultation.machine.settings import FetchSettings, fetch_settings
from consultation.runs.fetched_files import NAME as NAME_OF_NOTES
from consultation.runs.fetched_files import Check, note_check, read_checks
from consultation.warehouse.store.connection import open_database
from consultation.warehouse.store.read_files import note_fetches
from tests.cases.drupal_site import NAME, NODE, PASSWORD, Drupal, drupal
from tests.cases.errors import error_of
from tests.cases.runs import Run, tables_of_notices
from tests.cases.small import COLUMNS, FORM, FORM_ID, export, row, small_run
from tests.cases.webform import delimited, header

ACCOUNT = Credentials(SecretStr(NAME), SecretStr(PASSWORD))
WAYS = FetchSettings("contact@example.org", timedelta(0))
BOUNDS = Bounds(visit=20, silence=0.6, standstill=0.3, file_bytes=100_000)
THREE = export([row(1), row(2, Texte="d'une\r\nà l'autre"), row(3, draft="1")])


@pytest.fixture
def site() -> Drupal:
    return Drupal(content=THREE, totals=[3])


@pytest.fixture
def run(tmp_path) -> Run:
    run = small_run(tmp_path, row(1))
    (run.inbox / "export.tsv").unlink()
    return run


def fetched(run: Run, site: Drupal, page: str = f"/node/{NODE}", account=ACCOUNT, **tls):
    with drupal(site, **tls) as address:
        source = f'\n[source]\nurl = "{address}{page}"\n'
        run.form_file.write_text(FORM + source, encoding="utf-8")
        return fetch(run.folders, FORM_ID, account, WAYS, BOUNDS)


def names(run: Run) -> list[str]:
    """Everything in the inbox, hidden or not but for the notes, and what is left of work under
    way."""
    return sorted(
        path.name
        for place in (run.inbox, run.folders.data)
        for path in place.rglob("*")
        if path.is_file() and path.name != NAME_OF_NOTES
    )


@pytest.mark.slow
def test_the_full_export_is_in_the_inbox_under_the_day(run, site):
    given = fetched(run, site)

    day = dt.datetime.now(ZoneInfo("Europe/Paris")).date().isoformat()
    assert (given.answer_count, given.file_name) == (3, f"{day}-complet.tsv")
    assert (run.inbox / given.file_name).read_bytes() == THREE
    assert names(run) == [given.file_name]
    assert run.build() == []
    assert site.agents == {f"faire-masse/{version('faire-masse')} (+contact@example.org)"}
    assert site.asked[-1] == "GET /user/logout"
    assert not site.sessions
    assert sum(one.startswith("POST /user") for one in site.asked) == 1


def test_the_same_bytes_leave_nothing_and_others_of_the_day_stand_beside(run, site):
    first = fetched(run, site)
    assert fetched(run, site).file_name == ""

    site.content, site.totals = export([row(1)]), [1]
    second = fetched(run, site)
    assert second.file_name == first.file_name.replace("complet", "complet-2")
    assert names(run) == sorted([first.file_name, second.file_name])


@pytest.mark.parametrize("page", ["/node/17/webform-results?page=2", "/petit-formulaire-164"])
def test_a_form_is_known_by_any_of_its_pages(run, site, page):
    site.page_of_form, site.today = page, "2026-11-26"

    assert fetched(run, site, page).answer_count == 3


def test_a_form_without_answers_has_no_file(run, site):
    site.totals = [0]

    assert fetched(run, site).answer_count == 0
    assert names(run) == []


@pytest.mark.parametrize("before_and_after", [(2, 3), (3, 4)])
def test_answers_that_move_meanwhile_are_asked_for_again(before_and_after, run, site):
    site.totals = [*before_and_after, 3]  # then three, three

    assert fetched(run, site).answer_count == 3
    assert sum(one.endswith("download-file") for one in site.asked) == 2


# Twenty people answered, and eight of them were deleted on the site: the last one among them.
WHOLE = [row(sid, Envoi="Oui, sans nom", Texte="bonjour") for sid in range(1, 21)]
LEFT = [one for one in WHOLE if int(one[1]) % 5 not in (0, 3)]


@pytest.fixture
def thinned(run) -> Run:
    """A form of which an export was made before eight answers were deleted, and nothing else."""
    run.write("avant.tsv", export(WHOLE))
    return run


def after_deletions() -> Drupal:
    return Drupal(content=export(LEFT), totals=[len(LEFT)])


def test_deletions_on_the_site_are_seen_though_nothing_else_happened(thinned):
    thinned.build("statistics.flow")
    assert thinned.flow() == {"counted": 20}

    fetched(thinned, after_deletions())
    thinned.build("statistics.flow")

    assert thinned.flow() == {"vanished": 8, "counted": 12}


@pytest.mark.slow
def test_neither_the_order_of_arrival_nor_a_second_copy_changes_what_a_fetch_proves(thinned):
    older = (thinned.inbox / "avant.tsv").rename(thinned.folders.data.parent / "avant.tsv")
    thinned.write("a la main.tsv", export(LEFT))
    thinned.build("statistics.flow")
    assert fetched(thinned, after_deletions()).file_name == ""  # these bytes are there
    thinned.build("statistics.flow")
    older.rename(thinned.inbox / "avant.tsv")
    thinned.build("statistics.flow")

    assert thinned.flow() == {"vanished": 8, "counted": 12}
    # What a run has read of a note stays with the export, as it does in a backup.
    (thinned.inbox / NAME_OF_NOTES).unlink()
    thinned.build("statistics.flow")
    assert thinned.flow() == {"vanished": 8, "counted": 12}


@pytest.mark.parametrize(
    ("year", "flow"), [("", {"vanished": 2, "counted": 18}), ("2999", {"counted": 20})]
)
def test_an_hour_that_has_not_come_yet_is_no_proof_then_or_later(thinned, year, flow):
    """Only the last two answers are deleted: nothing but the hour of the fetch tells."""
    fetched(thinned, Drupal(content=export(WHOLE[:18]), totals=[18]))
    notes = thinned.inbox / NAME_OF_NOTES
    told = notes.read_text("utf-8")
    notes.write_text(told.replace(str(dt.datetime.now(dt.UTC).year), year) if year else told)
    thinned.build("statistics.flow")
    assert thinned.flow() == flow

    with open_database(thinned.folders.database(FORM_ID)) as connection:
        form = read_form(thinned.form_file)
        note_fetches(connection, form, thinned.inbox, dt.datetime(3000, 1, 1, tzinfo=dt.UTC))
    thinned.build("statistics.flow")
    assert thinned.flow() == flow


def test_a_note_goes_with_its_file_and_its_hour_is_confirmed_once(tmp_path):
    hours = [dt.datetime(2026, 3, 1, hour, tzinfo=dt.UTC) for hour in (9, 12)]
    hours += [hours[0] + timedelta(days=days) for days in (1, 2)]

    def note(export_id: str, hour: dt.datetime, *kept: str) -> list[dt.datetime]:
        note_check(tmp_path, export_id, Check("f.tsv", "", 3, hour, hour), kept)
        return [check.fetched_at for check in read_checks(tmp_path).values()]

    noted = [note("a", hour, "a") for hour in hours]
    assert noted == [[hours[0]], [hours[0]], [hours[2]], [hours[2]]]
    assert note("b", hours[3], "a") == [hours[2], hours[3]]
    assert note("b", hours[1], "b") == [hours[1]]  # the clock was wrong


@pytest.mark.slow
def test_a_form_that_the_site_says_is_empty_is_a_question_until_its_address_is_mended(thinned):
    thinned.build("statistics.flow")
    site = Drupal(totals=[0])

    told = error_of(fetched, thinned, site).what
    assert "aucune réponse, alors que vos fichiers en ont" in told
    thinned.build(*tables_of_notices())

    assert thinned.flow() == {"counted": 20}
    assert any(said.startswith("Le site dit que ce formulaire n’a") for said in thinned.reasons())
    # The address was of another form: it is taken out, or mended.
    for end in (lambda: thinned.form_file.write_text(FORM, "utf-8"),
                lambda: fetched(thinned, after_deletions())):  # fmt: skip
        end()
        thinned.build(*tables_of_notices())
        assert not any(said.startswith("Le site dit") for said in thinned.reasons())


FAULTS = {
    "captcha": ("fetch_access", "anti-robot"),
    "flood": ("fetch_access", "trop d’essais"),
    "unkept": ("fetch_session", "n’a pas ouvert de session"),
    "maintenance": ("fetch_site", "503"),
    "elsewhere": ("fetch_site", "ailleurs.example.org"),
    "not_ours": ("fetch_form", "n’en voit pas les résultats"),
    "deleted": ("fetch_form", "introuvable"),
    "changed": ("fetch_page", "webform-results/download"),
    "refused": ("fetch_form", "périmé"),
    "echo": ("fetch_session", "session a pris fin"),
    "lost": ("fetch_session", "session a pris fin"),
    "stuck": ("fetch_site", "trop de temps"),
    "page": ("fetch_session", "page web"),
    "cut": ("fetch_network", "coupée en route"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_has_its_sentence_and_leaves_nothing(run, site, fault, caplog):
    caplog.set_level("DEBUG")
    site.faults.add(fault)

    told = error_of(fetched, run, site)

    code, words = FAULTS[fault]
    assert (told.code, bool(told.advice)) == (code, True)
    assert words in told.what.replace("\u00a0", " ")
    assert names(run) == []
    assert not any(one in f"{told}{caplog.text}" for one in (NAME, PASSWORD, "SESS"))
    assert sum(one.startswith("POST /user") for one in site.asked) <= 1


def test_a_refused_password_is_sent_once(run, site):
    account = Credentials(SecretStr(NAME), SecretStr("un autre"))
    assert "mot de passe refusé" in error_of(fetched, run, site, account=account).what
    assert sum(one.startswith("POST") for one in site.asked) == 1


def test_a_page_for_the_file_is_asked_again_once(run, site):
    site.faults.add("page_once")

    assert fetched(run, site).file_name


OTHER = [("", "Nom"), ("", "Âge"), ("", "Rue"), ("", "Ville")]


@pytest.mark.parametrize(
    ("content", "total", "words"),
    [
        (THREE, 4, "ont bougé"),
        (delimited(header(OTHER, title="Petit formulaire")), 0, "autre formulaire"),
        (delimited(header(COLUMNS)[2:]), 0, "l’export entier"),
        (THREE[: THREE.index(b'"2"')], 3, "ont bougé"),  # cut at the end of a row
        (THREE + b"x" * 100_000, 3, "démesurément"),
        (b"", 3, "l’export entier"),
    ],
)
def test_a_file_that_is_not_the_whole_export_is_thrown_away(run, site, content, total, words):
    # The site itself counts one answer at least, else it makes no file.
    site.content, site.totals = content, [total or 1]

    assert words in error_of(fetched, run, site).what
    assert names(run) == []


def test_new_questions_are_for_the_run_to_tell(run, site):
    more = header([*COLUMNS, ("", "Une de plus")], title="Petit formulaire")
    site.content, site.totals = delimited([*more, [*row(1), "x"]]), [1]

    assert fetched(run, site).file_name
    assert [error.code for error in run.ingest()] == ["unknown_columns"]


def test_a_certificate_that_nobody_vouches_for_is_refused(run, site, tmp_path):
    def with_own_certificate(server):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(own_certificate(tmp_path))
        server.socket = context.wrap_socket(server.socket, server_side=True)

    assert "son certificat" in error_of(fetched, run, site, wrap=with_own_certificate).what
    assert site.asked == []


def own_certificate(folder):
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key, now = ec.generate_private_key(ec.SECP256R1()), dt.datetime.now(dt.UTC)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    certificate = x509.CertificateBuilder(
        name, name, key.public_key(), 1, now, now + timedelta(days=1)
    ).sign(key, hashes.SHA256())
    pem, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain)
    file = folder / "certificat.pem"
    file.write_bytes(private + certificate.public_bytes(pem))
    return file


def test_a_site_that_is_not_there(run, site):
    with drupal(site) as address:
        pass
    run.form_file.write_text(f'{FORM}\n[source]\nurl = "{address}/node/1"', encoding="utf-8")

    told = error_of(fetch, run.folders, FORM_ID, ACCOUNT, WAYS, BOUNDS).what
    assert "ne peut pas être joint" in told


def test_an_account_file_is_closed_to_others_and_shows_nothing(tmp_path):
    file = tmp_path / "acces"
    assert read_account_file(file) is None
    file.write_text(f"{NAME}\n{PASSWORD}\n", encoding="utf-8")
    file.chmod(0o640)
    assert "peuvent lire ce mot de passe" in error_of(read_account_file, file).what

    file.chmod(0o600)
    account = read_account_file(file)
    assert account == ACCOUNT
    assert not any(one in f"{account!r} {account} {vars(account)}" for one in (NAME, PASSWORD))


def test_a_site_must_know_whom_to_write_to():
    for contact in ("", "moi", "é@example.org", "a@b.c\r\nX: y"):
        error_of(fetch_settings, {"FAIRE_MASSE_CONTACT": contact})
