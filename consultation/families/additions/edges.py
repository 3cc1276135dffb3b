"""Where a gap starts and ends as a reader would say, and what in it is only filled in
or signed with: names, addresses, closing formulas."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

from consultation.families.additions.alignment import Gap, Run, Words
from consultation.families.additions.sharing import ADDITION_WORDS
from consultation.families.additions.word_spellings import Written, stem


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
_KNOWN_WORDS = 100_000  # kept in memory


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
    as_written = text.each_word(start, end)
    is_name = _is_figure_or_particle if _is_shouted(as_written) else _can_name
    return [*map(is_name, as_written)]


@lru_cache(_KNOWN_WORDS)
def _can_name(word: str) -> bool:
    return word[0].isupper() or _is_figure_or_particle(word)


def _is_figure_or_particle(word: str) -> bool:
    return word.isdigit() or word.lower() in _PARTICLES


def _is_shouted(as_written: list[str]) -> bool:
    return all(word.isupper() or not word.isalpha() for word in as_written)


def is_filled(text: Written, start: int, end: int) -> bool:
    """Whether the words are all a name, an address, a date or a closing formula."""
    words = text.words[start:end]
    for place, word in enumerate(words, start):
        if not (word in _KNOWN or word.isdigit() or text.word(place)[0].isupper()):
            return False  # most are told by their first words
    as_written = text.each_word(start, end)
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


_SLIDE = 12  # words that a gap may slide to start where a sentence starts
_EDGE = 2  # words between a gap and the start or end of its sentence that may be chance
_LONGEST_SENTENCE = 40  # words of the letter compared one by one with what stands there
READ_WORDS = 4
"""The shortest gap whose edges are looked at: less is a blank inside a sentence."""


def move_edges(
    gap: Gap, letter: Words, text: Written, before: Run | None, after: Run | None
) -> Gap:
    """The gap with the edges that a reader would give it; before and after: the runs beside it."""
    if gap.end - gap.start < READ_WORDS:
        return gap
    # At most half of a run: the gap on its other side may take the other half.
    room_before = before.length // 2 if before else 0
    room_after = after.length // 2 if after and after.in_letter == gap.letter_end else 0
    if gap.letter_start == gap.letter_end:
        return _slide(gap, text, min(room_before, _SLIDE), min(room_after, _SLIDE))
    widened = _widen(gap, text, min(room_before, _EDGE), min(room_after, _EDGE))
    return _without_kept_sentences(widened, letter, text)


def blanks_in(gap: Gap, letter: Words, text: Words) -> list[Gap]:
    """The gap, or the blanks that it is made of, without the words at their edges that the letter
    has too, be they one or two."""
    return [
        _narrow(part, letter, text) if part.end - part.start < ADDITION_WORDS else part
        for part in _word_by_word(gap, letter, text)
    ]


def _slide(gap: Gap, text: Written, room_before: int, room_after: int) -> Gap:
    """An inserted gap moved, between the same words, to where a line or a sentence starts.

    « Je vis ici. Je refuse » inserted « Je vis ici. », not « vis ici. Je ».
    """
    words = text.words
    left = right = 0
    while left < room_before and words[gap.start - 1 - left] == words[gap.end - 1 - left]:
        left += 1
    while right < room_after and words[gap.start + right] == words[gap.end + right]:
        right += 1

    def merit(shift: int) -> tuple[int, int]:
        start = gap.start + shift
        return text.starts_a_line(start) + text.starts_a_sentence(start), -abs(shift)

    shift = max(range(-left, right + 1), key=merit)
    return Gap(*(place + shift for place in gap))


def _widen(gap: Gap, text: Written, room_before: int, room_after: int) -> Gap:
    """A gap in place of the letter's words, with the words of its first and last sentence that
    happen to be the letter's too."""
    before = _to_an_edge(text, gap.start, range(0, -room_before - 1, -1))
    after = _to_an_edge(text, gap.end, range(room_after + 1))
    return Gap(
        gap.start + before, gap.end + after, gap.letter_start + before, gap.letter_end + after
    )


def _to_an_edge(text: Written, place: int, shifts: range) -> int:
    """The first of the shifts that leads to where a sentence starts, else none."""
    return next((shift for shift in shifts if text.starts_a_sentence(place + shift)), 0)


def _without_kept_sentences(gap: Gap, letter: Words, text: Written) -> Gap:
    """A gap without the lines and sentences at its start, such as « Madame, Monsieur », that are
    the letter's too but too short to be a run."""
    kept = same = 0
    room = min(gap.end - gap.start, gap.letter_end - gap.letter_start)
    while same < room and text.words[gap.start + same] == letter[gap.letter_start + same]:
        same += 1
        if text.starts_a_sentence(gap.start + same):
            kept = same
    return gap._replace(start=gap.start + kept, letter_start=gap.letter_start + kept)


def _word_by_word(gap: Gap, letter: Words, text: Words) -> list[Gap]:
    """A long gap that is the letter's sentence with its blanks filled, as one gap for each blank.

    So it is when at least half of the letter's words there are kept in order, whatever their
    gender, and are a third of what stands there. « Habitante de L'Haÿ-les-Roses, je suis opposée »
    has ten words that no three others share with « Habitant de Lyon, je suis opposé »: no addition.
    """
    size, lost = gap.end - gap.start, gap.letter_end - gap.letter_start
    if size < ADDITION_WORDS or not size <= 3 * lost <= _LONGEST_SENTENCE * 3:
        return [gap]
    pairs = _common_subsequence(
        [*map(stem, letter[gap.letter_start : gap.letter_end])],
        [*map(stem, text[gap.start : gap.end])],
    )
    if 2 * len(pairs) < lost or 3 * len(pairs) < size:
        return [gap]
    runs = [Run(gap.letter_start + ours, gap.start + theirs, 1) for ours, theirs in pairs]
    edges = [Run(gap.letter_start, gap.start, 0), *runs, Run(gap.letter_end, gap.end, 0)]
    return [
        Gap(
            left.in_text + left.length, right.in_text, left.in_letter + left.length, right.in_letter
        )
        for left, right in pairwise(edges)
    ]


def _common_subsequence(ours: Words, theirs: Words) -> list[tuple[int, int]]:
    """The longest common subsequence: places in the one and in the other."""
    best = [[0] * (len(theirs) + 1) for _ in range(len(ours) + 1)]
    for at in range(len(ours) - 1, -1, -1):
        for to in range(len(theirs) - 1, -1, -1):
            best[at][to] = (
                best[at + 1][to + 1] + 1
                if ours[at] == theirs[to]
                else max(best[at + 1][to], best[at][to + 1])
            )
    pairs = []
    at = to = 0
    while at < len(ours) and to < len(theirs):
        if ours[at] == theirs[to]:
            pairs.append((at, to))
            at, to = at + 1, to + 1
        elif best[at + 1][to] >= best[at][to + 1]:
            at += 1
        else:
            to += 1
    return pairs


def _narrow(gap: Gap, letter: Words, text: Words) -> Gap:
    """A blank without the words that the letter has at its edges too, be they one or two."""
    start, end, letter_start, letter_end = gap
    while start < end and letter_start < letter_end and text[start] == letter[letter_start]:
        start, letter_start = start + 1, letter_start + 1
    while start < end and letter_start < letter_end and text[end - 1] == letter[letter_end - 1]:
        end, letter_end = end - 1, letter_end - 1
    return Gap(start, end, letter_start, letter_end)
