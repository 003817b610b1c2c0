"""The rules: one rule, one file, in the folder of its group."""
