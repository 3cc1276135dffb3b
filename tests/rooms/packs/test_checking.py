"""A document that people edited, compared with the register of its pack: what was changed, what is
missing and what has no source is named, whatever the word processor did."""

from __future__ import annotations

import random
import shutil
import string
from dataclasses import replace
from functools import partial
from pathlib import Path

import docx
import pytest

from consultation.machine.settings import folders
from consultation.packs import annex, index
from consultation.packs.contribution.claims import write_register
from consultation.packs.contribution.contribution_files import write_contribution
from consultation.packs.contribution.named_values import values_of
from consultation.packs.index import form_of
from consultation.packs.verification.sources import uncounted_claims
from consultation.words.errors import OrganiserError
from tests.cases.checked_document import (
    ANA,
    BO,
    BODY,
    CLAIMS,
    VALUES,
    checked,
    document,
    mark,
    pack,
    paragraph,
    run,
)
from tests.cases.pack import ANSWERS, NO_ANSWERS, world

ANA_SAYS = VALUES["ana"]
PAGE = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>12</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)


@pytest.fixture(scope="module")
def sent(tmp_path_factory) -> Path:
    return pack(tmp_path_factory.mktemp("contribution"))


@pytest.fixture
def own(sent, tmp_path) -> Path:
    """The pack, to change."""
    return Path(shutil.copytree(sent, tmp_path / "own"))


def named(folder: Path, *, body: str = BODY, **edited: str) -> dict[str, tuple[str, ...]]:
    """What is wrong with the document: the claims of each problem."""
    problems = checked(folder, document(body, **edited)).problems
    return {finding.problem: finding.claim_ids for finding in problems}


def unsourced(folder: Path, body: str) -> list[str]:
    """What the document says and no claim vouches for, line by line."""
    found = checked(folder, document(body)).unsourced
    return [each.what.replace("\u00a0", " ") for each in found]


def test_all_holds_as_it_was_written_and_as_word_processors_spell_it(sent):
    for spelled in (
        {},
        {"total": "1\u00a0234", "day": "10 mars\u202f2022", "against": "58,5 %"},
        {"ana": ANA_SAYS.replace("'", "’").replace("[…]", "[...]").replace("é", "e\u0301")},
        {"ana": f"[…] {ANA_SAYS} […]", "bo": f"«\u00a0{VALUES['bo']}\u00a0»"},
    ):
        found = checked(sent, document(**spelled))

        assert (found.held_count, found.problems, found.unsourced) == (10, (), ())


def test_any_digit_or_letter_of_a_claim_that_changes_is_named(sent):
    drawn = random.Random(17)  # noqa: S311
    for _ in range(50):
        claim = drawn.choice(CLAIMS)
        place = drawn.choice([i for i, sign in enumerate(claim.value) if sign.isalnum()])
        old = claim.value[place]
        signs = string.digits if old.isdigit() else string.ascii_letters
        new = drawn.choice([sign for sign in signs if sign != old])
        changed = f"{claim.value[:place]}{new}{claim.value[place + 1 :]}"

        (problem,) = checked(sent, document(**{claim.claim_id: changed})).problems

        assert (problem.problem, problem.claim_ids) == (f"changed_{claim.kind}", (claim.claim_id,))
        assert new in problem.what


def test_a_claim_in_pieces_is_whole_for_its_readers(sent):
    """Runs with looks of their own, marks of spelling, tracked changes, a comment, hidden text."""
    drawn = random.Random(17)  # noqa: S311
    between = (
        '<w:proofErr w:type="spellStart"/>',
        f'<w:del w:id="1"><w:r><w:delText>9</w:delText></w:r></w:del>{run("7", "<w:vanish/>")}',
        '<w:moveFrom w:id="2"><w:r><w:t>8</w:t></w:r></w:moveFrom><w:commentRangeStart w:id="1"/>',
        "",
    )
    for claim_id, value in VALUES.items():
        places = sorted(drawn.sample(range(1, len(value)), min(3, len(value) - 1)))
        pieces = [value[i:j] for i, j in zip([0, *places], [*places, None], strict=True)]
        runs = "".join(
            f'<w:ins w:id="3">{run(piece, "<w:b/>")}</w:ins>{drawn.choice(between)}'
            for piece in pieces
        )

        assert named(sent, **{claim_id: mark(claim_id, runs)}) == {}


@pytest.mark.parametrize(
    ("edited", "problem"),
    [
        ({"total": f"{mark('total', run('1 234'))}{run('5')}"}, "changed_figure"),
        ({"total": f"{run('2')}{mark('total', run('1 234'))}"}, "changed_figure"),
        ({"total": f"{mark('total', run('1 234'))}{run(',5')}"}, "changed_figure"),
        (
            {"total": f'{mark("total", run("1 234"))}<w:ins w:id="1">{run("5")}</w:ins>'},
            "changed_figure",
        ),
        ({"ana": f"{mark('ana', run(ANA_SAYS))}{run(', et tant mieux')}"}, "changed_quote"),
        ({"bo": f"{mark('bo', run(VALUES['bo']))}{run('s')}"}, "changed_quote"),
        ({"ana": ANA_SAYS.replace("ma fille […] ", "")}, "changed_quote"),
        ({"bo": "c'est 1 200 000 euros"}, "changed_quote"),
        ({"total": f"{mark('total', '')}{run('1 235')}"}, "missing"),
        ({"total": '<w:del w:id="1"><w:r><w:delText>1 234</w:delText></w:r></w:del>'}, "missing"),
        ({"total": run("1 234")}, "missing"),
        ({"ana": run(ANA_SAYS)}, "missing"),
        ({"cell": "<w:r/>"}, "missing"),
    ],
)
def test_a_claim_that_is_not_there_as_it_was_is_changed_or_missing(sent, edited, problem):
    (claim_id,) = edited

    assert named(sent, **edited) == {problem: (claim_id,)}


def test_a_digit_typed_outside_its_mark_is_read_with_it(sent):
    assert named(sent, total=f"{mark('total', run('1 23'))}{run('4')}") == {}


def test_claims_that_went_together_are_told_together_and_their_figures_have_no_source(sent):
    first, second = BODY.split(paragraph("Ce que les gens écrivent", "Titre1"))

    assert named(sent, body=second) == {"missing": ("total", "day", "against", "ana", "towns")}
    assert named(sent, body=first) == {"missing": ("cell", "bo", "boxed")}
    typed = checked(sent, document(towns=run("38"), ana=run("Non !")))
    assert [each.what.replace("\u00a0", " ") for each in typed.unsourced] == ["« Non ! », « 38 »"]


def test_the_passage_and_its_place_are_told_whatever_the_page(sent):
    (problem,) = checked(sent, document(towns="73")).problems

    assert problem.text.replace("\u00a0", " ").splitlines() == [
        "On lit « 73 », le registre donne « 37 » :"
        " statistiques/counts.csv, colonne amount, ligne row_id=towns.",
        "  Où : paragraphe 2, sous « Qui a répondu »",
        f"  Passage : Une mère écrit : « {ANA_SAYS} » — Ana Invent (AAAA-0001-0001)."
        " Elle habite l'une des 73 communes.",
        "  À faire : remettez « 37 » et ôtez ce qui touche le chiffre, ou ôtez ce chiffre.",
    ]
    places = {
        claim_id: checked(sent, document(**{claim_id: "77"})).problems[0].where
        for claim_id in ("cell", "boxed", "noted", "edge")
    }
    assert [place.partition(",")[0] for place in places.values()] == [
        "tableau",
        "zone de texte",
        "note de bas de page ou de fin",
        "en-tête ou pied de page",
    ]


def test_a_claim_that_stands_twice_is_checked_twice(sent):
    again = paragraph("Oui, {total}.")

    assert named(sent, body=BODY + again) == {}
    pasted = again.replace("{total}", mark("total_Copy_1", run("1 235")))
    assert named(sent, body=BODY + pasted) == {"changed_figure": ("total",)}


def test_a_mark_that_the_register_does_not_know_is_told(tmp_path):
    """So is the quote of who took it back: the present register has it no longer."""
    withdrawn = pack(tmp_path, [one for one in CLAIMS if one.claim_id != "ana"])

    found = checked(withdrawn, document())

    assert [(each.problem, each.claim_ids) for each in found.problems] == [("unknown", ("ana",))]
    assert found.unsourced == ()


def test_what_has_no_claim_is_listed_line_by_line_and_is_no_error(sent):
    added = paragraph("Depuis 2019, 3 villes sur 10. Elle dit « jamais ». « Où vous habitez » ?")
    own_words = paragraph("La loi « 1901 » s'applique : voir AAAA-0001-0001.")

    assert unsourced(sent, f"{BODY}{added}{own_words}<w:p>{PAGE}</w:p>") == [
        "« 2019 », « 3 », « 10 », « jamais »"
    ]
    assert named(sent, body=BODY + added) == {}


@pytest.mark.parametrize("marks", ["«»", "‹›", "“”", "„“", "„”", "‘’", "‚‘", ['"', '"'],
                                   ["'", "'"], ["''", "''"], ["’", "’"]])  # fmt: skip
def test_quotation_marks_of_any_kind_are_listed_and_apostrophes_are_none(sent, marks):
    opened, closed = marks
    said = f"Aujourd’hui, l'une d'elles dit {opened}c’est l’heure{closed}, puis s'en va."

    assert unsourced(sent, BODY + paragraph(said)) == ["« c’est l’heure »"]


# Before a pack is published, its register is computed again from its tables and texts.


def test_a_pack_holds_when_its_tables_and_texts_give_its_register(own, tmp_path):
    assert uncounted_claims(own) == []

    counts = own / "statistiques" / "counts.csv"
    counts.write_text(counts.read_text().replace('"412"', '"413"'))
    assert uncounted_claims(own) == ["cell"]
    assert uncounted_claims(pack(tmp_path / "withdrawn", texts={"AAAA-0001-0002": BO})) == ["ana"]
    edited = {"AAAA-0001-0001": ANA, "AAAA-0001-0002": BO.replace("c'", "ç")}
    assert uncounted_claims(pack(tmp_path / "edited", texts=edited)) == ["bo"]
    shown = {"AAAA-0001-0001": ANA, "AAAA-0001-0002": BO.replace(" ", "\x07")}
    assert uncounted_claims(pack(tmp_path / "shown", texts=shown)) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"key": "row_id=absent"},
        {"key": "row_id"},
        {"key": ""},
        {"column": "absent"},
        {"column": "row_id"},
        {"table": "statistiques/absent.csv"},
        {"table": "../../../../../../etc/passwd"},
        {"table": "/etc/passwd"},
        {"table": "statistiques"},
        {"table": "statistiques/counts.csv\0"},
        {"format": "absent"},
        {"number": "411"},
        {"value": "411"},
        {"denominator": "7"},
    ],
)
def test_a_register_that_its_pack_does_not_give_is_told(own, changes):
    write_register(
        own, [replace(one, **changes) if one.claim_id == "cell" else one for one in CLAIMS]
    )

    assert uncounted_claims(own) == ["cell"]


@pytest.mark.parametrize(
    "typed", ["Voici 1{{ contributions }} réponses.", "{{ contributions }}{{ contributions }}"]
)
def test_a_template_whose_figures_would_be_read_otherwise_is_not_published(tmp_path, typed):
    with world(tmp_path, answers=ANSWERS) as (tables, folder):
        index.write_index(tables, folder)
        annex.write_tables(tables, folder)
        places = folders(forms=tmp_path, data=tmp_path)
        template = docx.Document()
        template.add_paragraph(typed)
        template.save(str(places.template(form_of(tables).form_id)))

        with pytest.raises(OrganiserError) as refused:
            write_contribution(
                tables, folder, places, (), lambda: NO_ANSWERS, partial(values_of, tables)
            )

    assert (refused.value.code, "modèle" in refused.value.advice) == ("claims_do_not_hold", True)
