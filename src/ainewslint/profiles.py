"""Which profile an article has when nobody configured one."""

from __future__ import annotations

import functools
import re

from ainewslint.patterns import regex
from ainewslint.rules.base import Profile
from ainewslint.source.article import Article

_DATE = r"(?:20\d\d\s*[-./年]\s*\d{1,2}\s*[-./月]\s*\d{1,2}|\d{1,2}\s*月\s*\d{1,2}\s*日)"
_ISSUE = (
    r"(?:日报|早报|晚报|周报|周刊|月刊|简报|快报|速递|日刊|早知道"
    r"|\b(?:daily|weekly|digest|newsletter|briefing|roundup|recap|issue\s*#?\d+)\b)"
)
_DIGEST = regex(rf"{_ISSUE}.*{_DATE}|{_DATE}.*{_ISSUE}", re.IGNORECASE)
_H1 = regex(r"^# .{1,200}$", re.MULTILINE)
_HEAD = 4000  # an issue names itself at its top
_IDENTITY = ("arturl_encode", "arturl", "artid")


def guess_profile(article: Article) -> Profile:
    """`csdn-mirror` where an identity key is, `daily-digest` where the title or an H1 at the top
    names a dated issue, `post` for other front matter, and no profile where there is none.
    """
    front = article.front_matter
    data = front.data if front and front.is_mapping else {}
    if any(key in data for key in _IDENTITY):
        return _profile("csdn-mirror")
    head = article.source.text[article.body_start : article.body_start + _HEAD]
    titles = [str(data.get("title", ""))[:200], *_H1.findall(head)]
    if any(_DIGEST.search(title) for title in titles):
        return _profile("daily-digest")
    return _profile("post") if front else _NONE


def guess_builder(article: Article) -> str | None:
    """The generator that the front matter was written for; None where it does not tell.

    Only Jekyll reads `render_with_liquid`; TOML between `+++` is Hugo's.
    """
    front = article.front_matter
    if front is None:
        return None
    if front.format == "toml":
        return "hugo"
    return "jekyll" if front.is_mapping and "render_with_liquid" in front.data else None


_NONE = Profile()


@functools.cache
def _profile(name: str) -> Profile:
    return Profile(name, name, name)
