"""The documents an editor has open, with lines as the protocol counts them."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote

from lsprotocol import types
from pygls.uris import to_fs_path, uri_scheme
from pygls.workspace import TextDocument, Workspace

from ainewslint.discovery import SUFFIXES
from ainewslint.server.positions import Positions
from ainewslint.source.text import SourceText, encodable

_LANGUAGE = "markdown"
_SCHEMES = ("file", "untitled")  # not the old side of a difference, nor what is read-only


class Document(TextDocument):
    """One open document; changes are applied by our own line ends."""

    def apply_change(self, change: types.TextDocumentContentChangeEvent) -> None:
        """Replace a range, or all of it."""
        if not isinstance(change, types.TextDocumentContentChangePartial):
            self._source = change.text
            return
        text = self.source
        start, end = Positions(SourceText(text), self.position_codec).span(change.range)
        self._source = text[:start] + change.text + text[end:]

    @property
    def is_article(self) -> bool:
        """Whether it is Markdown in a file or not yet in one."""
        if uri_scheme(self.uri) not in _SCHEMES:
            return False
        return self.language_id == _LANGUAGE or self.uri.lower().endswith(SUFFIXES)

    def source_text(self, folder: Path) -> SourceText:
        """The text as it stands in the editor; one never saved counts as lying in `folder`."""
        path = to_fs_path(self.uri) if uri_scheme(self.uri) == "file" else None
        if path is None:
            name = unquote(self.uri).rpartition("/")[2].rpartition(":")[2]
            path = str(folder / (name if name.lower().endswith(SUFFIXES) else f"{name}.md"))
        return SourceText(encodable(self.source), path)


class Documents(Workspace):
    """The open documents and the folders they belong to."""

    def _create_text_document(
        self,
        doc_uri: str,
        source: str | None = None,
        version: int | None = None,
        language_id: str | None = None,
    ) -> Document:
        return Document(
            doc_uri,
            source=source,
            version=version,
            language_id=language_id,
            sync_kind=self._sync_kind,
            position_codec=self.position_codec,
        )

    def open_document(self, uri: str) -> Document | None:
        """The open document of a URI; None for one that is not open."""
        found = self.text_documents.get(unquote(uri))
        return found if isinstance(found, Document) else None

    @property
    def articles(self) -> list[Document]:
        """The open articles."""
        found = list(self.text_documents.values())
        return [one for one in found if isinstance(one, Document) and one.is_article]

    @property
    def folder(self) -> Path:
        """The first folder, in which what is not saved yet is thought to lie."""
        uris = [one.uri for one in self.folders.values()] or [self.root_uri or ""]
        path = to_fs_path(uris[0]) if uris[0] else None
        return Path(path) if path else Path.cwd()
