"""ID005: the coded URL is not where articles are mirrored from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from ainewslint.diagnostics import Diagnostic, Severity
from ainewslint.messages import _
from ainewslint.rules.base import Context, Rule, Target, option
from ainewslint.rules.identity.identifiers import decoded_url
from ainewslint.source.front_matter import FrontMatter
from ainewslint.source.urls import host_matches

_SHAPE = r"(?:/[^/]+)?/article/details/\d+/?"


@dataclass(frozen=True)
class Options:
    """The options of ID005."""

    hosts: tuple[str, ...] = option(("csdn.net",), "hosts (with their subdomains) to mirror from")
    path: str = option(_SHAPE, "a regular expression for the URL's path")


class ArturlHost(Rule[FrontMatter]):
    """Reports a coded URL whose host or path is not one that articles are mirrored from.

    ## What it does
    Compares what `arturl_encode` stands for with the allowed hosts and the shape of the path.

    ## Why is this bad?
    A URL of another site shows that the value was copied from elsewhere.

    ## Example
    ```markdown
    ---
    arturl_encode: "68747470733a2f2f626c6f672e6578616d706c65:2e6f72672f61727469636c652f31303031"
    ---
    Text.
    ```

    ## Use instead
    ```markdown
    ---
    arturl_encode: "68747470733a2f2f6373646e2e6e65742f:61727469636c652f64657461696c732f31303031"
    ---
    Text.
    ```

    ## Evidence
    Every coded URL of 2,433 mirrored articles has the default host and shape.
    """

    code = "ID005"
    name = "arturl-host"
    severity = Severity.WARNING
    target = Target.FRONT_MATTER
    Options = Options

    def check(self, front: FrontMatter, context: Context, /) -> Iterator[Diagnostic]:
        """The coded URL, when it is of another place."""
        url, span = decoded_url(front), front.value_span("/arturl_encode")
        if url is None or span is None:
            return
        parts = urlsplit(url)
        allowed = any(host_matches(parts.hostname or "", one) for one in self.options.hosts)
        if allowed and re.fullmatch(self.options.path, parts.path):
            return
        yield self.diagnostic(
            span,
            _(
                "`arturl_encode` stands for {url}, which is not where this collection mirrors "
                "from ({hosts}): check that it is this article's"
            ).format(url=url[:120], hosts=", ".join(self.options.hosts)),
            pointer="/arturl_encode",
        )
