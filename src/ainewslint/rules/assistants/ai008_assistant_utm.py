"""AI008: an address that says which chat assistant it was copied from."""

from __future__ import annotations

from ainewslint.diagnostics import Applicability, Diagnostic, Severity
from ainewslint.messages import _
from ainewslint.records import record
from ainewslint.rules.base import Context, option
from ainewslint.rules.links.url_rule import UrlRule, replacing_fix
from ainewslint.source.hyperlinks import Hyperlink
from ainewslint.source.urls import Parameter, parameters, without_parameters

# Parameter -> the values that assistants give it in the links of their answers.
_MARKS = {
    "utm_source": (
        *("chatgpt.com", "chatgpt", "openai", "openai.com", "copilot.com", "perplexity"),
        *("perplexity.ai", "claude.ai", "grok.com", "gemini", "deepseek", "kimi"),
    ),
    "referrer": ("grok.com",),
    "upstream_biz": ("doubao",),
}


@record(frozen=True)
class Options:
    """Options of assistant-utm."""

    sources: list[str] = option([], "further values of utm_source that name an assistant")


class AssistantUtm(UrlRule):
    """Reports addresses whose tracking parameters name a chat assistant.

    ## What it does
    Finds `utm_source=chatgpt.com` and its like in the addresses of links, images and bare URLs,
    and takes the campaign's parameters out. The page is the same without them.

    ## Why is this bad?
    The parameter tells the target site, and every reader who looks at the address, that the link
    was copied from an assistant's answer; nobody may have opened it since.

    ## Example
    ```markdown
    见[招标公告](https://example.org/tender/12?utm_source=chatgpt.com)。
    ```

    ## Use instead
    ```markdown
    见[招标公告](https://example.org/tender/12)。
    ```

    ## Evidence
    56 addresses in 6 of 2,681 articles: 5 newsletters with links out of ChatGPT, and an article
    whose 48 addresses carry the mark of Doubao.
    """

    code = "AI008"
    name = "assistant-utm"
    severity = Severity.WARNING
    fixable = Applicability.SAFE
    needs = ("utm_source=", "referrer=grok.com", "upstream_biz=")
    yields_to = ("AI007",)
    Options = Options

    def check_url(self, link: Hyperlink, context: Context, /) -> Diagnostic | None:
        """A diagnostic where a parameter names an assistant."""
        url = link.url
        if "?" not in url:
            return None
        mark = next((one for one in parameters(url) if self._names_assistant(one)), None)
        if mark is None:
            return None
        clean = without_parameters(url, self._belongs)
        title = _("Remove {names}").format(names=f"{mark.name}={mark.value}")
        return self.diagnostic(
            link.span,
            _(
                "{name}={value} shows that this address was copied from a chat assistant's "
                "answer: remove it, and check that the page says what the text says"
            ).format(name=mark.name, value=mark.value),
            fix=replacing_fix(context.article, link, clean, title, Applicability.SAFE),
        )

    def _names_assistant(self, one: Parameter) -> bool:
        values = _MARKS.get(one.name)
        if values is None:
            return False
        value = one.value.lower().rstrip("/")
        return value in values or (one.name == "utm_source" and value in self.options.sources)

    def _belongs(self, one: Parameter) -> bool:
        """Whether a parameter is the mark or part of the same campaign."""
        return one.name.startswith("utm_") or self._names_assistant(one)
