"""A document, as it would be in this server: channels and roles are those of the same id, or of the same name."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from bot.errors import N_, UserError
from bot.filing.parts import Place
from bot.filing.problems import Problem
from bot.onboarding.files.document import Document, IcebreakerPart, JourneyPart, StepPart, TextPart, WelcomePart
from bot.onboarding.kinds import tidied
from bot.store.setups import Daily, Setup, Stand, Wording
from bot.store.welcomes import Welcome

_NO_CHANNEL: Final = N_("No channel here is called “{name}”, so this stays as it is.")
_NO_ROLE: Final = N_("No role here is called “{name}”, so this stays as it is.")
_MANY: Final = N_("{n} here are called “{name}”, so this stays as it is. Choose the right one in the panel.")
# What the parts of `welcome` are called in it.
PLAIN: Final = {
    "direct": "is_direct",
    "minimum_age_days": "minimum_age_days",
    "tips_a_day": "tips_a_day",
    "buddies": "has_buddies",
}
PLACES: Final = {"channel": "channel_id", "cat_channel": "cat_channel_id", "cat_role": "cat_role_id"}
ROLES: Final = {"en": "english_role_id", "zh_cn": "simplified_role_id", "zh_tw": "traditional_role_id"}
LOCALES: Final = {"en": "en", "zh_cn": "zh-CN", "zh_tw": "zh-TW"}
MINUTES: Final = 60


@dataclass(frozen=True, slots=True)
class Here:
    """The server into which a file is read. channels, roles: names by ids; only such as can be chosen at all.

    doubt: by the use and the id what keeps the bot from using one. Uses: `channel`, `cats`, `icebreaker`, `role`.
    """

    channels: Mapping[int, str]
    roles: Mapping[int, str]
    doubt: Callable[[str, int], UserError | None] = lambda _use, _id: None


@dataclass(slots=True)
class Placing:
    """Places a document beside what a server has now. left: what could not be placed, and so stays as it is there."""

    present: Setup
    here: Here
    left: list[Problem] = field(default_factory=list[Problem])

    def placed(self, document: Document) -> Setup:
        """The setup that a document means; what it does not name is as at present."""
        present, named = self.present, document.model_fields_set
        return Setup(
            self._welcome(document.welcome),
            self._texts(document.texts) if "texts" in named else present.texts,
            self._steps(document.journeys) if "journeys" in named else present.steps,
            self._daily(document.icebreaker) if "icebreaker" in named else present.daily,
            frozenset(document.hidden_questions) if "hidden_questions" in named else present.unasked,
        )

    def _welcome(self, part: WelcomePart) -> Welcome:
        welcome, named = self.present.welcome, part.model_fields_set
        changes: dict[str, Any] = {ours: getattr(part, name) for name, ours in PLAIN.items() if name in named}
        for name in (name for name in PLACES if name in named):
            use = "role" if name == "cat_role" else "cats" if name == "cat_channel" else "channel"
            former = getattr(welcome, PLACES[name])
            changes[PLACES[name]] = self._place(getattr(part, name), use, f"welcome.{name}", former)
        for name in (name for name in ROLES if name in part.roles.model_fields_set):
            path, former = f"welcome.roles.{LOCALES[name]}", getattr(welcome, ROLES[name])
            changes[ROLES[name]] = self._place(getattr(part.roles, name), "role", path, former)
        return replace(welcome, **changes)

    def _texts(self, texts: Mapping[str, TextPart]) -> dict[str, Mapping[str, Wording]]:
        found: dict[str, Mapping[str, Wording]] = {}
        for name, part in sorted(texts.items()):
            given, former = _wordings(part), self.present.texts.get(name)
            found[name] = given if given == former else _tidied(name, given)
        return found

    def _steps(self, journeys: Mapping[str, JourneyPart]) -> dict[tuple[str, str], Stand]:
        found = {(journey, ""): self._stand(journey, "", part) for journey, part in journeys.items()}
        for journey, part in journeys.items():
            found |= {(journey, step): self._stand(journey, step, each) for step, each in part.steps.items()}
        return {key: stand for key, stand in sorted(found.items()) if stand != Stand()}

    def _stand(self, journey: str, step: str, part: StepPart) -> Stand:
        former = self.present.steps.get((journey, step), Stand())
        path = f"journeys.{journey}.steps.{step}.role" if step else f"journeys.{journey}.role"
        return Stand(part.position, part.hidden, self._place(part.role, "role", path, former.role_id))

    def _daily(self, part: IcebreakerPart | None) -> Daily | None:
        if part is None:
            return None
        former = self.present.daily.channel_id if self.present.daily else None
        hours, minutes = map(int, part.time.split(":"))
        channel = self._place(part.channel, "icebreaker", "icebreaker.channel", former)
        return Daily(channel, MINUTES * hours + minutes, part.zone)

    def _place(self, place: Place | None, use: str, path: str, former: int | None) -> int | None:
        """The id of a channel or role here; that of before where there is none, or none that the bot may use."""
        if place is None:
            return None
        if former and place.id == str(former):
            # What is chosen already may stay, whatever became of it: the panel tells of that.
            return former
        known = self.here.roles if use == "role" else self.here.channels
        if place.id and int(place.id) in known:
            return self._trusted(int(place.id), use, path, former)
        found = [known_id for known_id, name in known.items() if name == place.name]
        if len(found) == 1:
            return self._trusted(found[0], use, path, former)
        if found:
            self.left.append(Problem(path, _MANY, {"name": place.name, "n": len(found)}))
        else:
            self.left.append(Problem(path, _NO_ROLE if use == "role" else _NO_CHANNEL, {"name": place.name}))
        return former

    def _trusted(self, found: int, use: str, path: str, former: int | None) -> int | None:
        error = None if found == former else self.here.doubt(use, found)
        if error is None:
            return found
        self.left.append(Problem(path, error.message_id, error.params))
        return former


def _wordings(part: TextPart) -> dict[str, Wording]:
    given = {locale: getattr(part, name) for name, locale in LOCALES.items()}
    return {locale: Wording(each.title, each.text, each.machine) for locale, each in sorted(given.items())}


def _tidied(name: str, wordings: Mapping[str, Wording]) -> Mapping[str, Wording]:
    """Texts as they would be kept had somebody typed them. A name that no text can have is for others to refuse."""
    try:
        return {locale: tidied(name, wording) for locale, wording in wordings.items()}
    except UserError:
        return wordings
