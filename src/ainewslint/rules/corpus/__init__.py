"""Rules about articles seen together."""
