"""Dates in a text: where they stand and what they say. No model, no network, no clock."""

from pipeline.dates.finder import find, find_published
from pipeline.dates.mention import Anchor, DateMention

__all__ = ["Anchor", "DateMention", "find", "find_published"]
