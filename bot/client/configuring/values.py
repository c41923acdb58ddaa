"""How what a server decided is written for a reader."""

from typing import Final

from bot.config.kinds import Channel, Choice, Role, Several, Switch, Value
from bot.config.setting import Setting
from bot.errors import N_
from bot.i18n import Catalogues

_NONE: Final = N_("none")
_SWITCH: Final = {True: N_("on"), False: N_("off")}
_AS_HOSTED: Final = N_("as the host decided: {names}")


def shown(setting: Setting, value: Value, locale: str, catalogues: Catalogues) -> str:
    """A value in the reader's words; channels and roles as mentions."""
    say = catalogues.text
    match setting.kind, value:
        case Several(names), None:
            text = say(locale, _AS_HOSTED, names=", ".join(names))
        case Several(), tuple(names):
            text = ", ".join(names)
        case _, None:
            text = say(locale, _NONE)
        case Channel(), _:
            text = f"<#{value}>"
        case Role(), _:
            text = f"<@&{value}>"
        case Switch(), bool():
            text = say(locale, _SWITCH[value])
        case Choice(options), str():
            text = say(locale, options[value])
        case _:
            text = str(value)
    return text
