"""Does a baseline keep old findings quiet and new ones loud while articles are edited?

    python evaluation/baseline_agreement.py FOLDER [--articles N] [--seed N] [--show N]

Copies the Markdown files of FOLDER, writes a baseline with the command line, edits N articles that
have findings at random (lines put in above, between and below the findings: clean text, text with
faults of its own, copies of the article's own faulty lines, lines of front matter; letters added
far from a finding in its own line) and checks them against the baseline.

What should be reported is worked out without fingerprints: the edits tell where each old line went,
so a finding of the edited copy, checked without a baseline, is old where its rule reported one at
that place before, and new otherwise. Counted:

- back: old findings that were reported again;
- hidden: new findings that were not reported;
- swapped: of findings equal in rule and text, the baseline lets as many pass as it knows; where a
  copy of a faulty line was put in, the one that is shown, or that is let pass for one that is gone,
  may be the other of the two. Their number is right, and each counts once here.

Exits 1 where something came back or was hidden.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

CLEAN = (
    "编辑部补充：本文的数字以厂商的公告为准。",
    "Added by the editors: the figures follow the vendor's announcement.",
    "本段是后来加上的，与上文无关，只为说明背景。",
)
FAULTY = (
    "补充一条来源【{n}†source】。",
    "这里少了出处[{n}]，请读者留意。",
    "参见[空白的链接{n}]()。",
    "#### 第{n}点补充",
    "As an AI language model, I cannot verify item {n}.",
    "见[转载{n}](https://link.zhihu.com/?target=https%3A%2F%2Fexample.org%2F{n})。",
)
LINE_END = re.compile(r"\r\n?|\n")
Key = tuple[str, int, int, str]  # rule, line, column, pointer


def check(folder: Path, *options: str) -> Iterator[dict[str, Any]]:
    """The findings of a folder, from the command line."""
    command = [sys.executable, "-m", "ainewslint", "check", ".", "--output-format", "jsonl"]
    command += ["--no-ignore", "--no-cache", "--exit-zero", *options]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"exit {done.returncode}: {done.stderr[-800:]}")
    yield from map(json.loads, done.stdout.splitlines())


def by_path(findings: Iterator[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """Findings of articles by file; what the linter says of its own run left out."""
    found: dict[str, list[dict[str, Any]]] = {}
    for one in findings:
        if one["code"] != "NL004":
            found.setdefault(one["path"], []).append(one)
    return found


def key(one: dict[str, Any]) -> Key:
    """What a finding is known by in one version of a text."""
    return one["code"], one["line"], one["column"], re.sub(r"/\d+", "/*", one["pointer"] or "")


def edit(text: str, findings: list[dict[str, Any]], dice: random.Random) -> tuple[str, list[int]]:
    """The edited text, and for each of its lines the number it had before, 0 for a new one."""
    lines = LINE_END.sub("\n", text).split("\n")
    newline = (LINE_END.search(text) or re.match("", "\n"))[0] or "\n"  # type: ignore[index]
    kept = list(zip(lines, range(1, len(lines) + 1), strict=True))
    front = next((i for i, line in enumerate(lines[1:], 1) if line.strip() == "---"), 0)
    front = front if lines[0].lstrip("\ufeff").strip() == "---" else 0
    faulty = sorted({one["line"] for one in findings if one["line"] > front + 1})
    for _ in range(dice.randint(2, 8)):
        kind = dice.random()
        if kind < 0.15 and front:
            at, new = 1, [f"# note {dice.randint(1, 9999)}"]
        else:
            at = dice.randint(front + 1 if front else 1, len(kept))
            if kind < 0.25 and faulty:
                new = ["", lines[dice.choice(faulty) - 1], ""]
            elif kind < 0.6:
                new = ["", dice.choice(FAULTY).format(n=dice.randint(100, 9999)), ""]
            else:
                new = ["", dice.choice(CLEAN), ""]
        kept[at:at] = [(line, 0) for line in new]
    for index, (line, number) in enumerate(kept):
        here = [one for one in findings if one["line"] == number]
        ends = max((one["end_column"] for one in here if one["end_line"] == number), default=0)
        whole = all(one["end_line"] == number for one in here)
        if here and whole and 0 < ends < len(line) - 80 and dice.random() < 0.3:
            kept[index] = (line + "（后来加的一句）", number)
    return newline.join(line for line, _number in kept), [number for _line, number in kept]


def text_of(one: dict[str, Any], lines: list[str]) -> str:
    """The first line of what a finding covers, to tell equal ones."""
    line = lines[one["line"] - 1] if one["line"] <= len(lines) else ""
    end = one["end_column"] - 1 if one["end_line"] == one["line"] else len(line)
    return line[one["column"] - 1 : end].strip()


def compare(
    old: list[dict[str, Any]], now: list[dict[str, Any]], told: list[dict[str, Any]],
    origin: list[int], before_lines: list[str], lines: list[str],
) -> tuple[list[str], Counter[str]]:  # fmt: skip
    """What does not hold in one article, and counts."""
    known = Counter(map(key, old))
    fresh: Counter[Key] = Counter()
    texts: dict[Key, str] = {}
    for one in now:
        code, line, column, pointer = key(one)
        before = (code, origin[line - 1] if line <= len(origin) else 0, column, pointer)
        texts[key(one)] = text_of(one, lines)
        if known[before] > 0:
            known[before] -= 1
        else:
            fresh[key(one)] += 1
    reported = Counter(map(key, told))
    back, hidden = reported - fresh, fresh - reported
    counts = Counter(new=fresh.total(), old=len(now) - fresh.total())
    # Equal ones: which of them is shown cannot be told from the text.
    alike = Counter((one[0], texts.get(one, "")) for one in back.elements())
    alike &= Counter((one[0], texts.get(one, "")) for one in hidden.elements())
    counts["swapped"] = alike.total()
    gone = Counter((one[0], before_lines[one[1] - 1], one[2]) for one in (+known).elements())
    for one in list(hidden.elements()):
        twin = (one[0], lines[one[1] - 1], one[2])
        if gone[twin] > 0:
            gone[twin] -= 1
            hidden[one] -= 1
            counts["swapped"] += 1
    problems = []
    for word, some in (("back", back), ("hidden", hidden)):
        left = alike.copy()
        for one in some.elements():
            same = (one[0], texts.get(one, ""))
            if left[same] > 0:
                left[same] -= 1
                continue
            counts[word] += 1
            problems.append(f"{word}: {one[0]} at {one[1]}:{one[2]} {same[1][:60]!r}")
    return problems, counts


def main() -> int:
    """Edit, compare, and say what does not hold."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=200, help="how many to edit")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=40)
    options = parser.parse_args()
    dice = random.Random(options.seed)
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / "articles"
        for file in sorted(options.folder.rglob("*.md")):
            target = copy / file.relative_to(options.folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, target)
        old = by_path(check(copy, "--no-baseline"))
        list(check(copy, "--write-baseline"))
        baseline = copy / ".ainewslint-baseline.json"
        quiet = by_path(check(copy))
        total = sum(map(len, old.values()))
        print(f"{total} findings in {len(old)} articles; baseline {baseline.stat().st_size} bytes")
        print(f"{sum(map(len, quiet.values()))} reported before any edit")
        unreadable = {path for path, some in old.items() if some[0]["code"] == "NL006"}
        chosen = sorted(set(old) - unreadable)
        chosen = sorted(dice.sample(chosen, min(options.articles, len(chosen))))
        origins, texts = {}, {}
        for path in chosen:
            texts[path] = (copy / path).read_bytes().decode()
            text, origins[path] = edit(texts[path], old[path], dice)
            (copy / path).write_bytes(text.encode())
        now, told = by_path(check(copy, "--no-baseline")), by_path(check(copy))
        counts: Counter[str] = Counter()
        shown: list[str] = []
        for path in chosen:
            lines = LINE_END.split((copy / path).read_bytes().decode("utf-8-sig"))
            problems, some = compare(
                old[path],
                now.get(path, []),
                told.get(path, []),
                origins[path],
                LINE_END.split(texts[path].removeprefix("\ufeff")),
                lines,
            )
            counts += some
            shown += (f"{path}: {one}" for one in problems)
        others = sum(len(told[path]) for path in told if path not in origins)
    print(
        f"{len(chosen)} articles edited: {counts['old']} old and {counts['new']} new findings; "
        f"{counts['back']} back, {counts['hidden']} hidden, {counts['swapped']} swapped"
    )
    print(f"{others} reported in articles that were not edited")
    print("\n".join(shown[: options.show]))
    return 1 if counts["back"] or counts["hidden"] or quiet or others else 0


if __name__ == "__main__":
    sys.exit(main())
