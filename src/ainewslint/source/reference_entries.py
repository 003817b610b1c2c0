"""One entry of a reference list: its number, authors, year and URL, and whether it is a source.

Formats read: GB/T 7714 (`赵一,钱二.题名[J].刊名,2023(05):42-47.`), APA (`Smith, J. (2020). …`),
IEEE (`J. Smith, "…," 2020`), and the links that blogs give instead.
"""

from __future__ import annotations

import re

from ainewslint.diagnostics import Span
from ainewslint.patterns import regex
from ainewslint.records import record

URL = regex(r"(?:https?|ftp)://[^\s<>\"'`，。；、）】》”’\u3000\ufffc]+", re.IGNORECASE)
# A host without a scheme: "arxiv.org/abs/1706.03762", "www.gov.cn".
BARE_HOST = regex(
    r"(?<![\w@./-])(?:www\.|[a-z0-9-]{2,}\.(?:com|cn|org|net|edu|gov|io|ai|dev)\b)[\w./?=&%#-]*",
    re.IGNORECASE,
)
# How an entry says its number: "[3]", "【3】", "3.", "3、", "(3)", "³", "^3^".
ENTRY_NUMBER = regex(
    r"[\[【［](?P<bracketed>\d{1,3})[\]】］][.:：、]?"
    r"|[(（](?P<round>\d{1,3})[)）]"
    r"|(?P<plain>\d{1,3})(?:[.．、)）](?!\d)|[ \t\u3000]+(?=\S))"
    r"|\^(?P<caret>\d{1,3})\^"
    r"|(?P<super>[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})"
)
SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")

_YEAR = regex(r"(?<!\d)(?:1[6-9]|20)\d\d(?!\d)")
_YEAR_IN_ROUND = regex(r"[(（]((?:1[6-9]|20)\d\d)[a-z]?(?:[,，][^)）]{0,30})?[)）]")
_ACCESSED = regex(
    r"[\[［]\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?[\]］]"
    r"|(?:accessed|retrieved|visited|访问(?:于|时间|日期)?|检索于|引用日期)[^.。；;]{0,40}",
    re.IGNORECASE,
)
# GB/T 7714 document kinds: [J], [M], [EB/OL] …
_KIND = regex(r"[\[［](?:[JMCDRSPNAGZ]|DB|CP|EB)(?:/(?:OL|CD|DK|MT))?[\]］]")
_IDENTIFIER = regex(
    r"\bdoi\b|10\.\d{4,9}/|\barxiv\b|\bISBN\b|\bISSN\b|\bRFC ?\d|\bPMID\b|\bISO(?:/IEC)? ?\d"
    r"|\bIEEE (?:Std )?\d{3,}|\bGB(?:/T|/Z)? ?\d{4,}|\bCN\d{6,}|\bUS ?\d{7,}"
    r"|法释|国发|国办|〔\d{4}〕",
    re.IGNORECASE,
)
_VENUE = regex(
    r"出版社|学报|大学|学院|研究院|研究所|期刊|杂志|会议|论文集|日报|晚报|周刊|年鉴|公报|编著|主编|[译著]$"
    r"|第\d{1,3}[卷期]|\bPress\b|\bJournal\b|\bProc(?:eedings|\.)|\bConference\b|\bQuarterly\b"
    r"|\bTrans(?:actions|\.)|\bUniversity\b|\bMagazine\b|\bet al\b|\bvol\b|\bpp\b|\bSymposium\b"
    r"|\bWorkshop\b|\bPublish(?:er|ing)|\bWiley\b|\bSpringer\b|\bElsevier\b|\bACM\b|\bNature\b"
    r"|\bScience\b|\bLancet\b|\bIn (?:[A-Z]{3,}|Advances)\b",
    re.IGNORECASE,
)
_DOCUMENT = regex(
    r"白皮书|蓝皮书|年报|研究报告|\.pdf\b|white ?paper|technical report"
    r"|第[一二三四五六七八九十\d]{1,2}版|\d(?:st|nd|rd|th) edition",
    re.IGNORECASE,
)
_WRITTEN_BY = regex(r"[著译编](?:[，,。.]|$)")
_WORK_TITLE = regex(r"《[^》\n]{2,}》")
# Compiled when first asked for: few articles need it, and its sets of characters are large.
_AUTHORS = (
    # Chinese: "赵一,钱二,等." - names of two to four characters
    r"(?:\[\w+\]\s*|\(英\)\s*)?[\u4e00-\u9fff·]{2,4}(?:[,，、;；\s]\s*[\u4e00-\u9fff·]{2,4}){0,5}"
    r"(?:[,，]?\s*等)?(?=[.．。:：])"
    r"|(?:[\u4e00-\u9fff]{2,3}[,，]){2,8}(?=[\u4e00-\u9fff]{5})"
    # Western: "Smith, J., & Doe, A." and "J. Smith, A. Doe"
    r"|[A-Z][\w'’-]+,\s+[A-Z]\.[^()\n\"“”]{0,200}?(?=\s*[(（]?(?:19|20)\d\d|[\"“])"
    r"|(?:[A-Z]\.[ -]?){1,3}[A-Z][\w'’-]+[^()\n\"“”]{0,200}?(?=,?\s*[\"“(])"
    r"|[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,3}(?:, [A-Z][\w'’. -]{1,60}){0,20},? et al\.?"
    r"|[A-Z]\w{0,20}(?: [A-Z][\w'’]{0,20}\.?){1,3}(?=, ?[“\"]|\. [A-Za-z])"
    # and in full: "Alexey Smith, Chien-Yao Doe, and Mark Roe."
    r"|[A-Z][\w'’-]+(?: [A-Z][\w'’.-]*){1,3}"
    r"(?:(?:, (?:and )?| and | & )[A-Z][\w'’-]+(?: [A-Z][\w'’.-]*){1,3}){1,30}(?=[.,])"
)


@record(frozen=True, slots=True)
class Entry:
    """One entry of a reference list.

    `number` is what the entry is cited by, None in a bulleted list; `mark` the way it is written:
    "bracketed", "round", "plain", "caret", "super", "item" in a Markdown list, "label" in a
    footnote or definition (whose `label` it has), "" without one. `text` has link texts resolved
    and no number. `urls` are as written.
    """

    span: Span
    text: str
    number: int | None = None
    number_span: Span | None = None
    label: str | None = None
    urls: tuple[str, ...] = ()
    mark: str = ""

    @property
    def authors(self) -> str | None:
        """The authors the entry begins with, as written; None where it does not."""
        return authors_of(self.text)

    @property
    def year(self) -> int | None:
        """The year the work appeared, None where the entry does not say."""
        return year_of(self.text)

    @property
    def url(self) -> str | None:
        """The first URL, None where the entry has none."""
        return self.urls[0] if self.urls else None

    @property
    def is_publication(self) -> bool:
        """Whether a reader could find the work without a URL: a book, paper, law or standard."""
        text = self.text
        if _KIND.search(text) or _IDENTIFIER.search(text):
            return True
        marks = sum(
            (
                self.authors is not None or bool(_WRITTEN_BY.search(text)),
                self.year is not None,
                bool(_VENUE.search(text)),
                bool(_WORK_TITLE.search(text)),
                bool(_DOCUMENT.search(text)),
            )
        )
        return marks >= 2

    @property
    def has_source(self) -> bool:
        """Whether the entry leads a reader to its source."""
        return bool(self.urls) or bool(BARE_HOST.search(self.text)) or self.is_publication


def authors_of(text: str) -> str | None:
    """The authors an entry begins with, as written; None where it does not."""
    match = re.match(_AUTHORS, text)
    return match.group().strip(" ,，") if match else None


def year_of(text: str) -> int | None:
    """The year a work appeared: in brackets, else the last one that is no date of access."""
    match = _YEAR_IN_ROUND.search(text)
    if match:
        return int(match[1])
    years = _YEAR.findall(URL.sub(" ", _ACCESSED.sub(" ", text)))
    return int(years[-1]) if years else None


def number_of(text: str) -> tuple[int, int, int, str] | None:
    """An entry's leading number: (number, start, end of the mark, style), None without one.

    Styles: "bracketed", "round", "plain", "caret", "super".
    """
    at = len(text) - len(text.lstrip())
    match = ENTRY_NUMBER.match(text, at)
    if match is None or match.lastgroup is None:
        return None
    digits = match[match.lastgroup].translate(SUPERSCRIPTS)
    return int(digits), match.start(), match.end(), match.lastgroup


def _is_torn(text: str, match: re.Match[str]) -> bool:
    """Whether a blank tears a URL apart: "https:// arxiv.org", "https://docs.example. org/a"."""
    written = match.group()
    if written.endswith("//"):
        return True
    behind = text[match.end() : match.end() + 6]
    return written.endswith((".", "/", "-")) and bool(re.match(r" [a-z]{2,4}[/.\w]", behind))


def make_entry(
    text: str,
    span: Span,
    *,
    number: int | None = None,
    number_span: Span | None = None,
    label: str | None = None,
    urls: tuple[str, ...] = (),
    mark: str = "",
) -> Entry:
    """An entry; URLs written in its text are added to `urls`."""
    written = tuple(
        match.group().rstrip(".,;:)") for match in URL.finditer(text) if not _is_torn(text, match)
    )
    return Entry(
        span=span,
        text=text.strip(),
        number=number,
        number_span=number_span,
        label=label,
        urls=tuple(dict.fromkeys((*urls, *written))),
        mark=mark,
    )
