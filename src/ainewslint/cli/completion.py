"""What a shell completes: rules and articles (commands and options click does by itself)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import click
    from click.shell_completion import CompletionItem

    from ainewslint.registry import Registry


def complete_files(
    _ctx: click.Context, _param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Files and folders, as the shell lists them."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(incomplete, type="file")]


def complete_rule(
    _ctx: click.Context, _param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Codes and names of rules."""
    return [one for one in _rules() if one.value.startswith(incomplete)]


def complete_selectors(
    _ctx: click.Context, _param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """What `--select` takes: codes, groups, names and ALL, behind a comma too."""
    from click.shell_completion import CompletionItem

    done, comma, word = incomplete.rpartition(",")
    used = set(done.split(","))
    items = [*_rules(), CompletionItem("ALL", help="every rule")]
    groups = sorted({one.value[:2] for one in items if one.value[-1].isdigit()})
    items += [CompletionItem(group, help="every rule of the group") for group in groups]
    return [
        CompletionItem(f"{done}{comma}{one.value}", help=one.help)
        for one in items
        if one.value.startswith(word) and one.value not in used
    ]


def _rules() -> Iterator[CompletionItem]:
    from click.shell_completion import CompletionItem

    registry = _registry()
    for name, code in sorted(registry.names.items(), key=lambda pair: pair[1]):
        yield CompletionItem(code, help=name)
        yield CompletionItem(name, help=code)


def _registry() -> Registry:
    """The rules of the working folder; the built-in ones where its configuration is broken."""
    from ainewslint.config import ConfigError, SettingsResolver
    from ainewslint.registry import builtin_registry

    try:
        return SettingsResolver().for_path(".").registry
    except ConfigError:
        return builtin_registry()
