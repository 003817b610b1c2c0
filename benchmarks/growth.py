"""Does the cost of an article grow with its size, and no faster?

    python benchmarks/growth.py [--characters 40000] [--limit 2.2] [--only WORD] [--repeat 3]

Lints articles of one hostile shape each, with all default rules, at a size and at twice and four
times the size, and prints the CPU time and what each doubling costs. Exits 1 where a doubling
costs more than the limit in the mean. The smallest of some repeats counts; times below 50 ms are
not judged, they measure the machine. Python's collector goes over a growing heap again and again;
it is as lazy here as in the command, and `--no-collector` tells its cost from ours.
"""

from __future__ import annotations

import argparse
import gc
import sys
import time
from collections.abc import Callable
from itertools import pairwise

import ainewslint
from ainewslint.config import Settings

HEAD = "---\ntitle: 一周模型动态\ndate: 2025-06-01\n---\n\n# 一周模型动态\n\n"
JUDGED = 0.05  # seconds
COLLECTOR = (10_000, 20, 50)  # new objects before a collection, young ones before an older one


def one_line(unit: str) -> Callable[[int], str]:
    """A body of one line: a unit again and again."""
    return lambda size: HEAD + unit * (size // len(unit)) + "\n"


def lines(unit: str, before: str = "") -> Callable[[int], str]:
    """A body of many lines; `{n}` in the unit is their number."""

    def made(size: int) -> str:
        count = max(1, size // (len(unit) + 1))
        return HEAD + before + "".join(unit.replace("{n}", str(n)) + "\n" for n in range(count))

    return made


def front_matter(unit: str, before: str = "", after: str = "") -> Callable[[int], str]:
    """Front matter of many keys or items."""

    def made(size: int) -> str:
        count = max(1, size // len(unit))
        keys = "".join(unit.replace("{n}", str(n)) for n in range(count))
        return f"---\ntitle: 一周模型动态\n{before}{keys}{after}---\n\n# 一周模型动态\n\n正文。\n"

    return made


def nested(opening: str, closing: str, depth: int = 1_000_000) -> Callable[[int], str]:
    """A body of brackets within brackets."""

    def made(size: int) -> str:
        count = min(depth, max(1, size // (len(opening) + len(closing))))
        return HEAD + opening * count + "a" + closing * count + "\n"

    return made


def references(size: int) -> str:
    """Citations in the text and a list of as many sources."""
    count = max(1, size // 70)
    cited = "".join(f"模型得分提高了[{n}]。" for n in range(1, count + 1))
    sources = "".join(
        f"[{n}] [报告 {n}](https://example.com/r/{n})\n\n" for n in range(1, count + 1)
    )
    return f"{HEAD}{cited}\n\n## 参考资料\n\n{sources}"


def definitions(size: int) -> str:
    """Reference links and their definitions."""
    count = max(1, size // 45)
    used = "".join(f"[词{n}][d{n}] " for n in range(count))
    return (
        HEAD + used + "\n\n" + "".join(f"[d{n}]: https://example.com/{n}\n" for n in range(count))
    )


def footnotes(size: int) -> str:
    """Footnotes and their notes."""
    count = max(1, size // 25)
    used = "".join(f"词[^{n}]" for n in range(count))
    return HEAD + used + "\n\n" + "".join(f"[^{n}]: 注 {n}。\n\n" for n in range(count))


def anchors(size: int) -> str:
    """Links within the page, and the headings they go to."""
    count = max(1, size // 40)
    links = "".join(f"[{n}](#节-{n}) " for n in range(count))
    return HEAD + links + "\n\n" + "".join(f"## 节 {n}\n\n文。\n\n" for n in range(count))


SHAPES: dict[str, Callable[[int], str]] = {
    "plain text, one line": one_line("模型在推理任务上有明显提升，the model reasons better. "),
    "plain text, lines": lines("模型在推理任务上有明显提升，the model reasons better.\n"),
    "达到87.7%， one line": one_line("达到87.7%，"),
    "claims, one line": one_line("GPT-4o 在 MMLU 上达到 87.7%，比 Claude 3.5 高 2.1 个百分点；"),
    "claims, lines": lines("GPT-4o 在 MMLU 上达到 87.7%，比 Claude 3.5 高 2.1 个百分点。\n"),
    "claims, code spans": one_line("`GPT-4o` 在 `MMLU` 上达到 `87.7%`。"),
    "claims, lists apart": lines("文字。\n\n- 推理速度提升 3 倍\n"),
    "claims, sources vague": one_line("有数据显示，效率提升了55%。"),
    "code spans": one_line("`a` "),
    "code spans of growing fences": one_line("`a ``b ```c "),
    "backticks": one_line("` `` ``` "),
    "links": one_line("[a](https://example.com/b) "),
    "links, lines": lines("- [条目 {n}](https://example.com/{n})"),
    "images": one_line("![图](https://example.com/a.png)"),
    "brackets open": one_line("["),
    "brackets open and text": one_line("[a "),
    "brackets closed": one_line("]"),
    "brackets pairs": one_line("[a]"),
    "brackets nested": nested("[", "]"),
    "links nested": nested("[", "](b)"),
    "links broken": one_line("[a](https://example.com/b c "),
    "numbers in brackets": one_line("得分[1]高[2, 3]。"),
    "numbers in brackets, a list by section": lines(
        "## 节 {n}\n\n得分高于前代[1]。\n\n### 参考资料\n\n1. [报告](https://example.com/{n})\n"
    ),
    "superscripts": lines("the model remembers¹ and forgets².\n"),
    "parentheses open": one_line("("),
    "parentheses nested": nested("(", ")"),
    "links over lines": lines("[题](https://example.com/a-"),
    "links without a bracket": one_line("词](https://example.com/a)，"),
    "link and parentheses": one_line("[a]("),
    "stars": one_line("*a "),
    "stars paired": one_line("*a* "),
    "stars double": one_line("**a "),
    "stars double paired": one_line("**a**，"),
    "stars run": one_line("*"),
    "stars nested": nested("*a ", "*"),
    "underscores": one_line("_a_b "),
    "strikethrough": one_line("~~a~~ ~b "),
    "bold stranded": lines("文\n**粗**\n，后。\n"),
    "bold stranded, one paragraph": lines("文\n**粗**\n，后"),
    "quotes": one_line("> "),
    "quotes, lines": lines("> 引文 {n}"),
    "quotes deep": lines("> > > > 引文 {n}\n"),
    "quotation marks": one_line("“a”"),
    "quotation marks open": one_line("“"),
    "quotation marks straight": one_line("\"a 'b "),
    "table cells, one row": lambda size: HEAD + "|a|b|\n|-|-|\n" + "|c" * (size // 2) + "|\n",
    "table cells, wide": lambda size: (
        HEAD + "|a" * (size // 6) + "|\n" + "|-" * (size // 6) + "|\n" + "|c" * (size // 6) + "|\n"
    ),
    "table rows": lines("| 模型 {n} | 87.7% | 90.1 |", "| 模型 | MMLU | GPQA |\n|---|---|---|\n"),
    "table empty rows": lines("|||||", "| a | b |\n|---|---|\n"),
    "pipes": one_line("|"),
    "html tags": one_line("<b>a</b>"),
    "html open": one_line("<"),
    "html tag unclosed": one_line("<a href="),
    "html comments": one_line("<!-- a --> b "),
    "html comment open": one_line("a <!-- "),
    "html blocks": lines("<div>\n\n文\n\n</div>\n"),
    "html nested": nested("<div>", "</div>"),
    "suppressions": lines("文 <!-- ainewslint-disable-line TX001 -- x -->\n"),
    "entities": one_line("&amp;&#20013; "),
    "ampersands": one_line("&"),
    "escapes": one_line("\\*\\["),
    "backslashes": one_line("\\"),
    "front-matter keys": front_matter("key{n}: value {n}\n"),
    "front-matter tags": front_matter("  - tag{n}\n", "tags:\n"),
    "front-matter tags, flow": front_matter("tag{n}, ", "tags: [", "x]\n"),
    "front-matter duplicate keys": front_matter("key: value\n"),
    "front-matter long value": front_matter("词 ", "description: ", "\n"),
    "front-matter quotes": front_matter("'", 'description: "', '"\n'),
    "front-matter urls": front_matter("  - https://example.com/{n}\n", "links:\n"),
    "front-matter nested": front_matter("[", "tags: ", "\n"),
    "footnotes": footnotes,
    "footnote references undefined": one_line("a[^b] "),
    "bare URLs": one_line("https://example.com/a "),
    "bare URLs, Chinese": one_line("见https://example.com/a，"),
    "bare URL, long": one_line("https://example.com/" + "a" * 60 + "?b=c&"),
    "http": one_line("http"),
    "www": one_line("www."),
    "URL wrappers": one_line("[a](https://link.zhihu.com/?target=https%3A//example.com/b) "),
    "tracking": one_line("[a](https://example.com/?utm_source=x&utm_medium=y) "),
    "mail": one_line("a@b.cn "),
    "at signs": one_line("a@"),
    "math": one_line("$a_1$ "),
    "math blocks": lines("$$\na_{n}\n$$\n"),
    "dollars": one_line("$"),
    "dollars and text": one_line("$ a"),
    "formula exploded": lines("x\n=\n{n}\n"),
    "shortcodes": one_line("{{< a b >}}"),
    "shortcodes open": one_line("{{< "),
    "liquid": one_line("{% a %}{{ b }}"),
    "braces": one_line("{"),
    "headings": lines("## 节 {n}\n\n文。\n"),
    "headings the same": lines("## 节\n\n文。\n"),
    "headings numbered": lines("## {n}. 节\n\n文。\n"),
    "setext": lines("节 {n}\n---\n"),
    "hashes": one_line("#"),
    "lists": lines("- 项 {n}"),
    "lists numbered": lines("{n}. 项"),
    "lists nested": lambda size: (
        HEAD + "".join(" " * (2 * (n % 40)) + f"- 项 {n}\n" for n in range(size // 48))
    ),
    "list markers": one_line("- "),
    "fences": lines("```py\na = {n}\n```\n"),
    "fences open": lines("```"),
    "indented code": lines("    a = {n}"),
    "dashes": one_line("-"),
    "rules": lines("---\n"),
    "blank lines": lines(""),
    "blanks": one_line(" "),
    "tabs": one_line("\t"),
    "line ends, carriage returns": one_line("文。\r"),
    "separators": one_line("\u2028文"),
    "zero widths": one_line("a\u200b"),
    "private use": one_line("cite\ue200turn0search0\ue201 "),
    "assistant leftovers": one_line("【1†source】 :contentReference[oaicite:0]{index=0} "),
    "mojibake": one_line("æ¨¡åž‹ "),
    "combining marks": one_line("e\u0301"),
    "digits": one_line("1"),
    "numbers": one_line("1,234.5 "),
    "dots": one_line("."),
    "ellipses": one_line("…"),
    "full stops": one_line("文。"),
    "model names": one_line("GPT4o 与 claude3.5、Deepseek-R1 "),
    "model names, bold": one_line("用 **GPT4o** 写。"),
    "model names, best": one_line("o3 是最强的模型，来吧。"),
    "benchmark names": one_line("MMLU 和 FooBench 达到 5.5%，"),
    "references": references,
    "definitions": definitions,
    "definitions undefined": one_line("[词][无] "),
    "anchors": anchors,
    "anchors missing": one_line("[a](#无) "),
}


def seconds(text: str, repeat: int) -> float:
    """The least CPU time of some runs."""
    times = []
    for _ in range(repeat):
        gc.collect()
        began = time.process_time()
        ainewslint.lint(text, path="a.md", settings=Settings())
        times.append(time.process_time() - began)
        if times[-1] > 5.0:
            break
    return min(times)


def main() -> int:
    """Measure, print, judge."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--characters", type=int, default=40_000)
    parser.add_argument("--limit", type=float, default=2.2)
    parser.add_argument("--only", default="", help="shapes whose name holds this")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--no-collector", action="store_true")
    options = parser.parse_args()
    gc.set_threshold(*COLLECTOR)
    if options.no_collector:
        gc.disable()
    sizes = [options.characters * factor for factor in (1, 2, 4)]
    ainewslint.lint(HEAD, path="a.md", settings=Settings())  # imports and tables
    print(f"{'shape':32}" + "".join(f"{size:>10,}" for size in sizes) + "   doubling", flush=True)
    slow = []
    for name, shape in SHAPES.items():
        if options.only not in name:
            continue
        times = [seconds(shape(size), options.repeat) for size in sizes]
        judged = [one for one in times if one > JUDGED]
        growth = [late / early for early, late in pairwise(judged)]
        verdict = " ".join(f"{one:.2f}" for one in growth) or "-"
        # The mean of the doublings: one alone swings with whatever else the machine does.
        if growth and (judged[-1] / judged[0]) ** (1 / len(growth)) > options.limit:
            slow.append(name)
            verdict += "  SUPERLINEAR"
        shown = "".join(f"{one * 1000:>8.0f}ms" for one in times)
        print(f"{name:32}{shown}   {verdict}", flush=True)
    print(f"{len(slow)} superlinear" + (f": {', '.join(slow)}" if slow else ""))
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
