"""The evidence for flattened citations; the cases of CI001 test what is reported."""

from hypothesis import given, settings
from hypothesis import strategies as st

import ainewslint
from ainewslint.citations.candidates import find_candidates, may_hold
from ainewslint.citations.features import DOCUMENT_FEATURES, FEATURES
from ainewslint.citations.flattened import find_flattened, load_model
from ainewslint.citations.telling import _names


def test_model_and_words_name_every_feature() -> None:
    model = load_model()
    assert len(model.local) == len(FEATURES)
    assert len(model.document) == len(FEATURES) + len(DOCUMENT_FEATURES)
    assert set(FEATURES) - {"bias"} == set(_names())


def test_nothing_is_parsed_where_no_number_ends_a_sentence() -> None:
    assert not may_hold("# 题\n\n今年新增 3 条线路，共 12 站，2025 年开通。\n", 0)
    assert may_hold("探索智能与物理世界的**交互**\n  13。\n", 0)


def test_spans_are_the_digits() -> None:
    text = "机器人可以在工位之间**自主换电**\n  24。\n\n同一套策略控制机械臂，强调联合训练13。\n"
    article = ainewslint.parse(text)
    found = find_flattened(article, 0.75, 0.99)
    assert [text[one.span.start : one.span.end] for one in found] == ["24", "13"]


@settings(max_examples=80, derandomize=True, deadline=None)
@given(st.text("0123456789。，、：）(”.,! \n*`[]|-的交互训练ab工", max_size=160))
def test_never_raises_and_spans_slice(text: str) -> None:
    article = ainewslint.parse(text)
    for one in find_candidates(article.prose):
        assert one.block.text[one.start : one.end] == one.digits
    for one in find_flattened(article, 0.1, 0.1):
        assert text[one.span.start : one.span.end] == one.digits
