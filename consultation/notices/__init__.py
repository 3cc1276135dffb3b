"""Sentences and files that explain the numbers: notices, the code book, coding files, left-out
parts."""
