"""`ainewslint new-rule`."""

from __future__ import annotations

import re
from pathlib import Path

import click

from ainewslint.atomic import write_new_or_atomic
from ainewslint.cli.common import RunError
from ainewslint.registry import load_registry

_GROUPS = {
    "FM": "front_matter",
    "ID": "identity",
    "ST": "structure",
    "CI": "citations",
    "AI": "assistants",
    "BM": "claims",
    "LK": "links",
    "TX": "text",
    "CX": "corpus",
    "NL": "linter",
}

_RULE = '''"""{code}: say in a few words what it reports."""

from __future__ import annotations

from collections.abc import Iterator

from ainewslint.diagnostics import Diagnostic, Severity
from ainewslint.messages import _
from ainewslint.rules.base import Context, Rule
from ainewslint.source.nodes import Heading


class {cls}(Rule[Heading]):
    """Reports headings that end in a full stop.

    ## What it does
    Say what it looks at and what it leaves alone.

    ## Why is this bad?
    Say what a reader or the site loses.

    ## Example
    ```markdown
    # A heading.
    ```

    ## Use instead
    ```markdown
    # A heading
    ```

    ## Evidence
    Say what you measured: hits over which articles, how many were read, how many were right.
    """

    code = "{code}"
    name = "{name}"
    severity = Severity.WARNING
    target = Heading

    def check(self, heading: Heading, context: Context, /) -> Iterator[Diagnostic]:
        """The problems of one heading."""
        if context.article.source.slice(heading.content_span).endswith("."):
            yield self.diagnostic(
                heading.content_span,
                _("This heading ends in a full stop, which a title does not need: remove it"),
            )
'''

_CASES = """\
rule: {code}
cases:
  - name: a full stop
    input: |
      # A heading.
    expect:
      - {{line: 1, column: 3, message: full stop}}
  - name: none
    input: |
      # A heading
    pass: true
"""


@click.command("new-rule")
@click.argument("code")
@click.argument("name")
@click.option("--folder", type=click.Path(file_okay=False), help="Where a plugin keeps its rules.")
def new_rule(code: str, name: str, folder: str | None) -> None:
    """Write a rule CODE called NAME (such as ST015 heading-full-stop) and its test cases.

    In a checkout of ainewslint into src/ and tests/rules/cases; elsewhere, for a plugin, into
    --folder (default: the working folder) and tests/cases.
    """
    match = re.fullmatch(r"([A-Z]{2,8})(\d{3})", code)
    if not match:
        raise RunError(f"{code!r} is not a code: two to eight capitals and three digits (ST015)")
    if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", name):
        raise RunError(f"{name!r} is not a name: lower-case words joined by hyphens")
    registry = load_registry(plugins=False)
    if code in registry.codes or name in registry.names:
        taken = code if code in registry.codes else name
        raise RunError(
            f"{taken} is a rule of ainewslint itself: choose letters and a name of your own"
        )
    rules, cases = _places(match[1], folder)
    cls = name.title().replace("-", "")
    stem = f"{code.lower()}_{name.replace('-', '_')}"
    files = {
        rules / f"{stem}.py": _RULE.format(code=code, name=name, cls=cls),
        cases / f"{code}.yaml": _CASES.format(code=code),
    }
    for file in files:
        if file.exists():
            raise RunError(f"{file} is there already")
    for file, text in files.items():
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            write_new_or_atomic(file, text.encode())
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise RunError(f"{file}: cannot be written: {reason}") from None
        click.echo(f"Wrote {file}")


def _places(prefix: str, folder: str | None) -> tuple[Path, Path]:
    checkout = Path("src/ainewslint/rules")
    if folder is None and checkout.is_dir():
        if prefix not in _GROUPS:
            raise RunError(f"no group of rules begins with {prefix}: {', '.join(_GROUPS)}")
        return checkout / _GROUPS[prefix], Path("tests/rules/cases")
    return Path(folder or "."), Path("tests/cases")
