"""Claims: numbers about models, chips and systems, what they measure and who says so."""
