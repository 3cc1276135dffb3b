"""The store of what came in, append-only: exports, typed rows, declarations, decisions,
refusals."""
