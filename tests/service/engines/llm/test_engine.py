"""The engine llm against a loopback endpoint: what it asks, and what it makes of each answer."""

import asyncio
import json
import re
import socket
import time

import pytest

from bot.engines.engine import Batcher, Quality, Request, Term
from bot.engines.llm.engine import LlmEngine
from bot.errors import EngineBackOff, EngineError, EngineMisconfigured, EngineRefusedText, EngineUnavailable
from tests.fakes.llm import KEY, MODEL, Answer, Chat, FakeLlm, Said, completion, error

pytestmark = pytest.mark.asyncio


async def translate(engine: LlmEngine, text: str, source: str = "en", target: str = "zh-CN", **aids: object) -> str:
    return (await engine.translate(Request(text, source, target, **aids))).text  # type: ignore[arg-type]


async def test_it_translates(engine: LlmEngine, llm: FakeLlm):
    llm.answers["hello"] = "你好"
    answer = await engine.translate(Request("hello", "en", "zh-CN"))
    assert (answer.text, answer.engine, answer.quality) == ("你好", "llm", Quality.TRANSLATION)
    assert len(llm.chats) == 1
    body = llm.chats[0].body
    assert (body["model"], body["stream"], body["temperature"]) == (MODEL, False, 0)


async def test_its_traits(engine: LlmEngine):
    assert engine.traits.prompted
    assert engine.traits.traditional
    assert engine.traits.answers_as == f"llm:{MODEL}"
    assert not engine.traits.remote
    assert isinstance(engine, Batcher)
    for url in ("https://api.deepseek.com", "https://127.0.0.1.example.com/v1"):
        assert LlmEngine(url, MODEL, "", 5).traits.remote


@pytest.mark.parametrize(("source", "target"), [("en", "en"), ("en", "fr"), ("zh", "en")])
async def test_other_pairs_are_refused_without_asking(engine: LlmEngine, llm: FakeLlm, source: str, target: str):
    with pytest.raises(EngineRefusedText):
        await translate(engine, "hello", source, target)
    with pytest.raises(EngineRefusedText):
        await engine.translate_many([Request("hello", source, target)] * 2)
    assert llm.chats == []


async def test_aids_reach_the_model_as_data(engine: LlmEngine, llm: FakeLlm):
    llm.answers["我们去吃火锅"] = "let's get hotpot"
    aids = {"terms": (Term("火锅", "hotpot"),), "examples": (("走吧", "let's go"),), "context": ("饿了",)}
    assert await translate(engine, "我们去吃火锅", "zh-CN", "en", **aids) == "let's get hotpot"
    chat = llm.chats[0]
    assert f"<terms-{chat.fence}>\n火锅 = hotpot\n</terms-{chat.fence}>" in chat.last
    assert f"<before-{chat.fence}>\n饿了\n</before-{chat.fence}>" in chat.last
    assert chat.messages[2] == {"role": "assistant", "content": "let's go"}


async def test_each_request_has_a_fence_of_its_own(engine: LlmEngine, llm: FakeLlm):
    llm.answers["hello"] = "你好"
    for _ in range(5):
        await translate(engine, "hello")
    assert len({chat.fence for chat in llm.chats}) == 5


@pytest.mark.parametrize("text", ["", " \n", "😂😂😂", "12:30", "⟦0⟧ ⟦1⟧"])
async def test_a_text_without_words_comes_back_without_a_request(engine: LlmEngine, llm: FakeLlm, text: str):
    assert await translate(engine, text) == text
    assert llm.chats == []


async def test_spaces_around_a_text_stay(engine: LlmEngine, llm: FakeLlm):
    llm.answers["hello"] = "你好"
    assert await translate(engine, "\n  hello \n") == "\n  你好 \n"


async def test_long_texts_go_in_portions(engine: LlmEngine, llm: FakeLlm):
    llm.model = lambda chat: "".join(f"这是一个句子，号码是 {number}。" for number in re.findall(r"\d+", chat.text))
    text = "".join(f"This is the sentence with number {number}. " for number in range(80))
    answer = await translate(engine, text)
    assert len(llm.chats) == len(text) // 1_000 + 1
    assert max(map(len, llm.texts)) <= 1_000
    assert [int(number) for number in re.findall(r"\d+", answer)] == list(range(80))


def stubborn(first: str, then: str) -> Answer:
    """Not a good answer, until the model is told what was wrong."""
    answers = iter([first, then])
    return lambda _chat: next(answers)  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("bad", "hint"),
    [
        ("好的，以下是内容：你好 ⟦0⟧", "a question stays a question"),
        ("hello ⟦0⟧", "Do not repeat"),
        ("你好", "exactly once"),
        ("你好 ⟦0⟧\n\n（备注：问候语）", "question"),
        ("bonjour les amis ⟦0⟧", "in no other language"),
    ],
)
async def test_a_bad_answer_is_asked_for_once_more(engine: LlmEngine, llm: FakeLlm, bad: str, hint: str):
    llm.model = stubborn(bad, "你好 ⟦0⟧")
    assert await translate(engine, "hello ⟦0⟧") == "你好 ⟦0⟧"
    assert hint not in llm.chats[0].last
    assert hint in llm.chats[1].last


async def test_two_bad_answers_are_a_refusal(engine: LlmEngine, llm: FakeLlm):
    llm.model = lambda _chat: "As an AI language model, I cannot translate this."
    with pytest.raises(EngineRefusedText, match="wrong language"):
        await translate(engine, "hello")
    assert len(llm.chats) == 2


async def test_merged_lines_are_better_than_nothing(engine: LlmEngine, llm: FakeLlm):
    llm.model = lambda _chat: "第一行，第二行"
    assert await translate(engine, "line one\nline two") == "第一行，第二行"
    assert len(llm.chats) == 2


async def test_a_name_may_stay_as_it_is_if_the_model_insists(engine: LlmEngine, llm: FakeLlm):
    llm.model = lambda _chat: "NASA"
    assert await translate(engine, "NASA") == "NASA"
    assert len(llm.chats) == 2
    llm.model = stubborn("STOP", "停下")
    assert await translate(engine, "STOP") == "停下"


async def test_a_good_second_answer_beats_a_bearable_first(engine: LlmEngine, llm: FakeLlm):
    llm.model = stubborn("第一行，第二行", "第一行\n第二行")
    assert await translate(engine, "line one\nline two") == "第一行\n第二行"
    llm.model = stubborn("我电脑上的软件", "As an AI, I cannot do that.")
    assert await translate(engine, "the software on my computer", target="zh-TW") == "我电脑上的软件"


async def test_there_is_no_second_time_when_half_of_the_time_is_gone(llm: FakeLlm):
    engine = LlmEngine(llm.url, MODEL, KEY, timeout=4)

    def slow(_chat: Chat) -> Answer:
        time.sleep(2.1)  # the server and the engine share a loop, and both lose the time
        return "hello"

    llm.model = slow
    with pytest.raises(EngineRefusedText):
        await translate(engine, "hello")
    assert len(llm.chats) == 1
    await engine.close()


async def test_thoughts_are_removed_and_paid_for(engine: LlmEngine, llm: FakeLlm):
    llm.model = lambda _chat: Said(200, completion("<think>\nok</think>\n\n“你好”", reasoning_content="thinking"))
    assert await translate(engine, "hello") == "你好"
    await translate(engine, "hello")
    assert llm.chats[1].body["max_tokens"] > llm.chats[0].body["max_tokens"] + 1_000


async def test_a_model_that_thinks_too_long_is_given_more_room(engine: LlmEngine, llm: FakeLlm):
    def thinker(chat: Chat) -> Answer:
        if chat.body["max_tokens"] < 1_000:
            return Said(200, completion("", "length", reasoning="so the user wants"))
        return "你好"

    llm.model = thinker
    assert await translate(engine, "hello") == "你好"


async def test_an_answer_that_was_cut_off_is_none(engine: LlmEngine, llm: FakeLlm):
    llm.model = lambda _chat: Said(200, completion("你好", "length"))
    with pytest.raises(EngineRefusedText, match="cut off"):
        await translate(engine, "hello")


async def test_what_an_endpoint_wants_is_learnt_once(engine: LlmEngine, llm: FakeLlm):
    def picky(chat: Chat) -> Answer:
        if "max_tokens" in chat.body:
            message = "Unsupported parameter: 'max_tokens' is not supported with this model."
            return error(400, message, param="max_tokens", code="unsupported_parameter")
        if "temperature" in chat.body:
            return error(400, "Unsupported value: 'temperature' does not support 0.", param="temperature")
        return "你好"

    llm.model = picky
    assert await translate(engine, "hello") == "你好"
    assert len(llm.chats) == 3
    await translate(engine, "hello")
    assert len(llm.chats) == 4


async def test_lessons_without_end_end(engine: LlmEngine, llm: FakeLlm):
    """Each complaint can be met once; the next one is the service's own fault, or the text's."""
    llm.model = lambda _chat: error(400, "unsupported: max_tokens temperature enable_thinking system role")
    with pytest.raises(EngineError):
        await translate(engine, "hello")
    assert len(llm.chats) <= 5


FAILURES: list[tuple[Answer, type[EngineError], str]] = [
    (error(429, "slow down", Retry_After="7"), EngineBackOff, "too many requests"),
    (error(429, "pay", code="insufficient_quota"), EngineBackOff, "balance used up"),
    (error(402, "Insufficient Balance"), EngineBackOff, "balance used up"),
    (error(403, "country not supported"), EngineUnavailable, "status 403"),
    (error(403, "no", code="permission_denied"), EngineMisconfigured, "LLM_API_KEY not allowed to use this"),
    (error(500, "oops"), EngineUnavailable, "status 500"),
    (error(400, "too long", code="context_length_exceeded"), EngineRefusedText, "text too long for the model"),
    (error(400, "no", code="content_filter"), EngineRefusedText, "content filter"),
    (Said(200, completion("", "content_filter")), EngineRefusedText, "content filter"),
    (Said(200, completion(None, refusal="I can't")), EngineRefusedText, "content filter"),
    (Said(200, completion("", "insufficient_system_resource")), EngineUnavailable, "overloaded"),
    (Said(200, completion(None)), EngineRefusedText, "empty answer"),
    (Said(200, {"choices": []}), EngineUnavailable, "answer not understood"),
    (Said(200, {"choices": [{"message": "你好"}]}), EngineUnavailable, "answer not understood"),
    (Said(200, raw=b"<html>hello</html>"), EngineUnavailable, "answer not understood"),
    (Said(200, raw=b"\xff\xfe"), EngineUnavailable, "answer not understood"),
    (Said(200, raw=b"[" * 200_000), EngineUnavailable, "answer not understood"),
    (Said(200, raw=b" " * 1_100_000), EngineUnavailable, "answer too long"),
    (Said(307, headers={"Location": "/v1/models"}), EngineUnavailable, "redirect"),
]


@pytest.mark.parametrize(("answer", "kind", "reason"), FAILURES)
async def test_failures(engine: LlmEngine, llm: FakeLlm, answer: Answer, kind: type[EngineError], reason: str):
    llm.model = lambda _chat: answer
    with pytest.raises(EngineError) as raised:
        await translate(engine, "hello")
    assert (type(raised.value), raised.value.reason) == (kind, reason)
    llm.model = lambda _chat: "你好"
    assert await translate(engine, "hello") == "你好"


async def test_a_wait_is_honoured(engine: LlmEngine, llm: FakeLlm):
    llm.model = lambda _chat: error(429, "slow down", x_ratelimit_reset_requests="90s")
    with pytest.raises(EngineBackOff) as raised:
        await translate(engine, "hello")
    assert raised.value.retry_after == 90


@pytest.mark.parametrize(
    ("model", "key", "path", "reason"),
    [
        (MODEL, "sk-wrong", "", "LLM_API_KEY refused"),
        (MODEL, "", "", "LLM_API_KEY refused"),
        ("other", KEY, "", "LLM_MODEL not found"),
    ],
)
async def test_wrong_settings_are_named(llm: FakeLlm, model: str, key: str, path: str, reason: str):
    engine = LlmEngine(llm.url + path, model, key, timeout=5)
    with pytest.raises(EngineMisconfigured, match=reason.replace("(", r"\(").replace(")", r"\)")):
        await translate(engine, "hello")
    await engine.close()


async def test_an_answer_that_does_not_come_in_time(llm: FakeLlm):
    engine = LlmEngine(llm.url, MODEL, KEY, timeout=0.2)
    llm.open.clear()
    with pytest.raises(EngineUnavailable, match="timeout"):
        await translate(engine, "hello")
    llm.open.set()
    await engine.close()


async def test_reach(engine: LlmEngine, llm: FakeLlm):
    await engine.reach()
    assert llm.reached == 1
    refused = LlmEngine(llm.url, MODEL, "sk-wrong", timeout=5)
    await refused.reach()  # something answers there; what it says of the key is for `translate` to tell
    await refused.close()


async def test_nothing_at_the_address_may_be_a_server_that_starts(llm: FakeLlm):
    engine = LlmEngine(llm.url + "/v2", MODEL, KEY, timeout=5)
    with pytest.raises(EngineUnavailable, match="nothing at LLM_BASE_URL"):
        await translate(engine, "hello")
    await engine.close()


async def test_a_busy_server_is_in_reach(engine: LlmEngine, llm: FakeLlm):
    """Neither our own connections nor its list of models may stand in the way of a sign of life."""
    llm.model = lambda _chat: "你好"
    llm.open.clear()
    llm.models_open.clear()
    calls = [asyncio.ensure_future(translate(engine, "hello")) for _ in range(12)]
    await llm.asked(8)
    await engine.reach()
    assert llm.reached == 0
    llm.open.set()
    assert await asyncio.gather(*calls) == ["你好"] * 12
    llm.models_open.set()
    await engine.reach()
    assert llm.reached == 1


async def test_a_server_that_goes_while_it_is_asked_is_out_of_reach(engine: LlmEngine, llm: FakeLlm):
    llm.open.clear()
    call = asyncio.ensure_future(translate(engine, "hello"))
    await llm.asked(1)
    await llm.stop_listening()
    with pytest.raises(EngineUnavailable, match="out of reach"):
        await engine.reach()
    call.cancel()
    await asyncio.gather(call, return_exceptions=True)


async def test_out_of_reach():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound but not listening: connections are refused
        engine = LlmEngine(f"http://127.0.0.1:{taken.getsockname()[1]}/v1", MODEL, "", timeout=5)
        with pytest.raises(EngineUnavailable, match="out of reach"):
            await engine.reach()
        with pytest.raises(EngineUnavailable, match="ClientConnectorError"):
            await translate(engine, "hello")
        await engine.close()


async def test_the_proxy_of_the_environment_is_used_but_not_for_this_machine(
    engine: LlmEngine, llm: FakeLlm, monkeypatch: pytest.MonkeyPatch
):
    llm.answers["hello"] = "你好"
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:1")
    assert await translate(engine, "hello") == "你好"
    away = LlmEngine("https://name.invalid/v1", MODEL, "", timeout=5)
    with pytest.raises(EngineUnavailable, match="ClientProxyConnectionError"):
        await translate(away, "hello")
    monkeypatch.setenv("https_proxy", "socks5://127.0.0.1:1")
    with pytest.raises(EngineMisconfigured, match="proxy is not HTTP"):
        await translate(away, "hello")
    await away.close()


async def test_concurrent_texts_get_their_own_answers(engine: LlmEngine, llm: FakeLlm):
    llm.model = lambda chat: f"第 {chat.text.split()[-1]} 条消息"
    texts = [f"text with the number {number}" for number in range(20)]
    answers = await asyncio.gather(*(translate(engine, text) for text in texts))
    assert answers == [f"第 {number} 条消息" for number in range(20)]


async def test_several_texts_share_a_request(engine: LlmEngine, llm: FakeLlm):
    llm.answers = {"hello": "你好", "good night ⟦0⟧": "晚安 ⟦0⟧", "see\nyou": "再\n见"}
    requests = [Request(text, "en", "zh-CN") for text in ("hello", " good night ⟦0⟧ ", "see\nyou")]
    answers = await engine.translate_many(requests)
    assert [answer.text for answer in answers] == ["你好", " 晚安 ⟦0⟧ ", "再\n见"]
    assert len(llm.chats) == 1


@pytest.mark.parametrize(
    "spoilt",
    [
        lambda chat: "你好\n晚安",
        lambda chat: json.dumps([{"n": 1, "text": "你好，晚安"}]),
        lambda chat: json.dumps([{"n": 2, "text": "晚安"}, {"n": 1, "text": "你好"}]),
        lambda chat: json.dumps([{"n": 1, "text": "hello"}, {"n": 2, "text": "As an AI, I can't."}]),
        lambda chat: Said(200, completion("[", "length")),
        lambda chat: error(400, "no", code="content_filter"),
    ],
)
async def test_texts_that_fail_in_company_are_asked_for_alone(engine: LlmEngine, llm: FakeLlm, spoilt):
    alone = {"hello": "你好", "good night": "晚安"}
    llm.model = lambda chat: spoilt(chat) if chat.is_batch else alone[chat.text]
    answers = await engine.translate_many([Request(text, "en", "zh-CN") for text in alone])
    assert [answer.text for answer in answers] == ["你好", "晚安"]
    assert len(llm.chats) == 3


async def test_only_short_texts_without_aids_share_a_request(engine: LlmEngine, llm: FakeLlm):
    llm.answers = {"hello": "你好", "good night": "晚安", "bye": "拜拜", "x y " * 100: "", "see you": "再见"}
    llm.answers |= {("word " * 60).strip(): "词" * 60}
    requests = [
        Request("hello", "en", "zh-CN", context=("before",)),
        Request("good night", "en", "zh-CN"),
        Request("word " * 60, "en", "zh-CN"),
        Request("😂", "en", "zh-CN"),
        Request("bye", "en", "zh-CN"),
    ]
    answers = await engine.translate_many(requests)
    assert [answer.text for answer in answers] == ["你好", "晚安", "词" * 60 + " ", "😂", "拜拜"]
    assert sum(chat.is_batch for chat in llm.chats) == 1
    assert len(llm.chats) == 3
