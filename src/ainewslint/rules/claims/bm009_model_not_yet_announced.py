"""BM009: a model told of before it was announced."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from ainewslint.claims.passage import Passage
from ainewslint.diagnostics import Diagnostic, Severity
from ainewslint.knowledge import ModelMention
from ainewslint.knowledge.names import key_of
from ainewslint.messages import _
from ainewslint.patterns import regex
from ainewslint.records import record
from ainewslint.rules.base import Context, Rule, Target, option
from ainewslint.rules.claims.support import article_day, models_in
from ainewslint.source.text import SourceText

# Hearsay and plans speak of what is not there yet.
_HEARSAY = regex(
    r"将|即将|预计|预期|有望|计划|传闻|传言|据传|据说|爆料|曝光?|泄露|疑似|可能|或许|或将"
    r"|未来|下一代|下一个|期待|猜测|预测|尚未|还没|暂未|未发布|明年|今年[内底]|年底|内测|预热"
    r"|等(?=$|[，。])|代号|如果|假如|会(?!议|话|员|上)|要(?=发布|推出)|敬请|倒计时|训练中"
    r"|研发中|正在|何时|什么时候|\?|？"
    r"|\b(?:will|would|upcoming|rumou?r\w*|leak\w*|expect\w*|plan\w*|soon|next|future|may"
    r"|might|could|speculat\w*|anticipat\w*|tease\w*|unreleased|hypothetical|if|wait\w*"
    r"|hope\w*|predict\w*|coming|when|train(?:ing|ed)?|preview|codename\w*|spotted|mystery"
    r"|about to|set to)\b",
    re.IGNORECASE,
)
_FACT_AFTER = regex(
    r"[^，。；！？\n,;!?]{0,12}?(?:已经?|正式|全新)?(?:发布了?|推出了?|上线了?|问世|开源了?"
    r"|登场|亮相|达到|取得|超[越过]了?|得分|支持|实现了?|具备|拥有|展[示现]了?)"
    r"|\s(?:has |have |was |is )?(?:now |officially |just |already )?(?:released|launched"
    r"|available|announced|achiev\w+|reach\w+|scor\w+|outperform\w*|supports?|beats?|hits?)\b"
)
_FACT_BEFORE = regex(
    r"(?:发布|推出|上线|开源|升级[到至]|使用|采用|调用|接入|基于|更新)了?[^，。；！？\n,;!?]{0,16}$"
    r"|\b(?:released|launched|announced|introduced|unveiled|using|with|tested|ran"
    r"|used) [^,.;!?\n]{0,30}$"
)


@record(frozen=True)
class Options:
    """The options of BM009."""

    grace: int = option(7, "days by which an announcement may seem to precede its date")


class ModelNotYetAnnounced(Rule[SourceText]):
    """Reports models told of as fact in an article dated before they were announced.

    ## What it does
    Compares the article's date with the day on which a model was announced (not released:
    o3 was announced in December 2024 and released in April 2025); a few days' grace allow for
    leaks and time zones. Sentences that speak of
    rumours, plans and expectations are left alone, and short names that may mean an earlier model.

    ## Why is this bad?
    Either the date is wrong, or the text is about a model that did not exist: invented, or
    written later and backdated.

    ## Example
    ```markdown
    ---
    date: 2024-06-01
    ---
    OpenAI 发布了 o3，推理能力大幅提升。
    ```

    ## Use instead
    ```markdown
    ---
    date: 2024-12-21
    ---
    OpenAI 发布了 o3，推理能力大幅提升。
    ```

    ## Evidence
    Three reports in 2,681 articles, all read: one date of ours was wrong and is mended, one
    article told of a plan, one of a leak. Too few and too often wrong, so it is off by default.
    """

    code = "BM009"
    name = "model-not-yet-announced"
    severity = Severity.WARNING
    default = False
    target = Target.SOURCE
    Options = Options

    def check(self, target: SourceText, context: Context, /) -> Iterator[Diagnostic]:
        """The first mention of each model that did not exist on the article's day."""
        day = article_day(context)
        if day is None or day.year < 2018:
            return
        options: Options = self.options
        limit = day + datetime.timedelta(days=options.grace)
        told: set[str] = set()
        for passage, mentions in models_in(context):
            for mention in mentions:
                announced = _announced(mention)
                if announced is None or limit >= announced or mention.model.name in told:
                    continue
                if context.article.references.is_listed(passage.block.node.span.start):
                    break
                if _is_fact(passage, mention):
                    told.add(mention.model.name)
                    yield self.diagnostic(
                        passage.span(mention.start, mention.end),
                        _(
                            "{model} was announced on {announced}, after this article's date "
                            "({day}): check the date, the name and whether the model existed"
                        ).format(
                            model=mention.model.name, announced=mention.model.announced, day=day
                        ),
                    )


def _announced(mention: ModelMention) -> datetime.date | None:
    """The first day a model can have been announced; None where it is not known or not sure."""
    model = mention.model
    if mention.extra or model.kind != "model" or not (model.announced or model.released):
        return None
    if key_of(mention.written) != key_of(model.name):
        return None  # a short or older name can mean an earlier model
    try:
        return (model.announced or model.released).first
    except ValueError:
        return None


def _is_fact(passage: Passage, mention: ModelMention) -> bool:
    """Whether the sentence tells of the model as something there is."""
    text = passage.text
    start, end = passage.sentence_at(mention.start)
    if _HEARSAY.search(text, start, end):
        return False
    after = text[mention.end : min(end, mention.end + 40)]
    before = text[max(start, mention.start - 40) : mention.start]
    return bool(_FACT_AFTER.match(after) or _FACT_BEFORE.search(before))
