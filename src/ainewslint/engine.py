"""Runs the rules over one article: one parse, one walk, a crash of one rule no crash of others."""

from __future__ import annotations

import functools
import traceback
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, replace
from datetime import UTC, datetime
from itertools import accumulate
from pathlib import Path
from typing import Any

from ainewslint.config import Settings
from ainewslint.diagnostics import Diagnostic, Span
from ainewslint.outside import Outside, note_passing, noting
from ainewslint.profiles import guess_builder, guess_profile
from ainewslint.records import record
from ainewslint.registry import UnknownRuleError, covers
from ainewslint.rules.base import BaseRule, Context, CorpusRule, LinkOutcome, Profile, Rule, Target
from ainewslint.rules.linter.nl001_unused_suppression import UnusedSuppression
from ainewslint.rules.linter.nl002_unknown_rule_code import UnknownRuleCode
from ainewslint.rules.linter.nl003_suppression_without_reason import SuppressionWithoutReason
from ainewslint.rules.linter.nl005_rule_crashed import RuleCrashed
from ainewslint.source.article import Article
from ainewslint.source.nodes import Node
from ainewslint.suppressions import Suppression, Suppressions


@record
class Linted:
    """What the engine found in one article."""

    diagnostics: list[Diagnostic]
    suppressed: int = 0
    facts: dict[str, Any] = field(default_factory=dict)  # corpus rule's code -> fact
    crashes: list[str] = field(default_factory=list)  # tracebacks, for --verbose
    outside: Outside | None = None  # what else the findings rest on


class Linter:
    """The enabled rules of some settings, indexed by what they look at."""

    def __init__(
        self,
        settings: Settings,
        now: datetime | None = None,
        link_outcomes: Mapping[str, LinkOutcome] | None = None,
    ) -> None:
        self.settings = settings
        self.now = now if now is None or now.tzinfo else now.replace(tzinfo=UTC)
        self.link_outcomes = link_outcomes or {}
        self.codes = settings.codes
        root = settings.root or Path.cwd()
        self.roots = tuple(root / one for one in settings.roots)
        self.by_target: dict[Target, list[Rule[Any]]] = {target: [] for target in Target}
        self.by_node: dict[type[Node], list[Rule[Any]]] = {}
        self.corpus: list[CorpusRule] = []
        self.yields: dict[str, tuple[str, ...]] = {}
        for code in sorted(self.codes):
            rule = settings.registry.rule(code)
            self._index(rule, settings.rule_options(code))
        self.corpus_codes = frozenset(rule.code for rule in self.corpus)

    def _index(self, cls: type[BaseRule], options: Any) -> None:
        rule = cls(options)
        if rule.yields_to:
            self.yields[rule.code] = rule.yields_to
        if isinstance(rule, CorpusRule):
            self.corpus.append(rule)
        elif isinstance(rule, Rule):
            if isinstance(rule.target, Target):
                self.by_target[rule.target].append(rule)
            else:
                nodes = rule.target if isinstance(rule.target, tuple) else (rule.target,)
                for node in nodes:
                    self.by_node.setdefault(node, []).append(rule)

    def lint(self, article: Article) -> Linted:
        """Everything the rules say of an article, in order of position."""
        with noting() as outside:
            run = _Run(self, article)
            run.visit()
        found = run.overridden(run.found)
        found = run.without_yielded(found)
        suppressions = Suppressions(article)
        kept = [one for one in found if not suppressions.silenced(one)]
        kept += run.overridden(run.own_findings(suppressions))
        kept.sort(key=lambda one: (one.span.start, one.span.end, one.code, one.message))
        return Linted(kept, len(found) - len(kept) + run.own, run.facts, run.crashes, outside)


class _Run:
    """One article on its way through the rules."""

    def __init__(self, linter: Linter, article: Article) -> None:
        self.linter = linter
        self.article = article
        self.text = article.source.text
        self.found: list[Diagnostic] = []
        self.facts: dict[str, Any] = {}
        self.crashes: list[str] = []
        self.own = 0
        self.present: dict[str, bool] = {}
        settings = linter.settings
        self.ignored = settings.ignored_for(article.path)

    @functools.cached_property
    def context(self) -> Context:
        settings = self.linter.settings
        profile = settings.profile_for(self.article.path)
        if profile is None or profile.name is None:
            guessed = guess_profile(self.article)
            profile = guessed if profile is None else _completed(profile, guessed)
        site = settings.site or ("csdn" if profile.name == "csdn-mirror" else "github")
        return Context(
            article=self.article,
            profile=profile,
            time=self.linter.now or datetime.now(UTC),
            site=site,
            builder=settings.site or guess_builder(self.article) or site,
            roots=self.linter.roots,
            project_root=settings.root,
            knowledge=settings.knowledge_files,
            link_outcomes=self.linter.link_outcomes,
        )

    def wants(self, rule: BaseRule) -> bool:
        """Whether a rule could say anything here, by its cheap conditions."""
        if rule.needs and not self._has_one(rule.needs):
            return False
        if rule.code in self.ignored:
            return False
        return not rule.profiles or self.context.profile.name in rule.profiles

    def _has_one(self, needs: tuple[str, ...]) -> bool:
        """Whether the text has one of some strings; rules share theirs, so each is looked for once."""
        for need in needs:
            here = self.present.get(need)
            if here is None:
                here = self.present[need] = need in self.text
            if here:
                return True
        return False

    def visit(self) -> None:
        by_target, article = self.linter.by_target, self.article
        self._all(by_target[Target.SOURCE], lambda: [article.source])
        front = article.front_matter
        if front is not None and front.is_mapping:
            self._all(by_target[Target.FRONT_MATTER], lambda: [front])
        self._all(by_target[Target.DOCUMENT], lambda: [article.document])
        for node_type, rules in self.linter.by_node.items():
            self._all(rules, lambda node_type=node_type: article.document.of(node_type))
        self._all(by_target[Target.PROSE], lambda: article.prose)
        for corpus_rule in self.linter.corpus:
            if self.wants(corpus_rule):
                if corpus_rule.volatile:
                    note_passing()
                try:
                    fact = corpus_rule.facts(self.context)
                except Exception as error:
                    self._crashed(corpus_rule, error)
                    continue
                if fact is not None:
                    self.facts[corpus_rule.code] = fact

    def _all(self, rules: Iterable[Rule[Any]], targets: Any) -> None:
        for rule in rules:
            if self.wants(rule):
                if rule.volatile:
                    note_passing()
                try:
                    self.found += [
                        one for target in targets() for one in rule.check(target, self.context)
                    ]
                except Exception as error:
                    self._crashed(rule, error)

    def _crashed(self, rule: BaseRule, error: Exception) -> None:
        """Report it: a rule's bug must not hide what the others found."""
        self.crashes.append(f"{rule.code}: {self.article.path}\n{traceback.format_exc()}")
        self.found.append(RuleCrashed.of(rule.code, error))

    def overridden(self, diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
        """With the severities the user configured."""
        changed = self.linter.settings.severities
        if not changed:
            return list(diagnostics)
        return [
            replace(one, severity=changed[one.code]) if one.code in changed else one
            for one in diagnostics
        ]

    def without_yielded(self, diagnostics: list[Diagnostic]) -> list[Diagnostic]:
        """One place, one finding: without those whose rule yields to another's there."""
        yields = self.linter.yields
        if not any(one.code in yields for one in diagnostics):
            return diagnostics
        places = _Places(diagnostics)
        return [
            one
            for one in diagnostics
            if one.code not in yields
            or not any(_wins(other, one, yields[one.code]) for other in places.at(one))
        ]

    def own_findings(self, suppressions: Suppressions) -> list[Diagnostic]:
        """The linter's own: about suppressions."""
        found: list[Diagnostic] = []
        codes = self.linter.codes
        for one in suppressions.all:
            unknown, idle = self._judge(one)
            if "NL002" in codes:
                found.extend(unknown)
            if "NL001" in codes and (idle or (not one.selectors and not one.used)):
                found.extend(
                    UnusedSuppression.of(one.span, idle, len(one.selectors), self.article.source)
                )
            if "NL003" in codes and not one.reason:
                found.append(SuppressionWithoutReason.of(one.span))
        self.own = len(found)
        return found

    def _judge(self, one: Suppression) -> tuple[list[Diagnostic], list[tuple[str, Span]]]:
        """The selectors no rule has, and those that silenced nothing though their rules ran."""
        registry = self.linter.settings.registry
        unknown, idle = [], []
        for word, span in one.selectors:
            try:
                codes = registry.matching(word)
            except UnknownRuleError as error:
                unknown.append(UnknownRuleCode.of(word, span, error.suggestion))
                continue
            # What a rule across articles would have found here is not known yet.
            judged = self.linter.codes - self.ignored - self.linter.corpus_codes
            ran = all(code in judged for code in codes)
            if ran and word not in one.used:
                idle.append((word, span))
        return unknown, idle


def _completed(profile: Profile, guessed: Profile) -> Profile:
    """A profile without a name, with what the article itself tells."""
    return replace(
        profile,
        name=guessed.name,
        front_matter_schema=profile.front_matter_schema or guessed.front_matter_schema,
        body_schema=profile.body_schema or guessed.body_schema,
    )


def _wins(other: Diagnostic, one: Diagnostic, winners: tuple[str, ...]) -> bool:
    return other.code != one.code and any(
        covers(winner, other.code, other.name) for winner in winners
    )


class _Places:
    """Finds the diagnostics that share text or a front-matter value with another."""

    def __init__(self, diagnostics: list[Diagnostic]) -> None:
        self.sorted = sorted(diagnostics, key=lambda one: one.span)
        self.starts = [one.span.start for one in self.sorted]
        self.furthest = list(accumulate((one.span.end for one in self.sorted), max))
        self.by_pointer: dict[str, list[Diagnostic]] = {}
        for one in diagnostics:
            if one.pointer is not None:
                self.by_pointer.setdefault(one.pointer, []).append(one)

    def at(self, one: Diagnostic) -> Iterator[Diagnostic]:
        if one.pointer is not None:
            yield from self.by_pointer[one.pointer]
        index = bisect_right(self.starts, one.span.end)
        while index and self.furthest[index - 1] >= one.span.start:
            index -= 1
            if self.sorted[index].span.overlaps(one.span):
                yield self.sorted[index]
