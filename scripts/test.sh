#!/bin/sh
# Installs what the tests need into the active environment and runs them.
set -eu
cd "$(dirname "$0")/.."
python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
python -m pip install --quiet --disable-pip-version-check --editable ".[links,server]" --group test
exec python -m pytest -n auto "$@"
