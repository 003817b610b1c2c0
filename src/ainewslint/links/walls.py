"""Sites that turn programs away: what they answer says nothing of the page."""

from __future__ import annotations

from collections.abc import Mapping

# Sites known to answer programs with 403 and the like where a reader sees the page.
_WALLED_SITES = """
    36kr.com acm.org amazon.com anthropic.com axios.com baidu.com bilibili.com biorxiv.org
    bloomberg.com canva.com cell.com chatgpt.com claude.ai cnki.net coursera.org crunchbase.com
    csdn.net douban.com ebay.com economist.com elsevier.com etsy.com facebook.com forbes.com
    fortune.com ft.com g2.com gartner.com glassdoor.com ieee.org indeed.com instagram.com
    investopedia.com jianshu.com juejin.cn kaggle.com linkedin.com mdpi.com medium.com medrxiv.org
    midjourney.com npmjs.com nytimes.com openai.com oracle.com oup.com patreon.com perplexity.ai
    pinterest.com pnas.org poe.com politico.com producthunt.com quora.com reddit.com
    researchgate.net reuters.com sagepub.com science.org sciencedirect.com scmp.com
    segmentfault.com semrush.com similarweb.com ssrn.com stackexchange.com stackoverflow.com
    statista.com substack.com tandfonline.com technologyreview.com theinformation.com threads.net
    tiktok.com toutiao.com twitter.com udemy.com vox.com washingtonpost.com weibo.com wiley.com
    wsj.com x.com xiaohongshu.com xueqiu.com zhihu.com"""
_WALLED = frozenset(_WALLED_SITES.split())
_WALL_STATUS = frozenset({400, 401, 402, 403, 405, 406, 409, 412, 418, 420, 451, 468, 503, 521})
_WALL_HEADERS = ("cf-mitigated", "x-datadome", "x-amzn-waf-action", "x-px-block")
_LINKEDIN_DENIAL = 999
_LOGIN_WORDS = "login log-in signin sign-in sign_in authwall captcha checkpoint passport sso"
_LOGIN_SEGMENTS = frozenset(_LOGIN_WORDS.split())
_LOGIN_HOSTS = ("accounts.", "login.", "passport.", "signin.", "sso.")


def is_wall(host: str, status: int, headers: Mapping[str, str]) -> bool:
    """Whether an answer comes from a guard against programs rather than from the page."""
    if status == _LINKEDIN_DENIAL or _has_wall_header(headers):
        return True
    return status in _WALL_STATUS and _is_walled(host)


def is_guarded(host: str, headers: Mapping[str, str]) -> bool:
    """Whether a site is known, or shows, to have such a guard, whatever it answered."""
    return _has_wall_header(headers) or _is_walled(host)


def _has_wall_header(headers: Mapping[str, str]) -> bool:
    return any(name in headers for name in _WALL_HEADERS)


def _is_walled(host: str) -> bool:
    labels = host.split(".")
    return any(".".join(labels[index:]) in _WALLED for index in range(len(labels) - 1))


def is_login(host: str, path: str) -> bool:
    """Whether a URL is that of a login or captcha page, judged by host and path."""
    if host.startswith(_LOGIN_HOSTS):
        return True
    segments = path.partition("?")[0].lower().replace(".", "/").split("/")
    return not _LOGIN_SEGMENTS.isdisjoint(segments)
