"""What the server and the watch say is said in Chinese, too."""

from __future__ import annotations

import ast
import gettext
from collections.abc import Iterator
from pathlib import Path

import ainewslint
from ainewslint.messages import DOMAIN

PACKAGE = Path(ainewslint.__file__).parent
FILES = [*sorted((PACKAGE / "server").glob("*.py")), PACKAGE / "cli" / "watch.py"]


def messages(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            if node.func.id in ("_", "ngettext") and isinstance(node.args[0], ast.Constant):
                yield str(node.args[0].value)


def test_everything_is_translated() -> None:
    catalogue = gettext.translation(DOMAIN, PACKAGE / "locale", ["zh"])
    found = {message for file in FILES for message in messages(file)}
    assert len(found) > 20
    missing = {
        message
        for message in found
        if message == catalogue.gettext(message) == catalogue.ngettext(message, message, 1)
    }
    assert missing == set()
