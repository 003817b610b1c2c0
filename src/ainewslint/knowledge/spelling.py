"""The canonical spelling of a model's name where the written one is known to be wrong."""

from __future__ import annotations

from collections.abc import Mapping

from ainewslint.knowledge.names import key_of
from ainewslint.knowledge.records import ModelMention
from ainewslint.patterns import regex

_GAP = regex(r"[ -](?=[A-Za-z])")
_WORD = regex(r"[A-Za-z]+")


def suggest(mention: ModelMention, table: Mapping[str, str]) -> str | None:
    """What to write instead of `mention.written`, or None where it is fine or cannot be judged.

    The table decides first: what it maps to itself or to nothing is accepted. Otherwise only the
    case of the brand is judged (`Deepseek-V3` is `DeepSeek-V3`), for spaces and hyphens vary even
    in the vendors' own texts. A brand all in lower case is how identifiers are written.
    """
    written = mention.written
    if mention.identifier:
        return None
    if written in table:
        return table[written] if table[written] not in ("", written) else None
    recased = None if mention.exact_spelling else _recased(mention)
    if recased is None or table.get(recased) == "":
        return recased
    return table.get(recased, recased)


def _recased(mention: ModelMention) -> str | None:
    """The name with its brand in the right case, where only that is wrong."""
    written, model = mention.written, mention.model
    brand = _WORD.match(written)
    if brand is None or brand[0].islower() or not written.isascii():
        return None
    key = key_of(written)
    accepted = [
        name
        for name in (model.name, *model.aliases)
        if key_of(name) == key and (name == model.name or not name.islower())
    ]
    forms = [_with_case_of(written, name) for name in accepted]
    if not forms or any(_letters(name) == _letters(written) for name in accepted):
        return None
    if any(_brand(form) == brand[0] for form in forms):
        return None
    return forms[0] if forms[0] != written else None


def _letters(name: str) -> str:
    return "".join(c for c in name if c.isalnum())


def _brand(name: str) -> str:
    """The first word with the version glued to it: `o3`, `DeepSeek`, `GPT`."""
    match = _WORD.match(name)
    return match[0] if match else ""


def _with_case_of(written: str, canonical: str) -> str:
    """`written` in the case of `canonical`; `canonical` itself where it parts glued words."""
    letters = iter([c for c in canonical if c.isalnum()])
    recased = "".join(next(letters, c) if c.isalnum() else c for c in written)
    if recased.lower() != written.lower():
        return canonical
    cut = {len(_letters(canonical[: gap.start()])) for gap in _GAP.finditer(canonical)}
    seen = 0
    for at, c in enumerate(written):
        if c.isalnum():
            if seen in cut and at and written[at - 1].isalpha():
                return canonical
            seen += 1
    return recased
