"""Text and Chinese typography, TX."""
