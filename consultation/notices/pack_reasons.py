"""Why a pack is not final: what the exports or people have not read again."""

from __future__ import annotations

from consultation.decisions import DECISIONS
from consultation.french import counted
from consultation.notices.rereading import rereading_of
from consultation.warehouse.store.connection import Connection, execute

# Refusals that do not tell what a file is.
UNREADABLE = ("no_header", "not_an_export", "truncated_file", "unreadable_file")


def reasons_of(connection: Connection) -> tuple[str, ...]:
    """Why the pack is not final: what was not read again, by the exports or by people."""
    return (
        *rereading_of(connection).sentences,
        *_refused_requests(connection),
        *_unreadable_files(connection),
        *_unknown_requests(connection),
        *_unread_texts(connection),
    )


def _refused_requests(connection: Connection) -> tuple[str, ...]:
    """A withdrawal that nobody could read is still one."""
    refused = execute(
        connection,
        "select count(*) from raw.refusals where starts_with(code, $code)",
        {"code": DECISIONS},
    )[0][0]
    if not refused:
        return ()
    files = counted(refused, "fichier rendu est refusé", "fichiers rendus sont refusés")
    return (
        f"{files}, en tout ou en partie (retraits ou décisions)\u00a0: à corriger, feuille Rejets.",
    )


def _unreadable_files(connection: Connection) -> tuple[str, ...]:
    """A withdrawal saved in another format, or cut, does not even look like one."""
    unreadable = execute(
        connection,
        "select count(*) from raw.refusals where list_contains($codes, code)",
        {"codes": list(UNREADABLE)},
    )[0][0]
    if not unreadable:
        return ()
    files = counted(unreadable, "fichier déposé est illisible", "fichiers déposés sont illisibles")
    return (
        f"{files}\u00a0: une demande de retrait peut s'y trouver. À redéposer au format .xlsx, ou à"
        " ôter du dépôt\u00a0; feuille Rejets.",
    )


def _unknown_requests(connection: Connection) -> tuple[str, ...]:
    unknown = execute(
        connection,
        "select count(*) from raw.withdrawals as given"
        " anti join respondents_steps.withdrawal_targets using (file_id, sheet, sheet_row)"
        " where given.request != 'cancel' and not exists ("
        "   from raw.withdrawals as later"
        "   where later.request = 'cancel' and later.decided_at >= given.decided_at"
        "   and later.identifier_kind = given.identifier_kind"
        "   and lower(later.identifier) = lower(given.identifier)"
        " )",
    )[0][0]
    if not unknown:
        return ()
    requests = counted(unknown, "demande de retrait ne trouve", "demandes de retrait ne trouvent")
    return (f"{requests} aucune réponse\u00a0: à vérifier, confidentiel/retraits-accuses.xlsx.",)


def _unread_texts(connection: Connection) -> tuple[str, ...]:
    unread = execute(
        connection,
        "select count(*) filter (where readings.state != 'applied')"
        " from sending.readings as readings cross join form.form as form"
        " where form.has_required_review",
    )[0][0]
    if not unread:
        return ()
    texts = counted(unread, "texte n'a pas encore été relu", "textes n'ont pas encore été relus")
    return (f"{texts} avant transmission (feuille À relire de synthese.xlsx).",)
