"""SQL functions for words, sentences and local times, which the selects of sql/ call.

They are stored in the database itself, so that a select can be pasted into a DuckDB shell.
"""

from __future__ import annotations

import re

from consultation.machine.code_versions import program_version
from consultation.warehouse.store.connection import Connection, append, execute, read_script
from consultation.words.folding import BEYOND, folds_of_characters
from consultation.words.french import sentences, sheets, with_no_break_spaces

_PACKAGE = "consultation.warehouse.store"

# {count:réponse est|réponses sont}: the number, and the words that agree with it.
_AGREEING = re.compile(r"{(\w+):(.*?)\|(.*?)}")

# The characters of French texts other than letters, digits and the space, for a character class.
_SIGNS = r"\x00-\x1f!-/:-@\[-`{-\x7f\x{a0}\x{202f}«»‘’“”–—…€"

_VERSION = """
select macro_definition from duckdb_functions()
where database_name = current_database() and function_name = 'functions_version'
"""
# A map per kind: a look-up in a select costs less than a join, and takes one line.
_WORDS = """
    create or replace table main.vocabulary as
    select
        kind,
        map(
            list(id),
            list(struct_pack(
                position := position, label := label, explanation := explanation
            ))
        ) as words
    from (
        select * from form.words
        union all by name
        select 'category' as kind, category_id as id, position, label from form.categories
        union all by name
        select 'question' as kind, question_id as id, position, title as label
        from form.questions
    )
    group by kind
    """


def make_functions(connection: Connection) -> None:
    """Create our SQL functions in the database in use, with the current words and sentences.

    - `word(kind, id)`: a struct of position, label and explanation, or null for an unknown id:
      `word('consent', 'anonymous').label`. `kind` may also be `category` or `question`.
    - `sentence(topic, id, figures)`: the sentence of `schemas/sentences.toml`, filled from the
      struct `figures`. Null if a figure is null.
    - `local_time(moment)`: a UTC time in the form's time zone.
    """
    make_plain_functions(connection)
    make_words(connection)
    for statement in read_script(connection, _PACKAGE, "functions.sql"):
        execute(connection, statement)
    append(connection, "main.sentences", _sentence_rows())


def make_words(connection: Connection) -> None:
    """Fill `main.vocabulary` again from the schema `form`: its words, categories and questions. The
    SQL function `word` reads this table."""
    execute(connection, _WORDS)


def make_plain_functions(connection: Connection) -> None:
    """Create the SQL functions that need no form file, such as `folded`. Nothing is done if this
    version of the program has already created them in the database.

    `folded(words)` drops accents, capitals and punctuation: `folded('Été !') = folded('ete')`.
    """
    version = f"'{program_version()}'"
    if execute(connection, _VERSION) == [(version,)]:
        return
    blocks, pages = folds_of_characters()
    for statement in read_script(connection, _PACKAGE, "plain_functions.sql"):
        filled = statement.replace("@signs", _SIGNS).replace("@beyond", str(BEYOND))
        execute(connection, filled.replace("@blocks", blocks).replace("@pages", pages))
    execute(connection, f"create or replace macro functions_version() as {version}")


def _sentence_rows() -> list[dict[str, object]]:
    """The rows of `main.sentences`: each sentence in the singular and in the plural. `counted` is
    the name of the figure that decides which of the two is used.

    « {n:réponse|réponses} » → singular « {n} réponse », plural « {n} réponses », counted `n`.
    """
    rows: list[dict[str, object]] = []
    workbooks = (sheets()[workbook] for workbook in sheets()["workbooks"])
    titles = {name: title for workbook in workbooks for name, (title, _) in workbook.items()}
    for topic, entries in {**sentences(), "sheet": titles}.items():
        for sentence_id, sentence in entries.items():
            template = with_no_break_spaces(sentence)
            agreeing = _AGREEING.search(template)
            rows.append(
                {
                    "topic": topic,
                    "id": sentence_id,
                    "singular": _AGREEING.sub(r"{\1} \2", template),
                    "plural": _AGREEING.sub(r"{\1} \3", template),
                    "counted": agreeing and agreeing[1],
                }
            )
    return rows
