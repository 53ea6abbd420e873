"""Names in Arabic: the construct state."""
