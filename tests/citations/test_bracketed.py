"""Which bracketed and superscript numbers are taken for citations, and which for something else."""

import pytest

import ainewslint
from ainewslint.citations.bracketed import Brackets

SAME_LINE = "热泵在零下十度仍能供暖{}，但除霜会增加能耗。\n"
CITED = {
    SAME_LINE.format("[1]"): ["[1]"],
    "一期工程完成后[1]与[3]的能耗都有下降[1, 2]。\n": ["[1]", "[3]", "[1, 2]"],
    "两期工程完成之后，供暖的能耗都有下降[1, 2]。\n": ["[1, 2]"],
    "供暖效率高于直接电热[1]，也有试验支持[2]。结果相近[3, 5]与[6, 7]。\n": (
        ["[1]", "[2]", "[3, 5]", "[6, 7]"]
    ),
    "The field trial confirms these results¹, and the second study², as well.\n": ["¹", "²"],
}
NOT_CITED = {
    "a link's text": "详细的说明见[热泵在冬季能否供暖[3]一文](https://example.org/a)的后半部分。\n",
    "a series whose parts are numbered": "# 热泵讲座【2】\n\n"
    "上一讲说过热泵怎样供暖【1】，这一讲说除霜。\n",
    "a list of sources in running text": "有关的研究参见综述与原文 [5] 吴迪. 热泵低温性能研究[J]. 暖通技术, 2021.\n",
    "two intervals": "两次试验的温度分别落在[1, 5]和[6, 9]。\n",
    "two intervals at the start": "结果有两组，都在预料之中。[1, 5]和[6, 9]是温度的范围。\n",
    "notes at the foot": "The field trial confirms these results¹, and the second study².\n\n"
    "¹ Done in winter.\n\n² Done in spring.\n",
    "a lone superscript": "The field trial confirms these results¹, as expected.\n",
}


def marks(text: str) -> list[str]:
    citing = Brackets(ainewslint.parse(text).references).citing
    return [text[one.span.start : one.span.end] for one in citing]


@pytest.mark.parametrize("text", CITED)
def test_citations(text: str) -> None:
    assert marks(text) == CITED[text]


@pytest.mark.parametrize("what", NOT_CITED)
def test_other_numbers(what: str) -> None:
    assert marks(NOT_CITED[what]) == []


def test_without_what_tells_them_apart_they_are_citations() -> None:
    series = NOT_CITED["a series whose parts are numbered"]
    assert marks(series.replace("【2】", "")) == ["【1】"]
    notes = NOT_CITED["notes at the foot"]
    assert marks(notes.partition("\n\n")[0]) == ["¹", "²"]
    running = NOT_CITED["a list of sources in running text"]
    assert marks(running.replace("[J]", "")) == ["[5]"]
    link = NOT_CITED["a link's text"]
    assert marks(link.replace("](https://example.org/a)", "").replace("[热", "热")) == ["[3]"]
