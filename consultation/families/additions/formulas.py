"""Words of French that names, dates, addresses and closing formulas are made of, folded."""

from __future__ import annotations

_ADDRESS = """
a au aux d de des du en et l la le les ne nee rue avenue av boulevard bd place impasse
allee allees chemin cours quai route square sentier faubourg lotissement residence
batiment bat appartement apt etage lieu dit hameau bis ter bp cs cedex fait ce date
signe signature lu approuve habitant habitante habitants demeurant domicilie domiciliee
residant residante soussigne soussignee janvier fevrier mars avril mai juin juillet aout
septembre octobre novembre decembre tel telephone mail courriel email com fr org net
"""
_CLOSING = """
agreer salutations sentiments consideration respects hommages cordialement
respectueusement sincerement amicalement fraternellement solidairement citoyennement
merci remercie remercions remerciant remerciements
"""
_AROUND_A_CLOSING = """
je nous vous prie prions veuillez agreer recevoir croire accepter priant par avance pour
dans attente attendant reponse retour lecture attention suite interet votre vos mes nos
ma mon notre expression assurance temoignage madame monsieur mesdames messieurs
mademoiselle mme mr m plus tres bien haute parfaite profond profonde profonds
respectueuse respectueux respectueuses distingue distinguee distingues distinguees
meilleur meilleure meilleurs meilleures sincere sinceres cordial cordiale cordiales
cordiaux devoue devouee devoues devouees citoyenne citoyennes militante militantes
solidaire solidaires president presidente directeur directrice maire prefet prefete
ministre elu elue elus elues que qu ont apportez apporterez porterez porter accorderez
comptant sur esperant
"""

ADDRESS_WORDS = _ADDRESS.split()
"""Between the capitals and the figures of a name, a date or an address."""
CLOSING_WORDS = _CLOSING.split()
"""A formula has one of these."""
FORMULA_WORDS = [*ADDRESS_WORDS, *CLOSING_WORDS, *_AROUND_A_CLOSING.split()]
"""All that may stand in a formula, names and figures apart."""
