"""What makes the pack verifiable without us: its description, its checksums, its signature."""

from __future__ import annotations

from pathlib import Path

from consultation.french import counted
from consultation.machine.checksums import SIGNATURE, SUMS, write_sums
from consultation.machine.disk import write_text
from consultation.packs.datapackage import write_datapackage
from consultation.packs.index import form_of, reasons_of
from consultation.packs.signing import NAMESPACE, sign
from consultation.warehouse.build.publications import Tables

VERIFIER = "VERIFIER.txt"


def seal_pack(tables: Tables, folder: Path, signing_key: Path | None) -> None:
    """datapackage.json, VERIFIER.txt and SHA256SUMS are in the folder, written last of all.

    With a key, SHA256SUMS.sig is there too; OrganiserError when it can't be made.
    """
    write_datapackage(tables, folder)
    text = how_to_verify(
        form_of(tables).contribution_count,
        is_signed=signing_key is not None,
        is_draft=bool(reasons_of(tables)),
    )
    write_text(folder / VERIFIER, text)
    write_sums(folder)
    if signing_key is not None:
        sign(folder / SUMS, signing_key)


def how_to_verify(count: int, *, is_signed: bool, is_draft: bool) -> str:
    """Ten lines that tell how to verify the pack and what is counted, without our software."""
    contributions = counted(count, "contribution")
    documents = counted(count, "document")
    draft = "PROJET, à ne pas transmettre en l'état\u00a0: " if is_draft else ""
    signature = (
        f"8. La liste est signée\u00a0: ssh-keygen -Y check-novalidate -n {NAMESPACE}"
        f" -s {SIGNATURE} < {SUMS}  (comparez l'empreinte de la clé à celle qu'on vous a donnée)."
        if is_signed
        else "8. La liste n'est pas signée\u00a0: son empreinte (sha256sum SHA256SUMS) peut vous"
        " être donnée par un autre moyen."
    )
    lines = (
        f"{draft}comment vérifier ce dossier, sans autre logiciel que ceux de votre ordinateur.",
        "1. Ouvrez un terminal dans ce dossier et tapez\u00a0: sha256sum --quiet -c SHA256SUMS"
        "  (macOS\u00a0: shasum -a 256 -c SHA256SUMS).",
        "2. Rien ne s'affiche\u00a0: chaque fichier est tel qu'il a été envoyé. Sinon, le fichier"
        " changé ou absent est nommé.",
        f"3. Ce qui est compté\u00a0: {contributions}, une par répondant·e qui a accepté l'envoi,"
        " une par ligne de contributions.csv.",
        f"4. Chacune a son document\u00a0: contributions/ en contient autant, {documents}"
        "  (ls contributions | wc -l).",
        "5. Dans contributions.csv, la colonne SHA-256 est l'empreinte du document de la ligne"
        "  (sha256sum contributions/<référence>.pdf).",
        "6. Le même texte envoyé par plusieurs personnes reste plusieurs contributions\u00a0:"
        " colonnes «\u00a0Famille de textes\u00a0» et «\u00a0Ajout personnel\u00a0».",
        "7. Les chiffres de statistiques/ sont donnés sous chaque règle de comptage"
        "\u00a0; datapackage.json décrit chaque tableau"
        "  (frictionless validate datapackage.json).",
        signature,
        "9. Ce que cela ne prouve pas\u00a0: l'identité des personnes, le mandat des collectifs, ni"
        " que la population pense de même.",
    )
    return "\n".join(lines) + "\n"
