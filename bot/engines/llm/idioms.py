"""Questions in form alone: greetings, and cries of disbelief. Their translation need not ask; pure.

All are matched in lower case, with Simplified characters (see bot.engines.llm.letters.folded). Both sides must be the
set phrase and no more, but for whom it is said to, so that nothing that answers or obeys passes for one.
"""

import re
from typing import Final, NamedTuple


class _Idiom(NamedTuple):
    """source: what a member says. said: what may stand for it."""

    source: re.Pattern[str]
    said: re.Pattern[str]


_TO_WHOM: Final = (
    r"(?:[\s,]{0,4}(?:guys|everyone|everybody|all|y['’]?all|bros?|man|dude|fam|people|chat|folks|my friends?))?"
)
_TO_WHOM_CHINESE: Final = r"(?:大家|各位|朋友们?|兄弟们?|伙计们?|哥们儿?|家人们|老铁们?)?"
_PAUSE: Final = r"[，,！!\s]{0,4}"
_GREETING: Final = (
    r"what['’]?s (?:up|good|new|cracking|popping)|(?:wh?a)?s{1,4}up|waz{1,4}up|how['’]?s it (?:going|hanging)"
    r"|how do you do|how goes it"
)
_GREETING_CHINESE: Final = rf"嗨{{1,4}}|嘿{{1,4}}|哈[喽啰罗]|哟|呦|早|在吗|(?:你们?|{_TO_WHOM_CHINESE})好[呀啊]?"
_DISBELIEF_CHINESE: Final = (
    r"(?:这|那)?(?:怎么可能|怎么会(?:这样)?|哪能|哪有可能|哪可能|开什么玩笑|谁信|骗谁)[吗嘛呢啊呀吧呐]{0,2}"
)
_DISBELIEF: Final = (
    r"(?:oh,? )?(?:there['’]?s )?no (?:way|chance)(?: in hell)?|not (?:a chance|happening)"
    r"|as if|never|like hell|come on"
    r"|(?:(?:that|it)['’]?s )?(?:impossible|not possible)|yeah,? (?:right|no)"
    r"|(?:it|that|this) can['’]?t be(?: (?:true|right|happening))?"
    r"|(?:you(?:['’]re| are| must be|['’]ve got to be| gotta be) )?(?:kidding|joking)(?: me)?"
    r"|nobody (?:would )?believes? (?:that|it)|i don['’]?t (?:buy|believe) it"
)
_INDIFFERENCE: Final = r"who (?:cares|gives a (?:shit|damn|fuck|crap)|asked|knows)|what['’]?s the (?:harm|difference)"
_INDIFFERENCE_CHINESE: Final = (
    r"无所谓[了啦吧]?|管他的?|随便[吧啦]?|爱谁谁|没人(?:在乎|在意|关心|问你?|知道)|天(?:晓得|知道)|鬼知道|没差|都一样"
    r"|不重要"
)
_ASTONISHMENT: Final = r"are you (?:kidding|joking|serious)(?: me)?(?: right now| rn)?|(?:is this|are you) for real"
_ASTONISHMENT_CHINESE: Final = (
    r"别[逗闹]了?|你?逗我[玩呢吧]{0,2}|(?:你?[别在])?开玩笑[吧呢的]?|不[是会]吧你?|认真的|我[去靠天晕]"
)


def _idiom(source: str, said: str) -> _Idiom:
    return _Idiom(re.compile(rf"\W*(?:{source})\W*"), re.compile(rf"\W*(?:{said})\W*"))


_IDIOMS: Final = (
    # What's up, everyone: 嗨，大家好.
    _idiom(
        rf"(?:(?:hey|hi|hello|yo)[\s,]{{1,4}})?(?:{_GREETING}|sup){_TO_WHOM}",
        rf"(?:{_GREETING_CHINESE})(?:{_PAUSE}(?:{_GREETING_CHINESE}))?{_PAUSE}{_TO_WHOM_CHINESE}",
    ),
    # 怎么可能: no way.
    _idiom(_DISBELIEF_CHINESE, _DISBELIEF),
    # Who cares? 无所谓.
    _idiom(_INDIFFERENCE, _INDIFFERENCE_CHINESE),
    _idiom(_ASTONISHMENT, _ASTONISHMENT_CHINESE),
)


def is_set_phrase(source: str, said: str) -> bool:
    """Whether `said` is a set phrase for `source`, which asks in form alone."""
    return any(idiom.source.fullmatch(source) and idiom.said.fullmatch(said) for idiom in _IDIOMS)
