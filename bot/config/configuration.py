"""What a server has decided, setting by setting."""

from collections.abc import Mapping, Sequence

from bot.config.kinds import Value
from bot.config.setting import Home, Page, Setting


class Configuration:
    """Reads and changes settings through the services that keep them. All raise StoreError."""

    def __init__(self, pages: Sequence[Page], homes: Mapping[str, Home]) -> None:
        """homes: by the names that the table uses."""
        self.pages = tuple(pages)
        self._homes = homes
        self._settings = {setting.key: setting for page in pages for setting in page.settings}
        if strangers := {setting.home for setting in self._settings.values()} - homes.keys():
            raise ValueError(strangers)

    @property
    def settings(self) -> Sequence[Setting]:
        """All of them, in their order."""
        return tuple(self._settings.values())

    def find(self, key: str) -> Setting | None:
        """A setting by its key; None where there is none of that name (any more)."""
        return self._settings.get(key)

    def page(self, key: str) -> Page | None:
        """A page by its key, or by that of one of its settings."""
        return next(
            (page for page in self.pages if page.key == key or any(each.key == key for each in page.settings)), None
        )

    async def values(self, guild_id: int, page: Page | None = None) -> Mapping[str, Value]:
        """What a server has decided, by key; the default where it decided nothing. page: of this page only."""
        wanted = page.settings if page else self.settings
        homes = {name: await self._homes[name].read(guild_id) for name in {each.home for each in wanted}}
        return {each.key: homes[each.home][each.field] for each in wanted}

    async def value(self, guild_id: int, setting: Setting) -> Value:
        """What a server has decided about one thing."""
        return (await self._homes[setting.home].read(guild_id))[setting.field]

    async def change(self, guild_id: int, by: int, setting: Setting, value: Value) -> bool:
        """Let a server do this from now on; whether that is new. by: a member's id. Raises UserError."""
        accepted = setting.kind.accept(value)
        if accepted == await self.value(guild_id, setting):
            return False
        await self._homes[setting.home].write(guild_id, by, setting.field, accepted)
        return True
