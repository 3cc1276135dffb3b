"""The store of what came in: exports, their typed answers, declarations, decisions, refusals."""
