"""What newspapers reckon, construction by construction: {wrong|right}, and the code of the wrong one."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from tests import kit
from tests.planted import assert_told, either

from presslayout.newsroom.proofread.growth import growth
from presslayout.newsroom.proofread.headcounts import head_counts
from presslayout.newsroom.proofread.measures import measures
from presslayout.newsroom.proofread.products import products
from presslayout.newsroom.proofread.punctuation import WRONG
from presslayout.newsroom.proofread.quantities import quantities
from presslayout.newsroom.proofread.scores import scores
from presslayout.newsroom.proofread.shares import shares
from presslayout.newsroom.proofread.spans import spans
from presslayout.newsroom.proofread.story_texts import StoryText
from presslayout.newsroom.proofread.sums import sums
from presslayout.newsroom.proofread.wanted import CODES

if TYPE_CHECKING:
    from presslayout.base.diagnostics import Diagnostic

TODAY = dt.date(2026, 11, 16)
NUMERALS = frozenset(CODES["numerals"].split())


def told(text: str, part: str = "body") -> StoryText:
    return StoryText(1, kit.story("A", "头条", *text.split("\n")), part, text)


def found(text: str) -> list[Diagnostic]:
    one = told(text)
    return [
        *measures(one), *sums(one), *products(one), *shares(one), *scores(one), *growth(one),
        *spans(one, TODAY),
    ]  # fmt: skip


def codes(text: str) -> list[str]:
    marks = [w.code for w in WRONG if w.code in NUMERALS for _ in w.find(text)]
    return [*(d.code for d in found(text)), *marks]


PLANTED = [
    ("会议应到代表218人，实到203人，缺席{25|15}人。", "sum-differs"),
    ("表决结果：赞成186票，反对9票，弃权5票，共收回选票{210|200}张。", "sum-differs"),
    ("全年接待游客128万人次，其中省内游客76万人次，省外游客{62|52}万人次。", "sum-differs"),
    ("今年全县高考报名3620人，其中文科1250人，理科{2730|2370}人。", "sum-differs"),
    ("这批物资包括大米5吨、面粉3吨、食用油2吨，共{12|10}吨。", "sum-differs"),
    ("他家养了牛12头、羊35只、猪8头，一共{65|55}头牲畜。", "sum-differs"),
    ("中标价为{386|368}万元，比预算价400万元节约32万元。", "sum-differs"),
    ("食堂每天供应360份盒饭，每份12元，一天收入{4230|4320}元。", "sum-differs"),
    ("李家有5口人，每人每月领补贴120元，一个月共{500|600}元。", "sum-differs"),
    ("图书馆藏书12万册，其中社科类6.5万册、文学类3.8万册、科技类{2.7|1.7}万册。", "sum-differs"),
    ("参加培训的有87人，其中女性{52|42}人，男性45人。", "sum-differs"),
    ("三个班分别有48人、52人和{55|50}人，共150人。", "sum-differs"),
    ("全村共有耕地2400亩，其中水田1500亩，旱地{1900|900}亩。", "sum-differs"),
    ("本次共发放救助金48.6万元，惠及{81|162}户，户均3000元。", "sum-differs"),
    ("本场比赛主队以78比{65|56}获胜，赢了22分。", "sum-differs"),
    ("列车时速120公里，跑完360公里要{4|3}小时。", "sum-differs"),
    ("气温由昨天的18℃降到今天的9℃，降了{11|9}℃。", "growth-differs"),
    ("上半年全市签约项目64个，总投资{420|320}亿元，平均每个项目投资5亿元。", "sum-differs"),
    ("有效问卷1860份，其中表示满意的1488份，满意率{88%|80%}。", "share-differs"),
    ("抽检食品250批次，合格245批次，合格率{96%|98%}。", "share-differs"),
    ("全县有贫困户1200户，已脱贫960户，占{75%|80%}。", "share-differs"),
    ("在受访者中，选择自驾的占45%，坐高铁的占38%，乘飞机的占{27%|17%}。", "share-differs"),
    ("今年前三季度完成投资45亿元，占年计划60亿元的{85%|75%}。", "share-differs"),
    ("调查的500名学生中，近视的有310人，近视率为{52%|62%}。", "share-differs"),
    ("该厂去年亏损，今年盈利。产量由1.5万台提高到2.1万台，提高{60%|40%}。", "growth-differs"),
    ("粮食总产由2021年的32万吨增加到2025年的40万吨，增长{35%|25%}。", "growth-differs"),
    ("二氧化硫浓度从每立方米50微克下降到20微克，下降{70%|60%}。", "growth-differs"),
    ("民宿从2018年的12家发展到如今的60家，增加了{5倍|4倍}。", "growth-differs"),
    ("去年全镇种植面积8000亩，今年扩大到1.2万亩，增长了{三成|五成}。", "growth-differs"),
    ("销售额比去年的240万元增加了120万元，增长{60%|50%}。", "growth-differs"),
    ("全程用时由原来的90分钟缩短到60分钟，缩短了{三分之二|三分之一}。", "growth-differs"),
    ("游客数量同比下降两成，从去年的50万人次降到{45|40}万人次。", "growth-differs"),
    ("收入从3000元涨到9000元，翻了{两番|一番半}。", "growth-differs"),
    ("失业率由5.2%下降到4.6%，下降{0.8|0.6}个百分点。", "growth-differs"),
    ("电费由每月200元降到50元，降低了{4倍|75%}。", "decrease-times"),
    ("他1962年出生，今年{54|64}岁。", "age-differs"),
    ("现年{48|58}岁的赵明1968年出生在一个农民家庭。", "age-differs"),
    ("1931年生人的老人今年{85|95}岁，耳聪目明。", "age-differs"),
    ("学校创建于1946年，明天将迎来{70|80}周年校庆。", "age-differs"),
    ("这座桥建于1958年，距今{78|68}年。", "age-differs"),
    ("1983年，20岁的他考上大学。今年{73|63}岁的他已经退休。", "age-differs"),
    ("他1985年参加工作，2025年退休，工作了{30|40}年。", "span-differs"),
    ("公司2011年成立，{25|15}年来缴税2亿元。", "age-differs"),
    ("古镇始建于1466年，至今已有{650|560}年历史。", "age-differs"),
    ("他从1996年开始写日记，{20|30}年从未间断。", "age-differs"),
    ("展览从10月20日持续到11月18日，为期{20|30}天。", "span-differs"),
    ("工程2023年4月开工，2026年10月竣工，历时{两年半|三年半}。", "span-differs"),
    ("11月1日至7日，为期{五|七}天的培训班在县党校举行。", "span-differs"),
    ("列车9时20分从省城出发，11时50分到达，全程{3小时30分|2小时30分}。", "span-differs"),
    ("商场营业时间为上午9时至晚上10时，每天营业{12|13}个小时。", "span-differs"),
    ("考试时间为9时至11时30分，共{120|150}分钟。", "span-differs"),
    ("报名时间从12月1日到12月10日，共{20|10}天。", "span-differs"),
    ("从6月15日到8月14日，封山育林整整{三个月|两个月}。", "span-differs"),
    ("她2019年3月任村支书，到今年11月已有{5年多|7年多}。", "span-differs"),
    ("比赛将于11月20日至23日举行，{五天|四天}共打24场。", "span-differs"),
    ("水库库容1200万{平方米|立方米}。", "unit-odd"),
    ("大桥主跨380{吨|米}。", "unit-odd"),
    ("新建厂房2.4万{米|平方米}。", "unit-odd"),
    ("包裹重3.5{米|公斤}。", "unit-odd"),
    ("他身高1.82{厘米|米}，体重75公斤。", "unit-odd"),
    ("引水渠全长16{平方公里|公里}。", "unit-odd"),
    ("这条鱼重达12{公里|公斤}。", "unit-odd"),
    ("公园占地36{公里|公顷}。", "unit-odd"),
    ("降雨量达到120{平方米|毫米}。", "unit-odd"),
    ("楼房建筑面积9600{米|平方米}。", "unit-odd"),
    ("油罐容积50{平方米|立方米}。", "unit-odd"),
    ("粮仓储粮5000{米|吨}。", "unit-odd"),
    ("试验田面积15亩（约合{10|1}公顷）。", "conversion-differs"),
    ("两地相距45公里（{4500|45000}米）。", "conversion-differs"),
    ("水库蓄水3.2亿立方米，即{3200|32000}万立方米。", "conversion-differs"),
    ("重2.5吨（{250|2500}公斤）。", "conversion-differs"),
    ("步道全长5000米，约{50|5}公里。", "conversion-differs"),
    ("深海区水深1200米（{12|1.2}公里）。", "conversion-differs"),
    ("高铁时速350公里，每小时行驶{3.5|35}万米，即350公里。", "conversion-differs"),
    ("两个半小时（{180|150}分钟）的演出。", "conversion-differs"),
    ("全市共有公园86个，城区54个，乡镇{42|32}个。", "sum-differs"),
    ("专业合作社有社员156户，党员户38户，{128|118}户为普通社员。", "sum-differs"),
    ("他当村干部{18|28}年，从1998年一直干到今天。", "age-differs"),
    ("两队交手12次，主队7胜2平{4|3}负。", "sum-differs"),
    ("全场比分为96比88，四节分别为24比20、26比22、22比24和{28比22|24比22}。", "sum-differs"),
    ("老人1944年参军，当时17岁，今年已经{89|99}岁。", "age-differs"),
    ("会议为期3天，11月14日开幕，11月{18|16}日闭幕。", "span-differs"),
    ("假期从2027年2月6日至2月12日，共{8|7}天。", "span-differs"),
    ("图书角有图书2000册，其中童话占40%，也就是{600|800}册。", "share-differs"),
    ("工程总投资3.6亿元，其中中央资金1.8亿元，省级资金1.2亿元，市县自筹{0.8亿|0.6亿}元。", "sum-differs"),
    ("上届展会成交额18亿元，本届成交额{22.5|27}亿元，增长50%。", "growth-differs"),
    ("全年降水量856毫米，比常年平均值{786|756}毫米偏多100毫米。", "sum-differs"),
    ("水位由昨天的52.3米涨到今天的53.1米，涨了{1.8|0.8}米。", "growth-differs"),
    ("小区共有18栋楼，每栋6个单元，共{128|108}个单元。", "sum-differs"),
    ("全县12个乡镇，每个乡镇派5人，共派出{50|60}人。", "sum-differs"),
    ("平均亩产由420公斤提高到504公斤，亩均增产{94|84}公斤。", "growth-differs"),
    ("50名志愿者每人捐200元，共捐{1.2万|1万}元。", "sum-differs"),
    ("一等奖1名，奖金5000元；二等奖2名，各奖3000元；三等奖5名，各奖1000元，奖金总额{1.8|1.6}万元。", "sum-differs"),
    ("大巴早上7时30分发车，经过4个半小时，{13|12}时到达县城。", "span-differs"),
    ("捐款名单：张三5000元，李四3000元，王五2000元，合计{1.2万|1万}元。", "sum-differs"),
    ("该公司成立于2006年，今年是第{30|20}个年头。", "age-differs"),
    ("每年12月至次年2月的{四|三}个月是旺季。", "span-differs"),
    ("这条路2023年3月开工，2025年9月通车，建了{三年半|两年半}。", "span-differs"),
    ("一、二、三产业比重分别为18%、42%和{50|40}%。", "share-differs"),
    ("全市森林覆盖率由58.3%提高到62.1%，提高{4.8|3.8}个百分点。", "growth-differs"),
    ("全县完成造林3.2万亩，完成年度任务4万亩的{85|80}%。", "share-differs"),
    ("原计划20天完成的工程只用了16天，提前{5|4}天。", "sum-differs"),
    ("1至10月进出口总值128亿元，其中出口86亿元，进口{52|42}亿元。", "sum-differs"),
    ("顺差为{34|44}亿元，出口86亿元，进口42亿元。", "sum-differs"),
    ("全县脱贫4200人，贫困发生率由6.5%降至0.8%，下降{5.9|5.7}个百分点。", "growth-differs"),
    ("两地相距240公里，开车3个小时，平均时速{90|80}公里。", "sum-differs"),
    ("小麦每斤1.2元，卖了5000斤，收入{8000|6000}元。", "sum-differs"),
    ("今年第一季度（1月至{4|3}月）。", "span-differs"),
    ("百年老店创办于1916年，至今已有{100|110}年。", "age-differs"),
    ("儿子2001年出生，2019年考上大学时{28|18}岁。", "age-differs"),
    ("年过八旬的他1939年生，今年{77|87}岁。", "age-differs"),
    ("他2008年上任，2016年离任，当了{十|八}年厂长。", "span-differs"),
    ("去年引进项目15个，今年引进24个，比去年多{8|9}个。", "growth-differs"),
    ("比分定格在3比1，主队净胜{3|2}球。", "sum-differs"),
    ("花了2000元买了8张票，每张{200|250}元。", "sum-differs"),
    ("收入8.6万元，支出5.2万元，结余{4.4|3.4}万元。", "sum-differs"),
    ("上午卖出56份，下午卖出48份，一天共卖出{114|104}份。", "sum-differs"),
    ("11个村民小组共有435户，户均4口人，全村{1470|1740}人。", "sum-differs"),
    ("{这座山海拔1866公里|这座山海拔1866米。}", "unit-odd"),
    ("{水温达到180℃|水温达到18℃。}", "unit-odd"),
    ("{县城到省城的直线距离为260平方公里|县城到省城的直线距离为260公里。}", "unit-odd"),
    ("{网箱养殖面积20万立方米|网箱养殖面积20万平方米。}", "unit-odd"),
    ("{一头牛重650米|一头牛重650公斤。}", "unit-odd"),
    ("{光伏装机容量50万米|光伏装机容量50万千瓦。}", "unit-odd"),
    ("每年教师节记一笔：2021年捐8000元，2022年捐9000元，2023年、2024年各捐10000元。4年合计{4.7|3.7}万元。", "sum-differs"),
    ("甲线设站24个；乙线设站31个。两条线路合计设站{45|55}个。", "sum-differs"),
    ("全书收文42篇，分四辑，前三辑各11篇，末辑{8|9}篇。", "sum-differs"),
    ("全校有36个孩子练球，比去年多一些，其中男生20人、女生{14|16}人。", "sum-differs"),
    ("亩产600公斤，每公斤2.4元，亩产值{1840|1440}元。", "sum-differs"),
    ("大坝1958年10月动工，上坝民工1万人。1962年4月，大坝建成，工程历时{4年6个月|3年6个月}。", "span-differs"),
    ("大桥2024年3月18日动工，建设时间近{22个月|32个月}。", "span-differs"),
    ("电影周11月20日（周五）开幕，至24日结束，为期{4天|5天}。", "span-differs"),
    ("11月18日22时至次日6时停水，时间共{10|8}个小时。", "span-differs"),
    ("食堂连开{13个月|14个月}——从去年9月1日到今年10月31日——没有断过一天。", "span-differs"),
    ("他1938年生，1961年8月参加工作，1998年退休，从医近{47|37}年。", "span-differs"),
    ("老人1934年生于此地。11月10日，他因病逝世，享年{82|92}岁。", "age-differs"),
    ("剧团1956年由三个戏班合并而成。明年初，剧团将庆祝成团{60|70}周年。", "age-differs"),
    ("他1979年在这里摆书摊，一摆就是{37|47}年。", "age-differs"),
    ("去年夏季，平均每晚记录到320只，今年夏季升至448只，同比增长{28.6%|40%}。", "growth-differs"),
    ("均价为每公斤4.56元，一个月前为4.8元，下降{6%|5%}。", "growth-differs"),
    ("2020年，学艺的只有3个人；今年，徒弟有12个了，增加了{4倍|3倍}。", "growth-differs"),
    ("羊肚菌亩产值3.6万元；玉米亩产值1440元。前者是后者的{35|25}倍。", "growth-differs"),
    ("去年，合作社卖果4200吨，今年已卖1.26万吨，是去年的{4|3}倍。", "growth-differs"),
    ("苗圃从200平方米扩大到600{米|平方米}。", "unit-odd"),
    ("番茄均价由每公斤8元回落到6元，下降{33.3%|25%}。", "growth-differs"),
    ("菜心均价为每{公里|公斤}5元。", "unit-odd"),
    ("果园在山上，海拔800{公里|米}。", "unit-odd"),
    ("他买下0.5公顷，约{500|5000}平方米。", "conversion-differs"),
    ("他九轮比赛取得8胜{2|1}负。", "sum-differs"),
    ("桐岭队以9胜3平2负积{32|30}分夺冠。", "sum-differs"),
    ("甲3比1胜乙，丙2比2平丁，戊1比0胜己，庚1比0胜辛，本轮4场共进{11|10}球。", "sum-differs"),
    ("主队以89比88险胜。四节比分是22比25、19比24、21比20、27比{21|19}。", "sum-differs"),
    ("主队3比1获胜，四局比分为25比20、22比25、{18比25|25比18}、25比19。", "sum-differs"),
    ("他们获得3枚金牌、2枚银牌、4枚铜牌，共{10|9}枚奖牌。", "sum-differs"),
    ("月薪{4千5百|4500}元。", "mixed-numerals"),
    ("采纳意见{一百零6|106}条。", "mixed-numerals"),
    ("展出作品{3百余|300余}幅。", "mixed-numerals"),
    ("点赞数有{1万2千5百|12500}个。", "mixed-numerals"),
    ("占{百分之30|30%}。", "mixed-numerals"),
    ("{11月十六日|11月16日}开会。", "mixed-numerals"),
    ("一户收入{8～12万|8万～12万}元。", "range-unit"),
    ("过程雨量{约15毫米左右|约15毫米}。", "twice-about"),
    ("人均消费{约40元至60元左右|约40元至60元}。", "twice-about"),
    ("降温{最多6至8摄氏度以上|6至8摄氏度}。", "twice-about"),
    ("四年换了{七、八|七八}次封皮。", "guess-form"),
    ("手机300多{余|}部。", "twice-about"),
    ("今年全镇收获苹果1.8万吨，较上年的1.5万吨增加{5000|3000}吨。", "sum-differs"),
    ("全市机动车保有量达到96万辆，五年前这个数字是48万辆，翻了{两|一}番。", "growth-differs"),
    ("新校区占地120亩，是老校区40亩的{4|3}倍。", "growth-differs"),
    ("馆藏文物1.2万件（套），其中一级文物86件、二级文物214件、三级文物1300件，三级以上文物共{1700|1600}件。", "sum-differs"),
    ("本次竞赛共有236人报名，实际参赛218人，{28|18}人缺考。", "sum-differs"),
    ("村里去年办喜事12场，今年办了9场，少了{4|3}场。", "growth-differs"),
    ("“我18岁下井，今年58岁，干了整整{30|40}年。”", "span-differs"),
    ("从1949年到2026年，{67|77}年过去了。", "span-differs"),
    ("2020年至2025年的{七|六}年间，全县植树300万株。", "span-differs"),
    ("10月1日至8日放假，共{7|8}天。", "span-differs"),
    ("整个手术从上午8时30分做到下午2时30分，用了{8|6}个小时。", "span-differs"),
    ("航班起飞时间19时40分，飞行2小时15分，抵达时间{22时55分|21时55分}。", "span-differs"),
    ("预展期为11月20日至11月24日，{七|五}天内免费参观。", "span-differs"),
    ("全县有小学45所、初中18所、高中6所，中小学共计{79|69}所。", "sum-differs"),
    ("第一组20人，第二组18人，第三组{24|22}人，三组共60人。", "sum-differs"),
    ("这座楼共28层，高{98平方米|98米}。", "unit-odd"),
    ("两人合伙，甲占股60%，乙占股{50%|40%}。", "share-differs"),
    ("藕粉每斤38元，卖出120斤，收入{4650|4560}元。", "sum-differs"),
    ("每亩补贴120元，全村560亩，共发放补贴{66200|67200}元。", "sum-differs"),
    ("支持的占62%，反对的占31%，其余{9%|7%}没有表态。", "share-differs"),
    ("晚稻占48%，杂粮占30%，其他作物占{28%|22%}。", "share-differs"),
    ("该村有315户1260人，户均{5|4}人。", "sum-differs"),
    ("每袋25公斤的化肥，40袋就是{1.5|1}吨。", "sum-differs"),
    ("票房从首周的300万元涨到次周的450万元，涨幅{达三成|达五成}。", "growth-differs"),
    ("目标任务为5000户，已完成4500户，完成率{85%|90%}。", "share-differs"),
    ("体重由95公斤减到80公斤，瘦了{25|15}公斤。", "growth-differs"),
    ("受灾面积1.2万亩，其中绝收0.3万亩，占{35%|25%}。", "share-differs"),
    ("男性占52.6%，女性占{48.4%|47.4%}。", "share-differs"),
    ("他于1958年入党，党龄{58|68}年。", "span-differs"),
    ("银婚25年：两人{1991|2001}年结婚，今年正好25年。", "age-differs"),
    ("今年产粮8.64亿斤，比上年的8亿斤增长8%。其中玉米5.7亿斤，水稻2.1亿斤，杂粮{1.04|0.84}亿斤。", "sum-differs"),
    ("四节比分依次为18比15、20比22、17比14、19比16，主队以{72比67|74比67}取胜。", "sum-differs"),
    ("招工：普工40人，电工2人；化验员3人；叉车司机5人。以上四类共招{48|50}人。", "sum-differs"),
    ("她扣球得13分，拦网得6分，发球得2分，个人独得{22|21}分。", "sum-differs"),
    ("电站占地1800亩，每亩每年付给村里租金300元，一年就是{45|54}万元。", "sum-differs"),
    ("存栏奶牛6000头，其中公司自有的占45%，农户托管的占{65%|55%}。", "share-differs"),
    ("善款60%用于助学，25%用于助医，{20%|15%}用于助老。", "share-differs"),
    ("日产熟料2500吨，比大修前的2000吨增长{20%|25%}。", "growth-differs"),
    ("2025年工业产值86.4亿元，是2015年28.8亿元的{2|3}倍。", "growth-differs"),
    ("2014年办了厂，当年产值200万元，去年达到1000万元，增加了{5|4}倍。", "growth-differs"),
    ("瞬时风速超过{每秒17平方米|每秒17米}。", "unit-odd"),
    ("过程雨量5至12{平方米|毫米}。", "unit-odd"),
    ("电站装机容量{6万千瓦时|6万千瓦}。", "unit-odd"),
    ("男子跳远，申屠亮（枫浦中学），6.82{秒|米}。", "unit-odd"),
    ("篮球赛11月8日开打、14日收兵，历时{9|7}天。", "span-differs"),
    ("聚落从距今5300年延续到距今4800年，前后历时{600|500}年。", "span-differs"),
    ("2023年6月12日，大桥开工。2026年10月28日，大桥通车。从开工到通车，历时{2|3}年零4个月。", "span-differs"),
    ("他1963年从农学院毕业后回乡，2000年退休，从事农技推广{47|37}年。", "span-differs"),
    ("他1958年毕业后参加工作，1996年退休。参加工作后到退休前的{48|38}年间，他走遍群山。", "span-differs"),
    ("工厂始建于1968年，到今年建厂已{48|58}年。", "age-differs"),
    ("学校创办于1946年，当时只有19名学生、一位先生，到今年已有{90|80}年。", "age-differs"),
    ("1986年，他带着工友凑了8万元，租下仓库，公司的前身就此诞生。今年，企业迎来建厂{30|40}周年。", "age-differs"),
    ("现有{超过600余|600余}名运动员。", "twice-about"),
    ("患高血压{已近20多|已20多}年。", "twice-about"),
    ("她今年11岁，5岁学棋，至今已有{8|6}年。", "span-differs"),
    ("前三季度完成48万标箱，去年同期为24万标箱，增长{2|1}倍。", "growth-differs"),
    ("月薪{4～5千元|4000～5000元}。", "range-unit"),
]  # fmt: skip

# What looks like one of these and is none.
CLEAN = [
    "全县现有职工50人，其中党员30人，女职工25人。",
    "补贴机具742台套，其中拖拉机310台，收获机126台，播种机和其他机具306台。",
    "女性占60%，党员占55%。从开工到通车，历时3年。近20多年来，他读了4～5千字。",
    "铅球、铁饼都用了6.5秒的录像。流速每秒2米，雨量5至12毫米。",
    "从事农技推广37年，他2000年退休。两节比分为18比15、20比22。",
    "展品120件，其中瓷器60件，铜器40件等。",
    "今年投资80亿元，比去年增加10亿元，利润增长20%。",
    "去年内贸完成120亿元，首次突破100亿元，比上年增长15%。",
    "三、四年级的学生坐前排，一、二、三等奖都有奖金。",
    "排名第二、三位的是邻县。",
    "他带了100千米的电缆、3千克的铜和5千瓦的电机。",
    "他1979年在这里摆书摊，一摆就是十年，1989年才开店。",
    "这里1月2日下雪，2、1月3日晴。",
    "约1.8米（最高的2米）以上的都要修剪。",
    "中国共产党成立105周年之际，1956年成立的剧团下乡演出。",
    "父亲1944年生，女儿今年50岁。",
    "应到160人，实到152人，后来又来了5人。",
    "每张票价200元，他花了2000元买礼物，送了8张票。",
    "客队以78比56赢了第一场，第二场输了3分。",
    "主队3比1获胜，前两局比分为25比20、22比25。",
    "桐岭队8胜4平2负，积28分。",
    "围棋联赛中他3胜4平积5分。",
    "增加了2倍的面积里，从前有30亩。",
    "水库高程从200米提高到260米，面积扩大到6平方公里。",
    "18日至25日，共8天。",
    "11月22日（周日）开幕，至24日结束，共放映15部。",
    "约3万人，其中约1.8万人来自外地，约1.3万人来自本地。",
    "按鱼种分，带鱼9200吨，小黄鱼5300吨，梭子蟹3800吨，其他品种2700吨。",
    "分鱼种看，带鱼9200吨，小黄鱼5300吨，梭子蟹3800吨，其他品种2000吨。",
    "全年共新增流动资金贷款133.2亿元，办理银行承兑汇票74.7亿元，办理贴现72.8亿元。",
    "1988年至今共繁殖38只，成活29只，仅近两年就繁殖10只。",
    "地膜覆盖使花生亩均增产100公斤，目前花生面积25万亩，总产4万吨。",
    "已有1139家完成治理任务，215家正在停产治理，190家由于其他原因停产，18家不再恢复。",
    "去年电器维修培训的59.5万人，畜牧饲养培训的312.7万人，林业培训的113.4万人，渔业培训的51.3万人，其他205.1万人。",
    "鱼类共有40种，其中特有品种26种，具有经济价值的23种。",
    "关税和代征税入库354.1亿元和585.9亿元，分别比上年同期增长4%和14.6%。",
    "委办局由原来的84个减至53个，人员减少了15%。",
    "平均每个镇有1.91个集贸市场，其中：1.30个综合市场、0.61个专业市场。",
    "外资1990年占14.8%，1995年占43.2%，1997年占46.7%。",
    "他早8时至晚上11时都在店里，平均日工作时间12小时。",
    "企业总资产由不足1000万元扩大到2亿多元。",
    "她今年11岁，5岁学棋，至今已有6年。",
    "支持的占62%，反对的占31%，其余没有表态。赞成的占55%，反对的占40%，其他人弃权。",
    "藕粉每斤38元，卖出123斤，收入4670元。鲜藕每斤3.4元，卖出2530斤，收入8600元。",
    "减少0元到0元，增加0元。比0元增加0元，增长0%。",
    "9" * 60 + "元，其中" + "9" * 50 + "元、" + "9" * 40 + "元，共" + "9" * 60 + "元，占90%。",
]


@pytest.mark.parametrize(("planted", "code"), PLANTED)
def test_a_construction_is_told_where_it_is_wrong_and_only_there(planted: str, code: str) -> None:
    wrong, right = either(planted)
    assert code in codes(wrong)
    assert codes(right) == []


@pytest.mark.parametrize("planted", [planted for planted, _ in PLANTED])
def test_every_finding_says_why_in_both_languages_at_its_place(planted: str) -> None:
    assert_told(found(either(planted)[0]))


@pytest.mark.parametrize("text", CLEAN)
def test_what_only_looks_like_a_sum_is_left_alone(text: str) -> None:
    assert codes(text) == []


def test_one_fault_is_told_once() -> None:
    text = "全县120户共分红60万元，户均4000元。\n会议应到218人，实到203人，缺席25人。"
    assert len(found(text)) == 2


@pytest.mark.parametrize(
    ("head", "body", "fault"),
    [
        ("琴手首次来棠，连演三场", "她弹了一场又一场，两场演出都满座。", True),
        ("琴手首次来棠，连演两场", "她弹了一场又一场，两场演出都满座。", False),
        ("一棵树，让人等了五年", "到今年采收，等了四年。", True),
        ("一棵树，让人等了四年", "2022年种下，到今年采收，等了四年。", False),
        ("守林五年", "他守林四年半，修路三年。", False),
    ],
)
def test_a_head_is_held_against_the_only_number_of_its_unit(
    head: str,
    body: str,
    fault: bool,
) -> None:
    text = told(body)
    asked = StoryText(1, text.story, "headline", head)
    assert [d.code for d in head_counts([asked, text])] == ["head-number"] * fault


@pytest.mark.parametrize("part", ["body", "caption-1"])
def test_words_under_a_picture_are_held_against_the_body(part: str) -> None:
    def heads(caption: str) -> list[str]:
        body = "五保户搬进了新房，新房一共12套，每套45平方米。"
        whole = body if part != "body" else f"{body}\n图为村民住进新建的{caption}。"
        texts = [told(whole)]
        if part != "body":
            texts.append(told(f"村民住进新建的{caption}。", part))
        found = [*head_counts(texts)]
        # Where the number stands is called what it is.
        assert all(d.message.zh.startswith("图片说明写") for d in found)
        assert all("in the words under the picture" in d.message.en for d in found)
        return [d.code for d in found]

    assert heads("18套住房") == ["head-number"]
    assert heads("12套住房") == []
    assert heads("住房，3人在扫地") == []


def test_one_of_several_is_not_their_number() -> None:
    body = told("往年一个大棚收入不过四万元，今年有希望翻一番。")
    assert list(head_counts([told("四个大棚教了三个星期", "headline"), body])) == []


def test_reasons_are_told_in_the_language_of_the_reader() -> None:
    said = [
        d.message.en
        for d in found(
            "晚稻16.2万亩，已收13.5万亩，占总面积的88.3%。三次产业分别占12.2%、45.1%和43.7%。"
        )
    ]
    assert said == [
        "13.5万亩 of 16.2万亩: it comes to 83.3%, not 88.3%",
        "the shares together are 101%; if the others are right: it comes to 42.7%, not 43.7%",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("决算368万元，比预算价400万元节约42万元。", "368万元 against 400万元: it comes to 32万元, not 42万元"),
        ("气温由18℃降到9℃，降了8℃。", "18℃ to 9℃ is 9℃, not 降了8℃"),
        ("产值由100万元增长到150万元，增长40%。", "100万元 to 150万元 is up 50%, not 增长40%"),
    ],
)  # fmt: skip
def test_what_joins_two_figures_is_english_in_english(text: str, said: str) -> None:
    assert said in [d.message.en for d in found(text)]


def test_tenths_are_reckoned_as_people_say_them() -> None:
    right = (
        "三块钱的饭，差九块四。街道算过一笔账：县财政补四块，社区的公益金补两块，老街的商户认了一块五，"
        "剩下的靠食堂对外卖快餐来填。"
    )
    assert [d.code for d in found(right)] == []
    assert [(q.number, q.unit) for q in quantities("一米二宽，两块七，一斤，三块石头")] == [
        (Decimal("1.2"), "米"),
        (Decimal("2.7"), "元"),
        (Decimal(1), "斤"),
        (Decimal(3), "块"),
    ]
