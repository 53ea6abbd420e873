"""Persons in a script with capitals."""
