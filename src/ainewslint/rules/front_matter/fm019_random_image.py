"""FM019: a cover image that is another one at every visit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar
from urllib.parse import urlsplit

from ainewslint.diagnostics import Diagnostic, Related, Severity
from ainewslint.messages import _
from ainewslint.patterns import regex
from ainewslint.records import record
from ainewslint.rules.base import Context, Rule, Target, option
from ainewslint.rules.front_matter.values import texts
from ainewslint.source.front_matter import FrontMatter

IMAGE_KEYS = (
    "image.path",
    "image",
    "image.url",
    "image.src",
    "cover",
    "cover.image",
    "img",
    "banner",
    "images",
    "thumbnail",
    "heroImage",
    "featuredImage",
    "featuredImagePreview",
)
# Hosts that answer every request, or every day, with another picture.
HOSTS = (
    "source.unsplash.com",
    "picsum.photos",
    "loremflickr.com",
    "unsplash.it",
    "bing.ee123.net",
    "bing.img.run",
    "bing.biturl.top",
    "api.vvhan.com",
    "api.ixiaowai.cn",
    "api.btstu.cn",
    "api.dujin.org",
    "api.yimian.xyz",
    "api.lolicon.app",
    "t.mwm.moe",
    "www.dmoe.cc",
    "imgapi.cn",
    "tuapi.eees.cc",
    "source.unsplash.com",
)
_RANDOM_PATH = regex(r"/(?:rand|random)(?:\.php|\.aspx?)?(?:/|\Z)", re.IGNORECASE)
_RANDOM_QUERY = regex(r"(?:^|&)(?:rand=|random(?:=|&|\Z))", re.IGNORECASE)
# picsum.photos/id/237/…, picsum.photos/seed/word/… are always the same picture.
_FIXED_PATH = regex(r"/(?:id|seed)/[^/]+")


@record(frozen=True)
class Options:
    """Options of random-image."""

    keys: tuple[str, ...] = option(IMAGE_KEYS, "keys that hold the cover's URL")
    hosts: tuple[str, ...] = option(HOSTS, "hosts that serve another picture each time")


class RandomImage(Rule[FrontMatter]):
    """Reports cover images from services that serve a random picture.

    ## What it does
    Checks the keys that hold a cover image for known random-image services, and for URLs whose
    path or query asks for a random picture. One finding per article; the other keys are related
    places.

    ## Why is this bad?
    The picture changes at every load: it shows nothing of the article, previews and caches
    disagree, and one day it may show anything.

    ## Example
    ```markdown
    ---
    title: What came out in March
    date: 2025-03-31
    image: https://picsum.photos/800/400
    ---

    Three models came out in March.
    ```

    ## Use instead
    ```markdown
    ---
    title: What came out in March
    date: 2025-03-31
    image: /img/march-models.png
    ---

    Three models came out in March.
    ```

    ## Evidence
    2,434 of 2,681 articles, all of one blog: each names two services that answer every request
    with another picture of the day. All right.
    """

    code: ClassVar[str] = "FM019"
    name: ClassVar[str] = "random-image"
    severity: ClassVar[Severity] = Severity.INFO
    target = Target.FRONT_MATTER
    Options = Options

    def check(self, front: FrontMatter, context: Context, /) -> Iterator[Diagnostic]:
        """One diagnostic at the first random image."""
        hosts = frozenset(self.options.hosts)
        found = [
            (front.visible_span(pointer), pointer, text)
            for pointer, text in texts(front, self.options.keys)
            if _is_random(text, hosts)
        ]
        if not found:
            return
        (span, pointer, url), *others = sorted(found)
        yield self.diagnostic(
            span,
            _(
                "The cover comes from {host}, which serves another picture at every load: it shows "
                "nothing of the article; use a picture of its own"
            ).format(host=urlsplit(url).hostname or url),
            pointer=pointer,
            related=[Related(place, _("here too")) for place, _pointer, _url in others],
        )


def _is_random(url: str, hosts: frozenset[str]) -> bool:
    if not url.startswith(("http://", "https://", "//")):
        return False
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return False
    if _FIXED_PATH.match(parts.path):
        return False
    if host in hosts:
        return True
    return bool(_RANDOM_PATH.search(parts.path) or _RANDOM_QUERY.search(parts.query))
