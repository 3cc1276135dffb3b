"""Store the content of received files: exports, their typed answers, decisions, refusals. Also
store the form file, as tables."""
