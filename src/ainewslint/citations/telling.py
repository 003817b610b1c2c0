"""The evidence for flattened citations in words."""

from __future__ import annotations

from ainewslint.citations.candidates import Candidate, Shape
from ainewslint.citations.flattened import load_model, reasons
from ainewslint.citations.ids import splits
from ainewslint.messages import _, ngettext
from ainewslint.source.article import Article


def evidence(article: Article, found: list[Candidate], count: int) -> str:
    """What the article as a whole says: "4 clauses end in bare numbers that split into 1-10"."""
    numbers = [number for one in found for number in splits(one.digits)[0]]
    low, high = min(numbers), max(numbers)
    if all(one.shape is Shape.LINKED for one in found):
        said = _("{count} links here are nothing but a number glued to the text")
        return said.format(count=count)
    if count == 1:
        said = _("nothing before it takes a number")
    else:
        said = ngettext(
            "{count} clause here ends in a bare number that splits into {low}-{high}",
            "{count} clauses here end in bare numbers that split into {low}-{high}",
            count,
        ).format(count=count, low=low, high=high)
    if not any(one.numbered for one in article.references.lists):
        said += _(", and there is no numbered reference list")
    return said


def why(one: Candidate) -> str | None:
    """The score of a candidate and what it is made of; None where it was found by counting."""
    if not one.features:
        return None
    speaking_for, against = reasons(one, load_model())
    names = _names()
    parts = [_("score {score}").format(score=f"{max(one.score, one.local):.2f}")]
    if speaking_for:
        parts.append(_("for: {reasons}").format(reasons=_joined(speaking_for, names)))
    if against:
        parts.append(_("against: {reasons}").format(reasons=_joined(against, names)))
    return _("; ").join(parts)


def _joined(features: list[str], names: dict[str, str]) -> str:
    return _(", ").join(names[name] for name in features if name in names)


def _names() -> dict[str, str]:
    """The features as the reader is told of them."""
    return {
        "ends sentence": _("it ends a sentence"),
        "ends clause": _("it ends a clause"),
        "ends paragraph": _("it ends a paragraph without a full stop"),
        "ends item": _("it ends a list item without a full stop"),
        "ends cell": _("it ends a table cell"),
        "before a colon": _("a colon follows"),
        "number seldom follows": _("a number seldom follows this word"),
        "number often follows": _("a number often follows this word"),
        "seldom ends a clause": _("a clause seldom ends with this word"),
        "often ends a clause": _("a clause often ends with this word"),
        "cannot end a clause": _("no clause ends with this word"),
        "takes a number": _("the word before it takes a number"),
        "may take a number": _("the word before it may take a number"),
        "clause length": _("the length of the clause"),
        "long clause": _("the clause is long"),
        "long sentence": _("the sentence is long"),
        "behind a bracket": _("it stands behind a closing bracket or quote"),
        "behind code": _("it stands behind code"),
        "behind a sign": _("it stands behind a sign"),
        "behind Latin": _("it stands behind Latin letters"),
        "several ids": _("it splits into ascending numbers"),
        "one digit": _("it is a single digit"),
        "three digits or more": _("it is a long number"),
        "well-known number": _("it is a well-known number"),
        "blank before": _("a blank stands before it"),
        "line end before": _("a line end stands before it"),
        "numbered elsewhere": _("the same word has a number elsewhere"),
        "neighbour elsewhere": _("the same word has the next number elsewhere"),
        "bare elsewhere": _("the same word stands elsewhere without a number"),
        "Latin word": _("the same word stands elsewhere without a number"),
        "numbers in the clause": _("the clause has other numbers"),
        "sources needed": _("it needs a long list of sources"),
        "short clause": _("the clause is short"),
        "numbers in a row": _("short clauses in a row end in numbers"),
        "behind few letters": _("it stands behind one or two letters"),
        "reads as a label": _("word and digit read as a label"),
        "other numbers behind it": _("the same word has another number elsewhere"),
    }
