"""The tokens of texts, among which additions are searched: words without their gender, and the same
token for every name or figure."""

from __future__ import annotations

import polars as pl

from consultation.families.written_words import WrittenWords

_SENTENCE_END = r"[.!?…:;•\n\r\u2028\u2029]"
_GENDERED_WORD = 5  # letters of the shortest word whose ending is taken for its gender or number
_GENDER_ENDINGS = "es"  # « opposé », « opposée », « opposés » and « opposées », folded
_NAMED_IN_CAPITALS = 6  # words: capitals in a longer sentence are no names, but in an address
_FEW = 0.25  # the share of words in small letters below which a sentence is in capitals
# French words, folded. In a name, date or address: the words between capitals and figures. In a
# closing formula: the words of which it has at least one, then its other words.
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

_PARTICLES = ["d", "de", "du", "des", "en", "et", "l", "la", "le", "les", "sous", "sur"]
_NAME = 1  # the code of every name and figure

_WORD = {
    "code": pl.when(pl.col("folded").str.len_chars() >= _GENDERED_WORD)
    .then(pl.col("folded").str.strip_chars_end(_GENDER_ENDINGS))
    .otherwise("folded")
    .rank("dense")
    + _NAME,
    "starts_sentence": pl.col("signs").str.contains(_SENTENCE_END),
    "has_capital": pl.col("word").str.contains(r"^\p{Lu}"),
    "is_small": pl.col("word").str.contains(r"^\p{Ll}"),
    "is_postcode": pl.col("word").str.contains(r"^\p{Nd}{5}$"),
    "is_figure": pl.col("word").str.contains(r"^\p{N}"),
    "is_particle": pl.col("folded").is_in(_PARTICLES),
    "is_of_address": pl.col("folded").is_in(_ADDRESS.split()),
    "is_of_closing": pl.col("folded").is_in(_CLOSING.split()),
    "is_of_formula": pl.col("folded").is_in((_ADDRESS + _CLOSING + _AROUND_A_CLOSING).split()),
}
"""The columns computed from each different spelling alone, without the words around it."""


_IS_SHOUTED = (
    (pl.len() > _NAMED_IN_CAPITALS)
    & (pl.col("is_small").mean() < _FEW)
    & ~pl.col("is_postcode").any()
)
_IS_IDENTITY = pl.col("has_capital") | pl.col("is_figure")
_IS_FORMULA = pl.col("is_of_closing").any() & (pl.col("is_of_formula") | _IS_IDENTITY).all()
_IS_ADDRESS = _IS_IDENTITY.any() & (pl.col("is_of_address") | _IS_IDENTITY).all()
_IS_NAME = (pl.col("has_capital") & ~pl.col("is_first")) | pl.col("is_figure")
_FOLLOWS_A_NAME = pl.col("is_name").shift(fill_value=False)
_IS_INSIDE_A_NAME = (
    pl.col("is_particle")
    & ~pl.col("is_first")
    & _FOLLOWS_A_NAME
    & pl.col("is_name").shift(-1, fill_value=False)
)


def tokens_of(written: WrittenWords) -> pl.DataFrame:
    """A row per token, in order: the row of its text (`text`), the rows of its first and last
    word in `written` (`row`, `last_row`), the number of its sentence (`sentence`), a number that
    equal tokens share (`code`), and `is_filled`.

    A token is a word, or a run of names and figures: « Jean Moulin », « Jean Moulin, 69003 Lyon ».
    A word with a capital is a name, except at the start of a sentence or in a long sentence in
    capitals. `is_filled` is True in a sentence that is only a name, a date, an address or a closing
    formula. Only French formulas are known: a long one in another language becomes an addition.
    """
    spelled = written.spellings.select(is_word=pl.col("folded") != "", **_WORD)
    words = written.words.with_row_index("row").with_columns(
        spelled.select(pl.all().gather(written.words["spelling"]))
    )
    words = words.filter("is_word").with_columns(
        is_first=pl.col("starts_sentence") | pl.col("text").ne_missing(pl.col("text").shift())
    )
    words = words.with_columns(sentence=pl.col("is_first").cum_sum()).with_columns(
        has_capital=pl.col("has_capital") & ~_IS_SHOUTED.over("sentence")
    )
    words = words.with_columns(
        is_name=_IS_NAME, is_filled=(_IS_FORMULA | _IS_ADDRESS).over("sentence")
    )
    words = words.with_columns(is_name=pl.col("is_name") | _IS_INSIDE_A_NAME)
    words = words.with_columns(goes_on=pl.col("is_name") & _FOLLOWS_A_NAME & ~pl.col("is_first"))
    ends = pl.when(~pl.col("goes_on").shift(-1, fill_value=False)).then("row")
    return (
        words.with_columns(last_row=ends.backward_fill())
        .filter(~pl.col("goes_on"))
        .select(
            "text",
            "row",
            "last_row",
            "sentence",
            "is_filled",
            code=pl.when("is_name").then(_NAME).otherwise("code").cast(pl.UInt64),
        )
    )
