"""questionnaire.pdf: the questions word for word, and what the form asked in addition."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from consultation.forms.form import Form
from consultation.machine.disk import write_bytes
from consultation.packs.contribution.template_names import Names
from consultation.packs.contribution_values import surroundings
from consultation.packs.plain_text import read_plain_text
from consultation.packs.typesetting import note_pdf
from consultation.packs.typesetting.document_values import Note
from consultation.warehouse.tables.publications import Tables, in_order
from consultation.words.french import label, schema_text, sentence, with_no_break_spaces

NAME, TEXT = "questionnaire.pdf", "questionnaire.txt"

say = partial(sentence, "questionnaire")


def write_questionnaire(tables: Tables, form: Form, folder: Path) -> None:
    """Write the questionnaire to the folder."""
    write_bytes(folder / NAME, note_pdf(questionnaire_of(tables, form)))


def questionnaire_of(tables: Tables, form: Form) -> Note:
    """The questionnaire as a document, in three parts. The first has the category and the questions
    whose answers are sent, in the form's order. The second has the questions about consent. The
    third has the other data that the form asked for."""
    around, consent = surroundings(tables), _consent_asked(tables)
    internal_questions = _questions_kept(form, consent)
    parts = {
        "asked": ([], [*_category_asked(tables), *_questions(tables)]),
        "consent": ([], consent),
        "besides": (
            [*_asked_besides(form, len(internal_questions))],
            internal_questions if form.pack.internal_titles else [],
        ),
    }
    sections = [
        Names("", {"titre": say(name), "phrases": _list(phrases), "questions": _list(questions)})
        for name, (phrases, questions) in parts.items()
        if phrases or questions
    ]
    values = Names("", {"formulaire": around.form_title, "parties": _list(sections)})
    text = with_no_break_spaces(schema_text(TEXT))
    return Note(*read_plain_text(text, values, TEXT), around.banner, say("kind"))


def _list(members: Sequence[object]) -> Names:
    return Names("", {}, tuple(members))


def _question(
    title: str, kind: str, choices: Sequence[str] = (), items: Sequence[str] = ()
) -> Names:
    """The values of a question for the template: its wording, how people answer it (« plusieurs
    choix possibles »), its choices, and the items of a grid. `kind`, such as `choices`, decides how
    people answer."""
    how = sentence("answered_by", kind)
    lists = {"choix": _list(choices), "elements": _list(items)}
    return Names("", {"titre": title, "reponse": how, **lists})


def _category_asked(tables: Tables) -> list[Names]:
    (form,) = tables["form.form"].records
    choices = [row["label"] for row in in_order(tables["form.categories"])]
    wording = form["category_wording"]
    return [] if wording is None else [_question(wording, "choice", choices)]


def _questions(tables: Tables) -> list[Names]:
    return [
        _question(row["wording"], row["kind"], row["choices"], row["items"])
        for row in tables["pack.document_questions"].records
    ]


def _questions_kept(form: Form, consent: Sequence[Names]) -> list[Names]:
    """The questions whose answers stay with the organisation. The questions in `consent` are left
    out, since another part shows them. Wordings are no secret: everybody who opened the form read
    them."""
    consent_titles = {question.entries["titre"] for question in consent}
    return [
        _question(question.headers[0], question.kind)
        for question in form.questions
        if (question.audience != "all" or question.kind == "file")
        and question.headers[0] not in consent_titles
    ]


def _asked_besides(form: Form, kept_count: int) -> Iterator[str]:
    """Yield sentences on the other data that the form asked for: details about people (name,
    e-mail…), ignored columns, and the `kept_count` questions whose answers are not sent."""
    if form.roles:
        yield say("who", roles=[label("field", role).lower() for role in form.roles])
    if form.ignored:
        yield say("ignored")
    if kept_count:
        yield say("kept", count=kept_count)
        if not form.pack.internal_titles:
            yield say("untitled")


def _consent_asked(tables: Tables) -> list[Names]:
    """The consent question with its answers. If several questions decide consent together, all of
    these questions, without answers."""
    choices = [row["label"] for row in in_order(tables["form.consents"])]
    kind = "choice" if choices else "consent"
    return [
        _question(row["title"], kind, choices) for row in in_order(tables["form.consent_questions"])
    ]
