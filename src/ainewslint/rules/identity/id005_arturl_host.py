"""ID005: the article's URL is not where articles come from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar
from urllib.parse import urlsplit

from ainewslint.diagnostics import Diagnostic, Severity
from ainewslint.identity import is_url
from ainewslint.messages import _
from ainewslint.records import record
from ainewslint.rules.base import Context, Rule, Target, option
from ainewslint.rules.identity.facts import ENCODED, PLAIN, decoded_url, plain_url
from ainewslint.source.front_matter import FrontMatter


@record(frozen=True)
class Options:
    """Options of arturl-host."""

    hosts: tuple[str, ...] = option(
        ("blog.csdn.net",), "hosts the originals are on; their subdomains count"
    )
    paths: tuple[str, ...] = option(
        ("/*/article/details/#", "/article/details/#"),
        "shapes of the path: * is any part of it, # a number",
    )


class ArturlHost(Rule[FrontMatter]):
    """Reports a URL of the original that is on another host, or is no article's.

    ## What it does
    Decodes `arturl_encode` (or takes `arturl`) and checks its host and the shape of its path
    against what is allowed: by default `blog.csdn.net/USER/article/details/NUMBER`.

    ## Why is this bad?
    The link back to the original leads to a home page, a search or another site.

    ## Example
    ```markdown
    ---
    title: What came out in March
    artid: "1001"
    arturl: https://www.csdn.net/search/1001
    ---

    Three models came out in March.
    ```

    ## Use instead
    ```markdown
    ---
    title: What came out in March
    artid: "1001"
    arturl: https://blog.csdn.net/me/article/details/1001
    ---

    Three models came out in March.
    ```

    ## Evidence
    All 2,174 URLs in 2,681 articles are allowed; the cases are made up.
    """

    code: ClassVar[str] = "ID005"
    name: ClassVar[str] = "arturl-host"
    severity: ClassVar[Severity] = Severity.WARNING
    target = Target.FRONT_MATTER
    Options = Options

    def check(self, front: FrontMatter, context: Context, /) -> Iterator[Diagnostic]:
        """One diagnostic at each URL that is not allowed."""
        for pointer, url in ((ENCODED, decoded_url(front)), (PLAIN, plain_url(front))):
            if url is None or not is_url(url) or self._allowed(url):
                continue
            yield self.diagnostic(
                front.visible_span(pointer),
                _(
                    "`{key}` leads to {url}, which is no article on {hosts}, so readers do not "
                    "find the original: correct it"
                ).format(key=pointer[1:], url=url, hosts=", ".join(self.options.hosts)),
                pointer=pointer,
            )

    def _allowed(self, url: str) -> bool:
        parts = urlsplit(url)
        host = parts.hostname or ""
        if not any(host == each or host.endswith(f".{each}") for each in self.options.hosts):
            return False
        path = parts.path.rstrip("/")
        return any(_shape(shape).fullmatch(path) for shape in self.options.paths)


def _shape(shape: str) -> re.Pattern[str]:
    pattern = re.escape(shape.rstrip("/")).replace(r"\*", "[^/]+").replace(r"\#", "[0-9]+")
    return re.compile(pattern)
