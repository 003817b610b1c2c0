"""Words and numbers that say whether a number behind a word is content.

Written down from the grammar of Chinese, not fitted: what is fitted is how much they weigh.
"""

from __future__ import annotations

from ainewslint.patterns import regex

# A word that a number follows as its value, count or place.
TAKES_NUMBER = regex(
    r"(?:(?<!作)(?<!行)(?<!认)(?<!因)为|是|第|(?:如|见|下|上|附|参考|所示|[，。 和及与、])[图表]|等于|返回"
    r"|默认|共有|约|至|达|到|[大小多少高低等]于|加上?|减去?|乘以?|除以?|超过|不足|设置?[为成]?|置|记为|取|填"
    r"|(?<!挑)选|按|[仅只]有|端口|索引|下标|编号|序号|号码|步骤|版本|附录|附件|公式|定理|习题|答案|选项"
    r"|递增|递减|自增|自减|添|补|引理|推论|命题|结论|模块|小组|批次|学号|考研|优先级|初值|的值|数量|路由器|交换机|主机|节点|变量|参数|系数|概率|情况|[变成]成|改成|值|的"
    r"|字符|[为成到]了|传|发送|写入?|输入?|分之|只差|二进制|十进制|十六进制|码"
    r"|[不只仅]支持|支持到|得分|评分|总分|排名|考[了取]?|得了?|拿了?|卖了?|剩下?|余下?|还有|另有|[只仅才]"
    # lines, rooms, makes, works and calls, which are known by their numbers
    r"|公交|地铁|专线|线路|航班|车次|列车|国道|省道|会议室|教室|房间|宿舍|机房|展位|包厢|[东南西北]区|工位"
    r"|小米|红米|荣耀|一加|魅族|真我|波音|空客|歼|长征|神舟|天宫|嫦娥|作品|奏鸣曲|交响曲|福音|诗篇|箴言"
    r"|频道|调频|型号|代号|房号|弹幕|评论|点赞|收藏|播放量|人次|拨|热线|病例|确诊|治愈|死亡|重症|人数|里程|票价|售价|总价|名次|工龄|楼层|身高|体重"
    r"|等级|等級|级别|层级|層級|[^文印乐勋奖公徽简规]章|埠號?|預設|編號|號碼|階段|階層|版本為|端口号"
    r"|[一几两这那]所|居第|位列|位居|高达|多达|长达|跌破|突破|血压|心率|体温|血糖|剂量"
    r"|第[一二三四五六七八九十]|对象|证据|季度|号楼"
    # what cannot end a sentence: prepositions, conjunctions, and verbs that want an object
    r"|给|被|跟|把|让|以及|或者?|并且|例如|比如|就是|也就是|叫做?|名叫|名为|数字|说出?|报出|喊|念|读作|猜|答"
    r"|(?i:level|class|type|mode|port|step|case|part|figure|table|chapter|version|grade))"
    r"[ “\"(（【]{0,2}\Z"
)
# A word that often counts or numbers something, and often does not.
MAY_TAKE_NUMBER = regex(
    r"(?:最[大小高低多少长短]|[步共有成数号位版级层章节题例卷页条从和与或及比满近达就用型类点项组次个元月日年期楼栋路街区室岁届集话"
    r"名差余商幂阶维倍前后每又即非含占剩需花赔扣获省]|方法|方案|方式|阶段|问题|任务|输入|输出|结果|状态|长度"
    r"|大小|宽度|高度|算法|测试|实验|性质|同学|客户|用户|服务器|窗口|线程|进程|队列|通道|引脚|串口|磁盘|分区"
    r"|模块|功能|案例|示例|样例|场景|模式|类型|策略|规则|因素|数据|定义|条件|操作|资源|缓冲区|语句块?|选修|必修"
    r"|系列)[ “\"(（【]{0,2}\Z"
)
# What no clause ends with: a copula, a preposition, a conjunction, a verb that wants an amount.
CANNOT_END = regex(
    r"(?:(?<![作行认認因成以称稱较極极颇尤])[为為]|(?<![但可还总真正就若只倒老都不便])是|第|等于|小于|大于|高于|低于|收于|介于|属于|不足|不到|达到"
    r"|超过|多达|高达|长达|位列|位居|排名|[约仅共]|(?<![甚以乃直截])至|(?<![重安位放布配装设处])置|[设变改降升涨减增调]为"
    r"|[降升涨增调提]到|[降升涨增]至|拨打?|从|(?<![存现内外潜所正])在|(?<![总共饱柔中温调平缓])和|[与及或把被给让跟]"
    r"|乘以|除以|加上|减去|已经|刚刚|刚满|只有|还有|仅有|共有|前|每[秒分时天日月年周次人]?|[正负]|零下|大约|将近|接近|超|近|[一二三四五六七八九十]比)\Z"
)
FORMULA = regex(r"[=∑∏√^∫≤≥\u200b]")
RANGE = regex(r"\d[一~～－—至到]\Z")  # "0一8": a dash typed as the word for one
# Names that carry a number: products, formats, protocols, identifiers.
LATIN_NAME = regex(r"(?:[A-Z_.@#/\\-][\w.+#/-]*|[\w.+#/-]*[A-Z_\d][\w.+#/-]*)\Z")
LATIN_WORD = regex(r"[A-Za-z][A-Za-z'’-]*\Z")
# Sizes, samples, ports and shouts, which happen to split into ascending numbers.
WELL_KNOWN = frozenset(
    (
        *("64", "128", "256", "512", "1024", "2048", "123", "1234", "12345", "123456", "1234567"),
        *("12345678", "233", "404", "443", "502", "555", "666", "777", "888", "1314", "3060"),
        *("3090", "3306", "3389", "3721", "4060", "4090", "4399", "5060", "5090", "5112", "6379"),
        *("8848", "12306", "12315", "163", "360", "2345"),
    )
)
