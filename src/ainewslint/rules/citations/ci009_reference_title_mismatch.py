"""CI009: a reference that names an official work and links somebody's blog."""

from __future__ import annotations

from collections.abc import Iterable

from ainewslint.citations.pages import is_blog_platform, names_official_work
from ainewslint.diagnostics import Diagnostic, Severity
from ainewslint.messages import _
from ainewslint.records import record
from ainewslint.rules.base import Context, Rule, Target, option
from ainewslint.source.nodes import Link
from ainewslint.source.text import SourceText
from ainewslint.source.urls import host_of


@record(frozen=True)
class Options:
    """Options of reference-title-mismatch."""

    blog_hosts: list[str] = option([], "further hosts on which anybody may publish")


class ReferenceTitleMismatch(Rule[SourceText]):
    """Reports references whose text names a law, standard or official report and whose link
    goes to a personal blog.

    ## What it does
    Looks at the links of reference lists. Where the link's text is the name of a law, standard,
    white paper or official document (and does not call itself an interpretation or summary of
    it), but the URL is on a platform where anybody publishes, the source is a secondary one.

    ## Why is this bad?
    The reader believes to be one click away from the text of the law and gets one person's
    summary of it.

    ## Example
    ```markdown
    ## 参考资料

    * [欧盟电池法规](https://www.cnblogs.com/example/p/18012345)
    ```

    ## Use instead
    ```markdown
    ## 参考资料

    * [欧盟电池法规](https://eur-lex.europa.eu/eli/reg/2023/1542/oj)
    ```

    ## Evidence
    1 of 2,681 articles: a European law that turns out to be a post on a blog.
    """

    code = "CI009"
    name = "reference-title-mismatch"
    severity = Severity.INFO
    target = Target.SOURCE
    needs = ("](",)
    Options = Options

    def check(self, target: SourceText, context: Context, /) -> Iterable[Diagnostic]:
        """A diagnostic for each link of a list that claims more than its host can hold."""
        article = context.article
        references = article.references
        lists = [one.span for one in references.lists if one.title is not None]
        if not lists:
            return
        for link in article.document.of(Link):
            start = link.span.start
            if not references.is_listed(start):
                continue
            label = target.slice(link.text_span)
            host = host_of(link.url)
            claims = names_official_work(label) and is_blog_platform(host, self.options.blog_hosts)
            if claims and any(span.start <= start < span.end for span in lists):
                yield self.diagnostic(
                    link.text_span,
                    _(
                        "The text names an official work, but {host} is a blog platform: "
                        "link the work itself, or say whose account of it this is"
                    ).format(host=host),
                )
