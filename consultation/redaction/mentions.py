"""Other people that a text speaks of: never masked, worth a look by a person."""

from __future__ import annotations

import re

from consultation.redaction.skeleton import STAND_IN

_MOST = 5
_LONGEST = 80
_NAME = (
    r"[A-ZÀ-ÖØ-ÝŒ][\w’'-]*"
    r"(?:[ \u00a0](?:(?:de|du|des|la|le)[ \u00a0]){0,2}[A-ZÀ-ÖØ-ÝŒ][\w’'-]*){0,3}"
)
_TITLE = (
    r"(?:M\.|MM\.|Mr\.?|Mme\.?|Mmes|Mlle\.?|[Mm]onsieur|[Mm]adame|[Mm]ademoiselle|Dr\.?|[Dd]octeur"
    r"|Me|[Mm]aître|Pr\.?|[Pp]rofesseur)"
)
_OFFICE = (
    r"(?:le|la|l[’'])[ \u00a0]?(?:maire|adjoint\w*|préf[eè]t\w*|député\w*|sénat\w+|ministre"
    r"|direct\w+|président\w*|principal\w*|proviseur\w*|procureur\w*|juge|commissaire)"
)
_KIN = (
    r"(?:fils|fille|enfants?|fillette|garçon|bébé|frère|sœur|soeur|père|mère|mari|femme|épou[xs]e?"
    r"|compagn\w+|conjoint\w*|copain|copine|ami|amie|voisine?s?|cousine?|neveu|nièce|oncle|tante"
    r"|petit-fils|petite-fille|grand-père|grand-mère|collègue|patronn?e?|propriétaire|élève"
    r"|médecin|beau-père|belle-mère|ex|gardien\w*|facteur|factrice)"
)
_TRADE = (
    r"(?:maîtresse|maître|instit\w*|prof\w*|animat\w+|nounou|éducat\w+|infirmi\w+|polici\w+|agente?"
    r"|gendarme|vigile|surveillante?|patronn?e?|gérante?|boulang\w+|commerçante?|chef\w*|élue?)"
)
_OF = r"(?:(?:de la|de|du|des)[ \u00a0]|d[’']|de l[’'])"
_AGE = r"\d{1,2}(?:[ \u00a0]ans|[ \u00a0]mois)"
_S = r"[ \u00a0]"
_MENTION = re.compile(
    rf"(?P<url>https?://[^\s<>«»\"]+|www\.[^\s<>«»\"]+)"
    rf"|(?<![\w@.])@[\w.-]*\w(?:@[\w.-]+\w)?"
    rf"|(?<!\w){_TITLE}{_S}(?:{_OFFICE}(?:(?:{_S}(?:de|du|d[’'])){_S}?{_NAME}|{_S}{_NAME})?|{_NAME})"
    rf"|(?<!\w)(?:[Mm]on|[Mm]a|[Mm]es|[Nn]otre|[Nn]os|[Ss]on|[Ss]a|[Ll]eur){_S}{_KIN}"
    rf"(?:,?{_S}{_NAME}(?:,?{_S}(?:âgée?{_S}de{_S})?{_AGE})?|,?{_S}(?:âgée?s?{_S})?(?:de{_S})?{_AGE})"
    rf"|(?<!\w)(?:[Ll]a{_S})?[Cc]lasse{_S}de{_S}\w{{1,12}}(?:{_S}de{_S}(?:l[’']|la{_S})?"
    rf"(?:école|collège|lycée)(?:{_S}{_NAME})?)?"
    rf"|(?<!\w)(?:école|collège|lycée|crèche|maternelle|École|Collège|Lycée|Crèche)"
    rf"{_S}(?:(?:maternelle|élémentaire|primaire){_S})?{_OF}?{_NAME}"
    rf"|(?<!\w)(?:enfants?|ados?|adolescente?s?|gamine?s?|élèves?|jeunes?|âgée?s?){_S}de{_S}{_AGE}"
    rf"|(?<!\w)(?:{_KIN}|{_TRADE}){_S}{_OF}?{_NAME}"
)


def mentions(text: str) -> tuple[str, ...]:
    """At most five short stretches that seem to speak of somebody else, in order, each once:
    « Mme Dupont », « mon fils Léo, 8 ans », a school's class, a handle, a link."""
    found: dict[str, None] = {}
    for mention in _MENTION.finditer(text):
        if STAND_IN.search(mention[0]):
            continue
        found[" ".join(mention[0].rstrip(".,;:!?)").split())[:_LONGEST]] = None
        if len(found) == _MOST:
            break
    return tuple(found)
