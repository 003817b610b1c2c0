"""Our handler for python-frontmatter: the same steps, nothing lost."""

from __future__ import annotations

import re
from typing import Any

from frontmatter.default_handlers import BaseHandler

from ainewslint.source.metadata import Metadata

_DELIMITERS = {"yaml": "---", "toml": "+++", "json": ""}


class OffsetHandler(BaseHandler):
    """Reads the content of one block whose fences are already found.

    python-frontmatter strips the text and rewrites CRLF before a handler sees it, so `load`
    reads the content it was made with. What it learnt is in `metadata`.
    """

    def __init__(self, kind: str, content: str, base: int) -> None:
        delimiter = _DELIMITERS[kind]
        super().__init__(re.compile(re.escape(delimiter)), delimiter, delimiter)
        self.kind = kind
        self.content = content
        self.base = base
        self.metadata: Metadata

    def detect(self, text: str) -> bool:
        """The fences are found before a handler is made."""
        return True

    def split(self, text: str) -> tuple[str, str]:
        """The content, and no body."""
        return self.content, ""

    def load(self, fm: str, **kwargs: object) -> Any:
        """The data; also what else there is to know, in `metadata`."""
        if self.kind == "yaml":
            from ainewslint.source.yaml_metadata import read_yaml

            self.metadata = read_yaml(fm, self.base)
        else:
            from ainewslint.source.toml_json_metadata import read_json, read_toml

            self.metadata = (read_toml if self.kind == "toml" else read_json)(fm, self.base)
        return self.metadata.data
