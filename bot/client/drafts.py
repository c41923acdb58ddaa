"""What was written in forms that could not be accepted: one press opens the form again, with all of it filled in."""

import re
import secrets
from collections import OrderedDict
from typing import Any, Final, Self

import discord
from discord import ui

from bot.client.views import Modal, PersistentItem, view_of
from bot.clock import Clock
from bot.errors import N_, UserError
from bot.i18n import Catalogues

# In seconds, and in memory alone: as long as the form's own token lives. Of 4,000 characters each, at most.
KEPT: Final = 15 * 60.0
MOST: Final = 200
# Translators: a button below what somebody had written in a form that could not be accepted.
_LABEL: Final = N_("Try again")
_FORGOTTEN: Final = N_(
    "RedBridge no longer has what you wrote: it keeps that for 15 minutes, and not across a restart. "
    "Copy it from above, and open the form anew."
)


class Drafts:
    """The latest forms that were refused, each for whoever sent it."""

    def __init__(self, clock: Clock, catalogues: Catalogues) -> None:
        self._clock = clock
        self._catalogues = catalogues
        self._forms: OrderedDict[str, tuple[float, int, Modal]] = OrderedDict()

    def offer(self, form: Modal, member_id: int, locale: str) -> ui.View:
        """Keep a form as it was sent, and make the button that opens it again."""
        key = secrets.token_urlsafe(6)
        self._forms[key] = self._clock.monotonic(), member_id, form
        self._forget()
        return view_of(TryAgain(key, " · ".join(dict.fromkeys(self._catalogues.both(locale, _LABEL)))))

    def get(self, key: str, member_id: int) -> Modal:
        """A form that a member sent. Raises UserError if it is forgotten."""
        self._forget()
        _, whose, form = self._forms.get(key, (0.0, 0, None))
        if form is None or whose != member_id:
            raise UserError(_FORGOTTEN)
        return form

    def _forget(self) -> None:
        """Drop what is too old or too much; the oldest stand first."""
        latest = self._clock.monotonic() - KEPT
        while self._forms and (len(self._forms) > MOST or next(iter(self._forms.values()))[0] <= latest):
            self._forms.popitem(last=False)


class TryAgain(PersistentItem[ui.Button[Any]], template=r"again:1:(?P<key>[\w-]{8})"):
    """A button that opens a refused form again."""

    def __init__(self, key: str, label: str = "-") -> None:
        super().__init__(ui.Button(label=label, custom_id=f"again:1:{key}"))
        self._key = key

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Bring the button back to life; after a restart to say that what was written is forgotten."""
        return cls(match["key"])

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Open the form, if there is still use for it."""
        drafts: Drafts = interaction.client.drafts
        form = drafts.get(self._key, interaction.user.id)
        fresh = await form.anew(interaction)
        fresh.fill(form)
        await interaction.response.send_modal(fresh)
