"""LK011: a link whose text shows one site and that leads to another."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable

from ainewslint.diagnostics import Diagnostic, Severity
from ainewslint.messages import _
from ainewslint.patterns import regex
from ainewslint.records import record
from ainewslint.rules.base import Context, Rule, Target, option
from ainewslint.source.document import Document
from ainewslint.source.nodes import Link, LinkKind
from ainewslint.source.urls import decode_once, host_of, is_domain, site_of

# A text that shows an address: with scheme, with `www.`, or a domain with a path.
_SHOWN = regex(
    r"(?:https?://|www\.)([^\s/?#:，。；、（）()<>…]+)[^\s]*"
    r"|([a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*\.[a-z]{2,12})/[^\s]*",
    re.IGNORECASE,
)
_FILE = regex(r"\.(?:md|py|js|ts|rs|go|c|h|cpp|cc|java|sh|txt|json|ya?ml|toml|html?|pdf)\Z")
_SHORTENERS = frozenset(
    {
        "t.co", "bit.ly", "t.cn", "goo.gl", "tinyurl.com", "ow.ly", "buff.ly", "dwz.cn", "url.cn",
        "is.gd", "lnkd.in", "youtu.be", "aka.ms", "g.co", "fb.me", "dlvr.it", "trib.al", "ift.tt",
        "suo.im", "b23.tv", "v.douyin.com", "amzn.to", "rb.gy", "w.url.cn", "hubs.ly", "doi.org",
        "git.io", "redd.it", "n.pr", "nyti.ms", "shorturl.at", "xhslink.com",
    }
)  # fmt: skip
# Names of one site: what is shown and where the link leads may be any two of a group.
_SAME = (
    "twitter.com x.com nitter.net fxtwitter.com vxtwitter.com xcancel.com t.co",
    "huggingface.co hf.co hf-mirror.com hf.space",
    "arxiv.org ar5iv.org alphaxiv.org",
    "youtube.com youtu.be",
    "github.com github.io githubusercontent.com github.dev git.io",
    "reddit.com redd.it",
    "openai.com chatgpt.com",
    "anthropic.com claude.ai claude.com",
    "google.com goo.gl withgoogle.com google.dev",
    "microsoft.com azure.com aka.ms live.com",
    "aliyun.com alibabacloud.com aliyundrive.com",
    "baidu.com bdstatic.com",
    "qq.com weixin.qq.com tencent.com",
    "bilibili.com b23.tv",
    "zhihu.com zhihu.cn",
    "facebook.com meta.com fb.com",
    "sciencedirect.com sciencedirectassets.com",
)


@record(frozen=True)
class Options:
    """Options of text-url-mismatch."""

    same: list[str] = option(
        [], "groups of domains that are one site (`example.com example.org`), beside the known ones"
    )


class TextUrlMismatch(Rule[Document]):
    """Reports links that show one site's address and lead to another site.

    ## What it does
    Compares the address that a link's text shows with the address it leads to, by the domain that
    an owner registers. Texts that only name a product (`Node.js`), short addresses, archived
    copies and redirect pages are not compared.

    ## Why is this bad?
    The reader trusts the address he reads. Mostly a link was copied and only half changed; at worst
    it is how a phishing page is made to look like a source.

    ## Example
    ```markdown
    官方公告：[https://openai.com/index/o3](https://blog.example.net/p/18647976)
    ```

    ## Use instead
    ```markdown
    官方公告：[https://openai.com/index/o3](https://openai.com/index/o3)
    ```

    ## Evidence
    Over 2,681 articles: 18 findings in 6 articles, 13 of them behind redirect pages, which
    LK009 reports. About ten were read; one was wrong and is mended. The five left were read
    again: all are right, two are phishing.
    """

    code = "LK011"
    name = "text-url-mismatch"
    severity = Severity.WARNING
    target = Target.DOCUMENT
    needs = ("](", "][", "]:")
    yields_to = ("AI007", "LK002", "LK003", "LK009")
    Options = Options

    def check(self, target: Document, context: Context, /) -> Iterable[Diagnostic]:
        """A diagnostic where the two sites differ."""
        source = context.article.source.text
        for link in target.of(Link):
            start, end = link.text_span
            if link.kind is LinkKind.AUTOLINK or source.find(".", start, end) < 0:
                continue
            shown = shown_host(source[start:end])
            leads = host_of(link.url) if shown else ""
            if leads and not self._same(shown, leads, link.url):
                yield self.diagnostic(
                    link.destination_span or link.span,
                    _(
                        "The text shows {shown} but the link leads to {leads}, so readers do not "
                        "get where they expect: correct one of the two"
                    ).format(shown=shown, leads=leads),
                )

    def _same(self, shown: str, leads: str, url: str) -> bool:
        first, second = site_of(shown), site_of(leads)
        if first == second or leads.removeprefix("www.") in _SHORTENERS or shown in _SHORTENERS:
            return True
        groups = _groups(tuple(self.options.same))
        if groups.get(first, first) == groups.get(second, second):
            return True
        # The shown site inside the address: an archive, a reader, a redirect with its target.
        return first in (decode_once(url) or url).lower()


def shown_host(text: str) -> str:
    """The host of the address that a link's whole text shows, empty where it shows none."""
    plain = text.strip().strip("*_`<>“”\"' ").replace("\\", "")
    match = _SHOWN.fullmatch(plain)
    if match is None:
        return ""
    host = (match[1] or match[2]).lower().rstrip(".")
    if plain.lower().startswith("www."):
        host = host.removeprefix("www.")
    if not is_domain(host) or (match[2] and _FILE.search(host)):
        return ""
    return host


@functools.cache
def _groups(more: tuple[str, ...]) -> dict[str, str]:
    """Domain -> the first of its group."""
    return {domain: group.split()[0] for group in (*_SAME, *more) for domain in group.split()}
