"""The collective contribution: what fills its text, what refuses to be filled, its register."""

from __future__ import annotations

import shutil
from functools import cache, partial
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn

from consultation.packs import annex, index
from consultation.packs.contribution.claims import DOCUMENT, read_register
from consultation.packs.contribution.named_values import values_of
from consultation.packs.contribution.placeholders import as_printed
from consultation.packs.contribution.stated_files import write_contribution, write_model, write_note
from consultation.packs.plain_text import read_plain_text
from consultation.warehouse.store.connection import execute
from consultation.warehouse.tables.publications import Publication
from consultation.words.errors import OrganiserError
from tests.cases.errors import error_of
from tests.cases.note import NO_TEXT, plain
from tests.cases.pack import ANSWERS, CLOSED, CONTRIBUTIONS, REASON, world
from tests.cases.sent_contributions import answer, sent
from tests.documents import words

QUOTED, WRITTEN = "AAAA-0001-0005", "AAAA-0001-0004"
REASONS = [
    answer(f"AAAA-0001-000{number}", "raisons", choice_id=choice)
    for number, choices in enumerate((("prix", "bruit"), ("prix",), ("bruit",), ("prix",)), 1)
    for choice in choices
]


@pytest.fixture(scope="module")
def pack(tmp_path_factory):
    """The tables and the folder of a pack whose note, index and annex are written."""
    folder = tmp_path_factory.mktemp("contribution")
    with world(folder, answers=(*ANSWERS, *CLOSED, *REASONS)) as (tables, written):
        claims = write_note(tables, written, NO_TEXT, partial(values_of, tables))
        index.write_index(tables, written)
        annex.write_tables(tables, written)
        yield SimpleNamespace(tables=tables, folder=written, note=claims)


@pytest.fixture(scope="module")
def values(pack):
    """What a text can name."""
    return values_of(pack.tables)


def quoting(tables, text: str, reference: str = QUOTED):
    """The tables, where people chose this quote."""
    connection = tables["pack.index"].connection
    execute(connection, "create schema if not exists chosen_here")
    execute(
        connection,
        "create or replace table chosen_here.quotes as select $reference as reference,"
        " $reference as submission_id, null::varchar as theme_id, 'texte' as question_id,"
        " $text as quote_text, 'Les Yeux ouverts' as attribution",
        {"reference": reference, "text": text},
    )
    columns = ("reference", "submission_id", "theme_id", "question_id", "quote_text", "attribution")
    table = Publication("chosen_here.quotes", columns, ("VARCHAR",) * 6, connection)
    return {**tables, "quotes.chosen": table}


def written(pack, folder: Path, *paragraphs: str, tables=None) -> Path:
    """The document made of a text of these paragraphs; without any, of the default one."""
    own_text = folder / "petit.contribution.txt"
    if paragraphs:
        own_text.write_text("\n\n".join(("# Nous", *paragraphs)), "utf-8")
    made = shutil.copytree(pack.folder, folder / "soumission")
    values = cache(partial(values_of, tables or pack.tables))
    write_model(folder, values)
    write_contribution(tables or pack.tables, made, own_text, pack.note, values)
    return made / DOCUMENT


def words_alone(folder: Path, *given, **changes) -> list[str]:
    """The words of the default text, of a pack made for them."""
    with world(folder, *given, **changes) as (tables, alone):
        index.write_index(tables, alone)
        annex.write_tables(tables, alone)
        (folder / "made").mkdir()
        pack = SimpleNamespace(tables=tables, folder=alone, note=())
        return words(written(pack, folder / "made"))


def bookmarks(document: Path) -> dict[str, str]:
    """What stands between the two ends of each bookmark."""
    found, open_ones = {}, {}
    for element in Document(document).element.body.iter():
        if element.tag == qn("w:bookmarkStart"):
            open_ones[element.get(qn("w:id"))] = element.get(qn("w:name"))
        elif element.tag == qn("w:bookmarkEnd"):
            open_ones.pop(element.get(qn("w:id")))
        elif element.tag == qn("w:t"):
            for name in open_ones.values():
                found[name] = found.get(name, "") + element.text
    assert not open_ones
    return found


def refusal(pack, folder, *paragraphs, **changes) -> OrganiserError:
    error = error_of(written, pack, folder, *paragraphs, **changes)
    assert error.where == "petit.contribution.txt"
    assert not (folder / "soumission" / DOCUMENT).exists()
    return error


# What fills it


def test_each_claim_is_a_bookmark_around_its_value_and_a_line_of_the_register(pack, tmp_path):
    document = written(pack, tmp_path)
    claims = [claim for claim in read_register(document.parent) if claim.document == DOCUMENT]

    assert bookmarks(document) == {claim.bookmark: claim.value for claim in claims}
    assert len({claim.claim_id for claim in claims}) == len(claims) > 30
    assert max(len(claim.bookmark) for claim in claims) <= 40
    (share,) = [c for c in claims if "choice_id=prix" in c.key and c.column == "chosen_share"][:1]
    assert (plain(share.value), share.number, share.denominator) == ("75,0 %", "0.75", "4")
    assert (share.table, share.counting_rule) == ("statistiques/answer_counts.csv", "all")


def test_names_lead_to_figures_under_each_counting_rule(pack, tmp_path):
    holes = {
        "{{ contributions.collectives }}": "1",
        "{{ raisons.bruit.nombre }} / {{ raisons.ont_repondu }}": "2 / 4",
        "{{ avis.ville.pour.part.individuals }}": "33,3 %",
        "{{ combien.mediane }}, {{ quand.plus_ancienne }}": "12, 01/06/2019",
        "{{ lettres.contributions|accord('voix', 'voix') }}": "3 voix",
        "{{ lettres.nombre|accord('lettre') }}": "1 lettre",
        "{% if contributions > 5 and raisons.prix.part < 0.8 %}oui{% endif %}": "oui",
        "{% for choix in raisons.choix %}{{ choix.libelle }} {% endfor %}": "Prix, coût Bruit",
        "{% if raisons.en_tete %}{{ raisons.en_tete.libelle }}{% endif %}": "Prix, coût",
        "{% for choix in raisons.autres_reponses %}{{ choix.libelle }}{% endfor %}": "Bruit",
        # Answers that are equal do not stand in front of one another.
        "{% if avis.ville.en_tete or avis.ville.autres %}non{% else %}égaux{% endif %}": "égaux",
    }
    document = written(pack, tmp_path, *holes)

    assert [plain(line) for line in words(document)[1:]] == list(holes.values())


def test_the_text_is_drawn_with_the_styles_of_a_word_processor(pack, tmp_path):
    text = """## Qui

- un
- deux

### Une question

> « Trop de caméras. »

| Règle | Nombre |
|---|--:|
{% for regle in regles %}
| {{ regle.libelle }} | {{ regle.contributions }} |
{% endfor %}

Avant {{ raisons.graphique }}
"""
    document = Document(written(pack, tmp_path, text))

    told = [(one.style.name, one.text) for one in document.paragraphs if one.text]
    assert told == [
        ("Title", "Nous"),
        ("Heading 1", "Qui"),
        ("List Bullet", "un"),
        ("List Bullet", "deux"),
        ("Heading 2", "Une question"),
        ("Quote", "«\u00a0Trop de caméras.\u00a0»"),
        ("Normal", "Avant"),
    ]
    table, chart = document.tables
    assert [row.cells[1].text for row in table.rows] == ["Nombre", "6", "4", "4", "5", "1"]
    assert [plain(cell.text) for cell in chart.rows[0].cells] == ["Prix, coût", "", "3", "75,0 %"]
    bars = [row.cells[1]._tc.find(f".//{qn('w:ind')}").get(qn("w:right")) for row in chart.rows]
    assert [2784 - int(right) for right in bars] == [2088, 1392]  # of 2,784: 75 % and 50 %


def test_a_chosen_quote_is_quoted_to_the_letter_and_leads_to_its_text(pack, tmp_path):
    tables = quoting(pack.tables, "Trop  de\ncaméras.")
    document = written(pack, tmp_path, tables=tables)

    (quote,) = [claim for claim in read_register(document.parent) if claim.kind == "quote"]
    assert bookmarks(document)[quote.bookmark] == quote.value == "Trop  de caméras."
    assert (quote.reference, quote.question_id) == (QUOTED, "texte")
    shown = [line for line in words(document) if quote.value in line]
    assert list(map(plain, shown)) == [f"« {quote.value} » — Les Yeux ouverts, {QUOTED}"]


def test_without_answers_parts_are_not_there_and_a_draft_says_so_above_all_else(tmp_path):
    reasons = [{"position": 1, "reason": REASON}]
    first, *others = words_alone(tmp_path, answers=[], sending__reasons=reasons)

    assert plain(first) == f"PROJET — {REASON}".replace("'", "’")
    assert "Qui a répondu" in others
    assert not {"Ce que disent les réponses", "Ce que des personnes ont écrit"} & {*others}


BRIDGE = ("Très favorable", "Plutôt favorable", "Sans avis", "Plutôt opposé·e", "Très opposé·e")
SIDES = {"Favorables": (0, 1), "Opposé·es": (3, 4)}
WAYS = ("À pied", "À vélo")


@pytest.mark.parametrize(
    ("groups", "others"),
    [
        (SIDES, ["Le pont — Opposé·es (total) : 2 (25,0 %)"]),
        (
            {},
            [
                "Le pont — Plutôt favorable : 2 (25,0 %) ; Sans avis : 1 (12,5 %) ; "
                "Plutôt opposé·e : 1 (12,5 %) ; Très opposé·e : 1 (12,5 %)"
            ],
        ),
    ],
)
def test_others_are_the_other_side_of_a_scale_or_another_answer_of_one_choice(
    groups, others, tmp_path
):
    """Of a bridge that 5 of 8 favour, with as many ways of moving as anybody wants."""
    given = [0, 0, 0, 1, 1, 2, 3, 4]
    said = [answer(f"R-{n}", "pont", choice_id=str(choice)) for n, choice in enumerate(given)]
    said += [answer(f"R-{n}", "mode", choice_id=str(way)) for n in range(5) for way in range(n % 2)]
    said += [answer(f"R-{n}", "mode", choice_id="1") for n in range(8)]
    asked = {"pont": ("choice", BRIDGE), "mode": ("choices", WAYS)}
    tables = {
        "form__questions": [
            {"question_id": one, "title": f"Le {one}", "kind": kind}
            for one, (kind, _) in asked.items()
        ],
        "form__choices": [
            {"question_id": one, "choice_id": str(n), "position": n, "label": label}
            for one, (_, labels) in asked.items()
            for n, label in enumerate(labels)
        ],
        "form__groups": [
            {"question_id": "pont", "choice_id": str(n), "group_label": name, "position": place}
            for place, (name, choices) in enumerate(groups.items())
            for n in choices
        ],
    }
    eight = [sent(f"R-{n}") for n in range(8)]
    lines = [*map(plain, words_alone(tmp_path, eight, said, **tables))]

    after = lines[lines.index("Ce que disent d’autres") :]
    assert [line for line in after if line.startswith("Le ")] == others
    first = next(place for place, line in enumerate(lines) if "D’abord" in line)
    front = "Favorables (total), 5 (62,5 %)" if groups else "Très favorable, 3 (37,5 %)"
    assert lines[first].endswith(f"D’abord : {front}.")
    drawn = [one for one in lines[first:] if one in (*BRIDGE, *(f"{g} (total)" for g in SIDES))]
    assert drawn == [*(f"{g} (total)" for g in groups), *BRIDGE]


def test_answers_without_dates_are_told_as_such_and_every_name_of_ours_exists(tmp_path):
    undated = [{**each, "at": None} for each in CONTRIBUTIONS]
    said = words_alone(tmp_path, undated)
    names = (tmp_path / "made/organisation/modele/noms.csv").read_text(encoding="utf-8")

    assert any("n’a pas donné de dates" in line for line in said)
    assert not any("entre la semaine" in line for line in said)
    assert '"{{ premiere_semaine }}",""\n' in names


def test_the_same_pack_makes_the_same_bytes_and_names_nobody(pack, tmp_path):
    made = []
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        made.append(written(pack, tmp_path / name).read_bytes())
    core = ZipFile(BytesIO(made[0])).read("docProps/core.xml").decode()

    assert made[0] == made[1]
    assert "faire-masse:petit" in core
    assert "python-docx" not in core


def test_words_have_the_apostrophes_of_print_and_addresses_their_own():
    typed = "L'an d'avant : o'neill@example.org, https://example.org/l’an"

    assert as_printed(typed) == "L’an d’avant : o'neill@example.org, https://example.org/l’an"


# What is refused


def test_an_unknown_hole_is_named_with_the_nearest_names(pack, tmp_path):
    error = refusal(pack, tmp_path, "{{ raisons.pris.part }}")

    assert error.code == "template_unknown_hole"
    assert "{{ raisons.pris }}" in error.what
    assert "noms.csv" in error.advice


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("note_table", "| a | b |\n|--|--|\n| {{ contributions }} |"),
        ("note_table", "| a | b |\n| 1 | 2 |"),
        ("template_misspelt", "Voici {contributions}."),
        ("template_misspelt", "{% for a, b in [1] %}{% endfor %}"),
        ("template_misspelt", "{{ contributions"),
        ("template_misspelt", "{% if contributions %}"),
        ("template_misspelt", "{{ contributions + 1 }}"),
        ("template_misspelt", "{{ contributions|upper }}"),
        ("template_misspelt", "{{ 'a' ~ contributions }}"),
        ("template_misspelt", "{{ contributions() }}"),
        ("template_misspelt", "{{ 1 / 0 }}"),
        ("template_unknown_hole", "{{ contributions.__class__ }}"),
        ("template_unknown_hole", "{{ textes.texte.themes.surveillance.part }}"),
        ("template_unknown_hole", "{% if raison %}x{% endif %}"),
    ],
)
def test_what_cannot_be_filled_is_refused(values, code, text):
    assert error_of(read_plain_text, f"# Nous\n\n{text}", values, "petit.txt").code == code


def test_a_text_without_a_title_is_refused(values):
    assert error_of(read_plain_text, "Rien.", values, "petit.txt").code == "note_without_title"


@pytest.mark.parametrize("reference", [WRITTEN, "7F3A-91BD-0001"])
def test_a_contribution_that_nobody_chose_to_quote_is_not_named(pack, tmp_path, reference):
    assert refusal(pack, tmp_path, f"Voir {reference}.").code == "template_reference"


def test_a_quote_that_its_text_does_not_hold_is_not_published(pack, tmp_path):
    tables = quoting(pack.tables, "Trop peu de caméras.")

    assert error_of(written, pack, tmp_path, tables=tables).code == "claims_do_not_hold"
