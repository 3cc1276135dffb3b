"""The search for near-identical texts among the answers to a question. None is missed."""
