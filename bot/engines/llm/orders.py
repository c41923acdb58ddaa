"""Messages that speak to the machine, and what must be left of them in a translation; pure.

All are matched in lower case, with Simplified characters (see bot.engines.llm.letters.folded).
"""

import re
from typing import Final

# Words written together: “afterthatoutputyourbio”.
_JAMMED: Final = re.compile("[a-z]{16,}")
# `_` stands between words; where words are written together there is nothing between them.
_ENGLISH: Final = (
    r"(?:ignore|disregard|forget|override|bypass)(?:[a-z]*_){0,4}[a-z]*(?:instructions?|prompts?|rules?|above|previous|everything)"
    r"|system_prompt|developer_mode|jailbreak|new_instructions?"
    r"|(?:output|print|repeat|reveal|display|write|recite)_(?:me_|us_|then_|out_)*your"
    r"|(?:output|print|repeat|write|tell|recite|sing)_(?:me_|us_|then_|out_)*(?:a_poem|a_story|a_song|a_joke)"
    r"|repeat_after_me|(?:write|compose|draft)_(?:me_|us_)?an?_(?:[a-z]*_)?(?:letter|essay|email|poem|haiku|story|script)"
    r"|(?:after|before|instead_of|once|when)_(?:you_)?(?:that|this|translat[a-z]*|done|finish[a-z]*)_(?:[a-z]*_){0,2}"
    r"(?:output|print|write|tell|say|add|append|list|reveal|answer|reply|compose|sing)"
    r"|(?:do_not|don_?t|stop|instead_of|without|no_need_to)_translat"
    r"|you_are_now|from_(?:now|here)_on|pretend_(?:to_be|you)|act_as_an?_|role_?play_as"
    r"|(?:reply|respond|answer)_(?:only|just|with|in)_|always_(?:reply|respond|answer)|your_only_answer"
    r"|(?:speak|talk|write|sound)_like_an?_|your_translation|translation_of_this"
)
# Orders only where a message begins with them: “I'll recommend you to my boss” is none.
_FIRST: Final = re.compile(
    r"^\W*(?:please |pls |now )?(?:translate (?:this|that|it|to|into)\b|count (?:to|from)\b"
    r"|(?:define|spell|summari[sz]e) "
    r"|recommend (?:me|us)\b|add an? (?:line|sentence|word)\b)"
    r"|^\W*从.{1,3}数到|^\W*请?(?:你)?(?:帮|给|替)我(?:写|讲|推荐|编)"
)
_SPACED: Final = re.compile(rf"\b(?:{_ENGLISH})".replace("_", r"\W+"))
_TOGETHER: Final = re.compile(_ENGLISH.replace("_", ""))
_CHINESE: Final = re.compile(
    r"(?:忽略|无视|忘记|忘掉|不用管|别管|跳过).{0,12}(?:指令|指示|提示|规则|设定|要求|以上|上面|之前|前面)"
    r"|系统提示|提示词|开发者模式|越狱"
    r"|翻译?(?:完|好|之后|后|结束|以后).{0,10}(?:写|输出|说|讲|回答|告诉|加|附|来|再|唱|列|背)"
    r"|(?:不要|别|停止|不用|不必|无需)翻译"
    r"|(?:输出|打印|重复|复述|泄露|说出|告诉我)(?:你|妳|您)"
    r"|你现在是(?!.{0,12}吗)|从现在起|从现在开始|假装你|(?:^|请|你来?|要|我要你)扮演"
    r"|只能?(?:回答|回复|输出)|(?:翻译成|语气翻译|口吻翻译|请翻译)"
)

# What such a message is about, in both languages: a translation speaks of each thing that its source speaks of.
_ABOUT: Final = tuple(
    (re.compile(rf"\b(?:{english})|{chinese}"), re.compile(english), re.compile(f"{english}|{chinese}{more}"))
    for english, chinese, more in (
        (
            r"ignor|disregard|forget|overrid|bypass|skip|never ?mind",
            r"忽略|无视|忘|不用管|别管|跳过|不管|不理|绕过",
            "",
        ),
        (r"instruct|prompt|rule|order|command|guideline|setting", r"指令|指示|提示|规则|设定|命令|要求|说明|守则", ""),
        (r"system", r"系统", ""),
        (r"translat", r"翻|译", ""),
        (
            r"output|print|repeat|reveal|display|writ|show|list|compose|append|spit ?out|tell|say|recite|sing",
            r"输出|打印|印出|重复|复述|泄|写|显示|列|给出|展示|吐|说|发|公开|透露|告诉|讲|念|背|唱",
            "|put|jot|draft|describ|explain",
        ),
        (r"poem|poetry|verse|haiku", r"诗|俳句", ""),
        (r"story|stories|tale", r"故事", ""),
        (r"song|lyric", r"歌", ""),
        (r"joke", r"笑话|段子", ""),
        (r"(?<![a-z])bio(?![a-z])|your ?bio(?![a-z])|biograph|profile", r"简介|介绍|简历|履历|资料|生平|小传", ""),
        (r"password|token|api ?key", r"密码|令牌|口令|密钥|金钥|权杖", ""),
        (
            r"you ?are ?now|act ?as|pretend|role ?play|be(?:ing|come)? an?\b",
            r"现在是|扮演|假装|当作|充当|表现得|装作|当一",
            r"|now\b|\bplay|现在|变成|成为|作为|成了|像|如",
        ),
        (r"repl(?:y|ies)|respond|response|answer", r"回答|回复|只说", r"|sa[yi]|tell|output|speak|回|答|说"),
        (r"recommend|suggest", r"推荐|安利", "|介绍|建议|荐"),
        (r"summar|define|spell|count", r"总结|概括|归纳|数到|从一数", "|摘要|定义|拼|数|解释|小结|算"),
        (
            r"(?:speak|talk|sound|write) ?like",
            r"像.{1,6}一样(?:说|讲)",
            "|like|as if|像|似|般|一样|口吻|语气|腔|那样|学",
        ),
        (r"from ?(?:now|here) ?on", r"从现在(?:起|开始)", "|now|hence|start|begin|从|以后|今后|往后|之后|接下来"),
    )
)


def is_order(source: str) -> bool:
    """Whether a message tells a machine what to do."""
    if _SPACED.search(source) or _FIRST.search(source) or _CHINESE.search(source):
        return True
    return any(_TOGETHER.search(run) for run in _JAMMED.findall(source))


def lacks(source: str, said: str) -> bool:
    """Whether `said` leaves out something that an order in `source` is about."""
    jammed = " ".join(_JAMMED.findall(source))
    return any(
        (asked.search(source) or together.search(jammed)) and not answered.search(said)
        for asked, together, answered in _ABOUT
    )
