"""Configuration, clients of other kinds, and how the server ends."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
from pathlib import Path

import pytest
from lsprotocol import types

from tests.conftest import PACK
from tests.server.editor import COMMAND, PATIENCE, Editor, editing

pytestmark = pytest.mark.asyncio

TEXT = "---\ntitle: 标题\ndate: 2025-01-01\ntags: [Ai]\n---\n\n正文【3†source】在此。\n"


def codes(found: list[types.Diagnostic]) -> set[str]:
    return {str(one.code) for one in found}


async def reloaded(editor: Editor, file: Path, text: str) -> None:
    editor.published.clear()
    file.write_text(text, "utf-8")
    event = types.FileEvent(editor.uri(file.name), types.FileChangeType.Changed)
    editor.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([event]))


async def test_configuration_is_reloaded_and_may_be_broken(tmp_path: Path) -> None:
    config, pack = tmp_path / "ainewslint.toml", tmp_path / "own.yaml"
    config.write_text('ignore = ["FM015"]\n', "utf-8")
    async with editing(tmp_path) as editor:
        assert {one.method for one in editor.registered} <= {
            "workspace/didChangeWatchedFiles",
            "workspace/didChangeConfiguration",
        }
        uri, of_config = editor.open("a.md", TEXT), editor.uri("ainewslint.toml")
        found = codes(await editor.findings(uri))
        assert "AI001" in found
        assert "FM015" not in found

        await reloaded(editor, config, 'language = "en"\nignore = ["AI9"]\n')
        [problem] = await editor.news(of_config, lambda one: one.diagnostics)
        assert problem.range.start.line == 1
        assert problem.message.startswith("unknown rule 'AI9'")
        left = await editor.news(uri, lambda one: "AI001" in codes(one.diagnostics))
        assert "FM015" not in codes(left)  # the last usable settings
        assert "AI9" in editor.client.messages[-1].message

        await reloaded(editor, config, 'language = "zh"\nselect = ["FM015"]\n')
        assert await editor.news(of_config, lambda one: not one.diagnostics) == []
        [tag] = await editor.news(uri, lambda one: codes(one.diagnostics) == {"FM015"})
        assert "“Ai”" in tag.message
        assert "is written" not in tag.message

        pack.write_text(PACK, "utf-8")
        await reloaded(editor, config, '[packs]\npaths = ["own.yaml"]\n')
        await editor.news(uri, lambda one: "ZZ001" in codes(one.diagnostics))
        assert any(pack.as_posix() in json.dumps(one.register_options) for one in editor.registered)
        await reloaded(editor, pack, PACK.replace("正文", "前言"))
        await editor.news(uri, lambda one: "ZZ001" not in codes(one.diagnostics))


async def test_what_the_configuration_leaves_out(tmp_path: Path) -> None:
    (tmp_path / "ainewslint.toml").write_text('exclude = ["drafts/"]\n', "utf-8")
    async with editing(tmp_path) as editor:
        assert codes(await editor.findings(editor.open("a.md", TEXT)))
        assert await editor.findings(editor.open("drafts/a.md", TEXT)) == []


async def test_editor_settings_and_folders(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    for folder, code in ((one, "FM015"), (two, "AI001")):
        folder.mkdir()
        (folder / "ainewslint.toml").write_text(f'ignore = ["{code}"]\n', "utf-8")
    options = {"debounce": "soon"}
    async with editing(tmp_path, folders=[one, two], locale="zh-cn", options=options) as editor:
        first, second = editor.open("one/a.md", TEXT), editor.open("two/a.md", TEXT)
        found = await editor.findings(first)
        assert "AI001" in codes(found)
        assert "FM015" not in codes(found)
        assert any("\u4e00" <= char <= "\u9fff" for char in found[0].message.replace("在此", ""))
        titles = await editor.actions(first, "†source")
        assert "在这一行停用 AI001（assistant-citation-token）" in titles
        assert "FM015" in codes(await editor.findings(second))
        assert "AI001" not in codes(await editor.findings(second))
        assert "ainewslint.debounce" in editor.client.messages[0].message

        editor.published.clear()
        editor.client.set_configuration({"ainewslint": {"language": "en", "select": ["AI001"]}})
        editor.client.workspace_did_change_configuration(types.DidChangeConfigurationParams(None))
        [token] = await editor.news(first, lambda one: len(one.diagnostics) == 1)
        assert "citation token" in token.message


SCHEMA = {
    "$defs": {"state": {"enum": ["draft", "final"]}},
    "properties": {
        "status": {"anyOf": [{"$ref": "#/$defs/state"}, {"const": "withdrawn"}]},
        "topics": {"type": "array", "items": {"enum": ["agents", "robots"]}},
        "image": {"type": "object", "required": ["path"], "properties": {"alt": {}, "path": {}}},
        "loop": {"$ref": "#/properties/loop"},
    },
}
DRAFT = "---\ntitle: A\nstatus: \ntopics: [agents, ]\nimage:\n  \nloop: \ntopics2:\n---\n\nText.\n"


async def test_completion_from_a_schema_of_ones_own(tmp_path: Path) -> None:
    (tmp_path / "own.schema.json").write_text(json.dumps(SCHEMA), "utf-8")
    (tmp_path / "ainewslint.toml").write_text(
        '[[collections]]\npaths = ["**"]\nfront-matter-schema = "own.schema.json"\n', "utf-8"
    )
    async with editing(tmp_path) as editor:
        uri = editor.open("a.md", DRAFT)
        assert list(await editor.completions(uri, "status: ")) == ["draft", "final", "withdrawn"]
        assert list(await editor.completions(uri, "[agents, ")) == ["agents", "robots"]
        assert list(await editor.completions(uri, "image:\n  ")) == ["path", "alt"]
        assert not await editor.completions(uri, "loop: ")
        editor.replace(uri, "topics: [agents, ]\n", "topics:\n  - \n")
        assert list(await editor.completions(uri, "topics:\n  - ")) == ["agents", "robots"]
        toml = DRAFT.replace("---", "+++").replace(": ", " = ")
        uri = editor.open("b.md", toml)
        values = await editor.completions(uri, "status = ")
        assert [one.text_edit.new_text for one in values.values() if one.text_edit][:1] == [
            '"draft"'
        ]


async def test_a_client_that_resolves_nothing_and_counts_bytes(tmp_path: Path) -> None:
    utf8 = [types.PositionEncodingKind.Utf8]
    async with editing(tmp_path, kind="neovim@v0.6.1", resolves=False, encodings=utf8) as editor:
        uri = editor.open("a.md", TEXT)
        [token] = [one for one in await editor.findings(uri) if one.code == "AI001"]
        assert token.range.start == types.Position(6, 6)
        actions = await editor.actions(uri, "†source")
        assert actions
        assert all(one.edit for one in actions.values())
        action = actions["Disable AI001 (assistant-citation-token) for this line"]
        assert "-disable-line AI001 -->" in await editor.choose(uri, action)


async def test_a_rule_that_prints_does_not_break_the_protocol(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plugin = tmp_path / "noisy"
    (plugin / "noisy-1.dist-info").mkdir(parents=True)
    (plugin / "noisy-1.dist-info" / "entry_points.txt").write_text(
        "[ainewslint.rules]\nnoisy = noisy:rules\n", "utf-8"
    )
    (plugin / "noisy-1.dist-info" / "METADATA").write_text("Name: noisy\nVersion: 1\n", "utf-8")
    (plugin / "noisy.py").write_text(
        "import os\n"
        "def rules():\n"
        "    print('hello')\n"
        # Read as the protocol's, this would keep the editor waiting for ever.
        "    os.write(1, b'Content-Length: 1000000\\r\\n\\r\\n')\n"
        "    return []\n",
        "utf-8",
    )
    path = os.pathsep.join([str(plugin), os.environ.get("PYTHONPATH", "")])
    monkeypatch.setenv("PYTHONPATH", path)
    async with editing(tmp_path) as editor:
        uri = editor.open("a.md", TEXT)
        assert "AI001" in codes(await editor.findings(uri))


async def test_end_of_input_ends_it() -> None:
    process = await asyncio.create_subprocess_exec(
        *COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    out, _err = await asyncio.wait_for(process.communicate(b""), PATIENCE)
    assert process.returncode == 1  # nobody asked for a shutdown
    assert out == b""


async def test_without_the_extra(tmp_path: Path) -> None:
    (tmp_path / "pygls").mkdir()
    (tmp_path / "pygls" / "__init__.py").write_text("raise ImportError", "utf-8")
    path = os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])
    done = subprocess.run(
        COMMAND, env={**os.environ, "PYTHONPATH": path}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert "pip install 'ainewslint[server]'" in done.stderr
