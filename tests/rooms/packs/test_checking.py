"""A document that people edited, compared with its pack: what no longer holds is named, whatever
the word processor did; what still holds is left alone."""

from __future__ import annotations

import random
import re
import shutil
import string
from dataclasses import replace
from pathlib import Path

import docx
import pytest

from consultation.errors import OrganiserError
from consultation.packs import annex, index
from consultation.packs.contribution.claims import write_register
from consultation.packs.contribution.writing import write_contribution
from consultation.packs.index import form_of
from consultation.packs.verification.checking import problems_of_pack
from consultation.settings import folders
from tests.cases.checked_document import (
    ANA,
    ANNOUNCED,
    BO,
    BODY,
    CLAIMS,
    COLUMN,
    ROW,
    SIGNED,
    TOP,
    VALUES,
    WHO,
    WRITTEN,
    checked,
    document,
    mark,
    pack,
    paragraph,
    run,
    with_document,
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


def test_all_holds_as_it_was_written(sent):
    found = checked(sent, document())

    assert (found.held_count, found.problems, found.remarks, found.unsourced) == (10, (), (), ())


AROUND = {WHO: "ana", WRITTEN: "bo", SIGNED: "ana", ROW: "cell", TOP: "cell", COLUMN: "cell",
          ANNOUNCED: "boxed"}  # fmt: skip


def test_any_digit_or_letter_that_changes_is_named_a_hundred_times_of_a_hundred(sent):
    """Of a claim, and of the words that say what it is of."""
    drawn = random.Random(17)  # noqa: S311
    missed, said = [], {**{each.value: each.claim_id for each in CLAIMS}, **AROUND}
    for _ in range(100):
        text = drawn.choice([*said])
        place = drawn.choice([i for i, sign in enumerate(text) if sign.isalnum()])
        old = text[place]
        signs = string.digits if old.isdigit() else string.ascii_letters
        new = drawn.choice([sign for sign in signs if sign != old])
        changed = f"{text[:place]}{new}{text[place + 1 :]}"
        of_claim = {} if text in AROUND else {said[text]: changed}

        found = checked(sent, document(BODY.replace(text, changed), **of_claim))

        (problem,) = found.problems
        shown = f"{problem.what} {problem.passage}"
        if problem.claim_ids != (said[text],) or new not in shown:
            missed.append(changed)
    assert missed == []


QUOTE, HEADING = paragraph("{bo}"), paragraph(WRITTEN, "Titre1")


@pytest.mark.parametrize(
    ("edits", "told"),
    [
        ({SIGNED: f"{SIGNED} et la Ligue"}, {"other_signature": ("ana",)}),
        ({f"— {SIGNED} ": ""}, {"other_signature": ("ana",)}),
        ({QUOTE: "", HEADING: QUOTE + HEADING}, {"other_title": ("bo",)}),
        ({WRITTEN: f"{WRITTEN} peu"}, {"other_title": ("bo",)}),
        ({HEADING: paragraph(WRITTEN)}, {"other_title": ("bo",)}),
        ({WHO: WRITTEN, WRITTEN: WHO}, {"other_title": ("ana", "bo")}),
        ({TOP: COLUMN, COLUMN: TOP}, {"other_column": ("cell",)}),
        ({ROW: TOP, TOP: ROW}, {"other_row": ("cell",), "other_table": ("cell",)}),
        ({ANNOUNCED: f"Hors {ANNOUNCED}"}, {"other_label": ("boxed",)}),
    ],
)
def test_what_is_no_longer_said_of_the_same_is_named(sent, edits, told):
    found: dict[str, tuple[str, ...]] = {}
    for finding in checked(sent, document(edited(BODY, edits))).problems:
        found[finding.problem] = found.get(finding.problem, ()) + finding.claim_ids

    assert found == told


def edited(body: str, edits: dict[str, str]) -> str:
    """The body with all of these edits made at once."""
    return re.sub("|".join(map(re.escape, edits)), lambda found: edits[found[0]], body)


@pytest.mark.parametrize(
    "edits",
    [
        {paragraph("Une phrase."): "", QUOTE: paragraph("Une phrase.") + QUOTE},
        {"Une mère écrit": "Voici ce que dit une mère", f"— {SIGNED} ": f"({SIGNED}) "},
        {"Elle habite": "Merci. Elle habite", ANNOUNCED: f"Voici. {ANNOUNCED}"},
        {HEADING: HEADING + paragraph("À part", "Titre2"), ROW: f" {ROW}"},
        {QUOTE: "", HEADING: HEADING + QUOTE},
        {f"<w:tc>{paragraph(ROW)}</w:tc>": f"<w:tc>{paragraph('a')}</w:tc>" * 2
            + f"<w:tc>{paragraph(ROW)}</w:tc>",
         f"<w:tc>{paragraph(TOP)}</w:tc>": f"<w:tc>{paragraph('Rang')}</w:tc>" * 2
            + f"<w:tc>{paragraph(TOP)}</w:tc>"},
    ],
)  # fmt: skip
def test_what_is_written_around_in_good_faith_is_left_alone(sent, edits):
    assert named(sent, body=edited(BODY, edits)) == {}


@pytest.mark.parametrize(
    "edited",
    [
        {"total": "1 234", "against": "58,5 %"},
        {"total": "1\u00a0234", "day": "10 mars\u202f2022"},
        {"ana": ANA_SAYS.replace("'", "’").replace("[…]", "[...]")},
        {"ana": f"[…] {ANA_SAYS} […]"},
        {"ana": ANA_SAYS.replace("é", "e\u0301")},
        {"bo": f"«\u00a0{VALUES['bo']}\u00a0»"},
    ],
)
def test_spaces_quotation_marks_and_apostrophes_of_a_word_processor_are_the_same(sent, edited):
    assert named(sent, **edited) == {}


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
        ({"total": f"{mark('total', run('1 234'))}{run('5')}"}, "continued"),
        ({"total": f"{run('2')}{mark('total', run('1 234'))}"}, "continued"),
        ({"total": f"{mark('total', run('1 234'))}{run(' 000')}"}, "continued"),
        ({"total": f"{mark('total', run('1 234'))}{run(',5')}"}, "continued"),
        ({"total": f"{mark('total', run('1 234'))}{run(' millions')}"}, "continued"),
        ({"total": f"{mark('total', '')}{run('1 235')}"}, "changed_figure"),
        (
            {"total": f'{mark("total", run("1 234"))}<w:ins w:id="1">{run("5")}</w:ins>'},
            "continued",
        ),
        ({"total": '<w:del w:id="1"><w:r><w:delText>1 234</w:delText></w:r></w:del>'}, "deleted"),
        ({"ana": f"{mark('ana', run(ANA_SAYS))}{run(', et tant mieux')}"}, "continued_quote"),
        ({"bo": f"{mark('bo', run(VALUES['bo']))}{run('s')}"}, "continued_quote"),
        ({"ana": ANA_SAYS.replace("ma fille […] ", "")}, "changed_quote"),
        ({"ana": "On ne m'a jamais répondu […] la caméra de la place"}, "changed_quote"),
        ({"bo": "c’est 1 200 000 euros"}, "other_passage"),
        ({"total": run("1 234")}, "unmarked"),
        ({"ana": run(ANA_SAYS)}, "unmarked"),
        ({"towns": run("38")}, "retyped"),
        ({"cell": "<w:r/>"}, "deleted"),
    ],
)
def test_what_was_done_to_a_claim_is_told_by_its_name(sent, edited, problem):
    (claim_id,) = edited

    assert named(sent, **edited) == {problem: (claim_id,)}


def test_a_digit_typed_outside_its_mark_is_read_with_it(sent):
    total = f"{run('1 ')}{mark('total', run('23'))}{run('4')}"

    assert named(sent, total=total, cell=f"{mark('cell', run('41'))}{run('2')}") == {}


def test_two_claims_in_each_other_s_place_are_told_together(sent):
    assert named(sent, towns="412", cell="37") == {"swapped": ("towns", "cell")}
    again = BODY + paragraph("{towns}")
    assert named(sent, body=again, towns="412", cell="37") == {
        "swapped": ("towns", "cell"),
        "changed_figure": ("towns",),
    }


def test_claims_that_went_together_are_told_together(sent):
    first, second = BODY.split(HEADING)

    assert named(sent, body=HEADING + second) == {
        "deleted": ("total", "day", "against", "ana", "towns")
    }
    assert named(sent, body=first) == {"deleted": ("cell", "bo", "boxed")}


def test_the_sentence_and_its_place_are_told_whatever_the_page(sent):
    (problem,) = checked(sent, document(towns="73")).problems

    assert problem.text.replace("\u00a0", " ").splitlines() == [
        "« 73 » est écrit, le dossier donne « 37 » :"
        " statistiques/counts.csv, colonne amount, ligne row_id=towns.",
        "  Où : paragraphe 2, sous « Qui a répondu »",
        "  Phrase : Elle habite l'une des 73 communes.",
        "  À faire : remettez « 37 », ou ôtez ce chiffre.",
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


def test_a_claim_that_stands_twice_is_told_and_both_are_checked(sent):
    again = paragraph("Oui, {total}.")

    found = checked(sent, document(BODY + again))
    assert (found.problems, [each.problem for each in found.remarks]) == ((), ["repeated"])
    pasted = again.replace("{total}", mark("total_Copy_1", run("1 234")))
    assert [each.problem for each in checked(sent, document(BODY + pasted)).remarks] == ["repeated"]
    wrong = BODY + again.replace("{total}", mark("total", run("1 235")))
    assert named(sent, body=wrong) == {"changed_figure": ("total",)}


def test_a_quote_is_signed_by_who_wrote_it(sent):
    signed = BODY.replace("AAAA-0001-0001", "AAAA-0001-0002")

    assert named(sent, body=signed) == {"other_reference": ("ana",)}
    assert named(sent, body=BODY + paragraph("Voir BBBB-0001-0001.")) == {"unknown_reference": ()}


def test_words_given_to_somebody_who_did_not_say_them_are_told(sent):
    forged = ANA_SAYS.replace(ANA_SAYS.split()[0], "Jamais", 1)

    for said in (f"« {forged} », AAAA-0001-0001.", f"AAAA-0001-0001 : « {forged} »"):
        assert named(sent, body=BODY + paragraph(said)) == {"not_theirs": ()}
    for said in (f"« {ANA_SAYS} », AAAA-0001-0001.", f"« {forged} », dit la presse."):
        assert named(sent, body=BODY + paragraph(said)) == {}


def test_without_the_texts_of_the_pack_nobody_can_say_whose_words_they_are(own):
    (own / "statistiques" / "texts.csv").unlink()

    told = named(own, body=BODY + paragraph("« Des mots que nul ne dit », AAAA-0001-0001."))

    assert "not_theirs" not in told


def test_what_has_no_claim_is_listed_sentence_by_sentence_and_is_no_error(sent):
    added = paragraph(
        "Depuis 2019, 3 villes sur 10. Elle dit « jamais ». « Où vous habitez » ?"
        " La loi « 1901 » s’applique."
    )

    found = checked(sent, document(BODY + added + f"<w:p>{PAGE}</w:p>"))

    told = [each.what.replace("\u00a0", " ") for each in found.unsourced]
    assert told == ["« 2019 », « 3 », « 10 »", "« jamais »"]
    assert found.unsourced[0].passage == "Depuis 2019, 3 villes sur 10."
    assert found.problems == ()


@pytest.mark.parametrize("marks", ["«»", "‹›", "“”", "„“", "„”", "‘’", "‚‘", ['"', '"'],
                                   ["'", "'"], ["''", "''"], ["’", "’"]])  # fmt: skip
def test_quotation_marks_of_any_kind_are_listed_and_apostrophes_are_none(sent, marks):
    opened, closed = marks
    said = f"Aujourd’hui, l’une d'elles dit {opened}c’est l’heure{closed}, puis s'en va."

    found = checked(sent, document(BODY + paragraph(said)))

    assert [each.what.replace("\u00a0", " ") for each in found.unsourced] == ["« c’est l’heure »"]


def test_a_mark_that_the_register_does_not_know_is_told(sent):
    added = paragraph("Et {autre} fois.").replace("{autre}", mark("autre", run("77")))

    found = checked(sent, document(BODY + added))

    assert [each.problem for each in found.problems] == ["unknown"]
    assert found.unsourced == ()


def registered(folder: Path, claim_id: str, **changes: str) -> None:
    """The register says something else of a claim."""
    write_register(
        folder,
        [replace(one, **changes) if one.claim_id == claim_id else one for one in CLAIMS],
    )


def test_a_figure_is_counted_again_from_the_pack(own):
    counts = own / "statistiques" / "counts.csv"
    counts.write_text(counts.read_text().replace('"412"', '"413"'))

    assert named(own) == {"recounted": ("cell",)}
    assert named(own, cell="413") == {"other_register": ("cell",)}
    assert [each.problem for each in problems_of_pack(with_document(own))] == ["recounted"]


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
    ],
)
def test_a_figure_that_leads_to_no_cell_is_told(own, changes):
    registered(own, "cell", **changes)

    assert named(own) == {"no_source": ("cell",)}


@pytest.mark.parametrize("changes", [{"number": "411"}, {"value": "411"}, {"denominator": "7"}])
def test_a_register_that_was_changed_is_told(own, changes):
    registered(own, "cell", **changes)

    assert named(own) == {"other_register": ("cell",)}


def test_a_quote_is_compared_with_the_text_that_is_sent(tmp_path):
    withdrawn = pack(tmp_path / "withdrawn", texts={"AAAA-0001-0002": BO})
    edited = pack(
        tmp_path / "edited", texts={"AAAA-0001-0001": ANA, "AAAA-0001-0002": BO.replace("c'", "ç")}
    )

    assert named(withdrawn) == {"withdrawn": ("ana",)}
    assert named(edited) == {"not_verbatim": ("bo",)}
    shown = pack(
        tmp_path / "shown", texts={"AAAA-0001-0001": ANA, "AAAA-0001-0002": BO.replace(" ", "\x07")}
    )
    assert named(shown) == {}
    registered(edited, "bo", question_id="autre")
    assert named(edited) == {"no_text": ("bo",)}


def test_what_harms_people_is_told_first(tmp_path):
    withdrawn = pack(tmp_path / "withdrawn", texts={"AAAA-0001-0001": ANA})

    problems = list(named(withdrawn, total="9999", cell="4"))

    assert problems[0] == "withdrawn"
    assert len(problems) > 1


def test_a_pack_holds_when_its_documents_do_and_when_figures_of_its_pdf_do(own):
    assert problems_of_pack(with_document(own)) == ()

    note = [replace(CLAIMS[0], document="00-note.pdf", claim_id="noted_total")]
    write_register(own, [*CLAIMS, *note, replace(note[0], claim_id="wrong", value="1")])
    assert [each.claim_ids for each in problems_of_pack(own)] == [("wrong",)]
    problems = problems_of_pack(with_document(own, cell="4"))
    assert [each.claim_ids for each in problems] == [("wrong",), ("cell",)]


def test_a_template_whose_figures_would_be_read_otherwise_is_not_published(tmp_path):
    with world(tmp_path, answers=ANSWERS) as (tables, folder):
        index.write_index(tables, folder)
        annex.write_tables(tables, folder)
        places = folders(forms=tmp_path, data=tmp_path)
        template = docx.Document()
        template.add_paragraph("Voici 1{{ contributions }} réponses.")
        template.save(str(places.template(form_of(tables).form_id)))

        with pytest.raises(OrganiserError) as refused:
            write_contribution(tables, folder, places, (), lambda: NO_ANSWERS)

    assert (refused.value.code, "modèle" in refused.value.advice) == ("claims_do_not_hold", True)
