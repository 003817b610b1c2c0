"""Flattened citations in English text, by counting: names carry numbers far too often.

"winter.13 The" needs a sentence before it; "winter13." an ordinary lower-case word. Neither is
believed alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ainewslint.citations.candidates import CLOSING, Candidate, Shape

_LEAST = 2.0  # weights in one article, of two values at least
_WORD = re.compile(r"(?<![\w@#/.\\-])([A-Za-z][a-z'’]*(?:-[a-z]+)*)\Z")
# Endings that names of products and variables rarely have.
_ORDINARY = re.compile(
    r"(?:tion|sion|ment|ness|ship|hood|ance|ence|ity|ies|ing|ed|ly|ers?|ors?|ous|ive|able|ible|ful|less|ants?"
    r"|ents?|ists?|ions|ments|als?|ics?|age|ages|ures?|ths?|ight|ould|ther|ies|ches|sses|ates?|ized?|ised?)\Z"
)
# Nouns that are counted, and names that have versions.
_NUMBERED = frozenset(
    [
        "figure",
        "figures",
        "fig",
        "table",
        "tables",
        "section",
        "sections",
        "chapter",
        "chapters",
        "step",
        "steps",
        "version",
        "versions",
        "layer",
        "layers",
        "level",
        "levels",
        "phase",
        "phases",
        "stage",
        "stages",
        "part",
        "parts",
        "type",
        "types",
        "class",
        "classes",
        "grade",
        "tier",
        "model",
        "models",
        "file",
        "files",
        "test",
        "tests",
        "item",
        "items",
        "node",
        "nodes",
        "page",
        "pages",
        "line",
        "lines",
        "port",
        "ports",
        "unit",
        "units",
        "case",
        "cases",
        "example",
        "examples",
        "question",
        "questions",
        "task",
        "tasks",
        "group",
        "groups",
        "team",
        "teams",
        "day",
        "days",
        "week",
        "weeks",
        "month",
        "months",
        "year",
        "years",
        "room",
        "rooms",
        "route",
        "routes",
        "channel",
        "track",
        "season",
        "episode",
        "volume",
        "issue",
        "number",
        "player",
        "players",
        "user",
        "users",
        "server",
        "servers",
        "router",
        "routers",
        "method",
        "methods",
        "option",
        "options",
        "answer",
        "answers",
        "note",
        "notes",
        "rule",
        "rules",
        "equation",
        "appendix",
        "theorem",
        "lemma",
        "exercise",
        "exercises",
        "problem",
        "problems",
        "column",
        "row",
        "index",
        "key",
        "keys",
        "value",
        "values",
        "field",
        "fields",
        "param",
        "params",
        "parameter",
        "parameters",
        "arg",
        "args",
        "input",
        "inputs",
        "output",
        "outputs",
        "variable",
        "variables",
        "vector",
        "point",
        "points",
        "state",
        "states",
        "condition",
        "conditions",
        "image",
        "images",
        "photo",
        "scene",
        "device",
        "devices",
        "python",
        "windows",
        "android",
        "float",
        "bfloat",
        "sqlite",
        "oauth",
        "llama",
        "gemma",
        "mamba",
        "angular",
        "swift",
        "java",
        "rails",
        "bootstrap",
        "visual",
        "studio",
        "ubuntu",
        "debian",
        "fedora",
        "office",
        "word",
        "excel",
        "covid",
        "omega",
        "vitamin",
        "article",
        "psalm",
        "sonnet",
        "book",
        "books",
        "canto",
        "hymn",
        "verse",
        "round",
        "game",
        "match",
        "terminal",
        "gate",
        "platform",
        "highway",
        "interstate",
        "building",
        "block",
        "exhibit",
        "attachment",
        "annex",
        "opus",
        "symphony",
        "formula",
        "mach",
    ]
)
_ABBREVIATION = frozenset(
    [
        "fig",
        "figs",
        "eq",
        "no",
        "nos",
        "vol",
        "sec",
        "ch",
        "art",
        "app",
        "ver",
        "pp",
        "ed",
        "eds",
        "vs",
        "etc",
        "approx",
        "dept",
    ]
)
_FEWEST_WORDS = 4


def weigh(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates to believe, with scores; none unless several stand in the article."""
    believed = []
    for one in candidates:
        one.score = one.local = _weight(one)
        if one.score > 0:
            believed.append(one)
    total = sum(one.score for one in believed)
    if total < _LEAST or len(believed) < 2 or len({one.digits for one in believed}) < 2:
        return []
    return believed


def _weight(one: Candidate) -> float:
    """0 for a name or a counted noun, 1 for what only a citation explains."""
    before = one.before
    if one.shape is Shape.AFTER_STOP:
        before = before.rstrip('”’"').rstrip('.!?,;”’")')
    words = re.split(r"(?<=[.!?])\s+|\n", before[-200:])[-1].split()
    if len(words) < _FEWEST_WORDS:
        return 0.0
    if one.shape is Shape.GLUED and before[-1:] in CLOSING:
        return 0.8
    match = _WORD.search(before[-40:])
    if match is None:
        return 0.0
    word = match[1]
    if word.lower() in (_NUMBERED if one.shape is Shape.GLUED else _ABBREVIATION):
        return 0.0
    if one.shape is Shape.AFTER_STOP:
        return 1.0 if word.islower() else 0.4
    if not word.islower() or len(word) < 4:
        return 0.0
    return 0.8 if _ORDINARY.search(word) else 0.3
