"""Whether made-up copies are found among real articles, and what else is reported.

    python -m evaluation.duplicates FOLDER [--every 13] [--min-recall 0.98] [-v]

Every n-th article of FOLDER is copied: as it is, reflowed (a line a sentence), edited (every tenth
sentence replaced by one of another article), with a tenth of its words changed at random for words
of other articles (Chinese words of two characters), and with its headings in another language.
CX004 and CX005 then look at all of it. With -v the pairs that were not made here are listed, to be
read: whether they are right is not known here, so precision is given for both ways.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections import Counter
from pathlib import Path

from ainewslint.config import Settings
from ainewslint.engine import Linter
from ainewslint.joining import Join
from ainewslint.rules.corpus.bodies import LEAST, essence_of
from ainewslint.source.article import Article
from ainewslint.source.nodes import Heading
from ainewslint.source.text import SourceText

SENTENCE = re.compile(r"[^。！？!?\n]{12,}[。！？!?]|[^.!?\n]{24,}[.!?](?=\s)")
WORD = re.compile(r"[a-z]+|[0-9]+|[\u4e00-\u9fff]{1,2}", re.IGNORECASE)
KINDS = ("exact", "reflowed", "edited", "words", "headings")


def edited(text: str, others: list[str]) -> str:
    """Every tenth sentence is one of another article."""
    number = 0

    def replace(match: re.Match[str]) -> str:
        nonlocal number
        number += 1
        return others[number % len(others)] if number % 10 == 5 else match[0]

    return SENTENCE.sub(replace, text)


def with_other_words(text: str, words: list[str], seed: int) -> str:
    """A tenth of the words, also of those in addresses and code, are others."""
    chance = random.Random(seed)
    return WORD.sub(lambda one: chance.choice(words) if chance.random() < 0.1 else one[0], text)


def reflowed(text: str) -> str:
    """A line for each sentence, outside code."""
    parts = re.split(r"(```.*?```)", text, flags=re.DOTALL)
    parts[::2] = [re.sub(r"(?<=[。！？])(?=[^\s*\)])", "\n", part) for part in parts[::2]]
    return "".join(parts)


def with_other_headings(article: Article) -> str:
    """Every heading is a number in words of no language."""
    text, at, parts = article.source.text, article.body_start, []
    for number, heading in enumerate(article.document.of(Heading)):
        span = heading.content_span
        if span.start >= at:
            parts += [text[at : span.start], f"Kapitel {number} Überblick"]
            at = span.end
    return "".join([*parts, text[at:]])


def copies(article: Article, others: list[str], words: list[str], seed: int) -> dict[str, str]:
    """The copies of an article, each dated later."""
    body = article.body
    made = {
        "exact": body,
        "reflowed": reflowed(body),
        "edited": edited(body, others),
        "words": with_other_words(body, words, seed),
        "headings": with_other_headings(article),
    }
    return {kind: f"---\ndate: 2099-01-01\n---\n{text}" for kind, text in made.items()}


def read(folder: Path) -> dict[str, Article]:
    """The articles of a folder by path."""
    found = {}
    for file in sorted(folder.rglob("*.md")):
        path = file.relative_to(folder).as_posix()
        found[path] = Article(SourceText(file.read_text("utf-8", errors="replace"), path))
    return found


def main() -> int:
    """Score and say whether the floor holds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--every", type=int, default=13)
    parser.add_argument("--min-recall", type=float, default=0.0)
    parser.add_argument("-v", "--verbose", action="store_true")
    arguments = parser.parse_args()
    articles = read(arguments.folder)
    long_enough = [one for one in articles.values() if len(essence_of(one)) >= 2 * LEAST]
    originals = long_enough[:: arguments.every]
    others = [match[0] for one in long_enough[:50] for match in SENTENCE.finditer(one.body)]
    words = [match[0] for one in long_enough[:50] for match in WORD.finditer(one.body)]
    made: dict[str, tuple[str, str]] = {}
    for number, one in enumerate(originals):
        some = others[number * 3 :] + others[: number * 3]
        for kind, text in copies(one, some, words, number).items():
            path = f"made/{number:04}-{kind}.md"
            made[path] = kind, one.path
            articles[path] = Article(SourceText(text, path))
    linter = Linter(Settings(select=("CX004", "CX005")))
    facts: dict[str, dict[str, object]] = {}
    for path, article in articles.items():
        for code, fact in linter.lint(article).facts.items():
            facts.setdefault(code, {})[path] = fact
    join = Join(lambda _path: linter.settings, articles.get)
    join.run(facts)
    hits = Counter(made[path][0] for path in join.found if path in made)
    print(f"{len(articles) - len(made)} articles, {len(originals)} copied in five ways")
    for kind in KINDS:
        print(f"  {kind}: {hits[kind]} of {len(originals)} found")
    rest = sorted(path for path in join.found if path not in made and not _copied(path, join))
    wrong = [path for path in join.found if path in made and not _same_group(path, made, join)]
    right = sum(hits.values()) - len(wrong)
    pairs = right + len(wrong) + len(rest)
    print(f"{len(rest)} findings in the articles themselves, {len(wrong)} copies at another's door")
    print(
        f"precision of {pairs} pairs: {right / pairs:.3f} if all of those findings are wrong, "
        f"{(pairs - len(wrong)) / pairs:.3f} if all are right"
    )
    if arguments.verbose:
        for path in [*rest, *wrong]:
            one = join.found[path][0]
            print(f"  {path} = {one.related[0].path}: {one.message}")
    return int(min(hits[kind] for kind in KINDS) < arguments.min_recall * len(originals))


def _copied(path: str, join: Join) -> bool:
    """Whether an article without a date is reported as the later one of its copies."""
    return any((one.related[0].path or "").startswith("made/") for one in join.found[path])


def _same_group(path: str, made: dict[str, tuple[str, str]], join: Join) -> bool:
    """Whether a copy is reported as one of its original, or of what that is a copy of."""
    original = made[path][1]
    reported = {one.related[0].path for one in join.found[path]}
    known = {original, *(one.related[0].path for one in join.found.get(original, ()))}
    siblings = {other for other, (_kind, source) in made.items() if source == original}
    return bool(reported & (known | siblings))


if __name__ == "__main__":
    sys.exit(main())
