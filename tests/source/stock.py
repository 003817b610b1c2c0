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
from ainewslint.source.inline_rules import _is_cjk


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
    if text[0].isdigit() and any(map(_is_cjk, text)):
        return False
    assert len(state.tokens) == count
    if not silent:
        token = state.push("math_inline_double" if mark == "$$" else "math_inline", "math", 0)
        token.content = text
    state.pos = stop
    return True


def _limit(md: MarkdownIt, nesting: int) -> None:
    md.options["maxNesting"] = nesting


def make_stock() -> MarkdownIt:
    md = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    md.use(footnote_plugin, move_to_end=False).use(gfm_autolink_plugin)
    md.inline.ruler.before("escape", "math_inline", _math)
    block = math_block_dollar(allow_labels=False, allow_blank_lines=False)
    md.block.ruler.before("fence", "math_block", block)
    md.inline.ruler.push("shortcode", _shortcode)
    for before, limit in (("block", MAX_BLOCK_NESTING), ("inline", MAX_INLINE_NESTING)):
        md.core.ruler.before(
            before, f"nesting_{before}", lambda state, to=limit: _limit(state.md, to)
        )
    return md


def stock_signature(tokens: list[Token], env) -> list:
    found: list = []
    for token in tokens:
        kind = token.type
        if kind == "inline":
            found += stock_inline(token.children or [], env)
        elif kind in ("thead_open", "thead_close", "tbody_open", "tbody_close"):
            continue
        elif kind in ("fence", "code_block"):
            found.append((kind, token.content, token.info.strip(), token.markup))
        elif kind in ("html_block", "math_block"):
            found.append((kind, token.content))
        elif kind in ("bullet_list_open", "ordered_list_open"):
            found.append((kind, token.attrs.get("start", 1)))
        elif kind == "list_item_open":
            found.append((kind, str(int(token.info)) if token.info else ""))
        elif kind == "footnote_reference_open":
            found.append((kind, token.meta["label"]))
        elif kind in ("th_open", "td_open"):
            found.append((kind, str(token.attrs.get("style", "")).removeprefix("text-align:")))
        elif kind == "paragraph_open":
            found.append((kind, token.hidden))
        elif kind == "heading_open":
            found.append((kind, token.tag))
        else:
            found.append((kind,))
    return found


def stock_inline(tokens: list[Token], env) -> list:
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
                found += stock_inline(_joined(inner), env)
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
        if token.type in ("text", "text_special", "code_inline"):
            parts.append(token.content)
        elif token.type == "image":
            parts.append(stock_alt(token.children or []))
        elif token.type in ("softbreak", "hardbreak"):
            parts.append("\n")
    return "".join(parts)


def our_signature(blocks: list[n.Node], md: MarkdownIt) -> list:
    """What `stock_signature` should be, told from our nodes."""
    found: list = []
    for node in blocks:
        found += _block(node, md, True)
    return found


def _block(node: n.Node, md: MarkdownIt, loose: bool) -> list:
    match node:
        case n.Paragraph():
            return [("paragraph_open", not loose), *_inline(node, md), ("paragraph_close",)]
        case n.Heading():
            return [("heading_open", f"h{node.level}"), *_inline(node, md), ("heading_close",)]
        case n.Code(fence=""):
            return [("code_block", node.text, "", "")]
        case n.Code():
            return [("fence", node.text, node.info, node.fence)]
        case n.Html():
            return [("html_block", node.text)]
        case n.Math():
            return [("math_block", node.text)]
        case n.ThematicBreak():
            return [("hr",)]
        case n.Definition():
            return []
        case n.Table():
            return _table(node, md)
        case n.List():
            kind = "ordered" if node.ordered else "bullet"
            inner = [one for item in node.children for one in _item(item, md, not node.tight)]
            return [(f"{kind}_list_open", node.start), *inner, (f"{kind}_list_close",)]
        case n.BlockQuote():
            inner = [one for child in node.children for one in _block(child, md, True)]
            return [("blockquote_open",), *inner, ("blockquote_close",)]
        case n.FootnoteDef():
            inner = [one for child in node.children for one in _block(child, md, True)]
            opening = ("footnote_reference_open", node.label)
            return [opening, *inner, ("footnote_reference_close",)]
    raise AssertionError(node)


def _item(item: n.ListItem, md: MarkdownIt, loose: bool) -> list:
    info = "" if item.number is None else str(item.number)
    found: list = [("list_item_open", info)]
    for child in item.children:
        found += _block(child, md, loose)
    return [*found, ("list_item_close",)]


def _table(table: n.Table, md: MarkdownIt) -> list:
    found: list = [("table_open",)]
    for row in table.children:
        found.append(("tr_open",))
        for cell, alignment in zip(row.children, table.alignments, strict=True):
            kind = "th" if cell.header else "td"
            found += [(f"{kind}_open", alignment or ""), *_inline(cell, md), (f"{kind}_close",)]
        found.append(("tr_close",))
    return [*found, ("table_close",)]


def _inline(parent: n.Node, md: MarkdownIt) -> list:
    found: list = []
    for node in parent.inner:
        found += _inline_node(node, md)
    return found


def _inline_node(node: n.Node, md: MarkdownIt) -> list:
    match node:
        case n.Text():
            return [("text", node.text)]
        case n.SoftBreak():
            return [("softbreak",)]
        case n.HardBreak():
            return [("hardbreak",)]
        case n.CodeSpan():
            return [("code_inline", node.text)]
        case n.Html():
            return [("html_inline", node.text)]
        case n.Shortcode():
            return [("shortcode", node.text)]
        case n.Math():
            return [("math_inline_double" if node.display else "math_inline", node.text)]
        case n.BareUrl():
            href = md.normalizeLink(node.url)
            return [("link_open", "autolink", href, None), ("text",), ("link_close",)]
        case n.Link(kind=n.LinkKind.AUTOLINK):
            href = md.normalizeLink(node.url)
            return [("link_open", "autolink", href, None), ("text",), ("link_close",)]
        case n.Link():
            href = md.normalizeLink(node.url)
            return [("link_open", "", href, node.title), *_inline(node, md), ("link_close",)]
        case n.Image():
            return [("image", md.normalizeLink(node.url), node.title, node.alt)]
        case n.FootnoteRef(label=None):
            return [("footnote_ref", None), *_inline(node, md), ("note_end",)]
        case n.FootnoteRef():
            return [("footnote_ref", node.label)]
    kind = {n.Emphasis: "em", n.Strong: "strong", n.Strikethrough: "s"}[type(node)]
    return [(f"{kind}_open",), *_inline(node, md), (f"{kind}_close",)]
