"""Words by which one sees that a model spoke for itself instead of translating; pure.

All are matched in lower case, with Simplified characters (see bot.engines.llm.letters.folded).
"""

import re
from typing import Final, NamedTuple


class Tell(NamedTuple):
    """answer: what a model says of itself. source: what a member may have said that makes it a translation."""

    answer: re.Pattern[str]
    source: re.Pattern[str]


def _tell(answer: str, source: str) -> Tell:
    return Tell(re.compile(answer, re.MULTILINE), re.compile(source, re.MULTILINE))


_MODEL: Final = r"\ba\.?i\b|ai|bot\b|model|assistant|translator|人工智|模型|机器人|助手|助理|程序|翻译|译者"
_NAMES: Final = r"gpt|openai|qwen|deepseek|anthropic|claude|llama|gemma|mistral|gemini|千问|文心|深度求索|羊驼"
_REFUSAL: Final = (
    r"can['’]?t|cannot|unable|won['’]?t|not able|not allowed|refuse|sorry|apolog"
    r"|抱歉|对不起|不好意思|遗憾|没法|没办法|无法|不能|不可以|不便|做不到|拒绝"
)
_HELP: Final = r"help|assist|帮|助|忙|服务"

_WHO: Final = (
    _tell(r"\bas an? (?:ai\b|artificial|(?:large )?language model|(?:virtual )?assistant|translat)", _MODEL),
    _tell(
        r"\bi(?: am|['’]m) (?:just )?(?:an? |your )?(?:ai\b|(?:large )?language model|chatbot|virtual assist)", _MODEL
    ),
    _tell(r"作为一?[个名款]?(?:ai|人工智|大?型?语言模型|智能助手|翻译)", _MODEL),
    _tell(r"我是(?:一[个名款])?(?:ai|人工智|大?型?语言模型|智能助手|翻译(?:助手|程序|模型|引擎))", _MODEL),
    _tell(r"\b(?:chatgpt|openai|qwen|deepseek|anthropic|llama|gemma|mistral|gemini)\b|通义千问|文心一言", _NAMES),
)

_REFUSES: Final = (
    _tell(r"\bsorry,? (?:but )?i (?:can['’]?t|cannot|am unable|['’]?m unable|am not able)", _REFUSAL),
    _tell(
        r"\bi (?:can['’]?t|cannot|am unable to|am not able to|won['’]?t)"
        r" (?:help|assist|translate|provide|comply|fulfil|do that)",
        _REFUSAL,
    ),
    _tell(r"(?:抱歉|对不起|遗憾)[，,]?\s?(?:但是?)?我?(?:无法|不能|没办法|不便)", _REFUSAL),
    _tell(r"我(?:无法|不能)(?:协助|提供|满足|回答|处理|完成|翻译|为你|为您)", _REFUSAL),
    _tell(
        r"\bagainst my (?:guidelines|programming|polic)|违反.{0,8}(?:政策|准则|规定)",
        r"guideline|polic|rule|程序|政策|准则|规",
    ),
)

_OFFERS: Final = (
    _tell(r"\bhow (?:can|may) i (?:help|assist)", _HELP),
    _tell(r"\b(?:happy|glad|here) to (?:help|assist)", _HELP),
    _tell(
        r"\bfeel free to ask|\blet me know if you (?:need|have|want|would like)",
        r"ask|know|need|问|告诉|说|找我|联系|需要",
    ),
    _tell(
        r"有什么(?:我?(?:可以|能))?(?:帮|需要)|随时(?:告诉我|问我)|很?高兴(?:为|帮)|乐意(?:为|帮)",
        rf"{_HELP}|happy|glad|any ?time|need|随时|高兴|乐意",
    ),
    _tell(
        r"\bplease (?:provide|share|send|paste|give me|enter)\b.{0,30}\b(?:text|message|sentence|content)",
        r"提供|发|给|贴|输|分享",
    ),
    _tell(
        r"请[你您]?(?:提供|发送|输入|给出).{0,12}(?:文本|文字|内容|消息|句子)",
        r"provide|send|enter|give|paste|share",
    ),
)

_ANNOUNCES: Final = (
    _tell(
        r"^\W*(?:sure|certainly|of course|absolutely|okay|ok|no problem)\b[^\n]{0,20}\b(?:here|below|following)\b",
        r"^\W*(?:当然|好|行|可以|没问题|没事|ok)",
    ),
    _tell(
        r"\bhere(?:['’]s| is| are)\b[^\n]{0,30}\b(?:translat\w+|poem|story|haiku|script|song|joke)",
        r"翻|译|诗|故事|歌|笑话|段子|剧本|脚本",
    ),
    _tell(r"(?:以下|下面)(?:就?是|为)[^\n]{0,16}(?:翻译|译文|诗|故事|内容|剧本)", r"here|below|following|translat"),
    _tell(
        r"^\W*好的?[，,!！。][^\n]{0,6}(?:以下|下面|这是|没问题)",
        r"\b(?:ok|okay|sure|fine|alright|good|yes|here|cool)\b",
    ),
    _tell(r"\bnote\s?[:：]|[(（【]\s?(?:注|译注|译者注|备注)\s?[:：]", r"note|n\.b|ps|注|备"),
    _tell(
        r"\bliterally (?:means|translates)|\bcan be translated as|(?:可以|直)译为",
        r"literal|mean|translat|字面|意思|译",
    ),
    _tell(
        r"\bsystem prompt|\bmy (?:system )?(?:instructions|prompt|guidelines)\b|(?:我的|系统)(?:指令|提示|设定)",
        r"system|instruction|prompt|guideline|系统|指令|提示|设定",
    ),
)

# What one says back: the next turn of the conversation in place of this one.
_RETURNS: Final = (
    _tell(
        r"不客气|不用谢|别客气|不用客气",
        r"welcome|no prob|any ?time|n[po]\b|yw|pleasure|at home|worries|mention|don['’]?t|polite|客气|不用谢",
    ),
    _tell(
        r"\byou(?:['’]?re| are) (?:very |most )?welcome\b",
        r"不客气|不用|别客气|不谢|没事|没关系|应该的|欢迎|小意思|客气",
    ),
    _tell(r"^\W*我(?:很|挺|还)好", r"\bi\b|\bi['’]?m\b|fine|good|great|well|ok|我"),
    _tell(r"^\W*i['’]?m (?:fine|good|great|doing)\b", r"我|还|挺|没事|不错"),
    _tell(r"听到.{0,8}(?:难过|遗憾|抱歉|心疼)", r"hear|heard|sorry|听"),
    _tell(r"\bsorry to hear\b", r"听|遗憾|抱歉|对不起|节哀|难过.*你|可怜|sorry"),
    _tell(
        r"(?:包含|含有).{0,6}(?:不当|冒犯|敏感|侮辱)",
        r"inappropriate|offens|content|sensitive|insult|improper|不当|冒犯",
    ),
    _tell(r"很?高兴(?:见到|认识)", r"glad|nice|pleas|happy|good to|great to|meet|高兴"),
    _tell(r"(?:援助|救助|心理|危机)热线|\b(?:crisis|suicide) (?:hot|help|life)?line\b", r"line|热线|专线"),
)

TELLS: Final = (*_WHO, *_REFUSES, *_OFFERS, *_ANNOUNCES, *_RETURNS)
