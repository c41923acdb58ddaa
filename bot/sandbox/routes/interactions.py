"""The callback of interactions."""

from bot.sandbox.forms import message as forms
from bot.sandbox.forms.form import Form
from bot.sandbox.forms.modal import read_choices, read_modal
from bot.sandbox.http.call import Call, Reply, no_content
from bot.sandbox.http.errors import ApiError, unknown
from bot.sandbox.http.table import Table
from bot.sandbox.interactions import respond
from bot.sandbox.interactions.interaction import AUTOCOMPLETE, COMPONENT, MODAL, Interaction
from bot.sandbox.payloads import messages as payloads
from bot.sandbox.routes.messages import FLAGS
from bot.sandbox.wire import Json
from bot.sandbox.world.draft import EPHEMERAL

MESSAGE, DEFERRED, DEFERRED_UPDATE, UPDATE, CHOICES, OPEN_MODAL = 4, 5, 6, 7, 8, 9


def register(table: Table) -> None:
    """Serve it. The token of the path is all the authorization it needs."""
    table.add("POST", "/interactions/{interaction_id}/{token:text}/callback", callback, public=True)


async def callback(call: Call) -> Reply:
    """The first answer, within 3 seconds."""
    interaction = call.world.interactions.get(call.params["token"])
    if interaction is None or interaction.id != call.number("interaction_id") or interaction.failed:
        raise unknown("interaction")
    if interaction.acknowledged:
        raise ApiError(400, 40060, "Interaction has already been acknowledged.")
    form = Form()
    kind = form.bits(call.data, "type", ())
    if kind not in _allowed(interaction):
        form.error(("type",), "BASE_TYPE_CHOICES", f"Value must be one of {_allowed(interaction)}.")
    form.finish()
    _respond(call, interaction, kind, call.data.get("data") or {})
    return Reply(_resource(interaction, kind)) if call.flag("with_response") else no_content()


def _allowed(interaction: Interaction) -> tuple[int, ...]:
    if interaction.kind == AUTOCOMPLETE:
        return (CHOICES,)
    kinds = (MESSAGE, DEFERRED) if interaction.kind == MODAL else (MESSAGE, DEFERRED, OPEN_MODAL)
    on_message = interaction.kind in (COMPONENT, MODAL) and interaction.source is not None
    return (*kinds, DEFERRED_UPDATE, UPDATE) if on_message else kinds


def _respond(call: Call, interaction: Interaction, kind: int, data: Json) -> None:
    if kind == MESSAGE:
        respond.answer(interaction, forms.read_draft(data, call.files, flags=FLAGS | EPHEMERAL))
    elif kind == DEFERRED:
        respond.defer(interaction, int(data.get("flags") or 0))
    elif kind == DEFERRED_UPDATE:
        respond.accept(interaction)
    elif kind == UPDATE and interaction.source is not None:
        respond.update(interaction, forms.read_edit(data, call.files, interaction.source))
    elif kind == CHOICES:
        respond.propose(interaction, read_choices(data))
    else:
        respond.open_modal(interaction, read_modal(data))


def _resource(interaction: Interaction, kind: int) -> Json:
    about: Json = {"id": str(interaction.id), "type": interaction.kind, "channel_id": str(interaction.channel.id)}
    if interaction.channel.guild:
        about["guild_id"] = str(interaction.channel.guild.id)
    message = interaction.message
    if message is None:
        return {"interaction": about}
    about["response_message_id"] = str(message.id)
    about["response_message_loading"] = message.loading
    about["response_message_ephemeral"] = message.ephemeral
    if kind not in (MESSAGE, UPDATE):
        return {"interaction": about}
    return {"interaction": about, "resource": {"type": kind, "message": payloads.message(message)}}
