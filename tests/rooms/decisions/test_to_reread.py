"""À relire: every text that would leave is read by a person, and what they say is obeyed."""

import datetime as dt
from itertools import chain

import pytest
from openpyxl import load_workbook

from consultation.decisions.sheets import TO_READ
from tests.cases.given_back import SAVED, at, rows_of, write
from tests.cases.runs import Run, sheet_of, tables_of_notices
from tests.cases.small import export, row, small_run

SHEETS = (TO_READ.title, "À relire vite")
ENDED = ("sending.answers", "sending.contributions", "sending.readings")
SEND, MASK, WITHHOLD = "envoyer", "masquer ces mots", "ne pas envoyer"
SCHOOL = "La maîtresse de Léo, à l'école des Lilas, l'a vu. Écrire à ana@example.org."
ROWS = {
    1: row(1, Envoi="Oui, sans nom", Nom="Ana Invent", Texte=SCHOOL),
    2: row(2, Envoi="Oui, en mon nom", Nom="Bo Invent", Texte="Non.", Suite="Et encore non."),
    3: row(3, Envoi="Non", Texte="À garder entre nous."),
    # An hour is nothing to read, and leaves.
    4: row(4, Envoi="Oui, sans nom", Qui="Citoyen·ne", **{"À_quelle_heure": "08:30"}),
}


@pytest.fixture(scope="module")
def published(tmp_path_factory) -> Run:
    run = small_run(tmp_path_factory.mktemp("published"), *ROWS.values())
    run.publish()
    return run


def give_back(run: Run, choices, name: str = "relu.xlsx", saved: dt.datetime = SAVED) -> None:
    """The published sheets with their rows filled, by first SID and question, in the inbox."""
    workbook = load_workbook(run.to_decide)
    left = dict(choices)
    sheets = [workbook[title] for title in SHEETS if title in workbook.sheetnames]
    for line in chain.from_iterable(map(rows_of, sheets)):
        sid = int(str(line["Soumissions"].value).partition(",")[0].partition(":")[2])
        question = line["Identifiant de la question"].value
        for column, value in left.pop((sid, question), {}).items():
            line[getattr(TO_READ.columns, column)].value = value
    assert left == {}, "no such rows"
    write(at(workbook, saved), run.inbox / name)


def sent(run: Run) -> dict[tuple[int, str], str]:
    """The texts that leave, by SID and question."""
    return {
        (int(submission_id.partition(":")[2]), question): text
        for submission_id, question, text in run.query(
            "select contributions.submission_id, answers.question_id, answers.text"
            " from sending.answers as answers inner join sending.contributions as contributions"
            " on answers.submission_id = contributions.reference where answers.text is not null"
        )
    }


def states(run: Run) -> dict[tuple[int, str], str]:
    rows = run.query("select submission_id, question_id, state from sending.readings")
    return {(int(one.partition(":")[2]), question): state for one, question, state in rows}


SAME = "Je refuse que mon corps devienne un code-barres."
FLAGGED = "Mon fils Hugo, 9 ans, est filmé."


@pytest.fixture(scope="module")
def repeated(tmp_path_factory) -> Run:
    """The same text without a name, then in the author's name; another text."""
    named = row(2, Envoi="Oui, en mon nom", Nom="Bo", Texte=SAME)
    texts = {1: SAME, 3: FLAGGED}
    others = (row(sid, Envoi="Oui, sans nom", Texte=text) for sid, text in texts.items())
    run = small_run(tmp_path_factory.mktemp("repeated"), named, *others, row(9, Mode="Vélo"))
    run.publish()
    return run


def test_a_text_that_several_wrote_is_read_once_for_all_and_the_flagged_come_first(repeated):
    flagged, same = (line for title in SHEETS for line in sheet_of(repeated.to_decide, title))

    assert (flagged["Texte"], flagged["Combien"]) == (FLAGGED, 1)
    assert (same["Texte"], same["Combien"]) == (SAME, 2)
    assert same["Consentement"] == "Transmise en son nom (1) ; Transmise sans nom (1)"
    assert same["Soumissions"] == "petit:1, petit:2"


def test_a_choice_next_to_the_text_of_another_row_decides_nothing(repeated, tmp_path):
    """Somebody sorted the columns that they see, or pasted those of a copy in another order."""
    run = repeated.copied(tmp_path)
    workbook = load_workbook(run.to_decide)
    first, second = rows_of(workbook[TO_READ.title])
    texts = [line["Texte"].value for line in (second, first)]
    for line, text in zip((first, second), texts, strict=True):
        line["Texte"].value, line[TO_READ.columns.choice].value = text, SEND
    write(at(workbook, SAVED), run.inbox / "trié.xlsx")

    (refused,) = run.ingest()

    assert refused.message.count("a glissé d’une ligne à une autre") == 2
    assert run.query("select count(*) from raw.decisions") == [(0,)]


@pytest.mark.slow
def test_few_words_with_nothing_to_look_at_have_a_sheet_of_their_own(tmp_path):
    said = {"Autre_raison": "écologie", "Suite": "Bo Invent, 3 enfants", "Texte": "non"}
    rows = [row(sid, Envoi="Oui, sans nom", **said) for sid in (1, 2)]
    run = small_run(tmp_path, *rows, row(3, Envoi="Oui, sans nom", Autre_raison="paul bernard"))
    sheets = ("publications.a_decider__a_relire_vite", "publications.a_decider__a_relire")
    run.build(*sheets)

    quick, other = ({text for (text,) in run.query(f'select "Texte" from {one}')} for one in sheets)
    assert quick == {"écologie"}
    # What nobody else wrote may be a name.
    assert other == {"Bo Invent, 3 enfants", "non", "paul bernard"}


def test_what_is_refused_and_what_cannot_be_masked_as_asked_stay_in_and_the_rest_leaves(run):
    """The words that were chosen are masked however they are written. The pack is a PROJET until
    everything was read."""
    assert run.reasons() == ("3 textes n’ont pas encore été relus avant transmission (Relire).",)
    choices = {
        (1, "texte"): {"choice": MASK, "words": "LEO ; école des lilas"},
        (2, "texte"): {"choice": WITHHOLD},
        (2, "suite"): {"choice": MASK, "words": "encore ; Mme Dupond"},
    }
    give_back(run, choices)

    run.build(*tables_of_notices(), *ENDED, "sending.withheld_answers")

    masked = "La maîtresse de [mots masqués], à l'[mots masqués], l'a vu."
    assert sent(run) == {
        (1, "texte"): f"{masked} Écrire à [courriel masqué].",
        (4, "heure"): "08:30",
    }
    done = dict.fromkeys(((1, "texte"), (2, "texte")), "applied")
    assert states(run) == done | {(2, "suite"): "unfound"}
    assert run.query("select count(*) from sending.withheld_answers") == [(2,)]
    assert run.reasons()[0].startswith("1 texte")

    later = SAVED + dt.timedelta(hours=1)
    give_back(run, {(2, "suite"): {"choice": SEND}}, name="suite.xlsx", saved=later)
    run.build(*tables_of_notices(), "sending.readings")
    assert (run.reasons(), states(run)[2, "suite"]) == ((), "applied")


CHANGES = {"at": "16/02/2022 - 10:02", "modified": "20/02/2022 - 10:00"}
NAMELESS, NAMED = {"Envoi": "Oui, sans nom"}, {"Envoi": "Oui, en mon nom", "Nom": "Bo Invent"}
WITHHELD = {**NAMELESS, "Courriel": "ana@example.org", "Texte": SCHOOL}
MASKED = {**NAMELESS, "Courriel": "cy@example.org", "Texte": f"{SCHOOL} Merci."}


@pytest.mark.slow
def test_what_was_said_of_a_text_holds_for_it_as_it_was_and_else_it_is_read_again(tmp_path):
    """A refused text stays out, whatever its author changes or sends again, until it is read."""
    before = [
        row(1, **NAMED, Texte="Non.", Suite="Et encore non."),
        row(2, **WITHHELD),
        row(3, **MASKED),
        row(4, **NAMED, Texte="Maire depuis 2014, je refuse."),
        row(5, **NAMELESS, Texte="De deux avis."),
        row(6, **NAMELESS, Texte="Autre texte de Camille Durand"),
    ]
    run = small_run(tmp_path, *before)
    run.publish()
    day = {"date": dt.date(2026, 3, 20)}
    choices = {(sid, "texte"): {"choice": SEND} for sid in range(1, 6)} | {
        (1, "texte"): {"choice": WITHHOLD},
        (1, "suite"): {"choice": SEND},
        (2, "texte"): {"choice": WITHHOLD} | day,
        (3, "texte"): {"choice": MASK, "words": "Léo"},
        (6, "texte"): {"choice": MASK, "words": "Camille Durand"} | day,
    }
    give_back(run, choices)
    give_back(run, {(5, "texte"): {"choice": WITHHOLD}}, name="autre.xlsx")
    after = [
        row(1, **NAMED, Texte="Non merci.", Suite="Et oui.", **CHANGES),
        *before[1:3],
        row(4, **NAMELESS, Texte="Maire depuis 2014, je refuse.", **CHANGES),
        *before[4:],
        row(7, **WITHHELD, at="27/02/2022 - 10:00"),
        row(8, **MASKED, at="27/02/2022 - 10:00"),
    ]
    run.write("later.tsv", export(after))

    run.publish()

    assert states(run) == {
        # What may be said under one's name may point at somebody without.
        (1, "texte"): "changed", (1, "suite"): "changed", (4, "texte"): "changed",
        (5, "texte"): "contradictory", (6, "texte"): "applied",
        (7, "texte"): "sent_again", (8, "texte"): "sent_again",
    }  # fmt: skip
    assert sent(run).keys() == {(1, "suite"), (4, "texte"), (6, "texte"), (8, "texte")}
    assert "[mots masqués]" in sent(run)[8, "texte"]
    assert run.reasons()[0].startswith("6 textes")

    later = {"choice": SEND, "date": dt.date(2026, 3, 21)}
    give_back(run, {(6, "texte"): later, (7, "texte"): later}, name="suite.xlsx")
    run.build(*ENDED)

    assert (states(run)[7, "texte"], (7, "texte") in sent(run)) == ("applied", True)
    assert sent(run)[6, "texte"] == "Autre texte de [mots masqués]"  # as it was shown
