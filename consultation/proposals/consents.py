"""The part of the draft that only people can decide: what each respondent agreed to send."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from consultation.forms.contradictions import STATES
from consultation.proposals import heading_words as words
from consultation.proposals.plan import DeclaredQuestion, LeftOut, Plan
from consultation.proposals.toml_text import comment, comment_out, pairs, shorten, string, strings


def consent_lines(plan: Plan) -> Iterator[str]:
    """The consent as comments to uncomment: from a column left aside, else from boxes to tick, else
    an explanation."""
    candidates = plan.candidates("consent")
    agreements = [one for one in plan.questions if one.guess.is_agreement]
    yield from comment(
        "L'accord de chacun·e. own_name\u00a0: envoyer sous son nom\u00a0; collective_name\u00a0: "
        "sous le nom du collectif\u00a0; anonymous\u00a0: sans nom\u00a0; reflection_only\u00a0: "
        "ne rien envoyer. Une réponse qu'aucune liste ne cite n'est pas envoyée."
    )
    if candidates:
        yield from _question_lines(candidates[0], agreements)
    elif rules := _rule_lines(agreements):
        yield from comment(
            "Ces questions semblent dire un accord\u00a0: vérifiez ce que chaque réponse permet. "
            "La première règle remplie l'emporte."
        )
        yield from comment_out(rules)
    else:
        yield from comment(
            "Aucune question ne semble le demander. Si l'une le fait, ôtez-la d'où elle est et "
            'écrivez à cet endroit [consent], puis headers = ["son en-tête"], puis une liste de '
            'réponses par accord, par exemple anonymous = ["Oui"].'
        )


def _question_lines(candidate: LeftOut, agreements: Sequence[DeclaredQuestion]) -> Iterator[str]:
    choices = candidate.guess.choices if candidate.guess else None
    spelt = choices.all_spellings() if choices else []
    meant: dict[str, list[str]] = {}
    untold: list[str] = []
    for spellings in spelt:
        state = words.consent_state(spellings[0])
        (untold if state is None else meant.setdefault(state, [])).extend(spellings)
    yield from comment(
        f"Deviné d'après ses réponses, à vérifier une par une\u00a0; puis ôtez de `ignored` "
        f"«\u00a0{shorten(candidate.written[0])}\u00a0»."
    )
    if untold:
        yield from comment(f"À placer\u00a0: {strings(untold)}.")
    keys = {"headers": strings(candidate.written)}
    keys |= {state: strings(meant[state]) for state in STATES if state in meant}
    boxes = [one for one in agreements if _is_privacy_box(one)]
    if boxes:
        keys["requires"] = f"{{ {boxes[0].id} = {string(boxes[0].choices[0].id)} }}"
    lines = comment_out(["[consent]", *pairs(keys)])
    if boxes:
        why = "Si cette case doit être cochée pour que l'accord vaille, sinon à effacer\u00a0:"
        lines[-1:] = [*comment(why), lines[-1]]
    yield from lines


def _is_privacy_box(question: DeclaredQuestion) -> bool:
    texts = [*question.headers, *(text for one in question.choices for text in one.spellings)]
    return len(question.choices) == 1 and bool(words.PRIVACY.search(words.fold(" ".join(texts))))


def _rule_lines(agreements: Sequence[DeclaredQuestion]) -> list[str]:
    """A rule per choice that says an agreement."""
    lines: list[str] = []
    for question in agreements:
        for choice in question.choices:
            state = words.consent_state(choice.spellings[0])
            if state is None or _is_privacy_box(question):
                continue
            when = f"{{ {question.id} = {string(choice.id)} }}"
            lines += ["[[consent.rules]]", *pairs({"state": string(state), "when": when})]
    return lines
