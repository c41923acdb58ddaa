"""What a server has, as a file: complete, in an order of its own, and readable."""

import json
from collections.abc import Mapping
from typing import Any, Final

from bot.onboarding.files.document import FORMAT, VERSION
from bot.onboarding.files.placing import LOCALES, MINUTES, PLACES, PLAIN, ROLES, Here
from bot.store.setups import Daily, Setup, Stand, Wording

# What a channel or role is called that is gone by now: nothing here or elsewhere is.
_GONE: Final = ""


def write(setup: Setup, here: Here) -> bytes:
    """The file of a setup. here: the server that has it."""
    document = {
        "format": FORMAT,
        "version": VERSION,
        "welcome": _welcome(setup, here),
        "texts": {name: _texts(wordings) for name, wordings in sorted(setup.texts.items())},
        "journeys": _journeys(setup.steps, here),
        "icebreaker": _daily(setup.daily, here),
        "hidden_questions": sorted(setup.unasked),
    }
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")


def _welcome(setup: Setup, here: Here) -> dict[str, Any]:
    welcome = setup.welcome
    plain = {name: getattr(welcome, ours) for name, ours in PLAIN.items()}
    places = {
        name: _place(getattr(welcome, ours), here.roles if name == "cat_role" else here.channels)
        for name, ours in PLACES.items()
    }
    roles = {LOCALES[name]: _place(getattr(welcome, ours), here.roles) for name, ours in ROLES.items()}
    return {"channel": places.pop("channel"), **plain, "roles": roles, **places}


def _texts(wordings: Mapping[str, Wording]) -> dict[str, Any]:
    return {
        locale: {"title": each.title, "text": each.text, "machine": each.is_machine}
        for locale, each in sorted(wordings.items())
    }


def _journeys(steps: Mapping[tuple[str, str], Stand], here: Here) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for journey in sorted({journey for journey, _ in steps}):
        own = {step: _stand(stand, here) for (name, step), stand in sorted(steps.items()) if name == journey and step}
        found[journey] = {**_stand(steps.get((journey, ""), Stand()), here), "steps": own}
    return found


def _stand(stand: Stand, here: Here) -> dict[str, Any]:
    return {"position": stand.position, "hidden": stand.is_hidden, "role": _place(stand.role_id, here.roles)}


def _daily(daily: Daily | None, here: Here) -> dict[str, Any] | None:
    if daily is None:
        return None
    time = f"{daily.minute // MINUTES:02}:{daily.minute % MINUTES:02}"
    return {"channel": _place(daily.channel_id, here.channels), "time": time, "zone": daily.zone}


def _place(place_id: int | None, names: Mapping[int, str]) -> dict[str, str] | None:
    return {"id": str(place_id), "name": names.get(place_id, _GONE)} if place_id else None
