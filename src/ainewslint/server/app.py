"""The server: who asks what, when a text is linted, and what is published."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol, default_converter
from pygls.uris import from_fs_path

from ainewslint import __version__
from ainewslint.config import ConfigError
from ainewslint.server.documents import Document, Documents
from ainewslint.server.findings import SOURCE, Page, published
from ainewslint.server.options import ClientOptions, read_options
from ainewslint.server.session import Analysis, Session

T = TypeVar("T")
_IDLE = 1.0  # seconds without an answer after which garbage is collected


class Protocol(LanguageServerProtocol):
    """pygls' protocol with our documents in place of its own."""

    def keep_documents(self, folders: Iterable[types.WorkspaceFolder]) -> None:
        """Replace the workspace that `initialize` has just made."""
        made = self.workspace
        self._workspace = Documents(
            made.root_uri,
            types.TextDocumentSyncKind.Incremental,
            list(folders),
            made.position_encoding,
        )

    @property
    def was_shut_down(self) -> bool:
        """Whether the client asked for a shutdown."""
        return bool(self._shutdown)


class Server(LanguageServer):
    """One client's server."""

    protocol: Protocol

    def __init__(self, page: Page) -> None:
        super().__init__(
            SOURCE, __version__, protocol_cls=Protocol, converter_factory=default_converter
        )
        self.page = page
        self.session = Session()
        self.options = ClientOptions()
        self.base_options = ClientOptions()  # those of the initialization
        self.worker = ThreadPoolExecutor(1, "ainewslint")
        self.generation = 0
        self._timers: dict[str, asyncio.TimerHandle] = {}
        self._tidying: asyncio.TimerHandle | None = None
        # The last analysis of each document, under way or done.
        self._latest: dict[str, tuple[tuple[int | None, int], asyncio.Task[Analysis | None]]] = {}
        self._tasks: set[asyncio.Task[Any]] = set()
        self._told: dict[str, ConfigError] = {}  # the configuration's problems on show
        self._watched: set[str] = set()

    @property
    def documents(self) -> Documents:
        """The open documents."""
        assert isinstance(self.workspace, Documents)
        return self.workspace

    @property
    def left_in_order(self) -> bool:
        """Whether the client asked for a shutdown before it left."""
        return self.protocol.was_shut_down

    # --- work -------------------------------------------------------------------------------

    async def on_worker(self, work: Callable[..., T], *arguments: Any) -> T:
        """The result of work done on the worker thread."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self.worker, work, *arguments)

    def start(self, work: Any) -> None:
        """Run a coroutine beside everything else."""
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception():
            self.log(f"{type(task.exception()).__name__}: {task.exception()}")

    def log(self, message: str) -> None:
        """Write to the client's log."""
        self.window_log_message(types.LogMessageParams(types.MessageType.Error, message))

    def say(self, message: str, kind: types.MessageType = types.MessageType.Warning) -> None:
        """Show a message."""
        self.window_show_message(types.ShowMessageParams(kind, message))

    # --- analyses ---------------------------------------------------------------------------

    async def analysis(self, uri: str) -> Analysis | None:
        """The analysis of a document as it stands now; None for what is not linted."""
        while True:
            document = self.documents.open_document(uri)
            if document is None or not document.is_article:
                return None
            wanted = document.version, self.generation
            found = await self._analyse(document, wanted)
            if self._is_current(uri, wanted):
                return found

    async def _analyse(self, document: Document, wanted: tuple[int | None, int]) -> Analysis | None:
        """Lint a version once, however many ask for it."""
        latest = self._latest.get(document.uri)
        if latest is None or latest[0] != wanted:
            task = asyncio.ensure_future(self._lint(document, wanted))
            latest = self._latest[document.uri] = wanted, task
        return await asyncio.shield(latest[1])

    async def _lint(self, document: Document, wanted: tuple[int | None, int]) -> Analysis | None:
        uri, source = document.uri, document.source_text(self.documents.folder)
        found = await self.on_worker(
            self.session.analyse,
            uri,
            document.version,
            source,
            document.position_codec,
            lambda: self._is_current(uri, wanted),
        )
        if found and self._is_current(uri, wanted):
            for crash in found.linted.crashes:
                self.log(crash)
        await self._show_problems()
        return found

    def _is_current(self, uri: str, wanted: tuple[int | None, int]) -> bool:
        document = self.documents.open_document(uri)
        return document is not None and (document.version, self.generation) == wanted

    # --- publishing -------------------------------------------------------------------------

    def schedule(self, uri: str, *, at_once: bool = False) -> None:
        """Publish a document's findings when it has been left alone for a moment."""
        waiting = self._timers.pop(uri, None)
        if waiting:
            waiting.cancel()
        delay = 0 if at_once else self.options.debounce / 1000
        loop = asyncio.get_running_loop()
        self._timers[uri] = loop.call_later(delay, lambda: self.start(self._publish(uri)))

    async def _publish(self, uri: str) -> None:
        self._timers.pop(uri, None)
        analysis = await self.analysis(uri)
        document = self.documents.open_document(uri)
        if document is None or not document.is_article:
            return
        if analysis is None:
            found = []
        else:
            found = await self.on_worker(published, analysis)
            if not self._is_current(uri, (analysis.version, analysis.generation)):
                return  # typed meanwhile: the next one is under way
        self.text_document_publish_diagnostics(
            types.PublishDiagnosticsParams(uri, found, document.version)
        )
        self.tidy_later()

    def tidy_later(self) -> None:
        """Collect garbage once nobody has typed for a while."""
        if self._tidying is not None:
            self._tidying.cancel()
        self._tidying = asyncio.get_running_loop().call_later(_IDLE, gc.collect)

    def refresh(self, uri: str) -> None:
        """Lint a document again though its text is the same: other files may have changed."""
        self._latest.pop(uri, None)
        self.schedule(uri, at_once=True)

    def forget(self, uri: str) -> None:
        """A document was closed."""
        waiting = self._timers.pop(uri, None)
        if waiting:
            waiting.cancel()
        self._latest.pop(uri, None)
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))

    # --- configuration ----------------------------------------------------------------------

    def take_options(self, given: Any, *, initial: bool = False) -> None:
        """Use the editor's settings."""
        base = None if initial else self.base_options
        self.options, problems = read_options(given, base)
        if initial:
            self.base_options = self.options
        for problem in problems:
            self.say(f"ainewslint: {problem}")

    async def reload(self) -> None:
        """Read the configuration anew and lint what is open again."""
        self.generation += 1  # whatever is under way is stale from here on
        folder = self.documents.folder
        await self.on_worker(self.session.reload, self.generation, self.options, folder)
        await self.on_worker(self.session.warm_up)
        await self._show_problems()
        for document in self.documents.articles:
            self.schedule(document.uri, at_once=True)

    async def _show_problems(self) -> None:
        """Publish what is wrong with configuration files, and say it once."""
        problems = dict(self.session.problems)
        if problems.keys() == self._told.keys():
            self._watch()
            return
        for message in problems.keys() - self._told.keys():
            self.say(f"ainewslint: {message}", types.MessageType.Error)
        places: dict[str, list[types.Diagnostic]] = {
            _uri(one): [] for one in self._told.values() if one.file
        }
        for one in problems.values():
            if one.file:
                places.setdefault(_uri(one), []).append(_on_line(one))
        self._told = problems
        for uri, found in places.items():
            self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, found))
        self._watch()

    def _watch(self) -> None:
        """Ask to be told when a file changes that the settings are made of."""
        capabilities = self.client_capabilities.workspace
        watching = capabilities and capabilities.did_change_watched_files
        new = self.session.watched - self._watched
        if not (watching and watching.dynamic_registration) or not new:
            return
        self._watched |= new
        register_watchers(self, sorted(new), f"ainewslint-files-{len(self._watched)}")


def register_watchers(server: Server, patterns: Iterable[str], name: str) -> None:
    """Register file patterns with a client that can watch them."""
    watchers = [types.FileSystemWatcher(pattern) for pattern in patterns]
    options = types.DidChangeWatchedFilesRegistrationOptions(watchers)
    method = types.WORKSPACE_DID_CHANGE_WATCHED_FILES
    server.client_register_capability(
        types.RegistrationParams([types.Registration(name, method, options)])
    )


def _uri(problem: ConfigError) -> str:
    return from_fs_path(str(problem.file)) or ""


def _on_line(problem: ConfigError) -> types.Diagnostic:
    line = (problem.line or 1) - 1
    return types.Diagnostic(
        types.Range(types.Position(line, 0), types.Position(line, 1000)),
        problem.reason,
        severity=types.DiagnosticSeverity.Error,
        source=SOURCE,
    )


def make_server(page: Page) -> Server:
    """A server with everything it can be asked."""
    from ainewslint.server.features import register

    server = Server(page)
    register(server)
    return server
