"""The words that tell what a number measures, Chinese and English.

Three kinds: metrics (qualities that are measured: accuracy, latency, 效率), business and
everyday quantities that look the same (sales, users, prices, shares) and words of change.
The nearest of the first two to a number decides what it is about.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ainewslint.patterns import regex


class Metric(NamedTuple):
    """A measured quality. `named` marks one that only benchmarks have, such as F1 or BLEU."""

    id: str
    higher_is_better: bool | None
    named: bool
    words: str


METRICS: tuple[Metric, ...] = (
    Metric("pass@k", True, True, r"[Pp]ass@\d+|[Pp]ass\^\d+|[Mm]aj@\d+|[Cc]ons@\d+"),
    Metric(
        "F1",
        True,
        True,
        r"(?:[Mm]acro-?|[Mm]icro-?)?\bF1(?:[- ]?[Ss]cores?|[值分]数?)?(?![A-Za-z0-9+])|F1(?=值|分)",
    ),
    Metric(
        "mAP", True, True, r"\bm?AP(?:@?\[?\.?\d+(?::\d?\.?\d+)?\]?)?(?![A-Za-z0-9])|平均精度均值"
    ),
    Metric("IoU", True, True, r"\bm?I[oO]U(?![A-Za-z0-9])|交并比|\bDice(?![A-Za-z])"),
    Metric("AUC", True, True, r"\b(?:ROC-?)?AU(?:C|ROC)(?:[- ]ROC)?(?![A-Za-z0-9])"),
    Metric(
        "BLEU",
        True,
        True,
        r"\b(?:sacre|Sacre)?BLEU(?:-?\d)?(?![A-Za-z])(?: ?得分)?|\bROUGE(?:-[L12])?(?![A-Za-z0-9])"
        r"|\bMETEOR\b|\bCIDEr(?![A-Za-z])|\bchrF\+*|\bCOMET(?:22)?(?![A-Za-z0-9])(?: ?得分)?",
    ),
    Metric(
        "WER", False, True, r"\b[WC]ER(?![A-Za-z0-9])|[词字]错误?率|错[词字]率|[Ww]ord error rate"
    ),
    Metric("EER", False, True, r"\bEER(?![A-Za-z0-9])|等错误率"),
    Metric("FID", False, True, r"(?<![A-Za-z])(?:FID|FVD|LPIPS)(?![A-Za-z0-9])"),
    Metric("PSNR", True, True, r"\b(?:PSNR|SSIM|CLIP ?[Ss]core|MOS)(?![A-Za-z0-9])"),
    Metric("perplexity", False, True, r"困惑度|\b[Pp]erplexity(?! AI|'s)\b|\bPPL\b"),
    Metric("Elo", True, True, r"\b(?:Elo|ELO)(?: (?:rating|score)s?| ?评?分)?(?![A-Za-z])"),
    Metric(
        "win rate",
        True,
        False,
        r"胜率|\b[Ww]in[- ]?rates?\b|\bWR\b"
        r"|\b[Ww](?:ins|on)\b(?= (?:about |over |roughly )?$)",
    ),
    Metric(
        "error rate",
        False,
        False,
        r"[误错]误?[判检识报差读诊拒杀]?[率差](?!为零)|误报|漏[报检诊]率|失败率|幻觉率?|误(?:打断|回复|触)率"
        r"|丢包率|故障率|[次残]品率"
        r"|崩溃率|误码率|拒[识绝]率|缺陷率|\b[Ee]rror rates?\b|\bfalse[- ](?:positives?"
        r"|negatives?|alarms?)(?:[- ]rates?)?|\bfailure rates?\b"
        r"|[Hh]allucinations?(?: rates?)?|\berrors?\b",
    ),
    Metric(
        "accuracy",
        True,
        False,
        r"准确[率度性]|精[确准]率|正确率|精[确准]?度|查准率|准召率|识别率|命中率"
        r"|\b[Aa]ccurac(?:y|ies)\b|\b[Pp]recision\b|\b[Aa]ccurate\b",
    ),
    Metric(
        "recall",
        True,
        False,
        r"召回率|查全率|\b[Rr]ecall(?! election)\b|检出率|检测率|灵敏度|特异[度性]"
        r"|\b[Ss]ensitivity\b|\b[Ss]pecificity\b",
    ),
    Metric(
        "success rate",
        True,
        False,
        r"成功率|通过率|完成率|解决率|解题率|合格率|达成率|保留率|可用率|采纳率"
        r"|匹配[度率]|一致[率性]|满意[度率]|(?<!不)良品?率|拦截率|相似[度率]|还原[度率]"
        r"|代码覆盖率|测试覆盖率|用例覆盖率|任务覆盖率|流程覆盖率"
        r"|\b(?:[Ss]uccess|[Pp]ass(?:ing)?|[Cc]ompletion|[Rr]esol(?:ve|ution)d?|[Ss]olve"
        r"|[Aa]cceptance|[Hh]it) rates?\b|\bMFU\b",
    ),
    Metric("SPL", True, True, r"\bS(?:R|PL)(?=提|上升|下降|达|为|分别|比| [\d提上下达]|$)"),
    Metric("utilization", True, False, r"(?:空间|带宽|算力|显存|浮点|链路)的?利用率?"),
    Metric("conversion efficiency", True, False, r"(?:转换|工作|发电|光电|电源|能量)效率"),
    Metric(
        "latency",
        False,
        False,
        r"(?:首[包字帧]|端到端|推理|网络|响应|通信)?(?:延迟(?!发|到|推|上|退|交)|时延(?!长|续|后|期)|延时(?!长))"
        r"|[响反]应时[间长]?|耗时|用时|TTFT|\b[Ll]atenc(?:y|ies)\b|\b(?:[Rr]esponse"
        r"|[Ii]nference|[Tt]raining|[Ss]tartup|[Ll]oad(?:ing)?|[Bb]uild|[Cc]ompile"
        r"|[Pp]rocessing|[Ee]xecution|[Cc]ompletion|[Tt]urnaround|[Ff]ixing|[Dd]evelopment|[Rr]eview"
        r"|[Ss]earch|[Cc]ycle|[Dd]ecod(?:e|ing)) times?\b|\b[Ww]all[- ]clock\b|\b[Rr]esponse delays?\b"
        r"|\b(?:takes|took)\b(?= (?:only |just |about |around |roughly )?$)"
        r"|\b[Tt]ime[- ]to[- ][Ff]irst[- ][Tt]oken\b|\b[Rr]untime\b|(?:推理|训练|处理|计算"
        r"|生成|启动|加载|渲染|编译|构建|执行|停顿|查询|检索|识别|部署|诊断|响应|检测|微调"
        r"|合成|解码|编码)(?:所需)?的?时[间长]",
    ),
    Metric("duration", False, False, r"时[间长延]|周期|停顿|冷启动"),
    Metric(
        "throughput",
        True,
        False,
        r"吞吐[量率]?|并发[量数]?|带宽|流畅度|处理数|请求数|信噪比|\b[Tt]hroughput\b"
        r"|\b[Bb]andwidth\b|\b[Tt]okens? per second\b|\b[TQRC]PS\b|\bIOPS\b",
    ),
    Metric(
        "speed",
        True,
        False,
        r"速[度率]|加速|提速|倍速|\b[Ss]peed(?!ing)|\b[Ff]aster\b|\b[Ss]lower\b|\b[Ff]ast\b"
        r"|\bquicker\b|\b[Aa]ccelerat\w+",
    ),
    Metric(
        "efficiency",
        True,
        False,
        r"(?:能|人|功)效(?!率)|效率|效能|生产力|性价比|稳定性|鲁棒性|可靠性|容量"
        r"|\b[Ee]fficien(?:cy|t)\b|\b[Pp]roductivity\b|\bper[- ]watt\b|产能",
    ),
    Metric(
        "memory",
        False,
        False,
        r"(?:显|内)存(?:占用|使用|消耗|需求|开销|带宽)?率?|缓存(?:占用|使用|消耗|需求|开销)率?|存储(?:空间|占用|需求|开销)"
        r"|\b(?:[Mm]emory|VRAM|RAM|KV[- ]?[Cc]ache)\b",
    ),
    Metric(
        "energy",
        False,
        False,
        r"能耗|功耗|耗电量?|电耗|损耗(?!品)|碳排放|续航|\b[Ee]nergy\b|\b[Pp]ower (?:consumption|usage|draw)\b",
    ),
    Metric(
        "compute",
        False,
        False,
        r"(?:浮点)?[运计]算量|开销|(?:资源|[Tt]oken|算力|令牌|词元)s?\s?(?:消耗|用量|使用"
        r"|占用|数|成本)量?|消耗量?|调用次数|使用量|模型(?:大小|体积|尺寸)"
        r"|体积|码率|思维链|推理的?(?:长度|次数|步数|数量)|序列长度|计算资源|FLOPs|[Ff]lops"
        r"|\b(?:[Cc]ompute|overhead|[Tt]okens?)\b",
    ),
    Metric(
        "size",
        False,
        False,
        r"(?<!激活)参数(?![设调配]|服务器|化)"
        r"|(?<!active )(?<!activated )(?<!trainable )\b[Pp]aram(?:eter)?s\b",
    ),
    Metric("cost", False, False, r"成本|\b[Cc]osts?\b|\b[Cc]heaper\b"),
    Metric(
        "compression",
        True,
        False,
        r"压缩[比率]|压缩(?!包|文件)|\b[Cc]ompress(?:ion|ed)\b(?: ratio)?",
    ),
    Metric(
        "score",
        True,
        False,
        r"得分|评分|分[数值]|总分|跑分|均分|高分|打分|平均分|成绩|\b[Ss]cor(?:es?|ed|ing)\b"
        r"|\b[Rr]ating\b",
    ),
    Metric("compute power", True, False, r"算力|\b(?:TOPS|[TP]FLOPS)\b"),
    Metric(
        "performance",
        True,
        False,
        r"性能|迁移性|泛化性|パフォーマンス|表现|能力|质量|效果|水平|智能度|多样性"
        r"|(?:丰富|逼真|清晰|自然|完整|真实|保真|贴合)(?:程度|度)|\b[Pp]erformance\b"
        r"|\b[Qq]uality\b|\b[Aa]bilit(?:y|ies)\b|\b[Cc]apabilit(?:y|ies)\b|\b[Rr]easoning\b"
        r"|\b[Gg]ains?\b",
    ),
    Metric(
        "rate", None, False, r"(?<![利税汇费倍概几频增销收机I])率|[强速难精密亮]度|噪声|风险|次数"
    ),
)
# Metrics that a bare percentage can be of; of the others only a change.
SHARES = {
    "accuracy", "recall", "success rate", "error rate", "win rate", "utilization",
    "conversion efficiency",
}  # fmt: skip

BUSINESS = (
    r"(?:备案|审批|考试|面试|初试|笔试)通过率|参与[率度]|留存率?|复购|转化率?|销售率|流失率?|跳出率?|打开率|到店率|(?:正常|系统|当地|北京|标准|本地|服务器)时间"
    r"|续[费约]率|退货率?|好评率?|差评率?|事故率?|犯罪率?|上座率|入住率|出勤率|活跃[率度]?|发病率|死亡率"
    r"|存活率|生存率|治愈率|升学率|签约率|成交率|默认|缺省|满分|总和|之和|停留(?:时[长间])?|增长速度|增速|拥堵率?|[收缴]缴率|外包"
    r"|营[收业]|收入|利润|净利|毛利|盈利|亏损|销[量售额]|出货|月活|日活|DAU|MAU|估值|融资|市值"
    r"|股[价票份东权]|持股|价[格位]|[售单定均底]价"
    r"|[涨降]价|票房|薪[资水酬]?|工资|份额|市占|占[有比]率?|比[例重]|占(?=据|到|了|全|总|整"
    r"|比|约|近|超|其|\s?\d|\s?$)|增[速幅]|涨幅|跌幅|增长率|GDP|投[资放入]|信贷|贷款|利率"
    r"|[关税]税|税率"
    r"|出口|进口|产量|需求量?|订单|人[数次才]|员工|职[位工]|岗位|裁员|下载|播放|访问量|阅读量"
    r"|浏览|粉丝|点击|游客|客流|流量|客单|预算|支出|开支"
    r"|资本|渗透率|普及率|受访|调查|民众|人口|企业|市场|概率|几率|可能性|折扣?|优惠|佣金|奖金"
    r"|补贴|报酬|用户数?|客户|消费者|学生|家庭|机会|指数(?=上涨|下跌|收|涨|跌|跳)"
    r"|录取|年率|费率|就业|比率|使用率|波特率|帧率|支持率|AIGC率|AI率|板块|大盘|收益"
    r"|回报率?|保费|失业|不良率|就业|学习率|置信|阈值|采样率|分辨率|缩放|透明度|湿度|温度"
    r"|海拔|氧气|面积|体重|身高|年龄|通胀|复合"
    r"|\b[Rr]evenues?\b|\b[Ss]ales\b|\b[Uu]sers?\b|\b[Ff]unding\b|\b[Vv]aluation\b"
    r"|\b[Pp]ric(?:e|es|ed|ing)\b|\b[Mm]arket\b|\b[Ss]hares?\b|\b[Ss]tocks?\b|\b[Ss]alar(?:y"
    r"|ies)\b"
    r"|\b[Ee]mployees?\b|\b[Jj]obs?\b|\b[Cc]ustomers?\b|\b[Ss]ubscri\w+\b|\b[Dd]ownloads?\b"
    r"|\b[Rr]espondents?\b|\b[Ii]nvest\w+\b|\b[Ee]quity\b|\b[Dd]iscounts?\b"
    r"|\b[Tt]ariffs?\b|\b[Tt]ax(?:es)?\b|\b[Pp]rofits?\b|\b[Mm]argins?\b|\b[Tt]raffic\b"
    r"|\b[Bb]udgets?\b|\b[Ss]pending\b|\b[Aa]doption\b|\b[Cc]hance\b|\b[Pp]robability\b"
    r"|\b[Pp]eople\b|\b[Cc]ompanies\b|\b[Pp]opulation\b|\b[Ww]orkers?\b|\b[Dd]evelopers\b"
    r"|\b[Pp]roportion\b|\b[Ff]raction\b|\b[Ss]take\b|\bARR\b|\bcredits?\b"
    r"|\b[Ll]earning rate\b"
)

# Yearly statistics of an economy or a firm, unless a metric stands nearer.
YEARLY = regex(
    r"同比|环比|同期|去年|上年|较上年|前一年|上[一个]*季度|年增|年均|每年增|CAGR"
    r"|每[隔过]?\s?(?:[一两二三]|\d{1,2})\s?(?:个月|年)|翻一番"
    r"|year[- ]over[- ]year|\bYoY\b|\bQoQ\b|annual"
)
_RISE = (
    r"提[升高]|增[长加强大]|上[升涨]|改[善进]|优化|跃升|飙升|暴涨|加[快速]|扩大|提速|翻(?!译)"
    r"|上浮|攀升|激增|超[越出]|领先|优于|高出|胜过|直?升(?!级)|[快高强][出了]?|向上"
    r"|\b(?:improv|increas|boost|rais|ris(?:e|ing)|gain|gr[eo]w|accelerat|speed|outperform"
    r"|surpass|lead(?:s|ing)(?! to)|beat|jump|climb)[a-z]*|\b(?:rose|up(?! to)|ahead)\b"
)
_FALL = (
    r"降低|下[降跌滑调]|缩[短减小]|[砍剪去]掉|砍|剪[枝去]|减[少小低轻]|压缩|节[省约]|削减|回落|直?降(?!雨|噪|维)"
    r"|落后|(?:[慢低省]|(?<![至最不])少)(?!于)了?|低下|短縮|短く"
    r"|\b(?:reduc|decreas|cut|lower|drop|shrink|shorten|declin|slash|trail|lag|prun|remov)[a-z]*"
    r"|\b(?:fell|falls?|saves?|saving|shrank|down)\b"
)
# At the end of what stands before a number: the number is what was reached, not the difference.
REACHED = regex(r"(?:至|到|达|为|\bto)(?:了|约|近|\s|about|around|nearly|over)*$")
# Verbs that name what they change.
SELF_METRIC = regex(
    r"(?P<speed>提速|加速|[快慢][出了]?$|\bspeed|\baccelerat)|(?P<accuracy>误差)|(?P<compression>压缩)",
    re.IGNORECASE,
)
_FILL = (
    r"了|约|近|大约|将近|接近|超过?|高达|达到?|至|到|为|逾|出|最[高多大]|至[多少]|平均|整整"
    r"|足足|可达|幅度|均|仅|不到|低至|以上|高于|低于|不足|整体|甚至|其|的"
    r"|原[来有先]|此前|之前|(?:前|上一)代|[~～≈<>≤≥↑↓+＋\s:：]"
    r"|\b(?:by|of|to|about|around|over|nearly|approximately|roughly|up|than|more|as|much|an?"
    r"|average|the|at|least"
    r"|from|another|additional|almost|only|some|performance|that|it|was|with)\b"
)
# Matches a word of change that ends, but for fillers, where the number begins.
CHANGE_BEFORE = regex(rf"(?:(?P<rise>{_RISE})|(?P<fall>{_FALL}))(?:{_FILL}){{0,9}}$")
# Matches a noun or adjective of change right behind a number: a 16 % increase, 3x faster.
CHANGE_AFTER = regex(
    r"[+＋]?\s?(?:[a-z/\-]+\s){0,2}?(?:(?P<rise>increase|improvement|boost|gain|jump|rise|uplift"
    r"|speed-?up|acceleration"
    r"|higher|better|faster|quicker|more|greater|boost|performance (?:gain|improvement"
    r"|boost|increase)s?)"
    r"|(?P<fall>reduction|decrease|drop|decline|cut|saving|slowdown|lower|less|fewer"
    r"|smaller|slower|shorter|worse|cheaper))s?\b"
    r"|\s?(?:以上|左右)?的[\u4e00-\u9fff]{2,8}?(?:(?P<rise_of>提升|提高|改善)|(?P<fall_of>降低|下降|减少|缩短))"
    r"|\s?(?:以上|左右|多|も)?[的の]?更?(?P<rise_zh>提升|提高|增[长幅]|加速|提速|改[善进]|快|向上|アップ|高速化|速く)"
    r"|\s?(?:以上|左右|多|も)?[的の]?更?(?P<fall_zh>降低|下降|减少|缩短|节省|压缩|短縮|削減|短く|低減|慢)"
)
