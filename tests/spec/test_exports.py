"""clean.exports: in which order exports come."""


def test_the_time_of_an_export_is_the_greatest_time_in_its_rows(chain):
    chain(
        "clean.exports",
        typed__submissions="""
            export_id | sid | submitted_at     | completed_at     | modified_at
            ----------+-----+------------------+------------------+-----------------
            edited    | 1   | 2026-02-01 10:00 | 2026-02-01 10:05 | 2026-02-09 10:00
            completed | 1   | 2026-02-01 10:00 | 2026-02-02 10:05 |
            submitted | 1   | 2026-02-03 10:00 |                  |
        """,
        gives="""
        export_id | exported_at      | export_number | is_latest
        ----------+------------------+---------------+----------
        completed | 2026-02-02 10:05 | 1             | false
        submitted | 2026-02-03 10:00 | 2             | false
        edited    | 2026-02-09 10:00 | 3             | true
        """,
    )


def test_an_export_without_a_readable_row_comes_first(chain):
    chain(
        "clean.exports",
        typed__submissions="""
            export_id | sid | submitted_at
            ----------+-----+-----------------
            whole     | 1   | 2026-02-01 10:00
        """,
        typed__rejections="""
            export_id | sid | rule
            ----------+-----+----------------
            broken    |     | time_unreadable
        """,
        gives="""
        export_id | export_number | submission_count | rejection_count | exported_at
        ----------+---------------+------------------+-----------------+-----------------
        broken    | 1             | 0                | 1               |
        whole     | 2             | 1                | 0               | 2026-02-01 10:00
        """,
    )


def test_the_drafts_of_an_export_are_counted(chain):
    chain(
        "clean.exports",
        typed__submissions="""
            export_id | sid | is_draft
            ----------+-----+---------
            a         | 1   | true
            a         | 2   | false
            a         | 3   | true
        """,
        gives="submission_count | draft_count\n---\n3 | 2",
    )


def test_a_tool_is_announced_by_its_own_words_and_what_it_lacks_is_not_said_again(relation):
    relation(
        "notices.of_files",
        form__words="""kind | id | position | label | explanation
            ---
            tool | cinq | 5 | Cinq Forms | sans numéros.
            tool | six | 6 | Six Forms | sans brouillons.""",
        form__tools="""tool_id | has_sids | has_draft_marks
            ---
            cinq | false | true
            six | true | false""",
        raw__exports="export_id | notes\n---\nc | [cinq]\ns | [six]",
        clean__exports="""export_id | file_name | has_sids | has_draft_marks
            ---
            c | c.csv | false | false
            s | s.csv | false | false""",
        gives="""notice | file_name | tool | limits
            ---
            tools | | Cinq Forms | sans numéros.
            tools | | Six Forms | sans brouillons.
            no_sids | s.csv | |
            untold_drafts | c.csv | |""",
    )
