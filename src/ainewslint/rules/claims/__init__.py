"""Rules about claims: numbers on benchmarks, their sources and their sense."""
