"""The rule type that a pack's entries are compiled to."""

from __future__ import annotations

import functools
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate
from typing import Any, ClassVar, NamedTuple

from ainewslint.diagnostics import Applicability, Diagnostic, Edit, Fix, Severity, Span
from ainewslint.messages import _, language
from ainewslint.packs.spec import Entry, RuleSpec, Scope
from ainewslint.records import record
from ainewslint.rules.base import Context, Rule, Target
from ainewslint.source.article import Article, once_an_article
from ainewslint.source.document import Document
from ainewslint.source.nodes import (
    Code,
    CodeSpan,
    Definition,
    Heading,
    Image,
    Link,
    Math,
    Paragraph,
    Shortcode,
)
from ainewslint.source.prose import ProseBlock
from ainewslint.source.text import SourceText, encodable

_OPAQUE = (Code, CodeSpan, Math, Shortcode)


class Hit(NamedTuple):
    """A match: where in the source, the text matched, and what to write in its place.

    `whole` is all that a fix replaces; `span`, what is shown, is the group named `mark` in it
    where the expression has one.
    """

    span: Span
    whole: Span
    text: str
    replacement: str | None


@record(frozen=True)
class Pattern:
    """A compiled expression with the replacement that a hit asks for."""

    regex: Any
    replacement: str | None
    unless: tuple[Any, ...]

    def hits(self, text: str, place: Callable[[int, int], Span]) -> Iterator[Hit]:
        """The hits in a text; `place` gives the source span of a range of it."""
        for match in self.regex.finditer(text):
            start, end = match.span()
            if start == end or any(_at(one, text, start) for one in self.unless):
                continue
            written = None if self.replacement is None else _expand(self.replacement, match)
            whole = place(start, end)
            mark = self.regex.groupindex.get("mark")
            shown = place(*match.span(mark)) if mark else whole
            yield Hit(shown, whole, match.group(), written)


def _at(regex: Any, text: str, start: int) -> bool:
    """Whether an exception matches around a hit: anything that begins a little before it."""
    window = max(0, start - 40)
    return any(
        m.start() + window <= start < m.end() + window
        for m in regex.finditer(text[window : start + 200])
    )


def _expand(template: str, match: Any) -> str:
    for number in range(len(match.groups()), 0, -1):
        template = template.replace(f"${number}", match.group(number) or "")
    return template


class PackRule(Rule[Any]):
    """A rule made from a pack. Its class attributes come from the spec."""

    spec: ClassVar[RuleSpec]

    @functools.cached_property
    def searches(self) -> list[_Search]:
        """The compiled expressions by where they look."""
        found: dict[Scope, _Search] = {}
        for entry in self.spec.entries:
            scope = entry.scope or self.spec.scope
            search = found.setdefault(scope, _Search(scope))
            search.add(_compile(entry, self.spec), _expressions(entry, self.spec))
        return list(found.values())

    def check(self, target: SourceText, context: Context, /) -> Iterable[Diagnostic]:
        """The rule's hits in an article."""
        article = context.article
        hits = _outermost(hit for search in self.searches for hit in search.hits(article))
        if self.spec.kind in ("pattern", "substitution"):
            yield from (self._report(hit, article.source.text) for hit in hits)
        else:
            yield from self._counted(hits, article)

    def _counted(self, hits: list[Hit], article: Article) -> Iterator[Diagnostic]:
        spec = self.spec
        least = 1 if spec.kind == "required" else spec.min
        start = article.body_start
        if least is not None and len(hits) < least:
            yield self._diagnostic(Span(start, start), count=len(hits), least=least)
        if spec.max is not None and len(hits) > spec.max:
            for hit in hits[spec.max :]:
                yield self._diagnostic(hit.span, match=hit.text, count=len(hits), max=spec.max)

    def _report(self, hit: Hit, text: str) -> Diagnostic:
        fix = self._fix(hit, text)
        shown = hit.text if len(hit.text) <= 60 else hit.text[:59] + "…"
        written = fix.edits[0].replacement if fix else ""
        return self._diagnostic(hit.span, fix, match=shown, replacement=written)

    def _diagnostic(self, span: Span, fix: Fix | None = None, **values: Any) -> Diagnostic:
        message = self.spec.message.text(language())
        for key, value in values.items():
            message = message.replace(f"{{{key}}}", str(value))
        spoken_help = self.spec.help.text(language()) if self.spec.help else None
        return self.diagnostic(span, message, help=spoken_help, fix=fix)

    def _fix(self, hit: Hit, text: str) -> Fix | None:
        spec = self.spec.fix
        if spec is None and hit.replacement is None:
            return None
        written = hit.replacement if hit.replacement is not None else ""
        default = _("Replace with “{text}”").format(text=written) if written else _("Remove it")
        title = spec.title.text(language()) if spec and spec.title else default
        applicability = Applicability(spec.applicability if spec else "unsafe")
        replaced = hit.whole if written else _with_blank(hit.whole, text)
        return Fix(title, (Edit(replaced, written),), applicability, ("text",))


def _with_blank(span: Span, text: str) -> Span:
    """What is to be taken away with the blank in front of it that would be left over."""
    before = text[span.start - 1 : span.start]
    if before not in (" ", "\t") or text[span.start - 2 : span.start - 1] in (
        "",
        "\n",
        "\r",
        " ",
        "\t",
    ):
        return span
    behind = text[span.end : span.end + 1]
    left_over = not behind or behind in " \t\r\n,.;:!?)]，。；：！？、）】”"
    return Span(span.start - 1, span.end) if left_over else span


def _outermost(hits: Iterable[Hit]) -> list[Hit]:
    """The hits in order, without those that begin in another: tokens have tokens inside."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.whole.start, -hit.whole.end)):
        if not kept or hit.whole.start >= kept[-1].whole.end:
            kept.append(hit)
    return kept


def _compile(entry: Entry, spec: RuleSpec) -> list[Pattern]:
    import re2

    options = re2.Options()
    options.log_errors = False
    unless = tuple(re2.compile(one, options) for one in entry.unless)
    replacements: Iterable[str | None] = entry.swap.values()
    if spec.kind != "substitution":
        written = spec.fix.replacement if spec.fix else None
        replacements = [written] * len(entry.patterns)
    return [
        Pattern(re2.compile(expression, options), replacement, unless)
        for expression, replacement in zip(_expressions(entry, spec), replacements, strict=True)
    ]


def _expressions(entry: Entry, spec: RuleSpec) -> list[str]:
    return list(entry.swap) if spec.kind == "substitution" else entry.patterns


class _Search:
    """The expressions of one scope, with one automaton that tells which can match at all."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.patterns: list[Pattern] = []
        self.expressions: list[str] = []

    def add(self, patterns: list[Pattern], expressions: list[str]) -> None:
        """Take in an entry's patterns."""
        self.patterns += patterns
        self.expressions += expressions

    @functools.cached_property
    def _automaton(self) -> Any:
        import re2

        options = re2.Options()
        options.log_errors = False
        matcher = re2.Set.SearchSet(options)
        for expression in self.expressions:
            # `^` and `$` at any line end: texts are joined by line ends to be looked through at once
            matcher.Add(f"(?m){expression}")
        matcher.Compile()
        return matcher

    @functools.cached_property
    def _unjoinable(self) -> frozenset[int]:
        """The expressions that look at the very ends of a text, which joined texts lack."""
        return frozenset(
            index
            for index, one in enumerate(self.expressions)
            if any(mark in one for mark in ("\\A", "\\z"))
        )

    def hits(self, article: Article) -> Iterator[Hit]:
        """The hits in an article; most hold none of the expressions, and cost one look."""
        whole, texts = _texts_of(article, self.scope)
        for index in sorted({*(self._automaton.Match(whole) or ()), *self._unjoinable}):
            for text, place in texts:
                for hit in self.patterns[index].hits(text, place):
                    # Markup is content in code, but for rules that look at the source as it is.
                    if self.scope != "text" or not _opaque(article).covers(hit.span):
                        yield hit


# A text with what maps a range of it to the source.
_Placed = tuple[str, Callable[[int, int], Span]]


@once_an_article
def _texts_of(article: Article, scope: Scope) -> tuple[str, list[_Placed]]:
    """All texts of a scope joined by line ends, and one by one; made once for all rules."""
    texts = list(_texts(scope, article))
    joined = "\n".join([text for text, _place in texts])
    whole = encodable(joined)
    if whole is not joined:
        texts = [(encodable(text), place) for text, place in texts]
    return whole, texts


def _texts(scope: Scope, article: Article) -> Iterator[_Placed]:
    """The texts of a scope, each with what maps a range of it to the source."""
    if scope in ("source", "text"):
        yield article.body, _shift(article.body_start)
    elif scope == "link":
        text = article.source.text
        for node in article.document.of(Link, Image, Definition):
            span = getattr(node, "destination_span", None)
            if span is not None:
                yield text[span.start : span.end], _shift(span.start)
    else:
        for block in _blocks(scope, article):
            yield block.text, block.span


def _shift(by: int) -> Callable[[int, int], Span]:
    return lambda start, end: Span(start + by, end + by)


def _blocks(scope: Scope, article: Article) -> list[ProseBlock]:
    prose = article.prose
    if scope == "prose":
        return prose
    if scope == "heading":
        return [block for block in prose if isinstance(block.node, Heading)]
    paragraphs = [block for block in prose if isinstance(block.node, Paragraph)]
    return paragraphs[:1] if scope == "first-block" else paragraphs[-1:]


class _Opaque:
    """The spans of code and the like, for asking whether a hit lies in one."""

    def __init__(self, document: Document) -> None:
        spans = sorted(node.span for node in document.of(*_OPAQUE))
        self.starts = [span.start for span in spans]
        self.ends = list(accumulate((span.end for span in spans), max))

    def covers(self, span: Span) -> bool:
        index = bisect_right(self.starts, span.start)
        return index > 0 and self.ends[index - 1] > span.start


@once_an_article
def _opaque(article: Article) -> _Opaque:
    return _Opaque(article.document)


def make_rule(spec: RuleSpec) -> type[PackRule]:
    """The rule class of a spec."""
    swaps = spec.kind == "substitution"
    applicability = Applicability(spec.fix.applicability if spec.fix else "unsafe")
    attributes = {
        "__doc__": _page(spec),
        "__module__": __name__,
        "spec": spec,
        "code": spec.code,
        "name": spec.name,
        "severity": Severity.parse(spec.severity),
        "target": Target.SOURCE,
        "fixable": applicability if spec.fix or swaps else None,
        "default": spec.default,
        "since": spec.since,
        "profiles": frozenset(spec.profiles),
        "yields_to": tuple(spec.yields_to),
    }
    return type(spec.name.title().replace("-", ""), (PackRule,), attributes)


def _page(spec: RuleSpec) -> str:
    """The spec as a rule's docstring."""
    examples = spec.entries[0].examples
    kinds = "".join(f"\n- {entry.title}" for entry in spec.entries)
    good = examples.pass_[0] if examples.pass_ else ""
    parts = {
        "What it does": spec.description.en
        + (f"\n\nIt looks for these kinds:\n{kinds}" if len(spec.entries) > 1 else ""),
        "Why is this bad?": spec.why.en,
        "Example": _fenced(examples.fail[0]),
        "Use instead": _fenced(good) if good else "",
        "Evidence": spec.evidence,
    }
    head = spec.description.en.split(". ")[0].rstrip(".") + "."
    return head + "".join(f"\n\n## {title}\n{text}" for title, text in parts.items() if text)


def _fenced(text: str) -> str:
    fence = "````" if "```" in text else "```"
    return f"{fence}markdown\n{text.rstrip()}\n{fence}"
