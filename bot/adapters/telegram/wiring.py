"""Wiring: the PTB application with every handler, read from top to bottom."""

import warnings
from functools import partial
from typing import Any

from telegram import Update
from telegram.constants import UpdateType
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    ChatMemberHandler,
    ContextTypes,
    InlineQueryHandler,
    MessageHandler,
    TypeHandler,
    filters,
)
from telegram.request import BaseRequest
from telegram.warnings import PTBDeprecationWarning, PTBUserWarning

from bot.adapters.telegram import raw
from bot.adapters.telegram.callbacks import on_button
from bot.adapters.telegram.inline import on_inline
from bot.adapters.telegram.journal import Entry
from bot.adapters.telegram.limiter import Limiter
from bot.adapters.telegram.membership import on_membership, on_migration
from bot.adapters.telegram.messages import on_message
from bot.adapters.telegram.order import Order
from bot.adapters.telegram.talk import Talk
from bot.adapters.telegram.trouble import on_error
from bot.stores import Shared

Bot = Application[Any, Any, Any, Any, Any, Any]

MOST = 2048
"""Maximum updates in progress at once, including waiting ones."""

ALLOWED = (
    UpdateType.MESSAGE,
    UpdateType.EDITED_MESSAGE,
    UpdateType.CALLBACK_QUERY,
    UpdateType.INLINE_QUERY,
    UpdateType.GUEST_MESSAGE,
    UpdateType.MY_CHAT_MEMBER,
)
"""The updates that Telegram should send; it remembers the list, so the list is always sent."""


class _Unlisted(Application[Any, Any, Any, Any, Any, Any]):
    """The library's, but for one habit (PTB 22.8): it lists everybody and every chat that it
    hears of for a persistence, also where there is none, and the lists grow for ever."""

    __slots__ = ()

    def _mark_for_persistence_update(self, **_: object) -> None:
        """Note nobody."""


def build(
    talk: Talk,
    token: str,
    api_url: str,
    request: BaseRequest | None = None,
    limiter: Limiter | None = None,
    shared: Shared | None = None,
) -> Bot:
    """Return the application, not yet started; a request of one's own replaces the network.

    `shared` coordinates the replicas of a bot.
    """
    # At a flood limit the library would warn about a type that `limiter` can handle.
    warnings.filterwarnings("ignore", ".*retry_after", PTBDeprecationWarning)
    warnings.filterwarnings("ignore", raw.WARNING, PTBUserWarning)
    limiter = limiter or Limiter()
    builder: ApplicationBuilder[Any, Any, Any, Any, Any, Any] = (
        Application.builder()
        .application_class(_Unlisted)
        .token(token)
        .base_url(f"{api_url}/bot")
        .base_file_url(f"{api_url}/file/bot")
        .concurrent_updates(MOST)
        .rate_limiter(limiter)
    )
    if request:
        builder = builder.request(request).get_updates_request(request)
    application = builder.build()
    _wire(application, talk, Order(limiter, shared))
    return application


def _wire(application: Bot, talk: Talk, order: Order) -> None:
    # Of the handlers the first that matches is the only one.
    application.add_handlers(
        [
            CallbackQueryHandler(partial(on_button, talk, order)),
            InlineQueryHandler(partial(on_inline, talk)),
            # Only this bot's own coming and going; that of people is not even delivered.
            ChatMemberHandler(
                partial(on_membership, talk, order), ChatMemberHandler.MY_CHAT_MEMBER
            ),
            # Before the messages, because it is one.
            MessageHandler(filters.StatusUpdate.MIGRATE, partial(on_migration, talk, order)),
            # Commands too: `address` reads them, so that each way to ask is judged in one place.
            # Named kinds only, for a bare filter would match channel posts as well.
            MessageHandler(
                filters.UpdateType.MESSAGE
                | filters.UpdateType.EDITED_MESSAGE
                | filters.UpdateType.GUEST_MESSAGE,
                partial(on_message, talk, order),
            ),
            # Last, so that what nobody handles has its line in the log as well.
            TypeHandler(Update, _on_other),
        ]
    )
    application.add_error_handler(partial(on_error, talk, order))


async def _on_other(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    Entry(update).ignored("unsupported")
