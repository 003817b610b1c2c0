"""markdown-it-py as it comes, set to our dialect, and its tokens as something to compare."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.dollarmath.index import math_block_dollar, math_inline_dollar
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.gfm_autolink import gfm_autolink_plugin

from ainewslint.source import nodes as n
from ainewslint.source.blocks import MAX_BLOCK_NESTING
from ainewslint.source.inline import MAX_INLINE_NESTING
from ainewslint.source.inline_rules import _CJK


def _shortcode(state, silent):
    src, pos = state.src, state.pos
    for opening, closing in (("{{<", ">}}"), ("{{%", "%}}"), ("{%", "%}"), ("{{", "}}")):
        if src.startswith(opening, pos):
            end = src.find(closing, pos + len(opening))
            if end < 0 or end + len(closing) > state.posMax:
                return False
            if opening == "{{" and src[pos + 2] == "{":
                return False
            if not silent:
                token = state.push("shortcode", "", 0)
                token.content = src[pos : end + len(closing)]
            state.pos = end + len(closing)
            return True
    return False


_upstream_math = math_inline_dollar(allow_space=False, allow_digits=False, allow_double=True)


def _math(state, silent):
    """The plugin's rule without its look at `src[-1]` from the first character, and no prices."""
    if state.src[state.pos] != "$":
        return False
    before, end, src = state.pos, state.posMax, state.src
    state.src, state.pos = " " + src[:end], before + 1
    count = len(state.tokens)
    try:
        ok = _upstream_math(state, True)
        stop = state.pos - 1
    finally:
        state.src, state.pos = src, before
    if not ok:
        return False
    mark = "$$" if src.startswith("$$", before) else "$"
    text = src[before + len(mark) : stop - len(mark)]
    if text[0].isdigit() and _CJK.search(text):
        return False
    assert len(state.tokens) == count
    if not silent:
        token = state.push("math_inline_double" if mark == "$$" else "math_inline", "math", 0)
        token.content = text
    state.pos = stop
    return True


def make_stock() -> MarkdownIt:
    md = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    md.use(footnote_plugin, move_to_end=False).use(gfm_autolink_plugin)
    md.inline.ruler.before("escape", "math_inline", _math)
    block = math_block_dollar(allow_labels=False, allow_blank_lines=False)
    md.block.ruler.before("fence", "math_block", block)
    md.inline.ruler.push("shortcode", _shortcode)
    md.options["store_labels"] = True
    for before, limit in (("block", MAX_BLOCK_NESTING), ("inline", MAX_INLINE_NESTING)):
        md.core.ruler.before(
            before,
            "nesting_" + before,
            lambda state, to=limit: state.md.options.update(maxNesting=to),
        )
    return md


def stock_signature(tokens: list[Token], md: MarkdownIt, env) -> list:
    found: list = []
    for token in tokens:
        kind = token.type
        if kind == "inline":
            found += stock_inline(token.children or [], token.level, env)
        elif kind in ("thead_open", "thead_close", "tbody_open", "tbody_close"):
            continue
        elif kind in ("fence", "code_block"):
            found.append((kind, token.content, token.info.strip(), token.markup))
        elif kind in ("html_block", "math_block"):
            found.append((kind, token.content))
        elif kind in ("bullet_list_open", "ordered_list_open"):
            found.append((kind, token.attrs.get("start", 1)))
        elif kind == "list_item_open":
            found.append((kind, token.info))
        elif kind == "footnote_reference_open":
            found.append((kind, token.meta["label"]))
        elif kind in ("th_open", "td_open"):
            found.append((kind, str(token.attrs.get("style", "")).removeprefix("text-align:")))
        elif kind == "paragraph_open":
            found.append((kind, token.hidden))
        elif kind == "heading_open":
            found.append((kind, token.tag))
        elif kind == "heading_close":
            found.append((kind,))
        else:
            found.append((kind,))
    return found


def stock_inline(tokens: list[Token], level: int, env) -> list:
    found: list = []
    link = ""
    for token in tokens:
        kind = token.type
        if kind == "text":
            if link == "autolink":
                found.append(("text",))
            elif token.content:
                found.append(("text", token.content))
        elif kind == "link_open":
            link = token.markup
            found.append((kind, token.markup, token.attrs["href"], token.attrs.get("title")))
        elif kind == "link_close":
            link = ""
            found.append((kind,))
        elif kind == "image":
            alt = stock_alt(token.children or [])
            found.append((kind, token.attrs["src"], token.attrs.get("title"), alt))
        elif kind == "footnote_ref":
            label = token.meta.get("label")
            found.append((kind, label))
            if label is None:
                inner = env["footnotes"]["list"][token.meta["id"]]["tokens"]
                found += stock_inline(_joined(inner), level, env)
                found.append(("note_end",))
        elif kind in ("code_inline", "html_inline", "shortcode") or kind.startswith("math_inline"):
            found.append((kind, token.content))
        else:
            found.append((kind,))
    return found


def _joined(tokens: list[Token]) -> list[Token]:
    from markdown_it.rules_core.text_join import _join_text_tokens

    return _join_text_tokens(tokens)


def stock_alt(tokens: list[Token]) -> str:
    parts = []
    for token in tokens:
        if token.type in ("text", "text_special"):
            parts.append(token.content)
        elif token.type == "image":
            parts.append(stock_alt(token.children or []))
        elif token.type in ("softbreak", "hardbreak"):
            parts.append("\n")
    return "".join(parts)


def our_signature(nodes: list[n.Node], md: MarkdownIt) -> list:
    found: list = []
    stack: list = [*reversed(nodes)]
    while stack:
        node = stack.pop()
        if isinstance(node, tuple):
            found.append(node)
            continue
        opening, closing = _pair(node, md)
        if opening is None:
            continue
        found.append(opening)
        if closing is not None:
            stack.append(closing)
        if isinstance(node, n.Table):
            for index, row in enumerate(reversed(node.children)):
                head = index == len(node.children) - 1
                stack.append(("tr_close",))
                for cell, align in zip(
                    reversed(row.children), reversed(node.alignments), strict=True
                ):
                    stack.append(("th_close",) if head else ("td_close",))
                    stack.extend(reversed(cell.children))
                    stack.append(("th_open" if head else "td_open", align or ""))
                stack.append(("tr_open",))
        elif isinstance(node, n.List):
            for item in reversed(node.children):
                stack.append(("list_item_close",))
                for child in reversed(item.children):
                    stack.append((child, node.tight) if isinstance(child, n.Paragraph) else child)
                stack.append(("list_item_open", "" if item.number is None else item))
        else:
            stack.extend(reversed(node.inner))
    return found
