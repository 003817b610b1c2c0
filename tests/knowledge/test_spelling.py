from __future__ import annotations

from pathlib import Path

import pytest

from ainewslint.knowledge import Knowledge, default


def suggestion(text: str, knowledge: Knowledge | None = None) -> str | None:
    knowledge = knowledge or default()
    (mention,) = knowledge.find_models(text)
    return knowledge.suggest_spelling(mention)


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("OpenAI 的 O3 模型", "o3"),
        ("OpenAI 的 O1-preview 模型", "o1-preview"),
        ("OpenAI 的 O3 Pro 模型", "o3-pro"),
        ("OpenAI 的 O4 mini 模型", "o4-mini"),
        ("Dall-E 3 出图", "DALL·E 3"),
        ("SunoV3 音乐", "Suno v3"),
        ("Deepseek 开源", "DeepSeek"),
        ("Deepseek-R1 开源", "DeepSeek-R1"),
        ("Deepseek V3 开源", "DeepSeek V3"),
        ("Chatgpt 很火", "ChatGPT"),
        ("ChatGpt 很火", "ChatGPT"),
        ("GPT4o 很快", "GPT-4o"),
        ("MidJourney 出图", "Midjourney"),
        ("LLaMA3 开源", "Llama3"),
        ("Minimax-M2 开源", "MiniMax-M2"),
        ("SORA 生成视频模型", "Sora"),
        ('他说"Deepseek"很便宜', "DeepSeek"),
        ('新模型（"Deepseek"）开源', "DeepSeek"),
    ],
)
def test_wrong_spellings(text: str, right: str) -> None:
    assert suggestion(text) == right


@pytest.mark.parametrize(
    "text",
    [
        "DeepSeek-V3 开源",
        "DeepSeek V3 开源",
        "deepseek-r1 是标识符",
        "gpt-4o-mini 是标识符",
        "Llama3.1-405B 开源",
        "LLaMA 是第一代模型",
        "Qwen 2.5 开源",
        "GPT-4o Mini 便宜",
        "通义千问开源",
        "DALL-E 3 出图",
        "#StableDiffusion 标签",
        'Agent agent = new Agent("deepSeek", 8);',
        "client.chat(model='GPT4o')",
    ],
)
def test_accepted_spellings(text: str) -> None:
    assert suggestion(text) is None


def test_users_override_the_table(tmp_path: Path) -> None:
    table = tmp_path / "spellings.csv"
    table.write_text("written,right\nGPT4o,\nchatgpt,ChatGPT\n", encoding="utf-8")
    knowledge = default().extended([table])
    assert suggestion("GPT4o 很快", knowledge) is None
    assert suggestion("chatgpt 很火", knowledge) == "ChatGPT"
    assert suggestion("SunoV3 音乐", knowledge) == "Suno v3"
