"""Documents of the pack: what a person typed is there, seen, tagged, and the same each time."""

import re
import unicodedata
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace

import pytest
from fontTools.ttLib import TTFont
from hypothesis import example, given, settings
from hypothesis import strategies as st

from consultation.machine.executors import Processes
from consultation.packs.contribution.template_names import Names
from consultation.packs.plain_text import read_plain_text
from consultation.packs.typesetting import compiling, contribution_pdf, many, note_pdf, volume_pdf
from consultation.packs.typesetting.document_values import (
    Answer,
    Bullets,
    Contribution,
    Heading,
    Note,
    Paragraph,
    Table,
    Volume,
)
from consultation.packs.typesetting.printable import line, lines
from tests.cases.box_font import PATH, box_font
from tests.cases.errors import error_of
from tests.cases.one_after_another import OneAfterAnother
from tests.cases.poppler import (
    boxes,
    folded,
    needs_poppler,
    pages_of,
    properties,
    structure,
    words_of,
)
from tests.cases.typeset import CONTRIBUTION

TYPED = st.text(st.characters(exclude_categories=()), max_size=120)
"""Anything, halves of surrogate pairs and noncharacters included."""

LEFT_TO_RIGHT = st.text(
    st.characters(
        exclude_categories=("Cs", "Cc", "Co", "Cn", "M"), include_characters="#$*_@[]\\`<>/\n"
    ).filter(lambda one: unicodedata.bidirectional(one) not in ("R", "AL", "AN")),
    max_size=200,
)


def with_text(text: str) -> Contribution:
    return replace(CONTRIBUTION, answers=(Answer("Vos arguments", text=text),))


def shown(text: str) -> str:
    """What is printed of the text."""
    found = line(text)
    return found if isinstance(found, str) else "".join(map("".join, found["pieces"]))


# What a contribution shows


@needs_poppler
def test_a_contribution_says_who_when_what_and_the_consent_given():
    pdf = contribution_pdf(CONTRIBUTION)
    (page,) = pages_of(pdf)

    # In one piece, whoever extracts it.
    assert f"CONTRIBUTION {CONTRIBUTION.reference}" in words_of(pdf, "-raw")
    for said in [
        "C-7F3A-91BD",
        "Consultation populaire contre la vidéosurveillance automatisée",
        "Transmise sans nom",
        "Semaine du 14 février 2022",
        "Qualité déclarée\u00a0: citoyen·ne",
        "☑ Surveillance de masse",
        "☑ Inefficacité «\u00a0démontrée\u00a0»",
        "4 autres choix non cochés",
        "Bagage abandonné Plutôt favorable",
        "Je refuse que mon corps devienne un code-barres.",
        "Questions restées sans réponse – Votre ressenti",
        "Consentement recueilli",
        "«\u00a0Acceptez-vous que votre réponse soit envoyée à la CNIL\u00a0?\u00a0»",
        "«\u00a0Oui, anonymement\u00a0»",
        "page 1/1",
    ]:
        assert folded(said) in folded(page), said


@needs_poppler
def test_every_page_bears_the_reference_and_its_number_and_a_long_text_is_there_to_the_last_word():
    words = [f"mot{n}" for n in range(5700)]
    pages = pages_of(contribution_pdf(with_text(" ".join(words))))

    assert re.findall(r"\bmot[0-9]+\b", " ".join(pages)) == words
    assert len(pages) > 2
    for number, page in enumerate(pages, start=1):
        assert folded(page).endswith(folded(f"Contribution C-7F3A-91BD page {number}/{len(pages)}"))


# A text is text


@needs_poppler
@pytest.mark.parametrize(
    "typed",
    [
        "#panic()",
        '#eval("1+1") #sys.inputs #read("/etc/passwd")',
        "$x^2$ *gras* _italique_ `brut` ```typ #panic()```",
        "@reference <label> = Titre == Sous-titre",
        "- puce + numéro / terme: sens",
        "] ) } [ ( { \\ \\u{41} \\n // non /* non */ ~ -- --- ...",
        "\"doubles\" 'simples' « français » l’apostrophe",
        '{"pieces": ["a"], "rtl": true}',
        r'\")) #panic() #let d = json(bytes("\" \\")) #panic() //',
        "</div><script>alert(1)</script> &amp; %PDF-1.7 endobj (parenthèse",
        "https://example.org/#fragment mailto:a@example.org",
    ],
)
def test_code_comes_out_as_typed(typed):
    answers = (Answer(typed, (typed,), 1, ((typed, typed),), typed), Answer(typed))
    places = ("form_title", "how_sent", "when", "category", "consent_question", "consent_answer")
    everywhere = Contribution(
        "C-1", answers=answers, banner=(typed,), **dict.fromkeys(places, typed)
    )

    text = folded("".join(pages_of(contribution_pdf(everywhere))))

    assert text.count(folded(typed)) >= 12


@needs_poppler
def test_lines_and_indents_are_kept_and_blank_lines_are_one():
    text = "Un.\n  - deux\r\ntrois\u2028quatre\n\n\n\ncinq\n\n"

    assert lines(text) == ["Un.", {**line("  - deux")}, "trois", "quatre", None, "cinq"]
    shown = [row.strip() for row in words_of(contribution_pdf(with_text(text))).splitlines()]
    assert {"Un.", "- deux", "trois", "quatre", "cinq"} <= set(shown)


@needs_poppler
def test_what_no_font_has_is_a_box_and_is_found_as_typed():
    typed = "Non \U0001f600 merci 中文 한국어 \u0378."
    pdf = contribution_pdf(with_text(typed))

    assert folded(typed) in folded(words_of(pdf))
    assert b"FaireMasseBox" in pdf
    assert b"FaireMasseBox" not in contribution_pdf(CONTRIBUTION)


def test_the_font_of_last_resort_is_that_of_its_recipe_and_has_every_sign():
    assert PATH.read_bytes() == box_font()
    shown = TTFont(PATH).getBestCmap()
    assert {*range(0x20, 0xD800), *range(0xE000, 0x110000)} <= shown.keys()
    assert {name for sign, name in shown.items() if sign != ord(" ")} == {"box"}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("a\ue000b\U000f0000", "a▯b▯"),  # private areas: each font has what it likes there
        ("Z" + "\u0308" * 9, "Z" + "\u0308" * 4 + "▯" * 5),  # marks would cover the lines around
        ("a\x00\x07\x1b\x85b\ud83dc", "a\ufffd\ufffd\ufffd\ufffdb\ufffdc"),
        ("a\ufffe\uffff\U0001ffff\ufdd0d", "a\ufffd\ufffd\ufffd\ufffdd"),
        ("facture\u202efdp.exe\u202c", "facturefdp.exe"),
        ("vu\U000e0063\U000e0061", "vu"),
    ],
)
def test_a_sign_that_cannot_be_shown_is_seen_and_none_plays_a_trick(typed, said):
    assert shown(typed) == said


@pytest.mark.slow
@needs_poppler
@settings(max_examples=60, deadline=None)
@given(LEFT_TO_RIGHT)
@example("fi ffi fl ffl tt Th Qu st ct")
@example("l'Œuvre, «\u00a0oui\u00a0»\u202f! 1/2 ½ ﬁ ǆ ŉ Å")
@example("Ελληνικά Русский Հայերեն ქართული Tiếng Việt")
def test_a_text_is_found_as_typed(typed):
    (page, *_) = pages_of(contribution_pdf(with_text(typed)))

    assert folded(typed) in folded(page)


@settings(max_examples=100, deadline=None)
@given(TYPED, TYPED)
@example("\u0301", "\u200d\ufe0f")
@example("\u05d0\u05bc\u0323", "\u0644\u0651\u064e\u0627")
@example("\u1100\u1161\u11a8", "\U0001f3f4\U000e0067\U000e0062\U000e007f")
@example("\u2066\u2067\u2068", "\u2069" * 40)
def test_any_text_makes_a_document(typed, other):
    contribution = replace(
        CONTRIBUTION,
        how_sent=typed,
        category=other,
        answers=(Answer(other, (typed,), 0, ((typed, other),), typed + other),),
        consent_answer=other,
        banner=(typed,),
    )

    assert contribution_pdf(contribution).startswith(b"%PDF-1.7")


# Scripts from right to left


@needs_poppler
def test_a_script_from_right_to_left_is_read_and_found():
    for language, typed in (
        ("ar", "أنا أرفض المراقبة بالفيديو في شوارع مدينتنا"),
        ("he", "אני מתנגד למעקב וידאו ברחובות"),
    ):
        pdf = contribution_pdf(with_text(typed))
        assert lines(typed) == [{"pieces": [typed], "rtl": True, "lang": language}]
        assert f"/Lang({language})".encode() in pdf
        assert folded(typed) in folded(words_of(pdf))


def test_the_first_letter_gives_the_direction():
    assert line("12. كاميرا et métro")["rtl"]
    assert line("Le mot كاميرا au milieu") == "Le mot كاميرا au milieu"


# Long words, long texts


@needs_poppler
@pytest.mark.parametrize(
    "typed",
    [
        *("W" * 400, "https://example.org/" + "chemin-tres-long/" * 30, "-" * 300),
        *("mot\u00a0" * 200, "\U0001f600" * 100, "é" * 300),
    ],
)
def test_a_long_word_stays_within_the_page(typed):
    everywhere = Answer(typed, (typed,), 1, ((typed, typed),), typed)
    pdf = contribution_pdf(replace(CONTRIBUTION, answers=(everywhere,)))

    margin = 62.4  # 2.2 cm, in points
    assert all(margin - 1 < left and right < 595.3 - margin + 1 for left, _, right, _ in boxes(pdf))
    assert folded(typed) in folded("".join(pages_of(pdf)))


@needs_poppler
def test_words_with_hyphens_are_not_cut_at_the_end_of_a_line():
    typed = "Est-ce que peut-être vous-même - là - y penseriez-vous\u00a0? " * 40

    assert folded(typed) in folded(words_of(contribution_pdf(with_text(typed))))


# Accessible


@needs_poppler
def test_a_document_is_tagged_titled_in_french_and_holds_no_date():
    pdf = contribution_pdf(CONTRIBUTION)
    found, told = structure(pdf), properties(pdf)

    assert [found.count(tag) for tag in ("H1", "H2", "LI", "TH", "TD")] == [1, 4, 3, 2, 4]
    assert told["Tagged"] == "yes"
    assert told["Title"].startswith("Contribution C-7F3A-91BD — Consultation populaire contre")
    assert re.search(rb"/Type/Catalog[^\n]*/Lang\(fr\)", pdf)
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf
    assert {"CreationDate", "ModDate", "Author"} & set(told) == set()
    assert b"xmp:CreateDate" not in pdf
    assert b"LibertinusSerif" in pdf


# Many of them


def contributions(count: int, text: str = "Non.") -> list[Contribution]:
    return [replace(with_text(text), reference=f"C-{n:04d}") for n in range(count)]


def test_a_process_that_does_not_end_is_stopped_and_its_document_named(tmp_path, monkeypatch):
    monkeypatch.setattr(many, "SECONDS", 1e-7)
    error = error_of(many.write_documents, Processes(), contributions(2), tmp_path)

    assert error.code == "typesetting_failed"
    assert "C-0000" in error.message


class Dying(OneAfterAnother):
    """Its processes die of one document."""

    def submit(self, work, /, batch):
        self.begun.append([getattr(each, "how_sent", each.file_name) for each in batch])
        if any(one.how_sent == "C-0002" for each in batch for one in each.contributions):
            done = Future()
            done.set_exception(BrokenProcessPool())
            return done
        return OneAfterAnother().submit(work, batch)


def test_only_the_contribution_of_which_a_process_dies_is_set_aside(tmp_path):
    sent = [replace(each, how_sent=each.reference) for each in contributions(4)]
    volume = Volume("Consultation", 1, 1, tuple(sent))
    executor = Dying()

    assert many.write_documents(executor, [*sent, volume], tmp_path) == {"C-0002"}
    placeholder = sent[2].placeholder
    names = [*(each.reference for each in sent), "recueil-01.pdf"]
    # One by one; of the volume, whose own document was not made.
    again = [*names, "C-0002"]
    with_placeholders = [placeholder.how_sent, "recueil-01.pdf"]
    assert executor.begun == [names, *([name] for name in again), with_placeholders]
    made = {path.stem: path.read_bytes() for path in tmp_path.iterdir()}
    alone = {each.reference: contribution_pdf(each) for each in (*sent[:2], placeholder, *sent[3:])}
    assert made == {**alone, "recueil-01": volume_pdf(volume.with_placeholders({"C-0002"}))}


def panic(document: object) -> bytes:
    """Rust's panics are no Exception, and have no module that another process could load."""
    raise type("PanicException", (BaseException,), {})("Secret.")


def test_a_document_that_cannot_be_made_is_named_and_none_of_it_told(tmp_path, monkeypatch):
    monkeypatch.setattr(many, "contribution_pdf", panic)
    error = error_of(many.write_documents, OneAfterAnother(), contributions(3, "Secret."), tmp_path)

    assert error.code == "typesetting_failed"
    assert "C-0000" in error.message
    assert "Secret" not in error.message


def test_what_typst_says_is_not_told(monkeypatch):
    monkeypatch.setattr(compiling, "_template", lambda _: "#panic(d)")

    error = error_of(contribution_pdf, with_text("Secret"))

    assert error.code == "typesetting_failed"
    assert "C-7F3A-91BD" in error.message
    assert error.__cause__ is None
    assert error.__suppress_context__
    assert "Secret" not in error.message


# The note of method

NOTE = """\
# Consultation — {{ nombre }} contributions

Transmis par : collectif.
Du 14/02 au 11/03.

## 1. Ce qui est transmis
- {{ nombre }} documents,
  un par contribution
- un index

## 2. Ce qu'elles disent
| Usage | opposé·es |
|---|--:|
{% for usage in usages %}
| {{ usage.nom }} | {{ usage.nombre }} |
{% endfor %}
{% if personne %}
- Personne.
{% endif %}

Les questions : questionnaire.pdf.
"""
USAGES = (Names("", {"nom": "Vol", "nombre": "150"}), Names("", {"nom": "- | x", "nombre": ""}))
VALUES = Names("", {"nombre": "292", "usages": Names("usages", {}, USAGES), "personne": ""})


def test_the_text_of_the_note_is_read_with_its_figures():
    assert read_plain_text(NOTE, VALUES, "note.txt") == (
        "Consultation — 292 contributions",
        (
            Paragraph("Transmis par : collectif. Du 14/02 au 11/03."),
            Heading("1. Ce qui est transmis"),
            Bullets(("292 documents, un par contribution", "un index")),
            Heading("2. Ce qu'elles disent"),
            Table(("Usage", "opposé·es"), (("Vol", "150"), ("- | x", "")), (3, 0)),
            Paragraph("Les questions : questionnaire.pdf."),
        ),
    )


def test_what_a_figure_says_is_not_read_again():
    values = Names("", {"a": "{{ b }}", "b": "## x", "c": "- | y"})
    _, blocks = read_plain_text(
        "# T\n\n{{ a }} et {{ b }}\n\n{{ b }}\n\n{{ c }}", values, "note.txt"
    )

    assert blocks == tuple(map(Paragraph, ("{{ b }} et ## x", "## x", "- | y")))


@needs_poppler
def test_the_note_says_what_keeps_it_back_then_its_text_and_its_figures():
    note = Note(*read_plain_text(NOTE, VALUES, "note.txt"), ("À relire.", "Un export manque."))
    pdf = note_pdf(note)
    (page,) = pages_of(pdf)

    assert folded(page).startswith(
        folded("PROJET — À relire. Un export manque. Consultation — 292 contributions")
    )
    assert {"Vol", "150"} <= set(page.split())
    assert properties(pdf)["Tagged"] == "yes"
    assert b"(questionnaire.pdf)" in pdf  # a click away
    assert note_pdf(note) == pdf
