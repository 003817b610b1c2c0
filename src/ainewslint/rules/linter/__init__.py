"""What the linter says of itself: suppressions, baselines, files it cannot read."""
