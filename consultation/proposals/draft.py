"""The text of a drafted form file: what is declared, what is left out, and what to decide."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from consultation.forms.spelling import spelled
from consultation.french import counted, with_french_spaces
from consultation.proposals import heading_words as words
from consultation.proposals.consents import consent_lines
from consultation.proposals.plan import DeclaredQuestion, LeftOut, Option, Plan
from consultation.proposals.toml_text import comment, comment_out, pairs, string, strings

RECIPIENT = "à compléter"
STEPS = (
    "1. Juste en dessous : le titre, le destinataire, la date de clôture.",
    "2. [consent] : quelle question dit ce qui peut être envoyé. Tant que ce tableau n'est pas "
    "écrit, rien ne peut être transmis, et chaque traitement le rappelle.",
    "3. [roles] : quelles colonnes disent qui répond. Elles servent à ne compter chaque personne "
    "qu'une fois et ne deviennent jamais des questions.",
    "4. `ignored` : les colonnes laissées de côté, chacune avec la raison. Ce qui est laissé de "
    "côté n'est pas enregistré.",
    "5. Les questions : leur genre (kind), leurs choix, dans l'ordre du formulaire. En texte "
    "libre, des personnes se nomment parfois : à garder en interne avec audience = "
    '"organisation".',
)
HOW_TO = (
    "Une ligne qui commence par « # » et une espace explique. Une ligne qui commence par « # » "
    "sans espace est prête : ôtez ce # pour l'activer, et ôtez sa colonne de `ignored`."
)
REWORDED = (
    "Une question ou un choix reformulé en cours de route garde sa place : sa nouvelle formulation "
    "s'ajoute à la liste, et les exports d'avant restent lisibles."
)
WITH_KEYS = (
    "Cet export a pour en-têtes les clés du formulaire. Pour lire aussi les exports ordinaires, "
    'ajoutez à chaque liste le libellé : headers = ["Votre avis", "votre_avis"].'
)
NO_TITLE = "Formulaire sans titre"


@dataclass(frozen=True)
class Source:
    """What is said of the export itself."""

    name: str
    title: str
    records: int
    has_keys: bool


def form_text(form_id: str, source: Source, plan: Plan) -> str:
    """The whole drafted form file."""
    blocks = [
        list(_opening_lines(form_id, source)),
        list(_top_lines(source, plan)),
        list(consent_lines(plan)),
        list(_role_lines(plan)),
        *(list(_question_lines(question)) for question in plan.questions),
    ]
    return "\n".join("\n".join(block) + "\n" for block in blocks if block)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _opening_lines(form_id: str, source: Source) -> Iterator[str]:
    rows = counted(source.records, "ligne de réponses", "lignes de réponses")
    yield from comment(
        f"Proposition pour le formulaire {form_id}, tirée de l'export {source.name} ({rows})."
    )
    yield from comment(
        f"Enregistrez-la sous schemas/forms/{form_id}.toml. Telle quelle elle fonctionne, mais "
        "tout y est deviné. À relire, dans cet ordre\u00a0:"
    )
    for step in STEPS:
        yield from comment(with_french_spaces(step))
    yield from comment(with_french_spaces(HOW_TO))
    yield from comment(with_french_spaces(REWORDED))
    if source.has_keys:
        yield from comment(with_french_spaces(WITH_KEYS))


def _top_lines(source: Source, plan: Plan) -> Iterator[str]:
    title = string(source.title or NO_TITLE)
    values = {"title": title, "recipient": string(RECIPIENT), "time_zone": '"Europe/Paris"'}
    if not plan.left_out:
        values["ignored"] = "[]"
    lines = pairs(values)
    lines[1] += "            # à qui les réponses seront adressées\u00a0: CNIL, mairie…"
    yield from lines
    yield from comment("closes_at = AAAA-MM-JJT23:59:59   (heure de clôture, si elle est fixée)")
    if plan.left_out:
        yield "ignored = ["
        yield from _ignored_lines(plan)
        yield "]"


def _ignored_lines(plan: Plan) -> Iterator[str]:
    written: set[str] = set()
    for one in plan.left_out:
        place = f"{_sentence(one.place.column)}\u00a0: "
        yield from (f"    {line}" for line in comment(place + " ".join(one.remarks)))
        yield from (f"    {string(t)}," for t in one.written if spelled(t) not in written)
        written.update(map(spelled, one.written))


def _role_lines(plan: Plan) -> Iterator[str]:
    found: dict[str, LeftOut] = {}
    more: list[LeftOut] = []
    for role in ("email", "name", "collective", "commune", "postcode", "phone"):
        for number_of, one in enumerate(plan.candidates(role)):
            if number_of:
                more.append(one)
            else:
                found[role] = one
    yield from comment(
        "Qui répond. email (une adresse électronique par personne) évite de compter deux fois la "
        "même\u00a0; les autres servent aux contacts et à la carte. N'activez que ce qui est juste."
    )
    if not found:
        yield from comment("Aucune colonne ne semble le dire.")
        return
    for one in more:
        likely = one.guess.role if one.guess else None
        yield from comment(f"Autre possibilité pour `{likely}`\u00a0: {strings(one.written)}.")
    lists = {role: strings(one.written) for role, one in found.items()}
    yield from comment_out(["[roles]", *pairs(lists)])


def _question_lines(question: DeclaredQuestion) -> Iterator[str]:
    guess = question.guess
    for remark in guess.remarks:
        yield from comment(_sentence(remark))
    yield f"[questions.{question.id}]"
    values = {"title": string(question.title)} if question.title else {}
    values |= {"kind": string(str(guess.kind)), "headers": strings(question.headers)}
    if question.other:
        values["other"] = strings(question.other)
    yield from pairs(values)
    for name, options in (("items", question.items), ("choices", question.choices)):
        if options:
            yield ""
            yield f"[questions.{question.id}.{name}]"
            yield from _option_lines(options)
    if guess.is_category:
        yield ""
        yield from _category_lines(question)


def _option_lines(options: tuple[Option, ...]) -> list[str]:
    return pairs({option.id: strings(option.spellings) for option in options})


def _category_lines(question: DeclaredQuestion) -> Iterator[str]:
    """The same choices as kinds of respondents, in comments to uncomment."""
    yield from comment(
        "Si cette question dit qui répond (c'est le croisement principal), remplacez-la par ces "
        "lignes. collectives\u00a0: les réponses qui valent pour tout un collectif."
    )
    collectives = [
        choice.id
        for choice in question.choices
        if words.COLLECTIVE_CHOICE.search(words.fold(choice.spellings[0]))
    ]
    top = pairs({"headers": strings(question.headers), "collectives": strings(collectives)})
    choices = _option_lines(question.choices)
    yield from comment_out(["[category]", *top, "[category.choices]", *choices])
