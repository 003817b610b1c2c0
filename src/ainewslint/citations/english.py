"""Flattened citations in English text, by counting: names carry numbers far too often.

"winter.13 The" needs a sentence before it; "winter13." an ordinary lower-case word. Neither is
believed alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ainewslint.citations.candidates import CLOSING, Candidate, Shape
from ainewslint.patterns import regex

_LEAST = 2.0  # weights in one article, of two values at least
_MANY, _LEAST_OF_MANY = 3, 1.35
_WORD = regex(r"(?<![\w@#/.\\-])([A-Za-z][a-z'’]*(?:-[a-z]+)*)\Z")
# Endings that names of products and variables rarely have.
_ORDINARY = regex(
    r"(?:tion|sion|ment|ness|ship|hood|ance|ence|ity|ies|ing|ed|ly|ers?|ors?|ous|ive|able|ible|ful"
    r"|less|ants?|ents?|ists?|ions|als?|ics?|ages?|ures?|ths?|ight|ould|ches|sses|ates?|i[zs]ed?)\Z"
)
# Nouns that are counted, and names that have versions.
_NUMBERED = frozenset(
    re.findall(
        r"\w+",
        """
        android angular annex answer answers appendix arg args article attachment bfloat block book
        books bootstrap building canto case cases channel chapter chapters class classes column
        condition conditions covid day days debian device devices episode equation example examples
        excel exercise exercises exhibit fedora field fields fig figure figures file files float
        formula game gate gemma grade group groups highway hymn image images index input inputs
        interstate issue item items java key keys layer layers lemma level levels line lines llama
        mach mamba match method methods model models month months node nodes note notes number
        oauth office omega option options opus output outputs page pages param parameter parameters
        params part parts phase phases photo platform player players point points port ports
        problem problems psalm python question questions rails room rooms round route router
        routers routes row rule rules scene season section sections server servers sonnet sqlite
        stage stages state states step steps studio swift symphony table tables task tasks team
        teams terminal test tests theorem tier track type types ubuntu unit units user users value
        values variable variables vector verse version versions visual vitamin volume week weeks
        windows word year years
        """,
    )
)
_ABBREVIATIONS = regex(
    r"(?:figs?|eq|nos?|vol|sec|ch|art|app|ver|pp|eds?|vs|etc|approx|dept)\Z", re.IGNORECASE
)
_FEWEST_WORDS = 4
_SPACED = 0.6  # "delays. 3 Crews": a sentence may begin with a number


def weigh(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates to believe, with scores; none unless several stand in the article."""
    believed = []
    for one in candidates:
        one.score = one.local = _weight(one)
        if one.score > 0:
            believed.append(one)
    total = sum(one.score for one in believed)
    if len(believed) < 2 or len({one.digits for one in believed}) < 2:
        return []
    # Marks stand behind many words, the numbers of things behind the same few.
    words = {one.before[-6:] for one in believed}
    enough = _LEAST_OF_MANY if len(words) >= _MANY else _LEAST
    return believed if total >= enough else []


def _weight(one: Candidate) -> float:
    """0 for a name or a counted noun, 1 for what only a citation explains."""
    before = one.before
    certainty = _SPACED if one.spaced else 1.0
    if one.shape is Shape.AFTER_STOP:
        before = before.rstrip('”’"').rstrip('.!?,;”’")')
    words = re.split(r"(?<=[.!?])\s+|\n", before[-200:])[-1].split()
    if len(words) < _FEWEST_WORDS:
        return 0.0
    if one.shape is Shape.GLUED and before[-1:] in CLOSING:
        return 0.8
    match = _WORD.search(before[-40:])
    if match is None:
        named = one.shape is Shape.AFTER_STOP and before[-1:].isalpha()
        return 0.4 if named else 0.0  # less than GPT-4o.3 Reviewers agree
    word = match[1]
    if one.shape is Shape.AFTER_STOP:
        return 0.0 if _ABBREVIATIONS.match(word) else certainty if word.islower() else 0.4
    if not word.islower() or len(word) < 4 or word in _NUMBERED:
        return 0.0
    return 0.8 if _ORDINARY.search(word) else 0.3
