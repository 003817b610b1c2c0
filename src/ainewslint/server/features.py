"""What a client can ask and tell: each request of the protocol and what answers it."""

from __future__ import annotations

from typing import Any

from lsprotocol import types

from ainewslint.config import CONFIG_NAMES
from ainewslint.server.actions import FIX_ALL, Worked, offered, work_out
from ainewslint.server.app import Server, register_watchers
from ainewslint.server.completion import TRIGGERS, complete
from ainewslint.server.findings import hover
from ainewslint.server.lenses import OPEN_URL, SHOW, lenses
from ainewslint.server.options import SECTION
from ainewslint.server.session import Analysis
from ainewslint.server.symbols import flat, symbols


def initialize(ls: Server, params: types.InitializeParams) -> None:
    """Take the client's folders, language and options."""
    ls.protocol.keep_documents(params.workspace_folders or ())
    ls.session.editor_language = params.locale
    ls.take_options(params.initialization_options, initial=True)


async def initialized(ls: Server, _params: types.InitializedParams) -> None:
    """Ask for the settings and for news of configuration files, and get ready."""
    workspace = ls.client_capabilities.workspace
    watching = workspace and workspace.did_change_watched_files
    if watching and watching.dynamic_registration:
        register_watchers(ls, [f"**/{name}" for name in CONFIG_NAMES], "ainewslint-configuration")
    changing = workspace and workspace.did_change_configuration
    if changing and changing.dynamic_registration:
        options = types.DidChangeConfigurationRegistrationOptions(section=SECTION)
        name, method = "ainewslint-settings", types.WORKSPACE_DID_CHANGE_CONFIGURATION
        ls.client_register_capability(
            types.RegistrationParams([types.Registration(name, method, options)])
        )
    await _pull_options(ls)
    await ls.reload()


async def _pull_options(ls: Server) -> None:
    workspace = ls.client_capabilities.workspace
    if workspace and workspace.configuration:
        asked = types.ConfigurationParams([types.ConfigurationItem(section=SECTION)])
        given = await ls.workspace_configuration_async(asked)
        ls.take_options(given[0] if given else None)


async def configuration_changed(ls: Server, params: types.DidChangeConfigurationParams) -> None:
    """The editor's settings changed: take what is sent, or ask where nothing is."""
    settings: Any = params.settings
    if isinstance(settings, dict) and SECTION in settings:
        ls.take_options(settings)
    else:
        await _pull_options(ls)
    await ls.reload()


async def files_changed(ls: Server, _params: types.DidChangeWatchedFilesParams) -> None:
    """A configuration file, pack, schema or knowledge file changed."""
    await ls.reload()


async def folders_changed(ls: Server, _params: types.DidChangeWorkspaceFoldersParams) -> None:
    """Folders were added or removed."""
    await ls.reload()


async def opened(ls: Server, params: types.DidOpenTextDocumentParams) -> None:
    """Lint at once."""
    ls.schedule(params.text_document.uri, at_once=True)


async def changed(ls: Server, params: types.DidChangeTextDocumentParams) -> None:
    """Lint when typing pauses."""
    ls.schedule(params.text_document.uri)


async def saved(ls: Server, params: types.DidSaveTextDocumentParams) -> None:
    """Look again at the files an article links to, and at a configuration just edited."""
    uri = params.text_document.uri
    if uri.rpartition("/")[2] in CONFIG_NAMES:
        await ls.reload()
    else:
        ls.refresh(uri)


def closed(ls: Server, params: types.DidCloseTextDocumentParams) -> None:
    """Take the findings back."""
    ls.forget(params.text_document.uri)


async def code_action(ls: Server, params: types.CodeActionParams) -> list[types.CodeAction] | None:
    """Fixes and suppressions for a range."""
    analysis = await ls.analysis(params.text_document.uri)
    if analysis is None:
        return None
    found = await ls.on_worker(offered, analysis, params)
    if not _resolves_edits(ls):
        for one in found:
            _fill(ls, one, analysis, await ls.on_worker(work_out, analysis, one.data))
        found = [one for one in found if one.edit]
    return found


def _resolves_edits(ls: Server) -> bool:
    document = ls.client_capabilities.text_document
    action = document and document.code_action
    support = action and action.resolve_support
    return bool(support and "edit" in support.properties)


async def code_action_resolve(ls: Server, action: types.CodeAction) -> types.CodeAction:
    """Work out the edits of the action that was chosen."""
    data = action.data if isinstance(action.data, dict) else {}
    analysis = await ls.analysis(str(data.get("uri")))
    if analysis is None or analysis.version != data.get("version"):
        return action
    worked = await ls.on_worker(work_out, analysis, data)
    _fill(ls, action, analysis, worked)
    if worked.reason:
        ls.say(f"ainewslint: {worked.reason}")
    return action


def _fill(ls: Server, action: types.CodeAction, analysis: Analysis, worked: Worked) -> None:
    if not worked.edits:
        return
    place = analysis.positions.range
    edits: list[Any] = [types.TextEdit(place(one.span), one.replacement) for one in worked.edits]
    workspace = ls.client_capabilities.workspace
    support = workspace and workspace.workspace_edit
    if support and support.document_changes:
        identifier = types.OptionalVersionedTextDocumentIdentifier(analysis.uri, analysis.version)
        action.edit = types.WorkspaceEdit(
            document_changes=[types.TextDocumentEdit(identifier, edits)]
        )
    else:
        action.edit = types.WorkspaceEdit(changes={analysis.uri: edits})


async def show_hover(ls: Server, params: types.HoverParams) -> types.Hover | None:
    """The finding under the cursor and its rule's page."""
    analysis = await ls.analysis(params.text_document.uri)
    if analysis is None:
        return None
    return await ls.on_worker(hover, analysis, params.position, ls.page)


async def document_symbol(
    ls: Server, params: types.DocumentSymbolParams
) -> list[types.DocumentSymbol] | list[types.SymbolInformation] | None:
    """Front matter and sections."""
    analysis = await ls.analysis(params.text_document.uri)
    if analysis is None:
        return None
    tree = await ls.on_worker(symbols, analysis)
    document = ls.client_capabilities.text_document
    support = document and document.document_symbol
    if support and support.hierarchical_document_symbol_support:
        return tree
    return list(flat(tree, analysis.uri))


async def code_lens(ls: Server, params: types.CodeLensParams) -> list[types.CodeLens] | None:
    """What the article is and how its claims are sourced."""
    if not ls.options.code_lens:
        return None
    analysis = await ls.analysis(params.text_document.uri)
    return None if analysis is None else await ls.on_worker(lenses, analysis)


async def completion(ls: Server, params: types.CompletionParams) -> types.CompletionList | None:
    """Front-matter keys and values, suppressions."""
    analysis = await ls.analysis(params.text_document.uri)
    if analysis is None:
        return None
    return await ls.on_worker(complete, analysis, params.position)


async def open_url(ls: Server, url: str) -> None:
    """Show a page in the reader's browser; only a web address is."""
    if url.startswith(("http://", "https://")):
        await _show(ls, types.ShowDocumentParams(url, external=True))


async def show(ls: Server, uri: str, selection: types.Range) -> None:
    """Show a place in a document."""
    await _show(ls, types.ShowDocumentParams(uri, take_focus=True, selection=selection))


async def _show(ls: Server, params: types.ShowDocumentParams) -> None:
    window = ls.client_capabilities.window
    if window and window.show_document and window.show_document.support:
        await ls.window_show_document_async(params)


def register(server: Server) -> None:
    """Tell the server of all of these."""
    actions = types.CodeActionOptions(
        code_action_kinds=[types.CodeActionKind.QuickFix, FIX_ALL], resolve_provider=True
    )
    completions = types.CompletionOptions(trigger_characters=TRIGGERS)
    features: list[tuple[str, Any, Any]] = [
        (types.INITIALIZE, initialize, None),
        (types.INITIALIZED, initialized, None),
        (types.WORKSPACE_DID_CHANGE_CONFIGURATION, configuration_changed, None),
        (types.WORKSPACE_DID_CHANGE_WATCHED_FILES, files_changed, None),
        (types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS, folders_changed, None),
        (types.TEXT_DOCUMENT_DID_OPEN, opened, None),
        (types.TEXT_DOCUMENT_DID_CHANGE, changed, None),
        (types.TEXT_DOCUMENT_DID_SAVE, saved, None),
        (types.TEXT_DOCUMENT_DID_CLOSE, closed, None),
        (types.TEXT_DOCUMENT_CODE_ACTION, code_action, actions),
        (types.CODE_ACTION_RESOLVE, code_action_resolve, None),
        (types.TEXT_DOCUMENT_HOVER, show_hover, None),
        (types.TEXT_DOCUMENT_DOCUMENT_SYMBOL, document_symbol, None),
        (types.TEXT_DOCUMENT_CODE_LENS, code_lens, None),
        (types.TEXT_DOCUMENT_COMPLETION, completion, completions),
    ]
    for name, function, options in features:
        server.feature(name, options)(function)
    server.command(OPEN_URL)(open_url)
    server.command(SHOW)(show)
