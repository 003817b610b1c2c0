"""What a reader of one front-matter format hands back: data, where it stands, what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from typing import Any, Literal, NamedTuple

from ainewslint.diagnostics import Span
from ainewslint.records import record

Style = Literal["plain", "single", "double", "literal", "folded", "flow", "block", "alias", "empty"]
ProblemKind = Literal[
    "syntax", "character", "alias-bomb", "recursive-alias", "too-deep", "bad-value", "bad-key"
]

# Nesting no article needs. libyaml's composer recurses on the C stack and a deeper document
# would end the process, jsonschema and our own walks recurse in Python.
MAX_DEPTH = 100
# Values that aliases may add to those written out.
MAX_ALIASED = 10_000


class Place(NamedTuple):
    """Where a value stands and how it is written.

    `key` is its key's text (None for items and the root), `value` its text: a quoted scalar
    without the quotes, a block scalar without its header, empty where nothing is written.
    """

    key: Span | None
    value: Span
    style: Style


@record(frozen=True, slots=True)
class Duplicate:
    """A key that one mapping has again; `pointer` names the value that wins, the last."""

    pointer: str
    first_key: Span
    second_key: Span
    first_value: Any
    second_value: Any
    first_span: Span
    second_span: Span


@record(frozen=True, slots=True)
class Problem:
    """Why front matter could not be read: the parser's words, and the offset they speak of.

    `opened` is where the quotation, list or mapping began that the parser was in.
    """

    kind: ProblemKind
    message: str
    offset: int
    opened: int | None = None


@record(slots=True)
class Metadata:
    """Front matter as read. `data` is None where it could not be; `locate` gives the place of
    a path, None where the document has no such path."""

    data: Any
    locate: Callable[[list[str]], Place | None]
    duplicates: list[Duplicate] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


class MetadataError(Exception):
    """Front matter that cannot be read."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem
