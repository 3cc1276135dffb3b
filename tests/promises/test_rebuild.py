"""Whatever runs came before, what is published is what a run that keeps nothing publishes."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consultation import stages
from consultation.releases.manifest import read_manifest
from consultation.warehouse.published.published_copy import PUBLISHED_SCHEMAS
from tests.cases.properties import COSTLY
from tests.cases.runs import Run, digests, tables_of
from tests.cases.small import FORM, Row, export, row, small_run
from tests.cases.withdrawn import filled

# Each history is a handful of whole runs, packs included.
pytestmark = [pytest.mark.slow, pytest.mark.timeout(1800)]

LETTERS = (
    "Je refuse que des caméras analysent mes gestes dans la rue où vivent mes enfants, à {}.",
    "Nous demandons que la ville publie les marchés et retire toutes les caméras avant {} ans.",
)
OWN = "Personne ne m'a demandé mon avis."
CONSENTS = ("Oui, en mon nom", "Oui, sans nom", "Non")

ANSWERS = st.tuples(
    st.sampled_from(LETTERS),
    st.sampled_from(["Lille", "Arras", "06 12 34 56 78"]),
    st.booleans(),
    st.sampled_from(CONSENTS),
)
EVENTS = st.one_of(
    st.tuples(st.just("answered"), st.lists(ANSWERS, min_size=1, max_size=3)),
    st.tuples(st.just("edited"), ANSWERS),
    st.tuples(st.just("withdrew"), st.integers(1, 4)),
    st.tuples(st.just("declared"), st.sampled_from(["Petit", "Grand"])),
    st.tuples(st.just("nothing"), st.none()),
)
HISTORIES = st.lists(EVENTS, min_size=1, max_size=3)
# Of a database, the digest of its content stands for its bytes.
OF_BYTES = ("manifest.json", "SHA256SUMS")


def row_of(sid: int, answer: tuple[str, str, bool, str]) -> Row:
    letter, word, adds, consent = answer
    text = letter.format(word) + (f"\n{OWN}" if adds else "")
    return row(sid, Texte=text, Envoi=consent, Courriel=f"p{sid}@example.org")


def happen(run: Run, rows: list[Row], number: int, event: str, told: object) -> None:
    """The event is in the inbox, or in the form file."""
    if event == "answered":
        rows += [row_of(len(rows) + place, one) for place, one in enumerate(told, start=1)]
    if event == "edited":
        rows[0] = row_of(1, told)
    if event in ("answered", "edited"):
        run.write(f"export-{number}.tsv", export(rows))
    if event == "withdrew":
        request = {"who": f"{told}", "choice": "retirer"}
        filled(run.to_decide, run.inbox / f"retraits-{number}.xlsx", request)
    if event == "declared":
        run.form_file.write_text(FORM.replace("Petit", str(told)), encoding="utf-8")


def published(run: Run) -> dict[str, object]:
    manifest = read_manifest(run.release)
    content = tables_of(run.release / "organisation" / "consultation.duckdb", PUBLISHED_SCHEMAS)
    files = {name: sha for name, sha in digests(run.release).items() if name not in OF_BYTES}
    return files | {"content": content, "fingerprint": manifest.fingerprint}


def same_when_nothing_is_kept(*rounds: list[tuple[str, object]]) -> None:
    """What is published after these rounds of events is published again of what came in alone."""
    with TemporaryDirectory() as folder:
        rows = [row_of(sid, (LETTERS[0], "Lille", False, CONSENTS[0])) for sid in (1, 2, 3)]
        run = small_run(Path(folder), *rows)
        run.publish(with_pack=True)
        for number, events in enumerate(rounds):
            for event, told in events:
                happen(run, rows, number, event, told)
            run.publish(with_pack=True)
        before = published(run)

        stages.forget_results(run.folders, run.form_id)
        run.build()
        stages.publish_release(run.folders, run.form_id, is_anew=True)

        assert published(run) == before


def test_a_run_that_keeps_nothing_publishes_the_same_bytes():
    added = [(LETTERS[0], "Arras", True, CONSENTS[1]), (LETTERS[1], "06 12 34 56 78", False, "Non")]
    edited = (LETTERS[1], "Lille", True, CONSENTS[1])

    same_when_nothing_is_kept(
        [("answered", added), ("withdrew", 2)], [("edited", edited), ("declared", "Grand")]
    )


@pytest.mark.exhaustive
@settings(COSTLY, max_examples=4)
@given(HISTORIES)
def test_so_does_one_after_any_history(history):
    same_when_nothing_is_kept(*([event] for event in history))
