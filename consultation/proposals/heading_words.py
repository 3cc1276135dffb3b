"""Patterns of words in headings and choices, in French and in English.

Texts are folded first: lower case, no accents, single spaces between words. A heading may be a key,
the technical name of a column. It is folded into words too: `nom_du_collectif` → « nom du
collectif ».
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from consultation.forms.refusing_labels import says_no

# Keys that a form builder makes say nothing about the question.
OPAQUE = re.compile(r"(new|component|champ|field|question|q)? ?\d+")

_THE = r"(?:(?:le|la|les|l|un|une|votre|vos|mon|ma|ton|ta|notre|quel|quelle|est|dans|de|du|d) )*"
_BODY = (
    r"(?:collectif|association|asso|organisation|organisme|structure|syndicat|entreprise|societe|"
    r"institution|collectivite|etablissement|raison sociale|organization|company)s?"
)
_TOWN = r"(?:commune|ville|municipalite|village|localite|city|town)"

# The order matters: « Nom du collectif » is a collective's, « Adresse électronique » an e-mail.
ROLES = {
    "email": re.compile(r"\b(e ?mails?|mail|courriels?|mel|adresse (electronique|mail))\b"),
    "phone": re.compile(r"\b(telephone|tel|telephonique|portable|mobile|phone)\b"),
    "postcode": re.compile(r"\b(code ?postal|cp|postcode|zip( code)?|postal code)\b"),
    "collective": re.compile(rf"^{_THE}(nom {_THE})?{_BODY}\b|\b(nom|name) (\w+ ){{0,3}}{_BODY}\b"),
    "commune": re.compile(
        rf"^{_THE}(nom {_THE})?{_TOWN}\b|\b{_TOWN} (de|d) (residence|habitation)\b"
    ),
    "name": re.compile(
        r"\b(noms?|prenoms?|pseudos?|pseudonymes?|name|surname|firstname|lastname|nickname|"
        r"identite|signature|signataires?|patronyme|interlocut\w+|representant\w*|referent\w*)\b|"
        r"\b(vous appelez|qui etes vous|your name)\b"
    ),
}
# « Date de signature » asks for no name.
QUANTITY = re.compile(r"(date|heure|nombre|nb|combien|annee|quand|a quelle|depuis|age|quel age)\b")
# A heading with more words is a sentence that only mentions a person's detail.
MOST_WORDS = 9

PERSONAL = re.compile(
    r"\b(adresse|rue|domicile|habitez|residez|residence|naissance|ne e? le|birth\w*|address|"
    r"iban|securite sociale|sire[nt]|facebook|twitter|mastodon|instagram|linkedin|site web|"
    r"site internet|website|contact\w*|joindre|profession|metier|employeur|fonction|poste occupe)\b"
)

IDENTIFIER = re.compile(
    r"^(numero|no|n|num|id|ref|code|identifiant|reference)\b|\b(numero|reference|identifiant)$"
)

# Uses of answers; CONSENT_VERB is needed too for a heading to ask for consent to such a use.
CONSENT = re.compile(
    r"\b(transm\w*|envoye?e?s?|envoi|publi(?![cq])\w*|publication|rgpd|donnees personnelles|"
    r"consent\w*|confidentialite|nominati\w+|anonym\w+|diffus\w+|cite[rs]?|citees?|mention\w*)\b"
)
CONSENT_VERB = re.compile(r"\b(accept\w*|autoris\w+|souhait\w+|accord|agree)\b")
# A key has neither accents nor spaces; its words may be glued: `accord_cnil`, `AccordCNIL`.
KEY = re.compile(r"(?=.*[A-Za-z])[A-Za-z0-9_.\[\]-]+")
CONSENT_KEY = re.compile(r"(?<!d )(?<!d)(?<!des)accord(?!e)|consent|cnil|rgpd|gdpr|autoris")
PUBLISHING_KEY = re.compile(r"publi(?!c)|diffus|transm|envo[iy]|anonym|nominati|partage")
# The codes of answers that LimeSurvey makes: A1, AO02.
CODE = re.compile(r"[a-z]{0,2}\d{1,4}|[a-z]")
# « Refusez-vous… ? »: there, « oui » refuses.
REFUSAL = re.compile(r"\b(refus\w*|oppos\w*|interdi\w+|desaccord|pas d accord)\b")
CONSENT_CHOICE = re.compile(
    r"\b(anonym\w*|(en|a|sous|avec|sans) mon (propre )?nom|au nom d\w*|sans nom|j accepte|"
    r"je refuse|je consens|j autorise|pour reflexion|nominati\w+)\b"
)
UNSURE = re.compile(r"\b(non|ne|n|pas|jamais|not|aucune?|refus\w*|oppos\w*)\b")
PRIVACY = re.compile(
    r"\b(rgpd|gdpr|donnees (personnelles|a caractere personnel)|confidentialite|privacy)\b"
)
AGREEMENT = re.compile(
    r"\b(j accepte|j ai lu|j ai pris|je consens|j autorise|je certifie|j atteste|je declare|"
    r"je souhaite|d accord|oui|yes|i agree|i accept|rgpd|confidentialite|accepte)\b"
)

CATEGORY = re.compile(
    r"\b(en tant que|en qualite de|vous etes|etes vous|qui etes vous|profil|categorie d\w*|statut|"
    r"type d\w* (repondant|contribut|structure|participant)\w*|a quel titre|qui repond)\b"
)
CATEGORY_CHOICE = re.compile(
    r"^(une? |le |la |l )?(simple )?(citoyen\w*|particuli\w+|habitant\w*|association\w*|elus?|"
    r"elues?|entreprise|collectif|professionnel\w*|chercheu\w+|organisation|syndicat|"
    r"etudiant\w*|usager\w*)\b"
)
COLLECTIVE_CHOICE = re.compile(
    r"^(une? |des |les? )?(association|organisation|collectif|syndicat|entreprise|collectivite|"
    r"organisme|institution|structure|parti|federation|groupe|au nom d)\w*"
)

OTHER = re.compile(r"^(si )?(autres?|others?)\b|\b(precise[zr]|specify)\b| (autre|other)$")
TEXT = re.compile(
    r"\b(pourquoi|expliqu\w+|precise[zr]|comment\w*|remarques?|arguments?|temoign\w+|racont\w+|"
    r"avis|suggestions?|propositions?|propose[zr]|ressent\w+|experiences?|reponses?|opinions?|"
    r"idees?|observations?|ajouter|texte|message|titre|pensez|decri\w+|details?|contribution|"
    r"attentes?|craintes?|motivations?|raisons?|libre)\b"
)
# Headings that ask to write. More repetitions are needed then for a list.
OPEN = re.compile(
    r"\b(pourquoi|expliqu\w+|precise[zr]|remarques?|arguments?|temoign\w+|racont\w+|suggestions?|"
    r"propositions?|commentaires?|ressent\w+|observations?|ajouter|decri\w+|craintes?|attentes?|"
    r"motivations?|libre|texte|message|idees)\b"
)
FREE_REMARK = re.compile(
    r"\b(remarques?|commentaires?|suggestions?|choses?|idees?|propositions?|observations?|"
    r"informations?|ajouter|dire)\b"
)

YES_OR_NO = re.compile(r"(oui|non|yes|no|je|vrai|faux|true|false)\b|[yonx01]$")

# Choices so common that even a few answers show a list rather than free text.
COMMON = re.compile(
    r"oui|non|yes|no|vrai|faux|peut etre|ne sait pas|je ne sais pas|nsp|ne se prononce pas|"
    r"sans (avis|opinion)|neutre|indifferent e?|autres?|aucune?|jamais|rarement|parfois|souvent|"
    r"toujours|homme|femme|(tres |plutot |assez |peu |pas |pas du tout |tout a fait |totalement |"
    r"entierement )*(d accord|en desaccord|favorable|defavorable|oppose e?|pour|contre|"
    r"satisfait e?|insatisfait e?|importante?|utile|inutile)"
)


def fold(text: str) -> str:
    """The words of a text, without case, accents or punctuation: « Élu·e, Œuvre ! » → « elu e
    oeuvre »."""
    plain = unicodedata.normalize("NFKD", text.lower())
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(re.sub(r"[\W_]+", " ", letters.replace("œ", "oe").replace("æ", "ae")).split())


def without_asides(text: str) -> str:
    """The folded text (see `fold`) without parentheses: « Ville (facultatif) » → `ville`. A text
    that is all in parentheses is kept whole."""
    return fold(re.sub(r"\([^()]*\)", " ", text)) or fold(text)


def role_of(label: str) -> str | None:
    """The role (kind of personal detail) that a heading asks for: « Votre adresse e-mail » →
    `email`. None if it names no such detail, asks for a number or a date, or has more than nine
    words."""
    words = without_asides(label)
    if len(words.split()) > MOST_WORDS or asks_how_many(label):
        return None
    return next((role for role, named in ROLES.items() if named.search(words)), None)


def asks_how_many(label: str) -> bool:
    """True if a heading asks for a number, a date or an hour: « Combien d'enfants ? » → True."""
    return bool(QUANTITY.match(without_asides(label)))


def are_common(choices: Iterable[str]) -> bool:
    """True if each choice is usual in forms: « oui », « ne sait pas », « femme » → True.
    « oui », « Lyon » → False."""
    return all(COMMON.fullmatch(fold(choice)) for choice in choices)


def is_consent(label: str, choices: Sequence[str]) -> bool:
    """True if a question with these choices asks for consent. There are two cases:

    - Two choices or more are like « avec mon nom ».
    - The heading asks for consent, and the choices fit: either one clearly agrees or refuses, or
      all are codes such as `A1`.
    """
    folded = [fold(choice) for choice in choices]
    is_told = any(map(consent_state, choices)) or all(map(CODE.fullmatch, folded))
    names = sum(bool(CONSENT_CHOICE.search(choice)) for choice in folded)
    return names > 1 or (asks_consent(label) and is_told)


def asks_consent(label: str) -> bool:
    """True if a heading asks for consent to a use of answers: « Acceptez-vous que votre réponse
    soit transmise ? » → True."""
    heading = fold(label)
    is_sentence = bool(CONSENT_VERB.search(heading) and CONSENT.search(heading))
    return is_sentence or _is_key_of_consent(label)


def speaks_of_consent(label: str, choices: Iterable[str]) -> bool:
    """True if a heading mentions a use of the answers, such as « Publication ». True also if a
    choice agrees to such a use: « J'accepte la publication »."""
    agreeing = (choice for choice in choices if AGREEMENT.search(fold(choice)))
    return _mentions_consent(label) or any(map(_mentions_consent, agreeing))


def _mentions_consent(label: str) -> bool:
    is_key = KEY.fullmatch(label) and PUBLISHING_KEY.search(fold(label))
    return bool(CONSENT.search(fold(label)) or is_key) or _is_key_of_consent(label)


def _is_key_of_consent(label: str) -> bool:
    return bool(KEY.fullmatch(label) and CONSENT_KEY.search(fold(label)))


def is_personal(label: str) -> bool:
    """True for a short heading about someone's address, birth, work, web page or account: « Votre
    profession » → True."""
    words = without_asides(label)
    return len(words.split()) <= MOST_WORDS and bool(PERSONAL.search(words))


def consent_states(label: str, choices: Iterable[str]) -> dict[str, str | None]:
    """Choice → the consent that it most likely gives: « non » → `reflection_only`. None for a
    choice that is not clear. None for all choices if the heading asks for a refusal: « Refusez-vous
    l'envoi ? »."""
    is_turned = REFUSAL.search(fold(label))
    return {choice: None if is_turned else consent_state(choice) for choice in choices}


def consent_state(choice: str) -> str | None:
    """The consent that a choice most likely gives: « oui, sans mon nom » → `anonymous`.

    If two are possible, the less public is returned. None if the choice is neither clearly a yes
    nor clearly a no.
    """
    words = fold(choice)
    if says_no(choice) or words == "n" or re.search(r"\breflexion\b", words):
        return "reflection_only"
    if UNSURE.search(words):
        return None
    if words in ("y", "o"):  # codes of LimeSurvey, and short forms that people type
        return "anonymous"
    if re.search(r"\b(anonym\w*|sans (mon )?nom)\b", words):
        return "anonymous"
    if re.search(r"\b(collectif|association|organisation|structure|syndicat|groupe)\b", words):
        return "collective_name"
    if re.search(r"\b(mon (propre )?nom|nominati\w+|nom)\b", words):
        return "own_name"
    return "anonymous" if AGREEMENT.search(words) else None
