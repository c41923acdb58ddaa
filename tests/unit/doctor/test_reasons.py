"""What engines say is wrong, in the host's language."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

import pytest

import bot
from bot.doctor.advice import advice, out_of_reach
from bot.doctor.check import Advice, Row
from bot.doctor.reasons import ADDRESSES, KEYS, UNKNOWN, part, sentence
from bot.doctor.report import as_json
from bot.engines.deep import baidu
from bot.engines.firefox import pool
from bot.engines.llm.check import Fault
from bot.engines.llm.verdict import judge
from bot.errors import EngineBackOff, EngineError, EngineMisconfigured, EngineRefusedText, EngineUnavailable
from bot.i18n import Catalogues
from bot.settings import Settings
from tests.unit.doctor.test_doctor import table

ENGINES: Final = Path(bot.__file__).parent / "engines"
# At which place each takes its reason.
RAISED: Final = {
    "EngineUnavailable": 1,
    "EngineMisconfigured": 1,
    "EngineBackOff": 1,
    "EngineRefusedText": 1,
    "_dead": 0,
    "BadAnswer": 0,
}
# What stands for what is put into a reason.
FILLED: Final = {
    "reason": "ConnectionRefusedError",
    "type(error).__name__": "OSError",
    "status": "502",
    "code[:6]": "52001",
    "error": "no such file",
    "pair.name": "en-zh",
    "self._pair": "en-zh",
    "self._folder.root": "/srv/models",
    "_PULL": "redbridge models pull",
    "INSTALL": "pip install 'redbridge[firefox]'",
}
# What may stand in Latin letters in a Chinese line: settings, files, commands.
NAMES: Final = re.compile(
    r"[A-Z]+(?:_[A-Z]+)+|\.env|redbridge models (?:pull|remove)(?: [a-z]{2}-[a-z]{2})?"
    r"|pip install 'redbridge\[firefox\]'|/srv/models[\w./-]*|\b(?:en-zh|zh-en|firefox)\b"
)
DEEP: Final = sorted(ADDRESSES.keys() - {"llm"})


def written(node: ast.expr) -> Iterator[str]:
    """The reasons that an argument may be; what is passed on from elsewhere is found there."""
    if isinstance(node, ast.Constant):
        yield str(node.value)
    elif isinstance(node, ast.IfExp):
        yield from written(node.body)
        yield from written(node.orelse)
    elif isinstance(node, ast.JoinedStr):
        yield "".join(
            FILLED[ast.unparse(one.value)] if isinstance(one, ast.FormattedValue) else str(ast.literal_eval(one))
            for one in node.values
        )


def engines_of(path: Path) -> list[str]:
    """The engines whose code a file is."""
    folder, name = path.parent.name, path.stem
    if folder in ("llm", "firefox", "gloss"):
        return [folder]
    return [name] if name in ADDRESSES else DEEP


@cache
def reasons() -> list[tuple[str, str]]:
    """Every engine with every reason that its code can give."""
    found = {("llm", fault.value) for fault in Fault}
    found |= {("baidu", reason) for reason in baidu._SETTINGS.values()}
    found |= {("firefox", hint.format(pair="en-zh")) for hint in pool._HINTS.values()}
    found.add(
        ("firefox", "/srv/models/zh-en/model.json cannot be read. Fetch the model again: redbridge models pull zh-en")
    )
    for path in ENGINES.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            place = RAISED.get(ast.unparse(node.func).rpartition(".")[2]) if isinstance(node, ast.Call) else None
            if isinstance(node, ast.Call) and place is not None and len(node.args) > place:
                found |= {(engine, reason) for reason in written(node.args[place]) for engine in engines_of(path)}
    for status in range(300, 600):
        found.add(("llm", judge("llm", status, {}, {"message": "invalid api key"}, "").reason))
    away = (
        "out of reach",
        *(f"out of reach ({name})" for name in ("gaierror", "TimeoutError", "SSLError", "status 502")),
    )
    found |= {(engine, reason) for engine in ADDRESSES for reason in away}
    return sorted(found)


@cache
def catalogues() -> Catalogues:
    return Catalogues.load()


def told(fix: Advice, locale: str) -> str:
    (check,) = as_json([Row("engine", "x", fix=fix)], catalogues(), locale)["checks"]
    return check["fix"]


def test_the_search_finds_what_it_should() -> None:
    assert {
        ("llm", "status 502"),
        ("google", "captcha"),
        ("firefox", "the model en-zh is damaged: redbridge models pull en-zh"),
        ("firefox", "no model for en-zh: redbridge models pull en-zh"),
        ("firefox", "the workers of en-zh keep dying"),
        ("deepl", "out of reach (ConnectionRefusedError)"),
        ("llm", "LLM_API_KEY refused"),
        ("llm", "balance used up"),
        ("llm", "wrong language"),
    } <= set(reasons())


def test_every_reason_has_words() -> None:
    silent = [
        (engine, reason)
        for engine, reason in reasons()
        if not sentence(engine, reason) and part(engine, reason).message_id == UNKNOWN
    ]
    assert silent == []


@pytest.mark.parametrize("locale", ["zh-CN", "zh-TW"])
@pytest.mark.parametrize("kind", [EngineUnavailable, EngineMisconfigured, EngineRefusedText, EngineBackOff])
def test_no_english_in_a_chinese_sentence(locale: str, kind: type[EngineError]) -> None:
    lines = [told(advice(kind(*reason)), locale) for reason in reasons()]
    lines += [told(out_of_reach(*reason), locale) for reason in reasons()]
    assert [line for line in lines if re.search("[A-Za-z]", NAMES.sub("", line))] == []


@pytest.mark.parametrize(
    ("error", "named"),
    [
        (EngineMisconfigured("deepl", "status 403"), "DEEPL_API_KEY"),
        (EngineMisconfigured("microsoft", "status 401"), "MICROSOFT_REGION"),
        (EngineMisconfigured("baidu", "wrong signature: look at the app key"), "BAIDU_APP_KEY"),
        (EngineMisconfigured("llm", "LLM_API_KEY refused"), "LLM_API_KEY"),
        (EngineUnavailable("llm", "nothing at LLM_BASE_URL (status 404)"), "LLM_BASE_URL"),
        (EngineUnavailable("google", "redirect"), "GOOGLE_URL"),
        (EngineMisconfigured("libretranslate", "wants a key"), "LIBRETRANSLATE_API_KEY"),
        (EngineRefusedText("firefox", "the model zh-en is damaged: redbridge models pull zh-en"), "models pull zh-en"),
        (
            EngineMisconfigured("firefox", "fxtranslate is not installed: pip install 'redbridge[firefox]'"),
            "pip install",
        ),
    ],
    ids=str,
)
@pytest.mark.parametrize("locale", ["en", "zh-CN", "zh-TW"])
def test_what_to_mend_is_named(error: EngineError, named: str, locale: str) -> None:
    assert named in told(advice(error), locale)


@pytest.mark.parametrize("engine", ADDRESSES)
def test_an_engine_out_of_reach_names_its_address(engine: str) -> None:
    assert (
        told(out_of_reach(engine, "timeout"), "zh-CN")
        == f"连不上：没有及时回应。看看网络、代理和 {ADDRESSES[engine]}。"
    )


def test_each_setting_that_is_named_is_one() -> None:
    names = {name for names in (*ADDRESSES.values(), *KEYS.values()) for name in names.split(", ")}
    assert {name.lower() for name in names} <= Settings.model_fields.keys()


def test_an_engine_without_a_key_is_told_its_status() -> None:
    assert told(part("google", "status 403"), "en") == "it answers with status 403"


def test_a_reason_that_nobody_foresaw_is_shown_as_it_is() -> None:
    assert told(advice(EngineUnavailable("google", "OddError")), "zh-CN").count("OddError") == 1


@pytest.mark.parametrize(("locale", "unit"), [("en", "120 ms"), ("zh-CN", "120 毫秒"), ("zh-TW", "120 毫秒")])
def test_a_table_is_in_one_language(locale: str, unit: str) -> None:
    fix = advice(EngineMisconfigured("deepl", "status 403"))
    shown = table([Row("engine", "deepl", True, {"en-zh": 120}, fix=fix)], locale)
    assert unit in shown
    assert locale == "en" or re.findall("[A-Za-z_]+", shown) == ["deepl", "DEEPL_API_KEY", "env"]
