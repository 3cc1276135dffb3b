"""Patterns of words that a person should look at, by kind: other people (« Mme Dupont »), accounts,
links, a home, a place of work, numbers of papers and files, positions not written in decimals."""

from __future__ import annotations

import re
from typing import NamedTuple

from consultation.redaction.accounts import PLATFORMS
from consultation.redaction.emails import SURE_PROVIDERS

_S = r"[ \u00a0]"
_CAPITAL = "A-ZÀ-ÖØ-ÝŒ"
_WORDS = (
    rf"[{_CAPITAL}][\w’'-]*(?:{_S}(?:(?:de|du|des|la|le){_S}){{0,2}}[{_CAPITAL}][\w’'-]*){{0,3}}"
)
_TITLE = (
    r"(?:(?:MM?|Mr|Mme|Mlle|Dr|Pr|Me)\b\.?|Mmes|[Mm]onsieur|[Mm]adame|[Mm]ademoiselle|[Dd]octeur"
    r"|[Mm]aître|[Pp]rofesseur)"
)
# A title or an initial takes the name that follows: « M. Durand », « J.-P. Martin ».
_NAME = rf"(?:(?:{_TITLE}{_S})?(?:[{_CAPITAL}]\.[ \u00a0-]?){{0,3}}{_WORDS})"
_OFFICE = (
    r"(?:le|la|l[’'])[ \u00a0]?(?:maire|adjoint\w*|préf[eè]t\w*|député\w*|sénat\w+|ministre"
    r"|direct\w+|président\w*|principal\w*|proviseur\w*|procureur\w*|juge|commissaire)"
)
_KIN = (
    r"(?:fils|fille|enfants?|fillette|garçon|bébé|frère|sœur|soeur|père|mère|mari|femme|épou[xs]e?"
    r"|compagn\w+|conjoint\w*|copain|copine|amie?|voisine?s?|cousine?|neveu|nièce|oncle|tante"
    r"|petit-fils|petite-fille|grand-père|grand-mère|collègue|patronn?e?|propriétaire|élève"
    r"|médecin|beau-père|belle-mère|ex|gardien\w*|avocate?|employeu\w+)"
)
_TRADE = (
    r"(?:maîtresse|maître|instit(?:uteur|utrice)?\b|profs?|professeure?|enseignante?|animat\w+|nounou|éducat\w+"
    r"|infirmi\w+|aide-soignante?|médecin|pompi\w+|polici\w+|agente?|gendarme|vigile|surveillante?"
    r"|gardien\w*|concierge|patronn?e?|gérante?|boulang\w+|commerçante?|caissi\w+|vendeu\w+"
    r"|serveu\w+|facteur|factrice|conduct\w+|chauffeu\w+|secrétaire|employée?|ouvri\w+"
    r"|technicien\w*|responsable|chef\w*|direct(?:eur|rice)|adjointe?|élue?|conseill\w+)"
)
_SERVICE = r"(?:municipale?|scolaire|adjointe?|de police|de sécurité)"
# Words that a signature, or the name of whoever writes, follows.
_CLOSING = (
    r"(?i:cordialement|respectueusement|amicalement|sincèrement|fraternellement|salutations"
    r"(?:[ \u00a0]\w+)?|bien à vous|signée?)"
)
_I_AM = r"(?i:je m[’']appelle|je me nomme|soussignée?,?)"
_NOBODY = r"(?:Une?|L[ae]s?|Des|Mon|Ma|Votre|Vos|Tou\w+|Citoyen\w*|Habitant\w*)"
_WHO = (
    rf"(?:\d\d{_S}ans|habitant|citoyen|riverain|parent|père|mère|retraité|étudiant|enseignant)\w*"
)
_OF = r"(?:(?:de la|de|du|des)[ \u00a0]|d[’']|de l[’'])"
_AGE = r"\d{1,2}(?:[ \u00a0]ans|[ \u00a0]mois)"
_PLATFORM = rf"(?:{PLATFORMS})"
_WAY = (
    r"(?:rue|avenue|boulevard|chemin|allée|impasse|place|quai|cité|résidence|quartier|square|cours)"
)
_HOME = (
    r"(?:j[’']habit\w+|habit(?:e|ons|ant)|je vis|nous vivons|domicili\w+|chez moi"
    r"|mon (?:immeuble|domicile)"
    r"|ma (?:maison|rue)|notre (?:immeuble|maison))"
)
_MINE = rf"(?:[Mm]on|[Mm]a|[Mm]es|[Nn]otre|[Nn]os|[Ss]on|[Ss]a|[Ll]eur){_S}"
# Words near the numbers of somebody's papers or position, and of their files or cars.
_PAPERS = (
    *("passeport", "cni", "identité", "permis", "séjour", "récépissé", "visa", "neph", "agdref"),
    *("électeur", "livret", "résident", "lambert", "utm", "mgrs", "gps", "coordonnées", "geohash"),
    *("mapcode", "plus code", "latitude", "longitude"),
)
_FILES = (
    *("étranger", "licence", "licencié", "fiscal", "impôt", "imposition", "spi", "allocataire"),
    *("caf", "msa", "mutuelle", "étudiant", "ine", "pôle emploi", "france travail", "rpps"),
    *("adeli", "mdph", "adhérent", "imei", "écrou", "client", "patient", "ameli", "ipp", "assuré"),
    *("vitale", "sécu", "secu", "nir", "rib", "iban", "matricule", "plainte", "contravention"),
    *("navigo", "dossier", "abonné", "abonnement", "contrat", "référence", "badge", "identifiant"),
    *("carte", "plaque", "immat", "mon numéro", "mon pass", "sécurité sociale"),
)
_READ_OUT = r"(?:zed|ix+e?|i ?grec|ygrec|double v|cent|zéro|vingt|trente|quarante|soixante)"
_TLD = (
    r"(?:fr|org|net|com|eu|be|ch|lu|info|coop|bzh|io|me|tv|ly|gl|co|cc|de|uk|es|it|nl|us|fm|app|dev"
    r"|xyz|blog|site|online|page|social|link|media|asso|paris|news|pro|club|cloud|space|wiki|gouv"
    r"|goo|example|test)"
)
_NAMED = r"[A-ZÀ-Ÿ][\w’'-]+(?:[ \u00a0-](?:d[eu] |la |le |d[’'])?[A-ZÀ-Ÿ][\w’'-]+){1,2}"


class Kind(NamedTuple):
    """A kind of words that a person should look at, and the pattern that finds them: « Mme Dupont »
    is of the kind `person`."""

    kind: str
    pattern: re.Pattern[str]


KINDS = (
    Kind(
        "link",
        re.compile(
            rf"(?:\w{{2,6}} ?:/{{2}}|www\.)[^\s<>«»\"]+"
            rf"|(?<![\w@.-])(?:[\w-]+(?:\.|\[\.\]))+{_TLD}(?![\w-])(?:/[^\s<>«»\"]*)?"
            r"|(?<![\w@.-])[\w.-]+ point (?:fr|org|net|com)(?!\w)",
            re.IGNORECASE,
        ),
    ),
    Kind(
        "email",
        re.compile(
            rf"(?<![\w’'.-])[\w.’'-]+,? (?:à|a|at|sur|chez) (?:{SURE_PROVIDERS})(?!\w)"
            rf"|(?<!\w)(?:{SURE_PROVIDERS}){_S}?[:=]{_S}?[\w.+-]{{4,40}}",
            re.IGNORECASE,
        ),
    ),
    Kind(
        "account",
        re.compile(
            rf"(?<![\w@.])@[\w.-]*\w(?:@[\w.-]+\w)?"
            rf"|(?<!\w)(?=\w{{0,40}}[._\d])[a-z\d][\w.]{{2,40}}+ sur {_PLATFORM}(?!\w)"
            rf"|mon (?:(?:pseudo|compte|profil)(?: sur)? )?{_PLATFORM}(?: est| :){_S}[\w.-]+"
            rf"|(?<!\w){_PLATFORM}{_S}?[:=→]{_S}?[^\W\d_]+{_S}[^\W\d_]+(?=[.,;)\n]|\Z)"
            rf"|(?<!\w){_PLATFORM}[ \u00a0:=→(,«-]{{1,4}}(?:(?:est|c[’']est){_S})?(?-i:{_NAMED})"
            rf"|(?<!\w)(?-i:{_NAMED}){_S}?(?:sur{_S}|\(){_PLATFORM}(?!\w)",
            re.IGNORECASE,
        ),
    ),
    Kind(
        "birth",
        re.compile(
            rf"(?<!\w)[Nn]ée?s?{_S}(?:(?:à|en|au){_S}[^\d.!?\n]{{0,30}}?)?(?:en{_S}|le{_S})?"
            rf"(?:\d{{1,2}}{_S}\w{{3,9}}{_S})?(?:19|20)\d\d"
        ),
    ),
    Kind(
        "child",
        re.compile(
            rf"(?<!\w){_MINE}{_KIN}(?:,?{_S}{_NAME})?,?{_S}(?:a{_S}|ont{_S}"
            rf"|âgée?s?{_S})?(?:de{_S})?{_AGE}"
            rf"|(?<!\w)(?:enfants?|ados?|adolescente?s?|gamine?s?|élèves?|jeunes?"
            rf"|âgée?s?){_S}de{_S}{_AGE}"
        ),
    ),
    Kind(
        "school",
        re.compile(
            rf"(?<!\w)(?:[Ll]a{_S})?[Cc]lasse{_S}de{_S}\w{{1,12}}(?:{_S}de{_S}(?:l[’']|la{_S})?"
            rf"(?:école|collège|lycée)(?:{_S}{_NAME})?)?"
            rf"|(?<!\w)(?:école|collège|lycée|crèche|maternelle|École|Collège|Lycée|Crèche)"
            rf"{_S}(?:(?:maternelle|élémentaire|primaire){_S})?{_OF}?{_NAME}"
        ),
    ),
    Kind(
        "person",
        re.compile(
            rf"(?<!\w)(?:{_TITLE}{_S}(?:{_OFFICE}(?:(?:{_S}(?:de|du|d[’'])){_S}?{_NAME}"
            rf"|{_S}{_NAME}|,{_S}(?!{_TITLE}{_S}){_NAMED})|{_NAME})"
            rf"|{_MINE}{_KIN},?{_S}{_NAME}|{_KIN}{_S}{_OF}?{_NAME}"
            rf"|{_TRADE}(?:{_S}{_SERVICE})?,?{_S}{_OF}?{_NAME})"
        ),
    ),
    Kind(
        "person",
        re.compile(
            rf"(?<!\w){_CLOSING}[ \u00a0:,.!-]{{0,4}}[ \u00a0\n]{{1,3}}(?!{_NOBODY}\b){_NAME}"
            rf"(?=[ \u00a0]?(?:[.,;(\n]|\Z))|(?<!\w){_I_AM}{_S}{_NAME}"
            rf"|(?<!\w){_NAMED},{_S}(?:une?{_S})?{_WHO}|(?<=\n){_NAMED}(?=[.]?\s*\Z)"
        ),
    ),
    Kind(
        "workplace",
        re.compile(
            r"(?<!\w)(?i:travaill\w+|bosse\w*|embauchée?s?|employée?s?|salariée?s?|en stage)"
            rf"{_S}(?:[\w’']+{_S}){{0,2}}?(?:à|a|au|aux|en|chez|dans|pour|de|du|d[’']){_S}?"
            rf"[^.,;:!?()\n]{{0,40}}?(?<!\w){_NAME}"
            rf"|(?<!\w){_TRADE}(?<!s){_S}(?:[^\W\d]+{_S}){{0,3}}?(?:à|au|chez|dans){_S}"
            rf"[^.,;:!?()\n]{{0,30}}?(?<!\w){_NAME}"
            rf"|(?<!\w)[Cc]hez{_S}(?:(?:la|le|les){_S}|l[’'])?{_NAME}"
        ),
    ),
    Kind(
        "home",
        re.compile(
            rf"(?<!\w){_HOME}(?!\w)[^.!?\n]{{0,25}}?(?<!\w){_WAY}{_S}[^.,;!?\n]{{1,40}}",
            re.IGNORECASE,
        ),
    ),
    Kind(
        "home",
        re.compile(
            r"(?<!\w)(?:hameau|lieu-?dit|lieu dit)[ \u00a0:«]{1,4}[^.,;!?\n]{1,40}", re.IGNORECASE
        ),
    ),
    Kind(
        "home",
        re.compile(
            rf"(?<!\w)(?i:{_WAY}|chaussée){_S}{_OF}?{_NAME}(?:,|,?{_S}n°)?{_S}?\d{{1,3}}(?![\w%€])"
            rf"(?!{_S}[a-zéèà])|(?<!\w)(?i:{_WAY}|chaussée){_S}[^.,;!?\n\d]{{2,40}},?{_S}?\d{{1,4}}"
            rf",{_S}\d{{4,5}}(?!\w)"
        ),
    ),
    Kind(
        "place",
        re.compile(
            r"(?:what ?3 ?words|w3w|(?:trois|3) mots)[^!?\n]{0,40}?[^\W\d_]+\.[^\W\d_]+\.[^\W\d_]+"
            r"|///[^\W\d_]+\.[^\W\d_]+\.[^\W\d_]+|(?<!\w)[\dC-X]{4,8}\+[\dC-X]{2,3}(?!\w)"
            r"|virgule [\w-]+[^!?\n]{0,60}? virgule [\w-]+|(?<!\d)\d+ (?:point|virgule) \d{3,}"
            r"|degrés? [\w-]+ (?:minute|virgule)[^!?\n]{0,60}",
            re.IGNORECASE,
        ),
    ),
    Kind(
        "number",
        re.compile(
            rf"(?<!\w)(?i:{'|'.join(_PAPERS)})s?(?!\w)[^\d!?\n]{{0,50}}?(?!(?:19|20)\d\d(?!\d))"
            r"(?:zéro[^.!?\n]{5,40}|\d(?:[ \u00a0\w.,=;/:*|·-]{0,9}?\d){2,24}\w{0,3})"
        ),
    ),
    Kind(
        "number",
        re.compile(
            rf"(?<!\w)(?i:{'|'.join(_FILES)})\w{{0,3}}(?!\w)[^\d!?\n]{{0,50}}?"
            r"[A-Z]{0,5}[ .-]?\d(?:[ \u00a0./:_*|-]{0,3}[A-Z]{0,4}\d){4,24}[A-Z]{0,3}"
        ),
    ),
    Kind(
        "number",
        re.compile(
            rf"(?:plaque|immat|caisse|voiture|véhicule|moto|scooter)[^.!?\n]{{0,40}}?{_READ_OUT}"
            r"[ -][^.!?\n]{3,40}",
            re.IGNORECASE,
        ),
    ),
    Kind(
        "number",
        re.compile(
            r"(?<!\d)[3-6]\d{3}(?:[ \u00a0.-]?\d{4}){3}(?!\d)"
            r"|(?<![A-Z\d<])[A-Z\d<]{1,60}<<[A-Z\d<]*"
            r"|(?<![\w/])(?=[A-Z]*(?:\d[A-Z]*){6})[A-Z\d]{8,34}(?!\w)"
            r"|(?<!\w)\d\d[ -]?[A-Za-z]{2}[ -]?\d{5}"
            r"|(?<![\w/])(?=[A-Z]*\d[A-Z]*\d)(?=\d*[A-Z]\d*[A-Z])[A-Z\d]{9,12}(?!\w)"
            r"|(?<!\w)[A-Za-z]{2}-?\d{3}-?[A-Za-z]{2}(?!\w)"
            r"|(?<![\w:])(?:[\dA-Fa-f]{2}[:-]){5}[\dA-Fa-f]{2}(?![\w:])"
            r"|(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?!\.?\d)|(?<![\w:])(?:[\da-f]{0,4}:){3,7}[\da-f]{1,4}"
        ),
    ),
)
