"""Words that need care when they are somebody's name."""

from __future__ import annotations

from consultation.redaction.word_sets import word_set

# Parts of names that aren't searched alone: every text has them. They belong to the stretch when
# they stand beside a part that is found.
NEVER_ALONE = word_set(
    """
    de du des d la le les l da das do dos del della di van von der den ter ten el al bin bint ibn 
    ben ould abd bou mac mc saint sainte st ste et ou un une en a au aux mon ma mes je qui que pour 
    contre m mr mme mlle mmes mm monsieur madame mademoiselle dr docteur maitre me pr professeur 
    president presidente famille citoyen citoyenne citoyens habitant habitante habitants parent 
    parents collectif anonyme y e i und of the nee
    """
)

# Very common words that are also names. In lower case, alone, they are nearly always the word:
# masking « petit » or « la France » throughout a text would make it unreadable and tell that the
# respondent is called so. With a capital, or beside another part of the name, they are masked.
# Rarer words (martin, legrand, colin, marie) are masked in any case: the name comes first.
ORDINARY = word_set(
    """
    petit petite grand grande gros gras long fort bon beau bel belle doux jeune vieux blanc blanche 
    noir roux vert gris rose pierre claire clair france paris aime aimee place pont ville rue bois 
    fontaine riviere marchand berger maire roi prince chef sage juste constant prudence victoire 
    mai avril juin garde jour vie droit paix fleur lune olive moulin marche masse ange 
    fils garcon homme femme personne libre lire pain vent nuit matin ami amour tout 
    si on sa tu ca ne ni se te my lo to so ta va vu su les par pas plus sur sous tous bien 
    texte image camera an mi fa re or os ah oh eh ha ho do ba bat fin net nul
    """
)

# What people type where there is nothing to say.
NO_ANSWERS = word_set(
    """
    non aucun aucune neant rien ras anonyme anonymous inconnu inconnue x xx xxx nc na n a nsp sans
    nom prenom pseudo pseudonyme pas de objet so oui personne concerne concernee repond reponse
    test
    """
)

# Parts of e-mail addresses that everybody uses.
ROLES = word_set(
    """
    contact info infos bonjour mail email courriel courrier asso association bureau secretariat 
    president presidente collectif moi admin webmaster hello cnil accueil equipe direction presse 
    mairie adresse nom prenom test boite poste
    """
)

# What the name of a collective begins with; the rest alone names it as well.
GENERIC = word_set(
    """
    association asso collectif comite le la les l union federation groupe section syndicat reseau 
    cercle club amicale assemblee coordination ligue mouvement parti conseil local locale 
    departementale departemental regional regionale nationale national antenne 
    citoyen citoyenne citoyens habitants
    """
)

# With what GENERIC has, these too; alone they name no collective, and every text has them.
SHARED = word_set(
    """
    quartier quartiers ville village commune camera cameras surveillance videosurveillance liberte
    libertes securite jeune jeunes femme femmes etudiant etudiants eleve eleves parent parents 
    habitant habitante voisin voisins riverain riverains rue place numerique internet police 
    particulier particuliere personnel personnelle individuel individuelle titre moi informel
    famille ami amis locataire locataires consommateurs usagers vie privee droit droits defense
    """
)
