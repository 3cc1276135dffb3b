"""Decisions of organisers: filled review sheets in the inbox, and the page's files of lines.

A review sheet is a published sheet whose rows ask organisers something. A file of lines holds the
choices made on the local page. A workbook is ours if a sheet has the headings of a review sheet,
whatever the names of the workbook and of the sheet. A row with a wrong cell is set aside, and the
others are taken.
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
