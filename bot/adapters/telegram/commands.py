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

_BOTH = {
    "quiz": "Find the role that fits you",
    "pay": "Who earns what",
    "compare": "Compare two roles",
    "roles": "All roles, by family",
    "ad": "What a job ad really describes",
    "map": "Which roles are alike",
}
"""Command -> its menu text; `bot.engine.commands` defines what commands do.

Tapping an entry sends it at once, without arguments: it has to make sense alone.
"""
PRIVATE = {**_BOTH, "help": "What I can do"}
"""In a private chat every text is a question, so /ask needs no place in the menu."""

GROUPS = {"ask": "Ask me something", **_BOTH, "help": "What I can do"}
"""/ask comes first, because it reaches the bot even in privacy mode, unlike mentions."""

ADMINS = {
    **PRIVATE,
    "unanswered": "Questions that nobody could answer",
    "feedback": "What people thought of answers",
    "reload": "Read the knowledge anew",
}


async def publish(bot: Bot, words: Mapping[str, str], admins: Iterable[int] = ()) -> None:
    """Publish these texts to Telegram; the bot also works if that fails."""
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
