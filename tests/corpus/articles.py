"""A small blog with copies, contradictions and tag variants, made up for the tests."""

from pathlib import Path

PARAGRAPHS = (
    "国产大模型在三月集中更新。智源、月之暗面和阶跃星辰都放出了新的权重，开发者在社区里连夜跑分。",
    "第一类意见认为，长上下文已经够用，真正的短板在工具调用：模型常常忘记用户最初的要求，前功尽弃。",
    "第二类意见则看重价格。同样一百万个词元，各家的报价相差近十倍，实际体验的差距远没有这么大。",
    "还有人提醒，公开榜单上的题目已经流传很久，分数再高也只能说明模型见过类似的题。",
    "榜单的维护者也承认，题库泄漏以后分数虚高，于是每个季度都换一批题，再请几位工程师交叉核对答案。",
    "真正可信的做法，是拿自己业务里的数据重新测一遍，并把提示词、温度和重试次数都写进报告。",
)
BODY = "\n\n".join(PARAGRAPHS) + "\n"
EDITED = "\n\n".join([*PARAGRAPHS[:5], "至于结论，不妨再等一个月。"]) + "\n"


def text(title: str, day: int, body: str = "正文。\n", tags: str = "[AI]", more: str = "") -> str:
    return f"---\ntitle: {title}\ndate: 2025-03-{day:02}\ntags: {tags}\n{more}---\n\n{body}"


ARTICLES = {
    "posts/a.md": text("三月模型更新", 18, BODY),
    "posts/b.md": text("模型更新小结", 20, BODY.replace("。", "。\n"), "[Ai]"),
    "posts/c.md": text("模型更新与价格", 25, EDITED, "[人工智能]"),
    "posts/d.md": text(
        "跑分一览", 2, "GPT-4o 在 MMLU 上的得分为 88.7%（[报告](https://a.org/1)）。\n"
    ),
    "posts/e.md": text(
        "再谈跑分", 9, "GPT-4o 在 MMLU 上的得分为 82.1%（[报告](https://www.a.org/)）。\n"
    ),
    "posts/f.md": text("跑分一览", 11, "一周小结，没有新的模型。\n"),
    "posts/g.md": text("部署", 12, more='artid: "1"\n'),
    "posts/h.md": text("部署之二", 13, more='artid: "1"\n'),
}
ACROSS = [
    ("posts/b.md", "CX004"),
    ("posts/c.md", "CX005"),
    ("posts/e.md", "CX006"),
    ("posts/f.md", "CX003"),
    ("posts/h.md", "CX001"),
]


def write(folder: Path) -> None:
    for name, content in ARTICLES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, "utf-8")
