"""Texts coded by people: agreement between coders, bounds of shares, exchange files, quotes."""
