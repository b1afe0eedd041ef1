"""The composition root: from Settings to a running bot, and an exit code when it ends."""

import asyncio
import signal
import sqlite3
from contextlib import suppress
from datetime import timedelta
from functools import partial
from typing import NoReturn

import structlog
from telegram.error import Conflict, InvalidToken, TelegramError

from bot import logs
from bot.adapters.telegram import commands
from bot.adapters.telegram.polling import poll
from bot.adapters.telegram.talk import Talk
from bot.adapters.telegram.wiring import Bot, build
from bot.engine.advisor import Advisor
from bot.engine.knowledge import Knowledge
from bot.files import Broken, load, packaged
from bot.heartbeat import beat, health, rest
from bot.settings import Settings, sqlite_file
from bot.stores import Store
from bot.stores.memory import MemoryStore
from bot.stores.sqlite import SqliteStore

CANNOT_START = 2
NOT_ALONE = 3

NO_TOKEN = "TELEGRAM_BOT_TOKEN is not set: get a token from @BotFather, or try `rolewise chat`."
REFUSED = "Telegram does not accept the token: check TELEGRAM_BOT_TOKEN with @BotFather."
CONFLICT = "Another process serves the same bot: only one may poll with a token."

_log = structlog.get_logger(__name__)


class Ended(Exception):
    """The bot cannot start or go on: one line says why."""

    def __init__(self, line: str, code: int = CANNOT_START) -> None:
        super().__init__(line)
        self.code = code


def serve(settings: Settings) -> int:
    """Serve until told to stop, and return the exit code."""
    token = settings.token or ""
    logs.set_up(settings.log_format, settings.log_level, [token] if token else [])
    try:
        if not token:
            raise Ended(NO_TOKEN)
        asyncio.run(_serve(settings, token))
    except Ended as ended:
        _log.error(str(ended))
        return ended.code
    except (asyncio.CancelledError, KeyboardInterrupt):
        _log.info("stopped")
    return 0


async def open_store(url: str, ttl: timedelta) -> Store:
    """Return the store of an address.

    Raises:
        Ended: when it cannot be opened.
    """
    file = sqlite_file(url)
    if file is None:
        return MemoryStore(ttl)
    try:
        return await SqliteStore.open(file, ttl)
    except (OSError, sqlite3.Error) as error:
        raise Ended(f"ROLEWISE_STORE: {file} cannot be used: {error}") from error


async def _serve(settings: Settings, token: str) -> NoReturn:
    knowledge = _knowledge(settings)
    store = await open_store(settings.store, settings.context_ttl)
    try:
        advisor = Advisor(knowledge)
        advisor.warm_up()
        application = build(Talk(advisor, store), token, settings.api_url)
        _stop_on_signals()
        await _run(application, settings, knowledge.version)
    finally:
        await store.close()


async def _run(application: Bot, settings: Settings, version: str) -> NoReturn:
    try:
        await application.initialize()
        await application.bot.delete_webhook()
        await application.start()
        await commands.publish(application.bot)
        _log.info(
            "started",
            username=application.bot.username,
            sees_whole_groups=application.bot.can_read_all_group_messages,
            knowledge=version,
        )
        await poll(application, partial(beat, settings))
    except InvalidToken:
        raise Ended(REFUSED) from None
    except Conflict:
        raise Ended(CONFLICT, NOT_ALONE) from None
    except TelegramError as error:
        raise Ended(f"Telegram cannot be reached at {settings.api_url}: {error}") from None
    finally:
        if application.running:
            await application.stop()
        await application.bot.shutdown()
        rest(settings)


def _knowledge(settings: Settings) -> Knowledge:
    try:
        return load(settings.knowledge or packaged())
    except Broken as broken:
        first = broken.problems[0]
        raise Ended(
            f"The knowledge has {len(broken.problems)} problems (see `rolewise check`): {first}"
        ) from None


def _stop_on_signals() -> None:
    """Let both ways to stop a process cancel this task, wherever it waits."""
    task = asyncio.current_task()
    loop = asyncio.get_running_loop()
    for one in (signal.SIGINT, signal.SIGTERM):
        # Windows has no signal handlers in its loop; there Ctrl-C ends the loop itself.
        with suppress(NotImplementedError, AttributeError):
            loop.add_signal_handler(one, task.cancel)  # type: ignore[union-attr]


__all__ = ["Ended", "health", "open_store", "serve"]
