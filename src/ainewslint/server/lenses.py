"""Code lenses: the URL behind `arturl_encode`, and how well the article's claims are sourced."""

from __future__ import annotations

from collections.abc import Iterator

from lsprotocol import types

from ainewslint.diagnostics import Span
from ainewslint.identity import ArturlError, decode_arturl, last_path_part
from ainewslint.messages import _, ngettext
from ainewslint.server.session import Analysis

OPEN_URL = "ainewslint.openUrl"
SHOW = "ainewslint.show"
_ENCODED = "arturl_encode"


def lenses(analysis: Analysis) -> list[types.CodeLens]:
    """The lenses of an article."""
    return [*_identity(analysis), *_claims(analysis)]


def _identity(analysis: Analysis) -> Iterator[types.CodeLens]:
    front = analysis.article.front_matter
    value = front.data.get(_ENCODED) if front else None
    if front is None or not isinstance(value, str):
        return
    try:
        url = decode_arturl(value)
    except ArturlError:
        return  # ID001 says what is wrong with it
    number = last_path_part(url)
    title = _("Article {number}: {url}").format(number=number, url=url) if number else url
    span = front.key_span(f"/{_ENCODED}") or front.opening_span
    yield types.CodeLens(analysis.positions.range(span), types.Command(title, OPEN_URL, "", [url]))


def _claims(analysis: Analysis) -> Iterator[types.CodeLens]:
    from ainewslint.claims import Grade, extract_claims
    from ainewslint.knowledge import KnowledgeError

    settings = analysis.linter.settings
    try:
        found = extract_claims(analysis.article, settings.knowledge_files, settings.more_benchmarks)
    except KnowledgeError:  # a rule's finding says so
        return
    if not found:
        return
    bare = [one for one in found if one.source.grade is Grade.NONE]
    title = ngettext("{n} claim", "{n} claims", len(found)).format(n=len(found))
    if bare:
        title += ", " + _("{n} without a source").format(n=len(bare))
    first = (bare or found)[0]
    target = analysis.positions.range(first.span)
    arguments = [analysis.uri, target]
    command = types.Command(title, SHOW, "", arguments)
    yield types.CodeLens(analysis.positions.range(_top(analysis)), command)


def _top(analysis: Analysis) -> Span:
    """The title's place, else the body's first line that says something."""
    outline = analysis.article.outline
    if outline.data["title"]:
        return outline.span("/title")
    text, start = analysis.source.text, analysis.article.body_start
    start += len(text[start:]) - len(text[start:].lstrip())
    return Span(start, start)
