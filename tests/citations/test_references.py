"""Reference lists, their entries, and which part of an article each answers for."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ainewslint
from ainewslint.diagnostics import Span
from ainewslint.source.reference_entries import make_entry
from ainewslint.source.reference_lists import ListKind

LISTS = {
    "## 参考资料\n\n1. 甲 https://example.org/a\n2. 乙 https://example.org/b\n": ListKind.NUMBERED,
    "**参考文献**\n：\n\n- [甲](https://example.org/a)\n- [乙](https://example.org/b)\n": (
        ListKind.BULLETED
    ),
    "参考文献：\n\n[1] 甲 https://example.org/a\n\n[2] 乙 https://example.org/b\n": (
        ListKind.BRACKETED
    ),
    "参考链接\n[1] https://example.org/a\n[2] https://example.org/b\n": ListKind.BRACKETED,
    "## 七、References\n\n【1】甲 https://example.org/a\n\n【2】乙 https://example.org/b\n": (
        ListKind.BRACKETED
    ),
    "## Sources\n\n(1) https://example.org/a\n(2) https://example.org/b\n": ListKind.NUMBERED,
    "文[^1]。文[^2]。\n\n[^1]: 甲 https://example.org/a\n[^2]: 乙 https://example.org/b\n": (
        ListKind.FOOTNOTES
    ),
    "文[甲][1]。\n\n[1]: https://example.org/a\n[2]: https://example.org/b\n": ListKind.DEFINITIONS,
}


@pytest.mark.parametrize(("text", "kind"), LISTS.items())
def test_kinds(text: str, kind: ListKind) -> None:
    (found,) = ainewslint.parse(text).references.lists
    assert found.kind is kind
    assert [entry.url for entry in found.entries] == [
        "https://example.org/a",
        "https://example.org/b",
    ]


def test_a_contents_list_and_a_repl_are_no_references() -> None:
    assert not ainewslint.parse("[1.甲](#a)\n\n[2.乙](#b)\n").references.lists
    assert not ainewslint.parse("> T & F\n\n[1] FALSE\n\n[2] TRUE\n").references.lists


def test_each_list_answers_for_its_own_part() -> None:
    text = (
        "# 题\n\n## 甲\n\n文[1]。\n\n### 参考资料\n\n1. https://example.org/a\n\n"
        "## 乙\n\n文[1]。\n\n### 参考资料\n\n1. https://example.org/b\n"
    )
    first, second = ainewslint.parse(text).references.citations
    assert first.list
    assert first.list.entries[0].url == "https://example.org/a"
    assert second.list
    assert second.list.entries[0].url == "https://example.org/b"


def test_the_nearest_of_several_lists_answers() -> None:
    text = (
        "文[1]。文[2]。\n\n## 甲\n\n文[1]。文[2]。\n\n### 参考资料\n\n1. https://example.org/a\n\n"
        "## 乙\n\n文。\n\n### 参考资料\n\n1. https://example.org/b\n\n[2]: https://example.org/c\n"
    )
    references = ainewslint.parse(text).references
    places = [text.index("文[1]"), text.rindex("文[1]")]
    first, second = (references.answering(1, place) for place in places)
    assert first is None
    assert second
    assert second.entries[0].url == "https://example.org/a"
    everywhere = {references.answering(2, place) for place in places}
    assert [one and one.kind for one in everywhere] == [ListKind.DEFINITIONS]
    assert [len(references.in_force(place)) for place in places] == [1, 2]


def test_a_narrower_scope_answers_before_a_wider_one() -> None:
    text = (
        "[1]: https://example.org/w\n\n## 甲\n\n文[1]。\n\n### 参考资料\n\n1. https://example.org/a\n\n"
        "## 乙\n\n文。\n\n### 参考资料\n\n1. https://example.org/b\n"
    )
    references = ainewslint.parse(text).references
    found = references.answering(1, text.index("文[1]"))
    assert found
    assert found.entries[0].url == "https://example.org/a"


def test_lists_that_begin_anew_under_one_heading_are_several() -> None:
    text = (
        "## 参考资料\n\n1. 甲 https://example.org/a\n2. 乙 https://example.org/b\n\n书籍\n\n"
        "1. 丙 https://example.org/c\n"
    )
    lists = ainewslint.parse(text).references.lists
    assert [[entry.number for entry in one.entries] for one in lists] == [[1, 2], [1]]


def test_a_bullet_that_names_a_group_is_no_entry() -> None:
    text = "## 参考资料\n\n- 论文\n  - 甲 https://example.org/a\n  - 乙 https://example.org/b\n"
    (found,) = ainewslint.parse(text).references.lists
    assert [entry.url for entry in found.entries] == [
        "https://example.org/a",
        "https://example.org/b",
    ]


def test_an_unnumbered_list_does_not_answer_beyond_its_part() -> None:
    text = (
        "# 上\n\n## 甲\n\n**参考资料**\n\n- https://example.org/a\n\n"
        "## 乙\n\n**参考资料**\n\n1. https://example.org/b\n\n"
        "# 下\n\n**参考资料**\n\n1. https://example.org/c\n"
    )
    lists = ainewslint.parse(text).references.lists
    assert [text[one.scope.start :].split()[1] for one in lists] == ["甲", "上", "下"]


def test_text_between_definitions_is_in_no_list() -> None:
    text = "文[甲][1]。\n\n[1]: https://example.org/a\n\n文[7]。\n\n[2]: https://example.org/b\n"
    references = ainewslint.parse(text).references
    assert [one.numbers for one in references.citations] == [(7,)]
    assert not references.is_listed(text.index("文[7]"))
    assert references.is_listed(text.index("[2]:"))


def test_text_between_the_lines_of_a_list_is_in_it() -> None:
    text = (
        "## 参考资料\n\n[1] 甲 https://example.org/a\n\n说明[3]。\n\n[2] 乙 https://example.org/b\n"
    )
    references = ainewslint.parse(text).references
    assert references.is_listed(text.index("说明"))
    assert not references.citations


def test_one_list_answers_for_the_whole_article() -> None:
    text = "# 题\n\n## 甲\n\n文[1]。\n\n## 乙\n\n文[2]。\n\n**参考资料**\n\n1. 甲\n2. 乙\n"
    assert all(one.resolves for one in ainewslint.parse(text).references.citations)


def test_a_list_in_one_assistants_answer_is_not_anothers() -> None:
    text = (
        "## Kimi 的回答\n\n文[1]。\n\n**参考资料**\n\n1. https://example.org/a\n\n"
        "## DeepSeek 的回答\n\n文[1]。\n"
    )
    first, second = ainewslint.parse(text).references.citations
    assert first.resolves
    assert not second.resolves


def test_entries() -> None:
    chinese = make_entry("赵一,钱二.题名[J].刊名,2023(05):42-47.", Span(0, 9))
    assert (chinese.authors, chinese.year, chinese.is_publication) == ("赵一,钱二", 2023, True)
    western = make_entry("Smith, J., & Doe, A. (2020). A title. Journal of X, 1(2).", Span(0, 9))
    assert (western.year, western.is_publication) == (2020, True)
    assert not make_entry("官方文档", Span(0, 9)).has_source
    assert make_entry("官网 example.com", Span(0, 9)).has_source


@settings(max_examples=60, derandomize=True, deadline=None)
@given(st.text("[]【】()*#:：.1239甲a\n >-^参考资料¹²", max_size=120))
def test_never_raises(text: str) -> None:
    references = ainewslint.parse(text).references
    for one in references.lists:
        assert 0 <= one.span.start <= one.span.end <= len(text)
    for citation in references.citations:
        assert citation.span.start < citation.span.end
