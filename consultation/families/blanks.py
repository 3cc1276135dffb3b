"""What people fill in or sign with, which is no addition: names, addresses, closing formulas."""

from __future__ import annotations

from consultation.families.spelling import Written


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Between the capitals and the figures of a name, a date or an address.
_OF_IDENTITY = _words(
    """
    a au aux d de des du en et l la le les ne nee rue avenue av boulevard bd place impasse
    allee allees chemin cours quai route square sentier faubourg lotissement residence
    batiment bat appartement apt etage lieu dit hameau bis ter bp cs cedex fait ce date
    signe signature lu approuve habitant habitante habitants demeurant domicilie domiciliee
    residant residante soussigne soussignee janvier fevrier mars avril mai juin juillet aout
    septembre octobre novembre decembre tel telephone mail courriel email com fr org net
    """
)
_OF_CLOSINGS = _words(
    """
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
)
_CLOSING = _words(
    """
    agreer salutations sentiments consideration respects hommages cordialement
    respectueusement sincerement amicalement fraternellement solidairement citoyennement
    merci remercie remercions remerciant remerciements
    """
)
_KNOWN = _OF_IDENTITY | _CLOSING | _OF_CLOSINGS
_PARTICLES = _words(
    """
    d de du des en et l la le les lès sous sur
    """
)
_POSTCODE_LENGTH = 5


def without_filled_ends(text: Written, start: int, end: int) -> tuple[int, int]:
    """The words from start to before end, less the sentences and lines at either end that only
    name, date, locate or take leave; none are left when all do.

    French formulas only: in another language a long closing is taken for the author's own words.
    """
    pieces = [*text.sentences(start, end)]
    while pieces and is_filled(text, *pieces[-1]):
        pieces.pop()
    while pieces and is_filled(text, *pieces[0]):
        pieces.pop(0)
    return (pieces[0][0], pieces[-1][1]) if pieces else (start, start)


def names_in(text: Written, start: int, end: int) -> list[bool]:
    """For each word, whether it can be part of a name or is a figure: « Saint-Jean de Luz »."""
    as_written = [text.word(place) for place in range(start, end)]
    shouted = _is_shouted(as_written)
    return [
        word.isdigit() or word.lower() in _PARTICLES or (not shouted and word[0].isupper())
        for word in as_written
    ]


def _is_shouted(as_written: list[str]) -> bool:
    return all(word.isupper() or not word.isalpha() for word in as_written)


def is_filled(text: Written, start: int, end: int) -> bool:
    """Whether the words are all a name, an address, a date or a closing formula."""
    words = text.words[start:end]
    if not all(
        word in _KNOWN or word.isdigit() or text.word(place)[0].isupper()
        for place, word in enumerate(words, start)
    ):
        return False  # most are told by their first word
    as_written = [text.word(place) for place in range(start, end)]
    # In a sentence all in capitals, capitals tell no name: only a postcode still tells an address.
    named = not _is_shouted(as_written) or any(
        len(word) == _POSTCODE_LENGTH and word.isdigit() for word in words
    )
    is_name = [
        word.isdigit() or (named and spelled[0].isupper())
        for word, spelled in zip(words, as_written, strict=True)
    ]
    is_closing = any(word in _CLOSING for word in words)
    known = _KNOWN if is_closing else _OF_IDENTITY
    return (is_closing or any(is_name)) and all(
        name or word in known for name, word in zip(is_name, words, strict=True)
    )
