"""What another database holds of families, and may be known here too."""

from __future__ import annotations

from consultation.machine.code_versions import families_version
from consultation.warehouse.store.connection import Connection, execute, transaction
from consultation.warehouse.tables.wordings import CHECKSUMS, OF_FAMILY, OF_QUESTION, prepare

# Families of which a text is there no more, or another one: no word of it may be taken over.
LEFT = """
select members.family_id
from {former}.wordings.members as members
inner join {former}.clean.answers as earlier using (submission_id, question_id)
anti join clean.answers as answers using (submission_id, question_id, text)
where earlier.text is not null
"""


def take_over(connection: Connection, former: str) -> None:
    """What was found by this code in the very texts of today's, in another database, is known here
    too. Nothing is taken over of other texts: of a question that has others, only the families
    whose texts are all there still."""
    prepare(connection)
    found = f"select question_id from {former}.wordings.questions where code_version = $version"
    same = f"{found} and (question_id, texts_checksum) in ({CHECKSUMS})"
    left = LEFT.format(former=former)
    taken = dict.fromkeys((*OF_QUESTION, "questions"), f"question_id in ({same})")
    taken |= dict.fromkeys(OF_FAMILY, f"question_id in ({found}) and family_id not in ({left})")
    with transaction(connection):
        for table, condition in taken.items():
            execute(
                connection,
                f"insert into wordings.{table} by name"
                f" select * from {former}.wordings.{table} where {condition}",
                {"version": families_version()},
            )
