"""Whether a relative or root-relative URL of an article leads to a file on disk.

Sites serve files from other places than they keep them: Hugo from `static/`, `assets/` and
`content/`, Jekyll from the site's own folder; pages lose `.md`, and an article that is not a
bundle is served one folder deeper than it lies. Every place that may be meant is looked at, and
where no place is known nothing is said.
"""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from ainewslint.outside import note_target
from ainewslint.patterns import regex
from ainewslint.records import record
from ainewslint.remembered import remembered
from ainewslint.source.urls import decode_once

# Names that a file system tells apart and a reader's browser does not care about, or the other way.
_CASE_BLIND = sys.platform in ("darwin", "win32")
_TEMPLATE = regex(r"\{\{|\{%|<%|\$\{|\$\(|<[a-z]")
_EXTENSION = regex(r"\.([A-Za-z0-9]{1,8})\Z")
_IDENTIFIER = regex(r"[A-Za-z_]\w*")
_PAGES = ("html", "htm", "php", "asp", "aspx", "jsp", "xml", "rss", "cgi", "do")
_INDEXES = ("index.md", "_index.md", "README.md", "index.html", "readme.md", "index.markdown")
_SITE_FILES = {
    "hugo": ("hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json", "config.toml", "config.yaml"),
    "jekyll": ("_config.yml", "_config.yaml", "_config.toml"),
}
_FOLDERS = {"hugo": ("static", "assets", "content"), "jekyll": ("",)}
_CLIMB = 12  # how many folders up a site's own folder is looked for


@record(frozen=True, slots=True)
class Missing:
    """A target that is not there: its path as decoded, and one that differs in case alone."""

    path: str
    near: str | None = None


class LocalTargets:
    """The places that an article's relative links may mean.

    `path` is the article's, `site` the setting, `roots` further folders for root-relative URLs,
    `project_root` the configuration's folder.
    """

    def __init__(
        self, path: str, site: str, roots: tuple[Path, ...] = (), project_root: Path | None = None
    ) -> None:
        self.site = site
        folder, name = os.path.split(os.path.abspath(path))
        self.folder = folder
        # Without a path, or with one in a folder that is not there, nothing can be looked up.
        self.usable = not path.startswith("<") and path != "-" and os.path.isdir(folder)
        self.stem = name.rpartition(".")[0] or name
        self.project_root = str(project_root) if project_root else None
        self.roots = [str(root) for root in roots]

    def missing(self, url: str, *, metadata: bool = False) -> Missing | None:
        """What is wrong with a URL's target; None where it is there or cannot be judged.

        `metadata`: the URL stands in the front matter, where themes decide what it is relative to.
        """
        path = _path_of(url) if self.usable else None
        if path is None or not self._judged(path):
            return None
        found = self._find(path, metadata)
        note_target((self.site, url, metadata), (found.path, found.near) if found else None)
        return found

    def _find(self, path: str, metadata: bool) -> Missing | None:
        if metadata and (self.site not in _FOLDERS or not self._site_roots()):
            return None
        near = None
        places = list(self._places(path))
        for place in places:
            for candidate in _variants(place):
                found, other = _look_up(candidate)
                if found:
                    return None
                near = near or other
        return Missing(path, _written_like(path, near)) if places else None

    def _judged(self, path: str) -> bool:
        """Whether a path surely names a file, and not a page whose address a site makes up."""
        if "\\" in path or "\0" in path or path.strip("./") == "":
            return False
        match = _EXTENSION.search(path)
        if match is None:
            if path.startswith("/") or path.endswith("/") or self.site in ("hugo", "jekyll"):
                return False
            return not _IDENTIFIER.fullmatch(path)
        if match[1].lower() in _PAGES and (path.startswith("/") or self.site != "github"):
            return False
        return not match[1].isdigit()  # `v1.2`, a date

    def _places(self, path: str) -> Iterator[str]:
        if path.startswith("/"):
            inner = path.lstrip("/")
            yield from (os.path.join(root, inner) for root in self._site_roots())
            return
        yield os.path.join(self.folder, path)
        if self.site not in _FOLDERS:
            return
        # Seen from the address of the page: /posts/x/ for content/posts/x.md.
        pages = [self.folder]
        if self.stem not in ("index", "_index"):
            pages.append(os.path.join(self.folder, self.stem))
            yield os.path.join(pages[1], path)
        content = _content_folder(self.folder)
        for root in self._site_roots():
            yield os.path.join(root, path)
            if content:
                for page in pages:
                    yield os.path.join(root, os.path.relpath(page, content), path)

    def _site_roots(self) -> list[str]:
        """Where root-relative URLs may lead; empty where no root is known."""
        roots = list(self.roots)
        base = self.project_root
        if self.site in _FOLDERS:
            base = _nearest_site(self.folder, self.site) or base
            if base:
                roots += [os.path.join(base, one) for one in _FOLDERS[self.site]]
        elif base:
            roots.append(base)
        return roots


def _path_of(url: str) -> str | None:
    """The path of a relative URL, decoded; None for another URL or a template."""
    if not url or url[0] in "#?" or url.startswith("//") or _TEMPLATE.search(url):
        return None
    if ":" in url.split("/", 1)[0]:  # a scheme, a drive
        return None
    for mark in "#?":
        url = url.partition(mark)[0]
    return decode_once(url) or url


def _variants(place: str) -> Iterator[str]:
    """The files that an address may be served from."""
    yield place
    stem, extension = os.path.splitext(place)
    if extension.lower() in (".html", ".htm"):
        yield stem + ".md"
        yield from (os.path.join(stem, index) for index in _INDEXES[:2])
    elif not extension:
        yield place.rstrip("/\\") + ".md"
        yield from (os.path.join(place, index) for index in _INDEXES)


def _look_up(path: str) -> tuple[bool, str | None]:
    """Whether a path exists as written; and the path that differs from it in case alone."""
    path = os.path.normpath(path)
    try:
        exists = os.path.exists(path)
    except ValueError:
        return True, None
    if exists and not _CASE_BLIND:
        return True, None
    folder, name = os.path.split(path)
    tail = [name]
    while not os.path.isdir(folder) and len(tail) < 8:
        folder, name = os.path.split(folder)
        tail.insert(0, name)
    exact, at = True, folder
    for name in tail:
        names = _names(at, _changed(at))
        actual = names.get(name, names.get(_folded(name)))
        if actual is None:
            return False, None
        exact = exact and actual == name
        at = os.path.join(at, actual)
    return (True, None) if exact else (False, at)


@lru_cache(256)
def _names(folder: str, changed: int) -> dict[str, str]:
    """The names in a folder, under themselves and folded; `changed` makes a change seen."""
    found: dict[str, str] = {}
    try:
        names = os.listdir(folder)
    except OSError:
        return found
    for name in names:
        found.setdefault(_folded(name), name)
    found.update((name, name) for name in names)
    return found


def _changed(folder: str) -> int:
    try:
        return os.stat(folder).st_mtime_ns
    except OSError:
        return 0


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _written_like(path: str, near: str | None) -> str | None:
    """The end of a path found, as long as the path asked for."""
    if near is None:
        return None
    parts = [part for part in path.split("/") if part not in ("", ".", "..")]
    return "/".join(near.split(os.sep)[-len(parts) :])


@remembered
def _nearest_site(folder: str, site: str) -> str | None:
    """The folder of the site that a folder lies in, by its configuration file."""
    for _ in range(_CLIMB):
        if any(os.path.isfile(os.path.join(folder, name)) for name in _SITE_FILES[site]):
            return folder
        above = os.path.dirname(folder)
        if above == folder:
            return None
        folder = above
    return None


def _content_folder(folder: str) -> str | None:
    """The nearest folder named `content` above or at a folder."""
    head, mark, _tail = f"{folder}{os.sep}".rpartition(f"{os.sep}content{os.sep}")
    return f"{head}{os.sep}content" if mark else None
