"""When the server publishes, and when it tidies up."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import pytest
from lsprotocol import types
from pygls.uris import from_fs_path

from ainewslint.rule_page import page
from ainewslint.server import app, findings
from ainewslint.server.documents import Documents
from ainewslint.server.session import Analysis
from tests.server.editor import PATIENCE, editing

pytestmark = pytest.mark.asyncio

TEXT = "# 标题\n\n正文【3†source】在此。\n"


# The server, with a mark in a file for each time that all garbage is collected.
COUNTING = """\
import gc, runpy, sys
def mark(phase, info, file=sys.argv.pop(1)):
    if phase == "stop" and info["generation"] == 2:
        with open(file, "a") as stream:
            stream.write("x")
gc.callbacks.append(mark)
runpy.run_module("ainewslint", run_name="__main__", alter_sys=True)
"""


async def test_garbage_is_collected_when_typing_pauses(tmp_path: Path) -> None:
    marks = tmp_path / "marks"
    marks.touch()
    command = [sys.executable, "-c", COUNTING, str(marks), "server"]
    async with editing(tmp_path, command=command) as editor:
        uri = editor.open("a.md", TEXT)
        await editor.findings(uri)
        for number in range(2):  # the first may be that of the start
            before = marks.stat().st_size
            await editor.findings(uri, editor.replace(uri, "正文", f"正文{number}"))
            async with asyncio.timeout(PATIENCE):
                while marks.stat().st_size == before:
                    await asyncio.sleep(0.1)


async def test_garbage_waits_while_somebody_types(monkeypatch: pytest.MonkeyPatch) -> None:
    collected: list[None] = []
    monkeypatch.setattr(app, "_IDLE", 0.2)
    monkeypatch.setattr(app.gc, "collect", lambda: collected.append(None))
    server = app.make_server(page)
    for _change in range(3):
        server.tidy_later()
    assert collected == []
    await asyncio.sleep(0.5)
    assert collected == [None]


async def test_findings_of_a_text_that_has_changed_are_not_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server, uri = app.make_server(page), str(from_fs_path(str(tmp_path / "a.md")))
    server.protocol.client_capabilities = types.ClientCapabilities()
    server.protocol._workspace = documents = Documents(str(from_fs_path(str(tmp_path))))
    sent: list[types.PublishDiagnosticsParams] = []
    monkeypatch.setattr(server, "text_document_publish_diagnostics", sent.append)

    def typed(version: int) -> None:
        item = types.TextDocumentItem(uri, "markdown", version, TEXT)
        documents.put_text_document(item)

    def published(analysis: Analysis) -> list[types.Diagnostic]:
        if analysis.version == 1:
            typed(2)  # while the worker is at it
        return findings.published(analysis)

    monkeypatch.setattr(app, "published", published)
    typed(1)
    await server._publish(uri)
    assert sent == []
    await server._publish(uri)
    assert [one.version for one in sent] == [2]
