"""LK009: a link that goes through another site's redirect page."""

from __future__ import annotations

import functools
from typing import Any

from ainewslint.diagnostics import Applicability, Diagnostic, Severity
from ainewslint.messages import _
from ainewslint.records import record
from ainewslint.rules.base import Context, option
from ainewslint.rules.links.url_rule import UrlRule, replacing_fix
from ainewslint.source.hyperlinks import Hyperlink
from ainewslint.source.urls import (
    decode_once,
    encode_for_markdown,
    host_of,
    is_domain,
    parameters,
    path_of,
)

# "host/path?parameter", the host also without `www.`; "" for a path means any.
WRAPPERS = (
    "link.zhihu.com/?target",
    "link.csdn.net/?target",
    "link.juejin.cn/?target",
    "link.juejin.im/?target",
    "link.segmentfault.com/?url",
    "link.jianshu.com/?t",
    "links.jianshu.com/go?to",
    "jianshu.com/go-wild?url",
    "gitee.com/link?target",
    "sspai.com/link?target",
    "xie.infoq.cn/link?target",
    "infoq.cn/link?target",
    "oschina.net/action/GoToLink?url",
    "douban.com/link2/?url",
    "cloud.tencent.com/developer/tools/blog-entry?target",
    "weibo.cn/sinaurl?u",
    "weibo.cn/sinaurl?toasturl",
    "c.pc.qq.com/middlem.html?pfurl",
    "c.pc.qq.com/pc.html?url",
    "mail.qq.com/cgi-bin/readtemplate?gourl",
    "google.com/url?q",
    "google.com/url?url",
    "google.com.hk/url?q",
    "google.com.hk/url?url",
    "duckduckgo.com/l/?uddg",
    "l.facebook.com/l.php?u",
    "lm.facebook.com/l.php?u",
    "facebook.com/l.php?u",
    "l.instagram.com/?u",
    "youtube.com/redirect?q",
    "out.reddit.com/?url",
    "steamcommunity.com/linkfilter/?url",
    "steamcommunity.com/linkfilter/?u",
    "slack-redir.net/link?url",
    "linkedin.com/redir/redirect?url",
    "vk.com/away.php?to",
    "t.umblr.com/redirect?z",
    "href.li/?",
)
# Redirects that hide their target: only a visit shows it, and it stops working one day.
OPAQUE = (
    "baidu.com/link",
    "m.baidu.com/from=",
    "so.com/link",
    "sogou.com/link",
    "bing.com/ck/a",
    "link.segmentfault.com/",
)


@record(frozen=True)
class Options:
    """Options of redirect-wrapper."""

    wrappers: list[str] = option(
        [], "further wrappers, written `host/path?parameter` (`go.example.com/out?to`)"
    )
    opaque: bool = option(True, "report redirects of search engines that hide their target")


class RedirectWrapper(UrlRule):
    """Reports links that go through a redirect page of another site.

    ## What it does
    Finds addresses such as `link.zhihu.com/?target=…`, `link.csdn.net/?target=…` or
    `www.google.com/url?q=…`, which come along when text is copied from those sites, and puts the
    real target in their place where it is inside. Redirects that hide it, such as
    `www.baidu.com/link?url=…`, are reported without a fix.

    ## Why is this bad?
    The reader is stopped by a warning page, is counted by a site that has nothing to do with the
    source, and loses the source when that site goes away. Nobody can see where the link leads.

    ## Example
    ```markdown
    详见[论文](https://link.zhihu.com/?target=https%3A//arxiv.org/abs/2501.12948)。
    ```

    ## Use instead
    ```markdown
    详见[论文](https://arxiv.org/abs/2501.12948)。
    ```

    ## Evidence
    Over 2,681 articles: 146 findings in 29 articles. 35 were read, all are right, with the
    address that the link promises in the fix.
    """

    code = "LK009"
    name = "redirect-wrapper"
    severity = Severity.WARNING
    fixable = Applicability.SAFE
    needs = ("//",)
    yields_to = ("AI007", "LK002")
    Options = Options

    def __init__(self, options: Any = None) -> None:
        super().__init__(options)
        self.table = _table((*WRAPPERS, *self.options.wrappers))
        bare = {host for host, _path in self.table}.union(one.partition("/")[0] for one in OPAQUE)
        self.hosts = bare.union(f"www.{host}" for host in bare)

    def check_url(self, link: Hyperlink, context: Context, /) -> Diagnostic | None:
        """A diagnostic where a URL is a wrapper."""
        url = link.url
        if "?" not in url:
            return None
        host = host_of(url)
        if host not in self.hosts:
            return None
        names = self.table.get((host.removeprefix("www."), path_of(url).rstrip("/")))
        target = unwrap(url, names) if names else None
        if target is None:
            if self.options.opaque and _is_opaque(url, host):
                return self.diagnostic(link.span, _opaque_message(host))
            return None
        fix = None
        safe = encode_for_markdown(target)
        if safe is not None and not _runs_on(url, target):
            title = _("Link to {url}").format(url=safe)
            fix = replacing_fix(context.article, link, safe, title, Applicability.SAFE)
        return self.diagnostic(
            link.span,
            _(
                "This link goes through {host}, which stops and counts the reader on the way to "
                "{target}: link to it directly"
            ).format(host=host, target=target[:200]),
            fix=fix,
        )


def unwrap(url: str, names: frozenset[str]) -> str | None:
    """The http(s) URL inside a wrapper's parameter; None where there is none.

    A target that was wrapped twice is unwrapped by the next round.
    """
    for one in parameters(url):
        if one.name in names:
            target = decode_once(one.value)
            if target is not None and is_domain(host_of(target)):
                return target
    return None


def _runs_on(url: str, target: str) -> bool:
    """Whether a target that was not encoded may go on behind the next `&` or `#`."""
    at = url.find("://", 8)
    return at >= 0 and ("&" in url[at:] or "#" in url[at:]) and "?" in target


@functools.cache
def _table(wrappers: tuple[str, ...]) -> dict[tuple[str, str], frozenset[str]]:
    """(host, path) -> names of the parameters that hold the target."""
    found: dict[tuple[str, str], set[str]] = {}
    for one in wrappers:
        address, _mark, name = one.partition("?")
        host, _slash, path = address.partition("/")
        key = (host.lower().removeprefix("www."), f"/{path}".rstrip("/"))
        found.setdefault(key, set()).add(name)
    return {key: frozenset(names) for key, names in found.items()}


def _is_opaque(url: str, host: str) -> bool:
    address = host.removeprefix("www.") + path_of(url)
    return any(address.startswith(one) for one in OPAQUE)


def _opaque_message(host: str) -> str:
    return _(
        "This link goes through {host}, which hides where it leads and will stop working: "
        "open it and link to the page you get to"
    ).format(host=host)
