"""What a rule says of itself, for every reader: the command, reports, editors, the site.

The docstring is the page. Its Chinese is `locale/zh/rules/<CODE>.md`: the same sections under a
line that says which English it translates. Examples are the docstring's and not in it, unless
words stand around their code.
"""

from __future__ import annotations

import functools
import hashlib
import json
import re
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any

from ainewslint.messages import _, language
from ainewslint.patterns import regex
from ainewslint.report import URL
from ainewslint.rules.base import BaseRule, sections_in, sections_of

EXAMPLES = ("Example", "Use instead")
TRANSLATIONS = Path(__file__).with_name("locale")
_MARK = "<!-- translates {digest} -->"
_CODE = regex(r"^(`{3,})[^`\n]*\n.*?^\1$", re.MULTILINE | re.DOTALL)


def sections(rule: type[BaseRule], spoken: str | None = None) -> dict[str, str]:
    """A rule's page by heading, the summary under "": in a language, or the one in force."""
    english = sections_of(rule)
    translated = _translated(rule.code, spoken or language())
    return {heading: translated.get(heading, text) for heading, text in english.items()}


def first_line(rule: type[BaseRule]) -> str:
    """What a rule reports, in a sentence."""
    return sections(rule).get("", "") or (rule.__doc__ or "").strip().split("\n")[0]


def digest(rule: type[BaseRule]) -> str:
    """Eight hexadecimal digits that change with the English text of a page."""
    return hashlib.sha256(json.dumps(_to_translate(rule)).encode()).hexdigest()[:8]


def _to_translate(rule: type[BaseRule]) -> dict[str, str]:
    """The sections in words: all but the examples that are nothing but code."""
    return {
        key: text
        for key, text in sections_of(rule).items()
        if key not in EXAMPLES or _CODE.sub("", text).strip()
    }


def translation_problem(rule: type[BaseRule], spoken: str) -> str | None:
    """What is wrong with a rule's page in a language: missing, stale, incomplete, other code."""
    file = TRANSLATIONS / spoken / "rules" / f"{rule.code}.md"
    if not file.is_file():
        return "there is none"
    head = file.read_text("utf-8").partition("\n")[0]
    if head != _MARK.format(digest=digest(rule)):
        return (
            f"it is of another text: translate anew, then write {_MARK.format(digest=digest(rule))}"
        )
    english, translated = sections_of(rule), _translated(rule.code, spoken)
    if missing := _to_translate(rule).keys() - translated.keys():
        return f"sections are missing: {', '.join(sorted(missing))}"
    for key in translated.keys() & EXAMPLES:
        if _code(translated[key]) != _code(english.get(key, "")):
            return f"the code of “{key}” is not the docstring's"
    return None


def _code(text: str) -> list[str]:
    return [block.group() for block in _CODE.finditer(text)]


@functools.cache
def _translated(code: str, spoken: str) -> dict[str, str]:
    try:
        text = (TRANSLATIONS / spoken / "rules" / f"{code}.md").read_text("utf-8")
    except OSError:
        return {}
    return sections_in(text.partition("\n")[2])


def heading_word(heading: str) -> str:
    """A section's heading in the language in force."""
    words = {
        "What it does": _("What it does"),
        "Why is this bad?": _("Why is this bad?"),
        "Example": _("Example"),
        "Use instead": _("Use instead"),
        "Evidence": _("Evidence"),
        "Options": _("Options"),
    }
    return words.get(heading, heading)


def options_of(rule: type[BaseRule]) -> list[dict[str, Any]]:
    """A rule's options: name, default, help."""
    found = []
    for one in fields(rule.Options):
        default = one.default if one.default is not MISSING else None
        if one.default_factory is not MISSING:
            default = one.default_factory()
        if isinstance(default, (tuple, set, frozenset)):
            default = sorted(default) if not isinstance(default, tuple) else list(default)
        explained = one.metadata.get("help", "")
        name = one.name.replace("_", "-")
        found.append({"name": name, "default": default, "help": _(explained) if explained else ""})
    return found


def facts(rule: type[BaseRule]) -> str:
    """Severity, whether it is on, its fix and since when, in a line."""
    severity = {"error": _("Error"), "warning": _("Warning"), "info": _("Info")}[
        rule.severity.label
    ]
    state = _("on by default") if rule.default else _("off by default")
    fix = {
        None: _("No fix."),
        "safe": _("Fixed by `--fix`."),
        "unsafe": _("Fixed by `--fix --unsafe-fixes`."),
        "display-only": _("A fix is shown, not applied."),
    }[rule.fixable and rule.fixable.value]
    since = _("Since {version}.").format(version=rule.since)
    return _("{severity}, {state}. {fix} {since}").format(
        severity=severity, state=state, fix=fix, since=since
    )


def describe(rule: type[BaseRule]) -> dict[str, Any]:
    """A rule as JSON."""
    return {
        "code": rule.code,
        "name": rule.name,
        "severity": rule.severity.label,
        "default": rule.default,
        "fix": rule.fixable and rule.fixable.value,
        "since": rule.since,
        "summary": first_line(rule),
        "sections": {key: text for key, text in sections(rule).items() if key},
        "options": options_of(rule),
        "url": URL.format(code=rule.code),
    }


def page(rule: type[BaseRule]) -> str:
    """A rule's page in Markdown, in the language in force."""
    parts = sections(rule)
    lines = [f"# {rule.code} {rule.name}", "", facts(rule), "", first_line(rule)]
    for heading, text in parts.items():
        if heading:
            lines += ["", f"## {heading_word(heading)}", "", text]
    options = options_of(rule)
    if options:
        lines += ["", f"## {heading_word('Options')}", ""]
        for one in options:
            default = json.dumps(one["default"], ensure_ascii=False)
            lines.append(
                _("- `{name}` (default `{default}`): {help}").format(
                    name=one["name"], default=default, help=one["help"]
                )
            )
    return "\n".join(lines)
