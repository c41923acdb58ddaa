"""What moderators are told of a place's mode, and why it is so."""

import discord

from bot.client import permissions
from bot.client.places import Place
from bot.client.sentences import Sentence, Word
from bot.client.wheres import where_of
from bot.errors import N_
from bot.services import Services
from bot.translation.modes import Origin
from bot.translation.types import Mode

# Translators: the modes, in a menu.
LABELS = {
    Mode.REPLY: N_("Reply: a translation under each message"),
    Mode.THREAD: N_("Thread: translations gathered in a thread"),
    Mode.ON_DEMAND: N_("On demand: only what members ask for"),
    Mode.OFF: N_("Off: no translation"),
}
# Translators: in the same menu: the place has no mode of its own.
INHERIT = N_("Inherit: as what it lies in")
_STATE = {
    Mode.OFF: N_("{channel} is not translated."),
    Mode.REPLY: N_("In {channel} RedBridge answers each message with its translation."),
    Mode.THREAD: N_("In {channel} RedBridge gathers translations in a thread."),
    Mode.ON_DEMAND: N_("In {channel} RedBridge translates only what members ask for."),
}
_DONE = {
    Mode.OFF: N_("Done. RedBridge no longer translates {channel}."),
    Mode.REPLY: N_("Done. From now on RedBridge answers each message in {channel} with its translation."),
    Mode.THREAD: N_("Done. From now on RedBridge gathers the translations of {channel} in a thread."),
    Mode.ON_DEMAND: N_("Done. From now on RedBridge translates in {channel} only what members ask for."),
}
_INHERITS = N_("Done. {channel} has no mode of its own any more.")
_ORIGIN = {
    Origin.OWN: N_("That was chosen for it alone."),
    Origin.PARENT: N_("That comes from {place}, in which it lies; it has no mode of its own."),
    Origin.CATEGORY: N_("That comes from its category {place}; it has no mode of its own."),
    Origin.SERVER: N_("That is the server's default (`/redbridge default`); it has no mode of its own."),
    Origin.QUESTION: N_("Nobody has chosen a mode for it; answers to the question of the day are translated anyway."),
    Origin.NOBODY: N_("Nobody has chosen a mode for it yet, nor a default for the server (`/redbridge default`)."),
}
_IN_PLACE = N_("No thread can be made in it, so the translations stand right under their messages.")
_SILENCED = N_(
    "A topic there says `[no-translation]`: nothing is translated, whatever is chosen here. "
    "Take that out of the topic, and the chosen mode holds."
)
_BRIDGED = N_(
    "It belongs to the bridge “{name}”: what is written there appears in the bridge's other channels, "
    "whatever its mode."
)
_LACKING = N_(
    "In these channels RedBridge can't do that yet: {channels}. "
    "Give it these permissions under Edit Channel → Permissions: {permissions}."
)
_DEFAULT = N_("For channels without a mode of their own this is the server's default: {mode}.")
_DEFAULT_SET = N_("Done. For channels without a mode of their own this is now the server's default: {mode}.")
_MOST_CHANNELS = 10


def state(services: Services, place: Place) -> list[Sentence]:
    """How a place is translated, and where that comes from."""
    where = where_of(place)
    standing = services.preferences.standing(where)
    shown = Sentence(_STATE[_seen(place, services.preferences.mode(where))], {"channel": place.mention})
    origin = Sentence(_ORIGIN[standing.origin], {"place": f"<#{standing.place_id}>"})
    return [shown, *([] if where.is_silenced else [origin]), *_remarks(services, place, standing.mode)]


def done(services: Services, place: Place, mode: Mode | None) -> list[Sentence]:
    """What a place's new mode means; None: it has none of its own any more."""
    if mode is None:
        return [Sentence(_INHERITS, {"channel": place.mention}), *state(services, place)]
    return [
        Sentence(_DONE[_seen(place, mode)], {"channel": place.mention}),
        *_remarks(services, place, mode),
    ]


def default(mode: Mode, *, is_new: bool) -> Sentence:
    """The mode of a whole server."""
    return Sentence(_DEFAULT_SET if is_new else _DEFAULT, {"mode": Word(LABELS[mode])})


def lacking(services: Services, guild: discord.Guild, within: Place | None) -> list[Sentence]:
    """Where a mode that holds for many places cannot work yet; channels that the bot cannot even see do not count.

    within: a category, or a place that took over the mode of what it lies in; None: the whole server.
    """
    missing = {
        place.mention: flags
        for place in _following(services, guild, within)
        if (flags := permissions.missing_for(services.preferences.mode(where_of(place)), place))
        and "view_channel" not in flags
    }
    if not missing:
        return []
    names = list(missing)
    shown = " ".join(names[:_MOST_CHANNELS]) + (" …" if len(names) > _MOST_CHANNELS else "")
    flags = tuple(dict.fromkeys(flag for each in missing.values() for flag in each))
    return [Sentence(_LACKING, {"channels": shown, "permissions": flags})]


def _following(services: Services, guild: discord.Guild, within: Place | None) -> list[Place]:
    """The places whose mode is decided by that of a category, or of the server; any other place stands for itself."""
    if within is not None and not isinstance(within, discord.CategoryChannel):
        return [within]
    origin = Origin.CATEGORY if within else Origin.SERVER
    channels = [each for each in guild.channels if not isinstance(each, discord.CategoryChannel)]
    inside = [each for each in channels if within is None or each.category_id == within.id]
    return [each for each in inside if services.preferences.standing(where_of(each)).origin is origin]


def _seen(place: Place, mode: Mode) -> Mode:
    """The mode as members meet it: where no thread can be made, translations are replies."""
    return Mode.REPLY if mode is Mode.THREAD and not permissions.gathers(place) else mode


def _remarks(services: Services, place: Place, chosen: Mode) -> list[Sentence]:
    where = where_of(place)
    bridge = services.bridges.bridge_of(where.channel_id) or services.bridges.bridge_of(where.parent_id or 0)
    found = [
        Sentence(_SILENCED, {}) if where.is_silenced else None,
        Sentence(_IN_PLACE, {}) if not where.is_silenced and _seen(place, chosen) is not chosen else None,
        Sentence(_BRIDGED, {"name": bridge.name}) if bridge else None,
    ]
    return [sentence for sentence in found if sentence]
