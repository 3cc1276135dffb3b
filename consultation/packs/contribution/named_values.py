"""The values of the names in templates: `contributions` → the number of contributions.

The values are about the respondents (their number, counting rules, consents, categories, letters),
the declarations of the form file, and the answers.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from functools import partial

from consultation.forms.note_blanks import WORDS
from consultation.notices.responses import responses_told
from consultation.packs.contribution.coded import coding_values
from consultation.packs.contribution.placeholders import OwnWords
from consultation.packs.contribution.questions import changes_under_rules, questions
from consultation.packs.contribution.statements import (
    NONE,
    Figures,
    Statement,
    Statements,
    names_of_key_figures,
    rows_of,
)
from consultation.packs.contribution.template_names import Names, chart_of
from consultation.packs.index_file import EACH, Documents
from consultation.warehouse.tables.publications import Tables, in_order
from consultation.words.errors import OrganiserError
from consultation.words.french import count_of, sentence, sentences, sentences_of, within_quotes

COLLECTIVES_SHOWN = 6
DRAWS = {"reading": "lecture", "control": "controle", "recall": "rappel"}
OF_ONE_KIND = {
    "questions_libres": "textes_differents",
    "questions_de_nombre": "plus_petit",
    "questions_de_date": "plus_ancienne",
}
"""Name of a list of questions → the name of a value that only the questions of this list have."""
say = partial(sentence, "contribution")


def values_of(tables: Tables, documents: Documents = EACH) -> Names:
    """All values that a template can use, by name. `documents` are the documents already in the
    pack, to count its volumes. A question whose id is also a fixed name, such as `regles`, is at
    `questions.<id>`. Raises OrganiserError `failed_checks` if exact totals do not add up."""
    statements = Statements(tables)
    by_id, closed = questions(statements)
    answered = [question for question in by_id.values() if _is_answered(question)]
    lists = {
        "questions": answered,
        "questions_fermees": [question for question in answered if question.members],
        **{
            name: [question for question in answered if word in question.entries]
            for name, word in OF_ONE_KIND.items()
        },
        "questions_d_heure": [by_id[question] for question in _times_asked(tables)],
        "questions_sans_reponse": [
            question
            for name, question in by_id.items()
            if question not in answered and name not in _times_asked(tables)
        ],
        "conclusions": closed,
        "avis_partages": [question for question in closed if question.entries["autres"]],
    }
    own = {
        **who_answered(statements),
        **coding_values(statements),
        "changements": changes_under_rules(statements, closed),
        "bilan": _bilan(statements),
        "recueils": count_of(documents.volume_count, "recueil") if documents.pages else "",
        "reponses": responses_told(tables["pack.responses"]),
        **{name: Names(name, {}, tuple(question)) for name, question in lists.items()},
    }
    hidden = {key: question for key, question in by_id.items() if key in own}
    return Names("", by_id | own | {"questions": Names("questions", hidden, tuple(answered))})


def _times_asked(tables: Tables) -> list[str]:
    """The ids of the questions that ask for an hour. No table has figures about their answers."""
    all_questions = in_order(tables["form.questions"])
    return [row["question_id"] for row in all_questions if row["kind"] == "time"]


def _is_answered(question: Names) -> bool:
    """True if somebody answered the question, or if it has a list of answers to show."""
    return bool(question.members or question.entries.get("ont_repondu"))


def who_answered(statements: Statements) -> dict[str, object]:
    """The values about respondents, counting rules, draws by lot and the form, by their names in
    templates."""
    figures = _key_figures(statements)
    return {
        **_form(statements, figures.pop("")),
        **{name: Names(name, entries) for name, entries in figures.items()},
        "contributions": statements.by_word("rule_counts")["contributions"],
        "lettres": _letters(statements, figures["lettres"]),
        "categories": _categories(statements),
        "consentement": _consent(statements),
        "semaines": _weeks(statements),
        "collectifs": _collectives(statements),
        "regles": _rules(statements),
        "tirages": _draws(statements),
    }


def _key_figures(statements: Statements) -> dict[str, dict[str, Statement]]:
    """The figures of key_figures.csv by the two parts of their names: `accords.en_leur_nom` is at
    `["accords"]["en_leur_nom"]`. For a name without a dot, the first part is empty."""
    by_prefix: dict[str, dict[str, Statement]] = defaultdict(dict)
    for figure_id, path in names_of_key_figures().items():
        prefix, _, name = path.rpartition(".")
        by_prefix[prefix][name] = statements.key_figures.get(figure_id, NONE)
    return by_prefix


def _form(statements: Statements, figures: Mapping[str, Statement]) -> dict[str, object]:
    """The form's title, its recipient, the values of `[pack]` in the form file, and `figures`, by
    name. A missing value of `[pack]` is replaced by words between brackets, for organisers to fill
    in. Any other missing figure or day is an empty text."""
    (form,) = statements.tables["form.form"].records
    blanks = sentences_of("note_blanks")
    texts = {
        name: form[column] or blanks[name]
        for name, column in WORDS.items()
        if not isinstance(form[column], dt.date)
    }
    asks = [line for line in str(texts["demandes"]).splitlines() if line.strip()]
    return {
        "formulaire": form["title"],
        "destinataire": form["recipient"],
        **dict.fromkeys(figures, ""),
        **texts,
        **{name: figure for name, figure in figures.items() if figure.claim},
        "demandes": Names("demandes", {}, tuple(asks)),
    }


def _rules(statements: Statements) -> Names:
    counted = statements.by_word("rule_counts")["contributions"]
    rules = {
        row["counting_rule"]: Names(
            f"regles.{row['counting_rule']}",
            {
                "libelle": row["counting_rule_label"],
                "explication": row["explanation"],
                "contributions": counted.under[row["counting_rule"]],
            },
        )
        for row in rows_of(statements.tables, "rule_counts")
        if row["counting_rule"] != "consenting"  # the pack has no others
    }
    return Names("regles", rules, tuple(rules.values()))


def _draws(statements: Statements) -> Names:
    """The figures of the three draws by lot: texts read before they leave (`lecture`), texts to
    check the grid (`controle`), people to recall (`rappel`). The value of an unfinished draw is an
    empty text."""
    begun = {
        name: Names(f"tirages.{name}", statements.by_word("draws", draw))
        for draw, name in DRAWS.items()
        if (draw,) in statements.of("draws")
    }
    unfinished = dict.fromkeys(DRAWS.values(), "")
    return Names("tirages", {**unfinished, **begun}, tuple(begun.values()))


def _categories(statements: Statements) -> Names:
    """The categories by id, in the form's order. A `for` loop of a template goes through the
    categories that have contributions. If nobody gave a category, it does nothing."""
    categories = {
        category_id or "aucune": Names(f"categories.{category_id or 'aucune'}", figures)
        for (category_id,), figures in statements.rows_by_names("category_counts").items()
    }
    members = tuple(category for category in categories.values() if category.entries["nombre"])
    if members == (categories.get("aucune"),):
        members = ()
    return Names("categories", {**categories, **chart_of(members)}, members)


def _consent(statements: Statements) -> Names:
    """The consent questions (`question`) and their answers (`reponses`) in the form's words. Both
    are empty without a consent question, `reponses` also if several questions decide consent."""
    labels, answers = (
        [str(row[column]) for row in in_order(statements.tables[name])]
        for name, column in (("form.consent_questions", "title"), ("form.consents", "label"))
    )
    quoted = {"question": labels, "reponses": answers}
    values = {
        name: say("quoted", texts=list(map(within_quotes, dict.fromkeys(texts)))) if texts else ""
        for name, texts in quoted.items()
    }
    return Names("consentement", values)


def _weeks(statements: Statements) -> Names:
    weeks = statements.rows_by_names("participation_by_week").values()
    return Names("semaines", {}, tuple(Names("semaines", figures) for figures in weeks))


def _collectives(statements: Statements) -> Names:
    """The collectives that have a name and several contributions sent, at most
    `COLLECTIVES_SHOWN`."""
    listed = (Names("collectifs", row) for row in statements.rows_by_names("collectives").values())
    repeated = [
        each for each in listed if each.entries["nom"] and each.statement("contributions") > 1
    ]
    return Names("collectifs", {}, tuple(repeated[:COLLECTIVES_SHOWN]))


def _letters(statements: Statements, figures: Mapping[str, Statement]) -> Names:
    figures_by_family = statements.rows_by_names("families")
    members = tuple(
        Names("lettres", figures_by_family[row["family_id"],])
        for row in rows_of(statements.tables, "families")
        if row["is_letter"]
    )
    return Names("lettres", figures, members)


def _bilan(statements: Statements) -> Names:
    """The rows that lead from submissions received to contributions sent: the submissions received,
    a row per reason not to send, the contributions sent.

    If these totals are withheld, there are no rows, and `remarque` says why. Small counts are
    hidden (« 1 à 10 »). If readers could find a hidden count by subtraction, the number of
    submissions received becomes a range too, « 410 à 414 ». Raises OrganiserError `failed_checks`
    if exact totals do not add up.
    """
    (form,) = statements.tables["form.form"].records
    if why := form["totals_withheld"]:
        return Names("bilan", {"remarque": sentence("note", f"bilan_{why}")}, ())
    figures = statements.key_figures
    received, sendable = figures["total_received"], figures["total_sendable"]
    taken_away = {
        box: figures[f"total_{box}"]
        for box in sentences()["taken_away"]
        if f"total_{box}" in figures
    }
    is_in_part = "received_least" in figures
    sent = sendable.number + sum(count.number for count in taken_away.values())
    if not is_in_part and received.number != sent:
        raise OrganiserError("failed_checks", checks="sending.totals")
    rows: dict[str, object] = {
        sentence("note", "received"): _between(figures) if is_in_part else received,
        **{
            sentence("taken_away", box): count if count.claim else sentence("note", "few")
            for box, count in taken_away.items()
            if count or not count.claim
        },
        sentence("note", "sent"): sendable,
    }
    remark = sentence("note", "bilan_in_part") if is_in_part else ""
    members = (Names("bilan", {"libelle": label, "nombre": n}) for label, n in rows.items())
    return Names("bilan", {"remarque": remark}, tuple(members))


def _between(figures: Figures) -> OwnWords:
    least, most = figures["received_least"], figures["received_most"]
    return OwnWords(sentence("note", "between", least=least, most=most))
