"""An editor as far as the server can tell: documents, what was published, edits applied."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.uris import from_fs_path
from pygls.workspace import PositionCodec
from pytest_lsp import LanguageClient, client_capabilities, make_test_lsp_client

from ainewslint.server.positions import Positions
from ainewslint.source.text import SourceText

COMMAND = [sys.executable, "-m", "ainewslint", "server"]
PATIENCE = 60  # seconds; a loaded machine is slow, a hanging server is for ever


class Editor:
    """A client of a real server process over its standard streams."""

    def __init__(self, client: LanguageClient, folder: Path) -> None:
        self.client = client
        self.folder = folder
        self.published: dict[str, list[types.PublishDiagnosticsParams]] = {}
        self.registered: list[types.Registration] = []
        self.answer: types.InitializeResult
        self._texts: dict[str, tuple[int, str]] = {}
        self._news = asyncio.Condition()
        self.encoding = types.PositionEncodingKind.Utf16

    def listen(self) -> None:
        features = self.client.protocol.fm.features
        features.pop(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)

        @self.client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        async def publish(params: types.PublishDiagnosticsParams) -> None:
            async with self._news:
                self.published.setdefault(params.uri, []).append(params)
                self._news.notify_all()

        @self.client.feature(types.CLIENT_REGISTER_CAPABILITY)
        def register(params: types.RegistrationParams) -> None:
            self.registered += params.registrations

    def uri(self, name: str) -> str:
        return str(from_fs_path(str(self.folder / name)))

    def open(self, name: str, text: str, *, uri: str = "") -> str:
        uri = uri or self.uri(name)
        self._texts[uri] = 1, text
        item = types.TextDocumentItem(uri, "markdown", 1, text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))
        return uri

    def change(self, uri: str, *changes: types.TextDocumentContentChangeEvent) -> int:
        version, text = self._texts[uri]
        for one in changes:
            if isinstance(one, types.TextDocumentContentChangePartial):
                start, end = self.positions(uri, text).span(one.range)
                text = text[:start] + one.text + text[end:]
            else:
                text = one.text
        self._texts[uri] = version + 1, text
        identifier = types.VersionedTextDocumentIdentifier(version + 1, uri)
        params = types.DidChangeTextDocumentParams(identifier, list(changes))
        self.client.text_document_did_change(params)
        return version + 1

    def replace(self, uri: str, old: str, new: str) -> int:
        """Type over the first place where `old` stands."""
        at = self.text(uri).index(old)
        place = self.range(uri, at, at + len(old))
        return self.change(uri, types.TextDocumentContentChangePartial(place, new))

    def text(self, uri: str) -> str:
        return self._texts[uri][1]

    def positions(self, uri: str, text: str | None = None) -> Positions:
        text = self.text(uri) if text is None else text
        return Positions(SourceText(text), PositionCodec(self.encoding))

    def range(self, uri: str, start: int, end: int) -> types.Range:
        positions = self.positions(uri)
        return types.Range(positions.position(start), positions.position(end))

    def at(self, uri: str, words: str, shift: int = 0) -> types.Position:
        return self.positions(uri).position(self.text(uri).index(words) + shift)

    def covered(self, uri: str, one: types.Diagnostic) -> str:
        """The text under a finding."""
        start, end = self.positions(uri).span(one.range)
        return self.text(uri)[start:end]

    async def findings(self, uri: str, version: int | None = None) -> list[types.Diagnostic]:
        """What was published of a version, waiting for it; of the open one unless told."""
        version = self._texts[uri][0] if version is None else version
        return await self.news(uri, lambda one: one.version == version)

    async def news(self, uri: str, wanted: Any) -> list[types.Diagnostic]:
        """The first publication of a document that is wanted, waiting for it."""

        def found() -> types.PublishDiagnosticsParams | None:
            return next((one for one in self.published.get(uri, ()) if wanted(one)), None)

        async with asyncio.timeout(PATIENCE), self._news:
            await self._news.wait_for(lambda: found() is not None)
        params = found()
        assert params is not None
        return list(params.diagnostics)

    async def actions(
        self, uri: str, words: str, only: list[str] | None = None
    ) -> dict[str, types.CodeAction]:
        """The actions offered at some words, by title."""
        at = self.text(uri).index(words)
        context = types.CodeActionContext([], only)
        where = types.TextDocumentIdentifier(uri)
        params = types.CodeActionParams(where, self.range(uri, at, at), context)
        found = await self.client.text_document_code_action_async(params)
        return {one.title: one for one in found or () if isinstance(one, types.CodeAction)}

    async def choose(self, uri: str, action: types.CodeAction) -> str:
        """The text after an action."""
        if action.edit is None:
            action = await self.client.code_action_resolve_async(action)
        if action.edit is None:
            return self.text(uri)
        edits: Any = (action.edit.changes or {}).get(uri)
        if edits is None:
            [change] = action.edit.document_changes or ()
            assert isinstance(change, types.TextDocumentEdit)
            assert change.text_document.version == self._texts[uri][0]
            edits = change.edits
        text, positions = self.text(uri), self.positions(uri)
        for edit in sorted(edits, key=lambda one: positions.span(one.range), reverse=True):
            start, end = positions.span(edit.range)
            text = text[:start] + edit.new_text + text[end:]
        return text

    async def completions(self, uri: str, words: str) -> dict[str, types.CompletionItem]:
        """What is offered behind some words, by label."""
        position = self.at(uri, words, len(words))
        where = types.TextDocumentIdentifier(uri)
        params = types.CompletionParams(where, position)
        found = await self.client.text_document_completion_async(params)
        items = found.items if isinstance(found, types.CompletionList) else found or ()
        return {one.label: one for one in items}


@asynccontextmanager
async def editing(
    folder: Path,
    *,
    kind: str = "visual-studio-code",
    resolves: bool = True,
    options: Any = None,
    locale: str = "en",
    settings: dict[str, Any] | None = None,
    encodings: list[types.PositionEncodingKind] | None = None,
    folders: list[Path] | None = None,
    command: Sequence[str] = COMMAND,
) -> AsyncIterator[Editor]:
    """An editor with a server of its own."""
    client = make_test_lsp_client()
    client.set_configuration({"ainewslint": settings or {}})
    editor = Editor(client, folder)
    editor.listen()
    await client.start_io(*command, cwd=str(folder), env={**os.environ, "LANG": "C.UTF-8"})
    capabilities = client_capabilities(kind)
    capabilities.general = capabilities.general or types.GeneralClientCapabilities()
    capabilities.general.position_encodings = encodings or [types.PositionEncodingKind.Utf16]
    if not resolves:
        assert capabilities.text_document
        assert capabilities.text_document.code_action
        capabilities.text_document.code_action.resolve_support = None
    editor.encoding = capabilities.general.position_encodings[0]
    workspaces = [
        types.WorkspaceFolder(str(from_fs_path(str(one))), one.name) for one in folders or [folder]
    ]
    params = types.InitializeParams(
        capabilities=capabilities,
        root_uri=workspaces[0].uri,
        workspace_folders=workspaces,
        initialization_options=options,
        locale=locale,
    )
    try:
        editor.answer = await asyncio.wait_for(client.initialize_session(params), PATIENCE)
        yield editor
        await asyncio.wait_for(client.shutdown_session(), PATIENCE)
    finally:
        # The client waits for a server that was not shut down, for ever.
        if client._server and client._server.returncode is None:
            client._server.kill()
        await client.stop()
