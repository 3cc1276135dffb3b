"""Check a pack and edited documents: each claim must agree with its source in the pack."""
