"""What the members of a family wrote themselves, beside the letter."""
