"""A corpus in a page of text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ainewslint.corpus.data import Cluster, Contradiction, CorpusData, RunSummary
from ainewslint.corpus.gather import Gathered
from ainewslint.messages import _, ngettext
from ainewslint.reporters.base import clean, summary_line, width

_SHOWN = 20  # of each kind; --output-format json has all
_DOMAINS = 8
_TITLE = 60  # columns
_APART = ("CX001", "CX002", "CX003")  # not in a cluster, a contradiction or the tags


def summary(gathered: Gathered) -> Iterator[str]:
    """The lines, without line ends."""
    data = gathered.data
    yield summary_line(gathered.summary)
    yield ngettext("{n} claim.", "{n} claims.", gathered.claims).format(n=gathered.claims)
    yield from _section(
        _("Articles that could not be read"),
        ([f"  {one.path}: {one.reason}"] for one in data.failures),
        len(data.failures),
    )
    apart = [one for one in gathered.across if one["code"] in _APART]
    yield from _section(
        _("Numbers, addresses and titles used twice"),
        map(_pair, apart),
        len(apart),
    )
    yield from _section(
        _("Articles with one text"), map(_cluster, data.clusters), len(data.clusters)
    )
    yield from _section(
        _("Articles that contradict each other"),
        map(_contradiction, data.contradictions),
        len(data.contradictions),
    )
    yield from _section(_("Tags to write in one way"), map(_list, _tags(data)), len(data.tags))
    if data.domains:
        yield ""
        yield _("Most cited")
        for one in data.domains[:_DOMAINS]:
            articles = ngettext("{n} article", "{n} articles", one.articles)
            yield f"  {one.host}: {articles.format(n=one.articles)}"
    yield from _trend(data.runs)


def _section(title: str, items: Iterable[Iterable[str]], count: int) -> Iterator[str]:
    if not count:
        return
    yield ""
    yield f"{title}: {count}"
    for number, lines in enumerate(items):
        if number == _SHOWN:
            yield _("  … and {n} more (--output-format json has all)").format(n=count - _SHOWN)
            return
        yield from map(clean, lines)


def _pair(entry: dict[str, Any]) -> Iterator[str]:
    other = entry["related"][0]
    here = f"{entry['path']}:{entry['line']}"
    yield f"  {entry['code']} {entry['name']}: {here} = {other['path']}:{other['line']}"


def _cluster(cluster: Cluster) -> Iterator[str]:
    count = len(cluster.members)
    if cluster.exact:
        yield "  " + _("the same text, {n} times").format(n=count)
    else:
        least = min(int(one.similarity * 100) for one in cluster.members)
        yield "  " + _("nearly the same text, {n} times, {percent}% alike or more").format(
            n=count, percent=least
        )
    for one in cluster.members:
        yield f"    {one.date or _no_date()}  {one.path}  {_cut(one.title or '')}".rstrip()


def _contradiction(one: Contradiction) -> Iterator[str]:
    board = " ".join(word for word in (one.benchmark, one.variant, one.metric) if word)
    yield "  " + _("{model} on {benchmark}").format(model=one.model, benchmark=board)
    for figure in one.figures:
        place = f"{figure.path}:{figure.line}:{figure.column}"
        yield f"    {figure.value}  {figure.date or _no_date()}  {place}"


def _no_date() -> str:
    return "          "


def _tags(data: CorpusData) -> Iterator[str]:
    for one in data.tags:
        others = [
            f"{tag} ({count})" for tag, count in one.spellings.items() if tag != one.suggested
        ]
        kept = one.spellings.get(one.suggested, 0)
        shown = f"{one.suggested} ({kept})" if kept else one.suggested  # may be nobody's yet
        yield f"  {shown} ← {_(', ').join(others)}"


def _list(line: str) -> list[str]:
    return [line]


def _trend(runs: list[RunSummary]) -> Iterator[str]:
    """What changed since the run before this one."""
    if len(runs) < 2:
        return
    before, now = runs[-2:]
    yield ""
    yield _("Since {at}").format(at=before.at)
    yield "  " + _("articles: {before} → {now}").format(before=before.articles, now=now.articles)
    changed = [
        (code, before.rules.get(code, 0), now.rules.get(code, 0))
        for code in sorted({*before.rules, *now.rules})
        if before.rules.get(code, 0) != now.rules.get(code, 0)
    ]
    for code, old, new in sorted(changed, key=lambda one: -abs(one[2] - one[1]))[:_SHOWN]:
        yield f"  {code}: {old} → {new}"
    if not changed:
        yield "  " + _("no rule has more or fewer findings")


def _cut(text: str) -> str:
    if width(text) <= _TITLE:
        return text
    kept = text[:_TITLE]
    while width(kept) >= _TITLE:
        kept = kept[:-1]
    return kept + "…"
