"""Words and numbers that say whether a number behind a word is content.

Written down from the grammar of Chinese, not fitted: what is fitted is how much they weigh.
"""

from __future__ import annotations

import re

# A word that a number follows as its value, count or place.
TAKES_NUMBER = re.compile(
    r"(?:(?<!作)(?<!行)(?<!认)(?<!因)为|是|第|(?:如|见|下|上|附|参考|所示|[，。 ])[图表]|等于|返回"
    r"|默认|共有|约|至|达|到|[大小多少高低等]于|加上?|减去?|乘以?|除以?|超过|不足|设置?[为成]?|置|记为|取|填"
    r"|(?<!挑)选|按|[仅只]有|端口|索引|下标|编号|序号|号码|步骤|版本|附录|附件|公式|定理|习题|答案|选项"
    r"|学号|考研|优先级|初值|的值|数量|路由器|交换机|主机|节点|变量|参数|系数|概率|情况|[变成]成|改成|值|的"
    r"|字符|[为成到]了|传|发送|写入?|输入?|分之|最[大小高低多少长短]|只差|二进制|十进制|十六进制|码"
    r"|[不只仅]支持|支持到|得分|评分|总分|排名|考[了取]?|得了?|拿了?|卖了?|剩下?|余下?|还有|另有|[只仅才]"
    r"|[一几两这那]所|居第|位列|位居|高达|多达|长达|跌破|突破|血压|心率|体温|血糖|剂量"
    r"|第[一二三四五六七八九十]|对象|证据|季度|号楼"
    # what cannot end a sentence: prepositions, conjunctions, and verbs that want an object
    r"|给|被|跟|把|让|以及|或者?|并且|例如|比如|就是|也就是|叫做?|名叫|名为|数字|说出?|报出|喊|念|读作|猜|答"
    r"|(?i:level|class|type|mode|port|step|case|part|figure|table|chapter|version|grade))"
    r"[ “\"(（【]{0,2}\Z"
)
# A word that often counts or numbers something, and often does not.
MAY_TAKE_NUMBER = re.compile(
    r"(?:[步共有成数号位版级层章节题例卷页条从和与或及比满近达就用型类点项组次个元月日年期楼栋路街区室岁届集话"
    r"名差余商幂阶维倍前后每又即非含占剩需花赔扣获省]|方法|方案|方式|阶段|问题|任务|输入|输出|结果|状态|长度"
    r"|大小|宽度|高度|算法|测试|实验|性质|同学|客户|用户|服务器|窗口|线程|进程|队列|通道|引脚|串口|磁盘|分区"
    r"|模块|功能|案例|示例|样例|场景|模式|类型|策略|规则|因素|数据|定义|条件|操作|资源|缓冲区|语句块?|选修|必修"
    r"|系列)[ “\"(（【]{0,2}\Z"
)
FORMULA = re.compile(r"[=∑∏√^∫≤≥\u200b]")
RANGE = re.compile(r"\d[一~～－—至到]\Z")  # "0一8": a dash typed as the word for one
# Names that carry a number: products, formats, protocols, identifiers.
LATIN_NAME = re.compile(r"(?:[A-Z_.@#/\\-][\w.+#/-]*|[\w.+#/-]*[A-Z_\d][\w.+#/-]*)\Z")
LATIN_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*\Z")
# Sizes, samples, ports and shouts, which happen to split into ascending numbers.
WELL_KNOWN = frozenset(
    (
        *("64", "128", "256", "512", "1024", "2048", "123", "1234", "12345", "123456", "1234567"),
        *("12345678", "233", "404", "443", "502", "555", "666", "777", "888", "1314", "3060"),
        *("3090", "3306", "3389", "3721", "4060", "4090", "4399", "5060", "5090", "5112", "6379"),
        *("8848", "12306", "12315", "163", "360", "2345"),
    )
)
