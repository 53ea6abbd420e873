"""Names in Chinese."""
