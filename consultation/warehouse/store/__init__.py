"""The append-only store of what came in: exports, typed rows, declarations, decisions, refusals."""
