"""Ordinary sentences: nothing is forced on them, and no note calls them slang."""

import pytest

from bot.glossary import Glossary, Kind

# Nothing is forced on these; a note may be given.
NOT_FORCED = """
zh | WC在哪里
zh | 我擦桌子
zh | 用WSL装Ubuntu
zh | 你饿了么？
zh | 我饿了么
zh | 我爱吃小红薯
zh | 我不理解你的意思
zh | 谁懂中文
zh | 3x+5=11怎么解
zh | 比原来快3x
zh | 美国抓到中国间谍
zh | 我朋友叫高德
zh | 做饭快手
zh | 她是个快手，一会儿就做完了
zh | 把这个贴吧
zh | 我们把海报贴吧
zh | 下河摸鱼
zh | 给你点欧气
zh | 穿黄色外卖服的骑手
zh | 雪王争霸
zh | 爷爷喜欢听京东大鼓
zh | 水烧到一百度
zh | 你妹妹多大了
zh | 海底捞针
zh | 我在线等你
zh | 把邮票贴贴好
zh | 我在芜湖上大学
zh | 他养了三头黄牛
zh | 爷爷88了
zh | 今年88了
zh | 奶奶都88了
zh | 学费涨了233
zh | 这个月少了666
zh | 我交了555
en | you gotta go there sometime
en | let me cook something for you
en | where can I get good dumplings
en | add oil and vinegar to the salad
en | I rely on God
en | bussing tables at a diner
en | no cap on the bottle
en | my dog is a shorty
en | nevermind the weather
en | we follow back roads
en | we let it rot in the sun
en | so op said yes
en | Jie Jie is my neighbour
en | his dead ass car
en | there is a pet tax in Germany
en | it was a good game yesterday
en | the pen fell among us
en | hey tea lovers
en | the army overpowered them
en | the dog likes to touch grass with its paws
en | I have a side quest for you at work
en | we get ready with me driving
en | a little red book lay on the desk
en | can you rizz her
en | they dupe people
zh | 沃尔沃v50发动机
zh | 孩子们在河里摸鱼
"""
# In these nothing is slang at all.
NOTHING = """
zh | 带我飞北京
zh | 带我飞 北京
zh | 带飞北京的机票多少钱
zh | 他带飞机模型去学校
zh | 垃圾人口
zh | 垃圾人员分类
zh | 饿了么
zh | 晚上饿了么
zh | 现在饿了么？我点外卖
zh | 你们饿了么平台见
en | let it rot
en | let it rot!
en | if the fruit falls, let it rot
zh | 我爷爷喜欢养鱼
zh | NB的鞋
zh | 有XXS码吗
zh | BB霜
zh | 这个BB霜多少钱
zh | 中文太难了
zh | 肩膀酸了
zh | 我喜欢潜水
zh | 在加州学冲浪
zh | 头发太卷了
zh | 手凉了
zh | 我家狗粮吃完了
zh | 我们村房子塌了
zh | XP系统
zh | 黄皮好甜
zh | 他又在开车
zh | 爷爷88了
zh | 今年88了
zh | 学费涨了233
zh | 我们炒了韭菜
zh | ls命令怎么用
zh | 请翻译 give sb sth
zh | 这道菜真香
zh | 岛上有宝藏
zh | 锅里的水冒泡了
zh | 他翻车受伤了
zh | 医生治愈了病人
zh | 我们今晚吃鸡
zh | 买薯条
zh | 我的笔记丢了
zh | 你几岁？6
zh | 拿捏分寸
zh | 切菜剁手了
en | I'm an accountant
en | Hi, I'm an accountant.
en | I'm sobbing, my grandma passed
en | I'm crying my mom is sick
en | I'm crying
en | I love panda express
en | panda express
en | watching corn grow
en | we watch corn grow
en | spicy corn
en | we ship to China
en | I carry my cat
en | she made biscuits for breakfast
en | it's giving me a headache
en | my goat is sick
en | it happens only in Ohio
en | the ratio is 1:2
en | I try hard every day
en | we sat in the shade
en | I'm sipping tea
en | my hands are sweaty
en | can you get the bag from the car
en | I just dropped it
en | he is 5 kms away
en | kids are free to play outside
en | the bottle has no cap
en | this is fire insurance
en | I was gagging at the dentist
en | a perfect loaf of bread
en | the cat likes biscuits
en | stop feeding the ducks
en | I'm locked in
en | the tea is hot, careful
en | he's so thirsty
en | the easter eggs are painted
en | you really ate my lunch
en | he really slaps me
en | it was a catfish
en | people sleep on the street
en | wait til tomorrow
en | where can I get good dumplings
en | you gotta go there sometime
en | bussing tables at a diner
"""
# Alone in its clause, or beside what makes it sure, it is slang all the same.
STILL = """
zh | 我擦！ | 卧槽
zh | 太难了！ | 我太难了
zh | 酸了 | 柠檬精
zh | 急了 | 急了
zh | 典 | 典
zh | 孝 | 孝
zh | 88了，明天见 | 88
zh | 先睡了88 | 88
zh | 太nb了 | nb
zh | 刷快手 | 快手
zh | 点饿了么外卖 | 饿了么
zh | 饿了么的骑手好快 | 饿了么
zh | 饿了么也太慢了 | 饿了么
zh | 大神带飞 | 带飞
zh | 带我飞！ | 带飞
zh | 他就是垃圾人 | 垃圾人
zh | 我的中国间谍 | 中国间谍
zh | 一直潜水，第一次发帖 | 潜水
zh | cxk 又上热搜了 | cxk
zh | 我是ikun | ikun
zh | 鸡你太美 | 鸡你太美
zh | 洋抖上看到的 | 洋抖
zh | 这个城市city啊 | 城市city
en | gotta go! | gtg
en | nevermind | nvm
en | add oil! | add oil
en | only in Ohio | -
en | the goat | goat
en | no cap this slaps | no cap
en | my cat is making biscuits | biscuits
"""
FORCED = """
zh | 你家猫就 yyds | the GOAT
zh | 88了 | bye-bye
zh | 我擦 | holy crap
en | no cap | 真的
en | I gave up, let it rot | 摆烂
en | my life is over, let it rot | 摆烂
en | add oil! | 加油
en | gotta go! | 我得走了
en | it was people mountain people sea | 人山人海
en | periodt | 就这样，没得说
en | he has rizz | 撩人魅力
en | gl on your exam tomorrow | 祝你好运
"""


def rows(table: str) -> list[tuple[str, ...]]:
    return [tuple(cell.strip() for cell in line.split("|")) for line in table.strip().splitlines()]


@pytest.mark.parametrize(("language", "text"), rows(NOT_FORCED))
def test_nothing_is_forced_on_ordinary_sentences(glossary: Glossary, language: str, text: str) -> None:
    assert [(match.entry.headword, match.rendering) for match in glossary.find(text, language) if match.rendering] == []


@pytest.mark.parametrize(("language", "text"), rows(NOTHING))
def test_no_note_on_ordinary_sentences(glossary: Glossary, language: str, text: str) -> None:
    found = [match.entry for match in glossary.find(text, language)]
    assert [entry.headword for entry in found if entry.kind is Kind.SLANG and not entry.quiet] == []


@pytest.mark.parametrize(("language", "text", "word"), rows(STILL))
def test_slang_where_it_is_sure(glossary: Glossary, language: str, text: str, word: str) -> None:
    found = [match.entry.headword for match in glossary.find(text, language)]
    assert found[:1] == [word] if word != "-" else found == []


@pytest.mark.parametrize(("language", "text", "rendering"), rows(FORCED))
def test_forced_where_it_is_sure(glossary: Glossary, language: str, text: str, rendering: str) -> None:
    assert rendering in [match.rendering for match in glossary.find(text, language)]


@pytest.mark.parametrize(
    ("term", "headword"),
    [
        ("yydss", "yyds"), ("yyd", "yyds"), ("slayy", "slay"), ("smhh", "smh"), ("the goat", "goat"),
        ("shuanq", "栓q"), ("养鱼", "海王"), ("酸了", "柠檬精"), ("急了", "急了"), ("典", "典"),
        ("城市city", "城市city"),
    ],
)  # fmt: skip
def test_what_is_nearly_meant_is_found(glossary: Glossary, term: str, headword: str) -> None:
    assert glossary.explain(term)[0].headword == headword


@pytest.mark.parametrize("term", ["till", "beet", "cannon", "kiss", "boss", "well", "try", "why", "gym", "css", "dvd"])
def test_everyday_words_are_near_nothing(glossary: Glossary, term: str) -> None:
    assert glossary.explain(term) == []


def test_a_sensitive_phrase_obeys_its_rules(glossary: Glossary) -> None:
    entry = glossary.explain("corn")[0]
    assert entry.register == "sensitive"
    assert [match.entry for match in glossary.find("corn star", "en")] == [entry]
    (asked,) = glossary.find("what does corn mean", "en")
    assert asked.asked
