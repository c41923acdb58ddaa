"""What the people of the tests say, as a good engine translates it.

Answers that do not belong to their texts are not posted; so a fake engine needs real translations.
"""

import re
from functools import cache

from bot.language.convert import to_simplified, to_traditional

# English and Chinese, each the translation of the other. {} stands for a number.
PAIRS: dict[str, str] = {
    "a moderator disliked the answer": "版主之前不喜欢这个答案",
    "a moderator dislikes the answer": "版主不喜欢这个答案",
    "a sentence without a typo": "一个没有错字的句子",
    "a sentnce with a typo": "一个有错字的句子",
    "a hotpot evening": "火锅之夜",
    "a quiet evening": "安静的夜晚",
    "and another line": "还有另一行",
    "and the answer is still followed": "这个回答还是有人跟进的",
    "and this is said while nobody listens": "这句是在没人听的时候说的",
    "and this still works": "这个还能用",
    "and this was said while the machine was off": "这句是在机器关着的时候说的",
    "come and eat with us": "来和我们一起吃吧",
    "does anybody read this": "有人读这个吗",
    "frist words of mine": "我最先说的几个字",
    "first words of a sentence": "一句话最先的几个词",
    "good night": "晚安",
    "hello my dear friends": "你们好，我亲爱的朋友们",
    "I am a bot and I say hello": "我是机器人，我向你问好",
    "I should not have said that": "我不该说那句话",
    "I take that back at once": "我马上收回那句话",
    "is anybody listening to me": "有人在听我说话吗",
    "is anybody there": "有人在那里吗",
    "is anybody translating this": "有人在翻译这个吗",
    "last words of a sentence": "一句话最后的几个词",
    "look at this cute cat": "看看这只可爱的猫",
    "look at my cat, everybody": "大家看看我的猫",
    "my cat is asleep on the keyboard": "我的猫在键盘上睡着了",
    "my cat is lovely": "我的猫很可爱",
    "never mind what I said": "别在意我说的话",
    "nobody may answer this one": "谁都不许回答这一条",
    "nobody takes this one any more": "这一条没人要了",
    "nor this other thing": "另外这件事也不行",
    "now somebody translates this": "现在有人翻译这个了",
    "one line": "一行",
    "please finish this one before you go": "走之前请把这一条完成",
    "please finish this one first": "请先完成这一条",
    "see you tomorow at the market": "明天市场见",
    "see you tomorrow at the market": "明天在市场见",
    "sentence number {} of mine": "我的第 {} 句话",
    "short now": "现在很短",
    "the database is locked now": "数据库现在锁着",
    "the database was locked then": "当时数据库是锁着的",
    "the disk is full and we still talk": "磁盘满了，我们还在聊",
    "the line drops while I am translated": "我的话正在翻译，线路断了",
    "the power goes out while I am answered": "正在回答我的时候停电了",
    "the power goes out while I am translated": "正在翻译我的话的时候停电了",
    "these are words": "这些都是词语",
    "this is a sentence": "这是一个句子",
    "this is for everybody here": "这是给在这里的每个人的",
    "this is still translated": "这个还是会翻译",
    "this one can be fetched": "这一条取得到",
    "this one cannot be fetched": "这一条取不到",
    "this takes a second attempt": "这个得尝试两次",
    "this was heard at once": "这句马上就听到了",
    "this was said before anybody asked for translations": "这句是在有人要翻译之前说的",
    "this will be deleted soon": "这个很快就会删掉",
    "was I answered before the power went out": "停电之前有人回答我了吗",
    "this is so funny, I can't stop": "太好笑了，我停不下来",
    "what do you all think of it": "大家怎么看这件事",
    "which shard is this": "这是哪个分片",
    "which software do you use": "你用的是哪个软件",
    "is anybody listening": "有人在听吗",
    "do you still remember this channel": "这个频道还记得吗",
    "xylophone zeppelin is what I am saying": "我说的是木琴和飞艇",
    "xylophone zeppelin is what I say again": "我又说了一遍木琴和飞艇",
}
# As much as one may write, and a translation of it that takes three messages.
LONG = " ".join(["Yesterday my cat sat on the keyboard again."] * 80)
LONG_ANSWER = "昨天我的猫又坐在键盘上了。" * 340
_NUMBER = re.compile(r"\d+")
# Mentions and the like stand at the edges of a line, as slots.
_EDGES = re.compile(r"^(?:\s|⟦\d+⟧)+|(?:\s|⟦\d+⟧)+$")


@cache
def _english() -> dict[str, str]:
    return {chinese: english for english, chinese in PAIRS.items()}


def translated(text: str, target: str) -> str:
    """`text` for the readers of `target`, line by line; raises KeyError for what nobody says in the tests.

    Numbers stay as they are, and so do slots and spaces at the edges of a line.
    """
    return "\n".join(_line(line, target) if line.strip() else line for line in text.split("\n"))


def zh(english: str) -> str:
    """What somebody says, for those who read Simplified Chinese."""
    return translated(english, "zh-CN")


def en(chinese: str) -> str:
    """What somebody says, for those who read English."""
    return translated(chinese, "en")


def _line(line: str, target: str) -> str:
    words = _EDGES.sub("", line)
    numbers = _NUMBER.findall(words)
    key = _NUMBER.sub("{}", words)
    if target == "en":
        said = _english()[to_simplified(key)]
    else:
        said = to_traditional(PAIRS[key]) if target == "zh-TW" else PAIRS[key]
    return line.replace(words, said.format(*numbers))
