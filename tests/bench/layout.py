"""The columns of the invented exports: those of the bundled form vsa-2022, in Framaforms' order."""

from __future__ import annotations

TITLE = "Consultation populaire contre la vidéosurveillance automatisée"
REASONS = "Pour quelles raisons vous opposez-vous à la vidéosurveillance automatisée (VSA) ?"
OPINIONS = "Quel est votre avis sur ces usages ?"
ARGUMENTS = "Vos arguments contre la VSA"
EXPERIENCES = (
    "Avez-vous des retours d'expérience (caméras dans votre ville, votre école, votre travail…) ?"
)
FEELINGS = "Que ressentez-vous à l'idée d'être filmé·e et analysé·e en permanence ?"
ATTACHMENT = "Pièce jointe (photo, arrêté préfectoral…)"
FOLLOW_UP = "Souhaitez-vous participer à la suite ?"
PRIVACY = "Données personnelles"

# (cell of the second header row, cell of the third), column by column.
HEADINGS: tuple[tuple[str, str], ...] = (
    ("Détails de la soumission", "Séquentiel"),
    ("", "SID"),
    ("", "Heure de soumission"),
    ("", "Heure de complétion"),
    ("", "Heure de modification"),
    ("", "Brouillon"),
    ("", "Adresse IP"),
    ("", "UID"),
    ("", "Nom d'utilisateur"),
    ("", "Vous répondez en tant que"),
    ("", "Si « autre », précisez"),
    ("", "Nom ou pseudonyme"),
    ("", "Nom du collectif ou de l'association"),
    ("", "Adresse électronique (facultative, jamais publiée)"),
    ("", "Commune"),
    ("", "Code postal"),
    (REASONS, "Atteinte aux libertés : anonymat, aller et venir, manifester"),
    ("", "Surveillance de masse"),
    ("", "Discriminations ; biais des algorithmes"),
    ("", "Inefficacité « démontrée » (cf. Cour des comptes)"),
    ("", "Coût pour les finances publiques, opacité des marchés"),
    ("", 'Effet cliquet / "accoutumance"'),
    ("", "Autre"),
    ("", "Autre raison"),
    (OPINIONS, "Détection de « maraudage » ou d'attroupement"),
    ("", "Détection de vol, de bagage abandonné"),
    ("", "Publicité ciblée, mesure d'audience dans la rue"),
    ("", "Statistiques de circulation"),
    ("", "Recherche d'une personne par son apparence"),
    ("", ARGUMENTS),
    ("", EXPERIENCES),
    ("", FEELINGS),
    ("", "Combien de caméras croisez-vous chaque jour (environ) ?"),
    ("", "Depuis quelle date votre commune est-elle équipée ?"),
    ("", "À quelle heure passez-vous devant une caméra ?"),
    (ATTACHMENT, "Nom"),
    ("", "Taille du fichier (KB)"),
    (FOLLOW_UP, "Être recontacté·e"),
    ("", "Recevoir la synthèse"),
    ("", "Autre"),
    ("", "Acceptez-vous que votre réponse soit envoyée à la CNIL ?"),
    (PRIVACY, "J'ai lu et j'accepte la politique de confidentialité (RGPD)"),
    ("", "Source"),
)
WIDTH = len(HEADINGS)

# Positions of the cells that the generator fills.
CATEGORY, CATEGORY_OTHER, NAME, COLLECTIVE, EMAIL, TOWN, POSTCODE = range(9, 16)
FIRST_REASON, REASON_OTHER_TICK, REASON_OTHER = 16, 22, 23
GRID = slice(24, 29)
TEXTS = {29: "arguments", 30: "experiences", 31: "feelings"}
TEXT_TITLES = {29: ARGUMENTS, 30: EXPERIENCES, 31: FEELINGS}
NUMBER, DATE, TIME, FILE_URL, FILE_SIZE = range(32, 37)
FOLLOW_UPS = slice(37, 40)
CONSENT, PRIVACY_TICK, SOURCE = range(40, 43)

# A draft stops at the end of a page of the form: the first cell that it leaves empty.
PAGES = (16, 37, WIDTH)


def record(cells: list[str]) -> str:
    """One record as Webform writes it: every cell quoted, tab between, line feed at the end."""
    quoted = "\0".join(cells).replace('"', '""').replace("\0", '"\t"')
    return f'"{quoted}"\n'


def header() -> str:
    """The three header rows, as wide as the data rows."""
    title = [TITLE] + [""] * (WIDTH - 1)
    groups = [group for group, _ in HEADINGS]
    labels = [label for _, label in HEADINGS]
    return record(title) + record(groups) + record(labels)
