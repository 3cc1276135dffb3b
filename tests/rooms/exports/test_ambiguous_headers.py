"""Headings that repeat, groups written once, lists joined by commas: nothing is ever mixed up.

A label export of a form may not say which of two columns is which. Then it is refused, with the
lines that tell them apart; it is never read into the wrong question.
"""

from __future__ import annotations

import gzip
import json
from collections import Counter

from hypothesis import example
from hypothesis import strategies as st

from consultation.words.errors import OrganiserError
from tests.cases.consultation_form import at, filled_in
from tests.cases.framaforms_files import sent
from tests.cases.framaforms_model import Component, Form, Options, Submission, Value
from tests.cases.framaforms_rows import GROUP, columns_of, export_rows
from tests.cases.places import CASES
from tests.cases.properties import holds_of
from tests.cases.typed_content import Cells, typed

# Labels that stand everywhere in real forms, and one that is the beginning of another.
LABELS = ("Autre", "Nom", "Oui", "Non", "Coût", "Coût, opacité", "SID", "Heure")
REFUSALS = ("ambiguous_heading", "unknown_columns", "other_form", "form_file")


@st.composite
def components(draw: st.DrawFn) -> tuple[Component, ...]:
    """A few questions of every shape, their labels and options drawn from the same few."""
    kinds = draw(
        st.lists(
            st.sampled_from(["textfield", "textfield", "multiple", "grid", "file"]),
            min_size=2,
            max_size=6,
        )
    )
    names = draw(st.lists(st.sampled_from(LABELS), min_size=len(kinds), max_size=len(kinds)))
    return tuple(
        _component(draw, f"q{place}", name, kind)
        for place, (name, kind) in enumerate(zip(names, kinds, strict=True))
    )


def _component(draw: st.DrawFn, key: str, label: str, kind: str) -> Component:
    if kind not in ("multiple", "grid"):
        return Component(key, label, kind)
    labels = draw(st.lists(st.sampled_from(LABELS), min_size=1, max_size=3, unique=True))
    parts = tuple((f"o{place}", name) for place, name in enumerate(labels))
    if kind == "multiple":
        return Component(key, label, kind, options=parts)
    return Component(key, label, kind, items=parts, options=(("pour", "Pour"),))


def declared(form: Form, options: Options) -> str:
    """A form file that names each column as an organiser would, keys where labels don't do."""
    shown = [list(columns_of(component, options)) for component in form.components]
    names = Counter(label for columns in shown for _, label in columns)
    taken: set[str] = set()
    tables, group = [], GROUP["fr"]
    for component, columns in zip(form.components, shown, strict=True):
        own_group, label = columns[0]
        group = own_group or group
        is_alone = len(columns) == 1 and component.kind in ("textfield", "multiple")
        is_group = component.kind == "multiple" and not options.compact
        is_repeated = is_alone and not is_group and names[label] > 1
        heading = f"{group} > {label}" if is_repeated else component.label
        heading = component.key if heading in taken else heading
        taken.add(heading)
        tables.append(_table(component, heading))
    return HEAD + "\n".join(tables)


HEAD = """
title = "Formulaire"
recipient = "Mairie"
time_zone = "Europe/Paris"
"""
KINDS = {"textfield": "text", "multiple": "choices", "grid": "grid", "file": "file"}


def _table(component: Component, heading: str) -> str:
    lines = [
        f"[questions.{component.key}]",
        f'kind = "{KINDS[component.kind]}"',
        f"headers = {json.dumps([heading], ensure_ascii=False)}",
    ]
    for name, parts in (("items", component.items), ("choices", component.options)):
        if parts:
            lines.append(f"[questions.{component.key}.{name}]")
            lines += [f"{key} = {json.dumps([label])}" for key, label in parts]
    return "\n".join(lines)


def answers(form: Form) -> tuple[Submission, Cells]:
    """One submission that answers everything, each question otherwise, and what it says."""
    data: dict[str, Value] = {}
    cells: Cells = {}
    for component in form.components:
        key = component.key
        if component.kind == "multiple":
            ticked = tuple(option for option, _ in component.options)[-2:]
            data[key] = ticked
            cells |= {(1, f"{key}={option}"): True for option in ticked}
        elif component.kind == "grid":
            data[key] = {item: "pour" for item, _ in component.items}
            cells |= {(1, f"{key}/{item}=pour"): True for item, _ in component.items}
        elif component.kind == "textfield":
            data[key] = cells[1, key] = f"la réponse à {key}"
    return filled_in(1, at(14, 9, 0), **data), cells


@holds_of(components(), st.booleans(), few=6, many=150)
@example(
    (
        Component(key="q0", label="Nom", kind="multiple", options=(("o0", "Autre"),)),
        Component(key="q1", label="Nom", kind="textfield"),
    ),
    False,
)
def test_labels_that_repeat_are_read_right_or_refused(parts, compact):
    form, options = Form("Formulaire", parts), Options(compact=compact)
    submission, expected = answers(form)
    content = sent(export_rows(form, [submission], options), options)

    try:
        found = typed(content, declared(form, options)).cells
    except OrganiserError as refusal:
        assert refusal.code in REFUSALS  # noqa: PT017 - a refusal is one of two right outcomes
        return
    assert {key: value for key, value in found.items() if key[1].startswith("q")} == expected


# 504 real options.

GRAND_DEBAT = CASES / "grand-debat"
CATEGORIES = json.loads((GRAND_DEBAT / "categories.json").read_text(encoding="utf-8"))
LEFT_OUT = [
    *("Référence", "Auteur (numéro)", "Profil", "Code postal"),
    *("Numéro de question", "Question", "Titre", "Votre réponse"),
]


def test_504_options_some_with_commas_are_read_alike_from_a_list_and_from_columns():
    """The same 2,204 answers, in compact and in separate form."""
    labels = CATEGORIES["all_categories"]
    choices = [f"c{n} = {json.dumps([label])}" for n, label in enumerate(labels)]
    question = """
[questions.categories]
kind = "choices"
headers = ["Catégories"]
[questions.categories.choices]
"""
    form = "\n".join([f"{HEAD}ignored = {json.dumps(LEFT_OUT)}{question}", *choices])
    files = ("idees.webform.csv.gz", "idees.separate.webform.csv.gz")
    contents = [gzip.decompress((GRAND_DEBAT / name).read_bytes()) for name in files]
    found = [typed(content, form) for content in contents]
    assert [(one_of.set_aside, one_of.rejected) for one_of in found] == [(set(), [])] * 2
    compact, separate = (one_of.cells for one_of in found)
    named = Counter(
        labels[int(name.removeprefix("categories=c"))]
        for _, name in compact
        if name.startswith("categories=")
    )

    assert compact == separate
    assert len([label for label in labels if "," in label]) == 113
    assert named == CATEGORIES["counts_by_categorie"]
