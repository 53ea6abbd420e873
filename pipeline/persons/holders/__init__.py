"""Who holds a title."""
