"""What an analyst would write: read, drop duplicates, count, write a workbook.

python pandas_script.py EXPORT WORKBOOK
"""

import sys

import pandas as pd

HEADER_ROWS = 3
TEXTS = [29, 30, 31]
COUNTED = [9, *range(16, 23), *range(24, 29), 40]
FIRST_ANSWER = 9


def main(export: str, workbook: str) -> None:
    """The workbook holds the counts, and all columns of one row an answer."""
    answers = pd.read_csv(export, sep="\t", header=None, skiprows=HEADER_ROWS, dtype=str)
    folded = (
        answers[TEXTS].fillna("").apply(lambda text: text.str.lower().str.split().str.join(" "))
    )
    keys = pd.concat([answers.drop(columns=TEXTS).loc[:, FIRST_ANSWER:], folded], axis=1)
    answers = answers[~keys.duplicated()]
    counts = pd.concat({column: answers[column].value_counts() for column in COUNTED})
    with pd.ExcelWriter(workbook, engine="openpyxl") as writer:
        counts.rename("answers").reset_index().to_excel(writer, sheet_name="Counts", index=False)
        shown = answers.replace(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", regex=True)
        shown.to_excel(writer, sheet_name="Answers", index=False)


if __name__ == "__main__":
    main(*sys.argv[1:])
