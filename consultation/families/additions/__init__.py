"""The words that members of a family wrote themselves, beside the letter."""
