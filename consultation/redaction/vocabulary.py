"""Lists of words, without accents, by which names and addresses are found: words of French postal
addresses (La Poste, norme NF Z 10-011), words that are also names (« petit »), and others."""

from __future__ import annotations


def word_set(words: str) -> frozenset[str]:
    """The words of a text: `"et ou"` → `{"et", "ou"}`."""
    return frozenset(words.split())


# Parts of names that aren't searched alone: every text has them. They belong to the span if
# they are next to a part that is found.
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
# respondent is called so. With a capital, or next to another part of the name, they are masked.
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

# Words of answers that name nobody: « aucun », « sans nom ».
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

# First words of the name of a collective. The rest of the name alone names it as well.
GENERIC = word_set(
    """
    association asso collectif comite le la les l union federation groupe section syndicat reseau 
    cercle club amicale assemblee coordination ligue mouvement parti conseil local locale 
    departementale departemental regional regionale nationale national antenne 
    citoyen citoyenne citoyens habitants
    """
)

# If the rest has only such words, it does not name the collective alone: every text has them.
SHARED = word_set(
    """
    quartier quartiers ville village commune camera cameras surveillance videosurveillance liberte
    libertes securite jeune jeunes femme femmes etudiant etudiants eleve eleves parent parents 
    habitant habitante voisin voisins riverain riverains rue place numerique internet police 
    particulier particuliere personnel personnelle individuel individuelle titre moi informel
    famille ami amis locataire locataires consommateurs usagers vie privee droit droits defense
    """
)


# Kinds of streets, after a number. The plural is no address (« 12 rues du quartier »).
SURE_WAYS = (
    "rue|avenue|av|ave|boulevard|boul|bd|bld|blvd|bvd|chemin|chem|che|allees?|all|impasse|imp"
    "|ruelle|sentier|sente|venelle|traverse|faubourg|fbg|fg|rond-point|rte|lotissement|lieu-?dit"
    "|lieu dit|hameau|montee|chaussee|esplanade|square|sq|quai|promenade|rampe|corniche|villa|clos"
)
# Kinds of streets that are also other things: « 5 cours de danse », « 2 place par rangée ».
DOUBTFUL_WAYS = (
    "place|pl|cours|crs|passage|pass|cite|cour|voie|residence|res|domaine|village|quartier|route"
    "|r|ch|mail|parvis|galerie|cote|levee|terrasse|enclos|lot|zone|za|zac|zi|resid|chez"
    "|carrefour|mas"
)
# Adjectives that make a street's name with its kind: « 29 Grand'Rue », « 3 vieille route ».
ADJECTIVES = (
    r"(?:grand[e']?|petite?|vieille|vieux|haute?|basse?|neuve|nouvelle|belle|longue|ancien(?:ne)?)"
)
WAYS_WITH_ADJECTIVE = (
    "rue|route|rte|avenue|place|allee|chemin|chaussee|cote|voie|ruelle|impasse|quai|cours?|cite"
    "|boulevard|sente|sentier|traverse|montee|promenade|venelle"
)
# Last words of a street's name, in small letters: « rue Lamartine prolongée ».
ENDINGS = word_set("""prolongee prolonge prolongees superieure superieur inferieure inferieur""")
# Adjectives after « rue » that are no name: « le 12, rue fermée » is about the twelfth.
STATES = word_set(
    """
    fermee bloquee barree coupee interdite vide deserte bondee noire envahie pleine animee ouverte 
    calme libre inondee encombree quadrillee filmee surveillee occupee nettoyee evacuee bouclee 
    inaccessible impraticable pietonne degagee reservee securisee plein ferme bloque barre
    ouvert filme surveille occupe encombre interdit evacue
    """
)
# Words inside a street's name, if another word of the name follows.
PARTICLES = word_set(
    """
    de du des d la le les l et en a au aux sur sous lez les saint sainte st ste 
    von van der di
    """
)
ARTICLES = word_set(
    """
    de du des d la le les l
    """
)
# In a name written without capitals, the word that follows these belongs to it.
TITLES = word_set(
    """
    general gal marechal mal docteur dr president professeur pr saint sainte st ste abbe colonel 
    capitaine commandant lieutenant cardinal pere amiral mgr monseigneur vieux vieil vieille grand 
    grande grands petit petite petits haut haute bas basse beau belle bon notre jean pierre paul 
    louis victor jules jacques henri marie charles georges andre albert emile leon alexandre
    edouard 
    ferdinand anatole rosa louise simone francois claude antoine nelson quatre trois deux 
    freres soeurs champs champ pont
    """
)
# A name written without capitals ends before these.
STOPS = word_set(
    """
    a afin ai ainsi alors apres as au aussi avant avec bonjour c car ce cela celle ces cet cette 
    chez ci comme contre dans depuis dont donc elle en entre es est et etait ete etre fait face il 
    ils installe installee j jamais je jusqu l lors m ma mais me merci mes moi mon n ne ni nous non 
    on ont ou par pas pendant peu plus pour puis pres qu quand que qui quoi s sa sans se sera ses
    si 
    son sont sous suis sur t tel telephone toi ton tous tout toute tres tu un une vers vient voici 
    voila vos votre vous y notre nos leur leurs deja encore toujours code postal tel mail courriel 
    portable filme filment cameras camera habite vit vis surveillee surveille appartement appt apt 
    bat batiment etage escalier porte bp cs residence merci
    """
)
# Words before somebody's own address, whose number may be in words: « je réside quatorze rue… ».
LIVES = (
    r"(?:habit\w{1,4}|demeur\w{1,4}|domicilie\w{0,2}|resid\w{1,4}|log\w{1,3}|vi[st]|vivons"
    r"|situee?s?|sise?s?)"
)
# Words that announce an address. Even « 2022, rue … » or « 5 cours … » is one after them.
CUES = (
    r"(?:habit\w*|demeur\w*|domicil\w*|(?:ma |de )residence|resid(?!ences?\b)\w*|log\w{1,4}"
    r"|adresse\w*|vi[st]|vivons|ecri\w+|sise?s?"
    r"|chez (?:moi|nous)|courrier|maison|siege|situee?|envoy\w+|livr\w+|coordonnees)"
)
# After a number of five digits, these make it a quantity and not a postcode.
COUNTED = word_set(
    """
    euros euro eur habitants habitant personnes personne cameras camera signatures signataires 
    francs km metres policiers policieres agents citoyens citoyennes francais francaises parisiens 
    marseillais lyonnais europeens toulousains contributions reponses manifestants fois images 
    visages passants heures jours ans voix votes foyers vehicules electeurs electrices 
    infractions plaintes amendes militants militantes gens hommes femmes enfants eleves 
    etudiants lits emplois salaries postes go mo ko keur rue avenue
    """
)
