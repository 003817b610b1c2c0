"""Documents for property tests, made of pieces that mean something in Markdown."""

from __future__ import annotations

from hypothesis import strategies as st

INLINE = [
    "a", "中文", "，", "。", " ", "  ", "\t", "*", "**", "***", "_", "__", "~~", "~", "`", "``", "[", "](", ")",
    "(", "]", "![", "[x](y)", "[x](<y z> 't')", "[r]", "[r][]", "[t][r]", "![i](j)", "^[", "[^1]", "\\", "\\*",
    "\\[", "&amp;", "&#35;", "&bogus;", "<", ">", "<b>", "</a>", "<a>", "<!-- c -->", "<!--", "--->", "<?", "?>",
    "http://a.b/c", "https://例.cn/路", "www.x.yz", "me@x.org", "mailto:", "<http://q.r>", "<m@n.op>", "$", "$$",
    "$x$", "5", "{{", "}}", "{{< f >}}", "{% t %}", "😀", "\u2028", "\x0c", "\ufeff", "\0", "\u3000", "\u00a0",
    "\"", "'", "x", "!", ".", ";", "javascript:", "](javascript:x)", "_a_", "-", "\x85", "\\\\",
]  # fmt: skip
BLOCK = [
    "\n", "\r\n", "\r", "\n\n", "\n\n\n", "> ", ">", "- ", "* ", "1. ", "2) ", "10. ", "# ", "## ", " #", "    ",
    "\t", "|", "|a|b|\n|---|:-:|\n", "\n|---|---|\n", "\n-|-\n", "\\|", "\n---\n", "\n===\n", "***\n", "```\n",
    "\n```", "~~~py x\n", "\n    ", "<div>\n", "\n</div>\n", "<!--\n", "-->", "[r]: /u 't'\n", "[r]:\n", "[t]: <v>",
    "\n[^1]: n", "[^1]: ", "$$\n", "\n$$", "  \n", "\\\n", " \n", "\n  ", "\n> ", "\n- ", "\n1. ",
]  # fmt: skip

documents = st.lists(st.sampled_from(INLINE + BLOCK + BLOCK), max_size=40).map("".join)
lines = st.lists(st.sampled_from(INLINE), max_size=40).map("".join)
