"""The shape of the format. Whatever a file does not name at the top, or in `welcome`, stays as it is in the server."""

from typing import Annotated, Final, Literal, Self

from pydantic import Field

from bot.filing.parts import Part, Place

FORMAT: Final = "redbridge.onboarding"
VERSION: Final = 1
# The most that is read. It has room for many times what servers write.
MOST_BYTES: Final = 256 * 1024
OLDEST_ACCOUNT: Final = 365
MOST_TIPS_A_DAY: Final = 2
LAST_POSITION: Final = 999

Key = Annotated[str, Field(pattern=r"^[a-z0-9-]{1,32}$")]
Name = Annotated[str, Field(pattern=r"^[a-z0-9-]{1,32}(:[a-z0-9-]{1,32}){0,2}$")]


class LanguageRoles(Part):
    """What whoever chooses a language is given."""

    en: Place | None = None
    zh_cn: Place | None = Field(None, alias="zh-CN")
    zh_tw: Place | None = Field(None, alias="zh-TW")

    @classmethod
    def nobody(cls) -> Self:
        """Nothing is named."""
        return cls.model_validate({})


class WelcomePart(Part):
    """How newcomers are greeted; what is not named stays as it is."""

    channel: Place | None = None
    direct: bool = False
    minimum_age_days: Annotated[int, Field(ge=0, le=OLDEST_ACCOUNT)] = 0
    roles: LanguageRoles = Field(default_factory=LanguageRoles.nobody)
    cat_channel: Place | None = None
    cat_role: Place | None = None
    tips_a_day: Annotated[int, Field(ge=0, le=MOST_TIPS_A_DAY)] = 1
    buddies: bool = False


class WordingPart(Part):
    """A text in one language. machine: translated, and not looked at by anybody yet."""

    title: str = ""
    text: str
    machine: bool = False


class TextPart(Part):
    """A text in all languages; one that lacks a language is no text of a server."""

    en: WordingPart
    zh_cn: WordingPart = Field(alias="zh-CN")
    zh_tw: WordingPart = Field(alias="zh-TW")


class StepPart(Part):
    """position: its place, from 0. role: what whoever finishes it is given."""

    position: Annotated[int, Field(ge=0, le=LAST_POSITION)] | None = None
    hidden: bool = False
    role: Place | None = None


class JourneyPart(StepPart):
    """How a journey differs from RedBridge's own one of that name; those of the server's own have texts besides."""

    steps: dict[Key, StepPart] = Field(default_factory=dict[Key, StepPart])


class IcebreakerPart(Part):
    """The question of the day. time: as a clock in `zone` shows it, such as `19:30`."""

    channel: Place | None = None
    time: Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
    zone: Annotated[str, Field(max_length=64)]


class Document(Part):
    """A whole file."""

    format: Literal["redbridge.onboarding"]
    version: Literal[1]
    welcome: WelcomePart = WelcomePart()
    texts: dict[Name, TextPart] = Field(default_factory=dict[Name, TextPart])
    journeys: dict[Key, JourneyPart] = Field(default_factory=dict[Key, JourneyPart])
    icebreaker: IcebreakerPart | None = None
    hidden_questions: list[Key] = Field(default_factory=list[Key])
