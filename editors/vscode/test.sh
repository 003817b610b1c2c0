#!/bin/sh
# Compiles the extension, tests it against a mock of the editor, and packages it.
# AINEWSLINT_PYTHON names an interpreter that has ainewslint: the real server is tested, too.
set -eu
cd "$(dirname "$0")"
[ -d node_modules ] || npm install
npm test
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
npm run --silent package -- --out "$out/ainewslint.vsix"
