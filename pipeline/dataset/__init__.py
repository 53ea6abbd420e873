"""The curated dataset: Delta Lake tables under `processed/`, written by MERGE, so that the same input changes nothing."""
