"""Rules about what chat assistants leave in copied text, where a pattern is not enough."""
