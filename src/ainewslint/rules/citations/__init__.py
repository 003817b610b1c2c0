"""Rules about citations and reference lists."""
