"""What is made of one article: its findings, claims, facts and what it is; the same in every engine."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, field
from typing import Any

from ainewslint.claims import extract_claims
from ainewslint.claims.ledger import make_row
from ainewslint.corpus.data import ArticleInfo, Reference
from ainewslint.discovery import display_path
from ainewslint.links.addresses import why_unsafe_host
from ainewslint.records import record
from ainewslint.report import make_entry
from ainewslint.rules.claims.support import day_of_article
from ainewslint.rules.front_matter.values import texts
from ainewslint.runner import Runner
from ainewslint.source.article import Article
from ainewslint.source.nodes import BareUrl, Heading, Link
from ainewslint.source.text import DecodingError, SourceText
from ainewslint.source.urls import host_of

_AUTHORS = ("author", "authors")


@record(slots=True)
class Checked:
    """One article's results, all of it JSON. `failure` says why there are none."""

    path: str
    entries: list[dict[str, Any]] = field(default_factory=list)
    claims: list[dict[str, Any]] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)
    info: ArticleInfo | None = None
    suppressed: int = 0
    failure: str | None = None

    def to_json(self) -> str:
        """As a line of JSON."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, line: str) -> Checked:
        """From such a line."""
        data = json.loads(line)
        data["info"] = data["info"] and info_of(data["info"])
        return cls(**data)


def info_of(data: dict[str, Any]) -> ArticleInfo:
    """An ArticleInfo from its JSON."""
    references = tuple(Reference(**one) for one in data["references"])
    lists = {key: tuple(data[key]) for key in ("tags", "categories")}
    return ArticleInfo(**{**data, **lists, "references": references})


def check_row(runner: Runner, path: str, data: bytes) -> Checked:
    """Lint one article and read its claims. Never raises but ConfigError and KnowledgeError."""
    from ainewslint.config import ConfigError
    from ainewslint.knowledge import KnowledgeError

    shown = display_path(path)
    try:
        source = SourceText.decode(data, path)
    except DecodingError as error:
        report = runner.check_data(data, path)
        entries = [one.to_json() for one in report.entries]
        return Checked(shown, entries, failure=str(error))
    try:
        return _checked(runner, shown, Article(source))
    except (ConfigError, KnowledgeError):
        raise
    except Exception as error:  # one article must not stop a corpus
        return Checked(shown, failure=f"{type(error).__name__}: {error}")


def _checked(runner: Runner, shown: str, article: Article) -> Checked:
    source, linter = article.source, runner.linter(article.path)
    linted = linter.lint(article)
    settings = linter.settings
    claims = extract_claims(article, settings.knowledge_files, settings.more_benchmarks)
    return Checked(
        shown,
        [make_entry(one, source, shown).to_json() for one in linted.diagnostics],
        [make_row(claim, source, shown) for claim in claims],
        linted.facts,
        _info(article, shown),
        linted.suppressed,
    )


def _info(article: Article, shown: str) -> ArticleInfo:
    front = article.front_matter
    day = day_of_article(article)
    known = front if front is not None and front.is_mapping else None
    title = known.data.get("title") if known else None
    authors = [text for _at, text in texts(known, _AUTHORS)] if known else []
    return ArticleInfo(
        shown,
        title if isinstance(title, str) and title else _first_heading(article),
        None if day is None else day.isoformat(),
        ", ".join(authors) or None,
        tuple(text for _at, text in texts(known, ("tags",))) if known else (),
        tuple(text for _at, text in texts(known, ("categories",))) if known else (),
        len("".join(article.body.split())),
        tuple(_references(article)),
    )


def _first_heading(article: Article) -> str | None:
    for heading in article.document.of(Heading):
        text = article.source.slice(heading.content_span).strip()
        if text:
            return text
    return None


def _references(article: Article) -> Iterator[Reference]:
    source = article.source
    for link in article.document.of(Link):
        if _is_public(link.url):
            label = " ".join(source.slice(link.text_span).split())
            yield Reference(link.url, label, source.line_number(link.span.start))
    for bare in article.document.of(BareUrl):
        if _is_public(bare.url):
            yield Reference(bare.url, bare.text, source.line_number(bare.span.start))


def _is_public(url: str) -> bool:
    """Whether an address is of the web: that of a tutorial's own machine is no source."""
    host = host_of(url)
    return bool(host) and why_unsafe_host(host) is None
