"""What is masked in a text, and what stays."""

from __future__ import annotations

from consultation.redaction import Own, contexts, mentions, redact

E = "[courriel masqué]"
T = "[téléphone masqué]"
A = "[adresse postale masquée]"
I = "[IBAN masqué]"  # noqa: E741
N = "[numéro de sécurité sociale masqué]"
P = "[plaque masquée]"
M = "[nom masqué]"
C = "[collectif masqué]"

MASKED = [
    ("mon mail: jean.d @gmail.com ok", f"mon mail: {E} ok"), ("+32 475 12 34 56 1000", f"{T} 1000"),
    ("06 39 98 12 34/01 99 00 12 34", f"{T}/{T}"), ("06 39 98 12 34 75011 Paris", f"{T} {A}"),
    ("tel 0639981234merci", f"tel {T}merci"), ("DE89 3704 0044 0532 0130 00 merci", f"{I} merci"),
    ("ab123cd immatriculée", f"{P} immatriculée"), ("12 rue victor hugo à paris", f"{A} à paris"),
    ("J'habite 5 place du marché depuis 3 ans", f"J'habite {A} depuis 3 ans"),
    ("au 12 de la rue des Lilas", f"au {A}"),
    ("Résidence Les Lilas, Bât. B, 4 allée des Roses, 69003 Lyon", A),
    ("12 rue Pasteur et 3 rue Foch", f"{A} et {A}"), ("quai aux Oies 2 bis, 4000 Liège", A),
    ("jean.d@\nexample.org", E), ("1 90 09 44 971 062 (30), en clair", f"{N}), en clair"),
    ("2 95 10 99 126 111 94 06 39 98 12 34", f"2 95 10 99 126 111 94 {T}"),
    ("amende pour la SA\u00a0674\u00a0MT", f"amende pour la {P}"),
    ("23 rue Lamartine prolongée : trois", f"{A} : trois"), ("12 rue pasteur 75011 paris", A),
    ("(zm@\nsous.example.org)", f"({E})"), ("q.v+form@example.\ncom", E),
    ("2 74 06 92 012 345, en clair", f"{N}, en clair"), ("29 Grand’Rue et", f"{A} et"),
    ("14 Grande Rue de la Guillotière est filmée", f"{A} est filmée"),
]  # fmt: skip
KEPT = [
    "rue de la République", "les 12 rues du quartier", "5 cours de danse", "01 02 03 04 05 06 07",
    "en 2022, rue de la République", "à 18 h 30, place Bellecour", "plus de 30000 Marseillais",
    "dossier n° 0123456789", "@asso@mastodon.social", "la ligne 12, place Bellecour",
    "25000 Nantais filmés", "01/02/03/04/05", "Le 12, rue fermée", "le 12, place au débat",
    "1 grande rue piétonne", "le BP 2022 de la commune", "2 80 08 38 947 990 89",
    "RIB 06123 45678 90123456789 12", "la LG 300 HD",
]  # fmt: skip

OWN_NAMES = [
    ("Élodie Dupont", "J'écris, E. Dupont.", f"J'écris, {M}."),
    ("Élodie Dupont", "les Duponts", f"les {M}"),
    ("Élodie Dupont", "il a dit: a Dupont", f"il a dit: a {M}"),
    ("Jean-Pierre Le Guen", "J.-P. LeGuen", M),
    ("Pierre Petit", "une petite pierre, un petit bout", "une petite pierre, un petit bout"),
    ("Marie de la Tour", "Mme de la Tour", f"Mme {M}"),
    ("Anne O'Brien", "obrien et O’Brien", f"{M} et {M}"), ("Li Na", "Li Na et li", f"{M} et {M}"),
    ("Pierre Petit", "petit pierre", M), ("Jürgen Müller", "Mueller", M),
    ("Saint-Martin", "St Martin", M), ("José-Luis García", "jl garcía", M),
    ("王小明", "我是王小明。", f"我是{M}。"),
    ("Dupont", "D U P O N T et D.U.P.O.N.T et Du-\npont", f"{M} et {M} et {M}"),
    ("Jean Dupont", "#MerciJeanDupont et jean_dupont75", f"#Merci{M} et {M}75"),
    ("Le Petit", "le petit chat", f"{M} chat"),
    ("Nguyễn Thị Lan", "l’an dernier, la vie", "l’an dernier, la vie"),
    ("Anne-Cécile Roquefeuil", "A-C. Roquefeuil / A.-C. Roquefeuil", M),
    ("Anne-Cécile Roquefeuil", "À Roquefeuil, on filme", f"À {M}, on filme"),
    ("Jean Dupont", "Dupont. J'ai peur", f"{M}. J'ai peur"),
    ("zazou38", "ZAZOU38, zazous, zazou et zazou389", f"{M}, zazous, zazou et zazou389"),
    ("le_chat_42", "signé le_chat_42", f"signé {M}"), ("Tu Nguyen", "tu vois Tu", f"tu vois {M}"),
    ("Brigitte Plumeau", "Moi, BP, je dis non", f"Moi, {M}, je dis non"),
    ("Brigitte Plumeau", "signé BP", f"signé {M}"),
    ("Brigitte Plumeau", "je suis contre BP et Total", "je suis contre BP et Total"),
]  # fmt: skip


def test_what_has_a_shape_is_masked():
    assert [redact(text).text for text, _ in MASKED] == [expected for _, expected in MASKED]


def test_what_only_looks_like_it_stays():
    assert [text for text in KEPT if redact(text).masks] == []


def test_own_name_in_any_spelling():
    masked = [redact(text, Own(names=(name,))).text for name, text, _ in OWN_NAMES]

    assert masked == [expected for *_, expected in OWN_NAMES]


def test_the_recipients_own_address_stays_as_the_form_file_writes_it_and_no_other():
    own = Own(recipient="CNIL, 3 place de Fontenoy, TSA 80715, 75334 Paris Cedex 07")

    kept = "la CNIL (3, Place de Fontenoy – 75334 PARIS)"

    assert redact(kept, own).text == kept
    assert redact("à la CNIL\n12 rue des Lilas 75007 Paris", own).text == f"à la CNIL\n{A}"
    assert redact(kept).text == f"la CNIL ({A})"


def test_own_email_and_its_local_part():
    own = Own(emails=("Jean.Dup@example.org", "contact@example.org"))

    assert redact("jean.dup, ou jean.dup@example.org", own).text == f"{E}, ou {E}"
    assert redact("contactez notre contact", own).masks == ()


OWN_COLLECTIVES = [
    # By its name, its acronym, its hashtag.
    ("Association de Défense du Quartier (ADQ)",
     "L'association de défense du quartier agit; A.D.Q et adq; les Amis du Quartier",
     f"L'{C} agit; {C} et {C}; les Amis du Quartier"),
    ("Collectif Stop-Caméras Marseille", "STOP CAMERAS marseille! #StopCamerasMarseille",
     f"{C}! #{C}"),
    # Only where it is named.
    ("Comité Quartier-Sud", "le quartier, au sud. Le quartier au sud", None),
    ("Comité Quartier-Sud", "Comité du quartier\nsud", C),
    ("Comité de quartier", "notre quartier; le comité de quartier", f"notre quartier; le {C}"),
    ("Ligue des droits de l'Homme", "les droits de l'homme", None),
    ("Vie & Liberté", "Vie & Liberté; vie, liberté", f"{C}; vie, liberté"),
    ("Collectif 38", "collectif 38, dans le 38", f"{C}, dans le 38"),
    ("38 Citoyens", "138 citoyens; 38 citoyens", f"138 citoyens; {C}"),
    ("aucun", "aucun collectif", None), ("Non", "Non, non", None),
    ("pas de collectif", "pas de collectif", None),
]  # fmt: skip


def test_own_collective_where_it_is_named_and_only_there():
    masked = [redact(text, Own(collectives=(name,))).text for name, text, _ in OWN_COLLECTIVES]

    assert masked == [expected or text for _, text, expected in OWN_COLLECTIVES]


def test_words_that_an_organiser_chose():
    redacted = redact("Le mot À_cacher, pas cacher; ÉLAN élans", words=("à cacher", "élan"))

    assert redacted.text == "Le mot [mots masqués], pas cacher; [mots masqués] élans"
    assert redact("a b a b a", words=("a b a",)).text == "[mots masqués]"


def test_contexts_show_each_masked_stretch():
    text = "Bonjour, pour en parler, écrivez-moi à jean@example.org, ou passez au marché"

    (context,) = contexts(text, redact(text, words=("jean@example.org",)))

    assert context == "…pour en parler, écrivez-moi à ⟦jean@example.org⟧, ou passez au marché"


def test_mentions_of_others_of_whom_an_office_is_nobody_and_an_unnamed_place_none():
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
    assert mentions("Madame la maire, Monsieur le préfet, je refuse.") == ()
    assert mentions("Chez nous, chez les gens, je travaille à la maison, pour vivre.") == ()
