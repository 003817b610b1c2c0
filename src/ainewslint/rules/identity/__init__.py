"""Rules about an article's identity: its coded URL, its number, its file name."""
