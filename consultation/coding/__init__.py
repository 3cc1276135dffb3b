"""Texts coded by people: agreement of coders, bounds of shares, exchange files, texts to read
next."""
