"""The steps that no event tells of, as lines of the conversation."""

from calendar import day_name

from bot.sandbox.transcript import steps

_UNITS = (("week", 604800), ("day", 86400), ("hour", 3600), ("minute", 60), ("second", 1))
_CONTROLS = {"start": "starts", "stop": "stops", "restart": "restarts", "kill": "is killed"}
_GATEWAY = {
    "drop": "Discord drops the connection of {bot}",
    "reconnect": "Discord asks {bot} to reconnect",
    "invalidate": "Discord declares the session of {bot} invalid",
}


def describe(step: steps.Step, bot: str) -> str | None:
    """A step as a sentence; None for those that show in another way, or not at all."""
    match step:
        case steps.Join():
            return f"{step.who} joins, and Discord shows them the rules" if step.pending else f"{step.who} joins"
        case steps.Agree():
            return f"{step.who} agrees to the rules"
        case steps.Advance():
            return f"{_duration(step.seconds)} later"
        case steps.Until():
            day = "" if step.weekday is None else f"{day_name[step.weekday]}, "
            return f"{day}{step.hour:02}:{step.minute:02} in {step.zone.rpartition('/')[2].replace('_', ' ')}"
        case steps.Control():
            return f"{bot} {_CONTROLS[step.what]}"
        case _:
            return _fault(step, bot)


def _fault(step: steps.Step, bot: str) -> str | None:
    match step:
        case steps.Invite():
            return f"{bot} comes to the server"
        case steps.GatewayFault():
            return _GATEWAY[step.what].format(bot=bot)
        case steps.HttpFault():
            return _http(step)
        case steps.Permit():
            where = f" in #{step.channel}" if step.channel else " here"
            return f"{bot} {'gets back' if step.allowed else 'loses'} {step.permission}{where}"
        case _:
            return None


def _http(step: steps.HttpFault) -> str:
    how = {"http": f"with {step.status}", "slow": f"{step.seconds} s late", "hang": "never"}[step.what]
    which = "the next request" if step.times == 1 else f"the next {step.times} requests"
    return f"Discord will answer {which}{f' to {step.route}' if step.route else ''} {how}"


def _duration(seconds: int) -> str:
    parts = list[str]()
    for name, length in _UNITS:
        count, seconds = divmod(seconds, length)
        if count:
            parts.append(f"{count} {name}{'s' if count > 1 else ''}")
    return " and ".join(parts) or "A moment"
