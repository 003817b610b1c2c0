"""BM007: the best of all, by no board and at no time."""

from __future__ import annotations

from collections.abc import Iterator

from ainewslint.claims import names_for
from ainewslint.claims.attribution import Attributions
from ainewslint.claims.passage import Passage
from ainewslint.claims.reading import within
from ainewslint.diagnostics import Diagnostic, Severity
from ainewslint.messages import _
from ainewslint.patterns import regex
from ainewslint.rules.base import Context, Rule, Target
from ainewslint.rules.claims.support import models_in
from ainewslint.source.nodes import Link
from ainewslint.source.text import SourceText

_BEST = regex(
    r"(?:全球|世界|业界|业内|国内|全网|目前|当前|地表|史上|宇宙)?最强(?!大脑|音|劲|烈|化|壮"
    r"|阵容|者|悍|力)大?(?!之一|的?\S{0,8}之一)|(?:全球|世界|业界|国内|行业|性能|能力|综合"
    r"|开源|排名|位居|位列|名列)(?:排名"
    r"|性能)?第一(?![个次步届批时手款家位名代期季阶天章节部种类线视眼轮大版])"
    r"|(?:达到|取得|刷新|实现|创下|拿下|获得|创造)了?(?:\S{0,6})?(?:SOTA|SoTA|最先进水平"
    r"|最优水平|业界领先水平)"
    r"|\b(?:achiev|reach|set|deliver|establish)\w* (?:a )?(?:new )?(?:SOTA|SoTA"
    r"|state[- ]of[- ]the[- ]art)\b"
    r"|\b(?:is|are|as) (?:currently )?(?:the|now the) (?:world's "
    r"|single )?(?:most (?:powerful|capable|advanced|intelligent)|strongest"
    r"|best)(?: \w+){0,2} (?:model|LLM|AI)\b(?!s of)"
)
_DATED = regex(
    r"(?:19|20)\d\d|\d{1,2}\s?月|\d{1,2}日|截[至止]|\b(?:January|February|March|April|June"
    r"|July|August|September|October|November|December|as of)\b"
)
_BOARD = regex(
    r"榜|基准|评测|测试|测评|benchmark|leaderboard|Arena|Bench|[Ee]val|论文|数据集|任务上|榜单|排行"
)
_NOT_TOLD = regex(
    r"[?？]|吗|家族中|系列中|(?:使用|选择?|选用|用|挑)最|不是|并非|未必|是否|如果|谁|哪|号称|可能|或许|希望|要做|打造|目标|不再|最强对手|之一"
    r"|\b(?:one of|not|if|whether|claim(?:s|ed)?|touted|recognized|goals?|could|may|might|want|finds?)\b"
    r"|\b(?:I|they|he|she|we)(?:'ve|’ve| have)? (?:ever )?(?:used|tried|seen|tested)\b"
)
# The best of its own maker: Anthropic 目前最强大的模型.
_OWN_BEST = regex(
    r"(?:[A-Za-z]\w+|谷歌|微软|阿里\w{0,2}|百度|腾讯|字节\w{0,2}|旗下|自家|该公司|我们)\s?"
    r"(?:的|目前|迄今|至今|现有|当前|现阶段|有史以来)+(?:为止)?的?\s?$|\b(?:its|their|our) (?:own )?$"
)


class SotaWithoutDate(Rule[SourceText]):
    """Reports “the strongest model”, “SOTA”, “number one” with neither a date nor a board.

    ## What it does
    Finds sentences that call a named model the strongest, first or state of the art, and looks
    in them for a date, a benchmark, a leaderboard, a link or words that name who says so.

    ## Why is this bad?
    The best model changes every few weeks: without a date and a board the sentence is
    advertising today and wrong tomorrow.

    ## Example
    ```markdown
    DeepSeek-R1 是最强的开源推理模型，推荐大家使用。
    ```

    ## Use instead
    ```markdown
    截至2025年1月，DeepSeek-R1 在 AIME 2024 榜上是最强的开源推理模型。
    ```

    ## Evidence
    7 reports in 2,681 articles, all read: 6 right, one repeats what users of a model say.
    """

    code = "BM007"
    name = "sota-without-date"
    severity = Severity.INFO
    target = Target.SOURCE
    needs = (
        "最强",
        "第一",
        "SOTA",
        "SoTA",
        "最先进",
        "最优",
        "领先水平",
        "state",
        "best",
        "strongest",
        "most ",
    )

    def check(self, target: SourceText, context: Context, /) -> Iterator[Diagnostic]:
        """The superlatives that nothing bounds."""
        names = names_for(context.knowledge, ())
        for passage, mentions in models_in(context):
            text = passage.text
            if not any(word in text for word in self.needs):
                continue
            for start, end in passage.sentences:
                match = _BEST.search(text, start, end)
                if match is None or not within(mentions, start, end):
                    continue
                best = match.start() + max(0, match.group().find("最"))
                if _OWN_BEST.search(text, max(start, best - 24), best):
                    continue
                if _bounded(passage, start, end) or names.benchmarks(text[start:end]):
                    continue
                message = _(
                    "“{words}” holds for a day and a board, and names neither: say on which "
                    "benchmark and as of when"
                ).format(words=match.group().strip())
                yield self.diagnostic(passage.span(*match.span()), message)


def _bounded(passage: Passage, start: int, end: int) -> bool:
    """Whether the sentence has a date, a board, a source or is no plain statement."""
    text = passage.text
    if _DATED.search(text, start, end) or _BOARD.search(text, start, end):
        return True
    if _NOT_TOLD.search(text, start, end) or Attributions(text[start:end]).of(0, end) is not None:
        return True
    section = passage.block.section
    heading = section.heading if section is not None else None
    if heading is not None and any(isinstance(node, Link) for node in heading.walk()):
        return True
    return passage.is_linked(start, end)
