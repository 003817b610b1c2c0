"""The network client: which links are dead, asked politely and safely.

Light to import: the libraries of the extra `links` are loaded when a request is to be made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from .options import Ages, LinkOptions, LinksExtraMissing
from .outcomes import Cause, Fragment, Kind, Outcome

__all__ = [
    "Ages",
    "Cause",
    "Fragment",
    "Kind",
    "LinkOptions",
    "LinksExtraMissing",
    "Outcome",
    "check_urls",
]


def check_urls(
    urls: Iterable[str],
    options: LinkOptions | None = None,
    on_result: Callable[[str, Outcome], None] | None = None,
    on_note: Callable[[str], None] | None = None,
) -> dict[str, Outcome]:
    """Check URLs over the network and give the outcome of each, in the order of the input.

    `on_result` is called once for each URL as soon as its outcome is known and kept; `on_note`
    gets one line about whatever hampers the run as a whole, such as a full disk. Raises
    LinksExtraMissing where the extra `links` is needed and not installed.
    """
    from .checker import LinkChecker

    return LinkChecker(options, on_note=on_note).check_urls(urls, on_result)
