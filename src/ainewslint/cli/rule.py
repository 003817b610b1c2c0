"""`ainewslint rule`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from ainewslint.cli.common import RunError, config_option, isolated_option, language_option, speak
from ainewslint.cli.completion import complete_rule
from ainewslint.config import Settings, SettingsResolver, unknown_rule
from ainewslint.registry import UnknownRuleError
from ainewslint.rule_page import describe, first_line, page
from ainewslint.rules.base import BaseRule


@click.command()
@click.argument("code_or_name", required=False, shell_complete=complete_rule)
@click.option("--all", "every", is_flag=True, help="List every rule.")
@click.option(
    "--output-format", type=click.Choice(["text", "json"]), default="text", show_default=True
)
@config_option
@isolated_option
@language_option
def rule(
    code_or_name: str | None,
    every: bool,
    output_format: str,
    config: str | None,
    isolated: bool,
    language: str | None,
) -> None:
    """Explain a rule: what it reports, why, an example, its options and the evidence."""
    resolver = SettingsResolver(
        {"language": language}, config=Path(config) if config else None, isolated=isolated
    )
    settings = resolver.for_path(".")
    speak(None, settings.language)
    if every == bool(code_or_name):
        raise RunError("name one rule, or --all")
    if every:
        rules = list(settings.registry.rules())
        if output_format == "json":
            click.echo(_json([describe(one) for one in rules]))
        else:
            _print_table(rules, settings)
        return
    try:
        found = settings.registry.find(code_or_name or "")
    except UnknownRuleError as error:
        raise RunError(unknown_rule(error)) from None
    click.echo(_json(describe(found)) if output_format == "json" else page(found))


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


def _print_table(rules: list[type[BaseRule]], settings: Settings) -> None:
    names = max(len(one.name) for one in rules)
    for one in rules:
        mark = {"safe": "[*]", "unsafe": "[-]"}.get(str(one.fixable or ""), "   ")
        state = "on " if one.code in settings.codes else "off"
        summary = first_line(one)
        click.echo(
            f"{one.code}  {one.name:<{names}}  {one.severity.label:<7}  {state}  {mark}  {summary}"
        )
