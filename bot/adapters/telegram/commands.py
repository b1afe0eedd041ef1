"""The command menus that Telegram shows, one for private chats and one for groups."""

import structlog
from telegram import Bot, BotCommandScopeAllGroupChats, BotCommandScopeAllPrivateChats
from telegram.error import TelegramError

_log = structlog.get_logger(__name__)

GROUPS = {
    "ask": "Ask a question: /ask MLE vs MLSE tools",
    "compare": "Compare roles: /compare MLE MLSE",
    "role": "One role in short: /role MLE",
    "tips": "How to get there: /tips MLE",
    "roles": "The roles I know",
    "help": "What I can do",
}
"""Command -> what the menu says of it; what a command does stands in `bot.engine.commands`."""

PRIVATE = {name: text for name, text in GROUPS.items() if name != "ask"}
"""In a private chat every text is a question, so /ask needs no place in the menu."""


async def publish(bot: Bot) -> None:
    """Give Telegram the menus; the bot works without them as well."""
    try:
        await bot.set_my_commands([*PRIVATE.items()], BotCommandScopeAllPrivateChats())
        await bot.set_my_commands([*GROUPS.items()], BotCommandScopeAllGroupChats())
    except TelegramError as error:
        _log.warning("no_menu", error=type(error).__name__, why=str(error))
