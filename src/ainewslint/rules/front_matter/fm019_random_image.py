"""FM019: a cover image that changes at every load."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ainewslint.diagnostics import Diagnostic, Related, Severity
from ainewslint.messages import _
from ainewslint.rules.base import Context, Rule, Target, option
from ainewslint.rules.front_matter.values import IMAGE_POINTERS, value_at
from ainewslint.source.front_matter import FrontMatter
from ainewslint.source.urls import host_matches, host_of

_SERVICES = (
    "picsum.photos",
    "source.unsplash.com",
    "loremflickr.com",
    "placekitten.com",
    "api.vvhan.com",
    "bing.ee123.net",
    "api.btstu.cn",
    "api.ixiaowai.cn",
    "www.dmoe.cc",
    "api.mtyqx.cn",
    "t.mwm.moe",
    "imgapi.cn",
)
_RANDOM = re.compile(r"[/?&=](?:rand(?:om)?|suiji)(?:[/?&=.]|\Z)|[?&]rand=", re.IGNORECASE)


@dataclass(frozen=True)
class Options:
    """The options of FM019."""

    services: tuple[str, ...] = option(_SERVICES, "hosts that serve a random image")


class RandomImage(Rule[FrontMatter]):
    """Reports cover images from services that serve a random one.

    ## What it does
    Looks at the keys that hold a cover. One finding per article; the other keys are named
    beside it.

    ## Why is this bad?
    The image is another one at every load and shows nothing of the article.

    ## Example
    ```markdown
    ---
    title: 模型蒸馏入门
    cover: https://picsum.photos/800/400?random=12
    ---
    正文。
    ```

    ## Use instead
    ```markdown
    ---
    title: 模型蒸馏入门
    cover: /images/distillation.png
    ---
    正文。
    ```

    ## Evidence
    In nearly every article of one mirrored blog, hence only a hint.
    """

    code = "FM019"
    name = "random-image"
    severity = Severity.INFO
    target = Target.FRONT_MATTER
    Options = Options

    def check(self, front: FrontMatter, context: Context, /) -> Iterator[Diagnostic]:
        """The first such image; the others related."""
        found = []
        for pointer in IMAGE_POINTERS:
            value, span = value_at(front, pointer), front.value_span(pointer)
            if isinstance(value, str) and span is not None and self._is_random(value):
                found.append((span, pointer))
        if not found:
            return
        found.sort()
        span, pointer = found[0]
        yield self.diagnostic(
            span,
            _(
                "This cover is another image at every load and shows nothing of the article: "
                "store one of your own and link to it"
            ),
            pointer=pointer,
            related=[Related(one, _("here as well")) for one, _pointer in found[1:]],
        )

    def _is_random(self, url: str) -> bool:
        if not url.startswith(("http://", "https://", "//")):
            return False
        host = host_of(url)
        return any(host_matches(host, one) for one in self.options.services) or bool(
            _RANDOM.search(url)
        )
