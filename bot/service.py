"""The composition root: from Settings to a running bot, and an exit code when it ends."""

import asyncio
import re
import signal
import sqlite3
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, nullcontext, suppress
from functools import partial
from hashlib import sha256
from typing import NoReturn
from urllib.parse import urlsplit

import structlog
from httpx import InvalidURL
from telegram.error import Conflict, InvalidToken, TelegramError

from bot import heap, logs, metrics
from bot.adapters.telegram import commands
from bot.adapters.telegram.limiter import Limiter
from bot.adapters.telegram.listening import Server
from bot.adapters.telegram.pictures import Pictures
from bot.adapters.telegram.polling import poll
from bot.adapters.telegram.posts import REMEMBERED
from bot.adapters.telegram.talk import UNANSWERED, Talk
from bot.adapters.telegram.web import Check, Hook, site
from bot.adapters.telegram.wiring import ALLOWED, Bot, build
from bot.engine.advisor import Advisor
from bot.engine.chart import Chart
from bot.engine.knowledge import Knowledge
from bot.files import Broken, load, packaged
from bot.heartbeat import BEATS, beat, health, rest
from bot.replicas import electing, sharing
from bot.settings import LISTEN, Settings, is_redis, sqlite_file
from bot.stores import SHOWN_FROM, Shared, Store
from bot.stores.memory import MemoryStore
from bot.stores.sqlite import SqliteStore

CANNOT_START = 2
NOT_ALONE = 3
CONNECTIONS = 100
"""Updates that Telegram may deliver at once; 100 is the most that it allows."""
DRAIN = 5.0
"""Seconds that answers in progress get to finish when the process is told to stop."""

NO_TOKEN = "TELEGRAM_BOT_TOKEN is not set: get a token from @BotFather, or try `rolewise chat`."
REFUSED = "Telegram does not accept the token: check TELEGRAM_BOT_TOKEN with @BotFather."
CONFLICT = "Another process serves the same bot: only one may poll with a token."
NO_ADDRESS = (
    "ROLEWISE_STORE is no address of a Redis: it reads redis://user:password@host:6379/0, and in a"
    " password %2F stands for /, %3A for :, %40 for @ and %23 for #. Of options it takes those of"
    " TLS, such as ?ssl_ca_certs=ca.pem."
)
NO_PROXY = (
    "ALL_PROXY, HTTPS_PROXY or TELEGRAM_API_URL is no address that can be used; one that begins"
    " with socks5:// needs one more library: pip install 'python-telegram-bot[socks]'."
)
NO_BOT = (
    "TELEGRAM_BOT_TOKEN is not set, or no token: in Redis everything is kept by bot, and it tells"
    " which."
)
NO_REDIS = "ROLEWISE_STORE: Redis needs one more library: pip install 'rolewise[redis]'."

_log = structlog.get_logger(__name__)


class Ended(Exception):
    """The bot cannot start or continue; the message is one line that says why."""

    def __init__(self, line: str, code: int = CANNOT_START) -> None:
        super().__init__(line)
        self.code = code


def serve(settings: Settings) -> int:
    """Serve until told to stop, and return the exit code."""
    token = settings.token or ""
    logs.set_up(settings.log_format, settings.log_level, settings.hidden)
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


async def open_store(settings: Settings) -> tuple[Store, Shared | None]:
    """Return the bot's store, and its shared part if several replicas can use it.

    Raises:
        Ended: if it cannot be opened.
    """
    url, ttl = settings.store, settings.context_ttl
    if is_redis(url):
        try:
            from bot.stores.redis import RedisStore
        except ImportError:
            raise Ended(NO_REDIS) from None
        if not settings.bot:
            raise Ended(NO_BOT)
        try:
            redis = RedisStore.open(url, ttl, settings.bot)
        except ValueError:
            # The error's own message may contain a part of the password.
            raise Ended(NO_ADDRESS) from None
        return redis, redis.shared
    file = sqlite_file(url)
    if file is None:
        return MemoryStore(ttl), None
    try:
        return await SqliteStore.open(file, ttl, settings.bot), None
    except (OSError, sqlite3.Error) as error:
        raise Ended(f"ROLEWISE_STORE: {file} cannot be used: {error}") from error


async def counts(settings: Settings, name: str) -> Mapping[str, int]:
    """Return what the store has counted under a name, the most frequent first.

    An unanswered question is shown only once several people have asked it.

    Raises:
        Ended: if the store cannot be opened.
    """
    # The caller reports what went wrong, in one line.
    logs.set_up(settings.log_format, "critical")
    store, _ = await open_store(settings)
    try:
        least = SHOWN_FROM if name == UNANSWERED else 1
        found = await store.counts(name)
        return {key: times for key, times in found.items() if times >= least}
    except Exception as error:
        raise Ended(f"ROLEWISE_STORE: {error}") from error
    finally:
        await store.close()


async def _serve(settings: Settings, token: str) -> None:
    knowledge = _knowledge(settings)
    store, shared = await open_store(settings)
    try:
        advisor = Advisor(knowledge, REMEMBERED)
        advisor.warm_up()
        heap.settle()
        metrics.KNOWLEDGE.info({"version": knowledge.version})
        talk = Talk(
            advisor,
            store,
            settings.context_ttl,
            settings.admins,
            sha256(f"askers {token}".encode()).digest(),
            load=partial(_read_anew, settings),
            pictures=Pictures(_draw()),
        )
        limiter = Limiter()
        try:
            application = build(talk, token, settings.api_url, limiter=limiter, shared=shared)
        except (RuntimeError, ValueError, InvalidURL):
            # The error's own message may contain a part of a password.
            raise Ended(NO_PROXY) from None
        _stop_on_signals()
        _reload_on_signal(talk)
        async with sharing(limiter, shared) if shared else nullcontext():
            await _run(application, talk, settings, shared)
    finally:
        await store.close()


def _draw() -> Callable[[Chart], bytes] | None:
    """Return the function that draws pictures; None without the extra `pictures`."""
    try:
        from bot.pictures import draw
    except ImportError:
        return None
    return draw


async def _run(application: Bot, talk: Talk, settings: Settings, shared: Shared | None) -> None:
    try:
        await application.initialize()
        await application.start()
        metrics.watch_queue(partial(_in_hand, application))
        if application.bot.can_read_all_group_messages:
            talk.advisor.say_instead("help_more", "help_more_all")
        known = talk.advisor.knowledge
        await commands.publish(application.bot, known.replies, settings.admins)
        _log.info(
            "started",
            username=application.bot.username,
            sees_whole_groups=application.bot.can_read_all_group_messages,
            knowledge=known.version,
            mode="webhook" if settings.webhook_url else "polling",
            store=settings.store.partition(":")[0],
            listening=bool(settings.webhook_url or settings.listen),
        )
        async with _web(application, talk, settings):
            if settings.webhook_url:
                await _deliver_to(application, settings)
                await _beat_for_ever(settings)
            await _poll(application, settings, shared)
    except InvalidToken:
        raise Ended(REFUSED) from None
    except Conflict:
        raise Ended(CONFLICT, NOT_ALONE) from None
    except TelegramError as error:
        address = re.sub("//.*@", "//", settings.api_url)
        raise Ended(f"Telegram cannot be reached at {address}: {error}") from None
    finally:
        if application.running:
            await _drain(application)
        await application.bot.shutdown()
        rest(settings)


def _in_hand(application: Bot) -> int:
    """Return how many updates are in progress or waiting, however they were delivered."""
    return (
        application.update_processor.current_concurrent_updates + application.update_queue.qsize()
    )


async def _drain(application: Bot) -> None:
    """Let the answers in progress finish, for at most `DRAIN` seconds."""
    try:
        async with asyncio.timeout(DRAIN):
            await application.stop()
    except TimeoutError:
        _log.warning("not_drained", waiting=application.update_queue.qsize())


@asynccontextmanager
async def _web(application: Bot, talk: Talk, settings: Settings) -> AsyncIterator[None]:
    """Serve health and metrics, and the webhook if there is one, while the block runs."""
    if not (settings.webhook_url or settings.listen):
        yield
        return
    checks: dict[str, Check] = {
        "telegram": application.bot.get_me,
        "store": talk.store.ping,
        "knowledge": partial(_loaded, talk),
    }
    server = Server(site(application, checks, _hook(settings)), *(settings.listen or LISTEN))
    serving = asyncio.create_task(server.run_until_told())
    try:
        while not server.started:
            if serving.done():
                break
            await asyncio.sleep(0.01)
        if serving.done() and (error := serving.exception()):
            raise Ended(f"ROLEWISE_LISTEN: {error}") from error
        yield
    finally:
        server.should_exit = True
        with suppress(OSError):
            await serving


async def _loaded(talk: Talk) -> None:
    """Raise if there is nothing to answer from."""
    if not talk.advisor.knowledge.roles:
        raise LookupError("no roles")


def _hook(settings: Settings) -> Hook | None:
    if settings.webhook_url is None:
        return None
    return Hook(urlsplit(settings.webhook_url).path, settings.secret)


async def _deliver_to(application: Bot, settings: Settings) -> None:
    """Have Telegram deliver to the webhook, unless another replica has set that up already.

    Telegram does not reveal the secret that was set, so the address contains a digest of it.
    """
    digest = sha256(settings.secret.encode()).hexdigest()[:8]
    url = f"{settings.webhook_url}?v={digest}"
    told = await application.bot.get_webhook_info()
    as_wanted = (url, CONNECTIONS, sorted(ALLOWED))
    if as_wanted != (told.url, told.max_connections, sorted(told.allowed_updates)):
        await application.bot.set_webhook(
            url,
            max_connections=CONNECTIONS,
            secret_token=settings.secret,
            allowed_updates=ALLOWED,
        )


async def _beat_for_ever(settings: Settings) -> NoReturn:
    while True:
        beat(settings)
        await asyncio.sleep(BEATS)


async def _poll(application: Bot, settings: Settings, shared: Shared | None) -> NoReturn:
    """Poll; with a shared store, only while no other replica does."""
    alive = partial(beat, settings)
    if shared is None:
        await application.bot.delete_webhook()
        await poll(application, alive)
    async with electing(shared, alive) as leader:
        await leader.gate()
        await application.bot.delete_webhook()
        await poll(application, alive, lead=leader)


def _knowledge(settings: Settings) -> Knowledge:
    try:
        return load(settings.knowledge or packaged())
    except Broken as broken:
        first = broken.problems[0]
        raise Ended(
            f"The knowledge has {len(broken.problems)} problems (see `rolewise check`): {first}"
        ) from None


def _read_anew(settings: Settings) -> Knowledge:
    """Return the knowledge, read from its files again.

    Raises:
        Ended: if it has problems; the message has one line for each.
    """
    try:
        return load(settings.knowledge or packaged())
    except Broken as broken:
        raise Ended("\n".join(map(str, broken.problems))) from None


def _reload_on_signal(talk: Talk) -> None:
    """Reload the knowledge on SIGHUP, and log the result."""
    loop = asyncio.get_running_loop()
    tasks: set[asyncio.Task[None]] = set()

    async def reload() -> None:
        problems = await talk.reload()
        version = talk.advisor.knowledge.version
        if problems:
            _log.error("knowledge_kept", knowledge=version, problems=problems)
        else:
            _log.info("knowledge_loaded", knowledge=version)

    def begin() -> None:
        task = asyncio.ensure_future(reload())
        tasks.add(task)
        task.add_done_callback(tasks.discard)

    with suppress(NotImplementedError, AttributeError):
        loop.add_signal_handler(signal.SIGHUP, begin)


def _stop_on_signals() -> None:
    """Let both stop signals (SIGINT, SIGTERM) cancel this task, wherever it waits."""
    task = asyncio.current_task()
    loop = asyncio.get_running_loop()
    for one in (signal.SIGINT, signal.SIGTERM):
        # Windows has no signal handlers in its loop; there Ctrl-C ends the loop itself.
        with suppress(NotImplementedError, AttributeError):
            loop.add_signal_handler(one, task.cancel)  # type: ignore[union-attr]


__all__ = ["Ended", "counts", "health", "open_store", "serve"]
