"""Numbers explained above, page numbers and labelled answers are no flattened citations."""

import ainewslint
from ainewslint.citations.candidates import find_candidates
from ainewslint.citations.flattened import find_flattened

LIST = "## 参考资料\n\n1. 甲 https://example.org/a\n2. 乙 https://example.org/b\n"
LIST += "3. 丙 https://example.org/c\n4. 丁 https://example.org/d\n5. 戊 https://example.org/e\n\n"
TEXT = (
    "## 回答\n\n机器人可以在工位之间自主换电24。\n\n同一套策略控制机械臂，强调联合训练13。\n\n"
    "首批样机已经交付给物流公司，司机普遍反映续航更加稳定35。\n"
)


def digits(text: str) -> list[str]:
    return [one.digits for one in find_flattened(ainewslint.parse(text), 0.75, 0.99)]


def test_a_list_above_explains_what_stands_below() -> None:
    assert digits(TEXT) == ["24", "13", "35"]
    assert digits(LIST + TEXT) == []
    assert digits(TEXT + "\n" + LIST) == ["24", "13", "35"]


def test_the_page_numbers_of_a_contents_list_are_no_candidates() -> None:
    pages = (3, 7, 12, 18, 25)
    lines = "\n\n".join(f"机器人怎样在工位之间自主换电 {page}" for page in pages)
    assert not find_candidates(ainewslint.parse(lines + "\n").prose)
    falling = "\n\n".join(f"机器人怎样在工位之间自主换电 {page}" for page in pages[::-1])
    assert len(find_candidates(ainewslint.parse(falling + "\n").prose)) == 5


def test_answers_behind_their_labels_are_no_candidates() -> None:
    assert not find_candidates(ainewslint.parse("各题的答案分别是：(a) 2，(b) 3，(c) 5。\n").prose)
    assert find_candidates(ainewslint.parse("各题的答案在附录里（第三节） 2，以后再说。\n").prose)
