"""`ainewslint init`."""

from __future__ import annotations

from pathlib import Path

import click

from ainewslint import __version__
from ainewslint.cli.common import RunError

_CONFIG = """\
# ainewslint: https://ainewslint.readthedocs.io/configuration
# Every value here is the default; take out the # to change one.

# language = "auto"        # of messages: "en", "zh", or "auto" by the environment
# select = ["ALL"]         # codes, prefixes, names; without it the default rules run
# ignore = ["TX007"]
# extend-select = ["TX008"]
# fail-on = "warning"      # the least severity that makes a run fail
# site = "{site}"            # "hugo", "jekyll", "csdn" or "github": anchors and roots of links
# roots = ["static"]       # further folders that "/" in a link may mean
# exclude = ["drafts/"]

# [severity]
# BM002 = "warning"

# [[collections]]          # which schemas hold where
# paths = ["content/posts/**"]
# profile = "post"         # "csdn-mirror", "post" or "daily-digest"

# [per-path-ignores]
# "content/about/**" = ["BM"]

# [rules.BM001]
# accept-attribution = true

# [packs]
# paths = ["lint-rules/*.yaml"]
"""

_PRE_COMMIT = """\
# Add to .pre-commit-config.yaml:
repos:
  - repo: https://github.com/ainewslint/ainewslint
    rev: v{version}
    hooks:
      - id: ainewslint
"""

_GITHUB = """\
# .github/workflows/ainewslint.yml
name: ainewslint
on: [push, pull_request]
jobs:
  lint:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with:
          python-version: "3.12"
      - run: pip install ainewslint=={version}
      - run: ainewslint check --output-format github
"""

_GITLAB = """\
# .gitlab-ci.yml
ainewslint:
  image: python:3.12
  script:
    - pip install ainewslint=={version}
    - ainewslint check
"""


@click.command()
@click.option(
    "--pre-commit", "pre_commit", is_flag=True, help="Print a pre-commit snippet instead."
)
@click.option("--ci", type=click.Choice(["github", "gitlab"]), help="Print a CI snippet instead.")
@click.option("--force", is_flag=True, help="Overwrite an existing configuration.")
def init(pre_commit: bool, ci: str | None, force: bool) -> None:
    """Write a commented `ainewslint.toml` here; or print what to paste into other files."""
    if pre_commit:
        click.echo(_PRE_COMMIT.format(version=__version__), nl=False)
        return
    if ci:
        snippet = {"github": _GITHUB, "gitlab": _GITLAB}[ci]
        click.echo(snippet.format(version=__version__), nl=False)
        return
    file = Path("ainewslint.toml")
    try:
        with file.open("w" if force else "x", encoding="utf-8", newline="\n") as stream:
            stream.write(_CONFIG.format(site=_guess_site()))
    except FileExistsError:
        raise RunError(f"{file} is there already; --force overwrites it") from None
    except OSError as error:
        raise RunError(f"{file}: cannot be written: {(error.strerror or '').lower()}") from None
    click.echo(f"Wrote {file}. Next: `ainewslint check`, and `ainewslint init --pre-commit`.")


def _guess_site() -> str:
    if any(Path(name).is_file() for name in ("hugo.toml", "hugo.yaml", "config.toml")):
        return "hugo"
    return "jekyll" if Path("_config.yml").is_file() else "github"
