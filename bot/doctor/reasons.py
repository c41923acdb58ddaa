"""The reasons that engines give, in the host's words: what is wrong, and which setting to look at.

An engine's reason is a few English words for the log (see bot.errors.EngineError). Each of them has a msgid here; the
first rule counts whose pattern fits and whose setting the engine has.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from string import Formatter
from typing import Final

from bot.doctor.check import Advice
from bot.errors import N_

Rules = Sequence[tuple[str, str]]

ADDRESSES: Final[Mapping[str, str]] = {
    **{
        name: f"{name.upper()}_URL"
        for name in ("google", "mymemory", "libretranslate", "deepl", "microsoft", "baidu", "papago")
    },
    "llm": "LLM_BASE_URL",
}
KEYS: Final[Mapping[str, str]] = {
    "libretranslate": "LIBRETRANSLATE_API_KEY",
    "deepl": "DEEPL_API_KEY",
    "microsoft": "MICROSOFT_API_KEY, MICROSOFT_REGION",
    "baidu": "BAIDU_APP_ID, BAIDU_APP_KEY",
    "papago": "PAPAGO_CLIENT_ID, PAPAGO_SECRET_KEY",
    "llm": "LLM_API_KEY",
}
_LATE: Final = r"timeout|\w*Timeout(?:Error)?|budget of time"
_BROKEN_OFF: Final = (
    r"ConnectionResetError|ConnectionAbortedError|BrokenPipeError|ServerDisconnectedError|Client(?:Payload|OS)Error"
    r"|ChunkedEncodingError|IncompleteRead"
)
# What bot.engines.llm.check finds.
_UNFIT: Final = (
    r"cut off|slots damaged|wrong (?:language|length|Chinese)|lines (?:added|merged)|source echoed|prompt leaked"
    r"|answered instead of translated|obeyed the message|marks or JSON added|name left as it is"
)

# Each a whole sentence, which says what to do as well.
_WHOLE: Final[Rules] = (
    (
        r"fxtranslate is not installed: (?P<command>.+)",
        N_("The firefox engine is not installed. Install it first: {command}"),
    ),
    (r"no models in (?P<folder>.+): (?P<command>.+)", N_("There are no models in {folder}. Fetch them: {command}")),
    (
        r"(?:no model for|the model) (?P<pair>[\w-]+)(?: is not there)?: (?P<command>.+)",
        N_("The model {pair} is missing. Fetch it: {command}"),
    ),
    (
        r"the model (?P<pair>[\w-]+) is damaged: (?P<command>.+)",
        N_("The model {pair} is damaged. Fetch it again: {command}"),
    ),
    (
        r"fxtranslate refuses the model (?P<pair>[\w-]+): (?P<command>redbridge models remove [\w-]+), then pull",
        N_("The model {pair} cannot be loaded. Remove it and fetch it again: {command}"),
    ),
    (
        r"(?P<path>.+) cannot be read\. Fetch the model again: redbridge models pull (?P<pair>[\w-]+)",
        N_("{path} cannot be read. Fetch the model again: redbridge models pull {pair}"),
    ),
    (r"the dictionary cannot be read.*", N_("The built-in dictionary cannot be read. Install RedBridge again.")),
)

# Each a part of a sentence. {key} and {address} are the settings of the engine.
_OF_SETTINGS: Final[Rules] = (
    (r"(?:\w+ refused|status 40[13])", N_("it does not accept {key}")),
    (r"wrong signature.*|unknown app id.*", N_("it does not accept {key}")),
    (r"\w+_API_KEY not allowed to use this", N_("it does not let {key} do this")),
    (r"wants a key", N_("it wants a key in {key}")),
    (r"LLM_MODEL not found", N_("it has no model of the name in LLM_MODEL")),
    (r"nothing at \w+ \(status \d+\)|status 40[45]", N_("nothing of the kind is at {address}")),
    (r"redirect", N_("it points elsewhere; look at {address}")),
)
_OF_CONNECTIONS: Final[Rules] = (
    (_LATE, N_("no answer came in time")),
    (r"gaierror|ClientConnectorDNSError", N_("nobody knows the name of its host")),
    (r"ConnectionRefusedError", N_("nobody listens there")),
    (_BROKEN_OFF, N_("the connection broke off")),
    (r"\w*(?:SSL|Certificate)\w*Error", N_("its certificate cannot be trusted")),
    (r"ProxyError|Client\w*Proxy\w*Error|proxy is not HTTP", N_("the proxy of this machine does not work for it")),
    (r"(?:Client)?Connect(?:ion|or)\w*Error|NewConnectionError|OSError|out of reach", N_("there is no connection")),
)
_OF_LIMITS: Final[Rules] = (
    (r"too many requests|asked too often|status 529", N_("it was asked too often")),
    (r"quota used up, or text translation.*", N_("its quota is used up, or text translation is not switched on there")),
    (r"(?:free |the day's )?quota (?:is )?used up|status 456", N_("its quota is used up")),
    (r"(?:the account's )?balance (?:is )?used up|status 402", N_("the account's balance is used up")),
    (r"captcha", N_("it takes this machine for a robot")),
    (r"overloaded|status 503", N_("it has too much to do")),
    (r"budget", N_("today's budget for it is used up; see {budget}")),
    (r"queue(?: full)?|resting|closed|given up", N_("too much waits for it")),
)
_OF_ANSWERS: Final[Rules] = (
    (r"empty answer", N_("its answer is empty")),
    (r"(?:page|answer) too long", N_("its answer is far too long")),
    (r"answer not understood|(?:JSONDecode|Unicode\w+|Content)Error|ContentTypeError", N_("its answer makes no sense")),
    (r"request not understood|status (?:400|422)", N_("it does not understand the request")),
    (r"content filter", N_("its content filter steps in")),
    (r"text too long(?: for the model)?|status 41[34]", N_("the text is too long for it")),
    (r"text not accepted|does not take this text|refused", N_("it does not take this text")),
    (
        r"no such pair of languages|language not supported|has no model for Chinese and English",
        N_("it does not translate between Chinese and English"),
    ),
    (_UNFIT, N_("what it answers is no translation")),
)
_OF_SERVICES: Final[Rules] = (
    (r"this machine's address is not allowed", N_("the account does not allow this machine's address")),
    (r"the service is closed for this account", N_("the service is closed for this account")),
    (r"the account's identity is not confirmed", N_("the account's identity is not confirmed yet")),
    (r"status (?P<status>5\d\d)", N_("it has a fault of its own (status {status})")),
    (r"status (?P<status>\d+)", N_("it answers with status {status}")),
    (r"error (?P<number>\d+)", N_("it answers with error {number}")),
    (r"error", N_("it answers with an error that it does not name")),
    (
        r"the workers? of .+|a worker died of it, twice|no worker can be started.*|the model .+ takes too long to load",
        N_("its processes do not stay alive; is there enough memory"),
    ),
)
_PARTS: Final[Rules] = (*_OF_SETTINGS, *_OF_CONNECTIONS, *_OF_LIMITS, *_OF_ANSWERS, *_OF_SERVICES)
_WRAPPED: Final = re.compile(r"out of reach \((.*)\)")
UNKNOWN: Final = N_("a fault without a name here ({reason})")


def sentence(engine: str, reason: str) -> Advice | None:
    """What is wrong and what to do about it, where the reason says both; else None."""
    return next(_found(_WHOLE, engine, reason), None)


def part(engine: str, reason: str) -> Advice:
    """What is wrong, as a part of a sentence."""
    wrapped = _WRAPPED.fullmatch(reason)
    bare = wrapped[1] if wrapped else reason
    return next(_found(_PARTS, engine, bare), Advice(UNKNOWN, {"reason": bare}))


def _found(rules: Rules, engine: str, reason: str) -> Iterator[Advice]:
    """Each rule that fits, with what its msgid wants to know."""
    settings = {"key": KEYS.get(engine), "address": ADDRESSES.get(engine), "budget": "BUDGET_ENGINE"}
    for pattern, msgid in rules:
        match = re.fullmatch(pattern, reason)
        if match is None:
            continue
        known = {name: value for name, value in {**settings, **match.groupdict()}.items() if value}
        wanted = {name for _, name, _, _ in Formatter().parse(msgid) if name}
        if wanted <= known.keys():
            yield Advice(msgid, {name: known[name] for name in wanted})
