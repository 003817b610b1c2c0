"""Editing what rules are made of: packs, schemas, knowledge, plugins; and what is imported."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.cache.conftest import Fresh

PACK = """\
title: House words
rules:
  - code: HS001
    name: house-word
    kind: pattern
    severity: warning
    message: {{en: "found {{match}}", zh: "发现 {{match}}"}}
    description: Reports a word.
    why: Because.
    scope: text
    entries:
      - title: t
        patterns: ['{word}']
        examples: {{fail: [{word}], pass: [bar]}}
"""


def test_a_pack(project: Path, fresh: Fresh) -> None:
    pack = project / "words.yaml"
    (project / "ainewslint.toml").write_text('[packs]\npaths = ["*.yaml"]\n', "utf-8")
    pack.write_text(PACK.format(word="quiet"), "utf-8")
    assert "found" not in fresh()
    pack.write_text(PACK.format(word="Nothing"), "utf-8")
    assert "found Nothing" in fresh()
    (project / "more.yaml").write_text(
        PACK.format(word="came").replace("HS001", "HS002").replace("house-", "home-"), "utf-8"
    )
    assert "found came" in fresh()


def test_a_schema_and_one_that_it_refers_to(project: Path, fresh: Fresh) -> None:
    (project / "ainewslint.toml").write_text(
        '[[collections]]\npaths = ["*.md"]\nfront-matter-schema = "kinds/post.json"\n', "utf-8"
    )
    (project / "kinds").mkdir()
    post, part = project / "kinds/post.json", project / "kinds/part.json"
    post.write_text(json.dumps({"properties": {"title": {"type": "string"}}}), "utf-8")
    assert "FM005" not in fresh()
    post.write_text(json.dumps({"properties": {"title": {"maxLength": 3}}}), "utf-8")
    assert "FM005" in fresh()
    post.write_text(json.dumps({"properties": {"title": {"$ref": "part.json"}}}), "utf-8")
    assert "cannot resolve" in fresh()
    part.write_text(json.dumps({"type": "string"}), "utf-8")
    assert "FM005" not in fresh()
    part.write_text(json.dumps({"maxLength": 2}), "utf-8")
    assert "FM005" in fresh()


def test_knowledge(project: Path, fresh: Fresh) -> None:
    (project / "score.md").write_text("# Scores\n\nWith GPT-4o, HouseBench is 91.2%.\n", "utf-8")
    (project / "ainewslint.toml").write_text('[knowledge]\npaths = ["benchmarks.csv"]\n', "utf-8")
    table = project / "benchmarks.csv"
    table.write_text("id,name,kind,unit,min,max\nhouse,HouseBench,,%,0,100\n", "utf-8")
    assert "BM003" not in fresh()
    table.write_text("id,name,kind,unit,min,max\nhouse,HouseBench,,%,0,90\n", "utf-8")
    assert "BM003" in fresh()


def test_a_plugin(project: Path, fresh: Fresh) -> None:
    site = project / ".plugins"
    info = site / "house-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: house\nVersion: 1.0\n", "utf-8")
    (info / "entry_points.txt").write_text("[ainewslint.rules]\nhouse = house:rules\n", "utf-8")
    (site / "house").mkdir()
    (site / "house/__init__.py").write_text("from house.words import rules\n", "utf-8")
    rule = (
        "from ainewslint.diagnostics import Severity, Span\n"
        "from ainewslint.rules.base import Rule, Target\n"
        "class House(Rule):\n"
        "    code, name, severity = 'HS001', 'house-rule', Severity.WARNING\n"
        "    target = Target.SOURCE\n"
        "    def check(self, target, context):\n"
        "        yield self.diagnostic(Span(0, 1), 'the plugin says one')\n"
        "def rules():\n"
        "    return [House]\n"
    )
    path = os.pathsep.join([str(site), os.environ.get("PYTHONPATH", "")])
    (site / "house/words.py").write_text(rule, "utf-8")
    assert "the plugin says one" in fresh(PYTHONPATH=path)
    (site / "house/words.py").write_text(rule.replace("one", "two two"), "utf-8")
    assert "the plugin says two two" in fresh(PYTHONPATH=path)
    assert "the plugin" not in fresh()


FORBIDDEN = ("markdown_it", "mdit_py_plugins", "yaml", "jsonschema", "re2", "pydantic", "httpx2")


def test_what_a_warm_run_imports(project: Path) -> None:
    program = (
        "import sys\n"
        "from ainewslint.cli import cli\n"
        "from ainewslint.cli.common import run_guarded\n"
        "run_guarded(cli, ['check', 'bad.md'])\n"
        "print(*sorted(sys.modules), sep='\\n', file=sys.stderr)\n"
    )
    (project / "curve.png").write_bytes(b"")

    def imported() -> set[str]:
        done = subprocess.run(
            [sys.executable, "-c", program], cwd=project, capture_output=True, text=True, check=True
        )
        assert "FM015" in done.stdout
        return set(done.stderr.splitlines())

    cold = imported()
    assert {"yaml", "ainewslint.engine"} <= cold
    for_more = {"jsonschema", "pydantic", "multiprocessing", "socket", "subprocess", "sqlite3"}
    assert not cold & for_more  # than one article
    warm = imported()
    assert not warm.intersection(FORBIDDEN)
    ours = {one for one in warm if one.startswith("ainewslint.")}
    assert not [one for one in ours if one.startswith("ainewslint.rules.") and one[17:] != "base"]
    unwanted = {"engine", "packs", "schema", "claims", "citations", "knowledge", "fixer"}
    assert not ours & {f"ainewslint.{one}" for one in unwanted}
    assert not ours & {f"ainewslint.source.{one}" for one in ("markdown", "document", "prose")}
