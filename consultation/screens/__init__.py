"""The screens of the local page, as values: what each shows, read from what a run published."""
