"""Finding the models and benchmarks that a text names.

One pass in four steps, each linear: which first words occur (set intersection on a byte copy of the
text), where they stand, the longest name at each place, and for names that are also ordinary words
(o3, Gemini, DROP, 豆包) whether the surroundings speak for them.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ainewslint.knowledge import evidence
from ainewslint.knowledge.lexicon import Group, Lexicon, Name, lowered, places_of
from ainewslint.knowledge.names import fold_width, key_of, walk
from ainewslint.knowledge.records import Benchmark, BenchmarkMention, Model, ModelMention
from ainewslint.patterns import regex

# After a number: 3月, 4 个, 5%, "3 times" make it a quantity, not a version.
_QUANTITY = regex(
    r"\s?(?:[月日号年天个周倍亿万名位次项款种分秒元岁届块台篇步章第]|小时|美元|[%％]|"
    r"(?:times|days?|weeks?|months?|years?|hours?|minutes?|percent|billion|million|people)\b)"
)
# What follows a model's name and makes it another model: a hyphenated tail, a size, a qualifier.
_EXTRA = regex(
    r"(?:[-_\u2010-\u2013][A-Za-z0-9][A-Za-z0-9.+]{0,30}(?<!\.)){1,8}"
    r"|[ \u00a0]?[0-9]+(?:\.[0-9]+)?[BbMmKkTt](?![A-Za-z0-9])"
    r"|[ \u00a0]?(?:mini|nano|pro|turbo|flash|lite|plus|max|ultra|instruct|chat|base|preview"
    r"|thinking|vision|vl|coder|math|audio|image|realtime|distill(?:ed)?|heavy|fast|codex|omni|embedding|air"
    r"|large|medium|small|tiny|xl|micro|video|tts|ocr|reasoner|deep think)(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_VERSION = regex(r"[ \u00a0]?(?:[Vv]\.?)?[0-9]{1,2}(?:\.[0-9]{1,2})?(?![0-9A-Za-z._]|\.[0-9])")
_HYPHEN_VERSION = regex(r"-[0-9]")  # GPT-6 is evidence enough
_RUN_BEFORE = regex(r"[A-Za-z0-9]+$")
_OTHER_SET = regex(r"[-\u2010\u2011][A-Za-z]")  # COCO-CN is not COCO
_YEAR_BEFORE = regex(r"(20[0-9]{2})\s?年?(?:的|度)?\s?$")
_GLUED_BEFORE = frozenset("_@\\")
_TAGS = frozenset("/#@_")
# Code that stands in the text: Agent("deepSeek", 8), model="GPT4o".
_ARGUMENT = regex(r"(?:[A-Za-z0-9_]\(|=) ?([\"'])$")

_AT = operator.attrgetter("at")
_FOLLOWER = regex(r"[^A-Za-z0-9\n]{1,3}([A-Za-z]+)")
_NUMBER = regex(r"[^A-Za-z0-9]{0,2}[0-9+@]")


class Mentions(NamedTuple):
    """What one text names, each in order of place."""

    models: list[ModelMention]
    benchmarks: list[BenchmarkMention]


class _Start(NamedTuple):
    at: int
    group: Group


class _Found(NamedTuple):
    start: int
    end: int
    name: Name
    weak: bool


class Matcher:
    """Finds the names of one lexicon. Never raises; the last text's mentions are kept."""

    def __init__(self, lexicon: Lexicon, judge: evidence.Judge) -> None:
        self._lexicon, self._judge = lexicon, judge
        self._last: tuple[str, Mentions] = ("", Mentions([], []))

    def scan(self, text: str) -> Mentions:
        """The models and benchmarks in `text`."""
        last, mentions = self._last
        if last != text:
            mentions = self._scan(text)
            self._last = (text, mentions)
        return mentions

    def _scan(self, original: str) -> Mentions:
        text = fold_width(original)
        found = list(self._longest(text, self._starts(text)))
        if not found:
            return Mentions([], [])
        kept = found
        if any(one.weak for one in found):
            sure = [one.start for one in found if not one.weak]
            weak = [(one.start, one.end, one.name.sense) for one in found if one.weak]
            denied = self._judge.denied(text, weak, sure)
            kept = [one for one in found if not one.weak or (one.start, one.end) not in denied]
        mentions = Mentions([], [])
        for one in kept:
            record = one.name.sense.record
            if isinstance(record, Model):
                mentions.models.append(_model_mention(original, text, one, record))
            elif record is not None and not _OTHER_SET.match(text, one.end):
                mentions.benchmarks.append(_benchmark_mention(text, one, record))
        return mentions

    def _starts(self, text: str) -> list[_Start]:
        """Where a name may begin, in order."""
        low = lowered(text)
        starts: list[_Start] = []
        for word, places in places_of(low, self._lexicon.words).items():
            group, size = self._lexicon.group(word), len(word)
            for at in places:
                if _may_begin(text, at, at + size, group):
                    starts.append(_Start(_over_digits(low, at, group), group))
        if not text.isascii():
            for match in self._lexicon.chinese_pattern.finditer(text):
                run_group = self._lexicon.chinese_group(match[0])
                starts.append(_Start(_over_digits(low, match.start(), run_group), run_group))
        starts.sort(key=_AT)
        return starts

    def _longest(self, text: str, starts: list[_Start]) -> Iterator[_Found]:
        covered = 0
        for start, group in starts:
            if start < covered:
                continue
            found = _name_at(text, start, group)
            if found is None:
                continue
            covered = found.end
            if found.name.sense.record is not None and _stands_alone(text, start, self._judge):
                yield found


def _may_begin(text: str, at: int, end: int, group: Group) -> bool:
    """A cheap look at what follows the word, before any name is read."""
    if group.alone or text[at:end] in group.alone_forms:
        return True
    if group.before_digit and _NUMBER.match(text, end):
        return True
    follower = _FOLLOWER.match(text, end)
    return follower is not None and group.begins((text[at:end] + follower[1]).lower())


def _over_digits(low: bytes, at: int, group: Group) -> int:
    """Where the name begins: at the number before the word, for 360智脑 and 3DMark."""
    if group.from_digit:
        while at > 0 and low[at - 1 : at].isdigit():
            at -= 1
    return at


def _name_at(text: str, start: int, group: Group) -> _Found | None:
    """The longest name of the group that begins at `start`."""
    best = None
    for key, end, may_end in walk(text, start):
        if not group.begins(key):
            break
        if may_end and (names := group.at(key)) and _ends_well(text, end):
            best = _pick(text, start, end, names) or best
    return best


def _pick(text: str, start: int, end: int, names: Sequence[Name]) -> _Found | None:
    """The sense the written form allows: a strong one in any case, a weak one only as listed."""
    written = text[start:end]
    weak = None
    for name in names:
        if name.text in name.sense.weak:
            if written in name.sense.weak and weak is None:
                versioned = _is_brand(name) and _HYPHEN_VERSION.match(text, end) is not None
                weak = _Found(start, end, name, not versioned)
        else:
            return _Found(start, end, name, False)
    return weak


def _is_brand(name: Name) -> bool:
    record = name.sense.record
    return isinstance(record, Model) and record.kind != "model" and not name.sense.near


def _ends_well(text: str, end: int) -> bool:
    after = text[end : end + 1]
    last = text[end - 1]
    if after.isascii() and after.isalnum() and last.isascii() and (last.isalnum() or last == "+"):
        # Only a size or version may be glued to a name: Qwen7B, Claude5.
        return last.isalpha() and after.isdigit() and _glued_tail(text, end) > 0
    if after == "." and text[end + 1 : end + 2].islower() and text[end + 1 : end + 2].isascii():
        return False  # llama.cpp, suno.com
    if after in _GLUED_BEFORE and after and text[end + 1 : end + 2].isalnum():
        return False
    spaced = text[end - 2 : end - 1] in " \u00a0"
    return not (last.isdigit() and spaced and _QUANTITY.match(text, end))


def _glued_tail(text: str, end: int) -> int:
    match = _EXTRA.match(text, end) or _VERSION.match(text, end)
    return match.end() - end if match else 0


def _stands_alone(text: str, start: int, judge: evidence.Judge) -> bool:
    """Whether the name is not the tail of a longer one: Open-Sora, a@gemini, chat.deepseek."""
    before = text[start - 1 : start] if start else ""
    if not before or before.isspace() or not text[start].isascii():
        return True
    if before.isascii() and (before.isalnum() or before in _GLUED_BEFORE):
        return False
    if before == "." and start > 1 and text[start].islower():
        return not (text[start - 2].isascii() and text[start - 2].isalnum())
    if before in "-\u2010\u2011":
        run = _RUN_BEFORE.search(text, max(0, start - 24), start - 1)
        if run is None:
            return before != "-" or start < 2 or not text[start - 2].isspace()  # gcc -O3
        return run[0].lower() in judge.vendor_words
    return True


def _model_mention(original: str, text: str, found: _Found, model: Model) -> ModelMention:
    written = original[found.start : found.end]
    exact = written == model.name or written in model.aliases
    if found.weak and not exact:  # `R1` is how DeepSeek-R1 is called; `O3` is not how o3 is spelled
        exact = key_of(written) != key_of(model.name)
    extra = _extra_of(text, found.end, model)
    identifier = _is_identifier(text, found.start, found.end + len(extra))
    return ModelMention(found.start, found.end, model, exact, extra, written, identifier)


def _is_identifier(text: str, start: int, end: int) -> bool:
    """Whether a name is part of a path, handle or tag, or a quoted argument of code."""
    if text[max(0, start - 1) : start] in _TAGS:
        return True
    quoted = _ARGUMENT.search(text, max(0, start - 4), start)
    return quoted is not None and text.startswith(quoted[1], end)


def _extra_of(text: str, end: int, model: Model) -> str:
    stop = end
    while match := _EXTRA.match(text, stop):
        stop = match.end()
        if stop - end > 60:
            break
    if stop == end and model.kind != "model":
        version = _VERSION.match(text, end)
        if version and not _QUANTITY.match(text, version.end()):
            stop = version.end()
    return text[end:stop]


def _benchmark_mention(text: str, found: _Found, benchmark: Benchmark) -> BenchmarkMention:
    variant = found.name.variant
    if not variant and benchmark.variants:
        year = _YEAR_BEFORE.search(text, max(0, found.start - 10), found.start)
        if year and year[1] in benchmark.variants:
            variant = year[1]
    return BenchmarkMention(found.start, found.end, benchmark, variant)
