"""Commands, buttons, selects and modals: asking the bot, and what it answers."""
