"""Centres: which names of a text are centres, and what the text states of each."""
