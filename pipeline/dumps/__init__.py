"""The registry out of the house: one format a file."""
