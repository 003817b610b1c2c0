"""Help pages in the reader's language."""

from __future__ import annotations

import gettext
import inspect
import os
from collections.abc import Iterator, Sequence
from copy import copy

import click

from ainewslint.messages import DOMAIN, LANGUAGES, LOCALE_DIR, _, activate, preferred_language


def speak_for_help(arguments: Sequence[str]) -> None:
    """Activate the language that a call asks for, before its options are parsed.

    click's own words ("Usage", "Options") come from gettext's global domain.
    """
    wanted = preferred_language()
    for at, word in enumerate(arguments):
        value = word.removeprefix("--language=")
        if word == "--language" and at + 1 < len(arguments):
            value = arguments[at + 1]
        if value in LANGUAGES and value != word:
            wanted = value
    activate(wanted)
    if wanted != "en":
        os.environ["LANGUAGE"] = wanted
        gettext.bindtextdomain(DOMAIN, str(LOCALE_DIR))
        gettext.textdomain(DOMAIN)


def texts(command: click.Command) -> Iterator[str]:
    """Every text of a command's help page that is ours, as it is in the catalogue."""
    if command.help:
        yield inspect.cleandoc(command.help)
    for parameter in command.params:
        if isinstance(parameter, click.Option) and parameter.help:
            yield parameter.help
    if isinstance(command, click.Group):
        for one in command.commands.values():
            yield from texts(one)


def localized(command: click.Command) -> click.Command:
    """A command with its help page in the language in force; the command itself stays."""
    found = copy(command)
    if command.help:
        found.help = _(inspect.cleandoc(command.help))
    found.params = [copy(parameter) for parameter in command.params]
    for parameter in found.params:
        if isinstance(parameter, click.Option) and parameter.help:
            parameter.help = _(parameter.help)
    if isinstance(found, click.Group):
        found.commands = {name: localized(one) for name, one in found.commands.items()}
    return found
