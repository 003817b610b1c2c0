"""TX003: text that was read in the wrong encoding."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ainewslint.diagnostics import Diagnostic, Severity, Span
from ainewslint.messages import _
from ainewslint.patterns import regex
from ainewslint.rules.base import Context, Rule, Target
from ainewslint.rules.text.characters import is_cjk
from ainewslint.rules.text.code import CodePlaces
from ainewslint.source.text import SourceText

# Bytes 80-9F as Windows-1252 shows them.
_HIGH = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_LATIN = regex(rf"[Â-ô][\x80-¿{_HIGH}][\x80-ÿ{_HIGH}]*")
# What the commonest Chinese characters and signs become when their UTF-8 is read as GBK. None
# of them is common itself.
_GBK = regex("[锛銆鈥鐨鏄涓浜鎴鍦鍙鍚鍜鍒鍥鏁妯浠绋璇]")
_GBK_RUN = "[\u2010-\u30ff\u4e00-\u9fff€\ue000-\uf8ff]+"  # compiled when first asked for
_SIGNS = ("\ufffd", "锟斤拷", "烫烫烫", "屯屯屯")
_FIXED = regex("\ufffd+|(?:锟斤拷)+|烫烫烫+|屯屯屯+")
_ABOUT_ENCODING = regex("乱码|编码|字符集|(?i:mojibake|encoding|charset|utf-?8|gbk|u\\+fffd)")
_NEAR = 400  # characters around within which a text may be talking about encodings
_MAX_RUN = 400


class Mojibake(Rule[SourceText]):
    """Finds replacement characters and UTF-8 that was read as GBK or Latin-1.

    ## What it does
    Reports U+FFFD and the sequences that a wrong encoding leaves ("â€™", "Ã©", "涓枃", "锟斤拷").
    A run counts only when it turns into sensible text once the error is undone. Code is left
    alone, and so is text about encodings.

    ## Why is this bad?
    The text is unreadable, and after U+FFFD the original is lost.

    ## Example
    ```markdown
    The company said itâ€™s releasing the weights.
    ```

    ## Use instead
    ```markdown
    The company said it’s releasing the weights.
    ```

    ## Evidence
    36 of 36,854 real articles have some. Of 667 runs in 2,681 articles that are valid UTF-8 in
    GBK bytes, none turns into Chinese: a round trip alone would report "为什么".
    """

    code = "TX003"
    name = "mojibake"
    severity = Severity.ERROR
    target = Target.SOURCE

    def check(self, target: SourceText, context: Context, /) -> Iterator[Diagnostic]:
        """A finding per run."""
        text = target.text
        if text.isascii():
            return
        found = sorted({*_broken(text), *_latin_runs(text), *_gbk_runs(text)})
        if not found:
            return
        code = CodePlaces(context.article)
        end = 0
        for span, meant in found:
            near = text[max(0, span.start - _NEAR) : span.end + _NEAR]
            if span.start < end or code.holds(span.start) or _ABOUT_ENCODING.search(near):
                continue
            end = span.end
            if meant:
                message = _(
                    "“{text}” was read in the wrong encoding, nobody can read it: it was “{meant}”"
                ).format(text=_short(target.slice(span)), meant=_short(meant))
            else:
                message = _(
                    "“{text}” is what a wrong encoding left, the text is lost: restore it from"
                    " the original"
                ).format(text=_short(target.slice(span)))
            yield self.diagnostic(span, message)


def _broken(text: str) -> Iterator[tuple[Span, str]]:
    if not any(one in text for one in _SIGNS):
        return
    for match in _FIXED.finditer(text):
        yield Span(*match.span()), ""


def _latin_runs(text: str) -> Iterator[tuple[Span, str]]:
    """UTF-8 that was read as Windows-1252 or Latin-1."""
    for match in _LATIN.finditer(text):
        run = match.group()
        if len(run) > _MAX_RUN:
            continue
        raw = bytearray()
        for character in run:
            try:
                raw += character.encode("cp1252")
            except UnicodeEncodeError:
                raw += character.encode("latin-1", "replace")
        try:
            meant = raw.decode("utf-8")
        except UnicodeDecodeError as error:
            meant = raw[: error.start].decode("utf-8")
            if error.start < 2:
                continue
        length = sum(len(one.encode()) for one in meant)
        if meant and all(map(_is_likely, meant)) and (len(meant) > 1 or run[0] in "ÂÃâãåæçèé"):
            yield Span(match.start(), match.start() + length), meant


def _is_likely(character: str) -> bool:
    """Whether articles are written with a character: Latin, Chinese, signs, emoji."""
    return (
        "\xa0" <= character <= "\u017f"
        or "\u2010" <= character <= "\u27bf"
        or "\u3000" <= character <= "\u30ff"
        or "\uff00" <= character <= "\uffef"
        or character >= "\U0001f000"
        or is_cjk(character)
    )


def _gbk_runs(text: str) -> Iterator[tuple[Span, str]]:
    """UTF-8 that was read as GBK, where undoing that gives Chinese."""
    end = 0
    for match in _GBK.finditer(text):
        if match.start() < end:
            continue
        start = match.start()
        gbk_run = re.compile(_GBK_RUN)
        while start > end and gbk_run.match(text[start - 1]) and match.start() - start < _MAX_RUN:
            start -= 1
        run = gbk_run.match(text, start, start + _MAX_RUN)
        if run is None:
            continue
        end = run.end()
        meant = _undo_gbk(run.group())
        if meant:
            yield Span(start, end), meant


def _undo_gbk(run: str) -> str:
    """The Chinese that a run was; empty where it was none."""
    if len(run) < 3:
        return ""
    meant = run.encode("gb18030", "ignore").decode("utf-8", "replace")
    good = sum(1 for one in meant if is_cjk(one) or one in "，。、：；“”（）！？—…")
    lost = meant.count("\ufffd")
    other = len(meant) - good - lost
    return (
        meant.rstrip("\ufffd") if good >= 2 and lost <= 1 + good // 4 and other <= good // 4 else ""
    )


def _short(text: str) -> str:
    return text if len(text) <= 24 else f"{text[:23]}…"
