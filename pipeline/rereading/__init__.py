"""A second reading of an announcement: a network that saw what the rules found reads again, and both are weighed (stacking, Wolpert 1992)."""
