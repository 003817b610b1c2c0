"""What `ainewslint init` writes for other programs: the file each goes into, and its text."""

from __future__ import annotations

from typing import NamedTuple


class Snippet(NamedTuple):
    """A file's text with `{version}` open; a shared file may hold other people's set-up."""

    file: str
    shared: bool
    text: str


PRE_COMMIT = Snippet(
    ".pre-commit-config.yaml",
    True,
    """\
repos:
  - repo: https://github.com/ainewslint/ainewslint
    rev: v{version}
    hooks:
      - id: ainewslint
""",
)

GITHUB = Snippet(
    ".github/workflows/ainewslint.yml",
    False,
    """\
name: ainewslint
on:
  push:
    branches: [main]
  pull_request:
permissions:
  contents: read
jobs:
  lint:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: ainewslint/ainewslint@v{version}
        with:
          paths: .
          # In pull requests look at changed files only, and report changed lines only:
          # since: auto
          # changed-lines: true
""",
)

GITLAB = Snippet(
    ".gitlab-ci.yml",
    True,
    """\
ainewslint:
  image: python:3.12
  script:
    - pip install ainewslint=={version}
    # For the merge request; then for the log, and to pass or fail.
    - ainewslint check --exit-zero --output-format gitlab --output-file gl-code-quality-report.json
    - ainewslint check
  artifacts:
    when: always
    reports:
      codequality: gl-code-quality-report.json
""",
)

CI = {"github": GITHUB, "gitlab": GITLAB}
