"""Makes articles to learn from: flattened on purpose, or with numbers as bare as citations."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import ainewslint
from ainewslint.citations.bracketed import Brackets
from ainewslint.citations.candidates import CLOSING
from ainewslint.source.article import Article
from ainewslint.source.nodes import Cell, Heading
from ainewslint.source.prose import ProseBlock, is_cjk

MARKED_END = re.compile(r"[。；，：]|\Z|\n")
YEAR = re.compile(r"(?:19|20)\d\d")
# "降低到45毫秒，", "增加了12个节点。"
COUNTED = re.compile(
    r"(?<=[\u4e00-\u9fff])[ ]?(?P<number>[1-9]\d{0,5})"
    r"(?P<unit>[ ]?[\u4e00-\u9fffA-Za-z]{1,6})(?=[。，；])"
)
LEAST_BRACKETS, MOST_BRACKETS = 3, 40


class Style(NamedTuple):
    """Where an answer puts its marks, as likelihoods."""

    sentence: float = 1.0
    clause: float = 0.05
    item: float = 0.3
    cell: float = 0.4
    paragraph: float = 0.08
    stop: float = 0.03  # behind the full stop
    spaced: float = 0.03  # with a blank before the mark


STYLES = (
    Style(),
    Style(),
    Style(clause=0.5),
    Style(sentence=0.3, item=1.0, cell=1.0, paragraph=0.3),
    Style(sentence=0.1, stop=1.0),
    Style(spaced=1.0),
)


def flatten(article: Article, rng: random.Random) -> tuple[Article, set[int]] | None:
    """The article as if an assistant had cited in it: its new text, and where the marks are."""
    style = rng.choice(STYLES)
    places = [place for block in article.prose for place in clause_ends(block, style)]
    if len(places) < 3:
        return None
    wanted = rng.choice((1, 1, 1, 2, 2, 3, 4, 6, 9, 14, 20, 30))
    largest = rng.choice((3, 5, 6, 8, 9, 10, 10, 10, 10, 12, 15, 20, 40))
    ids = range(1, largest + 1)
    weights = [1 / (number + 2) for number in ids]
    chosen = sorted(rng.choices([p for p, _ in places], [w for _, w in places], k=wanted))
    edits = []
    for place in dict.fromkeys(chosen):
        cited = sorted(set(rng.choices(ids, weights, k=rng.choice((1, 1, 1, 2, 2, 3)))))
        blank = " " if rng.random() < style.spaced else ""
        edits.append((place, place, blank, "".join(map(str, cited))))
    return edited(article, edits)


def edited(
    article: Article, edits: Iterable[tuple[int, int, str, str]]
) -> tuple[Article, set[int]]:
    """The article with (start, end, what stands before, mark) put in, and where the marks are."""
    text, parts, at, length, marks = article.source.text, [], 0, 0, set()
    for start, end, before, mark in edits:
        parts += [text[at:start], before, mark]
        length += start - at + len(before)
        if mark:
            marks.add(length)
        length += len(mark)
        at = end
    return ainewslint.parse("".join([*parts, text[at:]]), article.path), marks


def unbracket(article: Article) -> tuple[Article, set[int]] | None:
    """An article that cites in brackets, without the brackets: where authors do cite."""
    citing = [one for one in Brackets(article.references).citing if one.style in "[【［"]
    if len(citing) < LEAST_BRACKETS:
        return None
    edits: list[tuple[int, int, str, str]] = []
    joined: set[int] = set()
    for one in citing[:MOST_BRACKETS]:
        start, end = one.span
        if edits and edits[-1][1] == start:
            joined.add(len(edits))
        edits.append((start, end, "", "".join(map(str, one.numbers))))
    made, marks = edited(article, edits)
    ordered = sorted(marks)
    return made, {mark for index, mark in enumerate(ordered) if index not in joined}


def bare(article: Article, rng: random.Random) -> Article | None:
    """The article with the units of some numbers left out: "延迟降到45。" as people write too."""
    cuts = []
    for block in article.prose:
        if isinstance(block.node, Heading):
            continue
        for match in COUNTED.finditer(block.text):
            unit = block.span(match.start("unit"), match.end("unit"))
            plain = article.source.slice(unit) == match["unit"]
            if plain and not YEAR.fullmatch(match["number"]):
                cuts.append((unit.start, unit.end, "", ""))
    if len(cuts) < 2:
        return None
    chosen = sorted(rng.sample(cuts, min(len(cuts), rng.choice((2, 3, 5, 8, 12)))))
    kept = [one for i, one in enumerate(chosen) if not i or chosen[i - 1][1] <= one[0]]
    return edited(article, kept)[0]


def clause_ends(block: ProseBlock, style: Style) -> Iterator[tuple[int, float]]:
    """Source offsets where an assistant could cite, each with how likely it would."""
    if isinstance(block.node, Heading) or len(block.text) < 12:
        return
    text, last = block.text, 0
    inside = block.containers
    ends = style.item if inside else style.paragraph
    if isinstance(block.node, Cell):
        ends = style.cell
    for match in MARKED_END.finditer(text):
        start, mark = match.start(), match.group()
        length, last = start - last, match.end()
        before = text[start - 1 : start]
        glues = is_cjk(before) or before in CLOSING or before in "%\ufffc" or before.isalpha()
        if length < 6 or not before or not glues:
            continue
        weight = style.sentence if mark == "。" else style.clause if mark else ends
        yield block.span(start - 1, start).end, weight
        if mark == "。" and match.end() == len(text):
            yield block.span(start, match.end()).end, style.stop
