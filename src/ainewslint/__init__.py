"""Validates and lints AI-news articles: Markdown with front matter, Chinese and English."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ainewslint.claims import Claim
    from ainewslint.config import Settings
    from ainewslint.diagnostics import Diagnostic
    from ainewslint.source.article import Article

__version__ = "0.1.0"
__all__ = ["__version__", "extract_claims", "lint", "lint_frame", "lint_paths", "parse"]


def parse(text: str, path: str = "<string>") -> Article:
    """The article of a text, with its views: `front_matter`, `document`, `prose`, `outline`,
    `references`. Never raises."""
    from ainewslint.source.article import Article
    from ainewslint.source.text import SourceText

    return Article(SourceText(text, path))


def lint(text: str, path: str = "<string>", settings: Settings | None = None) -> list[Diagnostic]:
    """What the rules say of a text. Without `settings`, those configured for `path`.

    Raises ainewslint.config.ConfigError for a configuration that cannot be used.
    """
    from ainewslint.config import SettingsResolver
    from ainewslint.engine import Linter

    used = SettingsResolver().for_path(path) if settings is None else settings
    return Linter(used).lint(parse(text, path)).diagnostics


def lint_paths(
    paths: Sequence[str | Path], jobs: int | None = None, settings: Settings | None = None
) -> Iterator[tuple[str, list[Diagnostic]]]:
    """(path, diagnostics) of every article under the paths, in order of path.

    Raises ainewslint.discovery.NoSuchPathError and ainewslint.config.ConfigError.
    """
    from ainewslint.config import SettingsResolver
    from ainewslint.discovery import Discovery
    from ainewslint.run_options import RunOptions
    from ainewslint.runner import Runner

    files = Discovery().files([str(path) for path in paths])
    runner = Runner(SettingsResolver(fixed=settings), RunOptions(jobs=jobs, raw=True))
    for report in runner.run(files):
        yield report.path, report.diagnostics


def lint_frame(
    frame: Any,
    *,
    path_column: str = "path",
    text_column: str = "text",
    settings: Settings | None = None,
    jobs: int | None = None,
) -> Any:
    """What the rules say of a table of articles: a table of the same kind, a finding a row.

    `frame` is a table of pandas, polars, PyArrow or daft (there it stays lazy) with a path and a
    text a row. The columns of the result are those of the JSON report: path, code, name, severity,
    message, help, pointer, url, line, column, end_line, end_column. A row that holds no text is a
    finding NL006. `jobs` processes work on it, by default one a processor. Rules across articles
    (CX) look at no table: `ainewslint corpus` does.

    Raises TypeError for another kind of table, KeyError for a column that is not there, and
    ainewslint.config.ConfigError.
    """
    from ainewslint.corpus.frames import lint_frame as run

    return run(
        frame, path_column=path_column, text_column=text_column, settings=settings, jobs=jobs
    )


def extract_claims(article: Article) -> list[Claim]:
    """The benchmark and performance claims of an article."""
    from ainewslint.claims import extract_claims as extract

    return extract(article)
