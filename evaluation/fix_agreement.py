"""Does `check --fix` leave every article the same article?

    python evaluation/fix_agreement.py FOLDER [--unsafe-fixes] [--sample N] [--show N]

Copies the Markdown files of FOLDER, runs the command line on the copy, and compares before and
after with tools that share nothing with the fixer: PyYAML for front matter, markdown-it-py as it
comes for the rendered text. Per article:

- a second run changes nothing;
- no rule reports more errors than before;
- front matter holds the same data but for the pointers that fixes declare;
- the rendered text, tags and blanks left out, lost and gained no character that no fix names
  (fixes that declare "text" may add or remove the characters of Markdown's markup and of
  addresses too);
- line ends, byte order mark and file mode are kept.

Exits 1 where one does not hold. What the fixes declare is asked from the library, for every text
that the fixer saw on its way.
"""

from __future__ import annotations

import argparse
import html
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path
from urllib.parse import unquote

import yaml
from markdown_it import MarkdownIt

import ainewslint
from ainewslint.diagnostics import Diagnostic, Severity
from ainewslint.fixer import fix_text

RENDERER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
FRONT_MATTER = re.compile(
    r"\ufeff?---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.S | re.M
)
BLOCK = re.compile(r"</?(?:p|h[1-6]|li|ul|ol|blockquote|pre|table|tr|t[hd]|hr|div)\b[^>]*>")
TAG = re.compile(r"<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>")
MARKUP = set("*_`[]()#>|~!<\\-+.0123456789")


def split(text: str) -> tuple[object, str]:
    """Front-matter data, every scalar as written, and the body."""
    match = FRONT_MATTER.match(text)
    if not match:
        return None, text.removeprefix("\ufeff")
    try:
        return yaml.load(match[1], yaml.BaseLoader), text[match.end() :]
    except yaml.YAMLError as error:
        return f"unreadable: {type(error).__name__}", text[match.end() :]


def changed(old: object, new: object, path: str = "") -> Iterator[str]:
    """Pointers of the values that differ."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key in {**old, **new}:
            if key not in old or key not in new:
                yield f"{path}/{key}"
            else:
                yield from changed(old[key], new[key], f"{path}/{key}")
    elif old != new:
        yield path


def rendered(body: str) -> list[str]:
    """What a reader sees, a block at a time, without blanks."""
    page = RENDERER.render(body)
    blocks = (html.unescape(TAG.sub("", one)) for one in BLOCK.split(page))
    return [text for text in ("".join(one.split()) for one in blocks) if text]


def behind_links(body: str) -> Counter[str]:
    """The characters of addresses and titles of links, as written with `%E4` or without."""
    page = RENDERER.render(body)
    urls = html.unescape("".join(re.findall(r'(?:href|src)="([^"]*)"', page)))
    titles = html.unescape("".join(re.findall(r'title=("[^"]*")', page)))
    return (Counter(urls) | Counter(unquote(urls))) + Counter("".join(titles.split()))


def lost_and_gained(old: list[str], new: list[str]) -> tuple[Counter[str], Counter[str]]:
    """Characters that are seen no more, and those seen anew."""
    lost: Counter[str] = Counter()
    gained: Counter[str] = Counter()
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            before, after = Counter("".join(old[a:b])), Counter("".join(new[c:d]))
            lost += before - after
            gained += after - before
    return lost, gained


def declared(text: str, name: str, *, unsafe: bool) -> tuple[set[str], str, str, bool]:
    """Pointers, characters taken out and put in by fixes, and whether one declares "text"."""
    pointers: set[str] = set()
    removed, added, free = [], [], False
    seen: list[tuple[str, list[Diagnostic]]] = []

    def lint(text: str) -> list[Diagnostic]:
        seen.append((text, ainewslint.lint(text, path=name)))
        return seen[-1][1]

    fix_text(text, name, lint, unsafe)
    for version, diagnostics in seen:
        for fix in (one.fix for one in diagnostics if one.fix):
            free |= "text" in fix.declares
            pointers.update(fix.declares)
            removed += (version[edit.span.start : edit.span.end] for edit in fix.edits)
            added += (edit.replacement for edit in fix.edits)
    return pointers, "".join(removed), "".join(added), free


def errors(diagnostics: list[Diagnostic]) -> Counter[str]:
    """Errors by code."""
    return Counter(one.code for one in diagnostics if one.severity is Severity.ERROR)


def line_ends(text: str) -> set[str]:
    """The kinds of line end in a text."""
    return set(re.findall(r"\r\n?|\n", text))


def problems(old: bytes, new: bytes, name: str, *, unsafe: bool) -> Iterator[str]:
    """What is wrong with one article."""
    if old == new:
        return
    before, after = old.decode("utf-8"), new.decode("utf-8")
    if line_ends(before) - line_ends(after) or line_ends(after) - line_ends(before):
        yield "line ends changed"
    if before.startswith("\ufeff") != after.startswith("\ufeff"):
        yield "byte order mark changed"
    was, now = ainewslint.lint(before, path=name), ainewslint.lint(after, path=name)
    for code, count in (errors(now) - errors(was)).items():
        yield f"{count} new error(s) {code}"
    pointers, removed, added, free = declared(before, name, unsafe=unsafe)
    old_data, old_body = split(before)
    new_data, new_body = split(after)
    for pointer in changed(old_data, new_data):
        if not any(pointer == one or pointer.startswith(f"{one}/") for one in pointers):
            yield f"front matter {pointer or '/'} changed undeclared"
    lost, gained = lost_and_gained(rendered(old_body), rendered(new_body))
    lost -= Counter(removed)
    gained -= Counter(added)
    if free:
        lost -= Counter({one: count for one, count in lost.items() if one in MARKUP})
        gained -= Counter({one: count for one, count in gained.items() if one in MARKUP})
        lost -= behind_links(new_body) - behind_links(old_body)  # a broken link's, shown before
    if lost or gained:
        yield f"text changed undeclared: lost {shown(lost)}, gained {shown(gained)}"


def shown(characters: Counter[str]) -> str:
    """Some characters, cut short."""
    return repr("".join(characters.elements())[:60])


def run(folder: Path, *, unsafe: bool) -> str:
    """Fix a folder in place; returns what the command complained of."""
    command = [sys.executable, "-m", "ainewslint", "check", "--fix", "--isolated", "--exit-zero"]
    command += ["--unsafe-fixes"] if unsafe else []
    command += ["--no-cache", "--no-ignore", "--output-format", "concise", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        lines = [line for line in done.stdout.splitlines() if "NL005" in line]
        return "\n".join([f"exit {done.returncode}", *lines[:20], done.stderr[-800:]])
    return ""


def main() -> int:
    """Compare, and say what does not hold."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--unsafe-fixes", action="store_true")
    parser.add_argument("--sample", type=int, default=1, help="every N-th file only")
    parser.add_argument("--show", type=int, default=40)
    options = parser.parse_args()
    files = sorted(options.folder.rglob("*.md"))[:: options.sample]
    kinds: Counter[str] = Counter()
    shown_lines: list[str] = []
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / "articles"
        for number, file in enumerate(files):
            target = copy / file.relative_to(options.folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, target)
            target.chmod(0o640 if number % 2 else 0o644)
        complaint = run(copy, unsafe=options.unsafe_fixes)
        once = {file: (copy / file.relative_to(options.folder)).read_bytes() for file in files}
        run(copy, unsafe=options.unsafe_fixes)
        touched = 0
        for number, file in enumerate(files):
            target = copy / file.relative_to(options.folder)
            found = list(
                problems(file.read_bytes(), once[file], target.name, unsafe=options.unsafe_fixes)
            )
            touched += file.read_bytes() != once[file]
            if target.read_bytes() != once[file]:
                found.append("a second run changed it")
            if target.stat().st_mode & 0o777 != (0o640 if number % 2 else 0o644):
                found.append("file mode changed")
            kinds.update(one.split(":")[0] for one in found)
            shown_lines += (f"{file.relative_to(options.folder)}: {one}" for one in found)
    print(f"{len(files)} articles, {touched} changed, {sum(kinds.values())} problem(s)")
    for kind, count in kinds.most_common():
        print(f"{count:6} {kind}")
    print("\n".join(shown_lines[: options.show]))
    if complaint:
        print(complaint)
    return 1 if kinds or complaint else 0


if __name__ == "__main__":
    sys.exit(main())
