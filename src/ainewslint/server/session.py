"""Settings, linters and analyses: all of the server that knows nothing of the connection.

Used from one thread, the worker's: the language of messages is the process's, and lazy views of
an article are not meant for two threads at once.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from functools import cached_property
from pathlib import Path

from pygls.workspace import PositionCodec

from ainewslint.config import ConfigError, Settings, SettingsResolver
from ainewslint.diagnostics import Diagnostic, Span
from ainewslint.engine import Linted, Linter
from ainewslint.fix_check import FixCheck
from ainewslint.messages import activate, preferred_language
from ainewslint.records import record
from ainewslint.remembered import forget_files
from ainewslint.runner import Runner
from ainewslint.server.options import ClientOptions
from ainewslint.server.positions import Positions
from ainewslint.source.article import Article
from ainewslint.source.text import SourceText

# Linted once at the start, so that the first real article does not wait for rules to load.
_WARM_UP = (
    "---\ntitle: A model\ndate: 2025-01-01\n---\n\n# A model\n\n"
    "GPT-4 scores 86.4% on MMLU[1]，比上一代提升约20%。\n\n## References\n\n1. <https://example.org/a>\n"
)


@record
class Analysis:
    """One version of one article, linted."""

    uri: str
    version: int | None
    generation: int  # of the settings
    article: Article
    positions: Positions
    linter: Linter
    linted: Linted

    @property
    def source(self) -> SourceText:
        """The text."""
        return self.article.source

    @property
    def diagnostics(self) -> list[Diagnostic]:
        """The findings, in order of place."""
        return self.linted.diagnostics

    @cached_property
    def check(self) -> FixCheck:
        """The judge of fixes to this text."""
        return FixCheck(self.source.text, self.source.path)

    def touching(self, span: Span) -> list[Diagnostic]:
        """The findings that a cursor or selection touches."""
        return [
            one
            for one in self.diagnostics
            if one.span.start <= span.end and span.start <= one.span.end
        ]


class Session:
    """The settings in force, the linters made of them, and what is wrong with a configuration."""

    def __init__(self, editor_language: str | None = None) -> None:
        self.editor_language = editor_language
        self.options = ClientOptions()
        self.folder = Path.cwd()
        self.generation = 0
        self.problems: dict[str, ConfigError] = {}  # by message
        self._usable: dict[str, Linter] = {}  # folder -> its last linter that could be made
        self._runner = Runner(SettingsResolver())

    def reload(self, generation: int, options: ClientOptions, folder: Path) -> None:
        """Read every file anew from now on; analyses carry the generation's number."""
        self.generation, self.options, self.folder = generation, options, folder
        self.problems = {}
        forget_files()
        named = self.options.configuration
        config = (self.folder / named) if named else None
        self._runner = Runner(SettingsResolver(self.options.overrides, config=config))

    def linter(self, path: str) -> Linter | None:
        """The linter for a path; the last usable one where the configuration is broken.

        None where there never was one: findings under settings nobody asked for would be wrong.
        """
        folder, settings = str(Path(path).parent), None
        try:
            settings = self._runner.resolver.for_path(path)
            linter = self._runner.linter(path)
            _ = settings.severities  # what a broken file would otherwise only show while linting
        except ConfigError as error:
            self._remember(error, settings)
            return self._usable.get(folder)
        self._usable[folder] = linter
        return linter

    def _remember(self, error: ConfigError, settings: Settings | None) -> None:
        if error.file is None:
            named = self.options.configuration
            error.file = settings.source if settings else None
            error.file = error.file or (self.folder / named if named else None)
        self.problems.setdefault(str(error), error)

    def speak(self, settings: Settings | None) -> None:
        """Use the language of the editor's option, the configuration, or the editor itself."""
        for wanted in (self.options.language, settings.language if settings else "auto"):
            if wanted != "auto":
                activate(wanted)
                return
        spoken = self.editor_language
        if spoken:
            activate("zh" if spoken.lower().startswith("zh") else "en")
        else:
            activate(preferred_language())

    def analyse(
        self,
        uri: str,
        version: int | None,
        source: SourceText,
        codec: PositionCodec,
        is_current: Callable[[], bool],
    ) -> Analysis | None:
        """Lint one text; None where it is not wanted any more, or not to be linted."""
        if not is_current():
            return None
        linter = self.linter(source.path)
        if linter is None:
            return None
        self.speak(linter.settings)
        article = Article(source)
        excluded = linter.settings.excludes(source.path)
        linted = Linted([]) if excluded else linter.lint(article)
        positions = Positions(source, codec)
        return Analysis(uri, version, self.generation, article, positions, linter, linted)

    def warm_up(self) -> None:
        """Load what the first article would otherwise wait for."""
        path = str(self.folder / "warm-up.md")
        linter = self.linter(path)
        if linter is not None:
            self.speak(linter.settings)
            linter.lint(Article(SourceText(_WARM_UP, path)))
        # Rules and knowledge live as long as the process: the collector need not walk them again.
        # Nor need it walk articles while somebody types, which made one answer in twenty half as
        # slow again: it runs when nothing else does (see `Server.tidy_later`).
        gc.collect()
        gc.freeze()
        gc.set_threshold(1_000_000, 10, 100)

    @property
    def watched(self) -> set[str]:
        """Patterns of the files that the settings were made of, or could not be."""
        found = {one.file.as_posix() for one in self.problems.values() if one.file}
        return found.union(*(one.settings.made_of for one in self._usable.values()))
