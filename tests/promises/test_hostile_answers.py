"""Whatever one person types, their form is published, and what had to be set aside is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from polars import Series

from consultation import redaction
from consultation.packs.typesetting import many
from consultation.packs.typesetting.document_values import Contribution
from consultation.redaction import Redacted
from tests.cases.hostile_answers import Edits, guilty, hostile_edits, publish_edits
from tests.cases.one_after_another import OneAfterAnother
from tests.cases.pack import first_page
from tests.cases.poppler import folded, needs_poppler, words_of
from tests.cases.runs import Run, sheet_of
from tests.cases.sampling import foremost
from tests.cases.small import NAMES, row, small_run

MODE = 9 + NAMES.index("Mode")


def documents(run: Run) -> dict[int, Path]:
    """The document of each submission that is sent, by its number."""
    sent = run.query("select submission_id, reference from sending.contributions order by all")
    folder = run.release / "soumission" / "contributions"
    return {int(found.partition(":")[2]): folder / f"{name}.pdf" for found, name in sent}


@pytest.mark.slow
def test_a_mask_longer_than_a_cell_stops_nothing(tmp_path):
    own = row(1, Nom="Stop", Envoi="Oui, sans nom", Texte="Stop " * 6_600)
    run = small_run(tmp_path, own)
    run.publish(with_pack=True)

    (line,) = sheet_of(run.to_decide, "À relire")
    assert line["Masqué, dans son contexte"].endswith("s’il n’y est pas, dans l’export)")


@pytest.mark.slow
@needs_poppler
def test_what_cannot_be_masked_or_typeset_is_set_aside_alone_and_named(tmp_path, monkeypatch):
    redact, pdf_of = redaction.redact, many.contribution_pdf

    def stopped(texts: Series) -> list[frozenset[str]]:
        raise RecursionError("".join(texts))

    def fragile(text: str, *others: object, **named: object) -> Redacted:
        if "crash" in text:
            raise RecursionError(text)
        return Redacted(text, ()) if "leak" in text else redact(text, *others, **named)

    def panic(document: Contribution) -> bytes:
        if "panic" in str(document):
            raise type("PanicException", (BaseException,), {})("Secret.")
        return pdf_of(document)

    monkeypatch.setattr(redaction, "shapes_in", stopped)
    monkeypatch.setattr(redaction, "redact", fragile)
    monkeypatch.setattr(many, "contribution_pdf", panic)
    texts = ["un avis", "crash a@b.fr", "leak a@b.fr", "panic", "un autre avis"]
    name = {"Envoi": "Oui, en mon nom", "Nom": "Ana Invent", "Mode": "Vélo"}
    rows = [row(sid, Texte=text, **name) for sid, text in enumerate(texts, start=1)]
    run = small_run(tmp_path, *rows)
    run.publish(with_pack=True, executor=OneAfterAnother())

    words = {sid: folded(words_of(pdf.read_bytes())) for sid, pdf in documents(run).items()}
    places = [f"{pdf.stem} (export.tsv, ligne {sid + 3})" for sid, pdf in documents(run).items()]
    page = first_page(run.to_decide)
    assert f"ils ne partent pas. {places[1]} ; {places[2]}\n2\n" in page
    assert f"à lire à la main. {places[3]}\n1\n" in page
    assert all(("unavis" in words[1], "unautreavis" in words[5], "Vélo" in words[4]))
    assert [sid for sid in words if "AnaInvent" not in words[sid]] == [4]
    assert [sid for sid in words if "Documentincomplet" in words[sid]] == [4]
    assert [sid for sid in words if "leak" in words[sid] or "crash" in words[sid]] == []


def assert_published(folder: Path, edits: Edits) -> None:
    """They are published, each is counted, and what doesn't leave is told."""
    try:
        run = publish_edits(folder, edits)
    except Exception:
        found = [version for edit in guilty(edits) for version in edit]
        pytest.fail(f"stopped by {[[cell[:60] for cell in cells[9:]] for cells in found]}")
    boxes = run.flow()
    assert (sum(boxes.values()), boxes.keys() - {"resend"}) == (len(edits), {"counted"})
    ticked = "select count(*) from clean.answers where choice_id = 'velo'"
    assert run.query(ticked) == [(sum(now[MODE] == "Vélo" for _, now in edits),)]
    assert all(pdf.exists() for pdf in documents(run).values())
    aside = run.query("select count(*) from clean.set_aside_cells")
    rejected = [line["Nature"] for line in sheet_of(run.proof, "Rejets")]
    assert [(rejected.count("Cellule écartée"),)] == aside
    held = run.query("select reference from sending.by_hand union"
                     " select reference from sending.readings where is_withheld")  # fmt: skip
    page = first_page(run.to_decide)
    told = [line["Référence"] for line in sheet_of(run.to_decide, "À relire")
            if line["Où en est-on"].startswith("À lire à la main")]  # fmt: skip
    assert [each for (each,) in held if each not in told and each not in page] == []


@pytest.mark.slow
@pytest.mark.timeout(1_800)
@pytest.mark.parametrize("seed", foremost(range(100), 22))
def test_hostile_answers_are_published(tmp_path, seed):
    assert_published(tmp_path, hostile_edits(seed, count=100))
