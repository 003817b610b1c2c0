"""The options of `ainewslint check`, by what they are about."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from ainewslint.cli.common import (
    comma_separated,
    config_option,
    discovery_options,
    isolated_option,
    language_option,
)
from ainewslint.cli.completion import complete_selectors
from ainewslint.config import PROFILES
from ainewslint.reporters import FORMATS

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

_SELECTION: tuple[Decorator, ...] = (
    click.option(
        "--select",
        multiple=True,
        callback=comma_separated,
        shell_complete=complete_selectors,
        help="Rules to run: codes, prefixes, names, ALL.",
    ),
    click.option(
        "--ignore",
        multiple=True,
        callback=comma_separated,
        shell_complete=complete_selectors,
        help="Rules not to run.",
    ),
    click.option(
        "--extend-select",
        multiple=True,
        callback=comma_separated,
        shell_complete=complete_selectors,
        help="Rules to run besides the others.",
    ),
)
_FIXING: tuple[Decorator, ...] = (
    click.option("--fix", is_flag=True, help="Apply safe fixes."),
    click.option(
        "--unsafe-fixes", is_flag=True, help="With --fix or --diff: apply unsafe fixes too."
    ),
    click.option("--diff", is_flag=True, help="Show what --fix would change; exit 1 if anything."),
)
_OUTPUT: tuple[Decorator, ...] = (
    click.option(
        "--output-format", type=click.Choice(list(FORMATS)), default="text", show_default=True
    ),
    click.option("--output-file", type=click.Path(dir_okay=False), help="Write the report there."),
    click.option(
        "--statistics", is_flag=True, help="Count findings by rule instead of listing them."
    ),
    language_option,
    click.option("--quiet", "-q", is_flag=True, help="Findings only, no summary."),
    click.option("--verbose", "-v", is_flag=True, help="Every repeat, and tracebacks of crashes."),
    click.option(
        "--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True
    ),
)
_GATE: tuple[Decorator, ...] = (
    click.option(
        "--fail-on",
        type=click.Choice(["error", "warning", "info", "never"]),
        help="The least severity that makes the exit code 1 (default: warning).",
    ),
    click.option("--exit-zero", is_flag=True, help="Exit 0 whatever is found."),
    click.option(
        "--baseline",
        type=click.Path(dir_okay=False),
        metavar="FILE",
        help="Let pass the findings in this file (default: .ainewslint-baseline.json, if there).",
    ),
    click.option(
        "--write-baseline", is_flag=True, help="Put every finding into the baseline; exit 0."
    ),
    click.option("--no-baseline", is_flag=True, help="Report what the baseline knows as well."),
)
_SETTINGS: tuple[Decorator, ...] = (
    config_option,
    isolated_option,
    click.option("--profile", type=click.Choice(PROFILES), help="The profile of every article."),
)
_FILES: tuple[Decorator, ...] = (
    discovery_options,
    click.option("--stdin-filename", metavar="PATH", help="The path of what `-` reads."),
)
_CHANGES: tuple[Decorator, ...] = (
    click.option(
        "--since", metavar="REV", help="Only files that changed since a git revision left off."
    ),
    click.option(
        "--changed-lines", is_flag=True, help="With --since: only findings on changed lines."
    ),
)
_RUN: tuple[Decorator, ...] = (
    click.option(
        "--online", is_flag=True, help="Ask the network which links are dead (LK014, LK015)."
    ),
    click.option(
        "--jobs", type=click.IntRange(min=1), help="Worker processes (default: one a processor)."
    ),
    click.option("--watch", is_flag=True, help="Go on, and lint again whatever changes."),
    click.option("--no-cache", is_flag=True, help="Lint every file anew, and keep nothing."),
    click.option(
        "--cache-dir",
        type=click.Path(file_okay=False),
        metavar="DIR",
        help="Keep findings there (default: .ainewslint_cache in the project).",
    ),
)


def check_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """All options, in the order of the help page."""
    groups = (_SELECTION, _FIXING, _OUTPUT, _GATE, _SETTINGS, _FILES, _CHANGES, _RUN)
    for decorator in reversed([one for group in groups for one in group]):
        function = decorator(function)
    return function
