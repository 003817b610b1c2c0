"""Help pages in the reader's language."""

from __future__ import annotations

import gettext
import inspect
import os
from collections.abc import Iterator, Sequence

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


def localize(command: click.Command) -> None:
    """Put a command's help page into the language in force."""
    if command.help:
        command.help = _(inspect.cleandoc(command.help))
    for parameter in command.params:
        if isinstance(parameter, click.Option) and parameter.help:
            parameter.help = _(parameter.help)
    if isinstance(command, click.Group):
        for one in command.commands.values():
            localize(one)
