"""What Telegram shows of the bot: command menus by scope, descriptions, the menu button.

Each is read first and written only where it differs: the calls are few and slow, and every
replica makes them at its start.
"""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from functools import partial

import structlog
from telegram import (
    Bot,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    MenuButtonCommands,
)
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

PRIVATE = {
    **{name: text for name, text in GROUPS.items() if name != "ask"},
    "sources": "Where my answers come from",
    "about": "What I am",
    "privacy": "What I keep, and for how long",
    "forget": "Remove everything that came from me",
}
"""In a private chat every text is a question, so /ask needs no place in the menu."""

ADMINS = {
    **PRIVATE,
    "unanswered": "Questions that nobody could answer",
    "feedback": "What people thought of answers",
    "reload": "Read the knowledge anew",
}


async def publish(bot: Bot, words: Mapping[str, str], admins: Iterable[int] = ()) -> None:
    """Give Telegram what it shows; the bot works without it as well."""
    scopes: dict[BotCommandScope, Mapping[str, str]] = {
        BotCommandScopeAllPrivateChats(): PRIVATE,
        BotCommandScopeAllGroupChats(): GROUPS,
        **{BotCommandScopeChat(admin): ADMINS for admin in admins},
    }
    for scope, menu in scopes.items():
        await _try(partial(_menu, bot, scope, menu))
    await _try(partial(_descriptions, bot, words))
    await _try(partial(_button, bot))


async def _try(step: Callable[[], Awaitable[None]]) -> None:
    try:
        await step()
    except TelegramError as error:
        _log.warning("no_menu", error=type(error).__name__, why=str(error))


async def _menu(bot: Bot, scope: BotCommandScope, menu: Mapping[str, str]) -> None:
    shown = {one.command: one.description for one in await bot.get_my_commands(scope)}
    if list(shown.items()) != list(menu.items()):
        await bot.set_my_commands([*menu.items()], scope)


async def _descriptions(bot: Bot, words: Mapping[str, str]) -> None:
    description, short = words["profile_description"], words["profile_short"]
    if (await bot.get_my_description()).description != description:
        await bot.set_my_description(description)
    if (await bot.get_my_short_description()).short_description != short:
        await bot.set_my_short_description(short)


async def _button(bot: Bot) -> None:
    if not isinstance(await bot.get_chat_menu_button(), MenuButtonCommands):
        await bot.set_chat_menu_button(menu_button=MenuButtonCommands())
