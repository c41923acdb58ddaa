"""What the bot answers: the callback, the first message, follow-ups, edits."""

from typing import TYPE_CHECKING

from bot.sandbox.interactions import installs
from bot.sandbox.interactions.answer import Answer
from bot.sandbox.interactions.interaction import COMMAND, COMPONENT, MODAL, Interaction
from bot.sandbox.payloads import users
from bot.sandbox.wire import Json
from bot.sandbox.world import draft as d
from bot.sandbox.world import editing, posting
from bot.sandbox.world.draft import EPHEMERAL, LOADING, MENU_ANSWER, SLASH_ANSWER, Draft

if TYPE_CHECKING:
    from bot.sandbox.forms.message import Edit
    from bot.sandbox.world.message import Message

SLASH = 1


def answer(interaction: Interaction, draft: Draft) -> "Message":
    """The first message."""
    message = _show(interaction, draft, _type(interaction), interaction.source)
    interaction.message = message
    interaction.acknowledge()
    interaction.settle(Answer("message", message))
    return message


def defer(interaction: Interaction, flags: int) -> "Message":
    """Take time: a message that says "is thinking" and is still to be filled in."""
    draft = Draft(flags=flags & EPHEMERAL | LOADING)
    interaction.message = _show(interaction, draft, _type(interaction), interaction.source)
    interaction.acknowledge()
    return interaction.message


def accept(interaction: Interaction) -> None:
    """Acknowledge a component without anything to see."""
    interaction.message = interaction.source
    interaction.acknowledge()
    interaction.settle(Answer("silent", interaction.source, deferred=True))


def update(interaction: Interaction, edit: "Edit") -> None:
    """Change the message whose component was used."""
    interaction.message = interaction.source
    interaction.acknowledge()
    if interaction.source is not None:
        editing.apply(interaction.source, edit)
        interaction.settle(Answer("update", interaction.source))


def open_modal(interaction: Interaction, modal: Json) -> None:
    """Open a form."""
    interaction.modal = modal
    interaction.acknowledge()
    interaction.world.log.add(
        "modal_opened",
        author=interaction.world.bot,
        channel=interaction.channel,
        interaction=interaction,
        text=modal["title"],
        components=tuple(modal["components"]),
    )
    interaction.settle(Answer("modal", modal=modal))


def propose(interaction: Interaction, choices: list[Json]) -> None:
    """Propose values to an autocomplete."""
    interaction.choices = choices
    interaction.acknowledge()
    names = "\n".join(str(choice["name"]) for choice in choices)
    interaction.world.log.add(
        "autocompleted", author=interaction.user, channel=interaction.channel, interaction=interaction, text=names
    )
    interaction.settle(Answer("choices", choices=tuple(choices)))


def follow_up(interaction: Interaction, draft: Draft) -> "Message":
    """A further message; while the first is still being thought about, it takes that one's place."""
    first = interaction.message
    if first is not None and first.loading and not first.deleted:
        return fill(interaction, first, draft)
    message = _show(interaction, draft, d.REPLY, first)
    interaction.followups.append(message)
    interaction.settle(Answer("message", message))
    return message


def fill(interaction: Interaction, message: "Message", draft: Draft) -> "Message":
    """Put what a draft says in the place of "… is thinking"."""
    draft.flags = draft.flags & ~LOADING | message.flags & EPHEMERAL
    editing.replace(message, draft)
    _filled(interaction, message)
    return message


def edit(interaction: Interaction, message: "Message", change: "Edit") -> None:
    """Change a message that answered; filling one that was deferred."""
    if not message.loading:
        editing.apply(message, change)
        return
    message.flags &= ~LOADING
    editing.change(message, change)
    _filled(interaction, message)


def _filled(interaction: Interaction, message: "Message") -> None:
    """What was being thought about is there now."""
    if message.ephemeral:
        interaction.world.log_message("ephemeral", message, interaction=interaction)
    else:
        interaction.world.publish_message("MESSAGE_UPDATE", message)
        interaction.world.log_message("message_created", message, interaction=interaction)
    interaction.settle(Answer("message", message, deferred=True))


def _type(interaction: Interaction) -> int:
    if interaction.kind in (COMPONENT, MODAL) and interaction.source is not None:
        return d.REPLY
    root = interaction.root
    return SLASH_ANSWER if root.kind != COMMAND or root.data.get("type") == SLASH else MENU_ANSWER


def _show(interaction: Interaction, draft: Draft, kind: int, reference: "Message | None") -> "Message":
    if installs.only_whispers(interaction.user, interaction.channel, interaction.owners):
        draft.flags |= EPHEMERAL
    draft.type, draft.application = kind, True
    draft.reference = reference if kind == d.REPLY else None
    draft.webhook_id = interaction.world.application.id
    draft.interaction_metadata = metadata(interaction)
    if interaction.kind == COMMAND:
        name = interaction.title.removeprefix("/").removeprefix("Apps > ")
        who = users.user(interaction.user)
        draft.interaction = {"id": str(interaction.id), "type": COMMAND, "name": name, "user": who}
    message = posting.compose(interaction.channel, interaction.world.bot, draft)
    if not message.ephemeral:
        posting.show(message, interaction)
    elif not message.loading:
        interaction.world.log_message("ephemeral", message, interaction=interaction)
    if message.loading:
        interaction.world.log_message("deferred", message, interaction=interaction)
    return message


def metadata(interaction: Interaction) -> Json:
    """What the messages of an interaction say of it."""
    data: Json = {
        "id": str(interaction.id),
        "type": interaction.kind,
        "user": users.user(interaction.user),
        "authorizing_integration_owners": interaction.owners,
    }
    if interaction.kind == COMPONENT and interaction.source is not None:
        data["interacted_message_id"] = str(interaction.source.id)
    if interaction.kind == MODAL:
        data["triggering_interaction_metadata"] = metadata(interaction.root)
    if interaction.kind == COMMAND and interaction.data.get("type") == 3:
        data["target_message_id"] = interaction.data["target_id"]
    return data
