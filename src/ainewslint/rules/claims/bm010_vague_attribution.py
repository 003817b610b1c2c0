"""BM010: a source that is nobody."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Any

from ainewslint.claims.attribution import Attributions, find_vague
from ainewslint.claims.prefilter import has_figure
from ainewslint.claims.reading import within
from ainewslint.claims.sources import SourceFinder
from ainewslint.diagnostics import Diagnostic, Severity
from ainewslint.messages import _
from ainewslint.patterns import regex
from ainewslint.rules.base import Context, Rule, Target
from ainewslint.source.prose import ProseBlock
from ainewslint.source.text import SourceText, encodable

# A wider net than the attributions': what may say “studies show” at all.
_CUES = (
    r"(?:研究|数据|调查|统计|资料|证据|报道|调研|实践)(?:结果|数据|报告)?(?:显示|表明|指出"
    r"|证明|发现|称|认为)|据(?:悉|说|称|了解|传|估计|统计|报道|测算|推测|不完全|相关|有关"
    r"|业内|知情)"
    r"|(?:人士|专家|分析师?|消息|媒体|网友|传言|观点)(?:们|\w{0,2})(?:称|表示|指出|透露|认为"
    r"|说|预测|爆料|分析)|业界"
    r"|[Ss]tud(?:y|ies) |[Rr]esearch |[Dd]ata |[Ee]xperts|[Aa]nalysts|[Ss]ources|[Ii]nsiders"
    r"|[Rr]eportedly|[Ss]urveys? |[Tt]ests |[Ee]vidence|[Oo]bservers|[Ii]t is |[Rr]umou?rs"
)
# A figure that somebody must have counted or measured.
_FIGURE = regex(
    r"\d\s?(?:[%％倍万亿成]|个?百分点|余?[名家人款项个]|percent|times\b|x\b|million|billion"
    r"|trillion)|[$￥¥€]\d"
    r"|[一二三四五六七八九两半数]成|[两三四五六七八九十数]倍|过半|一半|\b(?:half|most) of\b"
)
# A study named in the sentence: (Wu et al., 2024), 《……》.
_STUDY = regex(r"et al\.?|[(（][^()（）]{2,80}(?:19|20)\d\d[a-z]?[)）]|《")
_REACH = 90  # characters between the words and the figure they vouch for


@functools.cache
def _cues() -> Any:
    """Words without which nothing vague is said; RE2 looks for all of them at once."""
    import re2

    return re2.compile(_CUES)


class VagueAttribution(Rule[SourceText]):
    """Reports figures whose only source is “studies show”, 有数据显示 or 业内人士.

    ## What it does
    Finds attributions that name nobody in front of a figure, in paragraphs without a link,
    note or citation, under a heading without one, and without words that name a source.

    ## Why is this bad?
    The words look like a source and are none: nobody can find the study, and a machine writes
    them as easily as a person.

    ## Example
    ```markdown
    有数据显示，使用编程助手的开发者效率平均提升了55%。
    ```

    ## Use instead
    ```markdown
    据 GitHub 2022 年的对照实验，使用编程助手的开发者完成任务快了55%。
    ```

    ## Evidence
    32 reports in 2,681 articles, all read: 30 right, one has its source in the next sentence,
    one in a chart beside it.
    """

    code = "BM010"
    name = "vague-attribution"
    severity = Severity.INFO
    target = Target.SOURCE

    def check(self, target: SourceText, context: Context, /) -> Iterator[Diagnostic]:
        """The attributions that name nobody."""
        if _cues().search(encodable(target.text)) is None:
            return
        sources = SourceFinder(context.article)
        for block in context.article.prose:
            if has_figure(block.text, 0, len(block.text)) and _cues().search(block.text):
                yield from self._in_block(block, sources)

    def _in_block(self, block: ProseBlock, sources: SourceFinder) -> Iterator[Diagnostic]:
        text = block.text
        vague = find_vague(text)
        if not vague or sources.is_linked(block):
            return
        attributions = Attributions(text)
        for sentence in block.sentences:
            here = within(vague, sentence.start, sentence.end)
            if not here or _STUDY.search(text, sentence.start, sentence.end):
                continue
            reach = min(sentence.end, here[0].end + _REACH)
            if not _FIGURE.search(text, here[0].end, reach):
                continue
            named = attributions.of(sentence.start, sentence.end)
            if named is None or named.vague:
                yield self.diagnostic(
                    block.span(here[0].start, here[0].end),
                    _(
                        "“{words}” names nobody, so the figure cannot be checked: say who found "
                        "it, and link it"
                    ).format(words=text[here[0].start : here[0].end]),
                )
