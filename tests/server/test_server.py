"""The server over real standard streams, one process for most of it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from lsprotocol import types

from ainewslint.report import URL
from tests.server.editor import Editor, editing

pytestmark = pytest.mark.asyncio(loop_scope="module")

# Characters of one and of two UTF-16 units, and a line of U+2028, which ends no line.
ARTICLE = """\
---
title: 小模型走进手机
date: 2025-03-18
tags: ['端侧', 'Ai']
---

# 小模型走进手机

🚀 𠮷野家的店员也在用端侧模型【3†source】，响应比去年快了。

\u2028第一段\u2028第二段，见[整理](https://link.zhihu.com/?target=https%3A%2F%2Fexample.org%2Fa)。

## 价格

```python
print("【4†source】")
```

| 服务 | 说明 |
|---|---|
| 甲 | 说明在此【5†source】 |
| 乙 | 无 |
"""
ENCODED = (
    "68747470733a2f2f62:6c6f672e6373646e2e6e65742f6c696e5f65646974:"
    "6f722f61727469636c652f64657461696c732f313436323030343137"
)
MIRROR = f"""\
---
arturl_encode: "{ENCODED}"
title: "推理模型观察"
date: 2025-03-18 21:40:12 +08:00
description: "三条主线"
keywords: "推理模型"
categories: ['观察']
tags: ['大模型']

---

# 推理模型观察

DeepSeek-R1 的 MATH-500 准确率达到97.3%。
"""


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def editor(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Editor]:
    async with editing(tmp_path_factory.mktemp("site"), settings={"debounce": 20}) as one:
        yield one


def by_code(found: list[types.Diagnostic]) -> dict[str, types.Diagnostic]:
    """The first finding of each code."""
    return {str(one.code): one for one in reversed(found)}


async def test_findings(editor: Editor) -> None:
    uri = editor.open("a.md", ARTICLE)
    found = by_code(await editor.findings(uri))
    token = found["AI001"]
    assert token.range.start == types.Position(8, 17)  # 🚀 and 𠮷 are two units each
    assert editor.covered(uri, token) == "【3†source】"
    assert token.severity is types.DiagnosticSeverity.Error
    assert token.source == "ainewslint"
    assert token.code_description
    assert token.code_description.href == URL.format(code="AI001")
    assert list(token.tags or ()) == [types.DiagnosticTag.Unnecessary]
    assert editor.covered(uri, found["FM015"]) == "Ai"
    assert found["FM015"].severity is types.DiagnosticSeverity.Warning
    assert found["FM015"].tags is None
    assert found["LK009"].range.start.line == 10  # U+2028 ends no line


async def test_related_places(editor: Editor) -> None:
    uri = editor.open("b.md", "# A heading\n\nText.\n\n# Another one\n\nText.\n")
    found = by_code(await editor.findings(uri))["ST003"]
    assert found.related_information
    assert found.related_information[0].location.uri == uri
    assert found.related_information[0].location.range.start == types.Position(0, 2)


async def test_typing(editor: Editor) -> None:
    """Changes behind wide characters, line separators and CRLF land where the editor meant."""
    text = ARTICLE.replace("\n", "\r\n")
    uri = editor.open("typing.md", text)
    await editor.findings(uri)
    first = editor.replace(uri, "第二段", "第二段【9†source】")
    second = editor.replace(uri, "【3†source】", "😀")
    found = await editor.findings(uri, second)
    assert [editor.covered(uri, one) for one in found if one.code == "AI001"] == [
        "【9†source】",
        "【5†source】",
    ]
    assert all(one.version != first for one in editor.published[uri])  # replaced within the pause
    whole = editor.change(
        uri, types.TextDocumentContentChangeWholeDocument("# 标题\n\n正文在此。\n")
    )
    assert "AI001" not in by_code(await editor.findings(uri, whole))


async def test_closing_takes_findings_back(editor: Editor) -> None:
    uri = editor.open("closed.md", ARTICLE)
    await editor.findings(uri)
    identifier = types.TextDocumentIdentifier(uri)
    editor.client.text_document_did_close(types.DidCloseTextDocumentParams(identifier))
    assert await editor.news(uri, lambda one: one.version is None) == []


async def test_saving_looks_again_at_other_files(editor: Editor) -> None:
    uri = editor.open("links.md", "# 标题\n\n见[另一篇](missing.md)。\n")
    assert "LK008" in by_code(await editor.findings(uri))
    (editor.folder / "missing.md").write_text("# 另一篇\n", "utf-8")
    where = types.TextDocumentIdentifier(uri)
    editor.client.text_document_did_save(types.DidSaveTextDocumentParams(where))
    await editor.news(uri, lambda one: "LK008" not in by_code(list(one.diagnostics)))


async def test_unsaved_buffer_and_what_is_no_article(editor: Editor) -> None:
    uri = editor.open("", ARTICLE, uri="untitled:Untitled-1")
    assert "AI001" in by_code(await editor.findings(uri))
    old = editor.open("", ARTICLE, uri="git:/site/a.md?ref=HEAD")
    await editor.findings(editor.open("later.md", ARTICLE))
    assert old not in editor.published


async def test_safe_fix_is_preferred_and_unsafe_never(editor: Editor) -> None:
    uri = editor.open("c.md", ARTICLE)
    actions = await editor.actions(uri, "Ai'")
    [fix] = [one for title, one in actions.items() if title.startswith("FM015: ")]
    assert fix.is_preferred
    assert fix.kind == types.CodeActionKind.QuickFix
    assert await editor.choose(uri, fix) == ARTICLE.replace("'Ai'", "'AI'")
    text = "# 标题\n\n新电池在零下二十度仍能保持八成容量，适合北方的冬季出行24。\n\n厂商计划明年在三座城市试点，并向研究者开放全部测试数据35。\n"
    uri = editor.open("d.md", text)
    actions = await editor.actions(uri, "24")
    [unsafe] = [one for title, one in actions.items() if "(unsafe" in title]
    assert not unsafe.is_preferred
    assert await editor.choose(uri, unsafe) == text.replace("24", "")


async def test_fixes_in_crlf_and_of_one_rule(editor: Editor) -> None:
    text = (
        "---\r\ntitle: A\r\ndate: 2025-01-01\r\ntags: [Ai, Llm]\r\n---\r\n\r\nTwo labs 😀 met.\r\n"
    )
    uri = editor.open("crlf.md", text)
    actions = await editor.actions(uri, "Ai")
    every = actions["Fix all 2 FM015 in this file"]
    assert await editor.choose(uri, every) == text.replace("[Ai, Llm]", "[AI, LLM]")


async def test_fix_all_is_safe_only(editor: Editor) -> None:
    text = ARTICLE.replace("第二段", "出行很适合24")
    uri = editor.open("e.md", text)
    actions = await editor.actions(uri, "小模型", [types.CodeActionKind.SourceFixAll])
    [action] = actions.values()
    assert action.kind == "source.fixAll.ainewslint"
    fixed = await editor.choose(uri, action)
    assert "'AI'" in fixed
    assert "(https://example.org/a)" in fixed
    assert "适合24" in fixed


async def test_action_of_an_old_version_does_nothing(editor: Editor) -> None:
    uri = editor.open("old.md", ARTICLE)
    actions = await editor.actions(uri, "Ai'")
    [fix] = [one for title, one in actions.items() if title.startswith("FM015: ")]
    editor.replace(uri, "手机", "电脑")
    assert (await editor.client.code_action_resolve_async(fix)).edit is None


@pytest.mark.parametrize(
    ("words", "code", "comment"),
    [
        ("【3†source】", "AI001", " <!-- ainewslint-disable-line AI001 -->"),
        ("'Ai'", "FM015", "  # ainewslint: disable=FM015"),
        ("【5†source】", "AI001", "<!-- ainewslint-disable AI001 -->"),
    ],
)
async def test_suppression_on_a_line(editor: Editor, words: str, code: str, comment: str) -> None:
    uri = editor.open(f"s-{code}-{len(comment)}.md", ARTICLE)
    before = [(one.code, editor.covered(uri, one)) for one in await editor.findings(uri)]
    actions = await editor.actions(uri, words[1:])
    [action] = [
        one
        for title, one in actions.items()
        if title.startswith(f"Disable {code} (") and title.endswith("line")
    ]
    after = await editor.choose(uri, action)
    assert comment in after
    version = editor.change(uri, types.TextDocumentContentChangeWholeDocument(after))
    left = [(one.code, editor.covered(uri, one)) for one in await editor.findings(uri, version)]
    assert sorted([*map(str, left), str((code, words.strip("'")))]) == sorted(map(str, before))


async def test_suppression_joins_one_there_is(editor: Editor) -> None:
    text = "# 标题\n\n模型【3†source】给出。<!-- ainewslint-disable-line BM001 -->\n"
    uri = editor.open("join.md", text)
    actions = await editor.actions(uri, "†source")
    [action] = [
        one
        for title, one in actions.items()
        if title.startswith("Disable AI001") and title.endswith("line")
    ]
    assert "disable-line BM001,AI001 -->" in await editor.choose(uri, action)


async def test_suppression_in_a_file(editor: Editor) -> None:
    uri = editor.open("f.md", ARTICLE)
    actions = await editor.actions(uri, "【3†source】")
    after = await editor.choose(
        uri, actions["Disable AI001 (assistant-citation-token) in this file"]
    )
    version = editor.change(uri, types.TextDocumentContentChangeWholeDocument(after))
    assert "AI001" not in by_code(await editor.findings(uri, version))


async def test_hover(editor: Editor) -> None:
    uri = editor.open("g.md", ARTICLE)
    where = types.TextDocumentIdentifier(uri)
    shown = await editor.client.text_document_hover_async(
        types.HoverParams(where, editor.at(uri, "†source"))
    )
    assert shown
    assert isinstance(shown.contents, types.MarkupContent)
    assert shown.contents.kind is types.MarkupKind.Markdown
    assert "# AI001 assistant-citation-token" in shown.contents.value
    assert "## Why is this bad?" in shown.contents.value
    nothing = await editor.client.text_document_hover_async(
        types.HoverParams(where, editor.at(uri, "野家"))
    )
    assert nothing is None


async def test_symbols(editor: Editor) -> None:
    uri = editor.open("h.md", ARTICLE)
    where = types.TextDocumentIdentifier(uri)
    found = await editor.client.text_document_document_symbol_async(
        types.DocumentSymbolParams(where)
    )
    front, title = (one for one in found or () if isinstance(one, types.DocumentSymbol))
    assert [one.name for one in front.children or ()] == ["title", "date", "tags"]
    assert title.name == "小模型走进手机"
    [section] = title.children or ()
    assert section.name == "价格"
    assert section.range.start.line == 12
    assert section.range.end.line == len(ARTICLE.split("\n")) - 1


async def test_lenses(editor: Editor) -> None:
    uri = editor.open("i.md", MIRROR)
    where = types.TextDocumentIdentifier(uri)
    found = await editor.client.text_document_code_lens_async(types.CodeLensParams(where))
    identity, claims = found or ()
    assert identity.command
    assert claims.command
    url = "https://blog.csdn.net/lin_editor/article/details/146200417"
    assert identity.command.title == f"Article 146200417: {url}"
    assert claims.command.title == "1 claim, 1 without a source"
    assert claims.range.start.line == 11
    for one in (identity.command, claims.command):
        await editor.client.workspace_execute_command_async(
            types.ExecuteCommandParams(one.command, list(one.arguments or ()))
        )
    page, place = editor.client.shown_documents[-2:]
    assert (page.uri, page.external) == (url, True)
    assert place.selection
    assert place.selection.start.line == 13


async def test_completion_of_keys_and_values(editor: Editor) -> None:
    uri = editor.open("j.md", MIRROR)
    keys = await editor.completions(uri, "tags: ['大模型']\n")
    assert keys["artid"].text_edit
    assert keys["artid"].text_edit.new_text == "artid: "
    assert next(iter(keys)) == "artid"  # required ones first
    assert "title" not in keys
    editor.replace(uri, "']\n\n---", "']\nartid: \ndraft: \n---")
    assert list(await editor.completions(uri, "artid: ")) == ['"146200417"']
    assert {"true", "false"} <= set(await editor.completions(uri, "draft: "))
    assert not await editor.completions(uri, "推理模型观察\n\nDeepSeek-")


async def test_completion_in_front_matter_not_closed_yet(editor: Editor) -> None:
    uri = editor.open("k.md", "---\ntitle: A\nda\n\n# A\n")
    keys = await editor.completions(uri, "\nda")
    assert keys["date"].text_edit
    assert keys["date"].text_edit.new_text == "date: "


async def test_no_keys_below_a_break_at_the_top(editor: Editor) -> None:
    uri = editor.open("m.md", "---\n\nText below a thematic break.\n\nda")
    assert not await editor.completions(uri, "\n\nda")


async def test_completion_of_suppressions(editor: Editor) -> None:
    uri = editor.open("l.md", ARTICLE.replace("🚀", "<!-- \n🚀"))
    verbs = await editor.completions(uri, "<!-- ")
    assert "ainewslint-disable-next-line" in verbs
    editor.replace(uri, "<!-- ", "<!-- ainewslint-disable-next-line ")
    codes = await editor.completions(uri, "next-line ")
    assert next(iter(codes)) == "AI001"  # what the next line has
    assert codes["LK001"].detail == "empty-link"
    editor.replace(uri, "next-line ", "next-line AI001, ")
    assert "AI001" not in await editor.completions(uri, "AI001, ")
    editor.replace(uri, "'Ai']", "'Ai'] # ainewslint: disable=")
    assert next(iter(await editor.completions(uri, "disable="))) == "FM015"
