"""Sentences of news, each with the figures that are claims; traps have none."""

import pytest

from ainewslint import extract_claims, parse

CLAIMS = [
    ("新模型在 MMLU 上取得 88.1%，在 GPQA 上取得 61.2%，均为同规模最高。", ["88.1%", "61.2%"]),
    ("三项测试的成绩分别是：MMLU 88.1%、GPQA 61.2%、MATH-500 94.3%。", ["88.1%", "61.2%", "94.3%"]),
    ("Qwen2.5-72B 得分 86.1，Llama 3.1 405B 得分 85.2。", ["86.1", "85.2"]),
    ("其 GSM8K 成绩由 71.2 提升到 83.5。", ["71.2", "83.5"]),
    ("在 HumanEval 上，它的 pass@1 为 82.3%，比上一代高 6.1 个百分点。", ["82.3%", "6.1 个百分点"]),
    ("新版推理引擎快 3 倍。", ["3 倍"]),
    ("新版本速度是旧版的 2.5 倍。", ["2.5 倍"]),
    ("升级后首字延迟只有 180 毫秒。", ["180 毫秒"]),
    ("单卡吞吐达到 2300 tokens/s，功耗却降低了三成。", ["2300 tokens/s", "三成"]),
    ("整体性能提升了50%。", ["50%"]),
    ("这次更新把推理成本砍掉了 60%。", ["60%"]),
    ("训练成本仅为同类模型的十分之一，推理成本是其 5%。", ["5%"]),
    ("与上一代相比，内存占用减少 30%-50%。", ["30%-50%"]),
    ("量化后显存占用降低 40–60%。", ["40–60%"]),
    ("语音识别的词错误率降到 4.2%。", ["4.2%"]),
    ("在人工盲评中，它对 GPT-4o 的胜率为 57.3%。", ["57.3%"]),
    ("代码修复的成功率从 31% 升到 48%。", ["31%", "48%"]),
    ("该模型在 Chatbot Arena 排名第三，Elo 为 1287。", ["第三", "1287"]),
    ("WMT 英中翻译 BLEU 提升 2.4 分。", ["2.4 分"]),
    ("BLEU 值提高了 1.8。", ["1.8"]),
    ("它以 93.1 分登顶 C-Eval 榜单。", ["93.1 分"]),
    ("它以 64% 的得分位列第一。", ["64%"]),
    ("新芯片的 AI 算力达到 45 TOPS，是前代的 4 倍。", ["45 TOPS", "4 倍"]),
    ("最终 F1 为 0.873，AUC 为 0.941。", ["0.873", "0.941"]),
    ("在 SQuAD v1.1 上取得 90.1/82.7 的 F1 分数。", ["90.1", "82.7"]),
    ("压缩后的模型体积缩小 4 倍，精度只损失 0.6%。", ["4 倍", "0.6%"]),
    ("每秒可处理 120 张图片。", ["120 张"]),
    ("幻觉率下降到 1.8%。", ["1.8%"]),
    ("剪枝可以去掉 35% 的参数而精度不变。", ["35%"]),
    ("最高可实现 10 倍速度提升。", ["10 倍"]),
    ("极限场景下 18 倍、日常 4 倍的加速。", ["18 倍", "4 倍"]),
    ("任务耗时从 12 分钟缩短到 90 秒。", ["12 分钟", "90 秒"]),
    ("Lumen-2 scores 71.4% on GPQA Diamond and 88.0% on MMLU-Pro.", ["71.4%", "88.0%"]),
    ("It hits 62.3 on SWE-bench Verified, up from 49.0.", ["62.3", "49.0"]),
    ("The new kernel is 2.3x faster and uses 40% less memory.", ["2.3x", "40%"]),
    ("Latency drops from 480 ms to 95 ms.", ["480 ms", "95 ms"]),
    ("The model runs at 90 tokens per second on a laptop.", ["90 tokens per second"]),
    ("torchfast delivers 94 tok/s against 71 tok/s for the baseline.", ["94 tok/s", "71 tok/s"]),
    ("It wins 63% of head-to-head comparisons against GPT-4o.", ["63%"]),
    ("It retains 97% of the original accuracy at half the size.", ["97%"]),
    ("The distilled model keeps 95% of the teacher's performance.", ["95%"]),
    ("Training is 10× cheaper than before.", ["10×"]),
    ("The method cuts token usage by 45%.", ["45%"]),
    ("With a word error rate of 3.1%, it beats Whisper.", ["3.1%"]),
    ("It outperforms Claude Opus 4.5 by 12% on long kernels.", ["12%"]),
    ("Each kernel launch takes 40ms for 30k bodies.", ["40ms"]),
    ("The pruned network removes 25% of the parameters.", ["25%"]),
    ("It reaches an F1 of 0.91 and 0.88 recall.", ["0.91", "0.88"]),
    ("Inference costs fell by 80%.", ["80%"]),
    ("The agent solves 41% of the tasks in WebArena.", ["41%"]),
    ("It ranks #2 on the Open LLM Leaderboard.", ["#2"]),
    ("该Agent在所有测试基准上均获得了 73% 至 90% 的分数。", ["73% 至 90%"]),
    ("医学影像诊断：在肺结节筛查中达到 94% 准确率。", ["94%"]),
    ("违规内容拦截率达 99.2%。", ["99.2%"]),
    ("面部相似度达到 90% 以上。", ["90%"]),
    ("Orion-7B 在 CMMLU 上拿到 79.4 分，比上一版高出 5.2 分。", ["79.4 分", "5.2 分"]),
    ("开启推测解码后，生成速度快了近一倍。", ["一倍"]),
    ("在内部评测中，新模型的首轮解决率达到 83%，比人工客服高 9 个百分点。", ["83%", "9 个百分点"]),
    ("与 Llama 3 70B 相比，它在数学任务上的得分高出 12%。", ["12%"]),
    ("BrowseComp 得分 51.2%，SimpleQA 得分 43.0%。", ["51.2%", "43.0%"]),
    ("模型在 ARC-AGI-2 上仅得 4.1%，远低于人类的 60%。", ["4.1%", "60%"]),
    ("新架构让训练时间缩短了三分之一，显存峰值下降 28%。", ["28%"]),
    ("官方宣称其 TTS 的 MOS 分达到 4.6，词错率 2.1%。", ["4.6", "2.1%"]),
    ("新 GPU 的显存带宽为 8TB/s，FP4 算力 20 PFLOPS。", ["8TB/s", "20 PFLOPS"]),
    ("平均响应时间由 2.4 秒降至 0.9 秒。", ["2.4 秒", "0.9 秒"]),
    ("它在 Terminal-Bench 上以 52.5% 位居榜首。", ["52.5%"]),
    ("漏检率低至 0.3%。", ["0.3%"]),
    ("代码生成准确率高达九成。", ["九成"]),
    ("The 32B variant posts 68.9 on LiveCodeBench and 81.2 on AIME 2025.", ["68.9", "81.2"]),
    ("Throughput improves 2.4x while p99 latency stays under 50 ms.", ["2.4x", "50 ms"]),
    ("It beats GPT-4o on MMLU (89.1% vs 88.7%).", ["89.1%", "88.7%"]),
    ("Hallucinations fell by 37% compared with the previous release.", ["37%"]),
    ("The new chip delivers 4.5 petaflops? No: 2.1 TFLOPS per watt.", ["2.1 TFLOPS"]),
    ("We measured a 15% drop in accuracy after quantization.", ["15%"]),
    ("Users saw up to 3.2x speedups on long prompts.", ["3.2x"]),
    ("Its Elo rating of 1402 puts it first on LMArena.", ["1402"]),
    ("The model achieves a pass@1 of 73.4% on HumanEval+.", ["73.4%"]),
    ("Compile times are cut in half, from 40s to 20s.", ["40s", "20s"]),
    ("路径规划算法的行驶距离比其他算法减少了约 35%。", ["35%"]),
    ("与上一代模型相比，它的提升幅度达到了 21%。", ["21%"]),
    ("它生成画面的丰富度比 GPT-4o 高 40%。", ["40%"]),
    ("所有参评模型的得分均低于 3%。", ["3%"]),
    ("九个模型得分仅在 0.4% 至 12.6% 之间。", ["0.4% 至 12.6%"]),
    ("年龄识别系统存在约 8% 的误判率。", ["8%"]),
    ("量化把模型压缩了 4 倍。", ["4 倍"]),
    ("它在 80% 以上的任务中优于人类专家编写的基线模型。", ["80%"]),
    ("该模型答对了 83% 的题目。", ["83%"]),
    ("分类器在目标识别的准确率上达到了 92% 以上。", ["92%"]),
    ("榜单中表现最好的模型准确率是 87%。", ["87%"]),
    ("GPT-4 在 5-shot 设置下约为 86.4% 的准确率。", ["86.4%"]),
    ("在榜单的总分里，它得分83.05，接近第一名。", ["83.05"]),
    ("识别率却更高（通常能达到99%以上）。", ["99%"]),
    ("小目标上有显著的性能提升（超过3%的改进）。", ["3%"]),
    ("并行化提高了解析器的速度（30%-400%）。", ["30%-400%"]),
    ("加密后查询延迟增加≤5%，吞吐量下降≤3%。", ["5%", "3%"]),
    ("新建连接数大增，CPS 提升 65%。", ["65%"]),
    ("自研的回收技术实现了高达 90% 的空间利用率。", ["90%"]),
    ("缓冲电路降低开关损耗15%~20%。", ["15%~20%"]),
    ("导航任务上SR提高了4.1%，SPL提高了2.7%。", ["4.1%", "2.7%"]),
    ("准确率只有 30%，还能否用于生产？", ["30%"]),
    ("In one eval Claude 3.5 Sonnet answered 59% of the questions correctly.", ["59%"]),
    ("GPT-4.1 shows a substantial ~10% improvement over its predecessor.", ["10%"]),
    ("The router claims +92% throughput.", ["92%"]),
    ("Switching the harness moved accuracy by 15.4 points.", ["15.4 points"]),
    ("The model reached an average accuracy of 0.861 during the test.", ["0.861"]),
    ("It can speed up TTS inference by up to 50x.", ["50x"]),
    ("Testing agents brought a 40% decrease in task completion time.", ["40%"]),
    ("A new kernel yields 20%+ training speedups.", ["20%"]),
]
TRAPS = [
    "市场规模将达到 800亿美元，年增长 25%。",
    "支持 100万 token 的上下文窗口。",
    "该模型有 4050 亿参数，训练用了 15 万亿 token。",
    "公司二季度营收增长 34%，净利润率 12%。",
    "订阅价格为每月 20 美元，学生可享 5 折优惠。",
    "全球月活用户突破 4 亿，较上季度增长 18%。",
    "Python 3.12 和 CUDA 12.4 已经支持。",
    "超过 70% 的开发者表示会使用它。",
    "其市场份额提升至 31.5%。",
    "需要 24GB 显存，推荐 80GB。",
    "下载进度 45%，预计还需 3 分钟。",
    "有 30% 的概率会下雨。",
    "温度设为 0.7，top_p 设为 0.95。",
    "学习率为 0.001，批大小 64。",
    "训练集占 80%，测试集占 20%。",
    "2024 年 AIME 有 15 道题，MATH-500 有 500 道题。",
    "限时 7 折，立减 50%。",
    "用户留存率提升了 25%。",
    "购买转化率从 2% 提升到 5%。",
    "备案通过率从 80% 降到 65%。",
    "恐慌指数为 45，较昨日增加 11 个点。",
    "城市 AI 使用指数总分为 64.7。",
    "点击后延迟 500ms 触发请求。",
    "F1 = 2 × 0.6 × 0.75 / (0.6 + 0.75) = 0.67",
    "准确率 = 正确数 / 总数 = 90 / 100 = 90%",
    "当 IoU = 0.5 时视为匹配。",
    "如果准确率能达到 95%，我们就上线。",
    "准确率真的能达到 99% 吗？",
    "要求响应时间不超过 200ms。",
    "我们把阈值设为 90%。",
    "每隔 18 个月晶体管密度增加一倍。",
    "交通事故率降低了 20%。",
    "高考数学满分 150 分，物理 100 分。",
    "保证 100% 免费领取。",
    "会议持续 3 小时，10 分钟茶歇。",
    "The market will reach $80 billion, growing 25% a year.",
    "It supports a 1M-token context and has 405B parameters.",
    "Revenue rose 34% while margins fell to 12%.",
    "About 62% of respondents said they use it weekly.",
    "There is a 10% chance of failure by 2030.",
    "The plan costs $20 per month with a 15% discount.",
    "Prices dropped by 12.5% last week.",
    "You need 2x A100 80GB GPUs and 24GB of VRAM.",
    "I use two 4090s for speed.",
    "Progress bar: 45% complete, 3 minutes left.",
    "Set temperature to 0.7 and top_p to 0.95.",
    "Python 3.12 and version 2.5 of the SDK are required.",
    "The dataset has 164 problems; 80% of them are for training.",
    "Could it be 10x faster?",
    "The stock fell 8% after the announcement.",
    "The company now holds 40% of the market.",
    "Adoption grew by 300% among enterprises.",
    "Each kernel gets 48 KB of shared memory.",
    "Attendance was up 20% and the keynote lasted 90 minutes.",
    "全球已有 45% 的企业部署了 AI 助手。",
    "截至三月，其 App 下载量增长 120%。",
    "该轮融资后估值提升至 3 倍。",
    "模型权重共 140GB，需 4 张 80GB 显卡。",
    "API 每百万 token 2 美元，缓存命中再降 75%。",
    "公司裁员 8%，股价上涨 5%。",
    "这门课程占总成绩的 30%，期末考试 120 分钟。",
    "将音量调到 80%，播放速度设为 1.5 倍。",
    "数据集中 62% 的样本来自网页，平均长度 512 token。",
    "训练持续 14 天，用了 2048 张 H800。",
    "成功的概率只有 5%。",
    "电池剩余 20%，充电 30 分钟。",
    "GDP 增速 5.2%，CPI 同比上涨 0.8%。",
    "The survey found 48% of engineers use AI weekly.",
    "Shares rose 6% after the 10-for-1 split.",
    "It has 128 experts, 8 active, and a 256K context.",
    "The subscription is 20% cheaper if billed yearly.",
    "Version 2.0 ships in 3 weeks with 5x higher rate limits.",
    "Only 12% of the budget went to inference.",
    "Set max_tokens to 4096 and keep 10% for validation.",
    "A learning rate of 3e-4 with 5% warmup works well.",
    "缓存越大，则命中率越高，最后接近 100%。",
    "- 错误率：低于 0.1%",
    "用户跳出率增加 52%。",
    "注册用户每月新增 110 万，比全国人口的增长速度还快 4 倍。",
    "得分低于 60% 者不予录取。",
    "为什么准确率只有 30%，却没有人提起？",
    "认为开源能降低试错风险（20.7%）的企业最多。",
    "会员刷新周期从 5 小时延长至 7 天。",
    "学生答对了 83% 的题目。",
    "音量 +20%，时长 +15%。",
    "若该类样本无一漏检，则其召回率为 100%。",
    "总成绩=初试成绩÷5×初试权重(50%)+复试成绩。",
    "例子：支持每秒1000次请求。",
    "用户到店率增加 45%。",
    "显示的时间比正常时间少了1小时。",
    "端侧聚焦 5-10TOPS 低算力场景下的感知。",
    "Python、Go 和 Rust 是高薪榜单的 Top 5。",
]


@pytest.mark.parametrize(("text", "figures"), CLAIMS)
def test_read_as_claims(text: str, figures: list[str]) -> None:
    article = parse(text)
    assert [article.source.slice(one.span) for one in extract_claims(article)] == figures


@pytest.mark.parametrize("text", TRAPS)
def test_no_claims(text: str) -> None:
    assert extract_claims(parse(text)) == []


def test_models_share_a_list_of_scores() -> None:
    text = "最新榜单显示，GPT-4o 以 72.4% 居首，Claude 3.5 Sonnet（66.6%）与 DeepSeek-R1（62.5%）紧随。"
    found = extract_claims(parse(text))
    assert [(one.subject.id, one.value.number) for one in found if one.subject] == [
        ("GPT-4o", 72.4),
        ("Claude 3.5 Sonnet", 66.6),
        ("DeepSeek-R1", 62.5),
    ]


def test_list_takes_its_measure_from_the_last() -> None:
    found = extract_claims(parse("极限场景下 18 倍、日常 4 倍的加速。"))
    assert [one.metric for one in found] == ["speed", "speed"]
    assert not any(one.sure_subject for one in found)


def test_figure_on_a_line_of_its_own() -> None:
    (one,) = extract_claims(parse("新方案将计算量减少了\n**8-9倍**\n，对精度没有影响。"))
    assert (one.metric, one.value.number, one.value.high) == ("compute", 8.0, 9.0)


def test_business_table() -> None:
    text = "| 指标 | 提升率 |\n|---|---|\n| 客户转化率 | 30.2% |\n| 识别准确率 | 4.1% |\n"
    article = parse(text)
    assert [article.source.slice(one.span) for one in extract_claims(article)] == ["4.1%"]


def test_picture_behind_a_proxy_is_no_source() -> None:
    text = (
        "新模型的推理速度提升了50%。\n"
        "[![图](https://img.example.org/get?u=https://pics.example.org/a.png)]"
        "(https://img.example.org/get?u=https://pics.example.org/a.png)\n"
    )
    (one,) = extract_claims(parse(text))
    assert one.source.url is None
