"""From the results of single articles to what they say together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import field
from datetime import UTC, datetime
from typing import Any

from ainewslint import messages
from ainewslint.config import Settings
from ainewslint.corpus.data import (
    ArticleInfo,
    Cluster,
    Contradiction,
    CorpusData,
    Domain,
    Failure,
    Figure,
    Member,
    RunSummary,
    TagVariants,
)
from ainewslint.corpus.texts import Texts
from ainewslint.corpus.work import Checked
from ainewslint.joining import Join
from ainewslint.records import record
from ainewslint.report import FileReport, Place, Summary
from ainewslint.rules.corpus.cx004_duplicate_body import DuplicateBody
from ainewslint.rules.corpus.cx005_near_duplicate import NearDuplicate
from ainewslint.rules.corpus.cx006_contradicting_articles import ContradictingArticles, Reading
from ainewslint.rules.corpus.cx007_tag_variants import TagVariants as TagVariantsRule
from ainewslint.rules.corpus.shared import Sharer, groups, without_translations
from ainewslint.rules.linter.nl001_unused_suppression import UnusedSuppression
from ainewslint.source.article import Article
from ainewslint.source.urls import host_of

EXCERPT = 4000  # characters of an article shown beside its copy
_CX = "CX"

Facts = dict[str, dict[str, Any]]


@record
class Gathered:
    """The data, with what only the gate and the store need."""

    data: CorpusData
    summary: Summary = field(default_factory=Summary)
    rules: Counter[str] = field(default_factory=Counter)
    across: list[dict[str, Any]] = field(default_factory=list)  # findings across articles
    claims: int = 0

    def run(self) -> RunSummary:
        """This run as the store remembers it."""
        s = self.summary
        counts = dict(sorted(self.rules.items()))
        return RunSummary(self.data.at, s.files, s.errors, s.warnings, s.infos, self.claims, counts)


def gather(
    results: Callable[[], Iterable[Checked]],
    settings_of: Callable[[str], Settings],
    texts: Texts,
    *,
    rows: bool,
    now: datetime | None = None,
) -> Gathered:
    """Join the facts and count. `rows` keeps every article, finding and claim in memory.

    `results` is called once for the facts and once for the rest.
    """
    at = (now or datetime.now(UTC)).replace(microsecond=0).isoformat()
    found = Gathered(CorpusData(at, messages.language()))
    facts: Facts = {}
    infos: dict[str, tuple[str | None, str | None]] = {}
    for one in results():
        for code, fact in one.facts.items():
            facts.setdefault(code, {})[one.path] = fact
        if one.info is not None and facts:
            infos[one.path] = (one.info.title, one.info.date)
    join = Join(settings_of, texts.article)
    join.run(facts)
    hosts = _Hosts()
    for one in results():
        _take(found, one, join, rows=rows)
        if one.info is not None:
            hosts.add(one.info)
    found.data.domains = hosts.sorted()
    _across(found.data, facts, join, infos)
    return found


def _take(found: Gathered, one: Checked, join: Join, *, rows: bool) -> None:
    report = join.completed(FileReport(one.path))
    across = [entry.to_json() for entry in report.entries]
    found.across.extend(across)
    entries = one.entries
    used = join.used.get(one.path)
    if used:
        entries = [entry for entry in entries if not _is_idle(entry, used)]
    if across:
        entries = sorted([*entries, *across], key=lambda each: (each["line"], each["column"]))
    found.summary.files += 1
    found.summary.suppressed += one.suppressed + report.suppressed
    for entry in entries:
        found.rules[entry["code"]] += 1
        _count(found.summary, entry)
    found.claims += len(one.claims)
    if one.failure is not None:
        found.data.failures.append(Failure(one.path, one.failure))
    if rows:
        found.data.findings.extend(entries)
        found.data.claims.extend(one.claims)
        if one.info is not None:
            found.data.articles.append(one.info)


def _is_idle(entry: dict[str, Any], used: set[Place]) -> bool:
    """Whether an entry calls a comment unused that is not."""
    if entry["code"] != UnusedSuppression.code:
        return False
    return Place(*(entry[name] for name in Place._fields)) in used


def _count(summary: Summary, entry: dict[str, Any]) -> None:
    severity = entry["severity"]
    summary.errors += severity == "error"
    summary.warnings += severity == "warning"
    summary.infos += severity == "info"
    fix = entry["fix"]
    summary.fixable += fix is not None and fix["applicability"] == "safe"


class _Hosts:
    """Counts the sites that articles link to."""

    def __init__(self) -> None:
        self.links: Counter[str] = Counter()
        self.articles: Counter[str] = Counter()

    def add(self, info: ArticleInfo) -> None:
        hosts = [host_of(one.url).removeprefix("www.") for one in info.references]
        self.links.update(hosts)
        self.articles.update(set(hosts))

    def sorted(self) -> list[Domain]:
        order = sorted(self.links, key=lambda one: (-self.articles[one], -self.links[one], one))
        return [Domain(one, self.articles[one], self.links[one]) for one in order if one]


def _across(
    data: CorpusData,
    facts: Facts,
    join: Join,
    infos: dict[str, tuple[str | None, str | None]],
) -> None:
    reader = _Reader(join, infos)
    rules = join.rules
    if isinstance(rules.get(DuplicateBody.code), DuplicateBody):
        data.clusters.extend(_exact(facts[DuplicateBody.code], reader))
    near = rules.get(NearDuplicate.code)
    if isinstance(near, NearDuplicate):
        data.clusters.extend(_near(near, facts[near.code], reader))
    contradicting = rules.get(ContradictingArticles.code)
    if isinstance(contradicting, ContradictingArticles):
        for kept, others in contradicting.contradictions(facts[contradicting.code]):
            data.contradictions.append(_contradiction([kept, *others], reader))
    tags = rules.get(TagVariantsRule.code)
    if isinstance(tags, TagVariantsRule):
        data.tags = [TagVariants(*one) for one in tags.variants(facts[tags.code])]


class _Reader:
    """Reads what the data shows of an article."""

    def __init__(self, join: Join, infos: dict[str, tuple[str | None, str | None]]) -> None:
        self.join = join
        self.infos = infos

    def article(self, path: str) -> Article | None:
        return self.join.reread(path)

    def member(self, path: str, similarity: float) -> Member:
        article = self.article(path)
        excerpt = "" if article is None else article.body.strip()[:EXCERPT]
        title, date = self.infos.get(path, (None, None))
        return Member(path, title, date, excerpt, round(similarity, 3))


def _exact(facts: dict[str, Any], reader: _Reader) -> Iterator[Cluster]:
    for group in groups(facts):
        members = without_translations(group)
        if len(members) > 1:
            yield Cluster(True, tuple(reader.member(one.path, 1.0) for one in members))


def _near(rule: NearDuplicate, facts: dict[str, Any], reader: _Reader) -> Iterator[Cluster]:
    for oldest, members in rule.clusters(facts, reader.article):
        all_of_them: list[tuple[Sharer, float]] = [(oldest, 1.0), *members]
        yield Cluster(False, tuple(reader.member(one.path, alike) for one, alike in all_of_them))


def _contradiction(readings: list[Reading], reader: _Reader) -> Contradiction:
    figures = [_figure(one, reader) for one in readings]
    figures.sort(key=lambda one: (one.number, one.path, one.line))
    first = readings[0]
    return Contradiction(first.model, first.benchmark, first.variant, first.metric, tuple(figures))


def _figure(one: Reading, reader: _Reader) -> Figure:
    path, span, day = one.sharer
    article = reader.article(path)
    line, column, sentence = 1, 1, ""
    if article is not None:
        line, column = article.source.position(span.start)
        sentence = article.source.line_text(line).strip()[:EXCERPT]
    return Figure(path, line, column, one.text, one.number, day, sentence)
