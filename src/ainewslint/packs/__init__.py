"""Declarative rules: YAML files compiled to the same `Rule` type as the coded ones."""

from ainewslint.packs.loader import PackError, bundled_packs, load_pack

__all__ = ["PackError", "bundled_packs", "load_pack"]
