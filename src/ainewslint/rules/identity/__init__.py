"""Rules about what identifies a mirrored article: its number, its URL, its file name."""
