"""Questions whose answers should stay with the organisers, recognised by their words.

An answer kept by mistake costs a line to correct. An answer sent by mistake can't be taken back.
Yet a question that asks for an opinion on a private subject is not about the respondent.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from consultation.proposals import heading_words as words
from consultation.proposals.topics import Topic
from consultation.words.french import sentence

_SENT = r"(transmi|publi|diffus|communiqu|envoye|partag|divulgu|rendue?s? publi)\w*"
NOT_SENT = re.compile(
    rf"\b(non|(ne|n) (\w+ ){{1,2}}?(pas|jamais|aucunement)|pas|jamais) (\w+ ){{0,2}}?{_SENT}|"
    r"\b(usage|titre|restera?|resteront|en) (strictement |purement )?internes?\b|"
    r"\bconfidentiel\w*|\brest\w+ (entre nous|prive\w*|secr\w+)|\breserve\w* (a|aux?)\b|"
    r"\b(seulement|uniquement) pour (nous|notre|l (asso\w*|equipe|orga\w*))\b|"
    r"\bpour (nous|l (asso\w*|equipe|orga\w*)) (seulement|uniquement)\b|"
    r"\b(not|never) (be )?(sent|shared|published|disclosed)\b|\binternal use\b"
)
CONTACT = re.compile(
    r"\b(re)?contact\w*|\b(joindre|joignables?|rappele\w*|benevol\w*|newsletter|infolettre)\b|"
    r"\b(lettres? d info\w*|listes? de diffusion|abonn\w*|inscri\w*|recevoir|recois|rejoindre)\b|"
    r"\b(la|aux|les|des?) suites?\b|^suites?$|\b(s|vous|m) (engager|impliquer|investir)\b|"
    r"\b(etre|rester|tenir) (e |vous )*(tenu|informe|prevenu|averti|invite|au courant|cite)\w*|"
    r"\b(adherer|adherente?s?|adhesion|(faire|un) dons?|interview\w*|temoigner|nous aider)\b|"
    r"\b(un entretien|(nous|vous) rencontrer|rendez vous|disponible pour|disponibilites?)\b|"
    r"\b(numeros?|telephon\w*|portable|e ?mails?|mails?|courriels?|call(ed)? back|follow up)\b|"
    r"(?<!\bs )\badresses?\b"
)
_OWN = (
    r"(garde a vue|sante|handicap|religion|confession|syndicat|orientation|nationalite|origines?)"
)
PERSON = re.compile(
    r"\b(profession\w*|metiers?|employeurs?|naissance|birth\w*|nee? (le|en)|ne e (le|en)|ages?|"
    r"sexe|genre(?! de?\b)|civilite|revenus?|salaires?|diplome\w*|niveau d etudes?|csp|"
    r"categorie socio\w*|votre (fonction|poste|identite|parcours|famille|medecin)|prenoms?|"
    r"pseudo\w*|(presentez|parlez (\w+ )?de) vous|celibataire|conjointe?|marie e?)\b|"
    r"\bsituation (\w+ ){0,2}(famil|profession|matrimon|administr|person|social)\w*|"
    r"\b((combien d|vous des) enfants|habitez|vivez|residez|domicile|foyer|locataires?|"
    r"proprietaires?|carte d identite|passeport|permis|immatricul\w*|iban|securite sociale|"
    r"sire[nt]|identifiants?|facebook|twitter|mastodon|instagram|linkedin|site web)\b|"
    rf"\bvotre {_OWN}\b|\bopinions? (politiques?|religieuses?|philosophiques?)\b"
)
CHOICE_OF_PERSON = re.compile(r"^(une? )?(femme|homme|(personne )?non binaire)$")
# Subjects that are private unless the question asks for an opinion on them.
SUBJECT = re.compile(
    r"\b(quartiers?|rues?|arrondissements?|majeure?s?|mineure?s?|travail|travaillez|emplois?|"
    r"votre (lycee|ecole|college|universite|entreprise|ville|etablissement|service)|logements?|"
    r"lieux? (de|d) \w+|handicap\w*|sante|malad\w+|medica\w+|hospital\w+|psych\w+|enceinte|"
    r"grossesse|gardes? a vue|interpell\w+|arrestations?|ete (arrete|controle)\w*|"
    r"controles? d identite|condamn\w+|casier|prison|incarcer\w+|detenue?s?|plaintes?|"
    r"victimes?|agress\w+|religi\w+|confessions?|croyan\w+|cultes?|syndi\w+|"
    r"partis? politiques?|militan\w+|vote[sz]?|orientations?|sexuel\w*|lgbt\w*|homosexu\w+|"
    r"trans(genres?)?|nationalites?|origines?|etrangere?s?|papiers|sejour|ethni\w+|"
    r"racise\w*|vos enfants)\b"
)
OPINION = re.compile(
    r"\b(faut il|faudrait il|doit on|devrait|devraient|pensez|selon vous|a votre avis|avis|"
    r"opinions?|position sur|(etes|seriez) vous (\w+ ){0,2}(pour|contre|favorable|oppose|d accord|"
    r"inquiet)\w*|d accord|approuvez|trouvez|jugez|estimez|pourquoi|arguments?|raisons?|preferez|"
    r"voulez vous (qu|que|interdire|autoriser)|souhaitez vous (qu|que|interdire|autoriser))\b"
)


def private_topics(topics: Sequence[Topic]) -> dict[str, str]:
    """Key of a topic → a French sentence on why its answers should stay with the organisers. Topics
    whose answers may leave are not in it."""
    reasons = (
        (topic.key, _why_private(topic, before))
        for before, topic in pairwise([None, *topics])
        if topic
    )
    return {key: reason for key, reason in reasons if reason}


def _why_private(topic: Topic, before: Topic | None) -> str | None:
    """The reason why a question's answers should stay with the organisers, such as for « Votre
    profession ? ». None if they may leave. None for a file too, since files never leave. `before`
    is the topic of the previous question."""
    question = topic.question
    if question.kind == "file":
        return None  # it never leaves
    headings = [*question.headers, *([question.title] if question.title else ()), *question.other]
    options = [text for option in (*question.items, *question.choices) for text in option.spellings]
    bare = [words.without_asides(heading) for heading in headings]
    asks = [text for text in bare if not OPINION.search(text)]
    rules = (
        ("not_sent", NOT_SENT, [*headings, *options]),
        ("contact", CONTACT, [*bare, *options]),
        ("person", PERSON, bare),
        ("person", SUBJECT, asks),
        ("person", CHOICE_OF_PERSON, options),
    )
    for reason, named, texts in rules:
        if any(named.search(words.fold(text)) for text in texts):
            return sentence("private", reason)
    is_precision = before is not None and before.is_category
    if is_precision and words.OTHER.search(words.fold(question.headers[0])):
        return sentence("private", "who_answers")
    return None
