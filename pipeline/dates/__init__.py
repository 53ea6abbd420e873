"""Dates in a text: where they stand and what they say. No model, no network, no clock."""

from pipeline.dates.finder import find, find_published
from pipeline.dates.mention import DateMention

__all__ = ["DateMention", "find", "find_published"]
