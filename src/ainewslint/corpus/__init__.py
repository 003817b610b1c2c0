"""A corpus as a whole: what its articles have in common, what they say, how it changes."""
