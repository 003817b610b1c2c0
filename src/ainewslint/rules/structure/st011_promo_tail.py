"""ST011: a last paragraph that only advertises."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import field

from ainewslint.diagnostics import Applicability, Diagnostic, Edit, Fix, Severity, Span
from ainewslint.messages import _
from ainewslint.patterns import regex
from ainewslint.records import record
from ainewslint.rules.base import Context, Rule, Target, option
from ainewslint.source.document import Document
from ainewslint.source.nodes import (
    BlockQuote,
    Html,
    Image,
    Node,
    Paragraph,
    ThematicBreak,
)
from ainewslint.source.prose import OBJECT, prose_of

# What asks for a follow, a like, a scan or a purchase. Bounded gaps keep each linear.
_PROMO = regex(
    r"点个?赞|求赞|三连|点个?在看|点个?关注|互粉|不迷路"
    r"|关注(?:我|我们|一下|下|本|小编|作者|博主|公众号|公号|微信|账号|专栏|哦|吧|[「『【“\"《:：@])"
    r"|关注(?=[^，。！？\n]{2,16}[，,](?:获取|领取|第一时间|了解更多|查看更多|回复|每[天日周]))"
    r"|(?:欢迎|记得|请|点击|可以|搜索|扫码|长按|搜索及|持续)(?:大家)?关注(?!.{0,8}(?:问题|趋势|风险|变化|进展|动态|发展))"
    r"|(?:公众号|公号|视频号|微信号).{0,20}(?:搜索|回复|关注|扫|加|[:：])|搜索.{0,12}公众号"
    r"|(?:扫描?|扫一扫|长按|识别|扫码).{0,14}(?:二维码|二v码|领取|进群|加群|入群|关注|获取|添加)"
    r"|(?:加|进)(?:入)?.{0,8}(?:交流群|读者群|学习群|粉丝群|微信群|[Qq]{1,2}群)"
    r"|(?:加|添加).{0,4}(?:微信|[VvWw][Xx]|[Vv]信)|私信我|滴滴我"
    r"|免费(?:领取|获取|分享|送)|领取(?:资料|福利|方式)|文末领取|小卡片.{0,6}(?:领取|获取)?"
    r"|(?:like|follow|subscribe)(?:,| and| &).{0,12}(?:subscribe|share|follow|like)"
    r"|(?:follow|subscribe to) (?:me|us|our|my|the channel)|hit the (?:bell|like)"
    r"|sign up for our newsletter",
    re.IGNORECASE,
)
# What stands beside it and says nothing of the subject either.
_FILLER = regex(
    r"感谢|谢谢|[码制创][字作]不易|不易|有(?:所)?帮助|有用|喜欢|觉得|支持|欢迎|一起|有需要|需要的|备注"
    r"|更多|留言|评论|分享|转发|收藏|转载|动力|下期|下次|回见|再见|祝|福利|资料|获取|领取|加油|敬请期待|到这里"
    r"|thank|helpful|enjoyed|support|comment|share",
    re.IGNORECASE,
)
# What says something of the article: what it told, where it comes from.
_ABOUT_IT = regex(
    r"(?:本文|本篇|这篇|本期|这期|今天)[^，。！？\n]{0,10}(?:主要|介绍了|讲了|教大家|来自|转自|转载|选自)"
    r"|至此|综上|(?:转载|摘|编译)自"
)
_SENTENCE = regex(r"[^。！？!?～~；;\n]+")
_HEX = regex(r"[0-9a-fA-F:]{16,}")
_EMPTY = (ThematicBreak, Html)


@record(frozen=True)
class Options:
    """The options of ST011."""

    max_length: int = option(240, "characters from which on a paragraph is no mere advertisement")
    extra: list[str] = field(
        default_factory=list, metadata={"help": "further words that mark an advertisement"}
    )


class PromoTail(Rule[Document]):
    """Finds a last paragraph that only asks for followers, likes, scans or purchases.

    ## What it does
    Reads the last paragraph, no other. Reports it when every sentence of it advertises or is
    the small talk around that, and one does advertise. An invitation to comment alone is none,
    nor is a paragraph that sums the article up or says where it comes from.
    The fix removes the paragraph and a line drawn above it.

    ## Why is this bad?
    It tells readers nothing, often names another site's account, and what it promises ("scan
    for the full material") does not work where the article was copied to.

    ## Example
    ```markdown
    # 推理成本又降了

    三家云厂商本周同时下调了价格。

    ---

    **关注智算周刊公众号，获取更多深度解析！**
    ```

    ## Use instead
    ```markdown
    # 推理成本又降了

    三家云厂商本周同时下调了价格。
    ```

    ## Evidence
    145 of 2,681 articles end so. The 45 with the most other words were read: all only
    advertise.
    """

    code = "ST011"
    name = "promo-tail"
    severity = Severity.WARNING
    target = Target.DOCUMENT
    fixable = Applicability.UNSAFE
    Options = Options

    def check(self, target: Document, context: Context, /) -> Iterator[Diagnostic]:
        """The last paragraph, if that is all it does."""
        found = _last_paragraph(target)
        if found is None:
            return
        paragraph, top = found
        span = paragraph.content_span
        if span.end - span.start > 4 * self.options.max_length:
            return
        text = "".join(prose_of(paragraph.children)).replace(OBJECT, " ").strip()
        if len(text) > self.options.max_length or not self._only_advertises(text):
            return
        yield self.diagnostic(
            span,
            _(
                "The last paragraph only advertises, so readers end on a request instead of the"
                " subject: remove it"
            ),
            fix=_removal(target, paragraph, top),
        )

    def _only_advertises(self, text: str) -> bool:
        if _ABOUT_IT.search(text):
            return False
        sentences = [one for one in _SENTENCE.findall(text) if any(map(str.isalnum, one))]
        promo = [bool(_PROMO.search(one)) or self._is_extra(one) for one in sentences]
        return any(promo) and all(
            is_promo or _FILLER.search(one) for is_promo, one in zip(promo, sentences, strict=True)
        )

    def _is_extra(self, sentence: str) -> bool:
        return any(word in sentence for word in self.options.extra)


def _last_paragraph(document: Document) -> tuple[Paragraph, Node] | None:
    """The article's last paragraph with text, and the block of the body it is in."""
    for top in reversed(document.children):
        node = top
        if isinstance(node, _EMPTY):
            continue
        while isinstance(node, BlockQuote) and node.children:
            node = node.children[-1]
        if not isinstance(node, Paragraph):
            return None
        if all(isinstance(child, Image) for child in node.children):
            continue
        if _HEX.fullmatch(document.source.slice(node.content_span).strip()):
            continue  # the encoded address that some mirrors leave at the end
        return node, top
    return None


def _removal(document: Document, paragraph: Paragraph, top: Node) -> Fix | None:
    """The paragraph with the blank lines and the line drawn above it."""
    blocks = document.children
    index = blocks.index(top)
    if top is not paragraph or index == 0:
        return None
    first = index
    if isinstance(blocks[index - 1], ThematicBreak) and index == len(blocks) - 1:
        first = index - 1
    if first == 0:
        return None  # the article would be empty
    start = blocks[first - 1].span.end
    if document.source.text[start : start + 1] not in ("\r", "\n"):
        return None
    edit = Edit(Span(start, top.span.end), "")
    return Fix(_("Remove the advertisement"), (edit,), Applicability.UNSAFE, ("text",))
