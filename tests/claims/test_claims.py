"""What is read as a claim, of what, and from whom."""

import json
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ainewslint import extract_claims, lint, parse
from ainewslint.claims import Change, Claim, Grade, Kind, Unit
from ainewslint.claims.buckets import Buckets, first_characters
from ainewslint.claims.ledger import COLUMNS, make_row
from ainewslint.config import Settings
from ainewslint.resources import folder
from tests.conftest import Command


def claims(text: str) -> list[Claim]:
    return extract_claims(parse(text))


def written(text: str) -> list[str]:
    article = parse(text)
    return [article.source.slice(one.span) for one in extract_claims(article)]


def test_whole_claim() -> None:
    (one,) = claims(
        "2025年1月，GPT-4o 在 GPQA Diamond 上达到 53.6%，见[报告](https://example.org/r)。"
    )
    assert one.kind is Kind.BENCHMARK
    assert one.subject is not None
    assert (one.subject.id, one.sure_subject) == ("GPT-4o", True)
    assert one.benchmark is not None
    assert (one.benchmark.id, one.benchmark.variant) == ("gpqa", "Diamond")
    assert (one.value.number, one.value.unit) == (53.6, Unit.PERCENT)
    assert (one.source.grade, one.source.url) == (Grade.LINK, "https://example.org/r")
    assert one.date == "2025年1月"


def test_change() -> None:
    before, after = claims("新算法使错误率从 15.2% 降至 5.3%。")
    assert before.comparison is not None
    assert before.comparison.change is Change.FROM
    assert after.comparison is not None
    assert (after.comparison.change, after.comparison.rises) == (Change.TO, False)
    assert after.comparison.start is not None
    assert after.comparison.start.text == "15.2%"
    assert after.higher_is_better is False


def test_dealt_out_in_order() -> None:
    found = claims("GPT-4o 在 MMLU 和 HumanEval 上分别达到 88.7% 和 90.2%。")
    boards = [one.benchmark.name for one in found if one.benchmark]
    assert boards == ["MMLU", "HumanEval"]


@pytest.mark.parametrize(
    ("text", "owners"),
    [
        ("GPT-4o 和 o3 在 GPQA 上分别达到 53.6% 和 87.7%。", [("GPT-4o", True), ("o3", True)]),
        (
            "GPT-4o, Claude 3.5 Sonnet and o3 score 53.6%, 59.4% and 87.7% on GPQA respectively.",
            [("GPT-4o", True), ("Claude 3.5 Sonnet", True), ("o3", True)],
        ),
        ("GPT-4o 与 o3 都已上线，GPQA 得分达到 87.7%。", [("o3", False)]),
        ("与 GPT-4o 和 GPT-4 相比，o3 在 GPQA 上达到 87.7%。", [("o3", True)]),
        ("o3 与 GPT-4o 相比，GPQA 得分高达 87.7%。", [("o3", True)]),
    ],
)
def test_models_named_together(text: str, owners: list[tuple[str, bool]]) -> None:
    found = [(one.subject.name, one.sure_subject) for one in claims(text) if one.subject]
    assert found == owners


def test_each_model_its_own_number() -> None:
    found = claims("GPT-4 在 MMLU 上约 86.4%，DeepSeek-R1 约 90.8%，超过 GPT-4o 的 88.7%。")
    owners = [one.subject.id for one in found if one.subject]
    assert owners == ["GPT-4", "DeepSeek-R1", "GPT-4o"]


def test_table() -> None:
    text = "| 模型 | MMLU | 延迟（ms） |\n|---|---|---|\n| GPT-4o | 88.7 | 320 |\n"
    score, latency = claims(text)
    assert score.benchmark is not None
    assert score.subject is not None
    assert (score.benchmark.id, score.subject.id, score.in_table) == ("mmlu", "GPT-4o", True)
    assert (latency.metric, latency.value.unit, latency.kind) == (
        "latency",
        Unit.TIME,
        Kind.PERFORMANCE,
    )
    assert written(text) == ["88.7", "320"]


def test_benchmarks_in_rows() -> None:
    (one,) = claims("| Benchmark | GPT-4o |\n|---|---|\n| MMLU | 88.7 |\n")
    assert one.benchmark is not None
    assert one.subject is not None
    assert (one.benchmark.id, one.subject.id) == ("mmlu", "GPT-4o")


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("推理加速 **3-5 倍**。", ["3-5 倍"]),
        ("吞吐量提升 `7 倍`。", ["7 倍"]),
        ("It reaches 94 tokens/sec and is ~20x faster.", ["94 tokens/sec", "20x"]),
        ("古诗生成评分达 4.8/5，方言识别准确率 98%。", ["4.8/5", "98%"]),
        ("- 外层\n  - 内层：错误率降低三成。", ["三成"]),
        ("图 1：新芯片的能效提升 40%", ["40%"]),
        ("每秒吞吐量高达 60 token。", ["60 token"]),
        ("Claude 以 1525 分位居 LMArena 榜首。", ["1525 分"]),
    ],
)
def test_spans(text: str, spans: list[str]) -> None:
    assert written(text) == spans


@pytest.mark.parametrize(
    "text",
    [
        "微软计划投入800亿美元，支持100万token上下文，用户超过3亿。",
        "营收同比增长50%，市场份额为20%，股价下跌8%，学习率为0.001。",
        "AIME 2024、MATH-500 和 ImageNet 的 1000 个类别。",
        "训练集、验证集、测试集按 8:1:1 划分，共 75514 个样本。",
        "`accuracy = 0.95`\n\n```\naccuracy 95%\n```\n",
        "考研总分 408，英语 211，RFID 读取距离 10 米。",
        "是否能让准确率达到 95%？如果延迟超过 200ms 就重试。",
    ],
)
def test_no_claims(text: str) -> None:
    assert written(text) == []


def test_ledger_matches_its_schema(run: Command, tmp_path: Path) -> None:
    text = "GPT-4o 在 MMLU 上达到 88.7%。\n\n错误率从 15% 降至 5%，见 https://example.org/r\n"
    (tmp_path / "a.md").write_text(text, "utf-8")
    (tmp_path / "b.md").write_text("算力提升50%。\n", "utf-8")
    report = json.loads(run("claims", "--output-format", "json").out)
    schema = json.loads((folder("schemas") / "claims.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator(schema).validate(report)
    assert [one["path"] for one in report["claims"]] == ["a.md", "a.md", "a.md", "b.md"]
    lines = run("claims", "--output-format", "jsonl").out.splitlines()
    assert [json.loads(line) for line in lines] == report["claims"]
    head = run("claims", "--output-format", "csv").out.splitlines()[0]
    assert head == ",".join(COLUMNS)


def test_knowledge_is_checked(run: Command, tmp_path: Path) -> None:
    assert run("claims", "--check-knowledge").code == 0
    bad = "model,benchmark,value,source\nGPT-4o,mmlu,187,https://example.org/r\n"
    (tmp_path / "results.csv").write_text(bad, "utf-8")
    outcome = run("claims", "--check-knowledge", "results.csv")
    assert outcome.code == 1
    assert "results.csv:2: " in outcome.out
    assert run("claims", "--check-knowledge", "missing.csv").code == 2


def test_rows_have_all_columns() -> None:
    article = parse("GPT-4o 在 MMLU 上达到 88.7%。")
    (one,) = extract_claims(article)
    assert tuple(make_row(one, article.source, "a.md")) == COLUMNS


def test_first_characters() -> None:
    assert first_characters(r"(?<!a)(?:[Mm]acro-?)?\bF1") == {"M", "m", "F"}
    assert [
        hit.key for hit in Buckets([("x", "ab|c"), ("y", "准确[率度]")]).find("c 准确度 xab")
    ] == [
        "x",
        "y",
    ]
    with pytest.raises(ValueError, match="matches nothing"):
        first_characters(r"\b")


WORDS = st.sampled_from(
    [
        "GPT-4o",
        "o3",
        "MMLU",
        "GPQA",
        "在",
        "上",
        "达到",
        "87.7%",
        "`53.6`",
        "提升",
        "3 倍",
        "从",
        "降至",
        "准确率",
        "，",
        "。",
        "\n",
        "\n\n",
        "- ",
        "",
        " ",
        "[1]",
        "[r](https://example.org)",
        "**",
        "the ",
        "scores ",
        "on ",
        "by ",
        "40 tokens/s",
        "分别",
        "据",
        "报告",
        "显示",
        "#4",
        "榜",
    ]
)


@given(st.lists(WORDS, max_size=40).map("".join))
@settings(max_examples=120)
def test_spans_slice_their_values(text: str) -> None:
    article = parse(text)
    for one in extract_claims(article):
        start, end = one.span
        assert 0 <= start < end <= len(text)
        assert text[start:end].strip("*` ")[:1] == one.value.text[:1]
        assert one.sentence.start <= start
        make_row(one, article.source, "x.md")


@given(st.text(max_size=200))
@settings(max_examples=120)
def test_any_text(text: str) -> None:
    extract_claims(parse(text))


@pytest.mark.parametrize(
    "unit",
    [
        "达到87.7%，",
        "GPT-4o 在 MMLU 达到87.7%，",
        "据A称，准确率95%。",
        "Abench 5 ",
        "从 1% 到 2%，",
        "A中",
        "文字。\n\n- 推理速度提升 3 倍\n\n",
        "用 **GPT4o** 写代码。",
        "o3 是最强的模型，来吧。",
    ],
)
def test_cost_in_proportion(unit: str) -> None:
    """Ten times the text is far from a hundred times the work; counted, not timed."""
    import sys

    def steps(times: int) -> int:
        text, count = unit * times, 0

        def trace(_frame: object, _event: str, _arg: object) -> None:
            nonlocal count
            count += 1

        sys.setprofile(trace)
        try:
            lint(text, settings=Settings(select=("BM",)))
        finally:
            sys.setprofile(None)
        return count

    steps(10)
    assert steps(2000) < 25 * max(steps(200), 200)


@pytest.mark.parametrize(
    "text",
    [
        "系统能及时发现数据异常，把错误率降低至 0.01%。",
        "它的「智能组卷」功能通过模型预测考点，命中率达到 78%。",
        "仪表盘实时显示结果，推理速度提升了 3 倍。",
        "数据线向一个方向传输，速度可以加快一倍。",
        "机器人根据患者的影像学资料规划手术，准确率达到 95%。",
        "效率堪称惊人，推理成本降低了 60%。",
    ],
)
def test_a_verb_of_saying_is_no_source(text: str) -> None:
    assert [one.source.grade for one in claims(text)] == [Grade.NONE]


@pytest.mark.parametrize(
    "text",
    [
        "Gartner预测，推理成本将在两年内降低 60%。",
        "IBM研究院通过实验发现，推理速度提升了 3 倍。",
        "官方数据显示，错误率降低至 0.01%。",
        "厂商号称推理速度提升了 3 倍。",
        "从上图可以发现，推理速度提升了 3 倍。",
    ],
)
def test_who_says_it_is_a_source(text: str) -> None:
    assert [one.source.grade for one in claims(text)] == [Grade.ATTRIBUTION]


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("Qwen2.5-Max beats DeepSeek V3 on MMLU-Pro with 76.1%.", "Qwen2.5-Max"),
        ("QwQ-32B 的参数量只有 DeepSeek-R1 的约 1/21，但在 AIME24 上得分 79.5。", "QwQ-32B"),
        ("GPT-4o 超过 Claude 3.5 Sonnet，在 MMLU 上达到 88.7%。", "GPT-4o"),
        ("GPT-4o 在 GPQA 上不如 o1 的 78.0%。", "o1"),
    ],
)
def test_whose_number_it_is_in_a_comparison(text: str, owner: str) -> None:
    one = claims(text)[-1]
    assert one.subject is not None
    assert one.subject.id == owner
