"""Personal names and titles: how they look, how they stand together, which belong to one person."""
