"""The command line; each command is a module of its own, imported when it is called."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from ainewslint import __version__
from ainewslint.messages import _, language

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

# command -> (module in this package, short help): the help page needs no command's imports
COMMANDS = {
    "check": ("check", "Lint articles."),
    "rule": ("rule", "Explain a rule."),
    "claims": ("claims", "List the benchmark and performance claims in articles."),
    "links": ("links", "Check links over the network."),
    "corpus": ("corpus", "Look at all articles together: copies, contradictions, tags, trends."),
    "schema": ("schema", "List or print the JSON Schemas."),
    "artid": ("artid", "Decode and encode `arturl_encode` values."),
    "init": ("init", "Write a configuration, a pre-commit or a CI snippet."),
    "config": ("config", "Show the settings in force for a path."),
    "server": ("server", "Serve an editor (Language Server Protocol)."),
    "new-rule": ("new_rule", "Write a new rule and its test cases."),
}
EXIT_FAILURE = 2


class LazyGroup(click.Group):
    """A group that knows its commands' names and short helps, and imports one when called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of the help page."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name; None for an unknown one."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"ainewslint.cli.{COMMANDS[cmd_name][0]}")
        command: click.Command = getattr(module, COMMANDS[cmd_name][0])
        if language() != "en":
            from ainewslint.cli.help import localized

            return localized(command)
        return command

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Commands and options for a shell, without importing the commands."""
        from click.shell_completion import CompletionItem

        found = [
            CompletionItem(name, help=text)
            for name, (_module, text) in COMMANDS.items()
            if name.startswith(incomplete)
        ]
        return [*found, *click.Command.shell_complete(self, ctx, incomplete)]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The table of commands, without importing them."""
        with formatter.section(_("Commands")):
            formatter.write_dl([(name, _(text)) for name, (_module, text) in COMMANDS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="ainewslint")
def cli() -> None:
    """Validate and lint AI-news articles: Markdown with front matter, Chinese and English."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit: 0, 1 with findings, 2 when a run could not be done."""
    from ainewslint.cli.common import run_guarded
    from ainewslint.cli.help import localized, speak_for_help

    speak_for_help(sys.argv[1:] if arguments is None else arguments)
    command = cli if language() == "en" else localized(cli)
    sys.exit(run_guarded(command, arguments))


__all__: list[Any] = ["cli", "main"]
