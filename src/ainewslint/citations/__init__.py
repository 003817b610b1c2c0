"""What tells a citation from content, and a source from something else."""
