"""Train the second reading: a network over the recogniser's rows, and how far to trust it."""
