"""BM008: a model's name spelt otherwise than its maker spells it."""

from __future__ import annotations

from collections.abc import Iterator

from ainewslint.claims.passage import Passage
from ainewslint.diagnostics import Applicability, Diagnostic, Edit, Fix, Severity, Span
from ainewslint.knowledge import ModelMention
from ainewslint.messages import _
from ainewslint.records import record
from ainewslint.rules.base import Context, Rule, Target, option
from ainewslint.rules.claims.support import knowledge_of, models_in
from ainewslint.rules.claims.titles import is_title
from ainewslint.source.article import Article
from ainewslint.source.text import SourceText


@record(frozen=True)
class Options:
    """The options of BM008."""

    accept: list[str] = option([], "spellings to accept, exactly as written")


class ModelSpelling(Rule[SourceText]):
    """Reports model names in another spelling than the canonical one: `O3`, `SunoV3`, `Deepseek`.

    ## What it does
    Compares each model named in running text with its canonical spelling in the knowledge
    files, which your own files can override (a `written,right` table). Code, URLs, identifiers,
    reference lists and lines in capitals are left alone, and so are the titles of others: link
    texts, quotations that are said to be a title, a video, a paper and the like (a name alone in
    quotation marks is none), and lines with nothing but their address under them. The fix is safe.

    ## Why is this bad?
    A wrong capital makes a name look like another product's, breaks search within a site, and
    tells the reader that nobody checked.

    ## Example
    ```markdown
    OpenAI 的 O3 模型在复杂推理任务中表现突出。
    ```

    ## Use instead
    ```markdown
    OpenAI 的 o3 模型在复杂推理任务中表现突出。
    ```

    ## Evidence
    1,387 findings in 166 of 2,681 articles. Of thirty drawn at random 26 were right, two named a
    spelling that is not the maker's (`o3 pro`, `DALL-E`) and two were titles of others. Titles are
    left alone since, which took away 19 findings (all read: each a title), and the maker is named
    only where the knowledge files have the spelling from him: 1,368 in 165.
    """

    code = "BM008"
    name = "model-spelling"
    severity = Severity.WARNING
    target = Target.SOURCE
    fixable = Applicability.SAFE
    Options = Options

    def check(self, target: SourceText, context: Context, /) -> Iterator[Diagnostic]:
        """The names that are spelt otherwise."""
        knowledge = knowledge_of(context)
        article = context.article
        options: Options = self.options
        for passage, mentions in models_in(context):
            for mention in mentions:
                if passage.is_code(mention.start):
                    continue
                right = knowledge.suggest_spelling(mention)
                if right is None or mention.written in options.accept:
                    continue
                if _in_capitals(passage, mention.start):
                    continue
                if is_title(passage, mention.start, mention.end):
                    continue
                span = passage.span(mention.start, mention.end)
                if not article.references.is_listed(span.start):
                    yield self._finding(article, span, mention, right)

    def _finding(
        self, article: Article, span: Span, mention: ModelMention, right: str
    ) -> Diagnostic:
        written = mention.written
        fix = None
        if article.source.slice(span) == written:
            title = _("Write {right}").format(right=right)
            fix = Fix(title, (Edit(span, right),), Applicability.SAFE)
        if right == mention.model.name:
            message = _(
                "{written} is spelt {right} by its maker: write it so, or readers and searches "
                "will not find it"
            )
        else:  # a spelling of many: DeepSeek V3, which is DeepSeek-V3 by its maker
            message = _(
                "{written} is spelt {right}: write it so, or readers and searches will not find it"
            )
        return self.diagnostic(span, message.format(written=written, right=right), fix=fix)


def _in_capitals(passage: Passage, at: int) -> bool:
    """Whether the sentence is set in capitals, names and all."""
    start, end = passage.sentence_at(at)
    letters = [c for c in passage.text[start:end] if c.isascii() and c.isalpha()]
    return len(letters) > 12 and sum(c.isupper() for c in letters) * 4 > len(letters) * 3
