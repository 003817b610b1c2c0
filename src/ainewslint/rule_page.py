"""What a rule says of itself, for every reader: the command, reports, editors, the site."""

from __future__ import annotations

import json
from dataclasses import MISSING, fields
from typing import Any

from ainewslint.report import URL
from ainewslint.rules.base import BaseRule, sections_of


def first_line(rule_class: type[BaseRule]) -> str:
    """What a rule reports, in a sentence."""
    return sections_of(rule_class).get("", "") or (rule_class.__doc__ or "").strip().split("\n")[0]


def options_of(rule_class: type[BaseRule]) -> list[dict[str, Any]]:
    """A rule's options: name, default, help."""
    found = []
    for one in fields(rule_class.Options):
        default = one.default if one.default is not MISSING else None
        if one.default_factory is not MISSING:
            default = one.default_factory()
        if isinstance(default, (tuple, set, frozenset)):
            default = sorted(default) if not isinstance(default, tuple) else list(default)
        found.append(
            {
                "name": one.name.replace("_", "-"),
                "default": default,
                "help": one.metadata.get("help", ""),
            }
        )
    return found


def describe(rule_class: type[BaseRule]) -> dict[str, Any]:
    """A rule as JSON."""
    sections = {key: text for key, text in sections_of(rule_class).items() if key}
    return {
        "code": rule_class.code,
        "name": rule_class.name,
        "severity": rule_class.severity.label,
        "default": rule_class.default,
        "fix": rule_class.fixable and rule_class.fixable.value,
        "since": rule_class.since,
        "summary": first_line(rule_class),
        "sections": sections,
        "options": options_of(rule_class),
        "url": URL.format(code=rule_class.code),
    }


def page(rule_class: type[BaseRule]) -> str:
    """A rule's page in Markdown."""
    fix = {
        None: "No fix.",
        "safe": "Fixed by `--fix`.",
        "unsafe": "Fixed by `--fix --unsafe-fixes`.",
        "display-only": "A fix is shown, not applied.",
    }[rule_class.fixable and rule_class.fixable.value]
    state = "on by default" if rule_class.default else "off by default"
    lines = [
        f"# {rule_class.code} {rule_class.name}",
        "",
        f"{rule_class.severity.label.capitalize()}, {state}. {fix} Since {rule_class.since}.",
        "",
        first_line(rule_class),
    ]
    for heading, text in sections_of(rule_class).items():
        if heading:
            lines += ["", f"## {heading}", "", text]
    options = options_of(rule_class)
    if options:
        lines += ["", "## Options", ""]
        for one in options:
            default = json.dumps(one["default"], ensure_ascii=False)
            lines.append(f"- `{one['name']}` (default `{default}`): {one['help']}")
    return "\n".join(lines)
