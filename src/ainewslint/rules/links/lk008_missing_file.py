"""LK008: a relative link or image whose file is not on disk."""

from __future__ import annotations

from collections.abc import Iterable

from ainewslint.diagnostics import Diagnostic, Severity
from ainewslint.local_targets import LocalTargets
from ainewslint.messages import _
from ainewslint.records import record
from ainewslint.rules.base import Context, Rule, Target, option
from ainewslint.source.document import Document
from ainewslint.source.hyperlinks import Hyperlink, Where, unusual_hyperlinks

_NOT_FILES = ("http", "#", "//", "mailto:", "tel:", "data:")


@record(frozen=True)
class Options:
    """Options of missing-file."""

    skip: list[str] = option(
        [], "beginnings of paths that are made elsewhere and not looked for (`/generated/`)"
    )


class MissingFile(Rule[Document]):
    """Reports relative links and images that lead to no file.

    ## What it does
    Looks for the file that a relative address names: beside the article, and for `/…` in the site's
    own folders (`static`, `assets` and `content` of Hugo, Jekyll's folder, the setting `roots`).
    Percent-encoding, queries and fragments are taken off. A name that differs in case alone is
    missing, too: it works on Windows and macOS and breaks on the server. Addresses of pages that
    only the site knows are not judged, nor is anything read from standard input without a path.

    ## Why is this bad?
    The reader gets a broken picture or an error page. Mostly the file was renamed, or it was never
    copied along with the text.

    ## Example
    ```markdown
    ![三个模型的得分](images/no-such-scores.png)
    ```

    ## Use instead
    ```markdown
    ![三个模型的得分](https://img.example.com/scores.png)
    ```

    ## Evidence
    Over 2,681 articles without their images: 14 findings in 7 articles. Nearly all were
    read, those are right.
    """

    code = "LK008"
    name = "missing-file"
    severity = Severity.ERROR
    target = Target.DOCUMENT
    yields_to = ("LK001", "LK002", "LK016", "AI007")
    Options = Options

    def check(self, target: Document, context: Context, /) -> Iterable[Diagnostic]:
        """A diagnostic for each file that is not there."""
        links = [
            link
            for link in unusual_hyperlinks(context.article)
            if link.url and self._is_file(link.url)
        ]
        if not links:
            return
        article = context.article
        places = LocalTargets(article.path, context.site, context.roots, context.project_root)
        if not places.usable:
            return
        for link in links:
            metadata = link.where is Where.FRONT_MATTER
            found = places.missing(link.url.strip(), metadata=metadata)
            if found is not None:
                yield self._missing(link, found.path, found.near)

    def _is_file(self, url: str) -> bool:
        if url.startswith(_NOT_FILES):
            return False
        skip = self.options.skip
        return not (skip and url.startswith(tuple(skip)))

    def _missing(self, link: Hyperlink, path: str, near: str | None) -> Diagnostic:
        if near is not None:
            message = _(
                "The file is called “{near}”: with another case it is found on some computers "
                "and missing on the server; write the name as it is"
            ).format(near=near)
        elif link.where is Where.IMAGE:
            message = _(
                "There is no file “{path}”, so the reader gets a broken picture: "
                "add the file or correct its path"
            ).format(path=path[:120])
        else:
            message = _(
                "There is no file “{path}”, so the link leads to an error page: "
                "add the file or correct its path"
            ).format(path=path[:120])
        return self.diagnostic(link.span, message, pointer=link.pointer)
