"""What is masked in a text, and what stays."""

from __future__ import annotations

import polars as pl
import pytest

from consultation.redaction import Own, candidates, contexts, mentions, redact

E = "[courriel masqué]"
T = "[téléphone masqué]"
A = "[adresse postale masquée]"
I = "[IBAN masqué]"  # noqa: E741
N = "[numéro de sécurité sociale masqué]"
P = "[plaque masquée]"
M = "[nom masqué]"
C = "[collectif masqué]"

MASKED = [
    ("Écrivez à jean@example.org.", f"Écrivez à {E}."),
    ("(mailto:jean.dupont+asso@sous.example.org)", f"(mailto:{E})"),
    ("jean (at) exemple.org !", f"{E} !"),
    ("jean [arobase] exemple point org", E),
    ("jean.dupont AT exemple DOT org", E),
    ("jean＠example.org", E),
    ("jean @ example.org", E),
    ("jean@ example.org", E),
    ("mon mail: jean.d @gmail.com ok", f"mon mail: {E} ok"),
    ("hélène.bé@exemple.fr, merci", f"{E}, merci"),
    ("<a_b@example.org>", f"<{E}>"),
    ("jean@gmail", E),
    ("jean@gmail,com", E),
    ("jean(arobase)exemple.org", E),
    ("jean arobase exemple.org", E),
    ("JEAN.DUPONT@EXAMPLE.ORG", E),
    ("jean@example.org.Merci", f"{E}.Merci"),
    ("jean[at]exemple[dot]org", E),
    ("a@b.fr;c@d.fr", f"{E};{E}"),
    ("jean-pierre.o'neil@example.org", E),
    ("jean\u00a0@\u00a0example.org", E),
    ("jean at exemple point org", E),
    ("0639981234", T),
    ("06 39 98 12 34", T),
    ("06.39.98.12.34", T),
    ("06-39-98-12-34", T),
    ("06/39/98/12/34", T),
    ("+33 6 39 98 12 34", T),
    ("+33639981234", T),
    ("0033 6 39 98 12 34", T),
    ("+33 (0)6 39 98 12 34", T),
    ("(0)6 39 98 12 34", T),
    ("(+33) 6 39 98 12 34", T),
    ("0262 12 34 56", T),
    ("0590 12 34 56", T),
    ("061 234 5678", T),
    ("+262 692 12 34 56", T),
    ("+44 20 7946 0958", T),
    ("+32 475 12 34 56 1000", f"{T} 1000"),
    ("+1 (202) 555-0143", T),
    ("0041 22 555 12 34", T),
    ("Tél.: 06,39,98,12,34", f"Tél.: {T}"),
    ("06\u00a039\u202f98 12 34", T),
    ("06 39 98 12 34 ou 01 99 00 12 34", f"{T} ou {T}"),
    ("06 39 98 12 34/01 99 00 12 34", f"{T}/{T}"),
    ("06 39 98 12 34 75011 Paris", f"{T} {A}"),
    ("0800 123 456", T),
    ("0 800 123 456", T),
    ("tel 0639981234merci", f"tel {T}merci"),
    ("06 39981234", T),
    ("0639 98 12 34", T),
    ("(06) 39 98 12 34", T),
    ("٠٦٣٩٩٨١٢٣٤", T),
    ("06 – 39 – 98 – 12 – 34", T),
    ("+33.6.39.98.12.34", T),
    ("0033639981234", T),
    ("33 6 39 98 12 34", T),
    ("+3306 39 98 12 34", T),
    ("06_39_98_12_34", T),
    ("+33-6-39-98-12-34", T),
    ("06 39 98 12 34.", f"{T}."),
    ("06 399 812 34", T),
    ("FR76 3000 6000 0112 3456 7890 189", I),
    ("FR7630006000011234567890189", I),
    ("fr76-3000-6000-0112-3456-7890-189", I),
    ("RIB 30006 00001 12345678901 89", f"RIB {I}"),
    ("DE89 3704 0044 0532 0130 00 merci", f"{I} merci"),
    ("BE68 5390 0754 7034", I),
    ("IBAN : FR76 3000 6000 0112 3456 7890 188", f"IBAN : {I}"),
    ("GB29 NWBK 6016 1331 9268 19", I),
    ("FR76.3000.6000.0112.3456.7890.189", I),
    ("2 95 10 99 126 111 93", N),
    ("295109912611193", N),
    ("2 53 07 2B 073 004 70", N),
    ("253072A07300443", N),
    ("2951099126111 93", N),
    ("n° sécu 2 95 10 99 126 111", f"n° sécu {N}"),
    ("2-95-10-99-126-111-93", N),
    ("2 53 07 2a 073 004 43", N),
    ("AB-123-CD", P),
    ("AB 123 CD", P),
    ("AB123CD", P),
    ("ab-123-cd", P),
    ("1234 AB 75", P),
    ("456 ABC 13", P),
    ("1234AB75", P),
    ("789-XY-2A", P),
    ("plaque 12 AB 75", f"plaque {P}"),
    ("ab123cd immatriculée", "ab123cd immatriculée"),
    ("12 rue des Lilas", A),
    ("12 bis rue des Lilas, 75011 Paris", A),
    ("12, avenue Jean-Jaurès\n31000 Toulouse", A),
    ("3 impasse de la Croix de Pierre", A),
    ("12 rue victor hugo à paris", f"{A} à paris"),
    ("12ter bd Voltaire 75011 PARIS", A),
    ("BP 123, 75011 Paris Cedex 12", A),
    ("CS 12345 - 35000 Rennes Cedex", A),
    ("13001 Marseille", A),
    ("75011 Paris", A),
    ("J'habite 5 place du marché depuis 3 ans", f"J'habite {A} depuis 3 ans"),
    ("au 12 de la rue des Lilas", f"au {A}"),
    ("12 RUE DE LA PAIX 75002 PARIS", A),
    ("Résidence Les Lilas, Bât. B, 4 allée des Roses, 69003 Lyon", A),
    ("lieu-dit Le Moulin, 24000 Périgueux", A),
    ("rue des Lilas, 75011 Paris", A),
    ("12 rue du 8 mai 1945, 93200 Saint-Denis", A),
    ("4 rue du Général de Gaulle", A),
    ("4 rue du général de gaulle", A),
    ("12 av. Foch", A),
    ("12 r. Pasteur", A),
    ("7 quai de la Loire, appt 12, 3e étage, 75019 Paris", A),
    ("12 rue de l'Église, 35000 Rennes.", f"{A}."),
    ("8 cours de la République, 13100 Aix-en-Provence", A),
    ("25 route de Saint-Pierre", A),
    ("12-14 rue des Lilas", A),
    ("12 rue J. Jaurès", A),
    ("1 rue Sainte-Catherine 33000 bordeaux", A),
    ("75 011 Paris", A),
    ("12 rue de la République. Je suis contre", f"{A}. Je suis contre"),
    ("2 lotissement les Oliviers", A),
    ("12 chemin de Saint-Jean-de-Dieu, 69007 Lyon 7e", A),
    ("hameau de Kerlann, 29000 Quimper", A),
    ("12 rue des Lilas à Lyon", f"{A} à Lyon"),
    ("boîte postale 45, 75011 Paris", A),
    ("12 place Bellecour 69002 Lyon", A),
    ("12 rue Pasteur et 3 rue Foch", f"{A} et {A}"),
    ("12 rue Saint Honoré, Paris", f"{A}, Paris"),
    ("12 B rue des Lilas", A),
    ("12B rue des Lilas", A),
    ("97400 Saint-Denis de La Réunion", A),
    ("J'habite au 14 avenue de la gare, à 5 minutes", f"J'habite au {A}, à 5 minutes"),
    ("5 square des Érables", A),
    ("10 passage du Havre", A),
    ("64 cité des Fleurs", A),
    ("20090 Ajaccio", A),
    ("Claire.Moreau@Example.Org", E),
    ("Claire@Mail.Example.Org", E),
    ("Claire@Example.Org.Merci", f"{E}.Merci"),
    ("jean@example.Org, merci", f"{E}, merci"),
    ("jean.d@\nexample.org", E),
    ("jean.d\n@example.org", E),
    ("jean.d@example.\norg", E),
    ("jean.d@example.org. De plus", f"{E}. De plus"),
    ("1 90 09 44 971 062 (30), en clair", f"{N}, en clair"),
    ("1 78 04 2B 920 067 (49)", N),
    ("1 78 04 2B 920 067 [clef 49]", N),
    ("sécu 2 95 10 99 126 111, 12 ans", f"sécu {N}, 12 ans"),
    ("2 95 10 99 126 111 94 06 39 98 12 34", f"2 95 10 99 126 111 94 {T}"),
    ("12 rue des\nLilas", A),
    ("ZA des Pins, 38000 Grenoble", A),
    ("+33 (6) 39 98 12 34", T),
    ("1 78 04 2 B 920 067 49", N),
    ("1 90 09 44 971 062 clé : 30", N),
    ("amende pour la SA\u00a0674\u00a0MT", f"amende pour la {P}"),
    ("RH 363 SA", P),
    ("23 rue Lamartine prolongée : trois", f"{A} : trois"),
    ("6 parvis Notre-Dame, je", f"{A}, je"),
    ("10 rue Sans-Souci", A),
    ("29 grande rue", A),
    ("29, Grande-Rue.", f"{A}."),
    ("29 Grand’Rue et", f"{A} et"),
    ("3 vieille route", A),
    ("14 Grande Rue de la Guillotière est filmée", f"{A} est filmée"),
    ("4 Grand-Place", A),
    ("Mairie annexe, BP 12.", f"Mairie annexe, {A}."),
    ("80000 Amiens", A),
    ("92270 Bois-Colombes", A),
]
KEPT = [
    "En 2022-2023, 10 000 euros",
    "le 12/03/2022 à 18h30",
    "SIRET 123 456 789 00012",
    "SIREN 123456789",
    "article 3 rue",
    "loi n° 78-17 du 6 janvier 1978",
    "1 234 567 890 euros",
    "2022-52",
    "45,6 % des 1200 caméras",
    "rue de la République",
    "place de la République",
    "avenue Jean Jaurès, 3 caméras",
    "les 12 rues du quartier",
    "3 rues",
    "5 cours de danse",
    "2 places de parking",
    "1 passage piéton",
    "@laquadrature",
    "x@y",
    "départements 01, 02, 03, 04, 05, 06",
    "01 02 03 04 05 06 07",
    "en 2022, rue de la République",
    "vendredi 13, place Bellecour",
    "à 18 h 30, place Bellecour",
    "20000 Parisiens",
    "plus de 30000 Marseillais",
    "45000 Euros",
    "10000 caméras",
    "+ 10 000 000 euros",
    "EN 200 KM",
    "2022 ET 75",
    "de 300 km",
    "12 MAI 22",
    "RGPD art. 6-1-c",
    "CNIL 2022-052",
    "directive 2016/680",
    "0123456789ABC",
    "RNA W751234567",
    "dossier n° 0123456789",
    "https://example.org/article/0123",
    "suivez @nom.bsky.social",
    "@asso@mastodon.social",
    "contact : 17 ou 112",
    "24 h / 24, 7 j / 7",
    "1 place sur 3",
    "2 voies de bus",
    "3 cité",
    "les 3 avenue",
    "Une caméra au coin de la rue des Lilas et de l'avenue Foch",
    "1080p 30 fps",
    "12 000 000",
    "budget 2021 2022 2023",
    "de 8h à 20h",
    "1,5 M€",
    "L. 251-1 du code de la sécurité intérieure",
    "ISO 27001",
    "n° 2022-1234",
    "100 000 000 000 euros",
    "12 à 15 ans",
    "IP 192.168.1.1",
    "1 rue sur 3 est filmée",
    "3 place par habitant",
    "35000 caméras",
    "Entre 10000 et 20000 Français",
    "la ligne 12, place Bellecour",
    "Question écrite n° 37 415, JO du 16/03/2021",
    "25000 Nantais filmés",
    "10000 Cyclistes",
    "30000 Normands",
    "budget 12 500 K",
    "Voir p. 12, rue de la Paix",
    "01/02/03/04/05",
    "Le 12, rue fermée",
    "Le 13, quai bondé",
    "le 12, place au débat",
    "1 grande rue piétonne",
    "les 3 grandes rues",
    "le BP 2022 de la commune",
    "sécu 1 90 09 44 971 062 31",
    "2 80 08 38 947 990 89",
    "RIB 06123 45678 90123456789 12",
    "la LG 300 HD",
    "ON VEUT LE 123 DU MOIS",
]

OWN_NAMES = [
    ("Élodie Dupont", "Élodie DUPONT ici", f"{M} ici"),
    ("Élodie Dupont", "elodie dit", f"{M} dit"),
    ("Élodie Dupont", "J'écris, E. Dupont.", f"J'écris, {M}."),
    ("Élodie Dupont", "Dupont Elodie", M),
    ("Élodie Dupont", "les Duponts", f"les {M}"),
    ("Élodie Dupont", "d'Élodie\n\u00a0Dupont", f"d'{M}"),
    ("Élodie Dupont", "il a dit: a Dupont", f"il a dit: a {M}"),
    ("Jean-Pierre Le Guen", "J.-P. LeGuen", M),
    ("Jean-Pierre Le Guen", "jean pierre le guen", M),
    ("Jean-Pierre Le Guen", "Leguen", M),
    ("Jean-Pierre Le Guen", "jeanpierre", M),
    ("Pierre Petit", "une petite pierre, un petit bout", "une petite pierre, un petit bout"),
    ("Pierre Petit", "Pierre dit petit", f"{M} dit petit"),
    ("Pierre Petit", "petit pierre", M),
    ("Pierre Petit", "M. PETIT", f"M. {M}"),
    ("Marie de la Tour", "la vie de la ville", "la vie de la ville"),
    ("Marie de la Tour", "Mme de la Tour", f"Mme {M}"),
    ("Anne O'Brien", "obrien et O’Brien", f"{M} et {M}"),
    ("Jürgen Müller", "Mueller", M),
    ("Mueller", "müller", M),
    ("Li Na", "Li Na et li", f"{M} et {M}"),
    ("王小明", "我是王小明。", f"我是{M}。"),
    ("محمد علي", "أنا محمد علي", f"أنا {M}"),
    ("Dupont", "D U P O N T et D.U.P.O.N.T et Du-\npont", f"{M} et {M} et {M}"),
    ("Jean Dupont", "#MerciJeanDupont et jean_dupont75", f"#Merci{M} et {M}75"),
    ("E\u0301lodie", "Élodie et Elodie et E\u0301lodie!", f"{M} et {M} et {M}!"),
    ("Le Petit", "le petit chat", f"{M} chat"),
    ("D'Artagnan", "dartagnan", M),
    ("Jean Dupont", "du\u00adpont et Du\u200bpont", f"{M} et {M}"),
    ("Saint-Martin", "St Martin", M),
    ("Jean Martin", "12 rue Jean Martin", A),
    ("Nguyễn Thị Lan", "L. Nguyễn, L.Nguyễn", M),
    ("Nguyễn Thị Lan", "l’an dernier, la vie", "l’an dernier, la vie"),
    ("Łukasz Wiśniewski", "Ł. Wiśniewski", M),
    ("Anne-Cécile Roquefeuil", "A-C. Roquefeuil / A.-C. Roquefeuil", M),
    ("Anne-Cécile Roquefeuil", "A. Roquefeuil et a.roquefeuil", f"{M} et {M}"),
    ("Anne-Cécile Roquefeuil", "À Roquefeuil, on filme", f"À {M}, on filme"),
    ("José-Luis García", "J-L García", M),
    ("José-Luis García", "jl garcía", M),
    ("LE GOFF Jean-François", "jean-françoisle goff", M),
    ("Marie Delaplace", "m. delaplace", M),
    ("Yves Du Pré", "tout près", "tout près"),
    ("Jean Dupont", "Dupont. J'ai peur", f"{M}. J'ai peur"),
    ("Œdipe Cœur", "Œ. Cœur", M),
    ("zazou38", "ZAZOU38, zazous, zazou et zazou389", f"{M}, zazous, zazou et zazou389"),
    ("le_chat_42", "signé le_chat_42", f"signé {M}"),
    ("Li Wei", "Li dit, Wei dit, lire", f"{M} dit, {M} dit, lire"),
    ("An Tran", "un an, puis An", f"un an, puis {M}"),
    ("Tu Nguyen", "tu vois Tu", f"tu vois {M}"),
    ("李 伟", "我是李伟。", f"我是{M}。"),
    ("aucun", "aucun doute", "aucun doute"),
]


@pytest.mark.parametrize(("text", "expected"), MASKED)
def test_what_has_a_shape_is_masked(text, expected):
    assert redact(text).text == expected


@pytest.mark.parametrize("text", KEPT)
def test_what_only_looks_like_it_stays(text):
    assert redact(text).masks == ()


@pytest.mark.parametrize(("name", "text", "expected"), OWN_NAMES)
def test_own_name_in_any_spelling(name, text, expected):
    assert redact(text, Own(names=(name,))).text == expected


def test_own_email_and_its_local_part():
    own = Own(emails=("Jean.Dup@example.org", "contact@example.org"))

    assert redact("jean.dup, ou jean.dup@example.org", own).text == f"{E}, ou {E}"
    assert redact("contactez notre contact", own).masks == ()


def test_own_collective_by_its_name_its_acronym_its_hashtag():
    quarter = Own(collectives=("Association de Défense du Quartier (ADQ)",))
    stop = Own(collectives=("Collectif Stop-Caméras Marseille",))

    text = "L'association de défense du quartier agit; A.D.Q et adq; les Amis du Quartier"
    assert redact(text, quarter).text == f"L'{C} agit; {C} et {C}; les Amis du Quartier"
    text = "STOP CAMERAS marseille! #StopCamerasMarseille"
    assert redact(text, stop).text == f"{C}! #{C}"


def test_own_email_cut_by_a_line_break():
    own = Own(emails=("zm@sous.example.org", "q.v+form@example.com"))

    assert redact("(zm@\nsous.example.org)", own).text == f"({E})"
    assert redact("q.v+form@example.\ncom", own).text == E


OWN_COLLECTIVES = [
    ("Comité Quartier-Sud", "le quartier, au sud. Le quartier au sud", None),
    ("Comité Quartier-Sud", "Comité du quartier\nsud", C),
    ("Comité de quartier", "notre quartier; le comité de quartier", f"notre quartier; le {C}"),
    ("Ligue des droits de l'Homme", "les droits de l'homme", None),
    ("Vie & Liberté", "Vie & Liberté; vie, liberté", f"{C}; vie, liberté"),
    ("Collectif 38", "collectif 38, dans le 38", f"{C}, dans le 38"),
    ("aucun", "aucun collectif", None),
    ("Non", "Non, non", None),
    ("pas de collectif", "pas de collectif", None),
]


@pytest.mark.parametrize(("collective", "text", "expected"), OWN_COLLECTIVES)
def test_own_collective_only_where_it_is_named(collective, text, expected):
    assert redact(text, Own(collectives=(collective,))).text == (expected or text)


def test_words_that_an_organiser_chose():
    redacted = redact("Le mot À-cacher, pas cacher; ÉLAN élans", words=("à cacher", "élan"))

    assert redacted.text == "Le mot [mots masqués], pas cacher; [mots masqués] élans"


def test_contexts_show_each_masked_stretch():
    text = "Bonjour, pour en parler, écrivez-moi à jean@example.org, ou passez au marché"

    (context,) = contexts(text, redact(text))

    assert context == "…pour en parler, écrivez-moi à ⟦jean@example.org⟧, ou passez au marché"


def test_mentions_of_others():
    text = (
        "Mme Dupont et M. le maire de Lyon. Mon fils Léo, 8 ans, dans la classe de CE2 de l'école "
        "Jules Ferry. Voir https://example.org/a et @nous."
    )

    assert mentions(text) == (
        ("person", "Mme Dupont"),
        ("person", "M. le maire de Lyon"),
        ("child", "Mon fils Léo, 8 ans"),
        ("school", "la classe de CE2 de l'école Jules Ferry"),
        ("link", "https://example.org/a"),
    )


def test_every_masked_text_is_a_candidate():
    texts = pl.Series([text for text, _ in MASKED])

    assert candidates(texts).all()
    assert candidates(pl.Series(["Je suis contre", None, "l’État nous regarde"])).to_list() == [
        False,
        False,
        False,
    ]


@pytest.mark.parametrize(
    ("piece", "left"),
    [
        ("12 rue de la Paix 75011 Paris ", ("Paix", "75011")),
        ("ana@example.org ", ("ana", "@")),
        ("01 99 00 12 34 ", ("99 00",)),
        ("AB-123-CD ", ("123",)),
    ],
)
def test_a_text_made_of_contacts_alone_is_masked_to_the_end(piece, left):
    """Past a number of hits, signs are masked without a look around them."""
    masked = redact(piece * 4_000).text

    assert not any(sign in masked for sign in left)
