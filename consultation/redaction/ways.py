"""The words of French postal addresses (La Poste, norme NF Z 10-011), without accents."""

from __future__ import annotations

from consultation.redaction.word_sets import word_set

# What a street is called, after a number; the plural is no address (« 12 rues du quartier »).
SURE_WAYS = (
    "rue|avenue|av|ave|boulevard|boul|bd|bld|blvd|bvd|chemin|chem|che|allees?|all|impasse|imp"
    "|ruelle|sentier|sente|venelle|traverse|faubourg|fbg|fg|rond-point|rte|lotissement|lieu-?dit"
    "|lieu dit|hameau|montee|chaussee|esplanade|square|sq|quai|promenade|rampe|corniche|villa|clos"
)
# The same words count other things: « 5 cours de danse », « 2 place par rangée ».
DOUBTFUL_WAYS = (
    "place|pl|cours|crs|passage|pass|cite|cour|voie|residence|res|domaine|village|quartier|route"
    "|r|ch|mail|parvis|galerie|cote|levee|terrasse|enclos|lot|zone|za|zac|zi|resid|chez|carrefour|mas"
)
# What stands before the way and makes it a name: « 29 Grand'Rue », « 3 vieille route ».
ADJECTIVES = (
    r"(?:grand[e']?|petite?|vieille|vieux|haute?|basse?|neuve|nouvelle|belle|longue|ancien(?:ne)?)"
)
WAYS_WITH_ADJECTIVE = (
    "rue|route|rte|avenue|place|allee|chemin|chaussee|cote|voie|ruelle|impasse|quai|cours?|cite"
    "|boulevard|sente|sentier|traverse|montee|promenade|venelle"
)
# What ends a name in small letters: « rue Lamartine prolongée ».
ENDINGS = word_set("""prolongee prolonge prolongees superieure superieur inferieure inferieur""")
# What « le 12, rue fermée » says of a street, the twelfth.
STATES = word_set(
    """
    fermee bloquee barree coupee interdite vide deserte bondee noire envahie pleine animee ouverte 
    calme libre inondee encombree quadrillee filmee surveillee occupee nettoyee evacuee bouclee 
    inaccessible impraticable pietonne degagee reservee securisee plein ferme ferme bloque barre
    ouvert filme surveille occupe encombre interdit evacue
    """
)
# What follows them when they count.
NO_NAMES = word_set(
    """
    parking stationnement cinema theatre concert creche spectacle danse francais maths anglais 
    musique sport yoga eau soutien justice droit theatre vehicules bus tram velo velos circulation 
    pieton pietons pietonne pietonnes niveau recours appel jour semaine mois an annee train metro 
    prison police tennis cameras camera personne personnes enfants voitures assises
    """
)
# A name goes on over these, if it goes on.
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
# What makes « 2022, rue … » or « 5 cours … » somebody's address.
CUES = (
    r"(?:habit\w*|demeur\w*|domicil\w*|resid\w*|log\w{1,4}|adresse\w*|vi[st]|vivons|ecri\w+|sise?s?"
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
# Towns recognised after their postcode even without a capital: the largest, and Paris.
TOWNS = word_set(
    """
    paris marseille lyon toulouse nice nantes montpellier strasbourg bordeaux lille rennes reims 
    toulon grenoble dijon angers nimes villeurbanne clermont aix brest tours amiens limoges annecy 
    perpignan metz besancon orleans rouen mulhouse caen nancy argenteuil montreuil roubaix 
    tourcoing avignon poitiers versailles nanterre creteil pau rochelle cannes antibes calais 
    beziers colmar valence quimper troyes chambery lorient niort vannes bayonne pantin 
    aubervilliers vitry ivry saint
    """
)
