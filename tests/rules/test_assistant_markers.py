"""Every marker that chat assistants are known to leave: found in running text, never in code."""

from __future__ import annotations

import pytest

import ainewslint
from ainewslint.config import Settings

# The code that must report it, and the marker as it stands in copied answers.
MARKERS = (
    ("AI001", "\ue200cite\ue202turn0search3\ue201"),
    ("AI001", "\ue200filecite\ue202turn2file1\ue202turn2file4\ue201"),
    ("AI001", "\ue200navlist\ue202相关新闻\ue202turn0news2\ue201"),
    ("AI001", '\ue200entity\ue202["company","Example Works"]\ue201'),
    ("AI001", "\ue200i\ue202turn0image7\ue201"),
    ("AI001", "\ue200video\ue202turn0view1\ue201"),
    ("AI001", "\ue203"),
    ("AI001", "citeturn0search4turn0news12"),
    ("AI001", "fileciteturn3file0"),
    *(
        ("AI001", f"turn2{kind}5")
        for kind in (
            *("search", "view", "fetch", "image", "news", "file", "finance", "forecast"),
            *("sports", "time", "click", "open"),
        )
    ),
    ("AI001", "iturn0image3"),
    ("AI001", "【turn0search2】"),
    ("AI001", "【cite†turn1search8】"),
    ("AI001", "【4†source】"),
    ("AI001", "【12:3†annual-report.pdf】"),
    ("AI001", "【7†L21-L29】"),
    ("AI001", "【7†L21】"),
    ("AI001", ":contentReference[oaicite:4]{index=4}"),
    ("AI001", "contentReference[oaicite:0]"),
    ("AI001", "[oaicite:3]{index=3}"),
    ("AI001", "[oai_citation:2‡example.org]"),
    ("AI001", '({"attribution":{"attributableIndex":"204-1"}})'),
    ("AI001", ':::writing{variant="standard" id="48213"}'),
    ("AI001", 'entity["city","Springfield","town in Ohio"]'),
    ("AI001", "[citation:3]"),
    ("AI001", "[[citation:12]]"),
    ("AI001", ":cite[7]"),
    ("AI001", "[reference:5]"),
    ("AI001", "[^3^]"),
    ("AI001", "[attached_file:1]"),
    ("AI001", "[web:14]"),
    ("AI001", "[file:2]"),
    ("AI001", '<div align="center">⁂</div>'),
    ("AI001", "[cite_start]"),
    ("AI001", "[cite_end]"),
    ("AI001", "[cite: 3, 8]"),
    ("AI001", "[cite: 12-14]"),
    ("AI001", "[span_3](start_span)"),
    ("AI001", "[span_3](end_span)"),
    (
        "AI001",
        '<grok:render type="render_inline_citation"><argument name="id">3</argument></grok:render>',
    ),
    ("AI001", '<grok-card data-id="a1" data-type="citation_card">'),
    ("AI001", 'grok_render_citation_card_json={"cardIds":["a1"]}'),
    ("AI001", '<cite index="3-1,4-2">'),
    ("AI001", "引用[3]"),
    ("AI001", "（参考网页4）"),
    ("AI002", "<think>用户想了解储能电站的造价</think>"),
    ("AI005", "作为一个人工智能语言模型，我无法提供投资建议。"),
    ("AI005", "As an AI language model, I cannot give legal advice."),
    ("AI005", "As of my last knowledge update, the bill had not passed."),
    ("AI005", "我的知识截止于去年六月，无法回答此后的事件。"),
    ("AI006", "[Your Name]"),
    ("AI006", "[Insert company here]"),
    ("AI006", "[插入链接]"),
    ("AI006", "[此处填写活动日期]"),
    ("AI006", "2025-XX-XX"),
    ("AI006", "INSERT_SOURCE_URL_HERE"),
    ("AI006", "PASTE_LINK_HERE"),
    ("AI007", "[下载表格](sandbox:/mnt/data/table.xlsx)"),
    (
        "AI007",
        "[report](https://ppl-ai-file-upload.s3.amazonaws.com/web/direct-files/1/report.pdf)",
    ),
    (
        "AI007",
        "[source](https://vertexaisearch.cloud.google.com/grounding-api-redirect/AUZIYQ)",
    ),
    *(
        ("AI008", f"[公告](https://example.org/news?utm_source={source})")
        for source in ("chatgpt.com", "openai", "copilot.com", "perplexity", "claude.ai")
    ),
    ("AI008", "[公告](https://example.org/news?referrer=grok.com)"),
    ("AI009", "\ue5d2"),
    ("TX001", "\u200b"),
    ("TX001", "\u2060"),
    ("TX001", "\u202e"),
    ("TX001", "\U000e0041"),
)
SETTINGS = Settings(select=("AI", "TX001"))


def codes(text: str) -> set[str]:
    return {one.code for one in ainewslint.lint(text, path="a.md", settings=SETTINGS)}


@pytest.mark.parametrize(("code", "marker"), MARKERS)
def test_found_in_running_text(code: str, marker: str) -> None:
    own_paragraph = code in ("AI002", "AI005") or marker.startswith((":::", "<div"))
    before = "" if own_paragraph else "储能电站的造价在三年里下降了一半"
    after = "\n" if own_paragraph else "，业主的回收期缩短到六年。\n"
    assert code in codes(f"# 储能的账\n\n{before}{marker}{after}\n运维成本也在下降。\n")


@pytest.mark.parametrize(("code", "marker"), MARKERS)
def test_silent_in_code(code: str, marker: str) -> None:
    quoted = f"# 复制回答时会带出什么\n\n常见的残留有 ``{marker}``，清理之后再发布。\n"
    fenced = (
        f"# 复制回答时会带出什么\n\n```text\n造价下降了一半{marker}。\n```\n\n清理之后再发布。\n"
    )
    if code != "TX001":  # invisible characters harm code most of all
        assert code not in codes(quoted)
        assert code not in codes(fenced)
