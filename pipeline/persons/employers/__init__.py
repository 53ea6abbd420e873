"""Whose a title is."""
