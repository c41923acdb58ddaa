"""Fences, hidden marks, tidying, batches, dialects and verdicts."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.engines.engine import Request, Term
from bot.engines.llm.batch import compose_many, split
from bot.engines.llm.check import Fault
from bot.engines.llm.dialect import Dialect
from bot.engines.llm.fence import Fence, fence_for
from bot.engines.llm.hidden import hide
from bot.engines.llm.prompt import compose
from bot.engines.llm.tidy import tidy
from bot.engines.llm.verdict import UNPAID_REST, error_of, judge, rest
from bot.errors import EngineBackOff, EngineError, EngineMisconfigured, EngineRefusedText, EngineUnavailable

FENCE = Fence("a1b2c3d4")
MARKS = ["</message>", "<|im_start|>", "<|im_end|>", "[INST]", "[/INST]", "<<SYS>>", "<s>", "</s>", "<start_of_turn>",
         "<｜User｜>", "<think>", "</think>", "<message-a1b2c3d4>", "[SYSTEM]", "<|eot_id|>", "<!-- x -->"]  # fmt: skip


@pytest.mark.parametrize("mark", MARKS)
def test_marks_are_hidden_and_come_back(mark: str) -> None:
    hidden = hide(f"hi ⟦3⟧ {mark} there")
    assert hidden.text == "hi ⟦3⟧ ⟦4⟧ there"
    assert hidden.show("你好 ⟦4⟧ ⟦3⟧") == f"你好 {mark} ⟦3⟧"


@pytest.mark.parametrize("text", ["I <3 you", "5 < 6 and 7 > 6", "a -> b", "[1] and [x]", "# title", "<- left", "x|y"])
def test_what_people_write_is_left_alone(text: str) -> None:
    assert hide(text).text == text


@given(st.text(st.sampled_from("ab <>|[]/⟦⟧01\n#SYSINT｜") | st.characters(exclude_categories=["Cs"]), max_size=60))
def test_hiding_loses_nothing(text: str) -> None:
    hidden = hide(text)
    assert hidden.show(hidden.text) == text


def test_lookalikes_of_slots_are_mended_unless_the_member_wrote_them() -> None:
    assert hide("hi ⟦0⟧ ⟦1⟧").mend("嗨 [0]【 1 】") == "嗨 ⟦0⟧⟦1⟧"
    assert hide("list [0] ⟦0⟧").mend("[0]") == "[0]"
    assert hide("hi ⟦0⟧").mend("嗨 ⟦0⟧ [0]") == "嗨 ⟦0⟧ [0]"


def test_a_fence_is_drawn_until_nobody_has_written_it() -> None:
    words = iter(["aaaaaaaa", "BBBBBBBB", "cccccccc"])
    assert fence_for(["x AAAAAAAA", "bbbbbbbb"], lambda: next(words)).word == "cccccccc"


@pytest.mark.parametrize(
    ("answer", "tidied"),
    [
        ("  你好\r\n世界 ", "你好\n世界"),
        ("<think>hm\n\nwell</think>\n你好", "你好"),
        ("hm, well\n</think>\n\n你好", "你好"),
        ("<think>never ends", ""),
        ("```\n你好\n```", "你好"),
        ("```text\n你好\n```", "你好"),
        ("Translation: 你好", "你好"),
        ("**Translation:** 你好", "你好"),
        ("Translation (Simplified Chinese): 你好", "你好"),
        ("翻译：你好", "你好"),
        ("译文: “你好”", "你好"),
        ('"你好"', "你好"),
        ("「你好」", "你好"),
        ("<message-a1b2c3d4>\n你好\n</message-a1b2c3d4>", "你好"),
        ("你好<|im_end|>", "你好"),
        ("<s> 你好</s>\n", "你好"),
        ("你好<｜end▁of▁sentence｜><|eot_id|>", "你好"),
        ("◁think▷hm◁/think▷你好", "你好"),
        ("<|channel|>analysis<|message|>well<|end|><|start|>assistant<|channel|>final<|message|>你好", "你好"),
        ('{"translation": "你好"}', "你好"),
        ('["你好"]', "你好"),
        ('```json\n{"translation": "你好"}\n```', "你好"),
        ('[{"n": 1, "text": "你好"}]', '[{"n": 1, "text": "你好"}]'),
        ("[1]", "[1]"),
        ("你好\n\n你好", "你好"),
        ("早上好大家 早上好大家", "早上好大家"),
        ("今天早上很冷。今天早上很冷。", "今天早上很冷。"),
        ("拜拜", "拜拜"),
        ("哈哈哈哈哈哈哈哈哈哈哈哈", "哈哈哈哈哈哈哈哈哈哈哈哈"),
        ("Sure! Here is the translation:\n\n你好", "你好"),
        ("Here's the Simplified Chinese translation of your message: 你好", "你好"),
        ("好的，翻译如下：你好", "你好"),
        ("當然，以下是翻譯：\n你好", "你好"),
        ("好的，他说：你好", "好的，他说：你好"),
        ("他说“你好”", "他说“你好”"),
        ("“你好”和“再见”", "“你好”和“再见”"),
    ],
)
def test_what_stands_around_a_translation_is_taken_off(answer: str, tidied: str) -> None:
    assert tidy(answer, "hello", FENCE) == tidied


@pytest.mark.parametrize(
    ("source", "answer"),
    [
        ("Translation: hello", "翻译：你好"),
        ('["hello"]', '["你好"]'),
        ("we won today we won today", "我们今天赢了 我们今天赢了"),
        ("the translation is: hello", "翻译如下：你好"),
        ('"hello"', "“你好”"),
        ("```\nhello\n```", "```\n你好\n```"),
    ],
)
def test_what_the_member_wrote_stays(source: str, answer: str) -> None:
    assert tidy(answer, source, FENCE) == answer


def request(**options: object) -> Request:
    return Request("hi", "en", "zh-TW", **options)  # type: ignore[arg-type]


def test_a_prompt_is_short_and_holds_the_data_apart() -> None:
    asked = request(terms=(Term("hotpot", "火鍋"),), examples=(("bye", "掰掰"),), context=("x\n</before-a1b2c3d4> y",))
    prompt = compose(asked, "hi", lambda: "a1b2c3d5")
    system, *turns = prompt.messages
    assert len(system["content"]) < 800
    assert "繁體中文" in system["content"]
    assert [turn["role"] for turn in turns] == ["user", "assistant", "user"]
    assert turns[1]["content"] == "掰掰"
    last = turns[2]["content"]
    assert "<terms-a1b2c3d5>\nhotpot = 火鍋\n</terms-a1b2c3d5>" in last
    assert "<before-a1b2c3d5>\nx y\n</before-a1b2c3d5>" in last
    assert "<message-a1b2c3d5>\nhi\n</message-a1b2c3d5>\n" in last


def test_a_second_prompt_is_stricter_and_shows_less() -> None:
    asked = request(terms=(Term("hi", "嗨"),), examples=(("bye", "掰掰"),), context=("before",))
    prompt = compose(asked, "hi", lambda: "a1b2c3d4", Fault.REPLY)
    everything = json.dumps(prompt.messages, ensure_ascii=False)
    assert "a question stays a question" in everything
    assert "掰掰" not in everything
    assert "before" not in everything
    assert "hi = 嗨" in everything


NOT_EXACTLY = [
    "",
    "你好",
    "[]",
    '["a", "b"]',
    '{"1": "a"}',
    '[{"n": 1, "text": "a"}]',
    '[{"n": 2, "text": "a"}, {"n": 1, "text": "b"}]',
    '[{"n": 1, "text": "a"}, {"n": 2, "text": null}]',
    '[{"n": 1, "text": "a"}, {"n": 1, "text": "b"}]',
    '[{"n": true, "text": "a"}, {"n": 2, "text": "b"}]',
    "[" * 100_000,
]


@pytest.mark.parametrize("answer", NOT_EXACTLY, ids=lambda answer: answer[:20])
def test_an_array_that_is_not_exactly_right_is_none(answer: str) -> None:
    assert split(answer, 2) is None


@given(st.lists(st.text(max_size=20), min_size=1, max_size=8))
def test_an_array_comes_back_as_it_was(texts: list[str]) -> None:
    asked = [Request(text, "en", "zh-CN") for text in texts]
    prompt = compose_many(asked, texts, lambda: "a1b2c3d4")
    content = prompt.messages[1]["content"]
    array = content.partition("<message-a1b2c3d4>\n")[2].partition("\n</message-a1b2c3d4>")[0]
    assert split(array, len(texts)) == texts


def test_dialects_are_learnt() -> None:
    plain = Dialect()
    assert plain.body("m", [{"role": "user", "content": "x"}], 50)["max_tokens"] == 50
    newer = plain.learn({"message": "Unsupported parameter: 'max_tokens' is not supported with this model.",
                         "param": "max_tokens", "code": "unsupported_parameter"})  # fmt: skip
    assert newer == Dialect(limit="max_completion_tokens")
    cooler = newer.learn({"message": "Unsupported value: 'temperature' does not support 0", "param": "temperature"})
    assert cooler
    assert not cooler.temperature
    assert "temperature" not in cooler.body("m", [], 50)
    qwen = plain.learn({"message": "parameter.enable_thinking must be set to false for non-streaming calls"})
    assert qwen
    assert qwen.body("m", [], 50)["enable_thinking"] is False
    gemma = plain.learn({"message": "System role not supported"})
    assert gemma
    messages = [{"role": "system", "content": "S"}, {"role": "user", "content": "U"}]
    assert gemma.body("m", messages, 50)["messages"] == [{"role": "user", "content": "S\n\nU"}]
    assert Dialect(thinks=True).body("m", [], 50)["max_tokens"] > 1_000
    assert plain.learn({"message": "something else"}) is None
    assert qwen.learn({"message": "enable_thinking must be set to false"}) is None


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry-After": "7"}, 7),
        ({"retry-after": "0"}, 1),
        ({}, 60),
        ({"x-ratelimit-reset-requests": "1s", "x-ratelimit-reset-tokens": "6m0s"}, 360),
        (
            {
                "x-ratelimit-reset-requests": "90s",
                "x-ratelimit-remaining-requests": "0",
                "x-ratelimit-reset-tokens": "1h",
            },
            90,
        ),
        ({"x-ratelimit-reset-tokens": "1h2m3.5s"}, 3_723.5),
        ({"x-ratelimit-reset-tokens": "500ms"}, 1),
        ({"x-ratelimit-reset-tokens": "42"}, 42),
        ({"x-ratelimit-reset-tokens": "1.1.1s", "x-ratelimit-reset-requests": "soon"}, 60),
        ({"x-ratelimit-reset-tokens": "1e9"}, 60),
    ],
)
def test_how_long_to_wait(headers: dict[str, str], seconds: float) -> None:
    assert rest(headers) == seconds


@pytest.mark.parametrize(
    ("status", "body", "kind", "reason"),
    [
        (401, {"error": {"code": "invalid_api_key"}}, EngineMisconfigured, "LLM_API_KEY refused"),
        (401, {"error": "Unauthorized"}, EngineMisconfigured, "LLM_API_KEY refused"),
        (401, {"error": {"message": "Your api key: ****1234 is invalid"}}, EngineMisconfigured, "LLM_API_KEY refused"),
        (403, {"error": {"status": "PERMISSION_DENIED"}}, EngineMisconfigured, "LLM_API_KEY not allowed to use this"),
        (401, None, EngineUnavailable, "status 401"),
        (403, {"message": "Just a moment"}, EngineUnavailable, "status 403"),
        (404, None, EngineUnavailable, "nothing at LLM_BASE_URL (status 404)"),
        (404, {"detail": "Not Found"}, EngineUnavailable, "nothing at LLM_BASE_URL (status 404)"),
        (404, {"error": {"code": "model_not_found"}}, EngineMisconfigured, "LLM_MODEL not found"),
        (
            404,
            {"error": {"message": "model 'x' not found, try pulling it first"}},
            EngineMisconfigured,
            "LLM_MODEL not found",
        ),
        (
            404,
            {"object": "error", "message": "The model `x` does not exist."},
            EngineMisconfigured,
            "LLM_MODEL not found",
        ),
        (400, {"error": {"message": "Model Not Exist"}}, EngineMisconfigured, "LLM_MODEL not found"),
        (402, {"error": {"message": "Insufficient Balance"}}, EngineBackOff, "balance used up"),
        (429, {"error": {"code": "insufficient_quota"}}, EngineBackOff, "balance used up"),
        (400, {"error": {"code": "Arrearage"}}, EngineBackOff, "balance used up"),
        (429, {"error": {"code": "rate_limit_exceeded"}}, EngineBackOff, "too many requests"),
        (400, {"error": {"code": "context_length_exceeded"}}, EngineRefusedText, "text too long for the model"),
        (400, {"error": {"type": "exceed_context_size_error"}}, EngineRefusedText, "text too long for the model"),
        (400, {"error": {"code": "data_inspection_failed"}}, EngineRefusedText, "content filter"),
        (400, {"error": {"code": "content_filter"}}, EngineRefusedText, "content filter"),
        (400, {"error": {"message": "bad"}}, EngineRefusedText, "status 400"),
        (413, None, EngineRefusedText, "text too long for the model"),
        (500, "oops", EngineUnavailable, "status 500"),
        (302, None, EngineUnavailable, "redirect"),
        (200, {"error": {"message": "provider returned error"}}, EngineUnavailable, "status 200"),
    ],
)
def test_verdicts(status: int, body: object, kind: type[EngineError], reason: str) -> None:
    error = judge("llm", status, {}, error_of(body), "hello")
    assert (type(error), error.reason) == (kind, reason)


MINUTELY = [
    {"error": {"message": "Rate limit reached. See https://platform.openai.com/account/billing to raise it.",
               "type": "requests", "code": "rate_limit_exceeded"}},
    [{"error": {"code": 429, "message": "Quota exceeded for requests per minute. Check your plan and billing.",
                "status": "RESOURCE_EXHAUSTED"}}],
]  # fmt: skip


@pytest.mark.parametrize("body", MINUTELY)
@pytest.mark.parametrize(("headers", "seconds"), [({"Retry-After": "7"}, 7), ({}, 60)])
def test_a_limit_by_the_minute_is_over_in_a_minute(body: object, headers: dict[str, str], seconds: float) -> None:
    error = judge("llm", 429, headers, error_of(body), "hello")
    assert isinstance(error, EngineBackOff)
    assert (error.reason, error.retry_after) == ("too many requests", seconds)


@pytest.mark.parametrize(("headers", "seconds"), [({"retry-after": "20"}, 20), ({}, UNPAID_REST)])
def test_a_time_that_is_named_comes_first(headers: dict[str, str], seconds: float) -> None:
    error = judge("llm", 429, headers, {"type": "insufficient_quota"}, "hello")
    assert isinstance(error, EngineBackOff)
    assert error.retry_after == seconds


def test_an_account_without_money_is_left_alone_for_an_hour() -> None:
    error = judge("llm", 402, {}, {}, "hello")
    assert isinstance(error, EngineBackOff)
    assert error.retry_after == UNPAID_REST


@pytest.mark.parametrize("text", ["the model does not exist", "model not found lol"])
def test_a_member_cannot_switch_the_engine_off_by_being_quoted(text: str) -> None:
    error = judge("llm", 400, {}, {"message": f"could not parse: {text}"}, text)
    assert isinstance(error, EngineRefusedText)
