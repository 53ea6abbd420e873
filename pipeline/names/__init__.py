"""Names of bodies: phrases that grow around a head noun, and the acronyms that stand for them."""
