"""Documents compared with the pack: the source of each claim, and the changes made by hand."""
