"""The words that members of a family wrote themselves, in addition to the letter."""
