"""clean.exports: in which order exports come."""


def test_exports_come_by_the_greatest_time_in_their_rows_with_how_many_rows_could_be_read(chain):
    """An export without a readable row comes first. Drafts are counted."""
    exports = chain(
        "clean.exports",
        typed__submissions="""
            export_id | sid | submitted_at     | completed_at     | modified_at      | is_draft
            edited    | 1   | 2026-02-01 10:00 | 2026-02-01 10:05 | 2026-02-09 10:00 | false
            completed | 1   | 2026-02-01 10:00 | 2026-02-02 10:05 |                  | false
            submitted | 1   | 2026-02-03 10:00 |                  |                  | true
        """,
        typed__rejections="export_id | sid | rule\n---\nbroken | | time_unreadable",
        gives="""
        export_id | exported_at      | export_number | submission_count | draft_count | is_latest
        broken    |                  | 1             | 0                | 0           | false
        completed | 2026-02-02 10:05 | 2             | 1                | 0           | false
        submitted | 2026-02-03 10:00 | 3             | 1                | 1           | false
        edited    | 2026-02-09 10:00 | 4             | 1                | 0           | true
        """,
    )

    assert {row["export_id"] for row in exports if row["rejection_count"]} == {"broken"}


def test_a_tool_is_announced_by_its_own_words_and_what_it_lacks_is_not_said_again(relation):
    relation(
        "notices.of_files",
        form__words="""kind | id | position | label | explanation
            tool | cinq | 5 | Cinq Forms | sans numéros.
            tool | six | 6 | Six Forms | sans brouillons.""",
        form__tools="""tool_id | has_sids | has_draft_marks
            cinq | false | true
            six | true | false""",
        raw__exports="export_id | notes\n---\nc | [cinq]\ns | [six]",
        clean__exports="""export_id | file_name | has_sids | has_draft_marks
            c | c.csv | false | false
            s | s.csv | false | false""",
        gives="""notice | file_name | tool | limits
            tools | | Cinq Forms | sans numéros.
            tools | | Six Forms | sans brouillons.
            no_sids | s.csv | |
            untold_drafts | c.csv | |""",
    )
