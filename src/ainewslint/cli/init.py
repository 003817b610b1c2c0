"""`ainewslint init`."""

from __future__ import annotations

import os
from pathlib import Path

import click

from ainewslint import __version__
from ainewslint.atomic import write_new_or_atomic
from ainewslint.cli.common import RunError, speak
from ainewslint.cli.snippets import CI, PRE_COMMIT
from ainewslint.messages import _

_CONFIG = """\
# ainewslint: https://ainewslint.readthedocs.io/configuration
# Nothing here holds until you take out its #; the values are examples, `language` and `fail-on` the defaults, `site` what this folder looks like.

# language = "auto"        # of messages: "en", "zh", or "auto" by the environment
# select = ["ALL"]         # codes, prefixes, names; without it the default rules run
# ignore = ["TX007"]
# extend-select = ["TX008"]
# fail-on = "warning"      # the least severity that makes a run fail
# site = {site:<17} # "hugo", "jekyll", "csdn" or "github": anchors and roots of links
# roots = ["static"]       # further folders that "/" in a link may mean
# exclude = ["drafts/"]
# baseline = ".ainewslint-baseline.json"  # known findings, let pass (check --write-baseline)

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


@click.command()
@click.option("--pre-commit", "pre_commit", is_flag=True, help="The pre-commit hook instead.")
@click.option("--ci", type=click.Choice(list(CI)), help="A CI job instead.")
@click.option("--write", is_flag=True, help="Write it where it belongs, instead of printing it.")
@click.option("--force", is_flag=True, help="Overwrite a file that is there.")
def init(pre_commit: bool, ci: str | None, write: bool, force: bool) -> None:
    """Write a commented `ainewslint.toml` here; or print or write what other programs need."""
    speak(None)
    wanted = [PRE_COMMIT] if pre_commit else []
    wanted += [CI[ci]] if ci else []
    for snippet in wanted:
        text = snippet.text.format(version=__version__)
        if not write:
            click.echo(f"# {snippet.file}\n{text}", nl=False)
        elif snippet.shared and os.path.lexists(snippet.file):
            raise RunError(
                _(
                    "{file} is there already, with what else runs: add to it what "
                    "`ainewslint init {option}` prints without --write"
                ).format(file=snippet.file, option="--pre-commit" if pre_commit else f"--ci {ci}")
            )
        else:
            _write(Path(snippet.file), text, force=force)
            click.echo(_("Wrote {file}.").format(file=snippet.file))
    if not wanted:
        file = Path("ainewslint.toml")
        _write(file, _CONFIG.format(site=f'"{_guess_site()}"'), force=force)
        following = "`ainewslint check`, `ainewslint init --pre-commit`"
        click.echo(_("Wrote {file}. Next: {commands}.").format(file=file, commands=following))


def _write(file: Path, text: str, *, force: bool) -> None:
    """Raises RunError where the file is there, or cannot be written."""
    if os.path.lexists(file) and not force:
        raise RunError(_("{file} is there already; --force overwrites it").format(file=file))
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        write_new_or_atomic(file, text.encode())
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        message = _("{file}: cannot be written: {reason}").format(file=file, reason=reason)
        raise RunError(message) from None


def _guess_site() -> str:
    if any(Path(name).is_file() for name in ("hugo.toml", "hugo.yaml", "config.toml")):
        return "hugo"
    return "jekyll" if Path("_config.yml").is_file() else "github"
