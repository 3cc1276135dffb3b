"""Decisions of organisers: filled review sheets in the inbox, and the page's files of lines.

A workbook in the inbox is ours when one of its sheets has the headings of a review sheet, whatever
the names of the file and the sheet. It is taken whole or refused whole.
"""

from consultation.decisions.arrived_file import given_file
from consultation.decisions.given import Code, Decision, GivenFile, Theme, Withdrawal
from consultation.decisions.sheets import (
    REVIEW_SHEETS,
    TO_CHECK,
    TO_QUOTE,
    TO_READ,
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
