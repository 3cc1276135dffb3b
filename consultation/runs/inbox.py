"""What organisers dropped in the inbox: one folder per form, exports inside."""

from __future__ import annotations

import glob
import os
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from consultation.errors import OrganiserError
from consultation.machine.access import make_closed
from consultation.settings import Folders

# What spreadsheets, file managers and copies leave behind.
LITTER = (".", "~$", "Thumbs.db", "desktop.ini")
# What Firefox, Chromium and copies between machines call a file that is not all there yet; Firefox
# also makes the final name at once, empty.
UNFINISHED = (".part", ".partial", ".crdownload", ".filepart", ".tmp")


@dataclass(frozen=True)
class FormInbox:
    """The exports of one form, in the order of their names."""

    form_id: str
    exports: tuple[Path, ...]


@dataclass(frozen=True)
class Inbox:
    """The forms to run, and what lies in the inbox that no form can take."""

    forms: tuple[FormInbox, ...]
    problems: tuple[OrganiserError, ...]

    def without(self, left_out: Collection[Path]) -> Inbox:
        """The inbox as if these files were not there yet."""
        return replace(
            self,
            forms=tuple(
                replace(form, exports=tuple(path for path in form.exports if path not in left_out))
                for form in self.forms
            ),
        )


def make_form_folders(folders: Folders) -> list[Path]:
    """Each declared form that no run has seen yet has a folder in the inbox; returns the new ones.

    Others keep what they have: a folder was taken away because a consultation is over, or the inbox
    is on a disk that is out of reach, and an empty one would stand for files that are elsewhere.
    """
    if not folders.inbox.is_dir() and any(folders.data.glob("*.duckdb")):
        return []
    wanted = [
        folders.inbox / path.stem
        for path in _visible(folders.forms)
        if path.suffix == ".toml" and not _has_data(path.stem, folders)
    ]
    made = [folder for folder in wanted if not folder.exists()]
    with suppress(OSError):  # an inbox that this account may only read
        for folder in made:
            make_closed(folder)
    return [folder for folder in made if folder.exists()]


def look_into(folders: Folders) -> Inbox:
    """The inbox as it is now. A form without files runs when it has working data only."""
    if not folders.inbox.is_dir():
        return Inbox((), (_no_inbox(folders.inbox),))
    entries = _visible(folders.inbox)
    strays = [_stray(path, folders.inbox) for path in entries if not path.is_dir()]
    forms, unknown = [], []
    for folder in (path for path in entries if path.is_dir()):
        if _is_unused(folder, folders):
            continue
        if not folders.form_file(folder.name).is_file():
            unknown.append(_no_form_file(folder, folders))
        elif not _is_trusted(folder, folders):
            unknown.append(_linked_folder(folder))
        elif not os.access(folder, os.R_OK | os.X_OK):
            unknown.append(_closed_folder(folder))
        else:
            exports = tuple(path for path in exports_in(folder) if _is_trusted(path, folders))
            forms.append(FormInbox(folder.name, exports))
            known = {*exports, *unfinished_in(folder)}
            strays += [_not_a_file(path) for path in _visible(folder) if path not in known]
    if not forms and not strays and not unknown:
        unknown.append(_empty_inbox(folders.inbox))
    return Inbox(tuple(forms), tuple(strays + unknown))


def exports_in(folder: Path) -> tuple[Path, ...]:
    """The files of a form's inbox, but for those that a browser or a copy has not finished."""
    return tuple(path for path in _visible(folder) if path.is_file() and not is_unfinished(path))


def unfinished_in(folder: Path) -> tuple[Path, ...]:
    """The files of a form's inbox whose own name, or another beside them, says that they are not
    all there yet."""
    return tuple(path for path in _visible(folder) if path.is_file() and is_unfinished(path))


def is_unfinished(path: Path) -> bool:
    """Whether a browser or a copy is still at work on the file, going by names."""
    return path.name.endswith(UNFINISHED) or any(
        path.with_name(f"{path.name}{suffix}").exists() for suffix in UNFINISHED
    )


def _is_unused(folder: Path, folders: Folders) -> bool:
    """Whether a declared form's folder is empty, and always was."""
    return (
        folders.form_file(folder.name).is_file()
        and not _has_data(folder.name, folders)
        and os.access(folder, os.R_OK | os.X_OK)
        and not _visible(folder)
    )


def _has_data(form_id: str, folders: Folders) -> bool:
    """Whether a run has kept anything of the form, be it only that its data was erased."""
    return any(folders.data.glob(f"{glob.escape(form_id)}.*"))


def _is_trusted(path: Path, folders: Folders) -> bool:
    """Whoever shares the inbox must not have us read, through a link, what they can't."""
    return folders.group is None or not path.is_symlink()


def _visible(folder: Path) -> list[Path]:
    paths = folder.iterdir() if folder.is_dir() else ()
    return sorted(path for path in paths if not path.name.startswith(LITTER))


def _no_inbox(inbox: Path) -> OrganiserError:
    return OrganiserError(
        "no_inbox",
        where=str(inbox),
        what="ce dossier n'existe pas.",
        advice="Un premier passage le fait («\u00a0faire-masse run\u00a0»). S'il existait déjà,"
        " remettez-le en place\u00a0: rien n'est calculé sans lui.",
    )


def _empty_inbox(inbox: Path) -> OrganiserError:
    return OrganiserError(
        "empty_inbox",
        where=str(inbox),
        what="ce dossier est vide.",
        advice="Déposez vos exports dans le sous-dossier qui porte le nom de leur formulaire.",
    )


def _stray(path: Path, inbox: Path) -> OrganiserError:
    return OrganiserError(
        "stray_file",
        where=path.name,
        what="ce fichier n'est dans le dossier d'aucun formulaire et n'a pas été lu.",
        advice=f"Déplacez-le dans {inbox.name}/<formulaire>/, où <formulaire> est le nom du"
        " fichier de déclaration sans « .toml ».".replace("« ", "«\u00a0").replace(" »", "\u00a0»"),
    )


def _not_a_file(path: Path) -> OrganiserError:
    return OrganiserError(
        "not_a_file",
        where=f"{path.parent.name}/{path.name}",
        what="ce dossier, ou ce raccourci, n'a pas été lu.",
        advice=f"Déposez les exports eux-mêmes dans le dossier {path.parent.name}, sans"
        " sous-dossier.",
    )


def _closed_folder(folder: Path) -> OrganiserError:
    return OrganiserError(
        "closed_folder",
        where=f"{folder.parent.name}/{folder.name}",
        what="le compte qui lance le calcul n'a pas le droit de lire ce dossier.",
        advice="Demandez à qui administre la machine de le lui donner (chown). Rien n'a été calculé"
        " pour ce formulaire\u00a0: sa publication reste en place.",
    )


def _linked_folder(folder: Path) -> OrganiserError:
    return OrganiserError(
        "linked_folder",
        where=f"{folder.parent.name}/{folder.name}",
        what="ce dossier est un raccourci (lien symbolique), et le dépôt est partagé\u00a0:"
        " il n'est pas lu.",
        advice="Remplacez-le par un vrai dossier, et copiez-y les exports.",
    )


def _no_form_file(folder: Path, folders: Folders) -> OrganiserError:
    known = ", ".join(sorted(path.stem for path in folders.forms.glob("*.toml"))) or "aucun"
    return OrganiserError(
        "no_form_file",
        where=f"{folder.parent.name}/{folder.name}",
        what=f"aucun fichier ne déclare ce formulaire ({folders.form_file(folder.name)}).",
        advice=f"Formulaires déclarés\u00a0: {known}. Renommez le dossier, ou écrivez le fichier"
        " de déclaration en partant de schemas/forms/vsa-2022.toml.",
    )
