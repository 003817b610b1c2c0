"""YAML front matter: data and exact places from one pass of libyaml.

`compose` gives nodes with marks; the data is built from them here rather than by PyYAML's
constructor, which drops duplicate keys in silence, makes dates objects (a schema's `format`
wants the text), and expands aliases and merge keys without a bound.
"""

from __future__ import annotations

import re
from typing import Any

import yaml
from yaml.constructor import SafeConstructor
from yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode, SequenceNode

from ainewslint.diagnostics import Span
from ainewslint.patterns import regex
from ainewslint.source.metadata import (
    MAX_ALIASED,
    MAX_DEPTH,
    Duplicate,
    Metadata,
    MetadataError,
    Place,
    Problem,
    ProblemKind,
    Style,
)
from ainewslint.source.pointers import escape_token

try:
    from yaml import CSafeLoader as _BaseLoader
except ImportError:  # PyYAML built without libyaml
    from yaml import SafeLoader as _BaseLoader  # type: ignore[assignment]

_TAG = "tag:yaml.org,2002:"
_MERGE = _TAG + "merge"
_SCALARS = SafeConstructor()
_BUILDERS = {
    _TAG + "null": _SCALARS.construct_yaml_null,
    _TAG + "bool": _SCALARS.construct_yaml_bool,
    _TAG + "int": _SCALARS.construct_yaml_int,
    _TAG + "float": _SCALARS.construct_yaml_float,
}
# Scalars kept as their text; `=` and `<<` as values are text to every other YAML processor.
_TEXT_TAGS = {_TAG + name for name in ("str", "timestamp", "binary", "value", "merge")} | {"!"}
_COLLECTION_TAGS = {_TAG + name for name in ("map", "seq", "set", "omap", "pairs")}

_STYLES: dict[str, Style] = {"'": "single", '"': "double", "|": "literal", ">": "folded"}
_PROPERTIES = regex(r"(?:[&!]\S*+|\s++|#[^\r\n]*+)*")
_ALIAS = regex(r"(?:[\s,:?-]|#[^\r\n]*+)*(\*[^\s,\[\]{}]++)")
_OPENERS = ("[", "{", "- ", "-\t", "? ", "?\t")


class _Loader(_BaseLoader):
    """The safe loader, but dates stay text."""

    # Path resolvers, which nobody registers, cost a fifth of the time.
    def descend_resolver(self, current_node: object, current_index: object) -> None:
        """Nothing to do without path resolvers."""

    def ascend_resolver(self) -> None:
        """Nothing to do without path resolvers."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != _TAG + "timestamp"]
    for first, resolvers in _BaseLoader.yaml_implicit_resolvers.items()
}


def read_yaml(text: str, base: int) -> Metadata:
    """Read the YAML `text` that stands at offset `base` of its file. Never raises."""
    if text.startswith("\ufeff"):  # libyaml skips it without counting it
        text, base = text[1:], base + 1
    try:
        root = _compose(text, base)
        if root is None:
            here = Place(None, Span(base, base), "empty")
            return Metadata({}, lambda path: None if path else here)
        builder = _Builder(text, base)
        data = builder.value(root, "")
        return Metadata(data, _Locator(text, base, root).locate, builder.duplicates)
    except MetadataError as error:
        return Metadata(None, lambda path: None, problems=[error.problem])


def _compose(text: str, base: int) -> Node | None:
    """The node graph, or MetadataError."""
    loader = None
    try:
        if _may_be_deep(text):
            _check_depth(text, base)
        loader = _Loader(text)
        node: Node | None = loader.get_single_node()
        return node
    except yaml.reader.ReaderError as error:
        raise MetadataError(_reader_problem(error, text, base)) from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        words = ", ".join(part for part in (error.context, error.problem) if part)
        opened = base + error.context_mark.index if error.context_mark else None
        offset = base + mark.index if mark else base
        raise MetadataError(Problem("syntax", words, offset, opened)) from None
    except UnicodeEncodeError as error:
        raise _failure("character", "surrogates are not allowed", base + error.start) from None
    except RecursionError:  # the pure Python composer
        raise _failure("too-deep", "nested too deeply", base) from None
    finally:
        if loader is not None:
            loader.dispose()


def _failure(kind: ProblemKind, message: str, offset: int) -> MetadataError:
    return MetadataError(Problem(kind, message, offset))


def _reader_problem(error: yaml.reader.ReaderError, text: str, base: int) -> Problem:
    position = error.position
    if _Loader.__mro__[1] is not yaml.SafeLoader:  # libyaml counts bytes
        position = len(text.encode()[:position].decode(errors="ignore"))
    return Problem("character", str(error.reason), base + position)


def _may_be_deep(text: str) -> bool:
    """Whether nesting beyond MAX_DEPTH is possible at all; cheap, and right when it says no.

    Levels are opened by a bracket or an inline `- `, or by ever deeper indentation, which
    takes at least a quadratic number of characters.
    """
    if len(text) > MAX_DEPTH * MAX_DEPTH // 2:
        return True
    return sum(map(text.count, _OPENERS)) >= MAX_DEPTH // 2


def _check_depth(text: str, base: int) -> None:
    """Raise MetadataError where the nesting is deeper than MAX_DEPTH; no recursion itself."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                at = event.start_mark.index if event.start_mark else 0
                words = f"nested more than {MAX_DEPTH} levels deep"
                raise _failure("too-deep", words, base + at)
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


class _Builder:
    """Builds data from nodes, each node once: aliases share their value, as in PyYAML."""

    def __init__(self, text: str, base: int) -> None:
        self.text = text
        self.base = base
        self.duplicates: list[Duplicate] = []
        self.budget = MAX_ALIASED
        self.built: dict[int, Any] = {}
        self.sizes: dict[int, int] = {}
        self.open: set[int] = set()
        self.size = 0

    def value(self, node: Node, pointer: str) -> Any:
        """The value of a node."""
        self.size += 1
        if isinstance(node, ScalarNode):
            return self.scalar(node)
        name = id(node)
        if name in self.built:
            self.spend(self.sizes[name], node)
            return self.built[name]
        if name in self.open:
            raise self.failure("recursive-alias", "an anchor contains itself", node)
        if node.tag not in _COLLECTION_TAGS:
            raise self.failure("bad-value", f"unknown tag {node.tag}", node)
        self.open.add(name)
        before = self.size
        value = (
            self.mapping(node, pointer)
            if isinstance(node, MappingNode)
            else [self.value(item, f"{pointer}/{i}") for i, item in enumerate(node.value)]
        )
        self.open.discard(name)
        self.built[name] = value
        self.sizes[name] = self.size - before + 1
        return value

    def spend(self, size: int, node: Node) -> None:
        """Count what an alias adds, with everything below it."""
        self.size += size - 1
        self.budget -= size
        if self.budget < 0:
            words = f"aliases expand to more than {MAX_ALIASED} values"
            raise self.failure("alias-bomb", words, node)

    def scalar(self, node: ScalarNode) -> Any:
        """A scalar's value."""
        tag = node.tag
        if tag in _TEXT_TAGS:
            return node.value
        build = _BUILDERS.get(tag)
        if build is None:
            raise self.failure("bad-value", f"unknown tag {tag}", node)
        try:
            return build(node)
        except (ValueError, LookupError, OverflowError):
            words = f"{node.value[:40]!r} is not of the type {tag.removeprefix(_TAG)}"
            raise self.failure("bad-value", words, node) from None

    def mapping(self, node: MappingNode, pointer: str) -> dict[str, Any]:
        """A mapping's value: later keys win over earlier ones, own keys over merged ones."""
        data: dict[str, Any] = {}
        seen: dict[str, tuple[Node, Node]] = {}
        merged: list[Node] = []
        for key_node, value_node in node.value:
            if key_node.tag == _MERGE and not key_node.style:
                merged.append(value_node)
                continue
            if not isinstance(key_node, ScalarNode):
                raise self.failure("bad-key", "a key is a list or a mapping", key_node)
            key = key_node.value
            below = f"{pointer}/{escape_token(key)}"
            value = self.value(value_node, below)
            if key in seen:
                self.duplicate(below, seen[key], (key_node, value_node), (data[key], value))
            seen[key] = (key_node, value_node)
            data[key] = value
        for value_node in merged:
            self.merge(data, value_node, pointer)
        return data

    def merge(self, data: dict[str, Any], node: Node, pointer: str) -> None:
        """Add the keys of a merge key's mapping or mappings."""
        sources = node.value if isinstance(node, SequenceNode) else [node]
        for source in sources:
            if not isinstance(source, MappingNode):
                raise self.failure("bad-value", "only a mapping can be merged by <<", source)
            mapping = self.value(source, pointer)
            self.spend(len(mapping), source)
            for key, value in mapping.items():
                data.setdefault(key, value)

    def duplicate(
        self,
        pointer: str,
        first: tuple[Node, Node],
        second: tuple[Node, Node],
        values: tuple[Any, Any],
    ) -> None:
        spans = [
            own_span(node, self.text, self.base)[0] for pair in (first, second) for node in pair
        ]
        self.duplicates.append(
            Duplicate(
                pointer=pointer,
                first_key=spans[0],
                second_key=spans[2],
                first_value=values[0],
                second_value=values[1],
                first_span=spans[1],
                second_span=spans[3],
            )
        )

    def failure(self, kind: ProblemKind, message: str, node: Node) -> MetadataError:
        return _failure(kind, message, self.base + _start(node))


def _start(node: Node) -> int:
    return node.start_mark.index if node.start_mark else 0


def _end(node: Node) -> int:
    return node.end_mark.index if node.end_mark else 0


def _is_flow(node: Node) -> bool:
    return isinstance(node, CollectionNode) and bool(node.flow_style)


def own_span(node: Node, text: str, base: int) -> tuple[Span, Style]:
    """The span and style of a node where it is written out, without anchor, tag and quotes."""
    start, end = _start(node), _end(node)
    if start < end and text[start] in "&!":
        match = _PROPERTIES.match(text, start, end)
        start = match.end() if match else start
    style: Style
    if isinstance(node, ScalarNode):
        style = _STYLES.get(node.style or "", "plain" if start < end else "empty")
        if style in ("single", "double"):
            start, end = start + 1, end - 1
        elif style in ("literal", "folded"):
            start, end = _block_scalar(text, start, end)
    elif _is_flow(node):
        style = "flow"
    else:
        style, end = "block", _block_end(node, text)
    return Span(base + start, base + end), style


def _block_end(node: Node, text: str) -> int:
    """Where a block collection's last value ends; its own mark lies behind any comments."""
    lower = _start(node)
    while not isinstance(node, ScalarNode) and not _is_flow(node) and node.value:
        last = node.value[-1]
        if isinstance(node, MappingNode):
            lower, last = _end(last[0]), last[1]
        elif len(node.value) > 1:
            lower = _end(node.value[-2])
        if _start(last) < lower:
            match = _ALIAS.match(text, lower)
            return match.end() if match else lower
        node = last
    if isinstance(node, ScalarNode) and node.style in ("|", ">"):
        return own_span(node, text, 0)[0].end
    return _end(node)


def _block_scalar(text: str, start: int, end: int) -> tuple[int, int]:
    """The text of a block scalar behind its header, without the indentation in front."""
    match = re.compile(r"[|>][^\r\n]*").match(text, start, end)
    after = match.end() if match else start
    body = text[after:end]
    if not body.strip():
        return after, after
    return after + len(body) - len(body.lstrip()), after + len(body.rstrip())


class _Locator:
    """Finds the place of a path, a collection's children at a time, when first asked."""

    def __init__(self, text: str, base: int, root: Node) -> None:
        self.text = text
        self.base = base
        self.root = root
        self.children: dict[int, dict[str, tuple[Place, Node]]] = {}

    def locate(self, path: list[str]) -> Place | None:
        """The place of a path, None where there is none."""
        node = self.root
        place = Place(None, *own_span(node, self.text, self.base))
        for token in path:
            found = self.children_of(node).get(token)
            if found is None:
                return None
            place, node = found
        return place

    def children_of(self, node: Node) -> dict[str, tuple[Place, Node]]:
        if isinstance(node, ScalarNode):
            return {}
        if id(node) not in self.children:
            find = self.pairs if isinstance(node, MappingNode) else self.items
            self.children[id(node)] = find(node)
        return self.children[id(node)]

    def pairs(self, node: Node) -> dict[str, tuple[Place, Node]]:
        """The places of a mapping's values by key."""
        places: dict[str, tuple[Place, Node]] = {}
        merged: list[Node] = []
        for key_node, value_node in node.value:
            if key_node.tag == _MERGE and not key_node.style:
                sources = value_node.value if isinstance(value_node, SequenceNode) else [value_node]
                merged.extend(sources)
                continue
            key, _ = own_span(key_node, self.text, self.base)
            value, style = self.span_after(value_node, _end(key_node))
            places[key_node.value] = Place(key, value, style), value_node
        for source in merged:
            for token, found in self.children_of(source).items():
                places.setdefault(token, found)
        return places

    def items(self, node: Node) -> dict[str, tuple[Place, Node]]:
        """The places of a list's items by index."""
        places: dict[str, tuple[Place, Node]] = {}
        span, style = own_span(node, self.text, self.base)
        lower = span.start - self.base + (style == "flow")
        for index, item in enumerate(node.value):
            span, style = self.span_after(item, lower)
            places[str(index)] = Place(None, span, style), item
            lower = span.end - self.base if style == "alias" else _end(item)
        return places

    def span_after(self, node: Node, lower: int) -> tuple[Span, Style]:
        """The span of a node that stands behind `lower`: an alias's, if it was written earlier."""
        if _start(node) < lower:
            match = _ALIAS.match(self.text, lower)
            if match is not None:
                return Span(self.base + match.start(1), self.base + match.end(1)), "alias"
        return own_span(node, self.text, self.base)
