"""Documents held against the pack: what each claim comes from, and what retouching changed."""
