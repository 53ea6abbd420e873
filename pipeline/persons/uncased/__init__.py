"""Persons in a script without capitals."""
