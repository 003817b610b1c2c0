"""The structure of an article, ST."""
