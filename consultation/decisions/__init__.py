"""Decisions of organisers: filled review sheets in the inbox, and the page's files of lines.

A workbook in the inbox is one of ours when a sheet of it has the headings of a review sheet,
whatever the file, or the sheet, is called. A wrong cell sets its row
aside; the rest is taken.
"""

from consultation.decisions.arrived_file import given_file
from consultation.decisions.given import Code, Decision, GivenFile, Theme, Withdrawal
from consultation.decisions.sheets import (
    REVIEW_SHEETS,
    TO_CHECK,
    TO_QUOTE,
    TO_READ,
    TO_RECALL,
    TO_TELL,
    WITHDRAWALS,
    Question,
    ReviewSheet,
    WithdrawalSheet,
)

__all__ = [
    "REVIEW_SHEETS",
    "TO_CHECK",
    "TO_QUOTE",
    "TO_READ",
    "TO_RECALL",
    "TO_TELL",
    "WITHDRAWALS",
    "Code",
    "Decision",
    "GivenFile",
    "Question",
    "ReviewSheet",
    "Theme",
    "Withdrawal",
    "WithdrawalSheet",
    "given_file",
]
