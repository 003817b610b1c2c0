"""Rules about benchmark and performance numbers."""
