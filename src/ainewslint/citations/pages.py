"""What kind of page a URL leads to, judged from the URL alone."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable

from ainewslint.patterns import regex
from ainewslint.source.urls import host_matches, host_of, path_of


class PageKind(enum.Enum):
    """Pages that are not the source of anything."""

    SEARCH = "search"
    CHAT = "chat"
    FRONT = "front page"


# Host (or the domain above it) -> what the path of a result page looks like.
_SEARCH_PATHS = (
    (regex(r"(?:.+\.)?google\.[a-z.]{2,6}"), regex(r"/search\b")),
    (
        regex(r"(?:www|m|wap)\.baidu\.com|baidu\.com"),
        regex(r"/(?:s|from=[^?]*/s)(?:\?|$)"),
    ),
    (regex(r"(?:.+\.)?bing\.com"), regex(r"/(?:search|news/search)\b")),
    (regex(r"(?:www\.|m\.)?(?:so|haosou)\.com"), regex(r"/s\b")),
    (regex(r"(?:www|m|weixin)\.sogou\.com"), regex(r"/(?:web|weixin)\b")),
    (regex(r"(?:html\.)?duckduckgo\.com"), regex(r"/(?:html/?)?\?.*\bq=")),
    (regex(r"(?:.+\.)?search\.yahoo\.com|yandex\.(?:com|ru)"), regex(r"/search\b")),
    (regex(r"(?:www\.)?zhihu\.com"), regex(r"/search\b")),
    (regex(r"kns\.cnki\.net"), regex(r"/kns8s?/defaultresult\b")),
    (
        regex(r"so\.csdn\.net|search\.bilibili\.com|s\.weibo\.com|so\.toutiao\.com"),
        regex(r"/"),
    ),
    (regex(r"(?:www\.)?(?:perplexity\.ai|metaso\.cn)"), regex(r"/search\b")),
)
_CHAT_HOSTS = (
    "chatgpt.com",
    "chat.openai.com",
    "chat.deepseek.com",
    "kimi.moonshot.cn",
    "kimi.com",
    "claude.ai",
    "gemini.google.com",
    "g.co/gemini",
    "copilot.microsoft.com",
    "doubao.com",
    "yiyan.baidu.com",
    "tongyi.aliyun.com",
    "chat.qwen.ai",
    "yuanbao.tencent.com",
    "chatglm.cn",
    "grok.com",
)
# A chat's host also has pages about the product; only these paths are conversations.
_CHAT_PATH = regex(r"/(?:share|chat|c|s|a/chat|thread|app|g)(?:/|\b)|/bot/share")
_AGGREGATORS = (
    "news.google.com",
    "news.baidu.com",
    "toutiao.com",
    "news.yahoo.com",
    "msn.com",
    "flipboard.com",
    "news.ycombinator.com",
    "techmeme.com",
    "tophub.today",
    "producthunt.com",
)
# Platforms where anybody publishes. People's own domains cannot be told from the URL.
_BLOG_PLATFORMS = (
    "cnblogs.com",
    "csdn.net",
    "jianshu.com",
    "juejin.cn",
    "zhuanlan.zhihu.com",
    "zhihu.com",
    "segmentfault.com",
    "blog.51cto.com",
    "51cto.com",
    "oschina.net",
    "medium.com",
    "substack.com",
    "wordpress.com",
    "blogspot.com",
    "dev.to",
    "hashnode.dev",
    "sohu.com",
    "baijiahao.baidu.com",
    "toutiao.com",
    "bilibili.com",
    "xiaohongshu.com",
    "weibo.com",
    "douban.com",
    "wenku.baidu.com",
    "zhidao.baidu.com",
)
_OFFICIAL_WORK = regex(
    r"(?:法|法案|法规|条例|条约|公约|规定|暂行办法|管理办法|实施细则|司法解释|国家标准|行业标准|白皮书|蓝皮书"
    r"|官方文档|官方公告|官方博客|技术报告|系统卡|年报|招股书|招股说明书|判决书|指令)》?(?:[(（][^()（）]{0,20}[)）])?$"
    r"|(?:\bAct|\bRegulation|\bDirective|\bTreaty|\bStandard|\bWhite ?paper|\bTechnical Report"
    r"|\bSystem Card"
    r"|\bOfficial (?:Documentation|Blog|Announcement)|\bAnnual Report|\bExecutive Order(?: \d+)?)$"
    r"|^(?:RFC ?\d{3,5}|GB(?:/T)? ?\d{4,}(?:-\d{4})?|ISO(?:/IEC)? ?\d{3,}(?:[:-]\d{4})?)$",
    re.IGNORECASE,
)
# Words by which a text says that it is about the work; 方法, 算法 and the like end in 法 too.
_ABOUT = regex(
    r"解读|解析|详解|简介|介绍|笔记|一文|如何|怎么|什么是|学习|总结|梳理|综述|翻译|译文|评论|影响|对比|观点|浅谈|"
    r"[方算办做用想看写说语书魔疗技加减乘除历无手章针枪剑佛设打]法》?$|宪法学|法学$"
    r"|summary|overview|explained|guide|notes|review",
    re.IGNORECASE,
)
_TRACKING = regex(
    r"(?:utm_\w+|spm\w*|from|share\w*|source|ref|fbclid|gclid|scm|sudaref)=", re.IGNORECASE
)


def page_kind(url: str) -> PageKind | None:
    """What is wrong with a page as a source; None for an ordinary page."""
    host = host_of(url)
    if not host:
        return None
    path = path_of(url)
    rest = url[url.find(path, url.find(host)) :] if path in url else path
    for hosts, paths in _SEARCH_PATHS:
        if hosts.fullmatch(host) and paths.match(rest):
            return PageKind.SEARCH
    if any(host_matches(host, one) for one in _CHAT_HOSTS) and _CHAT_PATH.match(path):
        return PageKind.CHAT
    if any(host in (one, "www." + one) for one in _AGGREGATORS) and rest.strip("/") == "":
        return PageKind.FRONT
    return None


def is_blog_platform(host: str, more: Iterable[str] = ()) -> bool:
    """Whether anybody may publish on a host."""
    return any(host_matches(host, one) for one in (*_BLOG_PLATFORMS, *more))


def names_official_work(label: str) -> bool:
    """Whether a link's text is the name of a law, standard or official report itself."""
    label = label.strip(' *_`"“”')
    return (
        2 < len(label) <= 60
        and _OFFICIAL_WORK.search(label) is not None
        and _ABOUT.search(label) is None
    )


def same_page(url: str) -> str:
    """A form of a URL that is equal for URLs of one page.

    Scheme, `www.`, case of the host, the fragment, a final slash and tracking parameters are
    dropped; a fragment that routes (`#/…`, `#!`) is kept.
    """
    host = host_of(url)
    if not host:
        return url
    head, hash_mark, fragment = url.partition("#")
    if fragment.startswith(("/", "!")):
        head += hash_mark + fragment
    rest = head[head.lower().find(host) + len(host) :]
    path, _, query = rest.partition("?")
    kept = sorted(one for one in query.split("&") if one and not _TRACKING.match(one))
    return host.removeprefix("www.") + path.rstrip("/") + ("?" + "&".join(kept) if kept else "")
