"""JSON pointers (RFC 6901): how front matter, outlines and schema errors name a value."""

from __future__ import annotations

from collections.abc import Iterable


def escape_token(token: object) -> str:
    """One step of a pointer, with `~` and `/` escaped."""
    text = str(token)
    if "~" in text or "/" in text:
        return text.replace("~", "~0").replace("/", "~1")
    return text


def make_pointer(path: Iterable[object]) -> str:
    """The pointer of a path of keys and indexes; the empty path is the whole document."""
    return "".join(f"/{escape_token(token)}" for token in path)


def split_pointer(pointer: str) -> list[str]:
    """The steps of a pointer."""
    if not pointer:
        return []
    tokens = pointer.removeprefix("/").split("/")
    if "~" not in pointer:
        return tokens
    return [token.replace("~1", "/").replace("~0", "~") for token in tokens]
