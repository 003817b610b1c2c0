"""What a rule is."""

from __future__ import annotations

import abc
import enum
import functools
from collections.abc import Callable, Iterable, Mapping
from dataclasses import field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from ainewslint.diagnostics import Applicability, Diagnostic, Fix, Related, Severity, Span
from ainewslint.outside import note_comparison, note_passing
from ainewslint.records import record
from ainewslint.source.article import Article
from ainewslint.source.nodes import Node

T = TypeVar("T")


class Target(enum.Enum):
    """What a rule looks at, when not at nodes. Nothing is made that no enabled rule wants."""

    SOURCE = "source"  # Article.source; nothing parsed
    FRONT_MATTER = "front matter"  # a FrontMatter that parsed to a mapping
    DOCUMENT = "document"  # the whole Document, once
    PROSE = "prose"  # each ProseBlock
    CORPUS = "corpus"  # all articles of a run
    ENGINE = "engine"  # nothing: the linter itself reports it


def option(default: Any, help: str) -> Any:
    """A field of a rule's Options; `help` is shown by `ainewslint rule` and in the docs."""
    if isinstance(default, (list, dict, set)):
        return field(default_factory=lambda: type(default)(default), metadata={"help": help})
    return field(default=default, metadata={"help": help})


@record(frozen=True)
class NoOptions:
    """The options of a rule that has none."""


@record(frozen=True)
class Profile:
    """Schemas and defaults by one name; a schema is a name or a path, None for no check."""

    name: str | None = None
    front_matter_schema: str | None = None
    body_schema: str | None = None
    configured: bool = False  # named by the user, not guessed from the article


class LinkOutcome(Protocol):
    """What the network said of a URL, as far as rules ask; `ainewslint.links.Outcome` is one."""

    @property
    def kind(self) -> str:
        """`dead` for a page that is surely gone; every other kind is no error."""

    @property
    def reason(self) -> str:
        """Why, in words, in the language in force."""

    @property
    def moved_to(self) -> str | None:
        """Where a permanent redirect leads; None for none."""

    @property
    def archive_url(self) -> str | None:
        """An archived copy of a dead page; None for none or not asked."""


@record(frozen=True)
class Context:
    """What a rule may ask besides its target."""

    article: Article
    profile: Profile
    time: datetime  # with a zone
    site: str = "github"  # hugo, jekyll, csdn or github: slug style and roots of local links
    builder: str = "github"  # the same, and besides what the front matter tells of the generator
    roots: tuple[Path, ...] = ()  # further folders that a leading "/" may mean
    project_root: Path | None = None  # the configuration's folder
    knowledge: tuple[Path, ...] = ()  # the user's own knowledge files
    # URL -> what the network said of it; empty where it was not asked (`check` without --online).
    link_outcomes: Mapping[str, LinkOutcome] = field(default_factory=dict)

    # Findings are kept between runs: a rule asks the time here, so that they are not kept too long.

    @property
    def now(self) -> datetime:
        """The time; what rests on it is not kept. Ask `is_future` or `today` where they will do."""
        note_passing()
        return self.time

    def is_future(self, moment: datetime) -> bool:
        """Whether a moment, with a zone, is still to come."""
        note_comparison(self.time, moment)
        return moment > self.time

    def today(self) -> date:
        """The day, in the zone of the time."""
        midnight = self.time.replace(hour=0, minute=0, second=0, microsecond=0)
        note_comparison(self.time, midnight)
        note_comparison(self.time, midnight + timedelta(days=1))
        return self.time.date()


class BaseRule(abc.ABC):
    """What every rule says of itself and how it tells.

    A concrete rule is one file. Its docstring is its page (headings: What it does, Why is this
    bad?, Example, Use instead, Evidence); the attributes below are its entry in every table.
    """

    code: ClassVar[str]
    name: ClassVar[str]
    severity: ClassVar[Severity]
    target: ClassVar[Target | type[Node] | tuple[type[Node], ...]]
    fixable: ClassVar[Applicability | None] = None
    default: ClassVar[bool] = True
    since: ClassVar[str] = "0.1.0"
    # The rule is skipped where the source has none of these strings.
    needs: ClassVar[tuple[str, ...]] = ()
    # Profiles in which the rule runs; empty for all.
    profiles: ClassVar[frozenset[str]] = frozenset()
    # What it says depends on more than the article, the settings, the context's time and
    # `LocalTargets`: articles in which it runs are linted anew each time.
    volatile: ClassVar[bool] = False
    # Codes or prefixes of rules that win where both cover the same text.
    yields_to: ClassVar[tuple[str, ...]] = ()
    Options: ClassVar[type] = NoOptions

    options: Any

    def __init__(self, options: Any = None) -> None:
        self.options = self.Options() if options is None else options

    def diagnostic(
        self,
        span: Span,
        message: str,
        *,
        help: str | None = None,
        fix: Fix | None = None,
        pointer: str | None = None,
        related: Iterable[Related] = (),
        severity: Severity | None = None,
    ) -> Diagnostic:
        """A diagnostic of this rule."""
        return Diagnostic(
            code=self.code,
            name=self.name,
            severity=self.severity if severity is None else severity,
            message=message,
            span=span,
            help=help,
            fix=fix,
            pointer=pointer,
            related=tuple(related),
        )


class Rule(BaseRule, Generic[T]):
    """A rule that looks at one article, a target at a time."""

    @abc.abstractmethod
    def check(self, target: T, context: Context, /) -> Iterable[Diagnostic]:
        """The problems in one target."""


# The article at a path of the run once more; None where it can no longer be read.
Reread = Callable[[str], Article | None]


class CorpusRule(BaseRule):
    """A rule over all articles of a run: small facts per article, joined at the end."""

    target = Target.CORPUS

    @abc.abstractmethod
    def facts(self, context: Context, /) -> Any:
        """What the join needs to know of one article: JSON-like, None for nothing; cached."""

    @abc.abstractmethod
    def join(self, facts: Mapping[str, Any], reread: Reread, /) -> Iterable[tuple[str, Diagnostic]]:
        """(path, diagnostic) pairs from path -> fact of every article that has one.

        `reread` is for what facts are too small to hold, about few articles.
        """


@functools.cache
def sections_of(rule: type[BaseRule]) -> dict[str, str]:
    """A rule's docstring by heading, in order: {"What it does": "…", …}."""
    import inspect

    return sections_in(inspect.cleandoc(rule.__doc__ or ""))


def sections_in(text: str) -> dict[str, str]:
    """The text below each `## ` heading, in order; what stands above the first under ""."""
    sections: dict[str, list[str]] = {}
    lines = sections.setdefault("", [])
    fence = ""  # of the code block a line stands in
    for line in text.splitlines():
        marker = line[: len(line) - len(line.lstrip("`"))]
        if fence:
            fence = "" if line == fence else fence
        elif len(marker) > 2:
            fence = marker
        if line.startswith("## ") and not fence:
            lines = sections.setdefault(line[3:].strip(), [])
        else:
            lines.append(line)
    return {heading: "\n".join(body).strip() for heading, body in sections.items()}
