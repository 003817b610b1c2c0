"""The house style of an imaginary newsroom, as an ainewslint plugin."""

from pathlib import Path


def packs() -> list[Path]:
    """The rule packs of this plugin."""
    return [Path(__file__).with_name("house-style.yaml")]
