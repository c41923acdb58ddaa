"""What to do about an error."""

from math import ceil
from typing import Final

from bot.doctor.check import Advice
from bot.doctor.reasons import ADDRESSES, part, sentence
from bot.errors import (
    N_,
    EngineBackOff,
    EngineError,
    EngineMisconfigured,
    EngineRefusedText,
    RedBridgeError,
    SettingsError,
)

_OUT_OF_REACH: Final = N_("It cannot be reached: {reason}. Check the network, the proxy and its address.")
_OUT_OF_REACH_AT: Final = N_("It cannot be reached: {reason}. Check the network, the proxy and {address}.")
TOO_SLOW: Final = N_("No answer within {seconds} seconds. Try again, or raise ENGINE_TIMEOUT.")
NO_TRANSLATION: Final = N_("What it answers is no translation. Try another model or service.")
_REJECTED: Final = N_("Something it needs is missing or wrong: {reason}. Put that right, mostly in .env.")
_LEFT_ALONE: Final = N_(
    "It wants to be left alone for {seconds} seconds: {reason}. Wait, or raise the limit of your account."
)
_REFUSED: Final = N_("It refused a harmless phrase: {reason}. Try another model or service.")
_FAILED: Final = N_("It can be reached, but gives no answer: {reason}. Try again later.")
_UNKNOWN: Final = N_("It failed in a way that RedBridge does not know: {reason}.")


def advice(error: Exception) -> Advice:
    """What to do about what an engine raised, or what its settings did."""
    if isinstance(error, SettingsError):
        return Advice(error.message_id, error.params)
    if not isinstance(error, EngineError):
        # Only its kind: what it says may hold anything.
        known = isinstance(error, RedBridgeError)
        return Advice(error.message_id, error.params) if known else Advice(_UNKNOWN, {"reason": type(error).__name__})
    words = error.reason or type(error).__name__
    whole = sentence(error.engine, words)
    if whole:
        return whole
    reason = part(error.engine, words)
    if isinstance(error, EngineBackOff):
        return Advice(_LEFT_ALONE, {"seconds": ceil(error.retry_after), "reason": reason})
    if isinstance(error, EngineMisconfigured):
        return Advice(_REJECTED, {"reason": reason})
    return Advice(_REFUSED if isinstance(error, EngineRefusedText) else _FAILED, {"reason": reason})


def out_of_reach(engine: str, reason: str) -> Advice:
    """What to do about an engine that gives no sign of life, for a reason in a few words of ours."""
    whole = sentence(engine, reason)
    if whole:
        return whole
    address = ADDRESSES.get(engine)
    if address:
        return Advice(_OUT_OF_REACH_AT, {"reason": part(engine, reason), "address": address})
    return Advice(_OUT_OF_REACH, {"reason": part(engine, reason)})


def reason_of(error: Exception) -> str:
    """The error in a few words of ours."""
    if isinstance(error, EngineError):
        return error.reason or type(error).__name__
    return str(error.params["setting"]) if isinstance(error, SettingsError) else type(error).__name__
