"""The grammar of titles."""
