"""Names in a language with cases."""
