"""The root of a parsed body, with the indexes rules ask for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from functools import cached_property
from typing import TypeVar, overload

from ainewslint.diagnostics import Span
from ainewslint.records import record
from ainewslint.source.nodes import (
    BLOCK_PARENTS,
    BLOCK_TYPES,
    Definition,
    FootnoteDef,
    Heading,
    Node,
    Parent,
    TextBlock,
)
from ainewslint.source.text import SourceText

N = TypeVar("N", bound=Node)
M = TypeVar("M", bound=Node)


@record(slots=True, eq=False)
class Section:
    """A heading and the blocks that follow it up to the next heading of any level.

    The blocks before the first heading belong to a section without one, at level 0, which
    exists only when there are any.
    """

    heading: Heading | None
    level: int
    blocks: list[Node] = field(default_factory=list)
    parent: Section | None = None
    subsections: list[Section] = field(default_factory=list)

    @property
    def span(self) -> Span:
        """From the heading to the end of the last own block."""
        first = self.heading or self.blocks[0]
        last = self.blocks[-1] if self.blocks else first
        return Span(first.span.start, last.span.end)

    def walk(self) -> Iterator[Section]:
        """This section and all below it, in document order."""
        stack = [self]
        while stack:
            section = stack.pop()
            yield section
            stack.extend(reversed(section.subsections))


class Document:
    """The blocks of a body; their text is parsed when somebody asks for what is in it.

    `definitions` maps a normalised label to the first definition of it, `footnotes` a label to
    its note. A node lies in one document only; nothing here recurses.
    """

    def __init__(
        self,
        source: SourceText,
        body_start: int,
        children: list[Node],
        definitions: dict[str, Definition],
        footnotes: dict[str, FootnoteDef],
    ) -> None:
        self.source = source
        self.body_start = body_start
        self.children = children
        self.definitions = definitions
        self.footnotes = footnotes

    @property
    def span(self) -> Span:
        """The body."""
        return Span(self.body_start, len(self.source.text))

    def forget(self) -> None:
        """Part the sections from one another, so that nothing waits for a garbage collection."""
        for section in vars(self).pop("sections", ()):
            section.parent = None

    @cached_property
    def blocks(self) -> list[Node]:
        """All block nodes, in document order."""
        found: list[Node] = []
        stack = self.children[::-1]
        while stack:
            node = stack.pop()
            found.append(node)
            if isinstance(node, Parent):
                stack.extend(reversed(node.children))
        return found

    def walk(self) -> Iterator[Node]:
        """All nodes, blocks and what is in them, depth first; parses every text block."""
        for block in self.blocks:
            yield block
            if isinstance(block, TextBlock) and block.children:
                stack = block.children[::-1]
                while stack:
                    node = stack.pop()
                    yield node
                    if inner := node.inner:
                        stack.extend(reversed(inner))

    @overload
    def of(self, node_type: type[N], /) -> list[N]: ...
    @overload
    def of(self, first: type[N], second: type[M], /) -> list[N | M]: ...
    @overload
    def of(self, /, *node_types: type[Node]) -> list[Node]: ...
    def of(self, /, *node_types: type[Node]) -> list[Node]:  # type: ignore[misc]
        """The nodes of these types (subclasses too), in document order.

        Text blocks are not parsed while only block types are asked for.
        """
        if len(node_types) == 1:
            return self._of_one(node_types[0])
        if BLOCK_TYPES.issuperset(node_types):
            return [node for node in self.blocks if isinstance(node, node_types)]
        return [node for node in self._nodes if isinstance(node, node_types)]

    def _of_one(self, node_type: type[Node]) -> list[Node]:
        index = self._block_index if node_type in BLOCK_TYPES else self._index
        exact = index.get(node_type)
        if exact is not None or not node_type.__subclasses__():
            return exact or []
        nodes = self.blocks if node_type in BLOCK_TYPES else self._nodes
        return [node for node in nodes if isinstance(node, node_type)]

    @cached_property
    def _nodes(self) -> list[Node]:
        return list(self.walk())

    @cached_property
    def _block_index(self) -> dict[type[Node], list[Node]]:
        return _by_type(self.blocks)

    @cached_property
    def _index(self) -> dict[type[Node], list[Node]]:
        return _by_type(self._nodes)

    @cached_property
    def _parents(self) -> dict[Node, Node]:
        """The parent of each block that has one."""
        found: dict[Node, Node] = {}
        for node in self.blocks:
            if isinstance(node, Parent):
                found.update(dict.fromkeys(node.children, node))
        return found

    @cached_property
    def _inline_parents(self) -> dict[Node, Node]:
        found: dict[Node, Node] = {}
        for node in self._nodes:
            if not isinstance(node, BLOCK_PARENTS):
                found.update(dict.fromkeys(node.inner, node))
        return found

    def parent(self, node: Node) -> Node | None:
        """The node that holds this one; None for a block at the top."""
        found = self._parents.get(node)
        if found is not None or node in self._top:
            return found
        return self._inline_parents.get(node)

    @cached_property
    def _top(self) -> frozenset[Node]:
        return frozenset(self.children)

    def ancestors(self, node: Node) -> list[Node]:
        """The nodes around this one, innermost first."""
        found: list[Node] = []
        at = self.parent(node)
        while at is not None:
            found.append(at)
            at = self.parent(at)
        return found

    @cached_property
    def sections(self) -> list[Section]:
        """All sections in document order, headings of any depth.

        A section's parent is the nearest one above it of a lower level. Only headings at the
        top of the body begin a section, not those in quotes and lists.
        """
        found: list[Section] = []
        current: Section | None = None
        for node in self.children:
            if isinstance(node, Heading):
                parent = current
                while parent is not None and (parent.level >= node.level or not parent.level):
                    parent = parent.parent
                current = Section(node, node.level, parent=parent)
                if parent is not None:
                    parent.subsections.append(current)
                found.append(current)
            else:
                if current is None:
                    current = Section(None, 0)
                    found.append(current)
                current.blocks.append(node)
        return found

    @cached_property
    def _section_of(self) -> dict[Node, Section]:
        owners: dict[Node, Section] = {}
        for section in self.sections:
            if section.heading is not None:
                owners[section.heading] = section
            owners.update(dict.fromkeys(section.blocks, section))
        return owners

    def section(self, node: Node) -> Section | None:
        """The section a node lies in."""
        while (above := self.parent(node)) is not None:
            node = above
        return self._section_of.get(node)


def _by_type(nodes: list[Node]) -> dict[type[Node], list[Node]]:
    index: dict[type[Node], list[Node]] = {}
    for node in nodes:
        index.setdefault(type(node), []).append(node)
    return index
