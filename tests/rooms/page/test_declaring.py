"""A consultation declared on the page: what is shown of an export or of a form file, what is
refused and where it is said, and the form file that is written."""

from __future__ import annotations

import json
import shutil
import tomllib
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlencode

import pytest

from consultation.machine.lock import run_lock
from consultation.proposals import form_files
from consultation.proposals.declared import ask_again
from consultation.proposals.page_file import page_text
from consultation.proposals.six_questions import ask_about
from consultation.proposals.topics import key_of
from flows import refresh
from flows.page.checklist import checklist_of
from flows.page.run_process import RunProcess
from tests.cases.drafts import LONG, NAMES, export_of, some
from tests.cases.locks import held_elsewhere
from tests.cases.page import Fields, PageClient
from tests.cases.places import BUNDLED, CASES, FRAMAFORMS
from tests.cases.plain_flow import PLAIN, without_prefect
from tests.cases.runs import COMPACT, FIRST, folders_in
from tests.cases.small import FORM, FORM_ID, row, small_run

CONSENT = "Acceptez-vous que votre réponse soit envoyée ?"
HOSTILE = "<script>alert(1)</script> \"'> \x07on"
COLUMNS = {
    ("", "Nom"): NAMES,
    ("", "E-mail"): [f"canari{n}@example.org" for n in range(30)],
    ("", "Vous êtes"): some("Citoyen", "Association"),
    ("", HOSTILE): some("<img src=x onerror=alert(2)>", "'\"&lt;"),
    ("", "Une idée ?"): [f"canari {text}" for text in LONG],
    ("", CONSENT): some("Oui, en mon nom", "Oui, sans mon nom", "Non"),
}
NOM, EMAIL, ETES, HOSTILE_KEY, IDEE, ACCORD = (key_of(heading) for _, heading in COLUMNS)
ESSAI = {"title": "Essai", "recipient": "CNIL", "form_id": "essai"}


@pytest.fixture
def page(tmp_path, monkeypatch):
    """Somebody on the page over empty folders, and whether a run was started."""
    folders = folders_in(tmp_path, are_made=True)
    started = []
    monkeypatch.setattr(RunProcess, "start", lambda run: started.append(run))
    return SimpleNamespace(folders=folders, started=started, client=PageClient(folders))


class Screen:
    """A screen on which a consultation is declared, and its answer to what is sent."""

    def __init__(self, client: PageClient, address: str) -> None:
        self.client, self.address = client, address
        self.text = client.get(address).text
        self.fields = Fields(self.text)

    def answer(self, do: str, fields: Fields | None = None, content: bytes = b"", **changed: str):
        body = content or (fields or self.fields).sent(do=do, **changed)
        return self.client.ask("POST", self.address, body)


@pytest.fixture
def declare(page):
    """The screen of a dropped export."""

    def dropped(name: str = "essai.tsv", content: bytes | None = None) -> Screen:
        where = page.client.drop(name, content or export_of(COLUMNS)).json()["where"]
        return Screen(page.client, f"/consultations/nouvelle?fichier={where.rpartition('/')[2]}")

    return dropped


@pytest.fixture
def edit(page):
    """The screen of a form file that stands."""
    return lambda form_id: Screen(page.client, f"/consultations/{form_id}/declaration")


EXPORTS = [FRAMAFORMS / FIRST, FRAMAFORMS / COMPACT]
EXPORTS += [CASES / "tools" / name for name in ("google.csv", "limesurvey.csv")]


class TestNewConsultation:
    @pytest.mark.parametrize("export", EXPORTS, ids=lambda export: export.name)
    def test_one_act_per_card_makes_the_form_file_of_what_is_proposed(self, export, page, declare):
        screen = declare(export.name, export.read_bytes())
        title = screen.fields["title"] or "Une consultation"
        decided = screen.fields
        for act in ("place", "leave"):
            decided = Fields(screen.answer(act, decided).text)
        saved = screen.answer("save", decided, title=title, recipient="CNIL", form_id="essai")
        asked = ask_about(export, "essai")
        guess = json.loads(asked.guess.model_dump_json()) | {"title": title, "recipient": "CNIL"}

        assert (saved.status_code, saved.headers.get("hx-redirect")) == (204, "/passages")
        assert page.folders.form_file("essai").read_text("utf-8") == asked.form_text(guess)
        assert (page.folders.inbox / "essai" / export.name).read_bytes() == export.read_bytes()
        assert len(page.started) == 1
        assert page.client.get(screen.address).status_code == 404

    def test_what_a_box_asks_for_is_declared_and_taken_back(self, page, declare, edit):
        screen = declare()
        decided = Fields(screen.answer("leave").text)
        ticked = {"publish__public": "on", "publish__by_category": "on"}
        ticked |= {"review__required": "draw", "pack__organisation": "A"}
        screen.answer("save", decided, **ESSAI, **ticked)
        file = page.folders.form_file("essai")

        declared = tomllib.loads(file.read_text("utf-8"))
        assert declared["publish"] == {"public": True, "by_category": True}
        assert declared["review"] == {"required": "draw"}
        shown = edit("essai")
        boxes = ("publish.", "review.")
        kept = [pair for pair in shown.fields.pairs if not pair[0].startswith(boxes)]
        shown.answer("save", content=urlencode([*kept, ("do", "save")]).encode())
        declared = tomllib.loads(file.read_text("utf-8"))
        assert not any(map(declared.get, ("publish", "review")))

    def test_lists_are_counted_texts_never_shown_and_headings_are_no_markup(self, declare):
        screen = declare()

        assert 'Oui, en mon nom <span class="times">10 réponses</span>' in screen.text
        assert not [told for told in ("canari", "<img", "<script>") if told in screen.text]
        assert "&lt;script&gt;alert(1)&lt;/script&gt; &#34;&#39;&gt; \ufffdon" in screen.text

    def test_what_is_refused_stands_beside_its_field_and_nothing_typed_is_lost(self, page, declare):
        screen = declare()
        answer = screen.answer("save", recipient=" ", title=HOSTILE, **{f"use__{IDEE}": "email"})
        fields = Fields(answer.text)

        assert fields.invalid.keys() == {"recipient", f"use.{IDEE}"}
        assert "erreur-recipient" in fields.invalid["recipient"]
        assert "Il manque" in fields.text["erreur-recipient"]
        assert "Une colonne n’a qu’un usage" in fields.text[f"erreur-use.{IDEE}"]
        assert "2 réponses à revoir" in fields.text["bilan"]
        assert fields["title"] == HOSTILE
        assert "<script>" not in answer.text
        assert [*page.folders.forms.iterdir()] == page.started == []
        assert not (page.folders.inbox / "essai").exists()

    @pytest.mark.parametrize(
        "form_id", ["nouvelle", "pris", "Pris !", "publie", "compte", "depose", "a" * 99]
    )
    def test_a_taken_or_too_long_short_name_is_refused_there(self, form_id, page, declare):
        page.folders.form_file("pris").write_text("d’une autre")
        page.folders.release("publie").mkdir()
        page.folders.database("compte").write_bytes(b"")
        (page.folders.inbox / "depose").mkdir()
        (page.folders.inbox / "depose" / "a.csv").write_bytes(b"")
        answer = declare().answer("save", **ESSAI | {"form_id": form_id})

        assert Fields(answer.text).invalid.keys() == {"form_id"}
        assert [path.read_text() for path in page.folders.forms.iterdir()] == ["d’une autre"]

    # Of the title, « ca-va » is another's.
    @pytest.mark.parametrize(
        ("typed", "form_id"), [("../velo à lyon", "velo-a-lyon"), ("velo", "velo"), ("", "ca-va-2")]
    )
    def test_what_is_typed_or_else_the_title_becomes_a_short_name(
        self, typed, form_id, page, declare
    ):
        page.folders.form_file("ca-va").write_text("d’une autre")
        declare().answer("save", recipient="CNIL", title="Ça va ?", form_id=typed)

        assert page.folders.form_file(form_id).exists()

    def test_another_consent_question_shows_its_answers_and_sends_nothing_by_itself(self, declare):
        screen = declare()
        rushed = Fields(screen.answer("save", recipient="CNIL", consent__question=ETES).text)
        changed = Fields(screen.answer("refresh", consent__question=ETES).text)

        assert "consent.question" in rushed.invalid
        assert changed.invalid == {}
        assert {value for name, value in changed.pairs if "consent.states" in name} == {""}
        # What asked for consent is a question now, of which nobody said whether it leaves.
        assert changed[f"use.{ACCORD}"] == "untold"

    def test_one_act_decides_those_that_were_listed_and_no_other(self, declare):
        screen = declare()
        fields = screen.fields
        assert {value for name, value in fields.pairs if name == "listed"} == {
            *(NOM, ETES, HOSTILE_KEY, IDEE)
        }
        assert "Ces 4 questions partent" in screen.text.replace("\u00a0", " ")

        kept = Fields(screen.answer("leave", **{f"use__{IDEE}": "organisation"}).text)
        assert (kept[f"use.{HOSTILE_KEY}"], kept[f"use.{IDEE}"]) == ("all", "organisation")
        one = urlencode([pair for pair in fields.pairs if pair != ("listed", IDEE)])
        part = Fields(screen.answer("leave", content=f"{one}&do=leave".encode()).text)
        assert (part[f"use.{HOSTILE_KEY}"], part[f"use.{IDEE}"]) == ("all", "untold")

    def test_a_column_may_be_a_question_of_another_kind(self, page, declare):
        screen = declare()
        asked = Fields(screen.answer("refresh", **{f"use__{EMAIL}": "organisation"}).text)
        screen.answer("save", asked, **ESSAI, **{f"kinds__{EMAIL}": "number"})

        topics = ask_again(page.folders.form_file("essai")).topics
        (found,) = [one for one in topics if (one.key, one.use) == (EMAIL, "question")]
        assert found.question.kind == "number"

    def test_several_boxes_give_consent_by_rules(self, page, declare):
        boxes = {("Envoi", "J'accepte"): ["X"] * 9, ("", "Avec mon nom"): ["X"] * 5}
        screen = declare(content=export_of(COLUMNS | boxes))
        freed = Fields(screen.answer("refresh", consent__question="").text)
        envoi = key_of("Envoi")
        said = {f"use__{envoi}": "organisation", "consent__rules__0__state": "own_name"}
        known = freed.sent(do="save", **ESSAI, **said)
        ticked = [("consent.rules.0.when", f"{envoi} {it}") for it in ("j_accepte", "avec_mon_nom")]
        saved = screen.answer("save", content=known + b"&" + urlencode(ticked).encode())

        assert saved.status_code == 204, saved.text
        (rule,) = ask_again(page.folders.form_file("essai")).guess.consent.rules
        assert rule.when == {envoi: ["j_accepte", "avec_mon_nom"]}
        shown = Fields(page.client.get("/consultations/essai/declaration").text).pairs
        assert [one for one in shown if one[0] == "consent.rules.0.when" and one[1]] == ticked

    def test_one_saved_while_a_run_goes_on_waits_for_the_next(self, page, declare):
        with held_elsewhere(page.folders.data):
            assert declare().answer("save", **ESSAI).status_code == 204
            assert "gardé" in page.client.get("/passages").text

        assert [one.name for one in page.folders.forms.iterdir()] == ["essai.toml"]
        assert checklist_of(page.folders, "essai").next.is_run

    def test_of_two_tabs_that_declare_the_same_name_at_once_one_is_told_that_it_is_taken(
        self, page, declare, monkeypatch
    ):
        first, second = declare("a.tsv"), declare("b.tsv", export_of(COLUMNS) + b"\n")
        write, later = form_files._write, []

        def write_last(*written) -> None:
            if not later:
                later.append(threads.submit(second.answer, "save", **ESSAI))
                wait(later, timeout=0.3)
            write(*written)

        monkeypatch.setattr(form_files, "_write", write_last)
        with ThreadPoolExecutor() as threads:
            saved = first.answer("save", **ESSAI)

        assert (saved.status_code, later[0].result().status_code) == (204, 400)
        assert [path.name for path in (page.folders.inbox / "essai").iterdir()] == ["a.tsv"]
        assert page.client.get(second.address).status_code == 200

    def test_a_consent_question_that_the_export_has_not_is_no_failure(self, declare):
        for do in ("place", "show"):
            assert declare().answer(do, consent__question="0" * 12).status_code == 200


def given_form(page, name: str, *, is_pages: bool = False) -> Path:
    """A form file of the cases; `is_pages`: as the page would have written it."""
    shutil.copytree(CASES / "forms", page.folders.forms, dirs_exist_ok=True)
    form_file = page.folders.form_file(name)
    for other in set(page.folders.forms.glob("*.toml")) - {form_file}:
        other.unlink()
    if is_pages:
        text = page_text(tomllib.loads(form_file.read_text("utf-8")))
        form_file.write_text(text, encoding="utf-8")
    return form_file


class TestStandingForm:
    def test_the_page_writes_its_own_file_whole(self, page, edit):
        form_file = given_form(page, "complet", is_pages=True)
        before, mode = form_file.read_bytes(), form_file.stat().st_mode
        screen = edit("complet")
        assert screen.answer("save").status_code == 204
        assert form_file.read_bytes() == before

        assert screen.answer("save", recipient="Préfecture").status_code == 204
        recipient = ask_again(form_file).guess.recipient
        assert (recipient, form_file.stat().st_mode) == ("Préfecture", mode)
        assert "écrit à la main" not in screen.text
        assert not [*form_file.parent.glob("*.avant*")]

    @pytest.mark.slow
    def test_one_saved_while_a_run_goes_on_is_kept_and_published_by_the_next(
        self, page, edit, tmp_path, monkeypatch
    ):
        page.folders.forms.rmdir()
        run = small_run(tmp_path, row(1), form=page_text(tomllib.loads(FORM)))
        without_prefect(monkeypatch, **PLAIN)
        refresh.refresh_all(run.folders)
        before = run.form_file.read_bytes()
        with run_lock(run.folders.data):
            for recipient in ("Mairie", "Préfecture"):
                assert edit(FORM_ID).answer("save", recipient=recipient).status_code == 204
                assert edit(FORM_ID).fields["recipient"] == recipient
            assert run.form_file.read_bytes() == before
        assert "enregistrée pendant un passage" in page.client.get("/passages").text

        refresh.refresh_all(run.folders)
        assert run.published("select recipient from form.form") == [("Préfecture",)]
        assert "enregistrée pendant un passage" not in page.client.get("/passages").text

    def test_a_file_that_a_person_wrote_is_shown_with_the_lines_to_write(self, page, edit):
        form_file = given_form(page, "pointe")
        before = form_file.read_bytes()
        screen = edit("pointe")
        assert "Un fichier écrit à la main" in screen.text
        assert "time_zone" in screen.text
        moved = {f"use__{key_of('Courriel')}": "organisation"}
        for do in ("show", "save"):
            told = screen.answer(do, **moved).text
            assert "Lignes à écrire dans le fichier" in told
            assert "[questions.courriel]" in told
        assert (form_file.read_bytes(), page.started) == (before, [])

    def test_it_is_taken_over_when_asked_and_the_former_is_kept_beside_it(self, page, edit):
        form_file = given_form(page, "complet")
        for kept in ("complet.toml.avant", "complet.toml.avant-2"):
            form_file.write_text(form_file.read_text("utf-8") + "# de nous\n", encoding="utf-8")
            former, declared = form_file.read_bytes(), tomllib.loads(form_file.read_text("utf-8"))
            screen = edit("complet")
            assert screen.answer("take", recipient="Préfecture").status_code == 204

            assert form_file.with_name(kept).read_bytes() == former
            said = tomllib.loads(form_file.read_text("utf-8"))
            assert said == declared | {"recipient": "Préfecture"}
            assert ask_again(form_file).is_written_by_page
        assert [one.stem for one in form_file.parent.glob("*.toml")] == ["complet"]

    def test_a_new_heading_joins_its_question_and_nothing_unseen_is_decided(
        self, page, edit, tmp_path
    ):
        (tmp_path / "essai.tsv").write_bytes(export_of(COLUMNS))
        asked = ask_about(tmp_path / "essai.tsv", "essai")
        guess = json.loads(asked.guess.model_dump_json()) | {"recipient": "CNIL"}
        form_file = page.folders.form_file("essai")
        form_file.write_text(asked.form_text(guess), encoding="utf-8")
        before = edit("essai")
        new = "Une idée, au juste ?"
        renamed = {(a, new if b == "Une idée ?" else b): cells for (a, b), cells in COLUMNS.items()}
        (page.folders.inbox / "essai").mkdir()
        (page.folders.inbox / "essai" / "export.tsv").write_bytes(export_of(renamed))
        late = before.answer("save")
        assert form_file.read_text("utf-8") == asked.form_text(guess)
        assert Fields(late.text).invalid.keys() == {f"use.{key_of(new)}"}

        assert edit("essai").answer("save", **{f"use__{key_of(new)}": IDEE}).status_code == 204
        assert ask_again(form_file).topic(IDEE).headings == ("Une idée ?", new)

    def test_a_file_that_changed_meanwhile_is_not_written_over(self, page, edit):
        form_file = page.folders.form_file(BUNDLED.stem)
        shutil.copy(BUNDLED, form_file)
        screen = edit(BUNDLED.stem)
        edited = form_file.read_text("utf-8") + "# à la main\n"
        form_file.write_text(edited, encoding="utf-8")
        answer = screen.answer("save", recipient="Mairie")

        assert (answer.status_code, "a changé pendant" in answer.text) == (400, True)
        assert form_file.read_text("utf-8") == edited
