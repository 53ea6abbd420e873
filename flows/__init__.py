"""Prefect flows: they carry, they do not think."""
