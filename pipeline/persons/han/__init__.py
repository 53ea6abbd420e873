"""Persons and their titles in Chinese."""
