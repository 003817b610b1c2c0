"""What was once quadratic stays linear; `benchmarks/growth.py` measures all shapes."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

import ainewslint
from ainewslint.config import Settings


def citations(count: int) -> str:
    return "# 题\n\n" + "模型得分[1]高于前代[2, 3]。" * count + "\n"


def footnotes(count: int) -> str:
    used = "".join(f"词[^{n}]" for n in range(count))
    return f"# 题\n\n{used}\n\n" + "".join(f"[^{n}]: 注 {n}。\n\n" for n in range(count))


def bracketed_links(count: int) -> str:
    return "# 题\n\n" + "见[报告](https://example.com/a)，得分13，" * count + "\n"


def lists_by_section(count: int) -> str:
    part = (
        "## 节 {n}\n\n得分高于前代[1]。\n\n### 参考资料\n\n1. [报告](https://example.com/{n})\n\n"
    )
    return "# 一周模型动态\n\n" + "".join(part.replace("{n}", str(n)) for n in range(count))


def numbers_behind_words(count: int) -> str:
    return "机器人会换电，也会联合训练13。" * count


def marks_glued(count: int) -> str:
    return "see [1]" * count


def marks_at_line_starts(count: int) -> str:
    return "[1] a\n\n" * count


def superscripts(count: int) -> str:
    return "# 题\n\n" + "".join(f"the model remembers{'¹²³'[n % 3]}.\n\n" for n in range(count))


def seconds(text: str) -> float:
    times = []
    for _ in range(2):
        began = time.process_time()
        ainewslint.lint(text, path="a.md", settings=Settings())
        times.append(time.process_time() - began)
    return min(times)


@pytest.mark.parametrize(
    "shape",
    [
        citations,
        footnotes,
        bracketed_links,
        lists_by_section,
        numbers_behind_words,
        marks_glued,
        marks_at_line_starts,
        superscripts,
    ],
)
def test_four_times_the_size_is_not_sixteen_times_the_work(shape: Callable[[int], str]) -> None:
    seconds(shape(10))  # imports and tables
    assert seconds(shape(3200)) < 9 * max(seconds(shape(800)), 0.02)
