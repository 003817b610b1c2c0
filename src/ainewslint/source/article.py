"""One article and its views, each made when first asked for."""

from __future__ import annotations

import functools
from collections.abc import Callable, Hashable
from functools import cached_property
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from ainewslint.source.front_matter import FrontMatter, read_front_matter
from ainewslint.source.text import SourceText

if TYPE_CHECKING:
    from ainewslint.source.document import Document
    from ainewslint.source.outline import Outline
    from ainewslint.source.prose import ProseBlock
    from ainewslint.source.references import References

P = ParamSpec("P")
T = TypeVar("T")


class Article:
    """An article's source and lazy views of it, cheapest first.

    `source` the text, `front_matter` its metadata, `document` the nodes of the body, `prose`
    the text a reader reads, `references` its reference lists and citations, `outline` the body
    as JSON. Making a view never raises.
    """

    def __init__(self, source: SourceText) -> None:
        self.source = source
        self._answers: dict[Hashable, Any] = {}  # of functions that are `once_an_article`

    @property
    def path(self) -> str:
        """The path the article was read from."""
        return self.source.path

    @cached_property
    def front_matter(self) -> FrontMatter | None:
        """The front matter; None where the file does not begin with any."""
        return read_front_matter(self.source)

    @property
    def body_start(self) -> int:
        """The offset at which the body begins."""
        return self.front_matter.body_start if self.front_matter else int(self.source.has_bom)

    @property
    def body(self) -> str:
        """The text behind the front matter."""
        return self.source.text[self.body_start :]

    @cached_property
    def document(self) -> Document:
        """The nodes of the body."""
        from ainewslint.source.markdown import parse_markdown

        return parse_markdown(self.source, self.body_start)

    @cached_property
    def prose(self) -> list[ProseBlock]:
        """The text a reader reads, a block at a time."""
        from ainewslint.source.prose import read_prose

        return read_prose(self.document)

    @cached_property
    def references(self) -> References:
        """The reference lists and the citations that resolve to them."""
        from ainewslint.source.references import find_references

        return find_references(self)

    @cached_property
    def outline(self) -> Outline:
        """The body as JSON, with a span for every pointer."""
        from ainewslint.source.outline import make_outline

        return make_outline(self)

    def forget(self) -> None:
        """Let go of the views, which are made anew when asked for.

        They point at the article and at one another: an article that is done with keeps them
        until garbage is collected, and collecting it costs as much as a rule.
        """
        views = vars(self)
        if "document" in views:
            self.document.forget()
        for block in views.get("prose", ()):
            block.forget()
        for name in ("document", "prose", "references", "outline"):
            views.pop(name, None)
        self._answers.clear()


def once_an_article(
    function: Callable[Concatenate[Article, P], T],
) -> Callable[Concatenate[Article, P], T]:
    """Makes a function of an article (and hashable arguments) work once, and remember the answer.

    The answer goes when the article goes. Kept elsewhere, by a weak reference to the article, it
    would outlive the article until garbage is looked for a second time: it points into it.
    """

    @functools.wraps(function)
    def answer(article: Article, /, *args: P.args, **kwargs: P.kwargs) -> T:
        answers, key = article._answers, (function, args, *kwargs.items())
        if key not in answers:
            answers[key] = function(article, *args, **kwargs)
        found: T = answers[key]
        return found

    return answer
