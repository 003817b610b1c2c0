"""What is found in texts, and what is not."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from ainewslint.knowledge import Knowledge, default

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "matcher_cases.yaml").read_text(encoding="utf-8")
)


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return default()


def named(knowledge: Knowledge, text: str) -> tuple[list[str], list[str]]:
    models = [
        one.model.name + (f" + {one.extra}" if one.extra else "")
        for one in knowledge.find_models(text)
    ]
    benchmarks = [
        one.benchmark.id + (f"/{one.variant}" if one.variant else "")
        for one in knowledge.find_benchmarks(text)
    ]
    return models, benchmarks


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:40] for case in CASES])
def test_case(case: dict[str, Any], knowledge: Knowledge) -> None:
    wanted = [str(name) for name in case.get("models", [])], case.get("benchmarks", [])
    assert named(knowledge, case["text"]) == wanted


def test_enough_cases_and_traps() -> None:
    traps = [case for case in CASES if len(case) == 1]
    assert len(CASES) >= 120
    assert len(traps) >= 60


def test_exact_spelling(knowledge: Knowledge) -> None:
    found = knowledge.find_models("GPT-4o、GPT4o、DeepSeek 的 R1、Deepseek")
    assert [one.exact_spelling for one in found] == [True, False, True, True, False]


def test_confirmed_once_means_confirmed_in_the_text(knowledge: Knowledge) -> None:
    far = "。".join(["今天天气很好，大家去公园散步"] * 20)
    assert [one.model.name for one in knowledge.find_models(f"OpenAI 发布 o3。{far}。o3 来了")] == [
        "o3",
        "o3",
    ]
    assert knowledge.find_models(f"{far}。o3 来了") == []


def test_neighbours_do_not_overlap(knowledge: Knowledge) -> None:
    text = "GPT-4o/Claude 3.5 Sonnet、Gemini 1.5 Pro+Llama 3.1 405B|Qwen2.5-72B"
    found = knowledge.find_models(text)
    assert len(found) == 5
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))


PIECES = """GPT-4o,o3,O3,豆包,可灵活,Gemini,AIME 2024,MATH-500,GPQA（Diamond）,ＧＰＴ,τ²-bench
3DMark,Claude 3月,DROP,（,),-, - ,.,模型"""
NAMES = st.sampled_from([*PIECES.replace("\n", ",").split(","), "\n"])
TEXTS = st.lists(st.one_of(NAMES, st.text(max_size=6)), max_size=25).map("".join)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(TEXTS)
def test_never_raises_and_spans_slice(text: str) -> None:
    knowledge = default()
    last = 0
    for model in knowledge.find_models(text):
        assert last <= model.start < model.end <= len(text)
        assert model.written == text[model.start : model.end]
        assert text.startswith(model.extra, model.end) or not text.isascii()
        knowledge.suggest_spelling(model)
        last = model.end
    last = 0
    for benchmark in knowledge.find_benchmarks(text):
        assert last <= benchmark.start < benchmark.end <= len(text)
        last = benchmark.end


@pytest.mark.parametrize(
    "word", ["o3 ", "GPT-", "openai-gpt-4-", "豆包", "可灵", "(((", "A.A.A.", "GPQA (", "τ"]
)
def test_long_repeats_come_back(word: str, knowledge: Knowledge) -> None:
    knowledge.find_models(word * 30_000)
